"""The articles kept from visit to visit: find one again, or open several together."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ..tables.filter import Filter
from ..view.opened import Opened
from ..view.wording import quantity
from ..workspace.articles import Kept, Workspace, WorkspaceError
from ..workspace.selection import MOST, Selection, of
from . import cards, opening, resources
from .choosing import note_step
from .filtered import wanted
from .screen import escaped

SHOWN = 12
"""Articles that the list shows at once."""

_COLUMNS = {
    "title": st.column_config.TextColumn("Article", width="large"),
    "outlet": st.column_config.TextColumn("Outlet", width=130),
    "published": st.column_config.TextColumn("Published", width=95),
    "statements": st.column_config.NumberColumn("Statements", width=90),
    "speakers": st.column_config.NumberColumn("Speakers", width=80),
    "countries": st.column_config.NumberColumn("Countries", width=80),
    "mainly_about": st.column_config.TextColumn("Mainly about", width=120),
    "words": st.column_config.NumberColumn("Words", width=70, format="localized"),
}


def list_of_articles() -> None:
    """The kept articles in a quiet place: search, tags, the last opened ones."""
    store = resources.workspace()
    if isinstance(store, WorkspaceError):
        return
    # Another one with every article that is opened: so it closes, and does not hide what was asked for.
    key = f"kept-{st.session_state.get('opened', 0)}"
    with st.popover("Your articles", icon=":material/library_books:", key=key):
        try:
            _list(store)
        except WorkspaceError as error:
            st.error(escaped(str(error)))


def _list(store: Workspace) -> None:
    tags, outlets = store.tags()[:20], [name for name, _ in store.outlets()]
    search = st.text_input("Search the articles that you have read", key="kept_search", placeholder="Words of the text")
    tag = st.pills("Tag", tags, key="kept_tag", format_func=escaped) if tags else None
    outlet = st.selectbox("Outlet", outlets, index=None, key="kept_outlet", placeholder="All") if outlets else None
    found = store.articles(search=search or "", tag=tag or "", outlet=outlet or "", limit=SHOWN + 1)
    if not found:
        st.caption(
            "No article holds these words." if search or tag else "Articles that you paste or upload are kept here."
        )
    for article in found[:SHOWN]:
        _row(article)
    if len(found) > SHOWN:
        st.caption("There are more. Search for words of the one that you look for.")
    if not search:
        _together(store, Selection(tag=tag or "", outlet=outlet or ""))
    st.caption(f"Kept on this computer only, in {escaped(str(store.path))}")


def _together(store: Workspace, listed: Selection) -> None:
    """Ways to open several articles as one: those ticked, and all that are listed."""
    ticked = of(st.session_state.get("ticked", ()))
    number = store.count(listed)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if ticked.keys:
            st.button(
                f"Open the {quantity(len(ticked.keys), 'ticked article')}", key="open_ticked", on_click=opening.hand_in,
                args=("several", ticked), icon=":material/layers:", disabled=len(ticked.keys) > MOST,
                help=f"More than {MOST} are opened by a tag or an outlet" if len(ticked.keys) > MOST else None,
            )  # fmt: skip
        if number > 1:
            st.button(
                f"Open all {number:,} together", key="open_all", on_click=opening.hand_in, args=("several", listed),
                icon=":material/layers:", help="Every page becomes a view over all of them",
            )  # fmt: skip


def _tick(key: str) -> None:
    note_step()
    ticked = [other for other in st.session_state.get("ticked", ()) if other != key]
    st.session_state.ticked = (*ticked, key) if st.session_state[f"tick_{key}"] else tuple(ticked)


def _row(article: Kept) -> None:
    about = " · ".join(part for part in (article.outlet, article.published, *article.tags) if part)
    st.session_state[f"tick_{article.key}"] = article.key in st.session_state.get("ticked", ())
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.checkbox(
            f"Tick {escaped(article.title[:90])}", key=f"tick_{article.key}", label_visibility="collapsed",
            on_change=_tick, args=(article.key,), width="content",
        )  # fmt: skip
        st.button(
            escaped(article.title[:90]), key=f"kept_{article.key}", on_click=opening.hand_in,
            args=("kept", article.key), type="tertiary",
        )  # fmt: skip
        if about:
            st.caption(escaped(about))
    if article.hit:
        place = "" if article.place is None else f"{article.place.start}-{article.place.end}"
        found = {"before": article.before, "text": article.hit, "after": article.after, "hit": True, "tone": "plain"}
        cards.show([found | {"id": place}], key=f"found_{article.key}", empty="",
               pick=lambda place: opening.hand_in("kept", article.key, place))  # fmt: skip


def article_table(current: Opened, frame: pd.DataFrame) -> None:
    """The articles of a set with what the filter keeps of each; a click opens one, ticked ones open together."""
    groups = frame.groupby("article_id")
    said, speakers = groups.size(), groups["speaker"].nunique()
    shown = current.articles.assign(
        statements=current.articles["article_id"].map(said).fillna(0).astype(int),
        speakers=current.articles["article_id"].map(speakers).fillna(0).astype(int),
        mainly_about=[current.country(code) for code in current.articles["mainly_about"]],
    )
    if wanted() != Filter():
        shown = shown[shown["statements"] > 0]
    shown = shown.reset_index(drop=True)
    keys = shown["key"].tolist()
    name = f"articles-{hash((current.key, *keys))}"

    def pick() -> None:
        note_step()
        chosen = st.session_state[name]["selection"]
        if chosen["cells"]:
            opening.open_one(keys[chosen["cells"][0][0]])

    made = st.dataframe(
        shown[["title", "outlet", "published", "statements", "speakers", "countries", "mainly_about", "words"]],
        key=name, hide_index=True, height=min(560, 38 + 35 * max(1, len(shown))), on_select=pick,
        selection_mode=["multi-row", "single-cell"], column_config=_COLUMNS,
        alt=f"Table of {quantity(len(shown), 'article')}, each with its numbers of statements, speakers and countries",
    )  # fmt: skip
    chosen = of(keys[row] for row in made.selection.rows)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("Click an article to open it, or tick some to open only these.")
        if chosen.keys:
            st.button(
                f"Open the {quantity(len(chosen.keys), 'ticked article')}", key="open_these", on_click=opening.hand_in,
                args=("several", chosen), icon=":material/layers:", disabled=len(chosen.keys) > MOST,
            )  # fmt: skip
