"""The workbench: text or chart, card and list of statements as one part of the page; or the list with its card alone.

The browser holds what is open: a step, a search, a click on the matrix ask nobody. What the server must know, it is
told in numbered messages, each taken once and in order (`take`). To be drawn in a fragment.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any
from uuid import uuid4

import pandas as pd
import streamlit as st

from ..corrections.model import Corrections
from ..report import TONES, Report
from ..tables import export, frames
from ..tables.filter import NAMED_BY, kept_mentions, mentions_by_country
from ..view import cards, highlight, in_context, mini_map, opened, wording, world_map
from ..view import one_voice as voice
from ..view import workbench as plain
from ..view.opened import Opened, country_names
from . import choosing, component, correcting, filtered, page_views, saved_corrections, screen, tagging, visitor
from .choosing import note_step

READ = ("over", "text", "card", "list")
"""All parts: the overview, the article, the card of the chosen statement, the list."""
SEVERAL = ("over", "card", "list")
"""The parts of a view over several articles."""
CHART = ("chart", "card", "list")
"""A chart with the card and the list beside it."""
LIST = ("card", "list")
"""The list with the card of the chosen statement beside it."""
COUNTRIES = ("world", "card", "list")
"""The map of the world; beside it the mentions of a country, what its people say or what is said about it."""

_HTML = (component.FOLDER / "workbench.html").read_text(encoding="utf-8")
_SCRIPTS = (
    "parts", "small_map", "matrix", "statement_list", "article_text", "name_field", "card", "flows",
    "charts", "voice", "bulk", "workbench", "label_places", "world_map", "countries",
)  # fmt: skip
_NAME = "workbench"
_KEYS = {False: _NAME, True: "countries_bench"}
"""What it is called on a page, without a map of the world and with one: another one, as it has other parts."""
_LOOKS = dict(zip(("named", "by", "about"), page_views.VIEWS["countries"], strict=True))
"""What a look at a country is called in the browser, and on the page."""


def show(
    current: Opened, frame: pd.DataFrame, parts: Collection[str], *, height: str = "",
    chart: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """These parts of the workbench for the statements of a frame; as high as the window has room, or as told.

    `chart` is what stands beside the list (components/charts.js): its kind, and what the rows do not say themselves.
    """
    several = current.several or "text" not in parts
    whole = st.session_state.get("_whole_run", False)
    countries = _countries(current) if "world" in parts else {}
    data = {
        "parts": list(parts),
        **_rows(current, frame),
        "several": current.several,
        "open": several,
        "names": _names(current),
        "countries": country_names(),
        "named": [country.alpha2 for country in current.report.countries],
        "tones": {str(tone): word for tone, word in TONES.items()},
        "signs": plain.SIGNS,
        "nobody": plain.NOBODY,
        "goto": _goto(),
        "correct": saved_corrections.can_correct(),
        "visit": _visit(),
        "made": current.made + tagging.can_undo(),
        "legend": [list(pair) for pair in highlight.LEGEND],
        "dark": screen.dark(),
        "height": height,
        "file": _file(current),
        **({} if {"text", "world"} & set(parts) else _bulk(current)),
        **({"chart": chart} if chart else {}),
        **(_voice(current, frame) if chart and chart.get("voices") else {}),
        **(_overview(current, frame) if "over" in parts else {}),
        **(_article(current, frame) if "text" in parts else {}),
        **countries,
    }
    draw = component.load(_NAME, _HTML, scripts=_SCRIPTS, styles=("workbench", "countries"))
    draw(key=_KEYS["world" in parts], data=data, on_outbox_change=_sent)
    if whole:
        visitor.let_arrive()


def take() -> None:
    """Do what the browser has told since the last run. To be called before anything is drawn that follows from it.

    Where more than the workbench follows (another page, a fault to tell), the whole page runs anew.
    """
    _take_all()
    state = st.session_state
    if state.get("_to_article") or state.get("unsaved") != state.get("_unsaved_told"):
        st.rerun()


def _take_all() -> None:
    """Do what was told, one after the other.

    Streamlit may break off a run wherever it looks at the session, to begin anew with what has come since: a message
    is let go once it is done, in a list of our own, so that it is neither lost nor done twice.
    """
    _hear()
    told, current = _inbox()["told"], st.session_state.get("current")
    while told and current is not None:
        what, own, value = told[0]
        if what == "undo":
            told.pop(0)
            correcting.act(current, what, own, value)
            continue
        _do(current, what, own, value)
        told.pop(0)


def _do(current: Opened, what: str, own: str, value: Any) -> None:
    state = st.session_state
    if what == "focus":
        state.statement, state.passage, state._bench_at = own or None, None, (own or None, None)
    elif what == "keep":
        filtered.narrow(**{name: _kept(kept) for name, kept in value.items() if name in _KEEP})
        filtered.filter_by(filtered.wanted())
    elif what == "look":
        country, look = value[0] or None, _LOOKS[value[1]]
        choosing.choose("country", country)
        page_views.choose("countries", look)
        state._look_at = (country, look)
    elif what == "rows":
        state._rows_sent = None
    elif what == "file":
        state._bench_file = tuple(map(str, value))
    elif what == "ways":
        without = tuple(how for how in NAMED_BY if how in value["without"])
        filtered.narrow(without=without, aside=bool(value["aside"]))
    else:
        if what == "chosen" and value[0] == "actor":
            state._bench_voice = value[1]
        correcting.act(current, what, own, value)


_MANY = 1_000
"""Statements from which they are not sent again with every page."""

_KEEP = ("speakers", "about", "countries", "acts", "tones", "outlets", "since", "until")


def _kept(value: Any) -> str | tuple[str, ...]:
    return value if isinstance(value, str) else tuple(map(str, value))


def _file(current: Opened) -> list[Any] | None:
    """The statements that were asked for as a file, in the order of the list: its number, its name, its text; once."""
    state = st.session_state
    asked = state.pop("_bench_file", None)
    if asked is None:
        return None
    place = {own: number for number, own in enumerate(asked)}
    rows = current.every[current.every["statement_id"].isin(place)]
    rows = rows.iloc[rows["statement_id"].map(place).argsort()]
    state._files = state.get("_files", 0) + 1
    text = export.to_csv(rows[list(frames.STATEMENT_COLUMNS)]).decode("utf-8-sig")
    return [state._files, f"{wording.file_name(current.report)}-statements.csv", text]


def _inbox() -> dict[str, Any]:
    """What has come from the browser and is not done yet, and the number of the last message."""
    box: dict[str, Any] = st.session_state.setdefault("_inbox", {"heard": 0, "told": []})
    return box


def _visit() -> str:
    """The name of this visit: another one after the server was started anew."""
    name: str = st.session_state.setdefault("_visit", uuid4().hex)
    return name


def _sent() -> None:
    """Note what the browser has sent, and that the visitor did something."""
    _hear()
    note_step()


def _hear() -> None:
    """Note each message once, however many come together.

    A server that was started anew under an open page gets what the browser had told the old one: that is done already,
    and what is not, the browser tells again.
    """
    box, visit = _inbox(), _visit()
    sent = (getattr(st.session_state.get(key), "outbox", None) or () for key in _KEYS.values())
    for item in sorted(chain.from_iterable(sent), key=lambda item: item["n"]):
        if item["n"] > box["heard"] and item["to"] == visit:
            box["told"].append((item["what"], item["id"] or "", item["value"]))
            box["heard"] = item["n"]


def _goto() -> list[Any]:
    """Where the server sends the browser: numbered anew only where it chose itself, so that nobody is sent back to what
    he has left; a workbench that is new on its page goes there in any case.
    """
    state = st.session_state
    chosen = (state.get("statement"), state.get("passage"))
    known = state.get("_goto", [0])
    if chosen != state.get("_bench_at") or "_goto" not in state:
        state._bench_at = chosen
        state._goto = [known[0] + 1, *chosen, state.pop("editing", None)]
    elif state.get("_whole_run"):
        state._goto = [known[0], *chosen, None]
    state._whole_run = False
    return list(state._goto)


def _voice(current: Opened, frame: pd.DataFrame) -> dict[str, Any]:
    """The actor that is chosen, and whether the server chose it itself: then the browser follows."""
    state = st.session_state
    chosen = state.get("actor")
    if chosen != state.get("_bench_voice"):
        state._bench_voice = chosen
        state._voice_turn = state.get("_voice_turn", 0) + 1
    here = filtered.within(current)
    found = None
    if chosen:
        shown = (chosen, *frame["statement_id"])
        found = _remembered("voice", current, shown, lambda: voice.one_voice(here, frame, chosen))
    return {"voice": found, "voiceTurn": state.get("_voice_turn", 0)}


def _remembered(name: str, current: Opened, shown: Hashable, make: Callable[[], Any]) -> Any:
    """What is made of what is shown, remembered while the same is open and shown."""
    known = st.session_state.get(f"_bench_{name}")
    if known is None or known[0] is not current.every or known[1] != shown:
        known = (current.every, shown, make())
        st.session_state[f"_bench_{name}"] = known
    return known[2]


def _bulk(current: Opened) -> dict[str, Any]:
    """What can be done to all statements of the list at once: checked, and their articles tagged."""
    return {"bulk": True, "tags": tagging.known(current), "tagged": tagging.told()}


def _rows(current: Opened, frame: pd.DataFrame) -> dict[str, Any]:
    """The statements, as what they are called. Many of them are sent once: the browser holds them from page to page,
    and asks for them (“rows”) where it does not have them.
    """
    state = st.session_state
    # As text: thousands of rows as objects of Python's own are looked through again and again by its collector.
    rows = _remembered("rows", current, tuple(frame["statement_id"]), lambda: plain.as_text(plain.rows(current, frame)))
    if state.get("_rows_held") is not rows:
        state._rows_held, state._rows_called = rows, uuid4().hex
    called, known = state._rows_called, state.get("_rows_sent") == state._rows_called
    state._rows_sent = called
    return {"called": called, "rows": None if known and len(frame) > _MANY else rows}


def _names(current: Opened) -> list[list[str]]:
    return plain.names(current.report)


def _overview(current: Opened, frame: pd.DataFrame) -> dict[str, Any]:
    """The figures and the small map, of what the filter keeps."""
    mentions = filtered.mentions(current)
    found = plain.figures(current, frame, mentions["alpha2"].nunique())
    return {"figures": found, "map": mini_map.mini_map(mentions)}


def _article(current: Opened, frame: pd.DataFrame) -> dict[str, Any]:
    shown, passage = tuple(frame["statement_id"]), st.session_state.get("passage")
    return {
        "paragraphs": _lines(current.key, shown, passage, current.corrections, current.report),
        "version": f"{current.key}-{hash((shown, current.corrections))}-{passage}",
        "article": current.key,
        "passage": _passage(current, passage),
    }


def _passage(current: Opened, passage: str | None) -> Mapping[str, Any] | None:
    """The card of a passage that is no statement."""
    found = cards.place(current.report, passage)
    return None if found is None else cards.mention(current, found)


@st.cache_resource(scope="session", max_entries=48, show_spinner=False)
def _lines(
    key: str, shown: tuple[str, ...], passage: str | None, corrections: Corrections, _report: Report
) -> list[Any]:
    return cards.lines(_report, shown, cards.place(_report, passage))


def _countries(current: Opened) -> dict[str, Any]:
    """The map with what it counts and in which ways, the mentions themselves, and what of them to look at."""
    wanted, here = filtered.wanted(), filtered.within(current).mentions
    mentions, country = filtered.mentions(current), st.session_state.get("country")
    shown = (wanted.without, wanted.aside, wanted.of_articles, country if len(mentions) > in_context.MOST else None)
    return {
        "world": world_map.world_map(mentions_by_country(mentions)),
        "mentions": _remembered("mentions", current, shown, lambda: in_context.rows(current, mentions, country)),
        "total": len(mentions),
        "look": _look(),
        "looks": [list(pair) for pair in _LOOKS.items()],
        "mainly": [current.country(code) for code in opened.main_countries(filtered.within(current))],
        "ways": in_context.ways(kept_mentions(here, replace(wanted, without=()))),
        "without": list(wanted.without),
        "beside": in_context.beside(here),
        "aside": wanted.aside,
    }


def _look() -> list[Any]:
    """Which country the server has chosen, and what of it to look at: numbered anew only where it chose itself, so that
    an answer to an older click takes nothing back, and all stays as it was sent while the browser chooses.
    """
    state = st.session_state
    now = (state.get("country"), page_views.chosen("countries"))
    turn, *_ = told = state.get("_look_told", [0])
    if now != state.get("_look_at") or state.get("_whole_run") or len(told) == 1:
        turn += now != state.get("_look_at")
        state._look_told = [turn, now[0], next(name for name, look in _LOOKS.items() if look == now[1])]
    state._look_at = now
    return list(state._look_told)
