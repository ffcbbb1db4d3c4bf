"""Which characters lie in some spans, and that nobody looks at all of them for each other span."""

import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parsed import Text

from analysis.reader.parsed import MarkedSpan
from analysis.report import Span
from analysis.statements.attributions import Attribution, SpanEvidence
from analysis.statements.bare_judgements import with_bare_judgements
from analysis.statements.joined_verbs import with_joined_verbs
from analysis.statements.span_arrays import Covered

SPANS = st.builds(lambda start, size: Span(start, start + size), st.integers(0, 30), st.integers(1, 9))


@given(st.lists(SPANS), st.lists(SPANS), SPANS)
def test_a_span_touches_what_it_shares_a_character_with(first: list[Span], later: list[Span], span: Span) -> None:
    covered = Covered("x" * 40, first)
    covered.add(later)
    assert covered.touches(span) == any(span.overlaps(other) for other in (*first, *later))


@pytest.mark.parametrize("stage", [with_bare_judgements, with_joined_verbs])
def test_what_is_added_to_many_attributions_costs_no_square_of_them(stage: object) -> None:
    def calls(count: int) -> int:
        sentence = "Ana:nsubj>warned praised_VB warned_VB:ROOT Peru:dobj>warned ."
        parsed = Text(*[sentence] * count).parsed
        size = len(parsed.text) // count + 1
        places = range(0, size * count, size)
        cues = [Span(at + 4, at + 11) for at in places]
        marked = [MarkedSpan(cue, 0, 0.9) for cue in cues]
        parsed = replace(parsed, roles=dict(parsed.roles) | {"cue": tuple(marked)})
        evidence = SpanEvidence(0.9, 0.9, 0.9, 0.9, 0.9)
        found = [
            Attribution((Span(at, at + 3),), (cue,), (Span(at + 19, at + 23),), "indirect", "say", "warn", False, True,
                        None, evidence)
            for at, cue in zip(places, cues, strict=True)
        ]  # fmt: skip
        number = 0

        def told(_frame: object, event: str, _what: object) -> None:
            nonlocal number
            number += event in ("call", "c_call")

        sys.setprofile(told)
        try:
            assert len(stage(parsed, found)) >= count  # type: ignore[operator]
        finally:
            sys.setprofile(None)
        return number

    assert calls(400) < 5 * calls(100)
