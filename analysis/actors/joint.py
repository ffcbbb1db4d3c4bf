"""Several who speak together: "Obama and Clinton", "Jane Roe, head of the institute, and other scientists"."""

from __future__ import annotations

from ..english.lexicon import fold
from ..english.noun_phrases import is_noun, is_plural, left_edge, source_head, text_of
from ..report import ActorType
from .cast import Mention
from .nominals import introduce_described, is_possessive
from .sources import SourceTokens
from .state import ActorState, Phrase, Referent

_SPEAKERS: frozenset[ActorType] = frozenset({"person", "org", "country", "group"})
_LONGEST_NAME = 8
"""Words in which the head of a name is looked for."""


def joint_speakers(state: ActorState, source: SourceTokens) -> Referent | None:
    """The group of two or more that a source names; one that stands for the first time is introduced there."""
    known = state.joint.get((source.start, source.end))
    if known is not None:
        return Referent(known, 0.9)
    others = _and_others(state, source) or _and_own(state, source)
    if others is not None:
        return others
    members = _members(state, source.start, source.end) or _apposed(state, source)
    if members is None:
        return None
    found = Referent(state.introduce_together(members, source.start), 0.9)
    head = source.head if source.head not in state.mention_at else source.start
    state.record(source.start, source.end, head, "name", found)
    state.plurals.append(Phrase(source.head, True, "people", found.actor))
    state.joint[source.start, source.end] = found.actor
    return found


def _apposed(state: ActorState, source: SourceTokens) -> tuple[int, ...] | None:
    """The persons whose names end what a plural tells of them: "leaders of both parties, Ana Ruiz and Luis Vega"."""
    if not is_plural(state.doc[source.head]):
        return None
    end = state.parsed.index.tokens(source.attribution.source[0])[1]
    for at in range(source.head + 1, end):
        is_named = state.doc[at].text == "," and _name_from(state, at + 1, end) is not None
        members = _members(state, at + 1, end) if is_named else None
        if members is not None and all(state.drafts[actor].is_one_person for actor in members):
            return members
    return None


def _members(state: ActorState, start: int, end: int) -> tuple[int, ...] | None:
    """The two or more named actors that the words of a source join, and nobody else."""
    members: dict[int, None] = {}
    joined = False
    i = start
    while i < end:
        name = _name_from(state, i, end)
        if name is not None:
            i = name.end
            if _name_from(state, i + 1, end) is None or state.doc[i].tag_ != "POS":  # "Kenya's Ruto" is Ruto
                members[name.actor] = None
            continue
        token = state.doc[i]
        if token.tag_ == "CC" or token.text in ("&", "and"):
            if fold(token.text) in ("both", "neither") and not members:
                i += 1
                continue
            if not members or token.text in ("but", "or") or (token.text == "nor" and not _is_of_neither(state, start)):
                return None
            joined = True
        elif token.text == "," and members and (after := _after_description(state, i, end)) is not None:
            i = after
            continue
        elif token.text == "," or token.tag_ in ("POS", "DT", "PRP$") or (joined and fold(token.text) == "of"):
            pass
        elif members and not (is_noun(token) or token.tag_ in ("JJ", "HYPH")):
            break
        elif (members and not joined) or token.tag_ == "IN":
            return None
        i += 1
    speak = all(state.drafts[actor].type in _SPEAKERS for actor in members)
    return tuple(members) if joined and len(members) > 1 and speak else None


def _is_of_neither(state: ActorState, start: int) -> bool:
    """Whether a source denies for each of those it names: "Neither Ana Ruiz nor Luis Vega"."""
    return fold(state.doc[start].text) == "neither"


def _after_description(state: ActorState, comma: int, end: int) -> int | None:
    """Where the next name is joined on, behind what is told of the one before: "Ana Ruiz, a judge, | and Luis Vega"."""
    doc = state.doc
    closing = next((i for i in range(comma + 1, end - 2) if doc[i].text == ","), None)
    if closing is None or closing == comma + 1 or fold(doc[closing + 1].text) != "and":
        return None
    is_told = _name_from(state, comma + 1, end) is None and _name_from(state, closing + 2, end) is not None
    return closing + 1 if is_told else None


def _and_own(state: ActorState, source: SourceTokens) -> Referent | None:
    """ "Mr. Lee and his advisers", "he and other challengers": somebody and those around him, as one group."""
    doc = state.doc
    at = next((i for i in range(source.start, source.end) if fold(doc[i].text) == "and"), None)
    if at is None or at == source.start or at + 2 > source.end - 1:
        return None
    named = state.actor_at.get(at - 1)
    opens = is_possessive(doc[at + 1]) or fold(doc[at + 1].text) == "other"
    last = source_head(doc, at + 2, source.end)
    if named is None or not opens or not is_plural(doc[last]) or not state.drafts[named].is_one_person:
        return None
    text = f"{state.drafts[named].name} and {text_of(doc, at + 1, last + 1)}"
    return Referent(introduce_described(state, last, "group", text), 0.9)


def _name_from(state: ActorState, start: int, end: int) -> Mention | None:
    """The name that begins at a token, if it is no modifier."""
    heads = range(start, min(start + _LONGEST_NAME, end))
    found = (mention for head in heads if (mention := state.mention_at.get(head)) and mention.start == start)
    mention = next(found, None) or state.named_at.get(start)  # a source that is cut short ends before its names
    return mention if mention is not None and mention.kind == "name" and not mention.modifier else None


def _and_others(state: ActorState, source: SourceTokens) -> Referent | None:
    """A person and those who stand last, with a description between them."""
    doc, last = state.doc, source.end - 1
    start = left_edge(doc, last)
    if start - 2 <= source.start or [token.text for token in doc[start - 2 : start]] != [",", "and"]:
        return None
    named = state.actor_at.get(source.start)
    if named is None or not state.drafts[named].is_one_person or not is_plural(doc[last]) or last in state.actor_at:
        return None
    text = f"{state.drafts[named].name} and {text_of(doc, start, source.end)}"
    return Referent(introduce_described(state, last, "group", text), 0.9)
