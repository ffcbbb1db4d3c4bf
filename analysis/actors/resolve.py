"""Who stands behind every name, office, description and pronoun of an article.

`resolve_actors` reads the text once from left to right: names first (`naming`), then each pronoun and definite
description is given to the actor that the text so far makes likeliest (`pronouns`), with a probability and a reason in
plain words. A statement's speaker is the actor behind its source.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from types import MappingProxyType

from spacy.tokens import Token

from ..english.lexicon import fold, roles, words
from ..english.noun_phrases import (
    is_noun,
    is_plural,
    is_subject,
    left_edge,
    lemma,
    looks_like_person,
    noun_kind,
    source_head,
    text_of,
    without_article,
)
from ..reader.parsed import ParsedArticle
from ..report import Actor, ActorMention, Country, Speaker
from .cast import AUTHOR, UNKNOWN, Attribution, Cast, Key, Mention, Resolved, attribution_key
from .offices import apposed_before, held_roles, role_gender
from .state import Phrase, Source
from .unsourced import Implied

_BESIDE = 8
"""Words from a description to the name that a comma ties to it."""

__all__ = ["Attribution", "Cast", "Mention", "Resolved", "resolve_actors"]


def resolve_actors(
    parsed: ParsedArticle, countries: Sequence[Country] = (), attributions: Sequence[Attribution] = ()
) -> Cast:
    """The cast of an article: its actors, their mentions and the speaker of every attribution."""
    return _Reader(parsed, countries, attributions).read()


class _Reader(Implied):
    """The walk through a text, from its first word to its last."""

    def read(self) -> Cast:
        for mention in self.named.mentions:
            for at in range(mention.start, mention.end):
                self.by_token.setdefault(at, mention.actor)
            self._learn_roles(mention)
        waiting = deque(self.sources)
        for i, token in enumerate(self.doc):
            if i in self.named_at:
                self._name(self.named_at[i])
            elif i not in self.by_token:
                self._word(i, token)
            while waiting and waiting[0].at <= i:
                self._speak(waiting.popleft())
        for source in waiting:
            self._speak(source)
        self._first_person()
        return self._cast()

    def _name(self, mention: Mention) -> None:
        draft = self.drafts[mention.actor]
        place = mention.place and not self._acts(mention.head)
        if not place and not mention.modifier:
            draft.place = False
        if draft.type == "country":
            self.last_country = mention.actor
        self._keep(replace(mention, place=place))
        if mention.modifier or place:
            return
        before = self.mention_at.get(mention.start - 2)
        if before is not None and before.actor != mention.actor and self.doc[mention.start - 1].text == "and":
            pair = (before.actor, mention.actor)
            self.plurals.append(Phrase(mention.head, is_subject(self.doc[mention.head]), "people", members=pair))
        if draft.plural:
            self.plurals.append(Phrase(mention.head, is_subject(self.doc[mention.head]), "people", mention.actor))
        elif draft.type in ("org", "country"):
            self.things.append(Phrase(mention.head, is_subject(self.doc[mention.head]), "organisation", mention.actor))

    def _word(self, i: int, token: Token) -> None:
        word = fold(token.text)
        if word in words("masculine") or word in words("feminine"):
            self._he_or_she(i, word)
        elif word in words("plural"):
            self._they(i)
        elif word in words("neuter"):
            self._it(i)
        elif word in words("relative") and i in self.source_heads:
            self._relative(i)
        elif is_noun(token) and self._ends_phrase(i):
            self._noun(i, token)
        elif i in self.source_heads and word not in words("first") and word not in words("first_plural"):
            self._source_phrase(i, token)

    def _learn_roles(self, mention: Mention) -> None:
        draft = self.drafts[mention.actor]
        if draft.type != "person" or mention.modifier:
            return
        for role in held_roles(self.doc, mention, self.named.countries_at):
            draft.roles.append(role)
            word = self.doc[role.position]
            gender = next(
                (role_gender(t) for t in self.doc[word.i : word.i + len(role.text.split())] if role_gender(t)), 0.0
            )
            if gender and abs(draft.gender) < 5:
                draft.gender = gender
        for role in draft.roles:
            holders = self.role_holders.setdefault(role.like, [])
            if not any(actor == mention.actor and held.words == role.words for actor, held in holders):
                holders.append((mention.actor, role))

    def _noun(self, i: int, token: Token) -> None:
        start = left_edge(self.doc, i)
        source = self.source_heads.get(i)
        labelled = self._labelled(source) if source is not None else None
        if labelled is not None:
            self._record(i, i + 1, i, "name", labelled, 0.9, "")
            return
        kind = noun_kind(token)
        apposed = self._apposed_after(i, token)
        if apposed is not None:
            self._record(start, i + 1, i, "nominal", apposed, 0.95, "")
            return
        known = self._known_description(i, token, start, kind)
        if known is not None:
            actor, probability, reason = known
            self._record(start, i + 1, i, "nominal", actor, probability, reason)
            if kind in ("organisation", "role"):
                self.described[lemma(token)] = actor
        elif source is not None:
            self._source_phrase(i, token)
        self._remember_phrase(i, token, kind)

    def _apposed_after(self, i: int, token: Token) -> int | None:
        """ "The envoy to Peru, Ana Ruiz, ...": the person whose name stands beside the description."""
        if is_plural(token) or not looks_like_person(token):
            return None
        for start in range(i + 2, min(i + _BESIDE, len(self.doc))):
            at = self.named_at.get(start)
            if at is not None and self._one_person(at.actor) and (found := apposed_before(self.doc, start)):
                return at.actor if found[1] == i and self._can_describe(token, at.actor) else None
            if self.doc[start - 1].text == ",":
                return None
        return None

    def _remember_phrase(self, i: int, token: Token, kind: str) -> None:
        following = self.doc[i + 1].text if i + 1 < len(self.doc) else ""
        if following == "of" and fold(token.text) in words("number"):
            return
        if i > 1 and self.doc[i - 1].text == "of" and lemma(self.doc[i - 2]) in roles():  # "secretary of state"
            return
        phrase = Phrase(i, is_subject(token), kind, self.mention_at[i].actor if i in self.mention_at else None)
        if is_plural(token) or kind == "people":
            self.plurals.append(phrase)
        elif kind in ("organisation", "government", "document", "collective"):
            self.things.append(phrase)
            if kind == "collective":
                self.plurals.append(phrase)

    def _speak(self, source: Source) -> None:
        if source.head < 0:
            source.speaker, source.resolved = self._unsourced(source)
        else:
            source.speaker, source.resolved = self._sourced(source)
            self._learn_label(source)
        if source.speaker is not None:
            self.previous = source
            self.spoken.append(source)

    def _sourced(self, source: Source) -> tuple[int | None, Resolved]:
        labelled = self._labelled(source)
        if labelled is not None:
            return labelled, self._resolved(labelled, 0.9, "")
        together = self._coordination(source)
        if together is not None:
            return together, self._resolved(together, 0.9, "")
        apposed = self._apposed_name(source)
        mention = apposed or self.mention_at.get(source.head)
        if mention is not None and mention.kind == "name" and self.drafts[mention.actor].type == "group":
            mention = self._qualified_group(source, mention)
        if mention is None:
            actor = self.by_token.get(source.head)
            if actor is not None:
                mention = next((m for m in islice(reversed(self.mentions), 12) if m.start <= source.head < m.end), None)
                return actor, self._resolved(
                    actor, mention.probability if mention else 0.7, mention.reason if mention else ""
                )
            if fold(self.doc[source.head].text) in words("first") | words("first_plural"):
                return None, Resolved(AUTHOR, 0.5, ("the author's own voice",))
            text = text_of(self.doc, source.start, source.end)
            return None, Resolved(Speaker(None, text or "unknown", "unknown"), 0.4, ("taken as it is written",))
        return mention.actor, self._resolved(mention.actor, mention.probability, mention.reason)

    def _qualified_group(self, source: Source, mention: Mention) -> Mention:
        """ "Many Americans", "House Republicans": a part of the group is an actor of its own."""
        start = without_article(self.doc, max(left_edge(self.doc, mention.head), source.start), mention.end)
        if start >= mention.start or self.drafts[mention.actor].members:
            return mention
        text = text_of(self.doc, start, mention.end)
        actor = self._nominal(fold(text), text, "group", mention.head)
        return self._record(start, mention.end, mention.head, "nominal", actor, 0.9, "")

    def _apposed_name(self, source: Source) -> Mention | None:
        """ "the running mate, Governor Mike Pence": the name in apposition to a description."""
        at = self.mention_at.get(source.head)
        if at is not None and at.kind == "name":
            return None
        for j in range(source.head + 1, min(source.end, source.head + 25)):
            if self.doc[j].text in (",", "—", "–", "-") and j + 1 < source.end:  # noqa: RUF001
                head = source_head(self.doc, j + 1, source.end)
                mention = self.mention_at.get(head)
                if mention is not None and mention.kind == "name" and self.drafts[mention.actor].type == "person":
                    return mention
                return None
            if self.doc[j].tag_ in ("WP", "WDT", "VBD"):
                return None
        return None

    def _coordination(self, source: Source) -> int | None:
        """ "Obama and Clinton": a group of two or more named actors."""
        known = self.joined.get((source.start, source.end))
        if known is not None:
            return known
        others = self._and_others(source)
        if others is not None:
            return others
        members: list[int] = []
        joined = False
        i = source.start
        while i < source.end:
            mention = next(
                (m for m in (self.mention_at.get(j) for j in range(i, min(i + 8, source.end))) if m and m.start == i),
                None,
            )
            if mention is not None and mention.kind == "name" and not mention.modifier:
                members.append(mention.actor)
                i = mention.end
                continue
            token = self.doc[i]
            if token.tag_ == "CC" or token.text in ("&", "and"):
                if not members or token.text in ("but", "or", "nor"):
                    return None
                joined = True
            elif token.text == "," or token.tag_ in ("POS", "DT"):
                pass
            elif members and not (is_noun(token) or token.tag_ in ("JJ", "HYPH")):
                break
            elif (members and not joined) or token.tag_ == "IN":
                return None
            i += 1
        kinds = {self.drafts[actor].type for actor in members}
        if not joined or len(set(members)) < 2 or not kinds <= {"person", "org", "country", "group"}:
            return None
        actor = self._together(tuple(dict.fromkeys(members)), source.start)
        self._record(
            source.start,
            source.end,
            source.head if source.head not in self.mention_at else source.start,
            "name",
            actor,
            0.9,
            "",
        )
        self.plurals.append(Phrase(source.head, True, "people", actor))
        self.joined[source.start, source.end] = actor
        return actor

    def _and_others(self, source: Source) -> int | None:
        """ "Jane Roe, head of the institute, and other scientists": the person and those who stand last."""
        last = source.end - 1
        start = left_edge(self.doc, last)
        if start - 2 <= source.start or [t.text for t in self.doc[start - 2 : start]] != [",", "and"]:
            return None
        named = self.by_token.get(source.start)
        if named is None or not self._one_person(named) or not is_plural(self.doc[last]) or last in self.by_token:
            return None
        text = f"{self.drafts[named].name} and {text_of(self.doc, start, source.end)}"
        return self._nominal(fold(text), text, "group", last)

    def _cast(self) -> Cast:
        speaking = {source.speaker for source in self.sources if source.speaker is not None}
        self.mentions.sort(key=lambda mention: (mention.start, -mention.end))
        standing = {mention.actor for mention in self.mentions if not (mention.place or mention.modifier)}
        kept = [k for k in range(len(self.drafts)) if k in speaking or k in standing]
        kept.sort(key=lambda k: (self.drafts[k].first, k))
        number = {draft: position for position, draft in enumerate(kept)}
        mentions = tuple(
            replace(mention, actor=number[mention.actor]) for mention in self.mentions if mention.actor in number
        )
        by_actor: list[list[ActorMention]] = [[] for _ in kept]
        for mention in mentions:
            if not (mention.place or mention.modifier):
                by_actor[mention.actor].append(ActorMention(mention.span.start, mention.span.end, mention.kind))
        actors = tuple(self._actor(k, f"a{position + 1}", by_actor[position]) for k, position in number.items())
        speakers: dict[Key, Resolved] = {}
        for source in self.sources:
            if source.resolved is not None:
                speakers[attribution_key(source.attribution)] = self._final(source, number, actors)
        named = frozenset(number[k] for k in kept if self.drafts[k].named and not self.drafts[k].members)
        places = frozenset(number[k] for k in kept if k in self.places)
        busiest = max((len(found) for found in by_actor), default=1)
        return Cast(actors, mentions, named, places, max(busiest, 1), MappingProxyType(speakers))

    def _final(self, source: Source, number: dict[int, int], actors: tuple[Actor, ...]) -> Resolved:
        resolved = source.resolved or Resolved(UNKNOWN, 0.3)
        if source.speaker is None:
            return resolved
        actor = actors[number[source.speaker]]
        speaker = Speaker(actor.id, actor.name, actor.type, actor.role, actor.country)
        return Resolved(speaker, resolved.probability, resolved.reasons)

    def _actor(self, k: int, actor_id: str, mentions: list[ActorMention]) -> Actor:
        draft = self.drafts[k]
        role = max(draft.roles, key=lambda held: (len(held.text.split()) <= 8, len(held.text)), default=None)
        country = draft.country or next((held.country for held in draft.roles if held.country), None)
        aliases = tuple(dict.fromkeys(form for form in draft.forms if form != draft.name))
        return Actor(actor_id, draft.name, draft.type, role.text if role else None, country, aliases, tuple(mentions))
