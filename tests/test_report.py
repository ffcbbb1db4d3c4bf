"""The records themselves: spans, and JSON that gives back what it was given."""

import dataclasses
import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reports import REPORT

from analysis.report import (
    Act,
    Actor,
    ActorMention,
    ActorType,
    Checked,
    Country,
    CountryMention,
    Engine,
    Entity,
    Form,
    Found,
    How,
    Kind,
    Likely,
    MentionKind,
    Report,
    Section,
    SectionKind,
    Span,
    Speaker,
    Statement,
    Target,
    Tone,
    Via,
    ViaType,
    checked,
    join_content,
)

words = st.text(max_size=12)
maybe = st.none() | words
offsets = st.integers(0, 10**6)
spans = st.builds(Span, offsets, offsets)
many_spans = st.lists(spans, max_size=3).map(tuple)
tuples = st.lists(words, max_size=3).map(tuple)


def one_of(literal: object) -> st.SearchStrategy:
    return st.sampled_from(get_args(literal))


types = one_of(ActorType)
chances = st.none() | st.floats(0, 1)


def lists(one: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(one, max_size=2).map(tuple)


targets = st.builds(Target, maybe, words, types, maybe, st.booleans(), many_spans, chances)
likely = st.builds(Likely, maybe, words, st.floats(0, 1))
statements = st.builds(
    Statement,
    id=words,
    kind=one_of(Kind),
    speaker=st.builds(Speaker, maybe, words, types, maybe, maybe, chances, lists(likely)),
    content=st.lists(spans, min_size=1, max_size=3).map(tuple),
    text=words,
    source=many_spans,
    cue=many_spans,
    cue_lemma=maybe,
    act=one_of(Act),
    via=st.none() | st.builds(Via, words, one_of(ViaType)),
    about=lists(targets),
    countries=tuples,
    tone=st.none() | one_of(Tone),
    tone_probability=chances,
    negated=st.booleans(),
    speech=st.booleans(),
    confidence=st.floats(0, 1),
    reasons=tuples,
    checked=one_of(Checked),
    places=many_spans,
)
country_mentions = st.builds(CountryMention, offsets, offsets, words, one_of(How), words)
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
    sections=lists(st.builds(Section, one_of(SectionKind), offsets, offsets)),
    entities=lists(st.builds(Entity, offsets, offsets, words, words, maybe, maybe)),
    actors=lists(
        st.builds(
            Actor,
            words,
            words,
            types,
            maybe,
            maybe,
            tuples,
            lists(st.builds(ActorMention, offsets, offsets, one_of(MentionKind))),
        )  # fmt: skip
    ),
    countries=lists(st.builds(Country, words, words, words, lists(country_mentions), st.booleans())),
    statements=lists(statements),
    notes=tuples,
    given_form=one_of(Form),
)


def found(report: Report) -> Report:
    """A report whose outlet and date were found in the article itself."""
    fields = [("outlet", report.outlet), ("published", report.published)]
    return dataclasses.replace(
        report, found=tuple(Found(name, value, "byline") for name, value in fields if value is not None)
    )


@given(reports | reports.map(found))
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
    with pytest.raises(ValueError, match="schema 99.*schema 1 or 2"):
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


OLD = {
    "schema": 1, "id": "old", "text": "Ruiz said yes, according to the Daily.", "title": None, "outlet": None,
    "published": None, "url": None, "language": "en", "engine": {"name": "onrecord", "version": "0.9", "model": "m"},
    "sections": [{"kind": "body", "start": 0, "end": 38}], "entities": [], "countries": [], "notes": [],
    "actors": [{"id": "a1", "name": "Kern", "type": "person", "role": None, "country": None, "aliases": [],
                "mentions": [[0, 4, "name"]]}],
    "statements": [{
        "id": "s1", "kind": "indirect", "source": [[0, 4]], "cue": [[5, 9]], "cue_lemma": "say", "act": "say",
        "speaker": {"actor": None, "name": "Ruiz", "type": "person", "role": None, "country": None},
        "content": [[10, 13]], "text": "yes", "via": {"name": "the Daily"},
        "about": [{"actor": "a1", "name": "Kern", "type": "person", "country": None, "main": True, "mentions": []}],
        "countries": [], "tone": 1, "negated": False, "speech": True, "confidence": 0.9, "reasons": [],
    }],
}  # fmt: skip


def old(**fields: object) -> dict:
    """A report of the first schema, with other fields in its statement."""
    return {**OLD, "statements": [{**OLD["statements"][0], **fields}]}  # type: ignore[index]


def test_a_report_of_the_first_schema_is_read_and_written_in_the_second() -> None:
    report = Report.from_dict(OLD)
    (statement,) = report.statements
    assert report.given_form == "text"
    assert statement.via == Via("the Daily", "org")
    assert (statement.speaker.probability, statement.speaker.likely) == (None, ())
    assert (statement.about[0].probability, statement.tone, statement.tone_probability) == (None, 1, None)
    assert statement.places == ()
    assert report.to_dict()["schema"] == 2
    assert Report.from_dict(report.to_dict()) == report


def test_through_whom_an_old_report_told_something_is_what_its_actor_is() -> None:
    assert Report.from_dict(old(via={"name": "Kern"})).statements[0].via == Via("Kern", "person")


def test_what_says_nothing_is_not_written() -> None:
    (row,) = Report.from_dict(OLD).to_dict()["statements"]
    assert {"places", "checked"}.isdisjoint(row)
    assert "likely" not in row["speaker"]


SPEAKER = {"actor": None, "name": "he", "type": "unknown", "role": None, "country": None}


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"kind": "loud"}, "The kind of a statement is 'loud'; it can be 'direct', 'indirect', 'mixed'."),
        ({"act": "shout"}, "The act of a statement is 'shout'; it can be 'accuse', 'admit'"),
        ({"tone": 2}, "The tone of a statement is 2; it can be -1, 0, 1."),
        ({"tone": True}, "The tone of a statement is True"),
        ({"checked": "maybe"}, "The check of a statement is 'maybe'"),
        ({"tone_probability": 1.5}, "The probability of a tone is 1.5; it can be a number from 0 to 1, or null."),
        ({"tone_probability": True}, "The probability of a tone is True"),
        ({"via": {"name": "x", "type": "country"}}, "The type of a channel is 'country'; it can be 'person', 'org'"),
        ({"speaker": SPEAKER | {"type": "robot"}}, "The type of an actor is 'robot'"),
        ({"speaker": SPEAKER | {"probability": "0.4"}}, "The probability of a speaker is '0.4'"),
        (
            {"speaker": SPEAKER | {"likely": [{"actor": None, "name": "x", "probability": -1}]}},
            "a likely speaker is -1",
        ),
        ({"speaker": SPEAKER | {"age": 7}}, "This is not an onrecord report"),
        ({"content": [[1, 2, 3]]}, "This is not an onrecord report"),
        ({"loud": True}, "This is not an onrecord report"),
    ],
)
def test_a_value_that_a_field_cannot_have_is_refused_in_a_sentence(fields: dict, complaint: str) -> None:
    with pytest.raises(ValueError, match="^(This|The) .*[.]$") as refusal:
        Report.from_dict(old(**fields))
    assert complaint in str(refusal.value)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("sections", [{"kind": "footer", "start": 0, "end": 1}]),
        ("actors", [OLD["actors"][0] | {"type": "robot"}]),  # type: ignore[index]
        ("actors", [OLD["actors"][0] | {"mentions": [[0, 4, "shout"]]}]),  # type: ignore[index]
        ("countries", [{"alpha2": "ML", "alpha3": "MLI", "name": "Mali", "count": 1, "focus": False, "mentions": [
            {"start": 0, "end": 4, "text": "Mali", "how": "guess", "why": "It is."}]}]),
        ("given", {"form": "parchment"}),
    ],
)  # fmt: skip
def test_a_part_that_no_report_has_is_refused_in_a_sentence(part: str, value: object) -> None:
    with pytest.raises(ValueError, match="; it can be '"):
        Report.from_dict({**OLD, "schema": 2, "given": {"form": "text"}, part: value})


def test_records_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Report("r", "text").text = "other"  # type: ignore[misc]


@pytest.mark.parametrize("sign", ["\x1b", "\x0b", "\x0c", "\x1c", "\x7f", "\x85", "\x9b", "\u2028", "\u2029"])
def test_a_report_is_one_line_for_every_reader_of_lines_and_harmless_on_a_terminal(sign):
    report = Report("a", f"One{sign}two", title=f"One{sign}two")
    line = report.to_json()
    assert line.splitlines() == [line]
    assert sign not in line
    assert Report.from_json(line) == report


NOT_SO = {
    "a text that is none": ("text", 5, "text"),
    "half a letter": ("title", "\ud800", "title"),
    "a number for a note": ("notes", (1,), "notes"),
    "what is no record": ("actors", ("a",), "actors"),
    "a place beyond the text": ("sections", (Section("body", 0, 10**9),), "Section"),
    "a place that holds nothing": ("entities", (Entity(3, 3, "", "ORG"),), "Entity"),
    "a place before the text": ("entities", (Entity(-1, 3, "x", "ORG"),), "Entity"),
    "a flag for a place": ("entities", (Entity(True, 3, "x", "ORG"),), "start"),
    "no number": ("statements", (dataclasses.replace(REPORT.statements[0], confidence=float("nan")),), "confidence"),
    "no content": ("statements", (dataclasses.replace(REPORT.statements[0], content=()),), "no content"),
    "an unknown kind": ("sections", (dataclasses.replace(REPORT.sections[0], kind="x"),), "kind"),  # type: ignore[arg-type]
}


@pytest.mark.parametrize(("field", "value", "said"), NOT_SO.values(), ids=NOT_SO)
def test_what_passes_for_a_report_is_one(field: str, value: object, said: str) -> None:
    assert checked(REPORT) is REPORT
    with pytest.raises(ValueError, match=said) as refused:
        checked(dataclasses.replace(REPORT, **{field: value}))  # type: ignore[arg-type]
    assert str(refused.value).endswith(".")
