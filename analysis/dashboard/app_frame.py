"""The frame of the app: the menu, and what every page begins with: its colours, its notices, the headline."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from ..view import opened, wording
from ..view.opened import Opened
from . import address, at_hand, component, guard, notices, opening, screen
from .choosing import note_step, value_of
from .screen import escaped

ROOT = Path(__file__).resolve().parents[2]

_PAGES = (
    ("read", "Read", ":material/article:"),
    ("countries", "Countries", ":material/public:"),
    ("voices", "Voices", ":material/record_voice_over:"),
    ("statements", "Statements", ":material/table_rows:"),
    ("compare", "Compare", ":material/compare_arrows:"),
    ("library", "Library", ":material/library_books:"),
    ("method", "Method", ":material/info:"),
)


def pages() -> list[Any]:
    """The pages, in the order of the menu."""
    return [
        st.Page(ROOT / "pages" / f"{name}.py", title=title, icon=icon, default=name == "read")
        for name, title, icon in _PAGES
    ]


def navigation() -> Any:
    """The frame around the pages: what the browser's tab says, and the menu; gives the page that was asked for."""
    guard.stay_at_home()
    st.session_state.framed = True  # set first, or a page that runs alone (in a test) reruns for ever
    # Before the menu: without a picture of its own, the tab asks Google's server for that of the page.
    st.set_page_config(page_title="onrecord: who said what about whom", page_icon="🗞️", layout="wide")
    st.logo(component.FOLDER / f"logo_{'dark' if screen.dark() else 'light'}.svg", size="large")
    return st.navigation(pages(), position="top")


def enter(aside: str | None = None) -> Any:
    """What every page begins with: the frame; gives the place of its notices, for `start` or `notices.show`.

    A page that needs no article gives its name as `aside`, and has its notices already.

    Hands a visitor to app.py where that has not run yet.

    A fresh server takes `pages/` for the old kind of multipage app until `st.navigation` has run once, and runs
    pages/x.py alone for a link to it.
    """
    if "framed" not in st.session_state:
        navigation()
        st.rerun()
    if st.session_state.pop("_to_article", False):
        st.switch_page(ROOT / "pages" / "read.py")
    st.session_state._whole_run = True  # the workbench hears anew what is chosen
    st.html(component.FOLDER / "page.css")
    if screen.dark():
        st.html(component.FOLDER / "dark.css")
    _light_or_dark()
    at_hand.show()
    top = notices.place()
    if aside is not None:
        st.session_state._page = aside
        notices.show(top)
    return top


def _light_or_dark() -> None:
    """The switch of colours: light, dark, or as the system has it."""
    show = component.load("light_or_dark", '<div class="light-or-dark" role="group" aria-label="Colours"></div>',
                          styles=("light_or_dark",))  # fmt: skip
    with st.container(key="light_or_dark"):
        show(key="colours", data={"dark": screen.dark(), "pages": [name for name, _, _ in _PAGES[1:]]})


def start(page: str, into: Any = None, *, top: Any = None, one_line: bool = False) -> Opened:
    """What a page on the open article begins with: also its name, in one line where that is wanted or where it is drawn
    into a part of the page that is there, which was entered and has its `top`; stops where no article is open.
    """
    if into is None:
        top = enter()
    current = address.what_is_open(page)
    notices.show(top)
    if current is None:
        st.info("No article is open yet. Paste one on the Read page.")
        st.stop()
    if into is None:
        headline(current, one_line=one_line)
    else:
        with into:
            headline(current, one_line=True)
    return current


def headline(current: Opened, *, one_line: bool = False) -> None:
    """The article's title, where it comes from and what was found in it; and the way back to the others.

    In one line only where it comes from: the workbench has the figures.
    """
    report, back = current.report, opening.named(st.session_state.back[0]) if st.session_state.get("back") else None
    if back is not None:
        st.button(f"Back to: {escaped(back.title)}", key="back_to_set", on_click=opening.go_back, type="tertiary",
                  icon=":material/arrow_back:")  # fmt: skip
    about = opened.provenance(current) if one_line else opened.summary(current)
    lines = [["h1", "", wording.title(report)], ["p", "", about]]
    lines += [["p", "note", note] for note in report.notes]
    _draw_headline({"lines": lines, "oneLine": one_line, "address": urlencode(st.session_state._address)})


def measure() -> None:
    """Have the browser tell whether the screen is narrow, on a page that has no headline, which tells it elsewhere."""
    _draw_headline({"lines": [], "oneLine": False, "address": ""})


def _draw_headline(data: dict[str, Any]) -> None:
    show = component.load("headline", '<div class="headline"></div>')
    show(key="headline", data={**data, "dark": screen.dark(), "narrow": screen.is_narrow()}, on_narrow_change=_measured)


def own_fault(_: Exception) -> bool:
    """Tell of a fault of the program in a sentence and offer to go on, in place of Streamlit's own words for it. The
    fault itself is in the terminal: its words may be an article's.
    """
    st.error(
        "Something went wrong in onrecord itself, not in your article. What you had is kept. Go on, or reload the "
        "page; the terminal in which onrecord runs says what happened.",
        icon=":material/error:",
    )
    st.button("Go on", key="after_own_fault")
    return True


def _measured() -> None:
    """Note that the screen is narrow, or no longer."""
    narrow = getattr(value_of("headline"), "narrow", None)
    if narrow is not None:
        note_step()
        st.session_state._narrow = bool(narrow)
