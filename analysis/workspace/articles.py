"""The articles that an analyst keeps, their readings, and the corrections, from visit to visit: one SQLite file.

An article is kept with its text, outlet, date and tags; its reading with the engine that made it, so that another
engine reads it anew; corrections belong to the text itself, so that they hold for every reading of it, and those of
voices to no text, so that they hold for every set of articles. The words of a text are checked against its SHA-256
whenever it is opened.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from ..corrections.model import Correction, Corrections, CorrectionsError, digest, from_dict, to_dict
from ..report import Article, Found, Report, Section, Span
from . import shelving
from .place import default_path
from .selection import Selection
from .shelving import Change, Figures, Forgotten
from .sqlite_file import Store, WorkspaceError

__all__ = ["Kept", "Workspace", "WorkspaceError", "default_path"]

MIGRATIONS = (
    (
        """CREATE TABLE articles (
            id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, sha256 TEXT NOT NULL,
            text TEXT NOT NULL, title TEXT, outlet TEXT, published TEXT, url TEXT, added TEXT NOT NULL,
            opened TEXT NOT NULL)""",
        "CREATE INDEX articles_opened ON articles (opened)",
        """CREATE TABLE tags (
            article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, tag TEXT NOT NULL,
            PRIMARY KEY (article, tag)) WITHOUT ROWID""",
        """CREATE TABLE reports (
            article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, engine TEXT NOT NULL,
            report TEXT NOT NULL, PRIMARY KEY (article, engine)) WITHOUT ROWID""",
        """CREATE TABLE corrections (
            id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, subject TEXT NOT NULL, field TEXT NOT NULL,
            value TEXT NOT NULL, made TEXT NOT NULL, UNIQUE (sha256, subject, field, value, made))""",
        """CREATE VIRTUAL TABLE articles_fts USING fts5 (
            title, text, content='articles', content_rowid='id', tokenize='unicode61 remove_diacritics 2')""",
        """CREATE TRIGGER articles_added AFTER INSERT ON articles BEGIN
            INSERT INTO articles_fts (rowid, title, text) VALUES (new.id, new.title, new.text); END""",
        """CREATE TRIGGER articles_gone AFTER DELETE ON articles BEGIN
            INSERT INTO articles_fts (articles_fts, rowid, title, text)
            VALUES ('delete', old.id, old.title, old.text); END""",
    ),
    ("ALTER TABLE articles ADD COLUMN given TEXT",),
    shelving.SCHEMA,
)
"""The schema, one step for each version; a step that has been released is never changed."""

_FIELDS = (
    "a.key, a.title, a.outlet, a.published, a.opened, a.added, substr(a.text, 1, 90), "
    "(SELECT group_concat(tag, char(10)) FROM (SELECT tag FROM tags WHERE article = a.id ORDER BY tag))"
)
_AMONG = "key IN (SELECT value FROM json_each(?))"
_CHOSEN = (
    f"(? = '[]' OR {_AMONG}) AND (? = '' OR outlet = ?) "
    "AND (? = '' OR EXISTS (SELECT 1 FROM tags t WHERE t.article = a.id AND t.tag = ?))"
)
_READING = (
    "SELECT a.name, a.sha256, a.text, a.title, a.outlet, a.published, a.url, r.report, r.engine FROM articles a "
    "JOIN reports r ON r.article = a.id WHERE a.key = ? ORDER BY r.engine IS NOT ?, r.engine DESC"
)
"""An article with its reading, that of one engine first."""

_WORD = re.compile(r"\w+")
_MARK = "\x02", "\x03"


@dataclass(frozen=True, slots=True)
class Kept:
    """An article of the workspace, as a list shows it."""

    key: str
    """Its name in the address."""
    title: str
    outlet: str = ""
    published: str = ""
    tags: tuple[str, ...] = ()
    opened: str = ""
    """When it was last opened (ISO 8601, UTC)."""
    added: str = ""
    """When it was first read (ISO 8601, UTC)."""
    before: str = ""
    hit: str = ""
    """The first words found, with what stands `before` and `after` them."""
    after: str = ""
    place: Span | None = None
    """Where these words are in the text."""
    given_title: str = ""
    """Its title, empty where it has none and `title` are its first words."""


@dataclass(frozen=True, slots=True)
class State:
    """What an article of the workspace is at the moment."""

    article: tuple[str | None, ...]
    """Its title, its outlet, its date, the engines that have read it."""
    corrections: int = 0
    corrected: str = ""
    """When it was last corrected (ISO 8601, UTC)."""


class Workspace:
    """The workspace in a file; safe to share between threads, tabs and processes."""

    def __init__(self, path: Path | None = None) -> None:
        self._store = Store(path or default_path(), MIGRATIONS)

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._store.path

    @property
    def writable(self) -> bool:
        """Whether anything can be saved."""
        return self._store.writable

    @property
    def notes(self) -> list[str]:
        """What the reader should know about the file."""
        return self._store.notes

    # ---------------------------------------------------------------------------------------------- articles

    def keep(self, key: str, report: Report) -> None:
        """Keep an article with its reading, as opened just now."""
        about = (report.title, report.outlet, report.published, report.url)
        with self._store.writing() as db:
            db.execute(
                "INSERT INTO articles (key, name, sha256, text, title, outlet, published, url, given, added, opened) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET opened = excluded.opened",
                (key, report.id, digest(report.text), report.text, *about, _given(report), _now(), _now()),
            )
            db.execute(*_reading(key, report))

    def keep_readings(self, readings: Iterable[tuple[str, Report]]) -> None:
        """Keep other readings of articles that are kept, which are not opened by that."""
        with self._store.writing() as db:
            for key, report in readings:
                db.execute(*_reading(key, report))

    def report(self, key: str, engine: str | None = None) -> Report | None:
        """An article's reading by that engine (else the one found); None where there is none.

        Raises `WorkspaceError` where the text on the disk is not the one that was kept.
        """
        with self._store.reading() as db:
            row = db.execute(_READING, (key, engine)).fetchone()
        if row is None or (engine is not None and row[-1] != engine):
            return None
        self._check(row[2], row[1], row[3])
        return _report(*row)

    def article(self, key: str) -> Article | None:
        """An article as it was given, to be read anew; None where it is not kept."""
        with self._store.reading() as db:
            row = db.execute(
                "SELECT name, text, title, outlet, published, url, sha256, given FROM articles WHERE key = ?", (key,)
            ).fetchone()
        if row is None:
            return None
        *about, sha256, given = row
        self._check(row[1], sha256, row[2])
        article = Article(*about)
        if given is None:
            return article
        # Of a document its text does not tell what its file did: which lines were captions, what stood beside.
        read = json.loads(given)
        sections = tuple(Section(*section) for section in read["sections"])
        found = tuple(Found(*one) for one in read["found"] if getattr(article, one[0]) == one[1])
        return replace(article, sections=sections, given_form=read["form"], found=found)

    def articles(self, search: str = "", tag: str = "", limit: int = 20, *, outlet: str = "") -> list[Kept]:
        """The articles that hold all words of a search, best first, or the last opened ones; with one tag or of one
        outlet, if given.
        """
        words, among = _WORD.findall(search), _chosen(Selection(tag=tag, outlet=outlet))
        with self._store.reading() as db:
            if not words:
                rows = db.execute(
                    f"SELECT {_FIELDS} FROM articles a WHERE {_CHOSEN} ORDER BY a.opened DESC LIMIT ?",
                    (*among, limit),
                ).fetchall()
            else:
                query = " ".join(f'"{word}"' for word in words) + "*"
                rows = db.execute(
                    f"SELECT {_FIELDS}, a.text, snippet(articles_fts, 1, ?, ?, '…', 24) FROM articles_fts "
                    f"JOIN articles a ON a.id = articles_fts.rowid WHERE articles_fts MATCH ? AND {_CHOSEN} "
                    "ORDER BY rank LIMIT ?",
                    (*_MARK, query, *among, limit),
                ).fetchall()
        return [_kept(*row) for row in rows]

    def chosen(self, selection: Selection) -> list[Kept]:
        """The articles of a selection, in the order in which they were published, then kept."""
        with self._store.reading() as db:
            rows = db.execute(
                f"SELECT {_FIELDS} FROM articles a WHERE {_CHOSEN} ORDER BY a.published, a.id",
                _chosen(selection),
            ).fetchall()
        return [_kept(*row) for row in rows]

    def texts(self, keys: Sequence[str]) -> list[str]:
        """The texts of these articles, in their order."""
        with self._store.reading() as db:
            found = dict(db.execute(f"SELECT key, text FROM articles WHERE {_AMONG}", (json.dumps(keys),)))
        return [found.get(key, "") for key in keys]

    def text(self, sha256: str) -> str | None:
        """The text of this digest; None where it is not kept."""
        with self._store.reading() as db:
            row = db.execute("SELECT text FROM articles WHERE sha256 = ? LIMIT 1", (sha256,)).fetchone()
        return None if row is None or digest(row[0]) != sha256 else str(row[0])

    def readings(self, keys: Sequence[str], engine: str) -> Iterator[tuple[str, Report, Corrections]]:
        """Each article's key, reading and corrections, in their order; by that engine where it has read it, else by
        another. What has no reading, or a text that is damaged, is left out.
        """
        corrected = self.corrected(keys)
        with self._store.reading() as db:
            for key in keys:
                row = db.execute(_READING, (key, engine)).fetchone()
                if row is not None and digest(row[2]) == row[1]:
                    yield key, _report(*row), corrected.get(key, ())

    def count(self, selection: Selection) -> int:
        """How many articles a selection holds."""
        with self._store.reading() as db:
            number: int = db.execute(f"SELECT count(*) FROM articles a WHERE {_CHOSEN}", _chosen(selection)).fetchone()[
                0
            ]
        return number

    def states(self, selection: Selection) -> dict[str, State]:
        """Of each article of a selection, by key, what changes whenever it, its readings or its corrections do."""
        with self._store.reading() as db:
            rows = db.execute(
                "SELECT key, title, outlet, published, "
                "(SELECT group_concat(engine) FROM reports WHERE article = a.id), "
                "count(c.id), max(c.made) FROM articles a LEFT JOIN corrections c ON c.sha256 = a.sha256 "
                f"WHERE {_CHOSEN} GROUP BY a.id ORDER BY a.id",
                _chosen(selection),
            ).fetchall()
        return {key: State(tuple(article), number, made or "") for key, *article, number, made in rows}

    def outlets(self) -> list[tuple[str, int]]:
        """All outlets with the number of their articles, most first."""
        with self._store.reading() as db:
            return db.execute(
                "SELECT outlet, count(*) FROM articles WHERE outlet IS NOT NULL GROUP BY outlet ORDER BY 2 DESC, 1"
            ).fetchall()

    def describe(self, key: str, *, outlet: str, published: str, tags: Iterable[str]) -> None:
        """Give a kept article another outlet, date and tags; another date takes its readings, which depend on it."""
        self.change({key: Change(outlet=outlet, published=published, tags=tuple(tags))})

    def change(self, changes: Mapping[str, Change]) -> list[str]:
        """Change kept articles, all or none; the keys of those that lost their readings with their date."""
        try:
            with self._store.writing() as db:
                return shelving.change(db, changes)
        except shelving.Refused as error:
            raise WorkspaceError(str(error)) from error

    def figures(self) -> dict[str, Figures]:
        """Each article that was read in numbers, as its corrections would have it, by key."""
        with self._store.reading() as db:
            found, states = shelving.read_figures(db), shelving.stale(db)
        if states:
            new = {key: shelving.figures_of(report, made) for key, report, made in self.readings(list(states), "")}
            found |= new
            if new and self.writable:
                with self._store.writing() as db:
                    shelving.write_figures(db, new, states)
        return found

    def tags(self, key: str | None = None) -> list[str]:
        """All tags, most used first; or those of one article."""
        with self._store.reading() as db:
            if key is None:
                rows = db.execute("SELECT tag FROM tags GROUP BY tag ORDER BY count(*) DESC, tag")
            else:
                rows = db.execute(
                    "SELECT tag FROM tags JOIN articles ON id = article WHERE key = ? ORDER BY tag", (key,)
                )
            return [row[0] for row in rows]

    def forget(self, *keys: str) -> Forgotten:
        """Take articles and their readings out of the workspace, with a way back; the corrections of their texts
        stay.
        """
        with self._store.writing() as db:
            return shelving.take_out(db, keys)

    def put_back(self, forgotten: Forgotten) -> None:
        """Keep again what was forgotten, as it was."""
        with self._store.writing() as db:
            shelving.put_back(db, forgotten)

    def remember_open(self, name: str) -> None:
        """Note what is open, by its name in the address."""
        with self._store.writing() as db:
            shelving.remember(db, "open", name)

    def last_open(self) -> str | None:
        """What was open last, by its name in the address."""
        with self._store.reading() as db:
            return shelving.remembered(db, "open")

    # ------------------------------------------------------------------------------------------- corrections

    def corrections(self, text: str | None) -> Corrections:
        """The corrections of a text, in the order in which they were made; without a text, those of voices."""
        with self._store.reading() as db:
            rows = db.execute(
                "SELECT subject, field, value, made FROM corrections WHERE sha256 = ? ORDER BY made, id",
                (_digest(text),),
            ).fetchall()
        return tuple(self._correction(*row) for row in rows)

    def corrected(self, keys: Sequence[str]) -> dict[str, Corrections]:
        """The corrections of those of these articles that have some, by key."""
        with self._store.reading() as db:
            rows = db.execute(
                "SELECT key, subject, field, value, made FROM articles a JOIN corrections c ON c.sha256 = a.sha256 "
                f"WHERE {_AMONG} ORDER BY made, c.id",
                (json.dumps(keys),),
            ).fetchall()
        found: defaultdict[str, list[Correction]] = defaultdict(list)
        for key, *row in rows:
            found[key].append(self._correction(*row))
        return {key: tuple(made) for key, made in found.items()}

    def _correction(self, subject: str, field: str, value: str, made: str) -> Correction:
        try:
            return from_dict({"subject": json.loads(subject), "field": field, "value": json.loads(value), "when": made})
        except (CorrectionsError, ValueError) as error:
            raise WorkspaceError(f"A correction that is saved in {self.path} cannot be read: {error}") from error

    def correct(self, text: str | None, corrections: Iterable[Correction]) -> None:
        """Save corrections of a text, or of voices (None), all or none; what is saved already is not saved twice."""
        self.correct_all([(text, corrections)])

    def correct_all(self, corrected: Iterable[tuple[str | None, Iterable[Correction]]]) -> None:
        """Save corrections of several texts, and of voices (None), all or none."""
        rows = [(_digest(text), *_row(one)) for text, corrections in corrected for one in corrections]
        with self._store.writing() as db:
            db.executemany(
                "INSERT OR IGNORE INTO corrections (sha256, subject, field, value, made) VALUES (?, ?, ?, ?, ?)", rows
            )

    def undo(self, text: str) -> Corrections:
        """Take back the last act of correcting a text; what it was."""
        return self._undo("sha256 = ?", digest(text))

    def undo_among(self, keys: Sequence[str]) -> Corrections:
        """Take back the last act of correcting any of these articles, or voices; what it was."""
        among = f"(sha256 = '' OR sha256 IN (SELECT sha256 FROM articles WHERE {_AMONG}))"
        return self._undo(among, json.dumps(keys))

    def _undo(self, among: str, value: str) -> Corrections:
        with self._store.writing() as db:
            rows = db.execute(
                f"DELETE FROM corrections WHERE {among} AND made = (SELECT max(made) FROM corrections WHERE {among}) "
                "RETURNING subject, field, value, made",
                (value, value),
            ).fetchall()
        return tuple(self._correction(*row) for row in rows)

    def _check(self, text: str, sha256: str, title: str | None) -> None:
        if digest(text) != sha256:
            raise WorkspaceError(
                f"The text of “{title or 'an article without a title'}” in {self.path} is not the one that was kept: "
                "the file has been damaged. Paste the article again; its corrections are still there."
            )


def _kept(
    key: str, title: str | None, outlet: str | None, published: str | None, opened: str, added: str, first: str,
    tags: str | None, text: str = "", found: str = "",
) -> Kept:  # fmt: skip
    before, _, rest = found.partition(_MARK[0])
    hit, _, after = rest.partition(_MARK[1])
    after = after.replace(_MARK[0], "").replace(_MARK[1], "")
    named = " ".join((title or first).split()) or "Untitled article"
    named_tags = tuple(tags.split("\n")) if tags else ()
    about = (outlet or "", published or "", named_tags, opened, added)
    return Kept(key, named, *about, before, hit, after, _place(text, before, hit, after), title or "")


def _place(text: str, before: str, hit: str, after: str) -> Span | None:
    """Where a text has these words, between the same ones (an ellipsis at either end is not the text's own)."""
    before, after = before.removeprefix("…"), after.removesuffix("…")
    at = text.find(before + hit + after) if hit else -1
    return None if at < 0 else Span(at + len(before), at + len(before) + len(hit))


def _chosen(selection: Selection) -> tuple[str, ...]:
    """What `_CHOSEN` asks for."""
    keys, outlet, tag = json.dumps(selection.keys), selection.outlet, selection.tag
    return keys, keys, outlet, outlet, tag, tag


def _report(
    name: str, _: str, text: str, title: str | None, outlet: str | None, published: str | None, url: str | None,
    reading: str, __: str,
) -> Report:  # fmt: skip
    read = Report.from_dict(json.loads(reading))
    # What was corrected since is no longer what the article itself says.
    known = {"outlet": outlet, "published": published}
    found = tuple(one for one in read.found if known[one.field] == one.value)
    return replace(read, id=name, text=text, title=title, outlet=outlet, published=published, url=url, found=found)


def _given(report: Report) -> str:
    """In which form an article was given, and what only its file told of it."""
    sections = [] if report.given_form == "text" else [[s.kind, s.start, s.end] for s in report.sections]
    found = [[one.field, one.value, one.where] for one in report.found]
    return json.dumps({"form": report.given_form, "sections": sections, "found": found})


def _reading(key: str, report: Report) -> tuple[str, tuple[str, str, str]]:
    """How a reading is written."""
    reading = json.dumps(report.to_dict() | {"text": ""}, ensure_ascii=False)
    row = (report.engine.label, reading, key)
    return "INSERT OR REPLACE INTO reports SELECT id, ?, ? FROM articles WHERE key = ?", row


def _digest(text: str | None) -> str:
    """Whose corrections they are: those of voices belong to no text."""
    return "" if text is None else digest(text)


def _row(correction: Correction) -> tuple[str, str, str, str]:
    row = to_dict(correction)
    return json.dumps(row["subject"]), row["field"], json.dumps(row["value"], ensure_ascii=False), row["when"]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
