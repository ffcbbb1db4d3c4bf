"""Corrections laid over a report: the same record as the engine makes, so that every table, chart and file follows.

First what is no country goes and what is another one moves there (places.py), then actors are renamed and merged, then
each statement gets what was said of it. What a correction refers to and this report lacks is passed over: the
correction stays in its layer and may fit the next reading.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..report import (
    Actor,
    Checked,
    Country,
    Entity,
    Kind,
    Likely,
    Report,
    Span,
    Spans,
    Speaker,
    Statement,
    Target,
    join_content,
)
from .model import Correction, Who, latest
from .places import touches, with_countries

_OPENING = "“\"„«‘'"


@dataclass(frozen=True, slots=True)
class Score:
    """How well the engine did, by what a person checked of it."""

    checked: int
    right: int
    """Accepted as they were."""
    missed: int
    """Added by hand: the engine had not found them."""

    def __str__(self) -> str:
        parts = [f"{self.checked:,} checked, {self.right:,} right"]
        parts[0] += f" ({self.right / self.checked:.0%})" if self.checked else ""
        return ", ".join([*parts, f"{self.missed:,} missed"] if self.missed else parts)


def score(checked: Iterable[str]) -> Score:
    """The engine's score, by what a person made of each statement (`Statement.checked`)."""
    made = list(checked)
    right, missed = made.count("accepted"), made.count("added")
    return Score(right + made.count("corrected") + made.count("rejected"), right, missed)


def apply(report: Report, corrections: Iterable[Correction]) -> Report:
    """The report as the corrections would have it; without any, the report itself."""
    counting = latest(corrections)
    if not counting:
        return report
    at_places = [c for c in counting if isinstance(c.subject, Span)]
    of_statements: defaultdict[str, dict[str, Any]] = defaultdict(dict)  # `correct` has checked what a field may hold
    for correction in counting:
        if isinstance(correction.subject, str):
            of_statements[correction.subject][correction.field] = correction.value
    report = with_countries(report, at_places)
    cast = _CorrectedCast(report.actors)
    for correction in at_places:
        cast.take(correction)
    report = cast.onto(report)
    statements = _with_missed(report, of_statements)
    statements = [_corrected(s, of_statements[s.id], cast, report) if s.id in of_statements else s for s in statements]
    return replace(report, actors=cast.all(), statements=tuple(map(_with_tone_toward_somebody, statements)))


def anchor(report: Report, actor: Actor) -> Span | None:
    """Where the text names an actor, best where it names no other: the actor's handle for corrections."""
    shared = {mention.span for other in report.actors if other.id != actor.id for mention in other.mentions}
    order = {"name": 0, "nominal": 1, "pronoun": 2}
    ranked = sorted(actor.mentions, key=lambda m: (m.span in shared, order.get(m.kind, 3), m.start))
    return ranked[0].span if ranked else None


# ----------------------------------------------------------------------------------------------------- actors


class _CorrectedCast:
    """The actors of a report while they are renamed, merged and added to."""

    def __init__(self, actors: Sequence[Actor]) -> None:
        self._machine = {actor.id: actor for actor in actors}
        self._parent = {actor.id: actor.id for actor in actors}
        self._names: dict[str, str] = {}
        self._new: dict[str, Actor] = {}
        self._at: dict[Span, str] = {}
        for actor in actors:
            for mention in actor.mentions:
                self._at.setdefault(mention.span, actor.id)
        self._final = self._machine
        self._by_name = _by_name(actors)

    def take(self, correction: Correction) -> None:
        """Note that an actor has another name, or is the same as another."""
        own = self._id_at(correction.subject) if isinstance(correction.subject, Span) else None
        if own is None:
            return
        if correction.field == "name":
            self._names[own] = str(correction.value)
        elif correction.field == "same" and isinstance(correction.value, Who):
            other = self._id_of(correction.value)
            if other is not None:
                self._parent[self._root(own)] = self._root(other)

    def onto(self, report: Report) -> Report:
        """The report with these actors in place of the engine's, everywhere."""
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for own in self._machine:
            groups[self._root(own)].append(own)
        self._final = {root: self._one(root, members) for root, members in groups.items()}
        self._by_name = _by_name(self._final.values())
        changed = {
            own: self._final[self._root(own)]
            for own, actor in self._machine.items()
            if self._final[self._root(own)] != actor
        }
        if not changed:
            return report
        return replace(
            report,
            entities=tuple(_entity_of(entity, changed) for entity in report.entities),
            statements=tuple(_statement_of(statement, changed) for statement in report.statements),
        )

    def who(self, wanted: Who) -> Actor:
        """The actor that a corrector means; a new one where the text has none of that name."""
        own = self._id_of(wanted)
        if own is not None:
            return self._final[self._root(own)]
        key = wanted.name.casefold()
        if key not in self._new:
            own = "h" + hashlib.sha256(key.encode()).hexdigest()[:8]
            self._new[key] = Actor(own, wanted.name.strip(), "unknown")
        return self._new[key]

    def all(self) -> tuple[Actor, ...]:
        """The actors: the engine's in their order, then those that a person named."""
        return (*self._final.values(), *self._new.values())

    def _root(self, own: str) -> str:
        while self._parent[own] != own:
            self._parent[own] = self._parent[self._parent[own]]
            own = self._parent[own]
        return own

    def _id_at(self, span: Span) -> str | None:
        if span in self._at:
            return self._at[span]
        near = [place for place in self._at if place.overlaps(span)]
        best = max(near, key=lambda place: min(place.end, span.end) - max(place.start, span.start), default=None)
        return None if best is None else self._at[best]

    def _id_of(self, wanted: Who) -> str | None:
        own = self._id_at(wanted.at) if wanted.at else None
        return own or self._by_name.get(wanted.name.strip().casefold())

    def _one(self, root: str, members: Sequence[str]) -> Actor:
        """One actor out of those that are the same: the root's name and kind, everybody's mentions."""
        first = self._machine[root]
        if len(members) == 1 and root not in self._names:
            return first
        rest = [self._machine[own] for own in members if own != root]
        name = self._names.get(root, first.name)
        names = [first.name, *first.aliases]
        names += [
            alias for other in rest for alias in (self._names.get(other.id, other.name), other.name, *other.aliases)
        ]
        return replace(
            first,
            name=name,
            role=first.role or next((other.role for other in rest if other.role), None),
            country=first.country or next((other.country for other in rest if other.country), None),
            aliases=tuple(alias for alias in dict.fromkeys(names) if alias != name),
            mentions=tuple(
                sorted({m for a in (first, *rest) for m in a.mentions}, key=lambda m: (m.start, m.end, m.kind))
            ),
        )


def _by_name(actors: Iterable[Actor]) -> dict[str, str]:
    """The id of the actor of each name; a name before an alias, the first before a later one."""
    actors = list(actors)
    named = [(actor.name, actor.id) for actor in actors]
    named += [(alias, actor.id) for actor in actors for alias in actor.aliases]
    return {name.casefold(): own for name, own in reversed(named)}


def _entity_of(entity: Entity, changed: Mapping[str, Actor]) -> Entity:
    actor = changed.get(entity.actor or "")
    return entity if actor is None else replace(entity, actor=actor.id)


def _statement_of(statement: Statement, changed: Mapping[str, Actor]) -> Statement:
    speaker = changed.get(statement.speaker.actor or "")
    about: dict[str, Target] = {}
    for target in statement.about:
        actor = changed.get(target.actor or "")
        if actor is not None:
            target = replace(target, actor=actor.id, name=actor.name, type=actor.type, country=actor.country)
        key = target.actor or target.name
        same = about.get(key)
        about[key] = target if same is None else replace(
            same, main=same.main or target.main, mentions=tuple(sorted({*same.mentions, *target.mentions})),
            probability=(same if same.main or not target.main else target).probability,
        )  # fmt: skip
    who = statement.speaker
    if speaker is not None:
        who = replace(_speaker(speaker), probability=who.probability)
    who = replace(who, likely=_likely_of(who.likely, changed))
    return replace(statement, speaker=who, about=tuple(about.values()))


def _likely_of(likely: Sequence[Likely], changed: Mapping[str, Actor]) -> tuple[Likely, ...]:
    """Who may have said it, under their new names; the chances of those who are one are added."""
    found: dict[str, Likely] = {}
    for one in likely:
        actor = changed.get(one.actor or "")
        new = one if actor is None else replace(one, actor=actor.id, name=actor.name)
        key = new.actor or new.name
        before = found[key].probability if key in found else 0.0
        found[key] = replace(new, probability=min(1.0, before + new.probability))
    return tuple(sorted(found.values(), key=lambda one: -one.probability))


def _speaker(actor: Actor) -> Speaker:
    return Speaker(actor.id, actor.name, actor.type, actor.role, actor.country)


# ------------------------------------------------------------------------------------------------- statements


def _with_missed(report: Report, of_statements: Mapping[str, Mapping[str, Any]]) -> list[Statement]:
    """The statements with those that a person added, in the order of the text."""
    known = {statement.id for statement in report.statements}
    missed = [
        _missed(report.text, own, fields["content"])
        for own, fields in of_statements.items()
        if "content" in fields and own not in known
    ]
    statements = list(report.statements)
    for new in sorted(missed, key=lambda statement: statement.start):
        at = next((i for i, statement in enumerate(statements) if statement.start > new.start), len(statements))
        statements.insert(at, new)
    return statements


def _missed(text: str, own: str, content: Spans) -> Statement:
    kind: Kind = "direct" if text[content[0].start] in _OPENING else "indirect"
    words = join_content(text, content)
    who = Speaker(None, "unknown", "unknown")
    return Statement(own, kind, who, content, words, confidence=1.0, reasons=("added by hand",), checked="added")


def _corrected(statement: Statement, fields: Mapping[str, Any], cast: _CorrectedCast, report: Report) -> Statement:
    """A statement as a person would have it, with what was changed among its reasons."""
    new = statement
    if "speaker" in fields:
        new = replace(new, speaker=_speaker(cast.who(fields["speaker"])))
    if "target" in fields:
        new = _aimed_at(new, fields["target"], cast, report)
    if "tone" in fields:
        new = replace(new, tone=fields["tone"], tone_probability=None)
    if "country" in fields:
        new = replace(new, countries=fields["country"])
    if statement.checked != "added":
        changes = _changes(statement, new)
        # A correction that the engine now agrees with is as good as a yes.
        agreed = fields.get("verdict") == "accept" or bool(fields.keys() - {"verdict"})
        checked: Checked = "corrected" if changes else "accepted" if agreed else ""
        new = replace(new, checked=checked, reasons=(*new.reasons, *changes))
    if fields.get("verdict") == "reject":
        new = replace(new, checked="rejected")
    return new


def _with_tone_toward_somebody(statement: Statement) -> Statement:
    """A statement without a tone where there is nobody that it is toward: no target, or one that was merged away."""
    if statement.main is not None or (statement.tone is None and statement.tone_probability is None):
        return statement
    return replace(statement, tone=None, tone_probability=None)


def _aimed_at(statement: Statement, wanted: object, cast: _CorrectedCast, report: Report) -> Statement:
    """The statement with this main target, or with none; its countries follow."""
    old = statement.main
    if not isinstance(wanted, Who):
        rest = tuple(
            replace(target, main=False, probability=None) if target.main else target for target in statement.about
        )
        return replace(statement, about=rest, tone=None, tone_probability=None)
    actor = cast.who(wanted)
    same = next((target for target in statement.about if target.actor == actor.id), None)
    mentions = same.mentions if same else ()
    main = Target(actor.id, actor.name, actor.type, actor.country, True, mentions)
    rest = tuple(target for target in statement.about if target not in (old, same))
    codes = list(statement.countries)
    if (
        old is not None
        and old is not same
        and old.country in codes
        and not _is_named(old.country, statement, rest, report)
    ):
        codes.remove(old.country)
    if actor.country and actor.country not in codes:
        codes.append(actor.country)
    # The tone stays, but how likely it is was told of the tone toward the target before.
    chance = statement.tone_probability if same is not None and same is old else None
    return replace(statement, about=(main, *rest), countries=tuple(codes), tone_probability=chance)


def _is_named(code: str | None, statement: Statement, rest: Sequence[Target], report: Report) -> bool:
    country: Country | None = next((country for country in report.countries if country.alpha2 == code), None)
    inside = country is not None and touches([mention.span for mention in country.mentions], statement.content)
    return inside or any(target.country == code for target in rest)


def _changes(old: Statement, new: Statement) -> tuple[str, ...]:
    """What a person changed, each in one sentence."""
    found = []
    if (old.speaker.actor, old.speaker.name) != (new.speaker.actor, new.speaker.name):
        found.append(f"speaker changed by hand, was “{old.speaker.name}”")
    before, after = old.main, new.main
    if (before and (before.actor, before.name)) != (after and (after.actor, after.name)):
        found.append(f"target changed by hand, was {f'“{before.name}”' if before else 'nobody'}")
    if old.tone != new.tone and (before is None) == (after is None):
        found.append("tone changed by hand")
    if set(old.countries) != set(new.countries) and before == after:
        found.append("countries changed by hand")
    return tuple(found)
