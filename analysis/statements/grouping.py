"""Which fragments make one statement: those of one cue that nothing parts, and a quotation that runs on.

What stands between two fragments of one cue (a sentence's end, a paragraph's, a closed quotation) may say that the
second cannot go on what the cue reports.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ..article.quotations import touching
from ..report import Span
from .fragments import MOST_SKIPPED, NEAR, Fragment, is_quoted
from .links import Marked
from .shared_cues import is_whole

_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?]")
_LEADS_IN = re.compile(r":\s*$")


def parted(fragments: Sequence[Fragment], marked: Marked) -> list[Fragment]:
    """The fragments; one that cannot go on what its cue reports, for what stands between, finds another or none."""
    by_cue: dict[Span, list[Fragment]] = defaultdict(list)
    for fragment in fragments:
        if fragment.cue is not None:
            by_cue[fragment.cue].append(fragment)
    apart: dict[Span, Fragment] = {}
    for cue, group in by_cue.items():
        anchor = _anchor(group, cue, marked)
        for fragment in group:
            if fragment is not anchor and not _goes_on(fragment, anchor, cue, marked):
                apart[fragment.span] = _with_another_cue(fragment, cue, marked)
    return [apart.get(fragment.span, fragment) for fragment in fragments]


def _with_another_cue(fragment: Fragment, lost: Span, marked: Marked) -> Fragment:
    """The fragment under its next likely cue, if that stands close enough; else without one, its source kept."""
    word = marked.word(fragment.span)
    cue, chance = marked.cue(fragment.span, word, but=lost)
    if cue is None or marked.distance(fragment.span, cue) > NEAR:
        return replace(fragment, cue=None)
    source, source_chance = marked.source(fragment.span, cue, word)
    return replace(fragment, cue=cue, cue_probability=chance, source=source, source_probability=source_chance)


def _anchor(group: Sequence[Fragment], cue: Span, marked: Marked) -> Fragment:
    """The fragment that a cue surely reports: a quotation beside it, else the nearest."""

    def rank(fragment: Fragment) -> tuple[bool, float]:
        distance = marked.distance(fragment.span, cue)
        if fragment.source and min(fragment.span, cue) < fragment.source < max(fragment.span, cue):
            distance -= fragment.source.end - fragment.source.start
        return not (distance <= NEAR and is_quoted(fragment, marked.quoted)), distance

    return min(group, key=rank)


def _goes_on(fragment: Fragment, anchor: Fragment, cue: Span, marked: Marked) -> bool:
    """Whether a fragment belongs to the one nearest to the cue: "A," she said. "B"; counted on PolNeAR train."""
    text = marked.text
    quoted, by_quoted = is_quoted(fragment, marked.quoted), is_quoted(anchor, marked.quoted)
    low, high = min(fragment.span.end, anchor.span.end), max(fragment.span.start, anchor.span.start)
    gap = text[low:high]
    ends = marked.paragraphs(fragment.span, anchor.span)
    if not _WORD.search(gap) and quoted and by_quoted:
        # The next paragraph of one quotation; but of 265 that a closed one inside its paragraph precedes, 12 are.
        return not (ends and _is_complete(min(fragment.span, anchor.span), marked))
    if ends:
        after = len(_WORD.findall(text, cue.end, fragment.span.start))
        if anchor.source and cue.end <= anchor.source.start and anchor.source.end <= fragment.span.start:
            after -= len(_WORD.findall(text, *anchor.source))
        return ends == 1 and quoted and by_quoted and cue.end <= fragment.span.start and after <= MOST_SKIPPED
    if low <= cue.start and cue.end <= high:
        return by_quoted or not quoted
    return not _SENTENCE_END.search(gap) and len(_WORD.findall(gap)) <= MOST_SKIPPED


def _is_complete(span: Span, marked: Marked) -> bool:
    """Whether it ends with a closed quotation before which words stand in the same paragraph."""
    last = max(touching(marked.quoted, span), key=lambda quotation: quotation.start)
    return last.closed and bool(_WORD.search(marked.text, marked.parsed.paragraphs.start(last.start), last.start))


def grouped(fragments: Sequence[Fragment], marked: Marked) -> list[list[Fragment]]:
    """Fragments of one statement together: those with one cue, and a quotation that runs on over a paragraph."""
    runs_on = {quotation.end for quotation in marked.quoted if quotation.continues}
    groups: list[list[Fragment]] = []
    by_cue: dict[Span, list[Fragment]] = {}
    for fragment in fragments:
        before = groups[-1][-1] if groups else None
        if fragment.cue is not None and fragment.cue in by_cue:
            by_cue[fragment.cue].append(fragment)
            continue
        follows = before is not None and not _WORD.search(marked.text, before.span.end, fragment.span.start)
        if before and fragment.cue is None and before.span.end in runs_on and follows:
            groups[-1].append(fragment)
            continue
        groups.append([fragment])
        if fragment.cue is not None:
            by_cue[fragment.cue] = groups[-1]
    return groups


def with_continued(groups: Sequence[list[Fragment]], marked: Marked) -> list[list[Fragment]]:
    """The groups; a quotation without a cue of its own goes on what the statement before it says.

    Of 24 such beside a statement, 19 do, in articles that the encoder was not trained on.
    """
    joined: list[list[Fragment]] = []
    for group in groups:
        if joined and _continues(group, joined[-1], marked):
            joined[-1] = [*joined[-1], *group]
        else:
            joined.append(list(group))
    return joined


def _continues(group: Sequence[Fragment], before: Sequence[Fragment], marked: Marked) -> bool:
    """Whether it is whole quoted sentences, right after a statement whose cue and source they may have."""
    cue, source, first, text = before[0].cue, before[0].source, group[0], marked.text
    if cue is None or first.cue is not None or not all(_is_whole_or_runs_on(f, before[-1], marked) for f in group):
        return False
    if first.source not in (None, source) or before[-1].span.of(text).rstrip("\"”’' ").endswith("?"):
        return False
    reported = [fragment.span for fragment in before]
    end = max(span.end for span in (*reported, cue, *((source,) if source else ())))
    if end > first.span.start or marked.paragraphs(reported[-1], first.span) > 1:
        return False
    gap = text[end : first.span.start]
    return (
        bool(_SENTENCE_END.search(gap) or _SENTENCE_END.search(text, end - 2, end))
        and len(_SENTENCE_END.findall(gap)) <= 1
        and len(_WORD.findall(gap)) <= MOST_SKIPPED
        and not _LEADS_IN.search(gap)
    )


def _is_whole_or_runs_on(fragment: Fragment, before: Fragment, marked: Marked) -> bool:
    """Whether it is a whole quotation, or, after another, the paragraph of one that the next paragraph goes on with."""
    if is_whole(fragment, marked.quoted, marked.text):
        return True
    touched = touching(marked.quoted, fragment.span)
    return is_quoted(before, marked.quoted) and any(one.continues and one.span == fragment.span for one in touched)
