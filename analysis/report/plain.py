"""The parts of a report as the plain objects of its JSON, and back: what is read is refused where it is none.

`of_...` makes an object; the function of the part's own name reads one. A field that says nothing is left out where the
first schema did not have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from .records import (
    Act,
    Actor,
    ActorMention,
    ActorType,
    Checked,
    Country,
    CountryMention,
    Entity,
    Form,
    Found,
    How,
    Kind,
    Likely,
    MentionKind,
    Section,
    SectionKind,
    Span,
    Spans,
    Speaker,
    Statement,
    Target,
    Tone,
    Via,
    ViaType,
    Where,
)

# What each may be: asked of Literal types themselves, it would be the slowest part of reading a report.
_SECTIONS = get_args(SectionKind)
_MENTIONS = get_args(MentionKind)
_HOW = get_args(How)
_KINDS = get_args(Kind)
_ACTS = get_args(Act)
_TONES = get_args(Tone)
_CHECKS = get_args(Checked)
_FORMS = get_args(Form)
_WHERE = get_args(Where)
_VIA = get_args(ViaType)
_ACTORS = get_args(ActorType)


def of_entity(e: Entity) -> dict[str, Any]:
    """An entity as a plain object."""
    return {"start": e.start, "end": e.end, "text": e.text, "label": e.label, "actor": e.actor, "country": e.country}


def of_actor(a: Actor) -> dict[str, Any]:
    """An actor as a plain object; its mentions are lists of three."""
    mentions = [[m.start, m.end, m.kind] for m in a.mentions]
    head = {"id": a.id, "name": a.name, "type": a.type, "role": a.role, "country": a.country}
    return head | {"aliases": list(a.aliases), "mentions": mentions}


def of_country(c: Country) -> dict[str, Any]:
    """A country as a plain object."""
    mentions = [{"start": m.start, "end": m.end, "text": m.text, "how": m.how, "why": m.why} for m in c.mentions]
    head = {"alpha2": c.alpha2, "alpha3": c.alpha3, "name": c.name, "count": c.count, "focus": c.focus}
    return head | {"mentions": mentions}


def of_statement(s: Statement) -> dict[str, Any]:
    """A statement as a plain object."""
    row = {
        "id": s.id,
        "kind": s.kind,
        "speaker": _of_speaker(s.speaker),
        "source": _pairs(s.source),
        "cue": _pairs(s.cue),
        "cue_lemma": s.cue_lemma,
        "act": s.act,
        "content": _pairs(s.content),
        "text": s.text,
        "via": None if s.via is None else {"name": s.via.name, "type": s.via.type},
        "about": list(map(_of_target, s.about)),
        "countries": list(s.countries),
        "tone": s.tone,
        "tone_probability": s.tone_probability,
        "negated": s.negated,
        "speech": s.speech,
        "confidence": s.confidence,
        "reasons": list(s.reasons),
    }
    if s.places:
        row["places"] = _pairs(s.places)
    # Only a person checks: what the engine alone has read has no such field.
    return row | {"checked": s.checked} if s.checked else row


def _of_speaker(s: Speaker) -> dict[str, Any]:
    head = {"actor": s.actor, "name": s.name, "type": s.type, "role": s.role, "country": s.country}
    row = head | {"probability": s.probability}
    likely = [{"actor": one.actor, "name": one.name, "probability": one.probability} for one in s.likely]
    return row | {"likely": likely} if likely else row


def _of_target(t: Target) -> dict[str, Any]:
    head = {"actor": t.actor, "name": t.name, "type": t.type, "country": t.country, "main": t.main}
    return head | {"mentions": _pairs(t.mentions), "probability": t.probability}


def _pairs(spans: Spans) -> list[list[int]]:
    return [[start, end] for start, end in spans]


def section(row: Mapping[str, Any]) -> Section:
    """The section of a plain object."""
    return Section(**{**row, "kind": _one_of(_SECTIONS, row["kind"], "kind of a section")})


def actor(row: Mapping[str, Any]) -> Actor:
    """The actor of a plain object."""
    mentions = tuple(
        ActorMention(start, end, _one_of(_MENTIONS, kind, "kind of a mention")) for start, end, kind in row["mentions"]
    )
    return Actor(**{**row, "type": _actor_type(row), "aliases": tuple(row["aliases"]), "mentions": mentions})


def country(row: Mapping[str, Any]) -> Country:
    """The country of a plain object."""
    mentions = tuple(
        CountryMention(**{**mention, "how": _one_of(_HOW, mention["how"], "way of a country's mention")})
        for mention in row["mentions"]
    )
    return Country(row["alpha2"], row["alpha3"], row["name"], mentions, row["focus"])


def statement(row: Mapping[str, Any], actors: Iterable[Actor]) -> Statement:
    """The statement of a plain object, of the first schema or the second; `actors`: those of its report."""
    fixed = {
        "kind": _one_of(_KINDS, row["kind"], "kind of a statement"),
        "speaker": _speaker(row["speaker"]),
        "source": _spans(row["source"]),
        "cue": _spans(row["cue"]),
        "act": _one_of(_ACTS, row["act"], "act of a statement"),
        "content": _spans(row["content"]),
        "via": None if row["via"] is None else _via(row["via"], actors),
        "about": tuple(map(_target, row["about"])),
        "countries": tuple(row["countries"]),
        "tone": None if row["tone"] is None else _one_of(_TONES, row["tone"], "tone of a statement"),
        "tone_probability": _probability(row.get("tone_probability"), "a tone"),
        "reasons": tuple(row["reasons"]),
        "checked": _one_of(_CHECKS, row.get("checked", ""), "check of a statement"),
        "places": _spans(row.get("places", ())),
    }
    return Statement(**{**row, **fixed})


def form(value: object) -> Form:
    """The form in which an article was given."""
    read: Form = _one_of(_FORMS, value, "form of an article")
    return read


def of_found(found: Iterable[Found]) -> dict[str, str]:
    """Of outlet and date, where in the article each was found."""
    return {one.field: one.where for one in found}


def found(row: Mapping[str, Any], where: Mapping[str, str]) -> tuple[Found, ...]:
    """What of a report's outlet and date was found in the article itself."""
    return tuple(Found(name, row[name], _one_of(_WHERE, place, "place of an origin")) for name, place in where.items())


def _speaker(row: Mapping[str, Any]) -> Speaker:
    likely = tuple(
        Likely(**{**one, "probability": _probability(one["probability"], "a likely speaker")})
        for one in row.get("likely", ())
    )
    chance = _probability(row.get("probability"), "a speaker")
    return Speaker(**{**row, "type": _actor_type(row), "probability": chance, "likely": likely})


def _target(row: Mapping[str, Any]) -> Target:
    fixed = {
        "type": _actor_type(row),
        "mentions": _spans(row["mentions"]),
        "probability": _probability(row.get("probability"), "a target"),
    }
    return Target(**{**row, **fixed})


def _via(row: Mapping[str, Any], actors: Iterable[Actor]) -> Via:
    """Through whom it is reported; the first schema has no type, so that the actor of that name tells it."""
    if "type" in row:
        return Via(**{**row, "type": _one_of(_VIA, row["type"], "type of a channel")})
    types = {actor.name: actor.type for actor in reversed(tuple(actors))}
    return Via.of(row["name"], types.get(row["name"], "org"))


def _spans(pairs: Iterable[Iterable[int]]) -> Spans:
    return tuple(Span(*pair) for pair in pairs)


def _actor_type(row: Mapping[str, Any]) -> ActorType:
    read: ActorType = _one_of(_ACTORS, row["type"], "type of an actor")
    return read


def _one_of(values: tuple[Any, ...], value: object, what: str) -> Any:
    """The value, if it is one of these."""
    for known in values:
        if value == known and type(value) is type(known):
            return value
    raise ValueError(f"The {what} is {value!r}; it can be {', '.join(map(repr, values))}.")


def _probability(value: float | None, what: str) -> float | None:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1):
        return value
    raise ValueError(f"The probability of {what} is {value!r}; it can be a number from 0 to 1, or null.")
