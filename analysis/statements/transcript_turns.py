"""Lines that name who speaks: turns of a transcript belong to their label, signed quotations to the name below them."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import replace

from ..article.speaker_labels import asks, is_anonymous
from ..article.transcripts import Signed, Turn, headed, signed, turns
from ..report import Span
from .attributions import Attribution, SpanEvidence
from .unmarked_speech import FIRST_PERSON

_OF_A_TURN = SpanEvidence(content=0.95, cue=0.95, source=0.95, cue_span=0.95, source_span=0.95)
"""What a line of a transcript is worth, for want of the encoder's probabilities."""


def audible_turns(text: str, silent: Sequence[Span], headlines: Sequence[Span]) -> list[Turn]:
    """The turns without what stands in captions and menus; a headline ("Holt: We will sign") does not go on below."""
    heard = []
    for turn in turns(text):
        in_title = any(span.overlaps(turn.words) for span in headlines)
        more = () if in_title else (part for part in turn.more if not any(span.overlaps(part) for span in silent))
        if not any(span.overlaps(turn.words) for span in silent):
            heard.append(replace(turn, more=tuple(more)))
    return heard


def with_turns(text: str, found: Sequence[Attribution], exchange: Sequence[Turn]) -> list[Attribution]:
    """Each line of a transcript as one statement of its label; what is reported inside it stays."""
    if not exchange:
        return list(found)
    starts = [turn.start for turn in exchange if turn.label]
    all_starts = [turn.start for turn in exchange]
    within = (_without_labels(a, exchange, starts) for a in found)
    kept = [a for a in within if a.content and not _is_turn(text, a, exchange, all_starts)]
    return [*kept, *(_of_turn(text, turn) for turn in exchange)]


def _without_labels(attribution: Attribution, exchange: Sequence[Turn], starts: Sequence[int]) -> Attribution:
    """What is left of it without the fragments that hold a label: no report runs from one line into the next."""

    def holds_label(span: Span) -> bool:
        at = bisect.bisect_left(starts, span.start)
        return at < len(starts) and starts[at] < span.end

    return replace(attribution, content=tuple(span for span in attribution.content if not holds_label(span)))


def _is_turn(text: str, attribution: Attribution, exchange: Sequence[Turn], starts: Sequence[int]) -> bool:
    """Whether it says that a label speaks, or names nobody else within a line that a label speaks ("I told you")."""
    first = attribution.content[0]
    turn = exchange[max(0, bisect.bisect_right(starts, first.start) - 1)]
    if not any(words.overlaps(first) for words in turn.content):
        return turn.label is not None and turn.label.overlaps(first)
    source = attribution.source[0] if attribution.source else None
    if source is None or (turn.label and turn.label.overlaps(source)) or FIRST_PERSON.fullmatch(text, *source):
        return True
    return not any(words.contains(source) for words in turn.content)


def _of_turn(text: str, turn: Turn) -> Attribution:
    label = turn.label.of(text) if turn.label else ""
    anonymous = not label or is_anonymous(label)
    return Attribution(
        source=() if anonymous or turn.label is None else (turn.label,),
        cue=(turn.colon,) if turn.colon else (),
        content=turn.content,
        kind="direct",
        act="ask" if _is_question(text, turn) else "say",
        cue_lemma=None,
        negated=False,
        speech=True,
        via=None,
        evidence=replace(_OF_A_TURN, guessed=anonymous),
        reasons=(_why(label),),
    )


def _why(label: str) -> str:
    if not label:
        return "a line of an interview whose speaker only its place tells"
    return f"“{label}” says which side speaks, not who" if is_anonymous(label) else "a line of a transcript"


def _is_question(text: str, turn: Turn) -> bool:
    """Whether the turn ends in a question, or the side that asks has one in it."""
    said = [part.of(text).rstrip("*_\"”’' ") for part in turn.content]
    ends = said[0].endswith("?") or said[-1].endswith("?")
    return ends or bool(turn.label and asks(turn.label.of(text)) and any("?" in part for part in said))


def audible_signatures(text: str, silent: Sequence[Span]) -> list[Signed]:
    """The signed quotations that stand in no caption or menu."""
    every = (*signed(text), *headed(text))
    return [one for one in every if not any(span.overlaps(part) for span in silent for part in (one.words, one.name))]


def with_signatures(found: Sequence[Attribution], signatures: Sequence[Signed]) -> list[Attribution]:
    """Each signed quotation as one statement of the one who signed it."""
    spans = [one.words for one in signatures]
    left = (
        replace(a, content=tuple(part for part in a.content if not any(part.overlaps(span) for span in spans)))
        for a in found
    )
    return [*(a for a in left if a.content), *map(_of_signature, signatures)]


def _of_signature(one: Signed) -> Attribution:
    return Attribution(
        source=(one.name,),
        cue=(one.dash,) if one.dash else (),
        content=(one.words,),
        kind="direct",
        act="say",
        cue_lemma=None,
        negated=False,
        speech=True,
        via=None,
        evidence=replace(_OF_A_TURN, signed=True),
        reasons=("signed with a name",),
    )
