"""Whom "he" and "she" mean: what the text shows about each person before it, for the ranking to weigh."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import islice

from ..english.lexicon import fold, words
from ..english.noun_phrases import is_subject
from .barred import barred, means_another
from .pointers import pointed
from .pronoun_ranking import PronounEvidence, likeliest_person
from .state import ActorState, Referent
from .strangers import stranger

_CANDIDATES = 30
"""Persons, most recently mentioned first, that a pronoun may mean."""
_AHEAD = 60
"""Words within which somebody is named whom a pronoun means ahead of the name."""
_INSIDE = frozenset({"pobj", "poss"})
"""Parts of a sentence in which a person is named by the way: "under the care of Dr Bailey, he ..."."""
_OTHER_GENDER = 1.5
"""From here on a name's gender makes its bearer no rival of a pronoun of the other one."""
_SURE = 0.6
"""From here on a pronoun tells the gender of whom it means."""


def he_or_she(state: ActorState, i: int) -> Referent | None:
    """The person that "he", "her", "himself" ... means."""
    sign = _sign(state, i)
    newcomer = stranger(state, i, sign)
    if newcomer is not None:
        return newcomer
    persons, evidence = rivals(state, i)
    best = likeliest_person(evidence)
    if best is not None:
        actor, probability = persons[best.index], best.probability
        likely = tuple((persons[k], chance) for k, chance in best.ranked)
    else:
        later = _person_after(state, i, sign)
        if later is None:
            return None
        actor, probability, likely = later, 0.4, ((later, 0.4),)
    reason = f"“{state.doc[i].text}” → {state.drafts[actor].name}, {_why(state, actor, i)}"
    seen = state.seen.get(actor)
    gender = sign * probability if probability > _SURE else 0.0
    return Referent(actor, probability * (seen.probability if seen else 1.0), reason, gender, likely)


def _sign(state: ActorState, i: int) -> float:
    """1 for a man's pronoun, -1 for a woman's."""
    return 1.0 if fold(state.doc[i].text) in words("masculine") else -1.0


def rivals(state: ActorState, i: int) -> tuple[list[int], list[PronounEvidence]]:
    """The persons that a pronoun may mean, the last mentioned first, and what speaks for each."""
    learned = pointed(state, i)
    last_first = list(islice(reversed(state.seen), _CANDIDATES))
    in_text = state.sources.is_told(i) and not state.sources.is_possessor(i)
    if in_text:
        told = list(islice(reversed(state.told), _CANDIDATES))
        last_first = list(dict.fromkeys(told + last_first))
    persons = [actor for actor in last_first if state.drafts[actor].is_one_person]
    another = means_another(state, i)
    others = barred(state, i) | {actor for actor in persons if another and state.in_own_words(actor, i)}
    persons = [actor for actor in persons if actor not in others] or persons
    sign = _sign(state, i)
    fitting = [actor for actor in persons if state.drafts[actor].gender * sign > -_OTHER_GENDER]
    ranks = {actor: rank for rank, actor in enumerate(fitting)}
    newer = _newcomer(state, fitting)
    return persons, [
        _evidence(state, actor, i, ranks.get(actor, len(ranks)), learned, newer, in_text=in_text) for actor in persons
    ]


def _newcomer(state: ActorState, persons: Sequence[int]) -> int | None:
    """The last of some persons who acted after the last speaker was mentioned: who takes a pronoun over."""
    last = state.last_speaker
    spoke = state.told.get(last) if last is not None else None
    if spoke is None:
        return None
    acted = (actor for actor in reversed(state.acted) if actor in persons)
    newest = next(acted, None)
    return newest if newest is not None and newest != last and state.acted[newest] > spoke.token else None


def _evidence(
    state: ActorState,
    actor: int,
    i: int,
    rank: int,
    learned: dict[int, float],
    newcomer: int | None,
    *,
    in_text: bool,
) -> PronounEvidence:
    """What speaks for one person, by the names of data/pronoun_weights.csv; `in_text`: only the text speaks at it."""
    token, draft, seen = state.doc[i], state.drafts[actor], state.seen[actor]
    only_by_others = in_text and actor not in state.told
    if in_text:
        seen = state.told.get(actor, seen)
    agreement = draft.gender * _sign(state, i)
    gap = state.sources.narrated[i] - state.sources.narrated[seen.token]
    quotes = state.is_source(i) and state.sources.by_head[i].attribution.kind == "direct"
    own, quoted = state.in_own_words(actor, i), _is_verbatim(state, i)
    return PronounEvidence(
        {
            "acted_last": float(next(reversed(state.acted), None) == actor),
            "acted_since": float(newcomer == actor),
            "taken_over": float(newcomer is not None and state.last_speaker == actor),
            "speaks_on": float(quotes and state.last_speaker == actor and newcomer is None and gap <= 1),
            "gender_same": 1.0 if agreement > 1 else 0.5 if agreement > 0.5 else 0.0,
            "gender_title_conflict": 1.0 if agreement <= -5 else 0.0,
            "gender_forename_conflict": min(1.0, -agreement / 2) if -5 < agreement < 0 else 0.0,
            "sentences": float(min(gap, 4)),
            "far": 1.0 if gap > 4 else 0.0,
            "subject": float(seen.subject or _acts_there(state, actor, seen.token)),
            "last": float(rank == 0),
            "second_last": float(rank == 1),
            "frequency": math.log1p(state.seen[actor].count),
            "inside": float(
                gap == 0 and is_subject(token) and seen.role in _INSIDE and not _is_topic(state, seen.token, i)
            ),
            "continues": float(seen.kind == "pronoun"),
            "said_before": float(state.last_speaker == actor),
            "own_quotation": float(own and quoted),
            "own_report": float(own and not quoted),
            "parallel": float(seen.role == token.dep_ and token.dep_ != ""),
            "source_source": float(state.is_source(i) and seen.source),
            "same_paragraph": float(state.paragraph[i] == state.paragraph[seen.token]),
            "named": float(draft.named),
            "said_by_others": float(only_by_others),
            "own_content": float(state.in_own_content(actor, i)),
            "topic": float(_is_topic(state, seen.token, i)),
            "learned": math.log(learned.get(actor, 0.0) + 0.02) if learned else 0.0,
        }
    )


def _is_verbatim(state: ActorState, i: int) -> bool:
    """Whether somebody's very words stand at a token: in quotation marks, or behind the label of a transcript."""
    around = state.sources.around.get(i)
    return state.parsed.is_quoted(i) or (around is not None and around.attribution.kind == "direct")


def _acts_there(state: ActorState, actor: int, there: int) -> bool:
    """Whether the actor is a subject in the sentence of a mention: "Lenz shook his head" mentions him twice."""
    acted = state.acted.get(actor)
    return acted is not None and state.sources.narrated[acted] == state.sources.narrated[there]


def _is_topic(state: ActorState, name: int, i: int) -> bool:
    """ "For Lee, he said ...": whether the name opens the sentence of the pronoun as what it is about."""
    token = state.doc[name]
    opens = token.dep_ == "pobj" and fold(token.head.text) == "for" and state.sentence[name] == state.sentence[i]
    return opens and name < i and i - token.head.i <= 8


def _person_after(state: ActorState, i: int, sign: float) -> int | None:
    """A person named later in the same sentence or the next: "In his speech, Lee said ..."."""
    for j in range(i + 1, min(i + _AHEAD, len(state.doc))):
        if state.sentence[j] > state.sentence[i] + 1:
            return None
        actor = state.actor_at.get(j)
        if actor is not None and state.drafts[actor].is_one_person and state.drafts[actor].gender * sign > -1.5:
            return actor
    return None


def _why(state: ActorState, actor: int, i: int) -> str:
    seen = state.seen.get(actor)
    if seen is None:
        return "named further on"
    if state.in_own_words(actor, i) and not state.parsed.is_quoted(i):
        return "whose words these are"
    if state.last_speaker == actor:
        return "the last speaker"
    if next(reversed(state.seen)) == actor:
        return "the last person named"
    return "the subject before" if seen.subject else "named before"
