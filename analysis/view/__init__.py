"""What a page shows, as plain data and figures: cards, passages, highlights, maps, comparisons.

In: frames and reports. Out: dictionaries, HTML-safe pieces, plotly figures and chart options.
Knows what a reader should see, but no Streamlit.
"""
