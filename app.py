"""The frame around the pages: what the browser's tab says, and the menu."""

import streamlit as st

from analysis import ui

st.set_page_config(page_title="onrecord: who said what about whom", page_icon="🗞️", layout="wide")
st.session_state.framed = True
st.navigation(ui.pages(), position="top").run()
