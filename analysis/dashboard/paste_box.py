"""The input of the Read page: paste a text, choose a sample, upload a file; one button once an article is open."""

from __future__ import annotations

import streamlit as st

from . import opening, resources


def new_article() -> None:
    """The button that opens the input; it closes, emptied, with every article that is opened."""
    opened = st.session_state.get("opened", 0)
    pasted, upload = f"pasted-{opened}", f"upload-{opened}"
    with st.popover("New article", icon=":material/add:", type="primary", key=f"new-{opened}", width="content"):
        with st.form("paste", border=False, enter_to_submit=True):
            st.text_area(
                "Paste a news article", key=pasted, height=150, width=520,
                placeholder="Paste the text of a news article here. It stays on this computer.",
            )  # fmt: skip
            st.form_submit_button(
                "Read article", type="primary", on_click=lambda: opening.hand_in("text", st.session_state[pasted]),
                help="Ctrl+Enter in the text box",
            )  # fmt: skip
        titles = resources.samples()
        st.selectbox(
            "or open a sample", list(titles), index=None, format_func=titles.__getitem__, key="sample",
            placeholder="Choose one of our articles", on_change=_read_sample,
        )  # fmt: skip
        st.file_uploader(
            "or upload a file: text, Markdown, HTML, Word or PDF, up to 20 MB",
            type=["txt", "md", "html", "htm", "docx", "pdf"], key=upload, on_change=lambda: _read_upload(upload),
        )  # fmt: skip


def _read_sample() -> None:
    if st.session_state.sample:
        opening.hand_in("sample", st.session_state.sample)
        st.session_state.sample = None


def _read_upload(upload: str) -> None:
    file = st.session_state[upload]
    if file is not None:
        opening.hand_in("file", file.name, file.getvalue())
