"""Whom "he" and "she" mean in news: pointers from the pronouns that speak in a marked statement to their names.

Coreference corpora hold little news. Whoever marks the speaker of "he said" by name says whom "he" means.
"""

from __future__ import annotations

from collections.abc import Sequence

from .about import same_name
from .corpora import ENTITY_LABELS, Example, gold_spans

_SAME_PERSON = {"he": frozenset({"he", "him", "his"}), "she": frozenset({"she", "her", "hers"})}
"""By a pronoun that speaks, those that can be of the same person."""
_REACH = 240
"""Words between a pronoun and the farthest mention that it may point to."""

Links = list[tuple[int, tuple[int, ...]]]


def speaking_pronouns(example: Example, entities: Sequence[int]) -> Links:
    """From each "he" and "she" that speaks to the last words of his names before, by an example's entity labels.

    Pronouns after the last of them, with nobody else named between, are right as well.
    """
    people = sorted(span for span in gold_spans(entities, ENTITY_LABELS) if span[2] == "PERSON")
    named = [(last, " ".join(example.words[first : last + 1])) for first, last, _ in people]
    found: dict[int, tuple[int, ...]] = {}
    for marked in example.marked:
        at = marked.speaking_pronoun
        if at is None or not marked.speaker:
            continue
        before = [(last, name) for last, name in named if at - _REACH <= last < at]
        own = [last for last, name in before if same_name(name, marked.speaker)]
        if own:
            others = [last for last, name in before if last > own[-1]]
            kind = _SAME_PERSON[example.words[at].lower()]
            until = others[0] if others else at
            found[at] = (*own, *(i for i in range(own[-1] + 1, until) if example.words[i].lower() in kind))
    return sorted(found.items())
