"""Who speaks where a source stands beside the words: whoever was found to be meant there."""

from __future__ import annotations

from itertools import islice

from ..english.lexicon import fold, words
from ..english.noun_phrases import left_edge, source_head, text_of, without_article
from ..report import Speaker
from .cast import AUTHOR, Mention, Resolved
from .joint import joint_speakers
from .labels import labelled
from .nominals import introduce_described
from .sources import SourceTokens
from .state import ActorState, Referent, Voice

_LAST_MENTIONS = 12
"""Those among which the mention is that covers a source's head."""
_APPOSITION = 25
"""Words after a source's head in which the name beside it stands."""


def sourced(state: ActorState, source: SourceTokens) -> Voice:
    """The speaker behind a source; the words themselves where it is nobody known."""
    return (
        labelled(state, source)
        or joint_speakers(state, source)
        or _mentioned(state, source)
        or _author(state, source)
        or _as_written(state, source)
    )


def _mentioned(state: ActorState, source: SourceTokens) -> Referent | None:
    mention = _name_beside(state, source) or state.mention_at.get(source.head)
    if mention is None:
        return _covered(state, source)
    if mention.kind == "name" and state.drafts[mention.actor].type == "group":
        part = _part_of_group(state, source, mention)
        if part is not None:
            return part
    return Referent(mention.actor, mention.probability, mention.reason)


def _covered(state: ActorState, source: SourceTokens) -> Referent | None:
    """The actor within whose name or description the head stands."""
    actor = state.actor_at.get(source.head)
    if actor is None:
        return None
    last = islice(reversed(state.mentions), _LAST_MENTIONS)
    mention = next((mention for mention in last if mention.start <= source.head < mention.end), None)
    return Referent(actor, mention.probability, mention.reason) if mention else Referent(actor, 0.7)


def _part_of_group(state: ActorState, source: SourceTokens, mention: Mention) -> Referent | None:
    """ "Many Americans", "House Republicans": a part of the group is an actor of its own, introduced here."""
    start = without_article(state.doc, max(left_edge(state.doc, mention.head), source.start), mention.end)
    if start >= mention.start or state.drafts[mention.actor].members:
        return None
    text = text_of(state.doc, start, mention.end)
    part = Referent(introduce_described(state, mention.head, "group", text), 0.9)
    state.record(start, mention.end, mention.head, "nominal", part)
    return part


def _name_beside(state: ActorState, source: SourceTokens) -> Mention | None:
    """ "the running mate, Governor Mike Pence": the name in apposition to a description."""
    doc = state.doc
    at = state.mention_at.get(source.head)
    if at is not None and at.kind == "name":
        return None
    for j in range(source.head + 1, min(source.end, source.head + _APPOSITION)):
        if fold(doc[j].text) == "including":
            return None
        if doc[j].text in (",", "—", "–", "-") and j + 1 < source.end:  # noqa: RUF001
            if fold(doc[j + 1].text) in ("including", "such", "among"):
                return None
            mention = state.mention_at.get(source_head(doc, j + 1, source.end))
            if mention is None:
                continue
            if mention.kind != "name" or state.drafts[mention.actor].type != "person":
                return None
            return mention
        if doc[j].tag_ in ("WP", "WDT", "VBD"):
            return None
    return None


def _author(state: ActorState, source: SourceTokens) -> Resolved | None:
    """ "I think": the author, where nobody's words stand around it."""
    first = fold(state.doc[source.head].text) in words("first") | words("first_plural")
    return Resolved(AUTHOR, 0.5, ("the author's own voice",)) if first else None


def _as_written(state: ActorState, source: SourceTokens) -> Resolved:
    text = text_of(state.doc, source.start, source.end)
    return Resolved(Speaker(None, text or "unknown", "unknown"), 0.4, ("taken as it is written",))
