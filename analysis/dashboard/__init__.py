"""All Streamlit but app.py and the pages: the session, the widgets, the components with their scripts and styles.

In: what the visitor does. Out: what is on the screen. Knows the open article and what is chosen.
"""
