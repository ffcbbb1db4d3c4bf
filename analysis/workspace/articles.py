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
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from ..corrections.model import Correction, Corrections, digest
from ..report import Article, Report
from . import given, seals, shelving, stored
from .listing import FIELDS, MARK, Kept, State, kept
from .memory import MemoryStore
from .place import default_path
from .selection import Selection
from .shelving import Change, Figures, Forgotten
from .sqlite_file import Store, WorkspaceError

__all__ = ["Kept", "State", "Workspace", "WorkspaceError", "default_path"]

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
    stored.SCHEMA,
    # Without it, to look up who has read an article reads its whole reading.
    ("CREATE INDEX reports_by_engine ON reports (article, engine)",),
)
"""The schema, one step for each version; a step that has been released is never changed."""

_AMONG = "key IN (SELECT value FROM json_each(?))"
_CHOSEN = (
    f"(? = '[]' OR {_AMONG}) AND (? = '' OR outlet = ?) "
    "AND (? = '' OR EXISTS (SELECT 1 FROM tags t WHERE t.article = a.id AND t.tag = ?))"
)
_WORD = re.compile(r"\w+")


class Workspace:
    """The workspace in a file; safe to share between threads, tabs and processes. A private one is in memory only."""

    def __init__(self, path: Path | None = None, *, private: bool = False) -> None:
        self._store: Store | MemoryStore = (
            MemoryStore(MIGRATIONS) if private else Store(path or default_path(), MIGRATIONS, stored.SEALS)
        )

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
        self.keep_all([(key, report)])

    def keep_all(self, articles: Iterable[tuple[str, Report]]) -> None:
        """Keep several, all or none."""
        with self._store.writing() as db:
            for key, report in articles:
                about = (report.title, report.outlet, report.published, report.url)
                db.execute(
                    "INSERT INTO articles "
                    "(key, name, sha256, text, title, outlet, published, url, given, added, opened) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET opened = excluded.opened",
                    (key, report.id, digest(report.text), report.text, *about, given.written(report), _now(), _now()),
                )
                db.execute(*stored.reading(key, report))

    def keep_readings(self, readings: Iterable[tuple[str, Report]]) -> None:
        """Keep other readings of articles that are kept, which are not opened by that."""
        with self._store.writing() as db:
            for key, report in readings:
                db.execute(*stored.reading(key, report))

    def report(self, key: str, engine: str | None = None) -> Report | None:
        """An article's reading by that engine (else the one found); None where there is none.

        Raises `WorkspaceError` where the text on the disk is not the one that was kept.
        """
        with self._store.reading() as db:
            row = db.execute(stored.READING, (key, engine)).fetchone()
        if row is None or (engine is not None and row[-1] != engine):
            return None
        if digest(row[2]) != row[1]:
            return self.report(key, engine) if self._healed() else self._refuse(row[3])
        return stored.report(*row)

    def article(self, key: str) -> Article | None:
        """An article as it was given, to be read anew; None where it is not kept."""
        with self._store.reading() as db:
            row = db.execute(
                "SELECT name, text, title, outlet, published, url, sha256, given FROM articles WHERE key = ?", (key,)
            ).fetchone()
        if row is None:
            return None
        *about, sha256, form = row
        if digest(row[1]) != sha256:
            return self.article(key) if self._healed() else self._refuse(row[2])
        return given.restored(Article(*about), form)

    def articles(self, search: str = "", tag: str = "", limit: int = 20, *, outlet: str = "") -> list[Kept]:
        """The articles that hold all words of a search, best first, or the last opened ones; with one tag or of one
        outlet, if given.
        """
        words, among = _WORD.findall(search), _chosen(Selection(tag=tag, outlet=outlet))
        with self._store.reading() as db:
            if not words:
                rows = db.execute(
                    f"SELECT {FIELDS} FROM articles a WHERE {_CHOSEN} ORDER BY a.opened DESC LIMIT ?",
                    (*among, limit),
                ).fetchall()
            else:
                query = " ".join(f'"{word}"' for word in words) + "*"
                rows = db.execute(
                    f"SELECT {FIELDS}, a.text, snippet(articles_fts, 1, ?, ?, '…', 24) FROM articles_fts "
                    f"JOIN articles a ON a.id = articles_fts.rowid WHERE articles_fts MATCH ? AND {_CHOSEN} "
                    "ORDER BY rank LIMIT ?",
                    (*MARK, query, *among, limit),
                ).fetchall()
        return [kept(*row) for row in rows]

    def chosen(self, selection: Selection) -> list[Kept]:
        """The articles of a selection, in the order in which they were published, then kept."""
        with self._store.reading() as db:
            rows = db.execute(
                f"SELECT {FIELDS} FROM articles a WHERE {_CHOSEN} ORDER BY a.published, a.id",
                _chosen(selection),
            ).fetchall()
        return [kept(*row) for row in rows]

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
        another. What has no reading, or a reading or a text that is damaged, is left out.
        """
        corrected = self.corrected(keys)
        with self._store.reading() as db:
            for key in keys:
                rows = db.execute(stored.READING, (key, engine)).fetchall()
                read = (stored.report(*row) for row in rows if digest(row[2]) == row[1])
                found = next((one for one in read if one is not None), None)
                if found is not None:
                    yield key, found, corrected.get(key, ())

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
            gone = shelving.take_out(db, keys)
        self._store.copies.soon()  # out of the copies too
        return gone

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

    def remember_each_outlet(self, each: bool) -> None:
        """Note whether the same text counts once in every outlet that printed it."""
        with self._store.writing() as db:
            shelving.remember(db, "each_outlet", "1" if each else "")

    def each_outlet(self) -> bool:
        """Whether the same text counts once in every outlet that printed it, as it was wanted last."""
        with self._store.reading() as db:
            return bool(shelving.remembered(db, "each_outlet"))

    # ------------------------------------------------------------------------------------------- corrections

    def corrections(self, text: str | None) -> Corrections:
        """The corrections of a text, in the order in which they were made; without a text, those of voices."""
        with self._store.reading() as db:
            rows = db.execute(
                "SELECT sha256, subject, field, value, made, seal FROM corrections WHERE sha256 = ? ORDER BY made, id",
                (_digest(text),),
            ).fetchall()
        return self._read(rows)

    def corrected(self, keys: Sequence[str]) -> dict[str, Corrections]:
        """The corrections of those of these articles that have some, by key."""
        with self._store.reading() as db:
            rows = db.execute(
                "SELECT key, c.sha256, subject, field, value, made, seal FROM articles a JOIN corrections c "
                f"ON c.sha256 = a.sha256 WHERE {_AMONG} ORDER BY made, c.id",
                (json.dumps(keys),),
            ).fetchall()
        found: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for key, *row in rows:
            found[key].append(tuple(row))
        return {key: made for key, own in found.items() if (made := self._read(own))}

    def _read(self, rows: Iterable[tuple[str, ...]]) -> Corrections:
        """Saved corrections; what cannot be read any more is left out, and told."""
        read = [stored.correction(*row) for row in rows]
        if None in read:
            self._store.tell(
                f"Some corrections that are saved in {self.path} are damaged and were left out; all others hold. "
                "Where you miss one, make it again."
            )
        return tuple(one for one in read if one is not None)

    def correct(self, text: str | None, corrections: Iterable[Correction]) -> None:
        """Save corrections of a text, or of voices (None), all or none; what is saved already is not saved twice."""
        self.correct_all([(text, corrections)])

    def correct_all(self, corrected: Iterable[tuple[str | None, Iterable[Correction]]]) -> None:
        """Save corrections of several texts, and of voices (None), all or none."""
        rows = [stored.row(_digest(text), one) for text, corrections in corrected for one in corrections]
        with self._store.writing() as db:
            db.executemany(stored.INSERT_CORRECTION, rows)

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
                "RETURNING sha256, subject, field, value, made, seal",
                (value, value),
            ).fetchall()
        return self._read(rows)

    # ------------------------------------------------------------------------------------------- safe and sound

    def wait(self) -> None:
        """Wait until the safety copy that is being made is there."""
        self._store.copies.wait()

    def _healed(self) -> bool:
        """Whether damaged texts could be put right from the safety copies."""
        if not self.writable:
            return False
        with self._store.writing() as db:
            return seals.heal(db, stored.SEALS, (self._store.copies.latest, self._store.copies.before))[0] > 0

    def _refuse(self, title: str | None) -> NoReturn:
        raise WorkspaceError(
            f"The text of “{title or 'an article without a title'}” in {self.path} is not the one that was kept: "
            "the file has been damaged. Paste the article again; its corrections are still there."
        )


def _chosen(selection: Selection) -> tuple[str, ...]:
    """What `_CHOSEN` asks for."""
    keys, outlet, tag = json.dumps(selection.keys), selection.outlet, selection.tag
    return keys, keys, outlet, outlet, tag, tag


def _digest(text: str | None) -> str:
    """Whose corrections they are: those of voices belong to no text."""
    return "" if text is None else digest(text)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
