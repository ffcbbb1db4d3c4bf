"""The workbench: text, card and list of statements as one part of the page; and the list with its card alone.

The browser holds what is open: a step, a search, a click on the matrix ask nobody. What the server must know, it is
told in numbered messages, each taken once and in order (`take`). To be drawn in a fragment.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from ..corrections.model import Corrections
from ..report import TONES, Report
from ..view import cards, highlight, mini_map
from ..view import workbench as plain
from ..view.opened import Opened, country_names
from . import component, correcting, filtered, saved_corrections, screen
from .choosing import note_step

READ = ("over", "text", "card", "list")
"""All parts: the overview, the article, the card of the chosen statement, the list."""
SEVERAL = ("over", "card", "list")
"""The parts of a view over several articles."""
LIST = ("card", "list")
"""The list with the card of the chosen statement beside it."""

_HTML = (component.FOLDER / "workbench.html").read_text(encoding="utf-8")
_SCRIPTS = ("parts", "small_map", "matrix", "statement_list", "article_text", "name_field", "card", "workbench")
_KEY = "workbench"


def show(current: Opened, frame: pd.DataFrame, parts: Collection[str], *, height: str = "") -> None:
    """These parts of the workbench for the statements of a frame; as high as the window has room, or as told."""
    several = current.several or "text" not in parts
    data = {
        "parts": list(parts),
        "rows": _remembered("rows", current, frame, lambda: plain.rows(current, frame)),
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
        "made": current.made,
        "legend": [list(pair) for pair in highlight.LEGEND],
        "dark": screen.dark(),
        "height": height,
        **(_overview(current, frame) if "over" in parts else {}),
        **(_article(current, frame) if "text" in parts else {}),
    }
    draw = component.load(_KEY, _HTML, scripts=_SCRIPTS, styles=("workbench",))
    draw(key=_KEY, data=data, on_outbox_change=_sent)


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
        filtered.narrow(**{name: tuple(names) for name, names in value.items() if name in _KEEP})
        filtered.filter_by(filtered.wanted())
    else:
        correcting.act(current, what, own, value)


_KEEP = ("speakers", "about", "countries")


def _inbox() -> dict[str, Any]:
    """What has come from the browser and is not done yet, and the number of the last message."""
    box: dict[str, Any] = st.session_state.setdefault("_inbox", {"heard": 0, "told": []})
    return box


def _sent() -> None:
    """Note what the browser has sent, and that the visitor did something."""
    _hear()
    note_step()


def _hear() -> None:
    """Note each message once, however many come together."""
    box, made = _inbox(), st.session_state.get(_KEY)
    for item in getattr(made, "outbox", None) or ():
        if item["n"] > box["heard"]:
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


def _remembered(name: str, current: Opened, frame: pd.DataFrame, make: Any) -> Any:
    """What is made of a frame, remembered while the same is open and shown."""
    ids = tuple(frame["statement_id"])
    known = st.session_state.get(f"_bench_{name}")
    if known is None or known[0] is not current.every or known[1] != ids:
        known = (current.every, ids, make())
        st.session_state[f"_bench_{name}"] = known
    return known[2]


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
