"""Whose label stands before the words of a transcript: "LENA HOLT:", later "HOLT:" or "LH:"."""

from __future__ import annotations

from ..english.noun_phrases import text_of
from .sources import SourceTokens
from .state import ActorState, Referent

_LABEL = 6
"""Tokens within which a label that counts among the words ends."""


def labelled(state: ActorState, source: SourceTokens) -> Referent | None:
    """ "HOLT:" or "LH:" after a "Lena Holt:": whose label it is, cut short."""
    label = _label(state, source)
    actor = state.labels.get(label[0]) if len(label) == 1 else None
    return None if actor is None else Referent(actor, 0.9)


def short_labels(state: ActorState, source: SourceTokens) -> tuple[str, ...]:
    """What a full label may be cut short to further on."""
    label = _label(state, source)
    return (label[-1], "".join(word[0] for word in label)) if len(label) > 1 else ()


def label_among_words(state: ActorState, source: SourceTokens) -> Referent | None:
    """ "WALLACE: If I may ...": the name in front of the colon with which the words begin."""
    if not source.attribution.content:
        return None
    start, end = state.parsed.index.tokens(source.attribution.content[0])
    colon = next((i for i in range(start, min(start + _LABEL, end)) if state.doc[i].text == ":"), None)
    actor = None if colon is None else state.actor_at.get(colon - 1)
    return None if actor is None else Referent(actor, 0.9)


def _label(state: ActorState, source: SourceTokens) -> list[str]:
    """The words in front of a colon that opens a line, in capitals."""
    cue = source.attribution.cue
    if not cue or source.head < 0 or cue[0].of(state.parsed.text) != ":":
        return []
    return text_of(state.doc, source.start, source.end).upper().split()
