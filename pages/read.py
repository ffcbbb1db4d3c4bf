"""Hand in an article; read it with its highlights; see its statements beside it."""

import streamlit as st

from analysis.dashboard import (
    address,
    app_frame,
    cards,
    chart_widgets,
    correcting,
    downloads,
    filter_bar,
    filtered,
    grids,
    highlighted_article,
    intake,
    library,
    provenance,
    screen,
)

app_frame.enter()
intake.entrance()
trouble = st.container()
current = address.what_is_open("read")
intake.settle()
with trouble:
    app_frame.problem()
if current is None:
    st.info("No article is open yet. Paste one above, choose a sample or hand in a file.")
    st.stop()

frame = filtered.statements(current)
app_frame.headline(current)
if st.session_state.get("first_visit"):
    st.caption(
        "This sample has been read for you. **1** Click a tinted passage to see who said it and why. "
        "**2** Look at the countries and voices on the other pages. **3** Paste an article of your own above."
    )
filter_bar.show(current, frame)

if current.several:
    library.article_table(current, frame)
    correcting.tally(current)
else:
    text, side = st.columns([6, 5], gap="medium")
    with text:
        highlighted_article.show(current, frame)
    with side:
        if current.every.empty:
            st.text("No statements were found: nobody in this text is reported to have said something.")
        elif frame.empty:
            st.text("No statement is left. Take a filter off, or undo a correction.")
        else:
            columns = ["speaker", "statement"] if screen.is_narrow() else ["speaker", "about", "statement"]
            grids.statements(current, frame, columns, key="rows", height=300)
            cards.focused(current, frame)
        correcting.panel(current, frame)
        correcting.tally(current)

st.space("small")
places, voices = st.columns([6, 5], gap="medium")
with places:
    st.header("Countries", anchor=False)
    if current.mentions.empty:
        st.text("No country is mentioned in this text.")
    else:
        chart_widgets.country_map(filtered.mentions(current), key="small_map", height=260)
        if st.session_state.get("country"):
            correcting.country_editor(current, st.session_state.country)
with voices:
    st.header("Voices", anchor=False)
    if frame.empty:
        st.text("Nobody is quoted.")
    else:
        chart_widgets.speaker_bars(frame, key="small_bars", most=8)
with st.container(horizontal=True):
    downloads.menu(current, frame)
    provenance.editor(current)
