"""The articles kept from visit to visit: find one again, and say where the open one comes from."""

from __future__ import annotations

import streamlit as st

from . import session
from .desk import Desk
from .ui import escaped, quotes
from .workspace import Kept, Workspace, WorkspaceError

SHOWN = 12
"""Articles that the list shows at once."""


def list_of_articles() -> None:
    """The kept articles in a quiet place: search, tags, the last opened ones."""
    store = session.workspace()
    if isinstance(store, WorkspaceError):
        return
    with st.popover("Your articles", icon=":material/library_books:", key="kept"):
        try:
            _list(store)
        except WorkspaceError as error:
            st.error(escaped(str(error)))


def _list(store: Workspace) -> None:
    tags = store.tags()[:20]
    search = st.text_input("Search the articles that you have read", key="kept_search", placeholder="Words of the text")
    tag = st.pills("Tag", tags, key="kept_tag", format_func=escaped) if tags else None
    found = store.articles(search=search or "", tag=tag or "", limit=SHOWN + 1)
    if not found:
        st.caption(
            "No article holds these words." if search or tag else "Articles that you paste or upload are kept here."
        )
    for article in found[:SHOWN]:
        _row(article)
    if len(found) > SHOWN:
        st.caption("There are more. Search for words of the one that you look for.")
    st.caption(f"Kept on this computer only, in {escaped(str(store.path))}")


def _row(article: Kept) -> None:
    about = " · ".join(part for part in (article.outlet, article.published, *article.tags) if part)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            escaped(article.title[:90]), key=f"kept_{article.key}", on_click=session.hand_in,
            args=("kept", article.key), type="tertiary",
        )  # fmt: skip
        if about:
            st.caption(escaped(about))
    if article.hit:
        passage = {"before": article.before, "text": article.hit, "after": article.after, "hit": True, "tone": "plain"}
        quotes([passage], key=f"found_{article.key}", empty="", open_in=False)


def provenance(current: Desk) -> None:
    """Where the open article comes from: outlet, date and tags, to be changed."""
    store = session.workspace()
    if isinstance(store, WorkspaceError) or not store.writable or current.key in session.samples():
        return
    report = current.report
    keys = {name: f"{name}_of_{current.key}" for name in ("outlet", "published", "tags")}

    def save() -> None:
        state = st.session_state
        date = state[keys["published"]]
        session.describe(
            current.key, outlet=state[keys["outlet"]] or "", published=date.isoformat() if date else "",
            tags=state[keys["tags"]],
        )  # fmt: skip

    def forget() -> None:
        session.forget(current.key)

    with st.popover("Source and tags", icon=":material/sell:", key="provenance"):
        try:
            own, every = store.tags(current.key), store.tags()
        except WorkspaceError as error:
            st.error(escaped(str(error)))
            return
        st.text_input("Outlet", report.outlet or "", key=keys["outlet"], max_chars=200)
        st.date_input("Published", report.published or None, key=keys["published"], min_value="1900-01-01")
        st.multiselect("Tags", list(dict.fromkeys([*own, *every])), default=own, key=keys["tags"],
                       accept_new_options=True, placeholder="Choose or write one")  # fmt: skip
        with st.container(horizontal=True):
            st.button("Save", key="save_source", on_click=save, type="primary")
            st.button("Forget this article", key="forget", on_click=forget, type="tertiary",
                      help="Take it out of your articles. Corrections of its text stay.")  # fmt: skip
