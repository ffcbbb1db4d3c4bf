"""What is on the screen, as files: the buttons and what each of them gives."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd
import streamlit as st

from ..tables import export, frames
from ..view import files as view_files
from ..view import wording
from ..view.opened import Opened
from ..view.wording import quantity
from . import saved_corrections
from .filtered import within

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def menu(current: Opened, frame: pd.DataFrame) -> None:
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
                      lambda: saved_corrections.as_file(current), "rule"))  # fmt: skip
    with st.popover("Download", icon=":material/download:", key="files"):
        st.caption(f"The {quantity(len(frame), 'statement')} on the screen.")
        for key, label, file, kind, make, icon in files:
            st.download_button(
                label, make, file, kind, key=key, on_click="ignore", icon=f":material/{icon}:", type="tertiary"
            )


def mentions(current: Opened, frame: pd.DataFrame) -> None:
    """The mentions that are on the screen, as a file."""
    st.download_button(
        f"{quantity(len(frame), 'mention')} (CSV)", lambda: export.to_csv(frame),
        f"{_file_name(current)}-countries.csv", "text/csv", key="mentions_csv", on_click="ignore",
        icon=":material/download:", disabled=frame.empty,
    )  # fmt: skip


def _file_name(current: Opened) -> str:
    name = wording.title(current.report) if current.several else current.report.id
    return re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-")[:60] or "article"
