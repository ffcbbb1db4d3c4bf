"""Voices: who speaks, about whom, doing what, and who is silent; the frames are made here."""

from dataclasses import replace

import pandas as pd
import pytest
from reports import EMPTY, REPORT

from analysis.report import Actor, ActorMention, Span
from analysis.sets import same_actor
from analysis.tables import voices
from analysis.tables.filter import Filter, counted, kept_statements
from analysis.tables.frames import to_frame, wide

FRAME = kept_statements(wide(REPORT), Filter())


def frame(*rows):
    """Statements of (speaker, main target, all targets in words, tone), the rest plain."""
    made = [
        {"speaker": s, "speaker_id": s.lower(), "speaker_country": "", "via": "", "about": main,
         "about_all": tuple(every.split()), "about_ids": tuple(every.lower().split()), "tone": tone, "act": "say",
         "kind": "indirect", "statement": "so it is", "negated": False, "checked": ""}
        for s, main, every, tone in rows
    ]  # fmt: skip
    columns = ["speaker", "speaker_id", "speaker_country", "via", "about", "about_all", "about_ids", "tone", "act",
               "kind", "statement", "negated", "checked"]  # fmt: skip
    return pd.DataFrame(made, columns=columns).astype({"tone": "Int64"})


def actor(name, *kinds, type="person", country=None):
    mentions = tuple(ActorMention(20 * i, 20 * i + 5, kind) for i, kind in enumerate(kinds))
    return Actor(name.lower(), name, type, None, country, (), mentions)


def cast(*actors):
    rows = to_frame(replace(EMPTY, actors=actors), "actors")
    return same_actor.cast(rows.assign(who=rows["actor_id"], called=rows["actor"]))


def test_speakers_stand_in_the_order_of_their_statements():
    found = voices.speakers(FRAME)
    assert found["speaker"].tolist() == ["Klara Vogt", "Beat Arnold", "Mei Tan", "Alpine Bank"]
    assert found["speaker_id"].tolist() == ["a1", "a3", "a4", "a5"]
    assert found["statements"].tolist() == [4, 3, 1, 1]


def test_by_words_only_those_count_who_are_quoted_in_their_own_words():
    found = voices.speakers(FRAME, "words")
    assert dict(zip(found["speaker"], found["words"], strict=True)) == {
        "Klara Vogt": 4 + 13, "Beat Arnold": 10 + 5, "Mei Tan": 4,
    }  # fmt: skip
    assert found["words"].is_monotonic_decreasing


@pytest.mark.parametrize(("statement", "kind", "words"), [
    ("We will go", "direct", 3), ("“We will go,” … “Now.”", "direct", 4), ("that they would go", "indirect", 0),
    ("that “all of us” would go “now”", "mixed", 4), ('that "all of us" would go', "mixed", 3),
    ("that « tous » would go", "mixed", 1), ("the men's plan was ‘a poor one’", "mixed", 3),
    ("that the “plan would fail", "mixed", 3), ("", "direct", 0),
])  # fmt: skip
def test_words_quoted_are_those_between_the_marks(statement, kind, words):
    assert voices.quoted_words(statement, kind) == words


def test_a_pair_counts_every_target_and_takes_its_tone_from_the_main_one():
    found = voices.pairs(frame(
        ("Ada", "Ben", "Ben", -1), ("Ada", "Ben", "Ben Cem", -1), ("Ada", "Cem", "Cem", 1), ("Ben", "", "", None),
        ("Ben", "", "Ada", None),
    ))  # fmt: skip
    assert [tuple(row) for row in found.itertuples(index=False)] == [
        ("Ada", "Ben", 2, "critical"), ("Ada", "Cem", 2, "favourable"), ("Ben", "Ada", 1, "no tone"),
    ]  # fmt: skip


def test_a_pair_counts_what_the_filter_by_it_keeps():
    for speaker, target, number, _ in voices.pairs(FRAME).itertuples(index=False, name=None):
        kept = kept_statements(FRAME, Filter(speakers=(speaker,), about=(target,)))
        assert len(kept) == number


@pytest.mark.parametrize(("changes", "counts"), [
    ({"negated": True}, False), ({"negated": True, "act": "deny"}, True), ({"checked": "rejected"}, False),
    ({"checked": "accepted"}, True),
])  # fmt: skip
def test_what_was_not_said_or_is_rejected_is_nobody_s_statement(changes, counts):
    said = frame(("Ada", "Ben", "Ben", -1)).assign(**changes)
    assert len(counted(said)) == len(voices.speakers(said)) == len(voices.pairs(said)) == counts
    silent = voices.silent(cast(actor("Ada", "name", "name"), actor("Ben", "name", "name")), said, said)
    assert dict(zip(silent["actor"], silent["said_about"], strict=True)) == (
        {"Ben": 1} if counts else {"Ada": 0, "Ben": 0}
    )


@pytest.mark.parametrize(("tones", "expected"), [
    ([], "no tone"), ([0], "neutral"), ([0, 0], "neutral"), ([1, 0], "favourable"), ([-1, 0], "critical"),
    ([-1, 1], "mixed"), ([1, -1, 0], "mixed"), ([-1, -1], "critical"),
])  # fmt: skip
def test_tones_add_up(tones, expected):
    assert voices.tone_of(tones) == expected


@pytest.mark.parametrize(("who", "silent"), [
    (actor("Dua", "name", "name"), True),
    (actor("Dua", "name", "pronoun", "pronoun"), True),
    (actor("Dua", "name"), False),  # not often
    (actor("Dua", "nominal", "nominal"), False),  # not named
    (actor("Ada", "name", "name"), False),  # speaks
    (actor("Board", "name", "name", type="org"), False),  # through a spokesman
    (actor("Charter", "name", "name", type="document"), False),
    (actor("Chad", "name", "name", type="country", country="TD"), False),  # through its people
    (actor("Niger", "name", "name", type="country", country="NE"), True),
])  # fmt: skip
def test_the_silent_are_named_often_and_never_quoted(who, silent):
    said = frame(("Ada", "Dua", "Dua", 0)).assign(via="Board", speaker_country="TD")
    assert (voices.silent(cast(who), said, said)["actor_id"].tolist() == [who.id]) == silent


def test_a_filter_silences_nobody_and_the_most_mentioned_stand_first():
    said = frame(("Ada", "Dua", "Dua", 0), ("Ben", "Eve", "Eve Dua", 0))
    actors = [
        actor("Eve", "name", "name"),
        actor("Dua", "name", "name"),
        actor("Fay", *["name"] * 3),
        actor("Ben", *["name"] * 9),
    ]
    found = voices.silent(cast(*actors), said, said[said["speaker"] == "Ada"])
    assert found["actor"].tolist() == ["Fay", "Dua", "Eve"]
    assert found["said_about"].tolist() == [0, 1, 0]


def test_an_actor_is_only_mentioned_where_no_statement_is():
    who = actor("Dua", "name", "pronoun", "nominal", "name")
    assert voices.only_mentioned(who, [Span(38, 50)]) == [Span(0, 5), Span(60, 65)]
    assert voices.first_mention(replace(who, mentions=who.mentions[::-1])) == Span(0, 5)
    assert voices.first_mention(actor("It", "pronoun")) is None


def test_tables_of_nothing_are_empty():
    nothing = wide(EMPTY)
    assert voices.speakers(nothing).empty
    assert voices.speakers(nothing, "words").empty
    assert voices.pairs(nothing).empty
    assert voices.silent(cast(), nothing, nothing).empty
