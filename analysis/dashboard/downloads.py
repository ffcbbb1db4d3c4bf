"""What is on the screen, as files: the buttons and what each of them gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pandas as pd
import streamlit as st

from ..tables import export, frames
from ..tables.filter import Filter, counted
from ..view import brief, brief_note, brief_page, brief_word, chart_page, citations, filter_address, wording
from ..view import files as view_files
from ..view.opened import Opened
from ..view.wording import quantity, statements_in_words
from . import resources, saved_corrections
from .filtered import mentions as filtered_mentions
from .filtered import wanted, within

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


File = tuple[str, str, str, str, Callable[[], bytes], str]
"""A key, a label, a name, a kind, what makes it, and an icon."""


def menu(current: Opened, frame: pd.DataFrame) -> None:
    """What is on the screen, as files; a brief of it; its citations; and the visitor's corrections."""
    name, here = wording.file_name(current.report), within(current)
    files = [*_tables(current, here, frame, name)]
    if not current.several:
        files.append(("html", "Printable article (HTML)", f"{name}.html", "text/html",
                      lambda: view_files.printable(current, frame).encode(), "print"))  # fmt: skip
    places = filtered_mentions(current)
    files.append(("charts", "Charts to point at and save (HTML)", f"{name}-charts.html", "text/html",
                  lambda: chart_page.chart_page(here, frame, places).encode(), "bar_chart"))  # fmt: skip
    if current.made:
        store = resources.workspace()  # now: the session is not there for what makes a file
        files.append(("corrections", "Your corrections (JSON)", f"{name}-corrections.json", "application/json",
                      lambda: saved_corrections.as_file(current, store), "rule"))  # fmt: skip
    kept = _kept(current, frame)
    briefs = brief_files(name, current.report.published or "", lambda: (here, frame, kept))
    with st.popover("Download", icon=":material/download:", key="files"):
        st.caption(f"What is on the screen: {statements_in_words(frame)}")
        buttons(files)
        st.caption("A brief: one page with figures, map, key statements and what is disputed")
        buttons(briefs)
        st.caption("Each statement with its citation, for a reference manager")
        buttons(citation_files(name, lambda: (here, frame)))


def _tables(current: Opened, here: Opened, frame: pd.DataFrame, name: str) -> Iterator[File]:
    table = frame[list(frames.STATEMENT_COLUMNS)]
    lines = ("Reports (JSON, one line each)", "jsonl") if current.several else ("Report (JSON)", "json")
    yield "csv", "Statements (CSV)", f"{name}-statements.csv", "text/csv", lambda: export.to_csv(table), "csv"
    yield (
        "xlsx", "Statements, actors, countries (Excel)", f"{name}.xlsx", _EXCEL,
        lambda: view_files.workbook(here, frame), "table",
    )  # fmt: skip
    yield (
        "json",
        lines[0],
        f"{name}.{lines[1]}",
        "application/json",
        lambda: view_files.jsonl(here, frame),
        "data_object",
    )


def brief_files(
    name: str, day: str, of: Callable[[], tuple[Opened, pd.DataFrame, str]], prefix: str = ""
) -> list[File]:
    """The brief as files; `of` gives what is open, its statements and what a filter keeps, once it is asked for."""

    def made() -> brief.Brief:
        current, frame, kept = of()
        return brief.make(current, frame, kept)

    return [
        (f"{prefix}brief_html", "Brief to print (HTML)", f"{name}-brief.html", "text/html",
         lambda: brief_page.page(made()).encode(), "print"),
        (f"{prefix}brief_docx", "Brief (Word)", f"{name}-brief.docx", _WORD,
         lambda: brief_word.document(made()), "description"),
        (f"{prefix}brief_md", "Brief (Markdown)", f"{name}-brief.md", "text/markdown",
         lambda: brief_note.note(made(), day).encode(), "markdown"),
    ]  # fmt: skip


def citation_files(name: str, of: Callable[[], tuple[Opened, pd.DataFrame]], prefix: str = "") -> list[File]:
    """The statements for reference managers."""
    return [
        (f"{prefix}bibtex", "Citations (BibTeX)", f"{name}.bib", "application/x-bibtex",
         lambda: citations.to_bibtex(*of()).encode(), "format_quote"),
        (f"{prefix}csl", "Citations (CSL-JSON)", f"{name}-citations.json", "application/json",
         lambda: citations.to_csl(*of()).encode(), "format_quote"),
    ]  # fmt: skip


def buttons(files: Iterable[File]) -> None:
    """A button for each file; it is made when it is asked for."""
    with st.container(gap=None):
        for key, label, file, kind, make, icon in files:
            st.download_button(
                label, make, file, kind, key=key, on_click="ignore", icon=f":material/{icon}:", type="tertiary"
            )


def _kept(current: Opened, frame: pd.DataFrame) -> str:
    """What the filter keeps, in words; nothing where it keeps all."""
    chosen = wanted()
    if chosen == Filter():
        return ""
    told = "; ".join(name for name, _ in filter_address.parts(chosen, current.country))
    return f"Filtered: {len(counted(frame)):,} of {quantity(len(counted(current.every)), 'statement')} ({told})"


def mentions(current: Opened, frame: pd.DataFrame) -> None:
    """The mentions that are on the screen, as a file."""
    st.download_button(
        f"{quantity(len(frame), 'mention')} (CSV)", lambda: export.to_csv(frame),
        f"{wording.file_name(current.report)}-countries.csv", "text/csv", key="mentions_csv", on_click="ignore",
        icon=":material/download:", disabled=frame.empty,
    )  # fmt: skip
