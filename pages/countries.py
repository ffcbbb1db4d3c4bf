"""Countries: the map of those named and, beside it, where one is named, what its people say, what is said about it."""

import streamlit as st

from analysis.dashboard import address, app_frame, downloads, filter_bar, filtered, workbench

top = app_frame.enter()
with st.container(horizontal=True, vertical_alignment="center", gap="small", key="article_line"):
    name = st.container(width="stretch")
    tools = st.container(horizontal=True, vertical_alignment="center", gap="xsmall", width="content", key="tools")
current = app_frame.start("countries", into=name, top=top)
with tools:
    st.empty()  # what a fragment may draw into has something in it from the start


@st.fragment
def desk() -> None:
    """What follows from a click, a check or a correction, drawn anew without the rest of the page."""
    workbench.take()
    now = address.what_is_open("countries")
    if now is None or now.key != current.key:
        st.rerun()
    if now.mentions.empty and not now.made:
        st.info(
            "No country is mentioned in this text, so there is nothing to map. Countries are found by name, "
            "nationality, city, region, institution, seat of power and leader.",
            icon=":material/public_off:",
        )
        return
    frame, mentions = filtered.statements(now), filtered.mentions(now)
    code = st.session_state.get("country")
    with tools:
        filter_bar.confidence_range()
        downloads.mentions(now, mentions[mentions["alpha2"] == code] if code else mentions)
    with st.container():
        filter_bar.parts(now, frame)
    workbench.show(now, frame, workbench.COUNTRIES)


desk()
