"""Who stands behind every name, office, description and pronoun of an article.

`resolve_actors` reads the text once from left to right: names first (`naming`), then each pronoun and definite
description is given to the actor that the text so far makes likeliest (`pronouns`), with a probability and a reason in
plain words. A statement's speaker is the actor behind its source.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from types import MappingProxyType

from spacy.tokens import Doc, Token

from .cast import AUTHOR, UNKNOWN, Attribution, Cast, Key, Mention, Resolved, attribution_key
from .lexicon import Role, fold, group_nouns, roles, words
from .names import org_key
from .naming import Draft, HeldRole, NamedAt, held_roles, name_actors, role_gender
from .phrases import (
    TokenIndex,
    clause_verb,
    is_noun,
    is_plural,
    is_subject,
    left_edge,
    lemma,
    looks_like_person,
    noun_kind,
    right_edge,
    source_head,
    text_of,
    without_article,
)
from .pronouns import Choice, Evidence, choose
from .quotations import INSIDE, states
from .report import Actor, ActorMention, Article, Country, Span, Speaker

__all__ = ["Attribution", "Cast", "Mention", "Resolved", "resolve_actors"]

_CANDIDATES = 30
"""Persons, most recently mentioned first, that a pronoun may mean."""
_PHRASES = 10
"""Noun phrases that "they" and "it" may mean."""
_SURE_POINTER = 0.5


def resolve_actors(
    doc: Doc,
    article: Article,
    countries: Sequence[Country] = (),
    attributions: Sequence[Attribution] = (),
) -> Cast:
    """The cast of an article: its actors, their mentions and the speaker of every attribution."""
    return _Reader(doc, article, countries, attributions).read()


@dataclass(slots=True)
class _Seen:
    """Where an actor was last mentioned, and how often so far."""

    token: int
    subject: bool
    source: bool
    kind: str
    role: str
    probability: float
    """That this mention is the actor's; what is built on it cannot be surer."""
    count: int = 0


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A noun phrase that "they" or "it" may mean."""

    head: int
    subject: bool
    kind: str
    actor: int | None = None


@dataclass(slots=True)
class _Source:
    """An attribution with the tokens of its source."""

    attribution: Attribution
    start: int
    end: int
    head: int
    at: int
    """The token at which it is read."""
    speaker: int | None = None
    resolved: Resolved | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)


class _Reader:
    def __init__(
        self, doc: Doc, article: Article, countries: Sequence[Country], attributions: Sequence[Attribution]
    ) -> None:
        self.doc = doc
        self.article = article
        self.index = TokenIndex(doc)
        self.named = name_actors(doc, countries)
        self.drafts = self.named.drafts
        self.focus = _focus(countries)
        self.country_names = {country.alpha2: country.name for country in countries}
        self.learned = getattr(doc.user_data.get("reading"), "antecedents", None)
        self.mentions: list[Mention] = []
        self.by_token: dict[int, int] = {}
        self.mention_at: dict[int, Mention] = {}
        self.seen: dict[int, _Seen] = {}
        self.plurals: deque[_Phrase] = deque(maxlen=_PHRASES)
        self.things: deque[_Phrase] = deque(maxlen=_PHRASES)
        self.nominals: dict[str, list[int]] = {}
        self.role_holders: dict[str, list[tuple[int, HeldRole]]] = {}
        self.phrased: dict[tuple[str, str], int] = {}
        self.owned: dict[tuple[int, str], int] = {}
        self.joined: dict[tuple[int, int], int] = {}
        self.described: dict[str, int] = {}
        self.last_country: int | None = None
        self.sentence, self.paragraph = _sentences(doc)
        self.quoted = states(article.text) if article.text else bytearray()
        self.sources = sorted((self._source(a) for a in attributions), key=lambda source: (source.at, source.start))
        self.source_heads = {source.head: source for source in self.sources if source.head >= 0}
        self.enclosing = self._enclosing()
        self.previous: _Source | None = None

    # -- the walk -----------------------------------------------------------------------------------------------------

    def read(self) -> Cast:
        named_at = {mention.start: mention for mention in reversed(self.named.mentions)}
        for mention in self.named.mentions:
            for at in range(mention.start, mention.end):
                self.by_token.setdefault(at, mention.actor)
            self._learn_roles(mention)
        waiting = deque(self.sources)
        for i, token in enumerate(self.doc):
            if i in named_at:
                self._name(named_at[i])
            elif i not in self.by_token:
                self._word(i, token)
            while waiting and waiting[0].at <= i:
                self._speak(waiting.popleft())
        for source in waiting:
            self._speak(source)
        self._first_person()
        return self._cast()

    def _name(self, mention: NamedAt) -> None:
        draft = self.drafts[mention.actor]
        place = mention.place and not self._acts(mention.head)
        if not place and not mention.modifier:
            draft.place = False
        if draft.type == "country":
            self.last_country = mention.actor
        self._record(
            mention.start,
            mention.end,
            mention.head,
            "name",
            mention.actor,
            mention.probability,
            mention.reason,
            mention.modifier,
            place,
        )
        if mention.modifier or place:
            return
        if draft.plural:
            self.plurals.append(_Phrase(mention.head, is_subject(self.doc[mention.head]), "people", mention.actor))
        elif draft.type in ("org", "country"):
            self.things.append(_Phrase(mention.head, is_subject(self.doc[mention.head]), "organisation", mention.actor))

    def _acts(self, head: int) -> bool:
        """Whether a place's name stands for those who act there: subject, possessor, source."""
        token = self.doc[head]
        if head in self.source_heads or is_subject(token):
            return True
        if token.dep_ != "poss":
            return False
        owned = token.head
        return not (owned.dep_ == "pobj" and fold(owned.head.text) in words("location_preposition"))

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

    def _ends_phrase(self, i: int) -> bool:
        following = self.doc[i + 1] if i + 1 < len(self.doc) else None
        if following is None or i in self.source_heads:
            return True
        if following.text == "-" and not self.doc[i].whitespace_:
            return False
        return (
            not is_noun(following)
            or following.is_sent_start is True
            or i + 1 in self.by_token
            and self.doc[i].dep_ != "compound"
        )

    def _record(
        self,
        start: int,
        end: int,
        head: int,
        kind: str,
        actor: int,
        probability: float,
        reason: str,
        modifier: bool = False,
        place: bool = False,
    ) -> Mention:
        first, last = self.doc[start], self.doc[end - 1]
        span = Span(first.idx, last.idx + len(last.text))
        mention = Mention(start, end, head, span, kind, actor, probability, reason, modifier, place)
        self.mentions.append(mention)
        self.mention_at[head] = mention
        for at in range(start, end):
            self.by_token.setdefault(at, actor)
        if not modifier and not place:
            earlier = self.seen.pop(actor, None)
            token = self.doc[head]
            count = (earlier.count if earlier else 0) + 1
            seen = _Seen(head, is_subject(token), head in self.source_heads, kind, token.dep_, probability, count)
            self.seen[actor] = seen
        return mention

    def _learn_roles(self, mention: NamedAt) -> None:
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

    # -- he and she ---------------------------------------------------------------------------------------------------

    def _he_or_she(self, i: int, word: str) -> None:
        sign = 1.0 if word in words("masculine") else -1.0
        rivals, evidence = self._rivals(i, word, sign)
        choice = choose(evidence)
        choice_actor = rivals[choice.index] if choice else None
        if choice is None or choice.probability < 0.2:
            later = self._person_after(i, sign)
            if later is not None and choice is None:
                choice_actor, choice = later, Choice(0, 0.4)
        if choice is None or choice_actor is None:
            return
        draft = self.drafts[choice_actor]
        if abs(draft.gender) < 1.5 and choice.probability > 0.6:
            draft.gender += sign * choice.probability
        reason = f"“{self.doc[i].text}” → {draft.name}, {self._why(choice_actor, i)}"
        seen = self.seen.get(choice_actor)
        probability = choice.probability * (seen.probability if seen else 1.0)
        self._record(i, i + 1, i, "pronoun", choice_actor, probability, reason)

    def _rivals(self, i: int, word: str, sign: float) -> tuple[list[int], list[Evidence]]:
        """The persons that a pronoun may mean, the last mentioned first, and what speaks for each."""
        pointed = self._pointed(i)
        rivals = [actor for actor in islice(reversed(self.seen), _CANDIDATES) if self._one_person(actor)]
        barred = self._barred(i, word)
        rivals = [actor for actor in rivals if actor not in barred] or rivals
        return rivals, [self._evidence(actor, i, sign, rank, pointed) for rank, actor in enumerate(rivals)]

    def _one_person(self, actor: int) -> bool:
        return self.drafts[actor].type == "person" and not self.drafts[actor].plural

    def _barred(self, i: int, word: str) -> set[int]:
        """Who the grammar forbids: "Clinton praised him" is not Clinton."""
        token = self.doc[i]
        if is_subject(token) or token.dep_ == "poss" or word in words("reflexive"):
            return set()
        verb = clause_verb(token)
        if verb is None or (token.dep_ == "pobj" and token.head.dep_ == "prep" and is_noun(token.head.head)):
            return set()
        subjects = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
        return {self.by_token[child.i] for child in subjects if child.i in self.by_token}

    def _evidence(self, actor: int, i: int, sign: float, rank: int, pointed: dict[int, float]) -> Evidence:
        draft, seen = self.drafts[actor], self.seen[actor]
        agreement = draft.gender * sign
        gap = self.sentence[i] - self.sentence[seen.token]
        own_quotation, own_report = self._in_own_words(actor, i)
        token = self.doc[i]
        source = i in self.source_heads
        values = {
            "gender_same": 1.0 if agreement > 1 else 0.5 if agreement > 0.5 else 0.0,
            "gender_title_conflict": 1.0 if agreement <= -5 else 0.0,
            "gender_forename_conflict": min(1.0, -agreement / 2) if -5 < agreement < 0 else 0.0,
            "sentences": float(min(gap, 4)),
            "far": 1.0 if gap > 4 else 0.0,
            "subject": float(seen.subject),
            "last": float(rank == 0),
            "second_last": float(rank == 1),
            "frequency": math.log1p(seen.count),
            "continues": float(seen.kind == "pronoun"),
            "said_before": float(self.previous is not None and self.previous.speaker == actor),
            "own_quotation": own_quotation,
            "own_report": own_report,
            "parallel": float(seen.role == token.dep_ and token.dep_ != ""),
            "source_source": float(source and seen.source),
            "same_paragraph": float(self.paragraph[i] == self.paragraph[seen.token]),
            "named": float(draft.named),
            "said_by_others": self._said_by_others(actor, i),
            "learned": math.log(pointed.get(actor, 0.0) + 0.02) if pointed else 0.0,
        }
        return Evidence(values)

    def _in_own_words(self, actor: int, i: int) -> tuple[float, float]:
        """Whether the actor is already known as the one who speaks here: in quotation marks, or in reported speech."""
        source = self.enclosing.get(i)
        if source is None:
            return 0.0, 0.0
        speaker = source.speaker if source.resolved else self._known_speaker(source)
        if speaker != actor:
            return 0.0, 0.0
        quoted = bool(self.quoted) and self.quoted[self.doc[i].idx] == INSIDE
        return (1.0, 0.0) if quoted else (0.0, 1.0)

    def _said_by_others(self, actor: int, i: int) -> float:
        """Whether the actor was last mentioned in other people's words only, while the text itself speaks here."""
        seen = self.seen[actor]
        there, here = self.enclosing.get(seen.token), self.enclosing.get(i)
        return float(there is not None and there is not here)

    def _known_speaker(self, source: _Source) -> int | None:
        """The speaker named in a source that stands further on."""
        return self.by_token.get(source.head) if source.head >= 0 else None

    def _pointed(self, i: int) -> dict[int, float]:
        """What the learned pointer says: a probability per actor; a description that it points to becomes an actor."""
        if self.learned is None:
            return {}
        found: dict[int, float] = {}
        for token, probability in self.learned(i):
            actor = self.by_token.get(token)
            person = actor is None and token < i and probability > _SURE_POINTER and looks_like_person(self.doc[token])
            if person and is_noun(self.doc[token]):
                actor = self._new_nominal(token, "person", min(len(self.doc), token + 12))
            if actor is not None:
                found[actor] = found.get(actor, 0.0) + probability
        return found

    def _person_after(self, i: int, sign: float) -> int | None:
        """A person named later in the same sentence or the next: "In his speech, Lee said ..."."""
        for j in range(i + 1, min(i + 60, len(self.doc))):
            if self.sentence[j] > self.sentence[i] + 1:
                return None
            actor = self.by_token.get(j)
            if actor is not None and self._one_person(actor) and self.drafts[actor].gender * sign > -1.5:
                return actor
        return None

    def _why(self, actor: int, i: int) -> str:
        seen = self.seen.get(actor)
        if seen is None:
            return "named further on"
        if self._in_own_words(actor, i)[1]:
            return "whose words these are"
        if self.previous is not None and self.previous.speaker == actor:
            return "the last speaker"
        if next(reversed(self.seen)) == actor:
            return "the last person named"
        return "the subject before" if seen.subject else "named before"

    # -- they, it, who ------------------------------------------------------------------------------------------------

    def _they(self, i: int) -> None:
        found = self._best_phrase(i, self.plurals, self.things)
        if found is not None:
            self._pronoun_for(i, *found)

    def _it(self, i: int) -> None:
        token = self.doc[i]
        if token.dep_ == "expl" or self._is_empty(i):
            return
        found = self._best_phrase(i, self.things, ())
        if found is not None:
            self._pronoun_for(i, *found)

    def _is_empty(self, i: int) -> bool:
        """ "It is time to ...", "it seems that ...": an "it" that means nothing."""
        if i + 1 >= len(self.doc) or fold(self.doc[i].text) != "it":
            return False
        verb = lemma(self.doc[i + 1])
        if verb in words("empty_it"):
            return True
        after = self.doc[i + 2 : i + 8]
        copula = verb in ("be", "'", "'s", "’s") or fold(self.doc[i + 1].text) in ("is", "was", "'s", "would", "will")
        return copula and any(token.tag_ == "TO" or fold(token.text) in ("that", "how", "whether") for token in after)

    def _pronoun_for(self, i: int, phrase: _Phrase, probability: float) -> None:
        actor = phrase.actor
        if actor is None:
            if i not in self.source_heads and probability < 0.55:
                return
            actor = self.by_token.get(phrase.head)
            if actor is None:
                actor = self._new_nominal(phrase.head, _nominal_type(phrase.kind), phrase.head + 12)
        reason = f"“{self.doc[i].text}” → {self.drafts[actor].name}, the nearest that it can mean"
        self._record(i, i + 1, i, "pronoun", actor, probability, reason)

    def _best_phrase(
        self, i: int, first: Sequence[_Phrase] | deque[_Phrase], second: Sequence[_Phrase] | deque[_Phrase]
    ) -> tuple[_Phrase, float] | None:
        enclosing = self.enclosing.get(i)
        quoted = bool(self.quoted) and self.quoted[self.doc[i].idx] == INSIDE
        scored = []
        for extra, phrases in ((0.0, first), (-1.2, second)):
            for rank, phrase in enumerate(reversed(phrases)):
                gap = self.sentence[i] - self.sentence[phrase.head]
                score = (
                    extra
                    - 0.6 * gap
                    - 0.15 * rank
                    + 0.9 * phrase.subject
                    + (0.6 if phrase.kind in ("people", "organisation") else 0.0)
                )
                if i in self.source_heads:
                    score += 0.8 * (phrase.head in self.source_heads) - 2.0 * (phrase.kind == "")
                    score += 1.0 * (
                        self.previous is not None
                        and self.previous.speaker is not None
                        and self._phrase_actor(phrase) == self.previous.speaker
                    )
                actor = self._phrase_actor(phrase)
                speaker = enclosing.speaker if enclosing and enclosing.resolved else None
                if speaker is not None and actor == speaker:
                    score += -2.0 if quoted else 0.8
                if gap <= 4:
                    scored.append((score, phrase))
        if not scored:
            return None
        best = max(scored, key=lambda item: item[0])
        total = sum(math.exp(score - best[0]) for score, _ in scored)
        return best[1], 0.85 / total

    def _phrase_actor(self, phrase: _Phrase) -> int | None:
        return phrase.actor if phrase.actor is not None else self.by_token.get(phrase.head)

    def _relative(self, i: int) -> None:
        """ "who said": the noun that the relative clause belongs to."""
        token = self.doc[i]
        verb = clause_verb(token.head) if token.head is not token else None
        head: int | None = None
        for _ in range(6):
            if verb is None or verb.head is verb:
                break
            if verb.dep_ == "relcl" and verb.head.i < i:
                head = verb.head.i
                break
            verb = clause_verb(verb.head)
        if head is None:
            head = next(
                (j for j in range(i - 1, max(-1, i - 12), -1) if is_noun(self.doc[j]) or j in self.by_token), None
            )
        if head is None:
            return
        head = self._name_in_apposition(head, i)
        actor = self.by_token.get(head)
        mention = self.mention_at.get(head)
        probability = 0.9 if mention is None or not mention.modifier else 0.6
        if actor is None:
            actor = self._new_nominal(head, _nominal_type(noun_kind(self.doc[head])), i)
        reason = f"“{token.text}” → {self.drafts[actor].name}, the noun before it"
        self._record(i, i + 1, i, "pronoun", actor, probability, reason)

    def _name_in_apposition(self, head: int, end: int) -> int:
        """The name that stands beside a description: "a staffer named Lee, who", "Lee, a staffer, who"."""
        if head in self.mention_at and self.mention_at[head].kind == "name":
            return head
        token = self.doc[head]
        start = left_edge(self.doc, head)
        beside = [start - 2] if start > 1 and self.doc[start - 1].text == "," else []
        beside += [token.head.i] if token.dep_ == "appos" else []
        beside += [child.i for child in token.children if child.dep_ == "appos"]
        beside += [
            j for j in range(head + 1, min(end, head + 8)) if j in self.mention_at and self.doc[j - 1].text != "of"
        ]
        for j in beside:
            mention = self.mention_at.get(j)
            if mention is not None and mention.kind == "name" and self._one_person(mention.actor) and j < end:
                return j
        return head

    # -- descriptions -------------------------------------------------------------------------------------------------

    def _noun(self, i: int, token: Token) -> None:
        start = left_edge(self.doc, i)
        source = self.source_heads.get(i)
        kind = noun_kind(token)
        known = self._known_description(i, token, start, kind)
        if known is not None:
            actor, probability, reason = known
            self._record(start, i + 1, i, "nominal", actor, probability, reason)
            if kind in ("organisation", "role"):
                self.described[lemma(token)] = actor
        elif source is not None:
            self._source_phrase(i, token)
        self._remember_phrase(i, token, kind)

    def _remember_phrase(self, i: int, token: Token, kind: str) -> None:
        phrase = _Phrase(i, is_subject(token), kind, self.mention_at[i].actor if i in self.mention_at else None)
        if is_plural(token):
            self.plurals.append(phrase)
        elif kind in ("organisation", "government", "document", "collective"):
            self.things.append(phrase)
            if kind == "collective":
                self.plurals.append(phrase)

    def _known_description(self, i: int, token: Token, start: int, kind: str) -> tuple[int, float, str] | None:
        """The actor that a description means: an office, a government, an organisation, a name's campaign or aides."""
        written = text_of(self.doc, start, i + 1)
        first = fold(self.doc[start].text)
        definite = first in words("definite")
        possessed = any(self.doc[j].tag_ in ("POS", "PRP$") for j in range(start, i))
        if kind == "government":
            return self._government(i, token, start, definite, written)
        owned = self._named_owner(i, token, start, kind)
        if owned is not None:
            return owned
        if is_plural(token) or not (definite or (possessed and kind == "organisation")):
            return None
        if kind == "role" and not possessed:
            return self._office(i, token, start, written)
        if kind == "organisation":
            return self._organisation(i, token, start, written)
        if kind == "document":
            return self._same_nominal(lemma(token), written, "document")
        return None

    def _office(self, i: int, token: Token, start: int, written: str) -> tuple[int, float, str] | None:
        role = roles().get(lemma(token)) or roles().get(fold(token.text))
        if role is None:
            return None
        described = frozenset(fold(self.doc[j].text) for j in range(start, i)) - words("article")
        best: tuple[float, int, HeldRole] | None = None
        for actor, held in self.role_holders.get(role.like, ()):
            seen = self.seen.get(actor)
            overlap = len(described & held.words)
            foreign = len(described - held.words - {"former", "then", "new", "current", "outgoing"})
            gap = self.sentence[i] - self.sentence[seen.token] if seen else 8
            score = 1.2 * overlap - 0.8 * foreign - 0.15 * min(gap, 10) - (1.5 if seen is None else 0.0)
            score += 1.0 if held.text and fold(token.text) in held.words else 0.0
            if best is None or score > best[0]:
                best = (score, actor, held)
        pointed = max(self._pointed(i).items(), key=lambda item: item[1], default=(-1, 0.0))
        if best is not None and role.kind != "generic":
            # One office named in the text and one office meant: the more its words agree, the surer.
            probability = 1 / (1 + math.exp(-(best[0] + 1.2)))
            if probability > 0.3:
                return (
                    best[1],
                    min(probability, 0.95),
                    f"“{written}” → {self.drafts[best[1]].name}, called “{best[2].text}” in the text",
                )
        same = self._same_nominal(lemma(token), written, "person")
        if same is not None:
            return same
        if pointed[1] > _SURE_POINTER and self._can_describe(token, pointed[0]):
            return pointed[0], pointed[1], f"“{written}” → {self.drafts[pointed[0]].name}, whom it describes"
        return self._likely_holder(i, token, start, written, role)

    def _likely_holder(
        self, i: int, token: Token, start: int, written: str, role: Role
    ) -> tuple[int, float, str] | None:
        """ "the Vermont senator", said of nobody before: a description that only readers who know the person can place.

        Journalists use it for variety, for somebody whom they have just named; a guess, and marked as one.
        """
        if i not in self.source_heads or fold(self.doc[start].text) != "the" or role.kind == "generic":
            return None
        if role.kind == "kin" and not (start + 1 < i and any(t.tag_ in ("CD", "JJ") for t in self.doc[start + 1 : i])):
            return None
        sign = 1.0 if role.gender == "m" else -1.0
        best: tuple[float, int] | None = None
        for rank, actor in enumerate(islice(reversed(self.seen), 8)):
            draft, seen = self.drafts[actor], self.seen[actor]
            if not self._one_person(actor) or not draft.named or (role.gender and draft.gender * sign < -1.5):
                continue
            gap = self.sentence[i] - self.sentence[seen.token]
            score = 0.8 * math.log1p(seen.count) + seen.subject - 0.4 * min(gap, 5) - 0.2 * rank
            score -= 1.5 * self._said_by_others(actor, i)
            score += 0.8 * (self.previous is not None and self.previous.speaker == actor)
            if gap <= 6 and (best is None or score > best[0]):
                best = (score, actor)
        if best is None:
            return None
        return best[1], 0.45, f"“{written}” → perhaps {self.drafts[best[1]].name}, the person in view"

    def _government(
        self, i: int, token: Token, start: int, definite: bool, written: str
    ) -> tuple[int, float, str] | None:
        code = next((self.named.countries_at[j] for j in range(start, i) if j in self.named.countries_at), None)
        after = i + 2
        if code is None and after < len(self.doc) and fold(self.doc[i + 1].text) == "of":
            code = next(
                (
                    self.named.countries_at[j]
                    for j in range(after, min(after + 3, len(self.doc)))
                    if j in self.named.countries_at
                ),
                None,
            )
        word = lemma(token)
        base = word if word in group_nouns() else fold(token.text)
        if code is not None and base not in ("state",):
            return self._country(code, i), 0.9, f"“{written}” → {self.country_names[code]}, whose government it is"
        if not definite and i not in self.source_heads:
            return None
        if base in ("country", "nation", "republic", "kingdom"):
            actor = self.last_country
            return (
                None
                if actor is None
                else (actor, 0.6, f"“{written}” → {self.drafts[actor].name}, the last country named")
            )
        if base == "state":
            return self._last_place(written)
        if self.focus is None:
            return None
        return (
            self._country(self.focus, i),
            0.7,
            f"“{written}” → {self.country_names[self.focus]}, the country that the article is about",
        )

    def _last_place(self, written: str) -> tuple[int, float, str] | None:
        for mention in islice(reversed(self.mentions), 40):
            draft = self.drafts[mention.actor]
            if draft.type == "org" and mention.place:
                return mention.actor, 0.5, f"“{written}” → {draft.name}, the last place named"
        return None

    def _country(self, code: str, i: int) -> int:
        found = next(
            (k for k, draft in enumerate(self.drafts) if draft.type == "country" and draft.country == code), None
        )
        if found is None:
            found = self._add(Draft("country", self.country_names[code], i, country=code))
        return found

    def _organisation(self, i: int, token: Token, start: int, written: str) -> tuple[int, float, str] | None:
        base = lemma(token)
        described = frozenset(fold(self.doc[j].text) for j in range(start, i + 1)) - words("article")
        for actor in islice(reversed(self.seen), _CANDIDATES):
            draft = self.drafts[actor]
            if draft.type == "org" and draft.named and base in org_key(draft.name):
                extra = described - set(org_key(draft.name)) - {base, fold(token.text)}
                if not extra:
                    return actor, 0.85, f"“{written}” → {draft.name}, named before"
        same = self._same_nominal(base, written, "org")
        if same is not None:
            return same
        pointed = max(self._pointed(i).items(), key=lambda item: item[1], default=(-1, 0.0))
        if pointed[1] > _SURE_POINTER and self.drafts[pointed[0]].type == "org":
            return pointed[0], pointed[1], f"“{written}” → {self.drafts[pointed[0]].name}, which it describes"
        if base in self.described and len(described) == 1:
            actor = self.described[base]
            return actor, 0.7, f"“{written}” → {self.drafts[actor].name}, described so before"
        if base in words("any_organisation") and len(described) == 1:
            for actor in islice(reversed(self.seen), 8):
                draft, seen = self.drafts[actor], self.seen[actor]
                if draft.type == "org" and draft.named and self.sentence[i] - self.sentence[seen.token] <= 3:
                    return actor, 0.5, f"“{written}” → {draft.name}, the last organisation named"
        return None

    def _named_owner(self, i: int, token: Token, start: int, kind: str) -> tuple[int, float, str] | None:
        """ "the Clinton campaign", "Clinton's campaign", "black voters": a body or group of its own."""
        if kind == "people":
            tribal = any(
                fold(self.doc[j].text) in words("peoples") or self.doc[j].ent_type_ == "NORP" for j in range(start, i)
            )
            if not tribal:
                return None
            begin = without_article(self.doc, start, i + 1)
            actor = self._nominal(fold(text_of(self.doc, begin, i + 1)), text_of(self.doc, begin, i + 1), "group", i)
            self.drafts[actor].named = True
            return actor, 0.9, ""
        if kind != "organisation" and fold(token.text) not in words("name_org"):
            return None
        if is_plural(token) and kind != "organisation":
            return None
        owner = next((j for j in range(i - 1, start - 1, -1) if j in self.by_token), None)
        if owner is None or self.drafts[self.by_token[owner]].type not in ("person", "org", "country", "group"):
            return None
        possessive = self.doc[owner].tag_ == "PRP$" or (owner + 1 < i and self.doc[owner + 1].tag_ == "POS")
        if fold(token.text) not in words("name_org") and possessive:
            return None
        actor = self.by_token[owner]
        base = lemma(token)
        key = (actor, "campaign" if base in words("campaign") else base)
        if key not in self.owned:
            begin = without_article(self.doc, start, i + 1)
            name = text_of(self.doc, begin, i + 1)
            if possessive:
                name = f"{self.drafts[actor].name} {token.text}"
            self.owned[key] = self._add(Draft("org", name, i, country=self.drafts[actor].country, head=lemma(token)))
        if possessive:
            self._inside_name(owner)
        draft = self.drafts[self.owned[key]]
        reason = f"“{text_of(self.doc, start, i + 1)}” → {draft.name}" if possessive else ""
        return self.owned[key], 0.9, reason

    def _inside_name(self, head: int) -> None:
        """Marks a possessor as part of the name that it stands in: "Lee's campaign" says nothing of Lee."""
        mention = self.mention_at.get(head)
        if mention is not None:
            at = next(k for k in range(len(self.mentions) - 1, -1, -1) if self.mentions[k] is mention)
            self.mention_at[head] = self.mentions[at] = replace(mention, modifier=True)

    def _same_nominal(self, base: str, written: str, wanted: str) -> tuple[int, float, str] | None:
        """The last actor that was described with the same noun: "an engineering source ... the source"."""
        for actor in reversed(self.nominals.get(base, [])):
            draft = self.drafts[actor]
            if draft.type == wanted and not draft.plural:
                return actor, 0.8, f"“{written}” → {draft.name}, described so before"
        return None

    # -- sources without a name ---------------------------------------------------------------------------------------

    def _source_phrase(self, i: int, token: Token) -> None:
        """An actor for a source that nothing before explains: a group, an unnamed person, a document."""
        source = self.source_heads[i]
        kind = noun_kind(token)
        start = max(left_edge(self.doc, i), source.start)
        owner = self._owner(start, i)
        if owner is not None and kind == "" and not looks_like_person(token):
            actor = self.by_token[owner]
            self._record(
                start,
                i + 1,
                i,
                "nominal",
                actor,
                0.7,
                f"“{text_of(self.doc, start, i + 1)}” → {self.drafts[actor].name}",
            )
            return
        pointed = max(self._pointed(i).items(), key=lambda item: item[1], default=(-1, 0.0))
        definite = fold(self.doc[start].text) in words("definite")
        if definite and pointed[1] > 0.6 and self._can_describe(token, pointed[0]):
            actor = pointed[0]
            self._record(
                start,
                i + 1,
                i,
                "nominal",
                actor,
                pointed[1],
                f"“{text_of(self.doc, start, i + 1)}” → {self.drafts[actor].name}, whom it describes",
            )
            return
        actor = self._new_nominal(i, self._nominal_kind(token, kind), self._phrase_limit(source))
        if i not in self.mention_at:
            self._record(start, i + 1, i, "nominal", actor, 0.9, "")

    def _phrase_limit(self, source: _Source) -> int:
        """How far a source's phrase may reach: to its cue, where that follows; sources are at times cut short."""
        limit = max(source.end, source.head + 1)
        if source.attribution.cue:
            cue = self.index.tokens(source.attribution.cue[0])[0]
            if limit < cue <= limit + 10 and self.sentence[min(cue, len(self.doc) - 1)] == self.sentence[source.head]:
                return cue
        return limit

    def _can_describe(self, token: Token, actor: int) -> bool:
        """Whether a noun can stand for this person: one person's noun, of the right gender."""
        draft = self.drafts[actor]
        if is_plural(token) or not looks_like_person(token) or not self._one_person(actor):
            return False
        return draft.gender * role_gender(token) >= 0

    def _owner(self, start: int, i: int) -> int | None:
        for j in range(start, i):
            possessive = self.doc[j].tag_ == "PRP$" or (j + 1 <= i and self.doc[j + 1].tag_ == "POS")
            if possessive and j in self.by_token:
                return j
        return None

    def _nominal_kind(self, token: Token, kind: str) -> str:
        if is_plural(token):
            return "document" if kind == "document" else "group"
        if kind in ("people", "collective"):
            return "group"
        if kind == "document":
            return "document"
        if kind in ("organisation", "government"):
            return "org"
        if kind == "role" or looks_like_person(token) or token.tag_ in ("PRP", "CD"):
            return "person"
        return "org" if token.tag_ in ("NNP", "NNPS") else "unknown"

    def _new_nominal(self, i: int, kind: str, limit: int) -> int:
        start = left_edge(self.doc, i)
        end = right_edge(self.doc, i, min(limit, len(self.doc)))
        if i in self.source_heads and kind in ("group", "person", "unknown"):
            end = self._joined_end(i, end, min(limit, len(self.doc)))
        begin = without_article(self.doc, start, i + 1)
        owner = self._owner(begin, i)
        text = text_of(self.doc, begin, end)
        if owner is not None and self.doc[owner].tag_ == "PRP$":
            rest = text_of(self.doc, owner + 1, end)
            text = f"{self.drafts[self.by_token[owner]].name}'s {rest}"
        actor = self._nominal(fold(text), text or self.doc[i].text, kind, i)
        if i not in self.mention_at:
            self._record(min(start, i), i + 1, i, "nominal", actor, 0.9, "")
        return actor

    def _joined_end(self, i: int, end: int, limit: int) -> int:
        """The end of the last phrase that `and` joins to this one: "activists and opposition politicians"."""
        joined = [token.i for token in self.doc[i].conjuncts if i < token.i < limit and is_noun(token)]
        if not joined or joined[-1] - i > 8 or any(self.doc[j].text == "," for j in range(i, joined[-1])):
            return end
        return max(end, joined[-1] + 1)

    def _nominal(self, key: str, text: str, kind: str, i: int) -> int:
        base = lemma(self.doc[i])
        if (base, key) in self.phrased:
            return self.phrased[base, key]
        token = self.doc[i]
        code = next(
            (self.named.countries_at[j] for j in range(left_edge(self.doc, i), i) if j in self.named.countries_at), None
        )
        draft = Draft(
            kind, text, i, gender=role_gender(token), plural=kind == "group", country=code, head=base, named=False
        )
        actor = self._add(draft)
        self.nominals.setdefault(base, []).append(actor)
        self.phrased[base, key] = actor
        return actor

    def _add(self, draft: Draft) -> int:
        self.drafts.append(draft)
        return len(self.drafts) - 1

    # -- speakers -----------------------------------------------------------------------------------------------------

    def _source(self, attribution: Attribution) -> _Source:
        if attribution.source:
            start, end = self.index.tokens(attribution.source[0])
            while start < end and (self.doc[start].is_space or self.doc[start].is_punct):
                start += 1
            if start < end:
                end = self._whole_source(start, end)
                return _Source(attribution, start, end, source_head(self.doc, start, end), end - 1)
        spans = attribution.cue or attribution.content
        at = self.index.tokens(spans[0])[0] if spans else 0
        return _Source(attribution, at, at, -1, at)

    def _whole_source(self, start: int, end: int) -> int:
        """The end of a source that stops before its noun ("the | FBI") or the second of two ("Obama | and Clinton")."""
        if end - start == 1 and self.doc[start].tag_ in ("DT", "PRP$", "JJ", "CD"):
            at = end
            while at < min(len(self.doc), end + 6) and (
                is_noun(self.doc[at]) or self.doc[at].tag_ in ("JJ", "HYPH", "POS", "CD")
            ):
                at += 1
            return at if is_noun(self.doc[at - 1]) else end
        if end + 1 < len(self.doc) and self.doc[end].text in ("and", "&") and self.doc[end - 1].ent_type_ == "PERSON":
            at = end + 1
            while at < min(len(self.doc), end + 6) and self.doc[at].ent_type_ == "PERSON":
                at += 1
            return at if at > end + 1 else end
        return end

    def _enclosing(self) -> dict[int, _Source]:
        """For each token inside what somebody says, the innermost attribution."""
        ranges = []
        for source in self.sources:
            for span in source.attribution.content:
                start, end = self.index.tokens(span)
                ranges.append((end - start, start, end, source))
        found: dict[int, _Source] = {}
        for _, start, end, source in sorted(ranges, key=lambda item: -item[0]):
            for token in range(start, end):
                found[token] = source
        return found

    def _speak(self, source: _Source) -> None:
        if source.head < 0:
            source.speaker, source.resolved = self._unsourced(source)
        else:
            source.speaker, source.resolved = self._sourced(source)
        if source.speaker is not None:
            self.previous = source

    def _sourced(self, source: _Source) -> tuple[int | None, Resolved]:
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

    def _qualified_group(self, source: _Source, mention: Mention) -> Mention:
        """ "Many Americans", "House Republicans": a part of the group is an actor of its own."""
        start = without_article(self.doc, max(left_edge(self.doc, mention.head), source.start), mention.end)
        if start >= mention.start or self.drafts[mention.actor].members:
            return mention
        text = text_of(self.doc, start, mention.end)
        actor = self._nominal(fold(text), text, "group", mention.head)
        return self._record(start, mention.end, mention.head, "nominal", actor, 0.9, "")

    def _resolved(self, actor: int, probability: float, reason: str) -> Resolved:
        return Resolved(
            Speaker(f"#{actor}", self.drafts[actor].name, self.drafts[actor].type),
            probability,
            (reason,) if reason else (),
        )

    def _apposed_name(self, source: _Source) -> Mention | None:
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

    def _coordination(self, source: _Source) -> int | None:
        """ "Obama and Clinton": a group of two or more named actors."""
        known = self.joined.get((source.start, source.end))
        if known is not None:
            return known
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
        names = [self.drafts[actor].name for actor in dict.fromkeys(members)]
        text = ", ".join(names[:-1]) + " and " + names[-1]
        actor = next((k for k in self.joined.values() if self.drafts[k].members == tuple(members)), None)
        if actor is None:
            actor = self._add(Draft("group", text, source.start, plural=True, members=tuple(members)))
        self._record(
            source.start,
            source.end,
            source.head if source.head not in self.mention_at else source.start,
            "name",
            actor,
            0.9,
            "",
        )
        self.plurals.append(_Phrase(source.head, True, "people", actor))
        self.joined[source.start, source.end] = actor
        return actor

    def _unsourced(self, source: _Source) -> tuple[int | None, Resolved]:
        """Without a source only a quotation that goes on has a speaker: that of the statement before it."""
        previous = self.previous
        content = source.attribution.content
        if previous is not None and previous.speaker is not None and content:
            start, _ = self.index.tokens(content[0])
            quoted = bool(self.quoted) and start < len(self.doc) and self.quoted[self.doc[start].idx] != 0
            near = self.paragraph[min(start, len(self.doc) - 1)] - self.paragraph[min(previous.at, len(self.doc) - 1)]
            if quoted and -1 <= near <= 1:
                name = self.drafts[previous.speaker].name
                return previous.speaker, self._resolved(
                    previous.speaker, 0.65 if near else 0.8, f"{name} goes on speaking"
                )
        return None, Resolved(UNKNOWN, 0.5, ("nobody is named as its source",))

    def _first_person(self) -> None:
        """I and we: whoever speaks the quotation around them, else the author."""
        singular, plural = words("first"), words("first_plural")
        for token in self.doc:
            word = fold(token.text)
            if (word in singular or word in plural) and token.i not in self.by_token:
                source = self.enclosing.get(token.i)
                if source is not None and source.speaker is not None and source.head != token.i:
                    reason = f"“{token.text}” → {self.drafts[source.speaker].name}, who speaks here"
                    self._record(
                        token.i,
                        token.i + 1,
                        token.i,
                        "pronoun",
                        source.speaker,
                        0.9 if word in singular else 0.7,
                        reason,
                    )
        for source in self.sources:
            if source.head >= 0 and source.speaker is None and source.head in self.mention_at:
                mention = self.mention_at[source.head]
                source.speaker, source.resolved = (
                    mention.actor,
                    self._resolved(mention.actor, mention.probability, mention.reason),
                )

    # -- the result ---------------------------------------------------------------------------------------------------

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
        return Cast(actors, mentions, named, MappingProxyType(speakers))

    def _final(self, source: _Source, number: dict[int, int], actors: tuple[Actor, ...]) -> Resolved:
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


def _focus(countries: Sequence[Country]) -> str | None:
    focus = next((country.alpha2 for country in countries if country.focus), None)
    if focus is None and len(countries) == 1:
        return countries[0].alpha2
    return focus


def _sentences(doc: Doc) -> tuple[list[int], list[int]]:
    """For each token its sentence's and its paragraph's number."""
    sentence, paragraph = [], []
    one = two = 0
    has_sentences = doc.has_annotation("SENT_START")
    for token in doc:
        if token.i and "\n" in doc[token.i - 1].text_with_ws:
            two += 1
        ends = token.is_sent_start if has_sentences else bool(token.i and doc[token.i - 1].text in (".", "!", "?"))
        if token.i and ends:
            one += 1
        sentence.append(one + two)
        paragraph.append(two)
    return sentence, paragraph


def _nominal_type(kind: str) -> str:
    return {
        "people": "group",
        "collective": "group",
        "document": "document",
        "role": "person",
        "government": "org",
        "organisation": "org",
    }.get(kind, "unknown")
