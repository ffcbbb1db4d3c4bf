"""The kept articles as a library: their figures, changes of many at once, forgetting with a way back, what was open.

Functions on a connection, for `Workspace` to call inside one transaction: all of it is saved, or nothing.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..corrections.apply import apply
from ..corrections.model import Corrections
from ..report import Report

MAX_TAG = 60
"""Characters that a tag may have."""
MAX_TAGS = 30
MAX_TITLE = 300
MAX_OUTLET = 200

SCHEMA = (
    """CREATE TABLE figures (
        article INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE, state TEXT NOT NULL,
        words INTEGER NOT NULL, statements INTEGER NOT NULL, checked INTEGER NOT NULL, countries INTEGER NOT NULL)""",
    "CREATE TABLE last (what TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TRIGGER articles_renamed AFTER UPDATE OF title ON articles BEGIN
        INSERT INTO articles_fts (articles_fts, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
        INSERT INTO articles_fts (rowid, title, text) VALUES (new.id, new.title, new.text); END""",
)
"""What the workspace's schema has for this."""

_WAY = 2
"""Which way of counting (`figures_of`) it is: raised with another one, so that what was counted before is anew."""
_STATE = (
    f"'{_WAY} ' || (SELECT group_concat(engine) FROM reports WHERE article = a.id) || ' ' || count(c.id) || ' ' "
    "|| coalesce(max(c.made), '')"
)
"""Changes whenever an article's readings or corrections do, or the way of counting; nothing where it has no reading."""
_STATES = f"SELECT a.id, a.key, {_STATE} AS state FROM articles a LEFT JOIN corrections c USING (sha256) GROUP BY a.id"
_AMONG = "key IN (SELECT value FROM json_each(?))"
_OWNED = ("tags", "reports", "figures")
"""Tables whose rows go with their article."""
FORGOTTEN = "forgotten"
"""Under this name are the keys that the safety copies still have to forget."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


class Refused(ValueError):  # noqa: N818 -- it becomes a WorkspaceError, which tells the reader
    """What is to be written does not fit; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Figures:
    """An article in numbers, as its corrections would have it."""

    words: int
    statements: int
    checked: int
    """Statements that a person has looked at."""
    countries: int


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be changed of an article; None leaves it as it is."""

    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    """ISO 8601 date; empty takes the date away."""
    tags: tuple[str, ...] | None = None
    more_tags: tuple[str, ...] = ()
    less_tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Articles that were taken out, whole: enough to put them back."""

    rows: tuple[tuple[str, dict[str, Any]], ...]
    """A table and one of its rows, articles first."""

    @property
    def number(self) -> int:
        """How many articles."""
        return sum(table == "articles" for table, _ in self.rows)


def figures_of(report: Report, corrections: Corrections = ()) -> Figures:
    """What a list says of a reading: the statements that the pages show at first, and how many of all were checked."""
    corrected = apply(report, corrections) if corrections else report
    repeats = corrected.repeats
    own = [statement for statement in corrected.statements if statement.id not in repeats]
    shown = [statement for statement in own if statement.stands]
    checked = sum(statement.checked != "" for statement in own)
    return Figures(len(report.text.split()), len(shown), checked, len(corrected.countries))


def stale(db: sqlite3.Connection) -> dict[str, str]:
    """The keys of the articles whose figures are not those of their reading and corrections now, with their state."""
    rows = db.execute(
        f"SELECT s.key, s.state FROM ({_STATES}) s LEFT JOIN figures f ON f.article = s.id "
        "WHERE s.state IS NOT NULL AND f.state IS NOT s.state"
    )
    return dict(rows.fetchall())


def write_figures(db: sqlite3.Connection, found: Mapping[str, Figures], states: Mapping[str, str]) -> None:
    """Keep figures with the state of their article that they belong to."""
    db.executemany(
        "INSERT OR REPLACE INTO figures SELECT id, ?, ?, ?, ?, ? FROM articles WHERE key = ?",
        [(states[key], own.words, own.statements, own.checked, own.countries, key) for key, own in found.items()],
    )


def read_figures(db: sqlite3.Connection) -> dict[str, Figures]:
    """The figures of all articles that have some, by key."""
    rows = db.execute("SELECT key, words, statements, checked, countries FROM figures JOIN articles ON id = article")
    return {key: Figures(*numbers) for key, *numbers in rows}


def change(db: sqlite3.Connection, changes: Mapping[str, Change]) -> list[str]:
    """Change articles; the keys of those that lost their readings, which depend on the date that was changed."""
    unread = []
    for key, wanted in changes.items():
        row = db.execute("SELECT id, published FROM articles WHERE key = ?", (key,)).fetchone()
        if row is None:
            continue
        own, published = row
        if wanted.published is not None and (wanted.published or None) != published:
            db.execute("DELETE FROM reports WHERE article = ?", (own,))
            db.execute("UPDATE articles SET published = ? WHERE id = ?", (wanted.published or None, own))
            unread.append(key)
        for column, value, most in (("title", wanted.title, MAX_TITLE), ("outlet", wanted.outlet, MAX_OUTLET)):
            if value is not None:
                db.execute(f"UPDATE articles SET {column} = ? WHERE id = ?", (_clean(value)[:most] or None, own))
        _change_tags(db, own, wanted)
    return unread


def _change_tags(db: sqlite3.Connection, own: int, wanted: Change) -> None:
    if wanted.tags is None and not wanted.more_tags and not wanted.less_tags:
        return
    before = [tag for (tag,) in db.execute("SELECT tag FROM tags WHERE article = ? ORDER BY tag", (own,))]
    given = wanted.tags if wanted.tags is not None else before
    named = dict.fromkeys(_clean(tag) for tag in (*given, *wanted.more_tags))
    left = [tag for tag in named if tag and tag not in wanted.less_tags]
    if len(left) > MAX_TAGS or any(len(tag) > MAX_TAG for tag in left):
        raise Refused(f"Nothing was changed: an article has up to {MAX_TAGS} tags of up to {MAX_TAG} characters.")
    db.execute("DELETE FROM tags WHERE article = ?", (own,))
    db.executemany("INSERT INTO tags VALUES (?, ?)", [(own, tag) for tag in left])


def take_out(db: sqlite3.Connection, keys: Sequence[str]) -> Forgotten:
    """Take articles out with all that belongs to them; the corrections of their texts stay."""
    asked = (json.dumps(list(keys)),)
    rows = list(_rows(db, "articles", _AMONG, asked))
    for table in _OWNED:
        rows += _rows(db, table, f"article IN (SELECT id FROM articles WHERE {_AMONG})", asked)
    db.execute(f"DELETE FROM articles WHERE {_AMONG}", asked)
    before = json.loads(remembered(db, FORGOTTEN) or "[]")
    remember(db, FORGOTTEN, json.dumps([*before, *keys]))
    return Forgotten(tuple(rows))


def put_back(db: sqlite3.Connection, forgotten: Forgotten) -> None:
    """Put back what was taken out; an article that is here again already stays as it is now."""
    new: dict[int, int] = {}
    for table, row in forgotten.rows:
        if table == "articles":
            if db.execute("SELECT 1 FROM articles WHERE key = ?", (row["key"],)).fetchone() is None:
                taken = db.execute("SELECT 1 FROM articles WHERE id = ?", (row["id"],)).fetchone() is not None
                new[row["id"]] = _insert(db, table, row | ({"id": None} if taken else {}))
        elif row["article"] in new:
            _insert(db, table, row | {"article": new[row["article"]]})


def remember(db: sqlite3.Connection, what: str, value: str) -> None:
    """Note what was done last."""
    db.execute("INSERT OR REPLACE INTO last VALUES (?, ?)", (what, value))


def remembered(db: sqlite3.Connection, what: str) -> str | None:
    """What was done last; None where nothing was."""
    row = db.execute("SELECT value FROM last WHERE what = ?", (what,)).fetchone()
    return None if row is None else str(row[0])


def _rows(db: sqlite3.Connection, table: str, where: str, asked: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    found = db.execute(f"SELECT * FROM {table} WHERE {where} ORDER BY 1", tuple(asked))
    names = [column[0] for column in found.description]
    for row in found.fetchall():
        yield table, dict(zip(names, row, strict=True))


def _insert(db: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> int:
    marks = ", ".join("?" * len(row))
    done = db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
    return done.lastrowid or 0


def _clean(words: str) -> str:
    return " ".join(_CONTROL.sub(" ", words).split())
