"""A text, a file, a sample or a kept article becomes a report, with a sign on the page that it is being read."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from ..report import Article, ArticleError, Report
from ..view.wording import quantity, title
from ..workspace.articles import WorkspaceError
from ..workspace.fingerprints import article_key
from . import resources, visitor

if TYPE_CHECKING:
    from ..article.read_files import Outcome

LONG = 30_000
"""Characters from which reading takes long enough to show a progress bar."""


UPLOADED = ("txt", "md", "html", "htm", "mhtml", "mht", "docx", "odt", "rtf", "pdf", "eml", "zip")
"""The endings of the files that the pages take."""


def article_from(kind: str, *what: Any) -> Article:
    """The article of ("text", text) or ("file", name, bytes)."""
    if kind == "text":
        from ..article.read_text import read_article

        return read_article(what[0])
    from ..article.read_file import read_file

    return read_file(*what)


def outcomes(files: Iterable[tuple[str, bytes]]) -> Iterator[Outcome]:
    """What became of each file, and of each one in a .zip: its article, or why there is none."""
    from ..article.read_files import read_files

    return read_files(files)


def take_in(article: Article) -> tuple[str, str]:
    """Read an article where that has not been done, and keep it: its key and its title."""
    key = key_of(article)
    report = reopened(key) or read(article)
    keep(key, report)
    return key, title(report)


def take_in_all(articles: Sequence[Article]) -> list[str]:
    """Read and keep several articles, with a sign of progress: their keys."""
    bar, keys = st.progress(0.0), []
    for number, article in enumerate(articles, 1):
        bar.progress((number - 1) / len(articles), text=f"Reading {number:,} of {quantity(len(articles), 'article')}")
        keys.append(take_in(article)[0])
    bar.empty()
    return keys


def renew(keys: Sequence[str]) -> None:
    """Read kept articles again that lost their reading, with a sign of progress where they are many."""
    store = resources.workspace()
    if isinstance(store, WorkspaceError) or not keys:
        return
    bar = st.progress(0.0, text=f"Reading {quantity(len(keys), 'article')} again")
    for number, key in enumerate(keys, 1):
        report = reopened(key)
        if report is not None:
            store.keep_readings([(key, report)])
        bar.progress(number / len(keys), text=f"Read {number:,} of {quantity(len(keys), 'article')} again")
    bar.empty()


def key_of(article: Article) -> str:
    """The name of an article in an address: the same for the same text from the same place."""
    return article_key(article)


def read(article: Article) -> Report:
    """The engine's report on an article, with a sign that it is being read; a progress bar where that takes long."""
    analyse, look = resources.engine(), visitor.watch()
    if len(article.text) < LONG:
        with st.spinner("Reading the article"), visitor.turn(look):
            return analyse(article, **_watched(analyse, look))
    words = len(article.text.split())
    bar = st.progress(0.0, text=f"Reading {words:,} words")

    def tell(share: float) -> None:
        look()
        rest = "linking who said what about whom" if share >= 1 else f"{share:.0%}"
        bar.progress(min(1.0, share), text=f"Reading {words:,} words: {rest}")

    with visitor.turn(look):
        report = analyse(article, **_watched(analyse, look) | {"progress": tell})
    bar.empty()
    return report


def _watched(analyse: Callable[..., Report], look: Callable[[], None]) -> dict[str, Any]:
    """How the engine is told to look, between pieces of its work, whether anybody still waits."""
    known = inspect.signature(analyse).parameters

    def stop() -> bool:
        look()  # raises where nobody waits
        return False

    hooks: dict[str, Callable[..., object]] = {"progress": lambda _share: look(), "stop": stop}
    return {name: hook for name, hook in hooks.items() if name in known}


def read_sample(name: str, *, quiet: bool = True) -> Report | None:
    """The reading of a sample; where it cannot be read, None and a word on the page, or the error unless `quiet`."""
    from ..article.read_file import read_file

    path = resources.SAMPLES / f"{name}.txt"
    try:
        return read(read_file(path.name, path.read_bytes()))
    except ArticleError as error:
        if not quiet:
            raise
        st.session_state.problem = str(error)
        return None


def reopened(key: str) -> Report | None:
    """The reading of a kept article, made anew where another engine made it; None where none is kept."""
    store = resources.workspace()
    if isinstance(store, WorkspaceError):
        return None
    try:
        given = store.article(key)
        report = None if given is None else store.report(key, resources.engine_name())
    except WorkspaceError as error:
        st.session_state.problem = str(error)
        return None
    if given is None or report is not None:
        return report
    from ..article.from_document import read_again

    return read(read_again(given))


def keep(key: str, report: Report) -> None:
    """Keep an article from visit to visit, where the workspace can."""
    store = resources.workspace()
    if isinstance(store, WorkspaceError) or not store.writable:
        return
    try:
        store.keep(key, report)
    except WorkspaceError as error:
        st.session_state.problem = str(error)
