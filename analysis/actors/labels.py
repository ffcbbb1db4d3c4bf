"""Whose label stands before the words of a transcript: "LENA HOLT:", later "HOLT:" or "LH:"; who "Q" and "A" are."""

from __future__ import annotations

import re
from collections import Counter

from ..english.noun_phrases import text_of
from ..report import Span
from .cast import UNKNOWN, Resolved
from .sources import SourceTokens
from .state import ActorState, Referent, Voice

_LABEL = 6
"""Tokens within which a label that counts among the words ends."""
_INITIALS = 4
"""Letters of a label that was introduced in brackets: "Lena Holt (LH)"."""
_LINE = 300
"""Characters of a line within which its label ends."""
_SIDE = re.compile(r"\W*(Q|A|QUESTION|ANSWER)\d{0,3}\W*", re.I)
_BARE = re.compile(r"[\s*_]*")
_ASKED = re.compile(r"[^“”\"]*\?[*_ ]*")
_QUOTED = ("“", '"', "„", "«")
_OBJECTS = frozenset({"dobj", "pobj", "dative"})


def labelled(state: ActorState, source: SourceTokens) -> Referent | None:
    """ "HOLT:" or "LH:" after a "Lena Holt:": whose label it is, cut short."""
    label = _label(state, source)
    actor = state.labels.get(" ".join(label)) if label else None
    if actor is None and len(label) == 1 and len(label[0]) <= _INITIALS:
        actor = _introduced(state, label[0])
    return None if actor is None else Referent(actor, 0.9)


def short_labels(state: ActorState, source: SourceTokens) -> tuple[str, ...]:
    """What a full label may be cut short to further on; of "The Minister (Ana Ruiz):" also the office."""
    label = _label(state, source)
    if not label:
        return ()
    office = _office(state, source)
    short = (label[-1], "".join(word[0] for word in label)) if len(label) > 1 else ()
    return (*short, office) if office else short


def label_among_words(state: ActorState, source: SourceTokens) -> Referent | None:
    """ "WALLACE: If I may ...": the name in front of the colon with which the words begin."""
    if not source.attribution.content:
        return None
    start, end = state.parsed.index.tokens(source.attribution.content[0])
    colon = next((i for i in range(start, min(start + _LABEL, end)) if state.doc[i].text == ":"), None)
    actor = None if colon is None else state.actor_at.get(colon - 1)
    return None if actor is None else Referent(actor, 0.9)


def side_of_interview(state: ActorState, source: SourceTokens) -> Voice | None:
    """Who asks and who answers, where only "Q" and "A" or bold type tell: the persons of the introduction."""
    side = _side(state, source)
    if side == "":
        return None
    if state.interview.sides is None:
        state.interview.sides = _sides(state)
    found = state.interview.sides["answers" if side == "A" else "asks"]
    if found is None:
        return Resolved(UNKNOWN, 0.5, ("nobody is named as its source",))
    actor, probability = found
    told = "answers" if side == "A" else "asks"
    return Referent(actor, probability, f"{state.drafts[actor].name}, whom the introduction names, {told}")


def _side(state: ActorState, source: SourceTokens) -> str:
    """ "Q" or "A", or "" where no label and no bold type says which side speaks."""
    attribution, text = source.attribution, state.parsed.text
    if attribution.source or not attribution.content or attribution.kind != "direct":
        return ""
    start = attribution.content[0].start
    line = text.rfind("\n", 0, start) + 1
    before = text[max(line, start - _LINE) : start]
    letter = _SIDE.fullmatch(before)
    if letter is not None:
        return letter.group(1)[0].upper()
    if attribution.cue:
        return ""
    said = attribution.content[0].of(text)
    if not _BARE.fullmatch(before) or said.startswith(_QUOTED):
        return ""
    if said.endswith("?"):
        return "Q"
    above = text[:line].rstrip()
    return "A" if _ASKED.fullmatch(above[above.rfind("\n") + 1 :][-_LINE:]) else ""


def _sides(state: ActorState) -> dict[str, tuple[int, float] | None]:
    """Who answers and who asks, of the persons named so far."""
    weight: Counter[int] = Counter()
    for mention in state.mentions:
        if (
            state.drafts[mention.actor].is_one_person
            and mention.kind == "name"
            and not _stands_aside(state, mention.span)
        ):
            met = state.doc[mention.head].dep_ in _OBJECTS
            weight[mention.actor] += 2 + met
    for actor in weight:
        weight[actor] += 2 * bool(state.drafts[actor].roles)
    ranked = weight.most_common()
    if not ranked:
        return {"answers": None, "asks": None}
    answers = (ranked[0][0], 0.75 if len(ranked) == 1 else 0.6)
    return {"answers": answers, "asks": (ranked[1][0], 0.5) if len(ranked) == 2 else None}


def _stands_aside(state: ActorState, span: Span) -> bool:
    """Whether a name stands in a byline or caption."""
    return any(one.span.overlaps(span) for one in state.parsed.article.sections if one.kind in ("byline", "caption"))


def _introduced(state: ActorState, initials: str) -> int | None:
    """Whose initials stood in brackets behind the name: "Lena Holt (LH), mayor of Narva"."""
    doc = state.doc
    if not state.interview.initials:
        state.interview.initials[""] = -1
        for i in range(2, len(doc) - 1):
            if doc[i - 1].text == "(" and doc[i + 1].text == ")" and i - 2 in state.actor_at:
                state.interview.initials.setdefault(doc[i].text.upper(), state.actor_at[i - 2])
    return state.interview.initials.get(initials)


def _office(state: ActorState, source: SourceTokens) -> str | None:
    text, start = state.parsed.text, source.attribution.source[0].start
    before = text[text.rfind("\n", 0, start) + 1 : start].strip()
    return " ".join(before[:-1].upper().split()) if before.endswith("(") and len(before) > 1 else None


def _label(state: ActorState, source: SourceTokens) -> list[str]:
    """The words of a label that opens a line, in capitals: in front of a colon, or of the words themselves."""
    attribution, text = source.attribution, state.parsed.text
    if source.head < 0 or not attribution.content:
        return []
    if attribution.cue:
        is_label = attribution.cue[0].of(text) == ":"
    else:
        is_label = attribution.kind == "direct" and attribution.source[0].end <= attribution.content[0].start
    if not is_label:
        return []
    return text_of(state.doc, source.start, source.end).upper().split()
