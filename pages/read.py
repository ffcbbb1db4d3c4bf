"""Read: one line for the article, then the workbench: overview, text, the chosen statement and the list of all."""

import streamlit as st

from analysis.dashboard import (
    address,
    apart,
    app_frame,
    downloads,
    filter_bar,
    filtered,
    intake,
    library,
    notices,
    provenance,
    workbench,
)

top = app_frame.enter()
# Places for what is not always there, so that the workbench keeps its own and is not drawn anew.
entrance = st.container()
# The input is drawn before anything is read, so that a visitor sees it while the engine starts.
with st.container(horizontal=True, vertical_alignment="center", gap="small", key="article_line"):
    name = st.container(width="stretch")
    tools = st.container(horizontal=True, vertical_alignment="center", gap="xsmall", width="content", key="tools")
    new = st.container(horizontal=True, width="content", key="input")
intake.entrance(in_place=entrance, in_line=new)
reading, hint = st.container(), st.container()

with reading:
    current = address.what_is_open("read")
intake.settle()
notices.show(top)
if current is None:
    st.info("No article is open yet. Paste one above, choose a sample or hand in a file.")
    st.stop()
with name:
    app_frame.headline(current, one_line=True)
if st.session_state.get("first_visit"):
    hint.caption(
        "This sample has been read for you. **1** Click a tinted passage to see who said it and why. "
        "**2** Look at the countries and voices on the other pages. **3** Paste an article of your own above."
    )
with tools:
    st.empty()  # what a fragment may draw into has something in it from the start


asked = current.key


@st.fragment
def desk() -> None:
    """What follows from a check or a correction, drawn anew without the rest of the page."""
    workbench.take()
    now = address.what_is_open("read")
    if now is None or now.key != asked:
        st.rerun()
    frame = filtered.statements(now)
    with tools:
        apart.offer(now)
        filter_bar.confidence_range()
        provenance.editor(now)
        downloads.menu(now, frame)
    with st.container():
        filter_bar.parts(now, frame)
    workbench.show(now, frame, workbench.SEVERAL if now.several else workbench.READ)
    if now.several:
        st.header("Articles", anchor=False)
        library.article_table(now, frame)


desk()
