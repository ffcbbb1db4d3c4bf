"""Corrections as a file: what goes out comes back, and what does not fit is refused with a sentence."""

import json

import pytest
from reports import ARNOLD, EMPTY, REPORT, STATEMENTS, TAN, TEXT, VOGT, spot

from analysis.corrections.apply import anchor
from analysis.corrections.file import Part, from_json, many_to_json, one_to_json
from analysis.corrections.model import CorrectionsError, Voice, Who, added, correct, digest, from_dict, to_dict
from analysis.report import Country, Span

FIRST, SECOND = STATEMENTS[0].id, STATEMENTS[1].id


def at(actor) -> Span:
    span = anchor(REPORT, actor)
    assert span is not None
    return span


ALL_KINDS = (
    correct(FIRST, "verdict", "accept"),
    correct(FIRST, "speaker", Who("Beat Arnold", Span(*at(ARNOLD)))),
    correct(FIRST, "target", None),
    correct(SECOND, "target", Who("Somebody else")),
    correct(SECOND, "tone", -1),
    correct(SECOND, "country", ("AT", "CH")),
    correct(at(VOGT), "name", "=Vogt <b>"),
    correct(at(TAN), "same", Who("Klara Vogt", at(VOGT))),
    correct(spot("Vienna"), "nowhere", None),
    correct(spot("Liechtenstein"), "country", Country("FR", "FRA", "France", ())),
    *added(TEXT, spot("The Swiss transport office rejected the charge"), Who("Swiss transport office")),
)


ALICE, BOB = (Voice(f"j{name:0>12}", name, "person") for name in ("a11ce", "b0b"))
OF_VOICES = (correct(ALICE, "same", BOB), correct(BOB, "name", "Bob =1+1"))


def one_article(made=ALL_KINDS):
    return one_to_json(REPORT.title, TEXT, made).encode()


def many():
    parts = Part(REPORT.title, digest(TEXT), ALL_KINDS), Part(None, digest("other"), ALL_KINDS[:1])
    return many_to_json(parts, OF_VOICES).encode()


def taken(data, text=TEXT):
    """What a file of one article holds for a text."""
    (part,), voices = from_json(data)
    assert voices == ()
    return part.for_text(text)


def test_the_corrections_of_many_articles_and_of_their_voices_come_back_from_one_file():
    parts, voices = from_json(many())
    assert [part.title for part in parts] == [REPORT.title, None]
    assert parts[0].for_text(TEXT) == ALL_KINDS
    assert parts[1].for_text("other") == ALL_KINDS[:1]
    assert voices == OF_VOICES


def test_every_kind_of_correction_comes_back_from_its_file():
    assert taken(one_article()) == ALL_KINDS


@pytest.mark.parametrize("correction", [*ALL_KINDS, *OF_VOICES], ids=lambda c: c.field)
def test_a_correction_survives_plain_objects(correction):
    assert from_dict(json.loads(json.dumps(to_dict(correction)))) == correction


def test_a_file_of_corrections_cut_anywhere_is_refused_with_a_sentence():
    data = one_article()
    for end in range(0, len(data) - 1, 37):
        with pytest.raises(CorrectionsError, match=r"cut off or damaged"):
            taken(data[:end])


def test_the_corrections_of_another_article_are_refused_by_its_name():
    with pytest.raises(CorrectionsError, match="another article.*Bridge over the Lune"):
        taken(one_article(), EMPTY.text)


def changed(**more):
    return json.dumps({**json.loads(one_article(ALL_KINDS[:1])), **more}).encode()


def one(**more):
    return changed(corrections=[{**to_dict(ALL_KINDS[0]), **more}])


@pytest.mark.parametrize(("data", "problem"), [
    (b"", "cut off"), (b"\xff\xfe\x00", "cut off"), (b"[]", "not a file of corrections"),
    (b"[" * 100_000, "cut off"),
    (REPORT.to_json().encode(), "not a file of corrections"),
    (changed(schema=2), "schema 2"), (changed(extra=1), "does not know: “extra”"),
    (changed(corrections=None), "lacks its corrections"), (changed(corrections=[7]), "lacks a part"),
    (one(field="colour"), "not a field"), (one(field=["x"]), "not a field"), (one(value="maybe"), "not a value"),
    (one(note="x"), "does not know: “note”"), (one(subject="../.."), "neither a statement"),
    (one(subject={"id": "j1", "name": "A", "type": "person"}, field="name", value="B"), "neither a statement"),
    (one(subject=to_dict(OF_VOICES[0])["subject"], field="name", value="B"), "wrong part"),
    (one(subject={"id": "x", "who": "y"}), "does not know: “who”"),
    (one(subject=[5, 2]), "start and its end"), (one(subject=[1, 2], field="nowhere", value=3), "not a value"),
    (one(subject=[1, 2], field="country", value={"alpha2": "FR", "alpha3": 7, "name": "x"}), "not a value"),
    (one(subject=[1, 2], field="country", value={"alpha2": "FR", "capital": "x"}), "does not know: “capital”"),
    (one(subject=[1, 2], field="name", value="x" * 10_000), "1 to 200 characters"),
    (one(subject=[1, 2], field="name", value="a\nb"), "on one line"),
    (one(subject=[1, 9_999_999], field="nowhere", value=None), "past the end"),
    (one(field="content", value=[[0, 5]]), "does not fit"), (one(field="tone", value=True), "not a value"),
    (one(field="country", value=["Austria"]), "not a value"), (one(field="speaker", value=None), "not a value"),
    (one(when="yesterday"), "not a time"), (one(when=7), "not a time"),
])  # fmt: skip
def test_a_file_that_does_not_fit_is_refused_with_a_sentence(data, problem):
    with pytest.raises(CorrectionsError, match=problem) as refused:
        taken(data)
    assert str(refused.value).endswith(".")


def many_changed(**more):
    return json.dumps({**json.loads(many()), **more}).encode()


@pytest.mark.parametrize(("data", "problem"), [
    (many()[:-20], "cut off"), (many_changed(extra=1), "does not know: “extra”"), (many_changed(voices=None), "lacks"),
    (many_changed(articles=[7]), "lacks"), (many_changed(articles={}), "lacks"),
    (many_changed(voices=[to_dict(ALL_KINDS[0])]), "wrong part"),
    (many_changed(voices=[{**to_dict(OF_VOICES[0]), "value": "B"}]), "not a value"),
    (many_changed(voices=[{**to_dict(OF_VOICES[1]), "value": ""}]), "1 to 200"),
])  # fmt: skip
def test_a_file_of_many_articles_that_does_not_fit_is_refused_with_a_sentence(data, problem):
    with pytest.raises(CorrectionsError, match=problem) as refused:
        from_json(data)
    assert str(refused.value).endswith(".")
