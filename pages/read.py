"""Paste, pick or upload an article; read it with its highlights; see its statements beside it."""

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
    library,
    opening,
    provenance,
    reading,
    resources,
    screen,
)

app_frame.enter()
# Drawn before anything is read, so that a visitor sees it while the engine starts. Each article opened empties the
# box and the uploader by giving them another name.
opened = st.session_state.get("opened", 0)
pasted, upload = f"pasted-{opened}", f"upload-{opened}"


def _read_pasted() -> None:
    opening.hand_in("text", st.session_state[pasted])


def _read_upload() -> None:
    files = st.session_state[upload]
    if files:
        opening.hand_in("files", [(file.name, file.getvalue()) for file in files])


def _read_sample() -> None:
    if st.session_state.sample:
        opening.hand_in("sample", st.session_state.sample)
        st.session_state.sample = None


with st.container(border=True):
    paste, other = st.columns([3, 2], gap="medium")
    with paste, st.form("paste", border=False, enter_to_submit=True):
        st.text_area(
            "Paste a news article", key=pasted, height=96,
            placeholder="Paste the text of a news article here. It stays on this computer.",
        )  # fmt: skip
        st.form_submit_button("Read article", type="primary", on_click=_read_pasted, help="Ctrl+Enter in the text box")
    with other:
        titles = resources.samples()
        st.selectbox(
            "or open a sample", list(titles), index=None, format_func=titles.__getitem__, key="sample",
            placeholder="Choose one of our articles", on_change=_read_sample,
        )  # fmt: skip
        with st.container(horizontal=True):
            with st.popover("Upload a file", icon=":material/upload_file:"):
                st.file_uploader(
                    "Text, web pages, Word, PDF, mail, or a .zip of them, up to 20 MB", type=list(reading.UPLOADED),
                    key=upload, on_change=_read_upload, accept_multiple_files=True,
                )  # fmt: skip
            library.list_of_articles()
    trouble = st.container()

current = address.what_is_open("read")
if st.session_state.get("opened", 0) != opened:
    st.rerun()
with trouble:
    app_frame.problem()
if current is None:
    st.info("No article is open yet. Paste one above, choose a sample or upload a file.")
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
