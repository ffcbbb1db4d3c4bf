"""Who speaks and who does not, who speaks about whom, and what they do with words; for one voice, all of it."""

from typing import Any

import streamlit as st

from analysis.dashboard import address, app_frame, downloads, filter_bar, filtered, page_views, workbench
from analysis.tables import voices
from analysis.tables.filter import kept_statements

current = app_frame.start("voices", one_line=True)

if not current.report.actors:
    st.text("Nobody is named in this text.")
    st.stop()


@st.fragment
def desk() -> None:
    """The chart with the statements beside it: what is clicked is listed, and the chart stays as it is."""
    workbench.take()
    now = address.what_is_open("voices")
    if now is None or now.key != current.key:
        st.rerun()
    frame = filtered.statements(now)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="views"):
        view = page_views.choice("voices")
        filter_bar.show(now, frame)
        downloads.menu(now, frame)
    with st.container():  # a place of its own, so that the chart and the list stay the same ones
        if now.every.empty:
            st.text("Nobody is quoted.")
            return
        if frame.empty:
            st.text("No statement passes this filter. Take a part of it off.")
    chart: dict[str, Any] = {"kind": view.lower(), "voices": True}
    if view == "Speakers":
        said = kept_statements(now.every, filtered.wanted().of_articles)
        silent = voices.silent(filtered.within(now).actors, said, frame)
        chart["silent"] = silent[["actor_id", "actor", "mentions", "said_about"]].to_numpy().tolist()
    workbench.show(now, frame, workbench.CHART, chart=chart)


desk()
