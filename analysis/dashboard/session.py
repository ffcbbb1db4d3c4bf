"""The session: which article is open, what is chosen and filtered, and what the visitor corrects.

An article is handed in, named by a link, kept in the workspace, or a sample; the engine reads it once, and the
corrections of its text are laid over the reading. Corrections are saved before they show, so that what is on the
screen is what is on the disk.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from ..corrections.file import Part, from_json, many_to_json, one_to_json
from ..corrections.model import Correction, Corrections, CorrectionsError, Subject, Value, added, correct, digest
from ..report import Article, ArticleError, Report, Span
from ..tables.filter import Filter
from ..view import cards, filter_address, opened
from ..view.opened import Opened
from ..view.wording import quantity
from ..workspace.articles import Workspace, WorkspaceError
from ..workspace.selection import Selection, parse
from . import open_set

SAMPLES = Path(__file__).resolve().parents[2] / "sample_articles"

LINKED = ("article", "country", "actor", "statement", "passage")
"""What a link holds, besides the filter (filters.py)."""

LONG = 30_000
"""Characters from which reading takes long enough to show a progress bar."""

_KNOWN = ("country", "actor", "statement")
"""What of a link is looked up in what is open."""

_KEPT = 40
"""Articles that the running app remembers besides those of the workspace."""


# ---------------------------------------------------------------------------------------- what is chosen


def act() -> None:
    """Note that the visitor did something on the page, so that this run is no step back or forward in the browser."""
    st.session_state._acted = True


def choose(name: str, value: str | None) -> None:
    """Choose a country, an actor or a statement. For callbacks."""
    act()
    st.session_state[name] = value


def step_to(statement_id: str | None) -> None:
    """Focus a statement, in the tables too. For callbacks."""
    act()
    st.session_state.statement, st.session_state.passage = statement_id, None
    st.session_state.turn = st.session_state.get("turn", 0) + 1


def wanted() -> Filter:
    """The filter that holds on all pages."""
    return st.session_state.get("filter", Filter())


def set_filter(chosen: Filter) -> None:
    """Filter all pages. For callbacks."""
    act()
    _filter_by(chosen)


def narrow(**changes: Any) -> None:
    """Change some fields of the filter, as the controls named only_… say. For their callbacks."""
    act()
    st.session_state.filter = replace(wanted(), **changes)


def take_filter(asked: Mapping[str, str], current: Opened) -> None:
    """Filter by what an address asks for; what does not fit the article is left out with a note."""
    unfit: Sequence[str] = ()
    chosen = Filter()
    name = asked.get("article", current.key)
    meant = named(name)  # an old address has a tag or an outlet as a word
    if current.key in (name, meant and meant.name):
        chosen, unfit = filter_address.from_address(asked, current.every, current.names)
    for name in unfit:
        st.toast(f"The link's filter “{name}” does not fit this article. What does not fit was left out.")
    if chosen != wanted():
        _filter_by(chosen)


def _filter_by(chosen: Filter) -> None:
    st.session_state.filter = chosen
    for key in [key for key in st.session_state if str(key).startswith("only_")]:
        del st.session_state[key]


# ------------------------------------------------------------------------------------ what the app is made of


@st.cache_resource(show_spinner="Starting the reader")
def engine() -> Callable[..., Report]:
    """The engine, loaded once for all visitors. Imported late: the page shows before spaCy and the model are loaded."""
    from ..engine import analyse

    return analyse


def engine_name() -> str:
    """Which engine reads, as the workspace knows it."""
    from ..engine import engine as named

    return named().label


@st.cache_resource(show_spinner=False)
def workspace() -> Workspace | WorkspaceError:
    """The workspace of this computer; where it cannot be used, why: then nothing is kept."""
    try:
        return Workspace()
    except WorkspaceError as error:
        return error


@st.cache_resource
def shelf() -> OrderedDict[str, Report]:
    """The readings of this server's last articles, by their name in the address."""
    return OrderedDict()


@st.cache_resource
def samples() -> dict[str, str]:
    """The sample articles: their names and titles."""
    from ..article.read_file import read_file

    articles = ((path.stem, read_file(path.name, path.read_bytes())) for path in sorted(SAMPLES.glob("*.txt")))
    return {name: article.title or name for name, article in articles}


# ---------------------------------------------------------------------------------------- opening an article


def hand_in(kind: str, *what: Any) -> None:
    """Ask for an article: ("text", text), ("file", name, bytes), ("sample", name), ("kept", key), or ("kept", key,
    passage) at one of its passages. For callbacks.
    """
    act()
    st.session_state.pending = (kind, *what)


def open_article() -> Opened | None:
    """What is open: the article just handed in, the one in the address, else the first sample; as corrected by now."""
    state = st.session_state
    pending = state.pop("pending", None)
    if pending is not None:
        _open_pending(pending)
    current: Opened | None = state.get("current")
    asked = state.get("article")
    if asked and (current is None or asked != current.key):
        selection = named(asked)
        if selection is not None:
            found = _open_several(selection)
            if found is not None:
                return found
            asked = None
    if asked and (current is None or asked != current.key):
        report = shelf().get(asked) or (_read_sample(asked) if asked in samples() else _reopened(asked))
        if report is not None:
            return _lay_out(asked, report)
        st.toast("The article in this link is no longer open here. Paste it again to read it.")
    if current is None and samples():
        state.first_visit = True
        first = next(iter(samples()))
        report = shelf().get(first) or _read_sample(first)
        return None if report is None else _lay_out(first, report)
    if current is not None:
        state.article = current.key
        current = _as_corrected(current)
    return current


def named(name: str) -> Selection | None:
    """The articles of the workspace that a name in an address means (`selection.parse`)."""
    found, store = parse(name), workspace()
    if found is None or not (found.tag or found.outlet) or isinstance(store, WorkspaceError):
        return found
    try:
        return found.in_words(store.tags(), [outlet for outlet, _ in store.outlets()])
    except WorkspaceError as error:
        st.session_state.problem = str(error)
        return found


def _open_pending(pending: tuple[Any, ...]) -> None:
    state = st.session_state
    kind, *what = pending
    state.problem = None
    try:
        if kind == "several":
            state.update(dict.fromkeys(LINKED))
            _open_several(*what)
            state.first_visit = False
            state.opened = state.get("opened", 0) + 1
            return
        if kind == "sample":
            key, report = what[0], shelf().get(what[0]) or _read_sample(what[0], quiet=False)
        elif kind == "kept":
            key, report = what[0], shelf().get(what[0]) or _reopened(what[0])
        else:
            article = _article(kind, *what)
            key = _key(article)
            report = shelf().get(key) or _reopened(key) or read(article)
    except ArticleError as error:
        # The article that was open stays; the pages say what to do.
        state.problem = str(error)
        return
    if report is None:
        state.problem = (
            state.problem or "This article is no longer among those that are kept. Paste it again to read it."
        )
        return
    state.update(dict.fromkeys(LINKED))
    state.back = None
    _lay_out(key, report)
    if kind == "kept":
        state.passage = next(iter(what[1:]), None)
    if kind != "sample":
        keep(key, report)
    state.first_visit = False
    state.opened = state.get("opened", 0) + 1


def _open_several(selection: Selection, chosen: Filter | None = None) -> Opened | None:
    """Open several articles, filtered as wanted; None, with a word to the reader, where there are none."""
    state, store = st.session_state, workspace()
    try:
        found = None if isinstance(store, WorkspaceError) else open_set.open_together(selection, store, engine_name)
    except WorkspaceError as error:
        state.problem = str(error)
        return None
    if found is None:
        st.toast("None of the articles that this link names is kept here.")
        return None
    state.update(current=found, article=found.key, back=None)
    _filter_by(chosen or Filter())
    return found


def open_one(key: str, *, statement: str | None = None, passage: str | None = None) -> None:
    """Open one article of the set, at a statement or a passage; `go_back` leads back. For callbacks."""
    state, current = st.session_state, st.session_state.current
    back = (current.key, wanted())
    step_to(statement)
    state.update(article=key, passage=passage, actor=None, back=back)
    _filter_by(Filter())


def go_back() -> None:
    """Open the set again from which an article was opened, filtered as it was. For callbacks."""
    name, chosen = st.session_state.back
    selection = named(name)
    if selection is not None:
        hand_in("several", selection, chosen)


def _article(kind: str, *what: Any) -> Article:
    if kind == "text":
        from ..article.read_text import read_article

        return read_article(what[0])
    from ..article.read_file import read_file

    return read_file(*what)


def _read_sample(name: str, *, quiet: bool = True) -> Report | None:
    from ..article.read_file import read_file

    path = SAMPLES / f"{name}.txt"
    try:
        return read(read_file(path.name, path.read_bytes()))
    except ArticleError as error:
        if not quiet:
            raise
        st.session_state.problem = str(error)
        return None


def _reopened(key: str) -> Report | None:
    """The reading of a kept article, made anew where another engine made it; None where none is kept."""
    store = workspace()
    if isinstance(store, WorkspaceError):
        return None
    try:
        given = store.article(key)
        report = None if given is None else store.report(key, engine_name())
    except WorkspaceError as error:
        st.session_state.problem = str(error)
        return None
    if given is None or report is not None:
        return report
    from ..article.read_text import read_article

    about = {"title": given.title, "outlet": given.outlet, "published": given.published, "url": given.url}
    return read(read_article(given.text, id=given.id, **about))


def read(article: Article) -> Report:
    """The engine's report on an article, with a sign that it is being read; a progress bar where that takes long."""
    analyse = engine()
    if len(article.text) < LONG:
        with st.spinner("Reading the article"):
            return analyse(article)
    words = len(article.text.split())
    bar = st.progress(0.0, text=f"Reading {words:,} words")

    def tell(share: float) -> None:
        rest = "linking who said what about whom" if share >= 1 else f"{share:.0%}"
        bar.progress(min(1.0, share), text=f"Reading {words:,} words: {rest}")

    report = analyse(article, progress=tell)
    bar.empty()
    return report


def keep(key: str, report: Report) -> None:
    """Keep an article from visit to visit, where the workspace can."""
    store = workspace()
    if isinstance(store, WorkspaceError) or not store.writable:
        return
    try:
        store.keep(key, report)
    except WorkspaceError as error:
        st.session_state.problem = str(error)


def describe(key: str, *, outlet: str, published: str, tags: Iterable[str]) -> None:
    """Give the open article another outlet, date and tags. For callbacks."""
    act()
    store = workspace()
    if isinstance(store, WorkspaceError):
        return
    try:
        store.describe(key, outlet=outlet, published=published, tags=tags)
    except WorkspaceError as error:
        st.session_state.unsaved = str(error)
        return
    shelf().pop(key, None)
    report = _reopened(key)
    if report is not None:
        keep(key, report)
        state = st.session_state
        chosen = wanted()
        _lay_out(key, report)
        state.filter = chosen


def forget(key: str) -> None:
    """Take an article out of the workspace; it stays open until another one is. For callbacks."""
    act()
    store = workspace()
    if not isinstance(store, WorkspaceError):
        try:
            store.forget(key)
            st.toast("The article is no longer among your articles.")
        except WorkspaceError as error:
            st.session_state.unsaved = str(error)


def _key(article: Article) -> str:
    known = "\x1f".join([article.text, article.title or "", article.outlet or "", article.published or ""])
    return "t" + hashlib.sha256(known.encode()).hexdigest()[:16]


def _lay_out(key: str, report: Report) -> Opened:
    state = st.session_state
    kept = shelf()
    kept[key] = report
    kept.move_to_end(key)
    while len(kept) > _KEPT:
        kept.popitem(last=False)
    state.current = opened.lay_out(key, report, _corrections(report.text) or ())
    state.article = key
    _filter_by(Filter())
    return state.current


def drop_unknown(current: Opened) -> None:
    """Let go of what a link names and the article does not have."""
    state, report = st.session_state, current.report
    by_alpha3 = {country.alpha3: country.alpha2 for country in report.countries}
    state.country = by_alpha3.get(state.get("country") or "", state.get("country"))
    unknown = [name for name in _KNOWN if state.get(name) and not _is_known(name, current)]
    unknown += ["passage"] if state.get("passage") and cards.place(report, state.passage) is None else []
    for name in unknown:
        state[name] = None
        st.toast(f"The link names a {name} that this article does not have. It was left out.")


def _is_known(name: str, current: Opened) -> bool:
    """Whether the country, actor or statement that is chosen is one of what is open."""
    own = st.session_state[name]
    if name == "statement":
        return bool((current.every["statement_id"] == own).any())
    if name == "actor":
        return bool((current.actors["actor_id"] == own).any())
    return any(country.alpha2 == own for country in current.report.countries)


# ----------------------------------------------------------------------------------------------- correcting


def can_correct() -> bool:
    """Whether corrections can be saved here."""
    store = workspace()
    return not isinstance(store, WorkspaceError) and store.writable


def trouble() -> list[str]:
    """What went wrong with the workspace, in sentences: at its opening, or with what was to be saved last."""
    store = workspace()
    told = [str(store)] if isinstance(store, WorkspaceError) else list(store.notes)
    unsaved = st.session_state.get("unsaved")
    return told + ([unsaved] if unsaved else [])


def record(*made: tuple[str | None, Subject, str, Value]) -> None:
    """Save corrections made in one act: each with its text (None for a voice). For callbacks."""
    act()

    def make() -> Iterator[tuple[str | None, Corrections]]:
        when = None
        for text, subject, field, value in made:
            correction = correct(subject, field, value, when)
            when = correction.when
            yield text, (correction,)

    _save(make)


def add_missed(span: Span) -> None:
    """Add a statement that was missed, by its stretch of the text, and ask who said it. For callbacks."""
    act()
    text = st.session_state.current.report.text
    if _save(lambda: [(text, added(text, span))]):
        made = _corrections(text) or ()
        own = str(made[-1].subject)
        step_to(own)
        st.session_state.update(editing="speaker", editing_of=own)


def undo() -> None:
    """Take back what was corrected last, in the open article or in any article of the set. For callbacks."""
    act()
    store, current = workspace(), st.session_state.current
    if isinstance(store, WorkspaceError):
        return
    try:
        if current.several:
            gone = store.undo_among(current.articles["key"].tolist())
        else:
            gone = store.undo(current.report.text)
    except WorkspaceError as error:
        st.session_state.unsaved = str(error)
        return
    st.session_state.unsaved = None
    statements = [correction.subject for correction in gone if isinstance(correction.subject, str)]
    if statements:
        step_to(statements[-1])


def corrections_file(current: Opened) -> bytes:
    """The corrections of what is open, as a file."""
    if not current.several:
        return one_to_json(current.machine.title, current.machine.text, current.corrections).encode()
    store = workspace()
    if isinstance(store, WorkspaceError):
        raise store
    keys = current.articles["key"].tolist()
    titles = dict(zip(keys, current.articles["title"], strict=True))
    texts = dict(zip(keys, store.texts(keys), strict=True))
    parts = (Part(titles[key], digest(texts[key]), made) for key, made in store.corrected(keys).items())
    return many_to_json(parts, store.corrections(None)).encode()


def take_over(data: bytes) -> str | None:
    """Add the corrections of an exported file to those of what is open; how many, in words. For callbacks."""
    act()
    current: Opened = st.session_state.current
    told: list[str] = []

    def read_them() -> list[tuple[str | None, Corrections]]:
        parts, voices = from_json(data)
        found = [*_of_a_set(parts), (None, voices)] if current.several else [_of_one(parts, current.machine)]
        number = sum(len(made) for _, made in found)
        told.append(f"{quantity(number, 'correction was', 'corrections were')} taken over.")
        if not current.several and (voices or len(parts) > 1):
            told.append("The file holds more: open several articles together, and take it over there.")
        left_out = 1 + len(parts) - len(found)
        if left_out and current.several:
            told.append(f"Not kept here: {quantity(left_out, 'article')} of this file. Paste or upload them first.")
        return found

    return " ".join(told) if _save(read_them) else None


def _of_one(parts: Sequence[Part], report: Report) -> tuple[str | None, Corrections]:
    """The corrections of the open article; what the file has of others is left."""
    own = digest(report.text)
    part = next((part for part in parts if part.sha256 == own), parts[0] if parts else None)
    if part is None:
        raise CorrectionsError("This file holds no corrections of an article.")
    return report.text, part.for_text(report.text)


def _of_a_set(parts: Sequence[Part]) -> list[tuple[str | None, Corrections]]:
    """The corrections of those articles that are kept here."""
    store = workspace()
    if isinstance(store, WorkspaceError):
        raise store
    texts = ((part, store.text(part.sha256)) for part in parts)
    return [(text, part.for_text(text)) for part, text in texts if text is not None]


def _save(make: Callable[[], Iterable[tuple[str | None, Iterable[Correction]]]]) -> bool:
    """Save what is made; where it cannot be made or saved, the page says why."""
    state, store = st.session_state, workspace()
    state.unsaved = None
    try:
        if isinstance(store, WorkspaceError):
            raise store
        store.correct_all(make())
    except (WorkspaceError, CorrectionsError) as error:
        state.unsaved = str(error)
        return False
    return True


def _corrections(text: str) -> Corrections | None:
    """The saved corrections of a text; None where they cannot be read, and the page says why."""
    store = workspace()
    if isinstance(store, WorkspaceError):
        return None
    try:
        return store.corrections(text)
    except WorkspaceError as error:
        st.session_state.unsaved = str(error)
        return None


def _as_corrected(current: Opened) -> Opened:
    """What is open with the corrections as they are saved by now, those of another tab too."""
    state = st.session_state
    found = _several_by_now(current) if current.several else _one_by_now(current)
    if found is current:
        return current
    state.current = found
    _filter_by(opened.followed(wanted(), state.current))
    for name in _KNOWN:
        if state.get(name) and not _is_known(name, state.current):
            state[name] = None  # merged, or taken back
    return state.current


def _one_by_now(current: Opened) -> Opened:
    saved = _corrections(current.report.text)
    if saved is None or saved == current.corrections:
        return current
    return opened.lay_out(current.key, current.machine, saved)


def _several_by_now(current: Opened) -> Opened:
    store, selection = workspace(), named(current.key)
    if isinstance(store, WorkspaceError) or selection is None:
        return current
    try:
        return open_set.open_together(selection, store, engine_name) or current
    except WorkspaceError as error:
        st.session_state.unsaved = str(error)
        return current
