"""Where Streamlit meets the engine: the open article, what is chosen, the address, and the parts that pages share.

What is open lives in the session; what is chosen (article, country, actor, statement, filter, view) lives in the
address as well, so that a link shows the same thing. No word of a pasted article ever goes into an address or into
Markdown.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ..corrections.model import Corrections
from ..report import TONES, Report, Span
from ..sets import same_quotation
from ..tables import export, frames
from ..tables.filter import Filter, kept_mentions, kept_statements
from ..view import cards as view_cards
from ..view import figures, filter_address, highlight, opened, wording
from ..view import files as view_files
from ..view.cards import CHECKED
from ..view.opened import Opened
from ..view.wording import quantity
from . import views
from .session import (
    LINKED,
    act,
    add_missed,
    choose,
    corrections_file,
    drop_unknown,
    go_back,
    named,
    narrow,
    open_article,
    open_one,
    set_filter,
    step_to,
    take_filter,
    trouble,
    wanted,
)

__all__ = ["choose", "set_filter"]

ROOT = Path(__file__).resolve().parents[2]
COMPONENTS = Path(__file__).parent / "components"

_LATE = 2.0
"""Seconds in which a browser may still send the address from before the last change."""

CARDS = 40
"""Cards of a list that are shown at once."""

ROWS = 200
"""Rows of a table that are shown at once."""

_TINT = "background-color: rgba(213, 94, 0, .22); font-weight: 600"
"""A chosen row of a table."""

_CUT = {"same": "said", "left out": "gone", "here": "only"}
"""How a stretch of a version of a quotation is drawn (`same_quotation.cut`)."""

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_PAGES = (
    ("read", "Read", ":material/article:"),
    ("countries", "Countries", ":material/public:"),
    ("voices", "Voices", ":material/record_voice_over:"),
    ("statements", "Statements", ":material/table_rows:"),
    ("compare", "Compare", ":material/compare_arrows:"),
    ("method", "Method", ":material/info:"),
)


# ------------------------------------------------------------------------------------------------- the frame


def pages() -> list[Any]:
    """The pages, in the order of the menu."""
    return [
        st.Page(ROOT / "pages" / f"{name}.py", title=title, icon=icon, default=name == "read")
        for name, title, icon in _PAGES
    ]


def frame() -> Any:
    """The frame around the pages: what the browser's tab says, and the menu; gives the page that was asked for."""
    st.session_state.framed = True  # set first, or a page that runs alone (in a test) reruns for ever
    # Before the menu: without a picture of its own, the tab asks Google's server for that of the page.
    st.set_page_config(page_title="onrecord: who said what about whom", page_icon="🗞️", layout="wide")
    return st.navigation(pages(), position="top")


def enter(aside: str | None = None) -> None:
    """What every page begins with: the frame. A page that needs no article gives its name as `aside`.

    Hands a visitor to app.py where that has not run yet.

    A fresh server takes `pages/` for the old kind of multipage app until `st.navigation` has run once, and runs
    pages/x.py alone for a link to it.
    """
    if "framed" not in st.session_state:
        frame()
        st.rerun()
    if st.session_state.pop("_to_article", False):
        st.switch_page(ROOT / "pages" / "read.py")
    if dark():
        st.html(COMPONENTS / "dark.css")
    if aside is not None:
        st.session_state._page = aside


def what_is_open(page: str) -> Opened | None:
    """What is open, in step with the address: take over what it says where that is news, then write what is chosen."""
    state = st.session_state
    asked = st.query_params.to_dict()
    acted = state.pop("_acted", False)
    news = bool(asked) and _is_news(asked, page, acted=acted)
    if news:
        state.update({name: asked.get(name) or None for name in LINKED})
        if not views.take(page, asked.get(views.PARAMETER)):
            st.toast("The link names a view that this page does not have. It was left out.")
    state._page = page
    current = open_article()
    if current is not None:
        if news:
            take_filter(asked, current)
            if not set(asked) <= {*LINKED, *filter_address.PARAMETERS, *views.parameters(page)}:
                st.toast("A part of this link is not understood. It was left out.")
        drop_unknown(current)
    address = _address(page, current)
    if address != state.get("_address"):
        state._before, state._written = state.get("_address"), time.monotonic()
    state._address = address
    # An empty address is completed by the headline, in place: what is written here is a step in the browser's history.
    if asked and asked != address:
        st.query_params.from_dict(address)
    return current


def _is_news(asked: Mapping[str, str], page: str, *, acted: bool) -> bool:
    """Whether the address says what is not on the screen yet: in a new window, or after a step back or forward.

    The menu goes to another page with an empty address, which asks for nothing.
    """
    state = st.session_state
    context = get_script_run_ctx()
    if "_address" not in state or state.get("_page") not in (None, page) or (context and context.is_history_navigation):
        return True
    # A browser that is slower than its user still sends the address from before the last answer: that is no news.
    late = asked == state.get("_before") and time.monotonic() - state.get("_written", 0.0) < _LATE
    return asked != state._address and not acted and not late


def _address(page: str, current: Opened | None) -> dict[str, str]:
    """What the address of a page says: all that is chosen."""
    state = st.session_state
    places = {name: state[name] for name in LINKED if state.get(name)} | views.to_address(page)
    return places | (filter_address.to_address(wanted(), current.every, current.names) if current is not None else {})


def dark() -> bool:
    """Whether the page is shown in dark colours."""
    return bool(st.context.theme.type == "dark")


def escaped(text: str) -> str:
    """Any text as Markdown that shows it as it is: no links, images, formulas, colours."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))


# ---------------------------------------------------------------------------------------- what pages share


def start(page: str) -> Opened:
    """What a page on the open article begins with: also its name; stops where no article is open."""
    enter()
    current = what_is_open(page)
    if current is None:
        problem()
        st.info("No article is open yet. Paste one on the Read page.")
        st.stop()
    problem()
    headline(current)
    return current


def problem() -> None:
    """What went wrong with the last article handed in, or with what was to be saved."""
    for told in [st.session_state.get("problem"), *trouble()]:
        if told:
            st.error(escaped(told), icon=":material/error:")


def headline(current: Opened) -> None:
    """The article's title, where it comes from and what was found in it; and the way back to the others."""
    report, back = current.report, named(st.session_state.back[0]) if st.session_state.get("back") else None
    if back is not None:
        st.button(f"Back to: {escaped(back.title)}", key="back_to_set", on_click=go_back, type="tertiary",
                  icon=":material/arrow_back:")  # fmt: skip
    lines = [["h1", "", wording.title(report)], ["p", "", opened.summary(current)]]
    lines += [["p", "note", note] for note in report.notes]
    data = {"lines": lines, "dark": dark(), "narrow": st.session_state.get("_narrow", False),
            "address": urlencode(st.session_state._address)}  # fmt: skip
    show = _component("headline", '<div class="headline"></div>')
    show(key="headline", data=data, on_narrow_change=_measured)


def statements(current: Opened) -> pd.DataFrame:
    """The statements that the filter keeps: the one frame behind everything on a page."""
    return kept_statements(current.every, wanted())


def mentions(current: Opened) -> pd.DataFrame:
    """The mentions of countries that the filter counts."""
    return kept_mentions(current.mentions, wanted())


def within(current: Opened) -> Opened:
    """What is open without the articles that the filter leaves out (`opened.within`), remembered for a filter."""
    chosen = wanted().of_articles
    whole, kept_by, found = st.session_state.get("_within", (None, None, current))
    if whole is not current or kept_by != chosen:
        found = opened.within(current, chosen)
        st.session_state._within = current, chosen, found
    return found


def filter_line(current: Opened, frame: pd.DataFrame) -> None:
    """What is kept: the range of confidence, each part of the filter with a way to take it off, a way out of all."""
    chosen = wanted()
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="filter_bar"):
        if chosen == Filter():
            st.text(f"All {quantity(len(frame), 'statement')}" if len(frame) else "No statements", width="content")
        else:
            kept = f"Filtered: {len(frame):,} of {quantity(len(current.every), 'statement')}"
            if chosen.without or chosen.aside or chosen.of_articles != Filter():
                kept += f", {len(mentions(current)):,} of {quantity(len(current.mentions), 'mention')} of countries"
            st.text(kept, width="content")
        _confidence_range()
        for i, (name, rest) in enumerate(filter_address.parts(chosen, current.country)):
            st.button(
                escaped(name), key=f"off_{i}", on_click=set_filter, args=(rest,), icon=":material/close:",
                icon_position="right", help="Take this filter off",
            )  # fmt: skip
        if chosen != Filter():
            st.button("Clear all", key="clear_all", on_click=set_filter, args=(Filter(),), type="tertiary")


def _confidence_range() -> None:
    """How sure the program is of what is shown, from and to."""
    state, chosen = st.session_state, wanted()
    # Every page has this slider, each one of its own: what one of them held would be lost on the way to the next.
    state.only_sure = (round(chosen.least * 100), round(chosen.most * 100))

    def change() -> None:
        least, most = state.only_sure
        narrow(least=least / 100, most=most / 100)

    with st.popover(
        "Confidence", icon=":material/tune:", key="sure", help="Show only what the program is this sure of"
    ):
        st.slider("How sure, from and to", 0, 100, key="only_sure", format="%d%%", step=5, on_change=change, width=260)


def reader(current: Opened, frame: pd.DataFrame, *, height: str = "min(70vh, 44rem)") -> None:
    """The article with its highlights and their legend; a click on one chooses it."""
    shown = tuple(frame["statement_id"])
    passage = st.session_state.get("passage")
    signs = {own: CHECKED[value] for own, value in zip(shown, frame["checked"].tolist(), strict=True) if value}
    data = {
        "paragraphs": _lines(current.key, shown, passage, current.corrections, current.report),
        "legend": [list(pair) for pair in highlight.LEGEND],
        "article": current.key,
        "version": f"{current.key}-{hash((shown, current.corrections))}-{passage}",
        "focus": st.session_state.get("statement"),
        "passage": passage,
        "checked": signs,
        "dark": dark(),
        "height": height,
    }
    html = (
        '<div class="legend"></div><button class="missed" type="button" hidden>Add as a statement</button>'
        '<div class="reader" role="document" tabindex="0" aria-label="Article"></div>'
    )
    _component("reader", html)(key="reader", data=data, on_picked_change=_picked_in_reader)


def quotes(
    rows: Sequence[Mapping[str, Any]], *, key: str, empty: str, height: str = "", open_in: bool = True,
    abreast: bool = False, pick: Callable[[str], None] | None = None,
) -> None:  # fmt: skip
    """Statements or passages as cards, beneath each other or abreast; a click on one opens it in the article, or does
    what `pick` does with its id.
    """
    data = {"items": [dict(row) for row in rows], "empty": empty, "dark": dark(), "height": height, "open": open_in,
            "abreast": abreast}  # fmt: skip
    show = _component("quotes", '<div class="quotes"></div>')
    show(key=key, data=data, on_picked_change=lambda: _picked_card(key, pick or _open_in_article))


def cards(
    current: Opened, frame: pd.DataFrame, *, key: str, empty: str, height: str = "44rem", most: int = CARDS
) -> None:
    """The statements of a frame as cards, so many that they can be read; a click on one opens it in its article."""
    quotes(
        [view_cards.card(current, row) for row in frame.head(most).itertuples()], key=key, empty=empty, height=height
    )
    _more(len(frame), most)


def versions(group: pd.DataFrame, *, key: str) -> None:
    """The versions of one quotation (`same_quotation.versions`) as cards, each with what it cuts of the fullest one."""
    full = str(group["quoted"].iloc[0])
    items = [
        {
            "id": row.statement_id,
            "who": row.outlet or row.title,
            "role": row.published,
            "act": row.speaker,
            "pieces": [[f"{words} ", _CUT[kind]] for kind, words in same_quotation.cut(full, str(row.quoted))],
            "meta": "the fullest version" if row.kept == 1 else f"{row.kept:.0%} of the fullest version",
        }
        for row in group.head(CARDS).itertuples()
    ]
    with st.container(border=True):
        quotes(items, key=key, empty="", abreast=True)
        _more(len(group))


def echoes_of(frame: pd.DataFrame) -> pd.DataFrame:
    """The quotations that several sources have (`same_quotation.echoes`), remembered for a frame."""
    return _echoes(hash((tuple(frame["statement_id"]), tuple(frame["speaker"]))), frame)


@st.cache_resource(max_entries=4, show_spinner="Looking for quotations that echo")
def _echoes(which: int, _frame: pd.DataFrame) -> pd.DataFrame:
    return same_quotation.echoes(_frame)


def mention_cards(current: Opened, mentions: pd.DataFrame, *, key: str, empty: str, height: str = "44rem") -> None:
    """Mentions of countries as cards, so many that they can be read; a click on one opens it in its article."""
    quotes(
        [view_cards.named(current, row) for row in mentions.head(CARDS).itertuples()],
        key=key,
        empty=empty,
        height=height,
    )
    _more(len(mentions))


def _more(number: int, most: int = CARDS) -> None:
    if number > most:
        st.caption(f"The first {most} of {number:,}. A filter or the files show the others.")


def statement_card(current: Opened, frame: pd.DataFrame) -> None:
    """The focused statement with its reasons, and the way to the next one."""
    steps(frame)
    rows = frame[frame["statement_id"] == st.session_state.get("statement")]
    passage = view_cards.place(current.report, st.session_state.get("passage"))
    if passage is not None:
        quotes([view_cards.mention(current, passage)], key="card", empty="", open_in=False)
    elif rows.empty:
        quotes([], key="card", empty="Click a tinted passage, or a row of the table, to see who said it and why.")
    else:
        quotes([view_cards.card(current, rows.iloc[0], reasons=True)], key="card", empty="", open_in=False)


def steps(frame: pd.DataFrame) -> None:
    """The way from the focused statement to the one before and the next one."""
    ids = frame["statement_id"].tolist()
    focus = st.session_state.get("statement")
    here = ids.index(focus) if focus in ids else -1
    with st.container(horizontal=True, vertical_alignment="center"):
        back, on = ids[max(0, here - 1)], ids[min(len(ids) - 1, here + 1)]
        st.button("Previous", key="previous", shortcut="p", on_click=step_to, args=(back,), disabled=here <= 0)
        st.button("Next", key="next", shortcut="n", on_click=step_to, args=(on,), disabled=here == len(ids) - 1)
        st.caption(f"{here + 1} of {len(ids):,}" if here >= 0 else quantity(len(ids), "statement"))


def statement_table(current: Opened, frame: pd.DataFrame, columns: Sequence[str], *, key: str, height: int) -> None:
    """The statements as a table; a click on a row focuses its statement."""
    every = frame["statement_id"].tolist()
    wanted_row = every.index(st.session_state.statement) if st.session_state.get("statement") in every else 0
    box, frame = _page_of(frame, key, wanted_row)
    ids = frame["statement_id"].tolist()
    shown = export.flat(frame[list(columns)])
    if "tone" in shown:
        shown["tone"] = [TONES.get(tone, "") if not pd.isna(tone) else "" for tone in shown["tone"]]
    if "checked" in shown:
        shown["checked"] = [f"{CHECKED[value]} {value}" if value else "" for value in shown["checked"]]
    if "confidence" in shown:
        shown["confidence"] = shown["confidence"].round(2)
    focus = st.session_state.get("statement")
    # A choice made elsewhere shows in the table too: a table of another name begins with its own selection.
    name = f"{key}-{current.key}-{hash(tuple(ids))}-{st.session_state.get('turn', 0)}"
    box.dataframe(
        shown,
        key=name,
        on_select=lambda: _picked_row(name, ids),
        selection_mode="single-cell",
        selection_default={"selection": {"cells": [(ids.index(focus), "statement")] if focus in ids else []}},
        hide_index=True,
        height=height,
        column_config=_columns(),
        alt=f"Table of {quantity(len(every), 'statement')}: who said what about whom",
    )


def _page_of(frame: pd.DataFrame, key: str, row: int = 0) -> tuple[Any, pd.DataFrame]:
    """Where to draw a table, and the rows that its page shows: at first the page of one row."""
    number = -(-len(frame) // ROWS)
    if number <= 1:
        return st, frame
    box, first = st.container(), 1 + row // ROWS
    with st.container(horizontal=True, vertical_alignment="center"):
        page = st.pagination(number, default=first, key=f"{key}-page-{first}-of-{number}")
        st.caption(f"{1 + (page - 1) * ROWS:,} to {min(page * ROWS, len(frame)):,} of {len(frame):,}")
    return box, frame.iloc[(page - 1) * ROWS : page * ROWS].reset_index(drop=True)


def country_table(counts: pd.DataFrame, *, key: str, height: int) -> None:
    """The countries with their number and share of mentions (`filter.mentions_by_country`); a click chooses one."""
    codes = counts["alpha2"].tolist()
    chosen = st.session_state.get("country")
    # A table of another name begins without a selection; the chosen row is tinted, wherever it was chosen.
    name = f"{key}-{hash((chosen, *codes))}"
    shown = counts[["country", "mentions", "share"]].round({"share": 2}).style.apply(
        lambda row: [_TINT if codes[row.name] == chosen else ""] * len(row), axis=1
    )  # fmt: skip
    st.dataframe(
        shown, key=name, hide_index=True, height=height, column_config=_columns(), selection_mode="single-cell",
        on_select=lambda: _picked_cell(name, lambda row: choose("country", codes[row])),
        alt=figures.in_words("Table of countries", counts["country"].tolist(), counts["mentions"].tolist(), "mentions"),
    )  # fmt: skip


def mention_table(current: Opened, mentions: pd.DataFrame, *, key: str) -> None:
    """The mentions of countries as a table; a click opens one in its article."""
    number = len(mentions)
    box, mentions = _page_of(mentions, key)
    name = f"{key}-{current.key}-{mentions['start'].tolist()[:1]}"
    rows = list(mentions[["article_id", "start", "end"]].itertuples(index=False, name=None))

    def pick(row: int) -> None:
        article_id, start, end = rows[row]
        _open_in_article(f"passage {start}-{end}" + (f" {current.key_of(article_id)}" if current.several else ""))

    box.dataframe(
        mentions[["text", "country", "how", "why", "section", "sentence"]], key=name, hide_index=True,
        height=min(440, 38 + 35 * len(mentions)),
        on_select=lambda: _picked_cell(name, pick), selection_mode="single-cell",
        column_config=_columns(), alt=f"Table of {quantity(number, 'mention')} of countries, each with its reason",
    )  # fmt: skip


def mention_download(current: Opened, mentions: pd.DataFrame) -> None:
    """The mentions that are on the screen, as a file."""
    st.download_button(
        f"{quantity(len(mentions), 'mention')} (CSV)", lambda: export.to_csv(mentions),
        f"{_file_name(current)}-countries.csv", "text/csv", key="mentions_csv", on_click="ignore",
        icon=":material/download:", disabled=mentions.empty,
    )  # fmt: skip


def _file_name(current: Opened) -> str:
    name = wording.title(current.report) if current.several else current.report.id
    return re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-")[:60] or "article"


def downloads(current: Opened, frame: pd.DataFrame) -> None:
    """What is on the screen, as files; and the visitor's corrections."""
    name, here = _file_name(current), within(current)
    table = frame[list(frames.STATEMENT_COLUMNS)]
    lines = ("Reports (JSON, one line each)", "jsonl") if current.several else ("Report (JSON)", "json")
    files: list[tuple[str, str, str, str, Callable[[], bytes], str]] = [
        ("csv", "Statements (CSV)", f"{name}-statements.csv", "text/csv", lambda: export.to_csv(table), "csv"),
        ("xlsx", "Statements, actors, countries (Excel)", f"{name}.xlsx", _EXCEL,
         lambda: view_files.workbook(here, frame), "table"),
        ("json", lines[0], f"{name}.{lines[1]}", "application/json",
         lambda: view_files.jsonl(here, frame), "data_object"),
    ]  # fmt: skip
    if not current.several:
        files.append(("html", "Printable article (HTML)", f"{name}.html", "text/html",
                      lambda: view_files.printable(current, frame).encode(), "print"))  # fmt: skip
    if current.made:
        files.append(("corrections", "Your corrections (JSON)", f"{name}-corrections.json", "application/json",
                      lambda: corrections_file(current), "rule"))  # fmt: skip
    with st.popover("Download", icon=":material/download:", key="files"):
        st.caption(f"The {quantity(len(frame), 'statement')} on the screen.")
        for key, label, file, kind, make, icon in files:
            st.download_button(
                label, make, file, kind, key=key, on_click="ignore", icon=f":material/{icon}:", type="tertiary"
            )


# ----------------------------------------------------------------------------------------------- inner parts


@st.cache_resource(max_entries=48, show_spinner=False)
def _lines(
    key: str, shown: tuple[str, ...], passage: str | None, corrections: Corrections, _report: Report
) -> list[Any]:
    return view_cards.lines(_report, shown, view_cards.place(_report, passage))


@cache
def _component(name: str, html: str) -> Callable[..., Any]:
    css = (COMPONENTS / "reader.css").read_text(encoding="utf-8")
    js = (COMPONENTS / f"{name}.js").read_text(encoding="utf-8")
    return st.components.v2.component(f"onrecord_{name}", html=html, css=css, js=js)


def _measured() -> None:
    """Note that the screen is narrow, or no longer."""
    act()
    st.session_state._narrow = bool(st.session_state.headline.narrow)


def _picked_in_reader() -> None:
    act()
    picked = st.session_state.reader.picked
    name, _, value = (picked or "").partition(" ")
    if name == "add":
        start, end = map(int, value.split())
        add_missed(Span(start, end))
    elif name in ("country", "actor"):
        choose(name, value)
    elif name == "statement":
        step_to(value)


def _picked_card(key: str, pick: Callable[[str], None]) -> None:
    act()
    picked = st.session_state[key].picked
    if picked:
        pick(picked)


def _picked_row(key: str, ids: Sequence[str]) -> None:
    def focus(row: int) -> None:
        st.session_state.statement, st.session_state.passage = ids[row], None

    _picked_cell(key, focus)


def _picked_cell(key: str, pick: Callable[[int], None]) -> None:
    """Do what a click on a table's row does."""
    act()
    cells = st.session_state[key]["selection"]["cells"]
    if cells:
        pick(cells[0][0])


def _open_in_article(picked: str) -> None:
    """Go to the Read page, to a statement by its id or to a “passage 12-34”; among several articles, of its “key”."""
    kind, _, rest = picked.partition(" ")
    place, _, key = rest.partition(" ")
    passage, statement = (place, None) if kind == "passage" else (None, picked)
    current: Opened = st.session_state.current
    if current.several:
        if statement is not None:
            row = current.every["statement_id"] == statement
            key, statement = current.key_of(current.every.loc[row, "article_id"].iloc[0]), opened.own_id(statement)
        open_one(key, statement=statement, passage=passage)
    else:
        step_to(statement)
        st.session_state.passage = passage
    st.session_state._to_article = True


def _columns() -> dict[str, Any]:
    text = st.column_config.TextColumn
    return {
        "checked": text("Checked", width="small"),
        "outlet": text("Outlet", width="small"),
        "published": text("Published", width="small"),
        "title": text("Article", width="medium"),
        "speaker": text("Speaker", width=130),
        "about": text("About", width=115),
        "statement": text("Statement", width="large"),
        "act": text("Act", width="small"),
        "kind": text("Kind", width="small"),
        "tone": text("Tone", width="small"),
        "about_all": text("About (all)"),
        "about_countries": text("Countries", width="small"),
        "speaker_role": text("Role"),
        "speaker_country": text("From", width="small"),
        "reasons": text("Why", width="large"),
        "via": text("Through", width="small"),
        "country": text("Country", width=140),
        "mentions": st.column_config.NumberColumn("Mentions", width=75, format="localized"),
        "share": st.column_config.ProgressColumn("Share", min_value=0, max_value=1, format="percent", width=100),
        "text": text("In the text", width=150),
        "how": text("Named by", width=100),
        "why": text("Why", width=330),
        "section": text("Part", width=80),
        "sentence": text("In context", width="large"),
        "confidence": st.column_config.ProgressColumn(
            "Sure", min_value=0, max_value=1, format="percent", width="small"
        ),
    }
