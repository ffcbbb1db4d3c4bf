"""Who a pronoun means: he and she by a ranking, they and it by the phrases before, who by its noun, I by who speaks."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from itertools import islice

from ..english.lexicon import fold, words
from ..english.noun_phrases import (
    clause_verb,
    is_noun,
    is_subject,
    left_edge,
    lemma,
    noun_kind,
)
from .descriptions import Descriptions
from .pronoun_ranking import Choice, Evidence, choose
from .state import Phrase, nominal_type

_CANDIDATES = 30
"""Persons, most recently mentioned first, that a pronoun may mean."""


class References(Descriptions):
    """The part of the reading that places pronouns."""

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
        last_first = list(islice(reversed(self.seen), _CANDIDATES))
        if self._told_at(i) and not self._owns_source(i):
            told = list(islice(reversed(self.told), _CANDIDATES))
            last_first = list(dict.fromkeys(told + last_first))
        rivals = [actor for actor in last_first if self._one_person(actor)]
        barred = self._barred(i, word)
        rivals = [actor for actor in rivals if actor not in barred] or rivals
        return rivals, [self._evidence(actor, i, sign, rank, pointed) for rank, actor in enumerate(rivals)]

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
        only_by_others = False
        if self._told_at(i) and not self._owns_source(i):
            only_by_others, seen = actor not in self.told, self.told.get(actor, seen)
        agreement = draft.gender * sign
        gap = self.narrated[i] - self.narrated[seen.token]
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
            "frequency": math.log1p(self.seen[actor].count),
            "continues": float(seen.kind == "pronoun"),
            "said_before": float(self.previous is not None and self.previous.speaker == actor),
            "own_quotation": own_quotation,
            "own_report": own_report,
            "parallel": float(seen.role == token.dep_ and token.dep_ != ""),
            "source_source": float(source and seen.source),
            "same_paragraph": float(self.paragraph[i] == self.paragraph[seen.token]),
            "named": float(draft.named),
            "said_by_others": float(only_by_others),
            "own_content": float(self._in_own_content(actor, i)),
            "topic": float(self._is_topic(seen.token, i)),
            "learned": math.log(pointed.get(actor, 0.0) + 0.02) if pointed else 0.0,
        }
        return Evidence(values)

    def _is_topic(self, name: int, i: int) -> bool:
        """ "For Lee, he said ...": whether the name opens the sentence of the pronoun as what it is about."""
        token = self.doc[name]
        opens = token.dep_ == "pobj" and fold(token.head.text) == "for" and self.sentence[name] == self.sentence[i]
        return opens and name < i and i - token.head.i <= 8

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

    def _pronoun_for(self, i: int, phrase: Phrase, probability: float) -> None:
        actor = self._together(phrase.members, phrase.head) if phrase.members else phrase.actor
        if actor is None:
            if i not in self.source_heads and probability < 0.55:
                return
            actor = self.by_token.get(phrase.head)
            if actor is None:
                actor = self._new_nominal(phrase.head, nominal_type(phrase.kind), phrase.head + 12)
        reason = f"“{self.doc[i].text}” → {self.drafts[actor].name}, the nearest that it can mean"
        self._record(i, i + 1, i, "pronoun", actor, probability, reason)

    def _best_phrase(
        self, i: int, first: Sequence[Phrase] | deque[Phrase], second: Sequence[Phrase] | deque[Phrase]
    ) -> tuple[Phrase, float] | None:
        enclosing = self.enclosing.get(i)
        quoted = self.parsed.is_quoted(i)
        scored = []
        for extra, phrases in ((0.0, first), (-1.2, second)):
            for rank, phrase in enumerate(reversed(phrases)):
                numbers = self.narrated if self._told_at(i) else self.sentence
                gap = numbers[i] - numbers[phrase.head]
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
                score -= 2.0 * self._in_other_words(phrase.head, i)
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
            actor = self._new_nominal(head, nominal_type(noun_kind(self.doc[head])), i)
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
