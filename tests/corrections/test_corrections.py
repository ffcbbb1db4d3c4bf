"""Corrections: a layer that every table follows, and that holds in a new reading."""

import json
import time
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reports import ARNOLD, AUSTRIA, EMPTY, REPORT, STATEMENTS, SWITZERLAND, TAN, TEXT, VOGT, spot

from analysis.corrections.apply import Score, anchor, apply, score
from analysis.corrections.model import (
    CorrectionsError,
    Who,
    added,
    correct,
    latest,
)
from analysis.report import Country, Likely, Report, Span, Speaker, statement_id
from analysis.tables import frames
from analysis.tables.filter import Filter, kept_statements
from analysis.view import highlight

FIRST, SECOND, THIRD = STATEMENTS[0].id, STATEMENTS[1].id, STATEMENTS[2].id


def at(actor) -> Span:
    span = anchor(REPORT, actor)
    assert span is not None
    return span


def statement(report: Report, own: str):
    return next(s for s in report.statements if s.id == own)


def row(report: Report, own: str):
    frame = frames.wide(report)
    return frame[frame["statement_id"] == own].iloc[0]


def test_no_corrections_leave_the_report_as_it_is():
    assert apply(REPORT, ()) is REPORT


def test_the_report_under_the_corrections_is_never_changed():
    before = REPORT.to_json()
    apply(REPORT, [correct(FIRST, "verdict", "reject"), correct(at(VOGT), "name", "K. Vogt")])
    assert REPORT.to_json() == before


@pytest.mark.parametrize(("verdict", "checked"), [("accept", "accepted"), ("reject", "rejected")])
def test_a_verdict_fills_the_checked_column(verdict, checked):
    report = apply(REPORT, [correct(FIRST, "verdict", verdict)])
    assert row(report, FIRST)["checked"] == checked
    assert row(report, SECOND)["checked"] == ""


def test_a_rejected_statement_leaves_tables_counts_and_highlights_and_comes_back_on_request():
    report = apply(REPORT, [correct(FIRST, "verdict", "reject")])
    assert FIRST not in set(frames.to_frame(report)["statement_id"])
    assert FIRST in set(kept_statements(frames.wide(report), Filter(rejected=True))["statement_id"])
    assert FIRST not in {mark.ref for mark in highlight.marks(report)}
    said_by = frames.to_frame(report, "actors").set_index("actor")["said_by"]
    assert said_by["Klara Vogt"] == 3


def test_the_machine_s_report_says_nothing_of_checking():
    assert "checked" not in json.dumps(REPORT.to_dict())


def test_a_corrected_report_survives_json():
    report = apply(REPORT, [correct(FIRST, "verdict", "accept"), correct(SECOND, "tone", 1)])
    assert Report.from_json(report.to_json()) == report


def test_a_speaker_is_changed_to_another_actor():
    report = apply(REPORT, [correct(FIRST, "speaker", Who("Beat Arnold", at(ARNOLD)))])
    found = row(report, FIRST)
    assert (found["speaker"], found["speaker_id"], found["speaker_country"]) == ("Beat Arnold", "a3", "CH")
    assert found["checked"] == "corrected"
    assert any("was “Klara Vogt”" in reason for reason in found["reasons"])


def test_a_speaker_that_the_text_does_not_name_becomes_an_actor_of_its_own():
    report = apply(REPORT, [correct(FIRST, "speaker", Who("Ida Roth")), correct(SECOND, "speaker", Who("ida roth"))])
    assert statement(report, FIRST).speaker.name == "Ida Roth"
    assert statement(report, FIRST).speaker.actor == statement(report, SECOND).speaker.actor
    assert [a.name for a in report.actors].count("Ida Roth") == 1


def test_an_alias_finds_its_actor():
    report = apply(REPORT, [correct(FIRST, "speaker", Who("Arnold"))])
    assert statement(report, FIRST).speaker.actor == "a3"


def test_a_target_is_changed_and_the_countries_follow():
    report = apply(REPORT, [correct(SECOND, "target", Who("Mei Tan", at(TAN)))])
    new = statement(report, SECOND)
    assert new.main is not None
    assert (new.main.name, new.countries) == ("Mei Tan", ("SG",))
    assert [target.main for target in new.about] == [True]


def test_a_country_that_the_words_name_stays_when_the_target_changes():
    report = apply(REPORT, [correct(FIRST, "target", Who("Mei Tan", at(TAN)))])
    assert statement(report, FIRST).countries == ("CH", "SG")


def test_a_target_can_be_taken_away_and_its_tone_goes_with_it():
    new = statement(apply(REPORT, [correct(FIRST, "target", None)]), FIRST)
    assert new.main is None
    assert new.tone is None
    assert new.checked == "corrected"


@pytest.mark.parametrize("tone", [-1, 0, 1])
def test_a_tone_without_anybody_to_have_it_toward_is_none(tone):
    for made in (
        [correct(THIRD, "tone", tone), correct(THIRD, "target", None)],
        [correct(THIRD, "target", None), correct(THIRD, "tone", tone)],
    ):
        new = statement(apply(REPORT, made), THIRD)
        assert (new.main, new.tone, new.tone_probability) == (None, None, None)


@pytest.mark.parametrize("tone", [-1, 0, 1, None])
def test_a_tone_is_changed(tone):
    report = apply(REPORT, [correct(THIRD, "tone", tone)])
    assert statement(report, THIRD).tone == tone
    assert statement(report, THIRD).checked == ("accepted" if tone == 0 else "corrected")


def test_countries_of_a_statement_are_changed():
    report = apply(REPORT, [correct(FIRST, "country", ("CH", "AT"))])
    assert row(report, FIRST)["about_countries"] == ("CH", "AT")


def test_the_last_correction_of_a_field_counts():
    twice = [correct(FIRST, "verdict", "reject"), correct(FIRST, "verdict", "accept")]
    assert statement(apply(REPORT, twice), FIRST).checked == "accepted"
    assert latest(twice) == (twice[1],)


def test_an_actor_is_renamed_everywhere():
    report = apply(REPORT, [correct(at(VOGT), "name", "Klara Vogt-Lang")])
    assert set(frames.to_frame(report)["speaker"]) >= {"Klara Vogt-Lang"}
    assert "Klara Vogt" not in set(frames.to_frame(report)["speaker"])
    actor = report.actor("a1")
    assert actor is not None
    assert "Klara Vogt" in actor.aliases
    assert {s.checked for s in report.statements} == {""}


def test_two_actors_are_merged_everywhere():
    report = apply(REPORT, [correct(at(TAN), "same", Who("Beat Arnold", at(ARNOLD)))])
    assert report.actor("a4") is None
    frame = frames.to_frame(report)
    assert (frame["speaker"] == "Beat Arnold").sum() == 4
    merged = report.actor("a3")
    assert merged is not None
    assert "Mei Tan" in merged.aliases
    assert len(merged.mentions) == len(ARNOLD.mentions) + len(TAN.mentions)
    assert {e.actor for e in report.entities if e.text == "Mei Tan"} == {"a3"}


def test_merges_run_on_and_a_circle_of_merges_ends():
    chain = [
        correct(at(TAN), "same", Who("Beat Arnold", at(ARNOLD))),
        correct(at(ARNOLD), "same", Who("Klara Vogt", at(VOGT))),
        correct(at(VOGT), "same", Who("Mei Tan", at(TAN))),
    ]
    report = apply(REPORT, chain)
    speakers = {s.speaker.actor for s in report.statements if s.speaker.actor in ("a1", "a3", "a4")}
    assert len(speakers) == 1


def test_two_targets_that_become_one_stand_once_and_stay_main():
    report = apply(REPORT, [correct(at(SWITZERLAND), "same", Who("Austria", at(AUSTRIA)))])
    thanks = next(s for s in report.statements if s.act == "thank")
    assert [(t.name, t.main) for t in thanks.about] == [("Austria", True)]


def test_what_is_no_country_goes_from_the_map_and_from_all_that_follows_from_it():
    report = apply(REPORT, [correct(spot("Liechtenstein"), "nowhere", None)])
    assert "LI" not in {country.alpha2 for country in report.countries}
    bank = next(s for s in report.statements if s.speaker.name == "Alpine Bank")
    assert bank.countries == ("AT",)
    assert "LI" not in set(frames.to_frame(report, "mentions")["alpha2"])


def test_what_is_no_country_goes_with_its_other_mentions_of_the_same_words_only():
    report = apply(REPORT, [correct(spot("Vienna", 0), "nowhere", None)])
    austria = next(country for country in report.countries if country.alpha2 == "AT")
    assert {mention.text for mention in austria.mentions} == {"Austria", "Austrian"}
    assert austria.focus


def test_a_country_of_the_cast_whose_names_are_none_is_no_country_any_more():
    report = apply(REPORT, [correct(spot(text), "nowhere", None) for text in ("Switzerland", "BERN", "Swiss")])
    actor = report.actor("a2")
    assert actor is not None
    assert (actor.type, actor.country) == ("unknown", None)
    assert statement(report, SECOND).countries == ()


FRANCE, SWISS = Country("FR", "FRA", "France", ()), Country("CH", "CHE", "Switzerland", ())


def mentioned(report: Report) -> dict[str, list[str]]:
    """The words that are taken for each country."""
    return {country.alpha2: [mention.text for mention in country.mentions] for country in report.countries}


def test_words_that_mean_another_country_are_its_mentions_and_all_that_follows_from_them_follows():
    report = apply(REPORT, [correct(spot("Liechtenstein"), "country", FRANCE)])
    assert mentioned(report) == {**{k: v for k, v in mentioned(REPORT).items() if k != "LI"}, "FR": ["Liechtenstein"]}
    france = next(country for country in report.countries if country.alpha2 == "FR")
    assert (france.alpha3, france.name) == ("FRA", "France")
    assert france.mentions[0].why == "France by hand, was Liechtenstein."
    bank = next(s for s in report.statements if s.speaker.name == "Alpine Bank")
    assert bank.countries == ("AT", "FR")
    assert set(frames.to_frame(report, "mentions")["alpha3"]) >= {"FRA"}
    assert [e.country for e in report.entities if e.text == "Liechtenstein"] == ["FR"] * len(
        [e for e in REPORT.entities if e.text == "Liechtenstein"]
    )


def test_words_that_mean_a_country_that_is_there_join_it_in_the_order_of_the_text_and_the_rest_stays():
    report = apply(REPORT, [correct(spot("Vienna", 0), "country", SWISS)])
    assert mentioned(report)["CH"].count("Vienna") == mentioned(REPORT)["AT"].count("Vienna") > 1
    assert "Vienna" not in mentioned(report)["AT"]
    swiss = next(country for country in report.countries if country.alpha2 == "CH")
    assert list(swiss.mentions) == sorted(swiss.mentions, key=lambda mention: mention.start)
    assert VOGT.country == "AT" == next(a.country for a in report.actors if a.id == "a1")


def test_a_country_of_the_cast_and_the_focus_move_where_all_its_names_move():
    names = {mention.text: mention.span for c in REPORT.countries if c.alpha2 == "AT" for mention in c.mentions}
    report = apply(REPORT, [correct(span, "country", FRANCE) for span in names.values()])
    assert [c.alpha2 for c in report.countries if c.focus] == ["FR"]
    vogt, austria = report.actor("a1"), report.actor("a6")
    assert vogt is not None
    assert austria is not None
    assert (austria.type, austria.country) == ("country", "FR")
    assert {s.speaker.country for s in report.statements if s.speaker.actor == "a1"} == {vogt.country} == {"FR"}
    assert not any("AT" in s.countries for s in report.statements)


@pytest.mark.parametrize(("made", "code"), [
    ([("nowhere", None), ("country", FRANCE)], "FR"), ([("country", FRANCE), ("nowhere", None)], None),
    ([("country", FRANCE), ("country", Country("LI", "LIE", "Liechtenstein", ()))], "LI"),
    ([("country", FRANCE), ("country", SWISS)], "CH"),
])  # fmt: skip
def test_the_last_word_on_what_country_a_place_is_counts(made, code):
    report = apply(REPORT, [correct(spot("Liechtenstein"), field, value) for field, value in made])
    assert [own for own, words in mentioned(report).items() if "Liechtenstein" in words] == ([code] if code else [])


@pytest.mark.parametrize("value", [
    None, "FR", Country("fr", "FRA", "France", ()), Country("FR", "F", "France", ()), Country("FR", "FRA", " ", ()),
    Country("FR", "FRA", "a\nb", ()), REPORT.countries[0],
])  # fmt: skip
def test_only_a_country_by_its_codes_and_name_can_be_given_to_a_place(value):
    with pytest.raises(CorrectionsError):
        correct(spot("Liechtenstein"), "country", value)


def test_a_missed_statement_is_added_in_its_place_with_its_speaker():
    span = spot("The Swiss transport office rejected the charge")
    made = added(TEXT, Span(span.start - 1, span.end), Who("Swiss transport office"))
    report = apply(REPORT, made)
    new = statement(report, statement_id(TEXT, (span,)))
    assert (new.text, new.speaker.actor, new.checked) == (span.of(TEXT), "a8", "added")
    assert row(report, new.id)["checked"] == "added"
    starts = [s.start for s in report.statements if s.speech]
    assert starts == sorted(starts)


def test_an_added_statement_takes_further_corrections():
    made = added(TEXT, spot("The Swiss transport office rejected the charge"))
    own = str(made[0].subject)
    report = apply(REPORT, [*made, correct(own, "target", Who("Klara Vogt", at(VOGT))), correct(own, "tone", -1)])
    new = statement(report, own)
    assert (new.main.name if new.main else "", new.tone, new.checked) == ("Klara Vogt", -1, "added")


def test_a_missed_statement_that_the_next_engine_finds_stands_once():
    made = added(TEXT, STATEMENTS[0].content[0])
    found = replace(REPORT, statements=(replace(STATEMENTS[0], id=str(made[0].subject)),))
    report = apply(found, made)
    assert [s.checked for s in report.statements] == ["accepted"]


def test_an_empty_stretch_is_no_statement():
    with pytest.raises(CorrectionsError, match="no words"):
        added(TEXT, Span(TEXT.index("\n"), TEXT.index("\n") + 1))


def test_the_analyst_has_an_accuracy_of_their_own():
    made = [
        correct(FIRST, "verdict", "accept"), correct(SECOND, "verdict", "reject"), correct(THIRD, "tone", 1),
        correct(STATEMENTS[3].id, "verdict", "accept"),
        *added(TEXT, spot("The Swiss transport office rejected the charge")),
    ]  # fmt: skip
    found = score(s.checked for s in apply(REPORT, made).statements)
    assert found == Score(checked=4, right=2, missed=1)
    assert str(found) == "4 checked, 2 right (50%), 1 missed"
    assert str(score(s.checked for s in REPORT.statements)) == "0 checked, 0 right"


def test_corrections_hold_in_another_reading_where_spans_agree():
    """A newer engine gives actors other ids, splits one and misses a statement: what still fits is applied."""
    made = [
        correct(FIRST, "speaker", Who("Beat Arnold", at(ARNOLD))),
        correct(at(TAN), "same", Who("Klara Vogt", at(VOGT))),
        correct(STATEMENTS[3].id, "verdict", "accept"),
    ]
    ids = {actor.id: f"n{i}" for i, actor in enumerate(reversed(REPORT.actors))}
    actors = tuple(replace(actor, id=ids[actor.id]) for actor in REPORT.actors)
    statements = tuple(
        replace(
            s,
            speaker=replace(s.speaker, actor=ids[s.speaker.actor or ""]),
            about=tuple(replace(t, actor=ids[t.actor or ""]) for t in s.about),
        )
        for s in REPORT.statements
        if s.id != STATEMENTS[3].id
    )
    report = apply(replace(REPORT, actors=actors, statements=statements), made)
    assert statement(report, FIRST).speaker.name == "Beat Arnold"
    assert "Mei Tan" not in {s.speaker.name for s in report.statements}
    assert len(report.statements) == len(REPORT.statements) - 1


def test_corrections_of_another_text_change_nothing():
    made = [correct(FIRST, "verdict", "reject"), correct(Span(3, 9), "name", "X"), correct(Span(3, 9), "nowhere", None)]
    assert apply(EMPTY, made) == EMPTY


def test_five_thousand_corrections_take_less_than_a_second():
    many = [correct(STATEMENTS[i % 10].id, "tone", i % 3 - 1) for i in range(5_000)]
    many += [correct(at(VOGT), "name", f"Vogt {i}") for i in range(100)]
    begin = time.perf_counter()
    report = apply(REPORT, many)
    assert time.perf_counter() - begin < 1
    assert statement(report, FIRST).speaker.name == "Vogt 99"


SCHEMA = jsonschema.Draft202012Validator(
    json.loads((Path(__file__).parents[1] / "report.schema.json").read_text("utf-8"))
)
PLACES = [m.span for a in REPORT.actors for m in a.mentions] + [m.span for c in REPORT.countries for m in c.mentions]
IDS = st.sampled_from([s.id for s in STATEMENTS])
SPANS = st.sampled_from([*PLACES, Span(0, 3), Span(40, 300)])
WHO = st.builds(Who, st.sampled_from(["Klara Vogt", "vogt", "Ida Roth", "Austria"]), st.none() | SPANS)
ANY = st.one_of(
    st.tuples(IDS, st.just("verdict"), st.sampled_from(["accept", "reject"])),
    st.tuples(IDS, st.just("speaker"), WHO),
    st.tuples(IDS, st.just("target"), st.none() | WHO),
    st.tuples(IDS, st.just("tone"), st.sampled_from([-1, 0, 1, None])),
    st.tuples(IDS, st.just("country"), st.lists(st.sampled_from(["AT", "CH", "FR"]), unique=True).map(tuple)),
    st.tuples(SPANS, st.just("name"), st.sampled_from(["A", "Klara Vogt", "Beat Arnold"])),
    st.tuples(SPANS, st.just("same"), WHO),
    st.tuples(SPANS, st.just("nowhere"), st.none()),
    st.tuples(SPANS, st.just("country"), st.sampled_from([FRANCE, SWISS])),
)


@settings(max_examples=60)
@given(st.lists(ANY, max_size=12))
def test_any_corrections_give_a_report_that_keeps_the_contract(made):
    report = apply(REPORT, [correct(*one) for one in made])
    SCHEMA.validate(report.to_dict())
    assert Report.from_json(report.to_json()) == report
    ids = {actor.id for actor in report.actors}
    assert len(ids) == len(report.actors)
    assert len(report.statements) == len(REPORT.statements)
    for found in report.statements:
        assert found.speaker.actor is None or found.speaker.actor in ids
        assert {target.actor for target in found.about} <= ids | {None}
        assert sum(target.main for target in found.about) <= 1
        assert found.main is not None or (found.tone is None and found.tone_probability is None)
    assert {entity.actor for entity in report.entities} <= ids | {None}
    assert len(frames.wide(report)) == len(report.statements)


# -------------------------------------------------------------------------------------------------- exchange


def likely_report():
    """The report whose first speaker is “he”, who may be Vogt or Arnold."""
    he = Speaker(None, "he", "unknown", None, None, 0.5, (
        Likely("a1", "Klara Vogt", 0.5), Likely("a3", "Beat Arnold", 0.3),
    ))  # fmt: skip
    first, *rest = STATEMENTS
    main = replace(first.about[0], probability=0.8)
    return replace(REPORT, statements=(replace(first, speaker=he, about=(main,), tone_probability=0.7), *rest))


def test_what_a_person_says_has_no_figure_of_the_machines():
    found = statement(apply(likely_report(), [
        correct(FIRST, "speaker", Who("Beat Arnold")), correct(FIRST, "tone", 0),
    ]), FIRST)  # fmt: skip
    assert (found.speaker.name, found.speaker.probability, found.speaker.likely) == ("Beat Arnold", None, ())
    assert (found.tone, found.tone_probability) == (0, None)
    assert found.main.probability == 0.8, "what nobody corrected keeps its figure"


def test_another_target_takes_the_figures_of_target_and_tone_away():
    found = statement(apply(likely_report(), [correct(FIRST, "target", Who("Austria"))]), FIRST)
    assert (found.main.name, found.main.probability, found.tone_probability) == ("Austria", None, None)
    nobody = statement(apply(likely_report(), [correct(FIRST, "target", None)]), FIRST)
    assert [(t.main, t.probability) for t in nobody.about] == [(False, None)]
    assert (nobody.tone, nobody.tone_probability) == (None, None)


def test_likely_speakers_follow_their_new_names_and_become_one_where_they_are_the_same():
    renamed = statement(apply(likely_report(), [correct(at(VOGT), "name", "K. Vogt")]), FIRST)
    assert renamed.speaker.likely[0] == Likely("a1", "K. Vogt", 0.5)
    (one,) = statement(apply(likely_report(), [correct(at(ARNOLD), "same", Who("Klara Vogt"))]), FIRST).speaker.likely
    assert (one.name, round(one.probability, 4)) == ("Klara Vogt", 0.8)


def test_a_renamed_speaker_is_as_likely_as_before():
    first, *rest = STATEMENTS
    said = replace(first, speaker=replace(first.speaker, probability=0.9))
    report = apply(replace(REPORT, statements=(said, *rest)), [correct(at(VOGT), "name", "K. Vogt")])
    assert (statement(report, FIRST).speaker.name, statement(report, FIRST).speaker.probability) == ("K. Vogt", 0.9)


def test_the_newer_correction_counts():
    older = correct(FIRST, "verdict", "reject", "2026-01-01T00:00:00.000000+00:00")
    newer = correct(FIRST, "verdict", "accept", "2026-01-02T00:00:00.000000+00:00")
    assert latest([older, newer]) == (newer,)
    assert statement(apply(REPORT, [older, newer]), FIRST).checked == "accepted"


def test_a_name_may_hold_anything_that_stands_on_one_line():
    report = apply(REPORT, [correct(at(VOGT), "name", "李 “X” <b> =1+1 🎉")])
    assert statement(report, FIRST).speaker.name == "李 “X” <b> =1+1 🎉"
