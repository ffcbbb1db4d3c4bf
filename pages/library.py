"""The kept articles: find them, change them, open some together, hand them on."""

import streamlit as st

from analysis.dashboard import app_frame, intake, library, library_table

if st.session_state.get("_page") != "library":
    library_table.fresh()  # another page may have changed what is kept
app_frame.enter(aside="library")
with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    st.title("Library", anchor=False, width="content")
    app_frame.measure()
    intake.button()
library.show()
