"""What is on the screen, as files: the buttons and what each of them gives."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd
import streamlit as st

from ..tables import frames
from ..view import opened as laid
from ..view.opened import Desk, count
from . import saved_corrections
from .filtered import within

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def menu(current: Desk, frame: pd.DataFrame) -> None:
    """What is on the screen, as files; and the visitor's corrections."""
    name, here = _file_name(current), within(current)
    table = frame[list(frames.STATEMENT_COLUMNS)]
    lines = ("Reports (JSON, one line each)", "jsonl") if current.several else ("Report (JSON)", "json")
    files: list[tuple[str, str, str, str, Callable[[], bytes], str]] = [
        ("csv", "Statements (CSV)", f"{name}-statements.csv", "text/csv", lambda: frames.to_csv(table), "csv"),
        ("xlsx", "Statements, actors, countries (Excel)", f"{name}.xlsx", _EXCEL, lambda: laid.workbook(here, frame),
         "table"),
        ("json", lines[0], f"{name}.{lines[1]}", "application/json", lambda: laid.jsonl(here, frame), "data_object"),
    ]  # fmt: skip
    if not current.several:
        files.append(("html", "Printable article (HTML)", f"{name}.html", "text/html",
                      lambda: laid.printable(current, frame).encode(), "print"))  # fmt: skip
    if current.made:
        files.append(("corrections", "Your corrections (JSON)", f"{name}-corrections.json", "application/json",
                      lambda: saved_corrections.as_file(current), "rule"))  # fmt: skip
    with st.popover("Download", icon=":material/download:", key="files"):
        st.caption(f"The {count(len(frame), 'statement')} on the screen.")
        for key, label, file, kind, make, icon in files:
            st.download_button(
                label, make, file, kind, key=key, on_click="ignore", icon=f":material/{icon}:", type="tertiary"
            )


def mentions(current: Desk, frame: pd.DataFrame) -> None:
    """The mentions that are on the screen, as a file."""
    st.download_button(
        f"{count(len(frame), 'mention')} (CSV)", lambda: frames.to_csv(frame),
        f"{_file_name(current)}-countries.csv", "text/csv", key="mentions_csv", on_click="ignore",
        icon=":material/download:", disabled=frame.empty,
    )  # fmt: skip


def _file_name(current: Desk) -> str:
    name = laid.title(current.report) if current.several else current.report.id
    return re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-")[:60] or "article"
