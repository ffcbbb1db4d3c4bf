"""A report: everything that one reading of one article found, and its JSON (the contract).

The second schema adds to the first and changes nothing of it but `via`, which has a type; both are read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from . import plain
from .records import Actor, Country, Engine, Entity, Form, Found, Section, Statement

SCHEMA = 2
_READ = (1, 2)
_UNSHOWN = re.compile("[\x7f-\x9f\u2028\u2029]")
"""What JSON may hold as it is, but terminals obey and some readers take for line ends."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that one reading of one article found."""

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    """ISO 8601 date."""
    url: str | None = None
    language: str = "en"
    engine: Engine = field(default_factory=Engine)
    sections: tuple[Section, ...] = ()
    entities: tuple[Entity, ...] = ()
    actors: tuple[Actor, ...] = ()
    countries: tuple[Country, ...] = ()
    statements: tuple[Statement, ...] = ()
    notes: tuple[str, ...] = ()
    """Plain sentences that the reader should know: another language, control characters removed ..."""
    given_form: Form = "text"
    found: tuple[Found, ...] = ()
    """Which of outlet and date stand in the article itself, and where."""

    @property
    def repeats(self) -> frozenset[str]:
        """Ids of statements that say again what another one says in full and has among its places: shown once."""
        again = {place for statement in self.statements for place in statement.places}
        return frozenset(s.id for s in self.statements if s.content and again.issuperset(s.content))

    @property
    def focus(self) -> Country | None:
        """The country that the article is mainly about."""
        return next((country for country in self.countries if country.focus), None)

    def actor(self, actor_id: str | None) -> Actor | None:
        """The actor with that id, or None."""
        return next((actor for actor in self.actors if actor.id == actor_id), None)

    def to_dict(self) -> dict[str, Any]:
        """The report as the plain objects of the JSON contract."""
        return {
            "schema": SCHEMA,
            "id": self.id,
            "text": self.text,
            "title": self.title,
            "outlet": self.outlet,
            "published": self.published,
            "url": self.url,
            "language": self.language,
            "given": {"form": self.given_form} | ({"found": plain.of_found(self.found)} if self.found else {}),
            "engine": {"name": self.engine.name, "version": self.engine.version, "model": self.engine.model},
            "sections": [{"kind": s.kind, "start": s.start, "end": s.end} for s in self.sections],
            "entities": list(map(plain.of_entity, self.entities)),
            "actors": list(map(plain.of_actor, self.actors)),
            "countries": list(map(plain.of_country, self.countries)),
            "statements": list(map(plain.of_statement, self.statements)),
            "notes": list(self.notes),
        }

    def to_json(self) -> str:
        """The report as one line of JSON (UTF-8 text; nothing inside that any reader takes for the end of a line)."""
        return json_line(self.to_dict())

    @classmethod
    def from_json(cls, line: str) -> Report:
        """The report that `to_json` wrote. Raises ValueError on anything else."""
        return cls.from_dict(json.loads(line))

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Report:
        """The report behind the objects of `to_dict`. Raises ValueError on anything else."""
        try:
            if row["schema"] not in _READ:
                raise ValueError(f"This report has schema {row['schema']!r}; this version reads {_SCHEMAS}.")
            return cls._read(row)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"This is not an onrecord report ({_SCHEMAS}): {error!r}.") from error

    @classmethod
    def _read(cls, row: Mapping[str, Any]) -> Report:
        actors = tuple(map(plain.actor, row["actors"]))
        return cls(
            id=row["id"],
            text=row["text"],
            title=row["title"],
            outlet=row["outlet"],
            published=row["published"],
            url=row["url"],
            language=row["language"],
            engine=Engine(**row["engine"]),
            sections=tuple(map(plain.section, row["sections"])),
            entities=tuple(Entity(**entity) for entity in row["entities"]),
            actors=actors,
            countries=tuple(map(plain.country, row["countries"])),
            statements=tuple(plain.statement(statement, actors) for statement in row["statements"]),
            notes=tuple(row.get("notes", ())),
            given_form=plain.form(row["given"]["form"] if row["schema"] > 1 else "text"),
            found=plain.found(row, row["given"].get("found", {}) if row["schema"] > 1 else {}),
        )


def json_line(value: object) -> str:
    """Plain objects as JSON in one line, whoever reads it."""
    return _UNSHOWN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(value, ensure_ascii=False))


_SCHEMAS = "schema " + " or ".join(map(str, _READ))
