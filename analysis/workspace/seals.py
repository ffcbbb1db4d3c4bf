"""Words that are stored with the SHA-256 that they had: whether they are still the same, and the same from a copy.

SQLite notices a damaged page, but not a letter that has become another one inside a cell.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from . import faults


@dataclass(frozen=True, slots=True)
class Seal:
    """A table whose rows have a seal."""

    table: str
    name: tuple[str, ...]
    """The columns that a row is known by, in every copy."""
    words: str
    """What is sealed: an SQL expression over the row."""
    seal: str
    """The column with the SHA-256 of it; rows that are older than it have none."""

    @property
    def broken(self) -> str:
        """The SQL condition that a row is not what it was."""
        # As bytes: what is damaged may be no text any more.
        return f"{self.seal} IS NOT NULL AND sha256(CAST(({self.words}) AS BLOB)) IS NOT {self.seal}"


def sealed(words: str) -> str:
    """The seal of these words."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def teach(connection: sqlite3.Connection) -> None:
    """Let this connection compute seals."""
    connection.create_function("sha256", 1, _sha256, deterministic=True)


def _sha256(words: bytes | None) -> str | None:
    return None if words is None else hashlib.sha256(words).hexdigest()


def as_text(words: bytes) -> str:
    """How a connection reads its texts (`text_factory`): damaged ones too, so that the seal tells."""
    return words.decode("utf-8", "replace")


def heal(connection: sqlite3.Connection, seals: Iterable[Seal], copies: Iterable[Path]) -> tuple[int, int]:
    """Put right what is broken from the first copy where it is whole; how many rows were, and how many could not be."""
    teach(connection)
    healed = lost = 0
    sources = [path for path in copies if path.is_file()]
    for seal in seals:
        rows = connection.execute(f"SELECT {', '.join(seal.name)} FROM {seal.table} WHERE {seal.broken}").fetchall()
        for row in rows:
            if any(_taken(connection, seal, row, source) for source in sources):
                healed += 1
            else:
                lost += 1
    return healed, lost


def _taken(connection: sqlite3.Connection, seal: Seal, row: tuple[object, ...], source: Path) -> bool:
    """Whether this copy had the row whole; then the row is as there."""
    named = " AND ".join(f"{column} = ?" for column in seal.name)
    try:
        with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            teach(copy)
            copy.text_factory = as_text
            found = copy.execute(
                f"SELECT * FROM {seal.table} WHERE {named} AND {seal.seal} IS NOT NULL AND NOT ({seal.broken})", row
            )
            columns = [column[0] for column in found.description]
            whole = found.fetchone()
    except faults.BROKEN:
        return False  # damaged itself, or of an older schema
    if whole is None:
        return False
    # Only what is sealed and its seal: the rest may have been changed since.
    own = {seal.seal, *re.findall(r"\w+", seal.words)}
    values = {name: value for name, value in zip(columns, whole, strict=True) if name in own}
    put = ", ".join(f"{name} = ?" for name in values)
    connection.execute(f"UPDATE {seal.table} SET {put} WHERE {named}", (*values.values(), *row))
    return True
