"""The records themselves: spans, and JSON that gives back what it was given."""

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.report import (
    Actor,
    ActorMention,
    Country,
    CountryMention,
    Engine,
    Entity,
    Report,
    Section,
    Span,
    Speaker,
    Statement,
    Target,
    join_content,
)

words = st.text(max_size=12)
maybe = st.none() | words
offsets = st.integers(0, 10**6)
spans = st.builds(Span, offsets, offsets)
many_spans = st.lists(spans, max_size=3).map(tuple)
tuples = st.lists(words, max_size=3).map(tuple)


def lists(one: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(one, max_size=2).map(tuple)


targets = st.builds(Target, maybe, words, words, maybe, st.booleans(), many_spans)
statements = st.builds(
    Statement,
    id=words,
    kind=words,
    speaker=st.builds(Speaker, maybe, words, words, maybe, maybe),
    content=st.lists(spans, min_size=1, max_size=3).map(tuple),
    text=words,
    source=many_spans,
    cue=many_spans,
    cue_lemma=maybe,
    act=words,
    via=maybe,
    about=lists(targets),
    countries=tuples,
    tone=st.sampled_from([-1, 0, 1, None]),
    negated=st.booleans(),
    speech=st.booleans(),
    confidence=st.floats(0, 1),
    reasons=tuples,
)
country_mentions = st.builds(CountryMention, offsets, offsets, words, words, words)
reports = st.builds(
    Report,
    id=words,
    text=st.text(),
    title=maybe,
    outlet=maybe,
    published=maybe,
    url=maybe,
    language=words,
    engine=st.builds(Engine, words, words, words),
    sections=lists(st.builds(Section, words, offsets, offsets)),
    entities=lists(st.builds(Entity, offsets, offsets, words, words, maybe, maybe)),
    actors=lists(
        st.builds(
            Actor, words, words, words, maybe, maybe, tuples, lists(st.builds(ActorMention, offsets, offsets, words))
        )
    ),
    countries=lists(st.builds(Country, words, words, words, lists(country_mentions), st.booleans())),
    statements=lists(statements),
    notes=tuples,
)


@given(reports)
def test_json_gives_back_the_report(report: Report) -> None:
    assert Report.from_json(report.to_json()) == report


@given(reports)
def test_json_is_one_line(report: Report) -> None:
    line = report.to_json()
    assert "\n" not in line
    assert "\r" not in line


@pytest.mark.parametrize(
    "line",
    ["", "{}", "[]", "null", "7", '{"schema": 2}', '{"schema": 1}', '{"schema": 1, "id": "a", "text": "b"}', '"text"'],
)
def test_what_is_no_report_is_refused_with_a_value_error(line: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Report.from_json(line)


def test_a_report_of_another_schema_names_both() -> None:
    row = json.loads(Report(id="a", text="b").to_json()) | {"schema": 99}
    with pytest.raises(ValueError, match="schema 99.*schema 1"):
        Report.from_json(json.dumps(row))


@pytest.mark.parametrize(
    ("one", "other", "overlaps", "contains"),
    [
        (Span(2, 5), Span(2, 5), True, True),
        (Span(2, 5), Span(3, 4), True, True),
        (Span(2, 5), Span(4, 6), True, False),
        (Span(2, 5), Span(5, 6), False, False),
        (Span(2, 5), Span(0, 2), False, False),
        (Span(2, 5), Span(0, 9), True, False),
    ],
)
def test_spans_meet_and_hold_each_other(one: Span, other: Span, overlaps: bool, contains: bool) -> None:
    assert one.overlaps(other) is overlaps
    assert other.overlaps(one) is overlaps
    assert one.contains(other) is contains


def test_fragments_are_joined_by_an_ellipsis() -> None:
    assert join_content("We will go, she said, and soon", [Span(0, 10), Span(22, 30)]) == "We will go … and soon"


def test_the_main_target_the_focus_and_the_actor_are_found() -> None:
    actor = Actor("a1", "Mali", "country")
    main = Target("a1", "Mali", "country", "ML", main=True)
    statement = Statement(
        "s1",
        "direct",
        Speaker(None, "unknown", "unknown"),
        (Span(3, 5), Span(8, 9)),
        "",
        about=(Target(None, "x", "org"), main),
    )
    mali = Country("ML", "MLI", "Mali", (CountryMention(0, 4, "Mali", "name", "It is named."),), focus=True)
    report = Report("r", "Mali ...", actors=(actor,), countries=(mali,), statements=(statement,))
    assert statement.main == main
    assert (statement.start, statement.end) == (3, 9)
    assert report.focus == mali
    assert mali.count == 1
    assert report.actor("a1") == actor
    assert report.actor("a2") is None
    assert report.actor(None) is None


def test_records_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Report("r", "text").text = "other"  # type: ignore[misc]
