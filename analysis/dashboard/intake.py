"""New articles: pasted, as files, a folder or a .zip, or a sample; in a dialog, or in place where nothing is open yet.

What was typed stays until it is read, also on the way to another page. One bad file never stops the others.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ..report import ArticleError
from ..view.wording import quantity
from ..workspace.articles import WorkspaceError
from ..workspace.selection import MOST, Selection, of
from ..workspace.shelving import Change
from . import opening, reading, resources, visitor
from .choosing import note_step, value_of
from .screen import escaped

_WAYS = ("Paste", "Files", "Folder", "Sample")

_FEW = 5
"""Files that could not be read up to which they need no table."""


@dataclass(slots=True)
class _Taken:
    """What became of files that were handed in."""

    read: list[tuple[str, str, str]] = field(default_factory=list)
    """Of each article: the file, its key, its title."""
    failed: list[tuple[str, str]] = field(default_factory=list)
    """Of each file that could not be read: its name, and why."""
    stopped: bool = True
    """Whether somebody stopped it before the last file."""


def entrance(in_place: DeltaGenerator, in_line: DeltaGenerator) -> None:
    """The way to a new article: a button `in_line` that opens the dialog, or all of it `in_place` where nothing is
    open yet.

    Drawn before anything is read, so that a visitor sees it while the engine starts; `settle` comes after that.
    """
    state = st.session_state
    state._entrance = _nothing_is_open()
    if state._entrance:
        with in_place.container(border=True):
            _ways(
                "**onrecord** reads a news article on this computer: who said what about whom, in what tone.", room=68
            )
        return
    with in_line:
        button()


def button() -> None:
    """The button that opens the dialog, and the dialog where it is open."""
    st.button(
        "New article", icon=":material/add:", key="new_article", on_click=_open,
        help="Paste a text, or hand in files or a folder",
    )  # fmt: skip
    if st.session_state.get("intake_open"):
        _dialog()


def settle() -> None:
    """Draw the page again where what was opened since has given the entrance another place."""
    if st.session_state._entrance != _nothing_is_open():
        st.rerun()


def _nothing_is_open() -> bool:
    """Whether this visitor has opened nothing yet: what is on the page is a sample that was opened for them."""
    state = st.session_state
    if "first_visit" in state or "current" in state:
        return bool(state.get("first_visit"))
    return "pending" not in state and not st.query_params.get("article") and not _is_restored()


def _is_restored() -> bool:
    """Whether the article of the last visit opens by itself."""
    return opening.last_open() is not None


def _open() -> None:
    note_step()
    st.session_state.intake_open = True


def _close() -> None:
    note_step()
    st.session_state.intake_open = False
    st.session_state.intake_problem = None


# Closed by its own button: what is being typed reaches us when the box loses the focus, and by Escape it would not.
@st.dialog("New article", width="large", dismissible=False)
def _dialog() -> None:
    if "pending" in st.session_state or not st.session_state.get("intake_open"):
        st.rerun()  # the whole page: it opens what was handed in, and the dialog is gone
    _ways()
    st.button("Close", key="close_intake", on_click=_close, type="tertiary", icon=":material/close:", shortcut="Esc")


def _ways(told: str = "", room: int = 200) -> None:
    """Each way to hand in something, beside what is to be told; `room` is the height of the box to paste into."""
    state = st.session_state
    state.setdefault("intake_way", _WAYS[0])
    with st.container(horizontal=True, vertical_alignment="center"):
        way = st.segmented_control(
            "How", _WAYS, required=True, key="intake_way", label_visibility="collapsed",
            persist_state="session", width="content",
        )  # fmt: skip
        if told:
            st.caption(told, width="stretch")
    if way == "Paste":
        _paste(room)
    elif way == "Sample":
        _sample()
    else:
        _files(folder=way == "Folder")
    if state.get("intake_problem"):
        st.error(escaped(state.intake_problem), icon=":material/error:")


def _paste(room: int) -> None:
    # Each article opened empties the box by giving it another name.
    box = f"pasted-{st.session_state.get('opened', 0)}"
    st.text_area(
        "Paste a news article", key=box, height=room, label_visibility="collapsed", persist_state="session",
        placeholder="Paste the text of a news article here. It stays on this computer.",
    )  # fmt: skip
    st.button(
        "Read article", type="primary", key="read_pasted", on_click=_read_pasted, args=(box,), shortcut="Ctrl+Enter"
    )


def _read_pasted(box: str) -> None:
    """Open what was pasted where it can be read; else say why not, and leave it in the box."""
    state = st.session_state
    note_step()
    state.intake_problem = None
    try:
        article = reading.article_from("text", value_of(box) or "")
    except ArticleError as error:
        state.intake_problem = str(error)
        return
    hand_in("article", article)


def hand_in(kind: str, *what: Any) -> None:
    """Open something on the Read page, from wherever it was asked for. For callbacks."""
    state = st.session_state
    state.update(intake_open=False, intake_problem=None)
    opening.hand_in(kind, *what)
    if state.get("_page") != "read":
        state._to_article = True


def receive(files: list[tuple[str, bytes]]) -> None:
    """Have the dialog read these files, from whichever page they were handed in. For callbacks."""
    state = st.session_state
    state.pop("taken", None)
    state.update(received=files, intake_open=True, intake_way="Files")
    if state.get("_page") not in ("read", "library"):
        state._to_article = True


def _sample() -> None:
    titles = resources.samples()
    st.selectbox(
        "Open a sample", list(titles), index=None, format_func=titles.__getitem__, key="sample",
        placeholder="Choose one of our articles", on_change=_read_sample,
    )  # fmt: skip
    st.caption("Written for this program: their events and people are invented.")


def _read_sample() -> None:
    name = value_of("sample")
    if name:
        hand_in("sample", name)
        st.session_state.sample = None


# ------------------------------------------------------------------------------------------------------ many files


def _files(*, folder: bool) -> None:
    """Several files or a folder: read with a sign of progress, then what became of each."""
    state = st.session_state
    store = resources.workspace()
    if isinstance(store, WorkspaceError) or not store.writable:
        _one_file()
        return
    if "received" in state:
        _take(state.pop("received"), "")
        st.rerun()
    if "taken" in state:
        _told(state.taken)
        return
    kinds = ", ".join(f".{kind}" for kind in reading.UPLOADED)
    given = st.file_uploader(
        "A folder with all below it" if folder else "One or more files, or a .zip of them", type=list(reading.UPLOADED),
        accept_multiple_files="directory" if folder else True, key=f"upload-{state.get('uploads', 0)}-{folder}",
        help=f"Read are {kinds}, up to 20 MB each",
    )  # fmt: skip
    tag = st.text_input(
        "Tag for these articles", key="intake_tag", max_chars=60, placeholder="None, or a word to find them by"
    )
    if not given:
        return
    if st.button(f"Read {quantity(len(given), 'file')}", type="primary", key="read_files"):
        state.uploads = state.get("uploads", 0) + 1  # another name empties the uploader
        _take([(file.name, file.getvalue()) for file in given], (tag or "").strip())
        st.rerun(scope="fragment" if state.get("intake_open") else "app")


def _take(files: list[tuple[str, bytes]], tag: str) -> None:
    """Read files; where all could be read, they open, else what became of each is told."""
    state = st.session_state
    state.taken = _Taken()
    _read_all(files, tag, state.taken)
    if state.taken.read and not state.taken.failed:
        _go_on(state.taken)


def _one_file() -> None:
    """One file, where nothing can be kept."""
    name = f"upload-{st.session_state.get('opened', 0)}"

    def read_it() -> None:
        file = value_of(name)
        if file is not None:
            hand_in("file", file.name, file.getvalue())

    st.file_uploader(
        "One file: articles cannot be kept on this computer, and several are read only where they can",
        type=[kind for kind in reading.UPLOADED if kind != "zip"], key=name, on_change=read_it,
    )  # fmt: skip


def _read_all(files: list[tuple[str, bytes]], tag: str, taken: _Taken) -> None:
    """Read and keep the articles of files, one after the other; what is read stays kept where somebody stops it."""
    store = resources.workspace()
    assert not isinstance(store, WorkspaceError)
    st.button("Stop", key="stop_reading", icon=":material/stop:", help="What has been read so far is kept")
    bar = st.progress(0.0)
    for number, file in enumerate(files):
        for one in reading.outcomes([file]):  # several where it is a .zip
            if visitor.is_calling():  # the dialog is a part of the page, which must end by itself
                st.rerun(scope="fragment" if st.session_state.get("intake_open") else "app")
            told = f"{number + 1:,} of {quantity(len(files), 'file')}: {escaped(one.name)}"
            bar.progress(number / len(files), text=f"{told} ({quantity(len(taken.read), 'article')} read so far)")
            if one.article is None:
                taken.failed.append((one.name, one.problem))
                continue
            try:
                key, title = reading.take_in(one.article)
                if tag:
                    store.change({key: Change(more_tags=(tag,))})
                taken.read.append((one.name, key, title))
            except (ArticleError, WorkspaceError) as error:
                taken.failed.append((one.name, str(error)))
    bar.empty()
    taken.stopped = False
    st.session_state.tag_of_taken = tag


def _told(taken: _Taken) -> None:
    """What could not be read, each with its reason, beside what was; and the ways on."""
    read = len({key for _, key, _ in taken.read})
    stopped = " It was stopped before the last file." if taken.stopped else ""
    st.markdown(
        f"**{quantity(read, 'article')} read** and kept; "
        f"**{quantity(len(taken.failed), 'file')} could not be read.**{stopped}"
    )
    if taken.read or len(taken.failed) > _FEW:
        _table_of(taken)
    else:
        st.error("  \n".join(f"**{escaped(name)}**: {escaped(why)}" for name, why in taken.failed))
    with st.container(horizontal=True):
        if read:
            st.button(
                "Open it" if read == 1 else f"Open the {read:,} together", type="primary", key="open_taken",
                on_click=_go_on, args=(taken,),
            )  # fmt: skip
        st.button("Hand in more", key="more_files", on_click=_again)


def _table_of(taken: _Taken) -> None:
    rows = [(name, "not read", why) for name, why in taken.failed]
    rows += [(name, "read", title) for name, _, title in taken.read]
    text = st.column_config.TextColumn
    st.dataframe(
        pd.DataFrame(rows, columns=["File", "What became of it", "Reason or title"]), hide_index=True, row_height=46,
        height=min(360, 38 + 46 * len(rows)), key="taken_files",
        column_config={"File": text(width=190), "What became of it": text("", width=70),
                       "Reason or title": text(width=430)},
        alt=f"Table of {quantity(len(rows), 'file')}: what became of each, and why",
    )  # fmt: skip


def _again() -> None:
    note_step()
    st.session_state.pop("taken", None)


def _go_on(taken: _Taken) -> None:
    """Open what was read: together, by its tag where it is too much to name one by one."""
    state = st.session_state
    keys, tag = list(dict.fromkeys(key for _, key, _ in taken.read)), state.pop("tag_of_taken", "")
    state.pop("taken", None)
    if len(keys) == 1:
        hand_in("kept", keys[0])
    elif len(keys) > MOST and tag:
        hand_in("several", Selection(tag=tag))
    else:
        hand_in("several", of(keys[:MOST]))
