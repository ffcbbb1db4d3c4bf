"""The kept articles as a page, and the articles of a set as a table."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ..tables.filter import Filter
from ..view.opened import Opened
from ..view.wording import quantity
from ..workspace.articles import Workspace, WorkspaceError
from ..workspace.selection import MOST, Selection, of
from . import app_frame, intake, library_table, notices, open_set, opening, page_views, resources, ticked
from .choosing import note_step, value_of
from .filtered import wanted
from .library_table import HIGH_ROW, TITLE, TITLE_NARROW
from .screen import escaped, is_narrow

_COLUMNS = {
    "outlet": st.column_config.TextColumn("Outlet", width=178),
    "published": st.column_config.TextColumn("Published", width=95),
    "statements": st.column_config.NumberColumn("Statements", width=90),
    "speakers": st.column_config.NumberColumn("Speakers", width=80),
    "countries": st.column_config.NumberColumn("Countries", width=80),
    "mainly_about": st.column_config.TextColumn("Mainly about", width=120),
    "words": st.column_config.NumberColumn("Words", width=70, format="localized"),
}


def show() -> None:
    """The library: what to look for, what to do with what is ticked, the table."""
    store = resources.workspace()
    if isinstance(store, WorkspaceError):
        st.info("Articles cannot be kept on this computer, so that there is no library.", icon=":material/info:")
        notices.storage()
        return
    try:
        _library(store)
    except WorkspaceError as error:
        st.error(escaped(str(error)))


def _library(store: Workspace) -> None:
    listed = _asked(store)
    table = library_table.table(store, *listed)
    ticked.actions(store, table, Selection(tag=listed[1], outlet=listed[2]), searched=bool(listed[0]) or listed[3])
    if table.empty:
        st.text("No article holds these words." if any(listed) else "Articles that you paste or upload are kept here.")
    else:
        library_table.editor(store, table)
    notices.storage()


def _asked(store: Workspace) -> tuple[str, str, str, bool]:
    """What the visitor looks for: words, a tag, an outlet; and whether only what is there more than once."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = st.text_input(
            "Search titles and texts", key="library_search", type="search", width=320,
            placeholder="Words of an article",             persist_state="session",
        )  # fmt: skip
        tags, outlets = store.tags(), [name for name, _ in store.outlets()]
        tag = st.selectbox("Tag", tags, index=None, key="library_tag", placeholder="All", width=180) if tags else None
        outlet = (
            st.selectbox("Outlet", outlets, index=None, key="library_outlet", placeholder="All", width=200)
            if outlets else None
        )  # fmt: skip
        twice = st.toggle(
            "Near-duplicates", key="library_twice", help="Only articles whose text is here more than once, grouped"
        )
        st.session_state.whole_titles = library_table.whole_titles()
        st.toggle(
            "Whole titles", key="whole_titles", on_change=library_table.wrap_titles,
            help="Rows of three lines, in which long titles are wrapped",
        )  # fmt: skip
    return search or "", tag or "", outlet or "", twice


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
    keys, narrow = shown["key"].tolist(), is_narrow()
    name = f"articles-{hash((current.key, *keys))}"

    def pick() -> None:
        clicked = value_of("open_of_set")
        if clicked is not None:
            note_step()
            opening.open_one(keys[clicked["row"]])

    row = HIGH_ROW if narrow else 35
    made = st.dataframe(
        shown.assign(open="Open")[
            ["open", "title", "outlet", "published", "statements", "speakers", "countries", "mainly_about", "words"]
        ],
        key=name, hide_index=True, row_height=row, height=min(560, 38 + row * max(1, len(shown))), on_select="rerun",
        selection_mode="multi-row", column_config={
            "open": st.column_config.ButtonColumn("Open", width=66, type="tertiary", key="open_of_set", on_click=pick),
            "title": st.column_config.TextColumn("Article", width=TITLE_NARROW if narrow else TITLE),
            **_COLUMNS,
        },
        alt=f"Table of {quantity(len(shown), 'article')}, each with its numbers of statements, speakers and countries",
    )  # fmt: skip
    chosen = of(keys[row] for row in made.selection.rows)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("Open one article, or tick some to open only these.")
        if value_of("each_outlet") != open_set.each_outlet():  # an address has changed it
            st.session_state.each_outlet = open_set.each_outlet()
        st.toggle(
            "Count every outlet", key="each_outlet", on_change=_count_each,
            help="A text that several outlets printed, as an agency's, counts once; or once in each",
        )  # fmt: skip
        if chosen.keys:
            st.button(
                f"Open the {quantity(len(chosen.keys), 'ticked article')}", key="open_these", on_click=opening.hand_in,
                args=("several", chosen), icon=":material/layers:", disabled=len(chosen.keys) > MOST,
            )  # fmt: skip


def ways_to_several(page: str) -> None:
    """On a page that needs several articles: what is missing, and a button for each way on."""
    store = resources.workspace()
    if isinstance(store, WorkspaceError):
        st.info("Comparing needs two kept articles, and none can be kept on this computer.", icon=":material/layers:")
        return
    number = store.count(Selection())
    if number < 2:
        so_far = "none is kept yet" if not number else "one is kept so far"
        told = f"Comparing needs at least two articles, and {so_far}: hand in more, as text, as files or as a folder."
    else:
        told = (
            "Comparing needs at least two articles. Open some together: all that are kept, or in the Library those "
            "that you tick, those of a tag or of an outlet."
        )
    st.info(told, icon=":material/layers:")
    if 2 <= number <= open_set.MOST_TOGETHER:
        st.text(f"All {number:,} kept articles together:")
    with st.container(horizontal=True, gap="small"):
        if 2 <= number <= open_set.MOST_TOGETHER:
            for view in page_views.VIEWS[page]:
                st.button(view, key=f"all_{page}_{view}", on_click=_open_all, args=(page, view),
                          icon=":material/layers:")  # fmt: skip
        if number < 2:
            intake.button()
        elif st.button("Choose in the Library", key="to_library", icon=":material/library_books:", type="tertiary"):
            st.switch_page(app_frame.ROOT / "pages" / "library.py")


def _open_all(page: str, view: str) -> None:
    """Open all kept articles at a view of the page. For callbacks."""
    page_views.choose(page, view)
    opening.hand_in("several", Selection())


def _count_each() -> None:
    """Keep what the switch says in a place of our own: what it holds is gone once other pages have been drawn."""
    every = value_of("each_outlet")
    if every is not None:
        note_step()
        open_set.count_each(every)
