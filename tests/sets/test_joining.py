"""Joining: the same one is one row over many articles, homonyms stay apart, and a person may say that two are one."""

import itertools

import pandas as pd
import pytest
from reports import REPORT

from analysis.corrections.model import Voice, correct
from analysis.sets.same_actor import CAST_COLUMNS, cast, join, onto
from analysis.tables import frames


def actors(*rows):
    """Actors as rows of (article, name, type, role, country, aliases), the last ones optional."""
    filled = [(*row, *("", "", ())[len(row) - 3 :]) if len(row) < 6 else row for row in rows]
    columns = ["article_id", "actor", "type", "role", "country", "aliases"]
    frame = pd.DataFrame(filled, columns=columns, dtype=object)
    ids = [f"a{number}" for number in range(len(frame))]
    return frame.assign(actor_id=ids, mentions=2, named=1, said_by=1, said_about=0, words=5, engine="by hand")


def sets(*rows):
    """Which rows are the same, as sets of their numbers."""
    joined = join(actors(*rows))
    groups = joined.groupby("who", sort=False).indices.values()
    return sorted(sorted(int(i) for i in group) for group in groups)


P, O, C, U, G = "person", "org", "country", "unknown", "group"  # noqa: E741
JOINED = {
    "one full name": [(1, "Klara Vogt", P), (2, "Klara Vogt", P)],
    "a country known in one of two": [(1, "Klara Vogt", P, "", "AT"), (2, "Klara Vogt", P)],
    "another office over the years": [(1, "Klara Vogt", P, "minister", "AT"), (2, "Klara Vogt", P, "mayor", "AT")],
    "accents and capitals": [(1, "Álvaro Peña", P), (2, "ALVARO PENA", P)],
    "a middle initial": [(1, "John A. Miller", P), (2, "John Miller", P)],
    "an initial": [(1, "John Miller", P), (2, "J. Miller", P)],
    "a nickname": [(1, "William Miller", P), (2, "Bill Miller", P)],
    "a surname alone": [(1, "Klara Vogt", P), (2, "Vogt", P)],
    "a surname with a particle": [(1, "Femke van Dalen", P), (2, "Van Dalen", P)],
    "a surname of the same office": [(1, "Klara Vogt", P, "premier"), (2, "Vogt", P, "minister")],
    "surnames alone, of nobody named in full": [(1, "Vogt", P), (2, "Vogt", P)],
    "an organisation": [(1, "The Alpine Bank", O), (2, "Alpine Bank", O)],
    "an acronym": [(1, "World Health Organization", O), (2, "WHO", O)],
    "a short form that an article explains": [(1, "Alpine Bank", O, "", "", ("the Alpine",)), (2, "Alpine", O)],
    "a country by its code": [(1, "United States", C, "", "US"), (2, "America", C, "", "US")],
    "an unknown one by its name": [(1, "Alpine Bank", O), (2, "Alpine Bank", U)],
    "a kind of speaker": [(1, "officials", G), (2, "Officials", G)],
    "a described person": [(1, "spokesman for the union", P), (2, "spokesman for the union", P)],
}  # fmt: skip
APART = {
    "given names that differ": [(1, "Hillary Clinton", P), (2, "Bill Clinton", P)],
    "a person and a place": [(1, "Jordan", P), (2, "Jordan", C, "", "JO")],
    "two countries": [(1, "John Miller", P, "", "US"), (2, "John Miller", P, "", "NZ")],
    "two in one article": [(1, "John Miller", P), (1, "John Miller", P)],
    "initials that differ": [(1, "John A. Miller", P), (2, "John B. Miller", P)],
    "a surname of another country": [(1, "Klara Vogt", P, "", "AT"), (2, "Vogt", P, "", "DE")],
    "a surname of another office": [(1, "Klara Vogt", P, "minister"), (2, "Vogt", P, "footballer")],
    "a surname of another gender": [(1, "Klara Vogt", P), (2, "Vogt", P, "spokesman")],
    "a surname that its own article tells apart": [(1, "Klara Vogt", P), (1, "Vogt", P)],
    "a given name alone": [(1, "Klara Vogt", P), (2, "Klara", P)],
    "ministries of two countries": [(1, "foreign ministry", O, "", "RU"), (2, "foreign ministry", O, "", "CN")],
    "a word that is no acronym": [(1, "Alpine Bank", O), (2, "Ab", O)],
    "officials of two countries": [(1, "officials", G, "", "RU"), (2, "officials", G, "", "CN")],
}  # fmt: skip


@pytest.mark.parametrize("rows", JOINED.values(), ids=JOINED)
def test_these_are_one(rows):
    assert sets(*rows) == [[0, 1]]
    assert sets(*reversed(rows)) == [[0, 1]]


@pytest.mark.parametrize("rows", APART.values(), ids=APART)
def test_these_are_two(rows):
    assert sets(*rows) == [[0], [1]]
    assert sets(*reversed(rows)) == [[0], [1]]


AMBIGUOUS = [(1, "Hillary Clinton", P), (2, "Bill Clinton", P), (3, "Clinton", P), (4, "Clinton", P)]


def test_a_surname_that_fits_two_stays_alone_whatever_the_order():
    for order in itertools.permutations(range(4)):
        found = sets(*(AMBIGUOUS[i] for i in order))
        names = [{AMBIGUOUS[order[i]][1] for i in group} for group in found]
        assert sorted(map(sorted, names)) == [["Bill Clinton"], ["Clinton"], ["Hillary Clinton"]]


def test_an_office_tells_which_of_two_a_surname_means():
    rows = [(1, "Hillary Clinton", P, "secretary"), (2, "Bill Clinton", P, "president"), (3, "Clinton", P, "president")]
    assert sets(*rows) == [[0], [1, 2]]


def test_without_a_country_one_belongs_to_none_of_two_countries():
    rows = [(1, "foreign ministry", O, "", "RU"), (2, "foreign ministry", O, "", "CN"), (3, "foreign ministry", O)]
    assert sets(*rows) == [[0], [1], [2]]


def test_an_acronym_of_two_stays_alone():
    assert sets((1, "Alpine Bank", O), (2, "Andean Bourse", O), (3, "AB", O)) == [[0], [1], [2]]


def test_no_two_have_one_name_or_one_id_and_the_id_does_not_depend_on_the_set():
    rows = [(1, "Jordan", P), (2, "Jordan", C, "", "JO"), (3, "Jordan", O), (4, "John Miller", P, "judge", "US"),
            (5, "John Miller", P, "judge", "NZ"), (6, "John Miller", P, "", "AU"),
            (6, "John Miller", P, "", "AU")]  # fmt: skip
    joined = join(actors(*rows))
    assert joined["who"].is_unique
    assert joined["called"].is_unique
    assert joined["called"][1] == "Jordan"
    alone = join(actors((9, "Klara Vogt", P)))
    more = join(actors((1, "Vogt", P), (2, "Klara Vogt", P), (3, "Beat Arnold", P)))
    assert alone["who"][0] == more["who"][1]


def voice(joined, row):
    """An actor of the set as a person points to it."""
    return Voice(joined["who"][row], joined["called"][row], joined["type"][row])


def test_a_person_may_say_that_two_are_one():
    joined = join(actors(*AMBIGUOUS))
    alone, hillary = voice(joined, 2), voice(joined, 0)
    again = join(actors(*AMBIGUOUS), [correct(alone, "same", hillary)])
    assert again["called"].tolist() == ["Hillary Clinton", "Bill Clinton", "Hillary Clinton", "Hillary Clinton"]
    assert again["who"][0] == joined["who"][0]
    gone = Voice("j" + 12 * "0", "Nobody", P)
    back = [correct(gone, "same", hillary), correct(alone, "same", hillary), correct(hillary, "same", alone)]
    assert join(actors(*AMBIGUOUS), back)["who"].nunique() == 2


def test_a_person_may_call_one_otherwise_and_it_keeps_its_id():
    joined = join(actors(*AMBIGUOUS))
    bill, hillary = voice(joined, 1), voice(joined, 0)
    again = join(actors(*AMBIGUOUS), [correct(bill, "name", "William Clinton")])
    assert again["called"].tolist() == ["Hillary Clinton", "William Clinton", "Clinton", "Clinton"]
    assert again["who"].tolist() == joined["who"].tolist()
    assert cast(again).set_index("actor").loc["William Clinton", "aliases"] == ("Bill Clinton",)
    renamed = Voice(bill.id, "William Clinton", P)
    both = [correct(bill, "name", "William Clinton"), correct(renamed, "same", hillary)]
    assert join(actors(*AMBIGUOUS), both)["called"][1] == "William Clinton"
    assert join(actors(*AMBIGUOUS), [correct(bill, "name", "Hillary Clinton")])["called"][1] == "Hillary Clinton (2)"


def test_what_a_person_said_of_one_holds_in_a_set_that_knows_a_fuller_name_of_it():
    some = join(actors((1, "John Miller", P), (2, "Ahmed", P)))
    made = correct(voice(some, 1), "same", voice(some, 0))
    more = actors((1, "John Miller", P), (2, "Ahmed", P), (3, "John A. Miller", P))
    assert join(more)["who"][0] != some["who"][0]
    assert join(more, [made])["who"].nunique() == 1


def test_a_voice_that_a_set_has_twice_by_name_is_left_alone():
    some = join(actors((1, "John Miller", P), (2, "Ahmed", P)))
    made = correct(voice(some, 1), "same", voice(some, 0))
    more = actors((1, "John Miller", P, "", "US"), (2, "Ahmed", P), (3, "John Miller", P, "", "NZ"))
    assert join(more, [made])["who"].nunique() == 3


def test_homonyms_keep_their_ids_when_some_of_them_become_one():
    rows = [(1, "John Miller", P, "", "US"), (2, "John Miller", P, "", "NZ"), (3, "John Miller", P, "", "AU")]
    joined = join(actors(*rows))
    made = [correct(voice(joined, 0), "same", voice(joined, 1))]
    again = join(actors(*rows), made)
    assert again["who"].tolist() == [joined["who"][1], joined["who"][1], joined["who"][2]]
    made.append(correct(voice(again, 1), "same", voice(again, 2)))
    assert join(actors(*rows), made)["called"].tolist() == ["John Miller"] * 3


def test_the_cast_has_a_row_for_each_with_counts_and_all_names():
    rows = [
        (1, "Klara Vogt", P, "minister", "AT", ("Vogt", "Ms Vogt")),
        (2, "Vogt", P),
        (3, "Klara Vogt", P, "minister"),
    ]
    found = cast(join(actors(*rows, (3, "Lune", C))))
    assert tuple(found.columns) == CAST_COLUMNS
    first = found.iloc[0]
    assert (first["actor"], first["role"], first["country"]) == ("Klara Vogt", "minister", "AT")
    assert (first["aliases"], first["articles"], first["said_by"]) == (("Vogt", "Ms Vogt"), 3, 3)
    assert cast(join(actors())).empty


def test_statements_are_said_by_and_about_the_actors_of_the_set():
    frame = frames.wide(REPORT)
    joined = join(frames.to_frame(REPORT, "actors"))
    found = onto(frame, joined)
    assert found["speaker"].tolist() == frame["speaker"].tolist()
    assert found["about_all"].tolist() == frame["about_all"].tolist()
    who = dict(zip(joined["actor_id"], joined["who"], strict=True))
    assert found["speaker_id"].tolist() == [who[own] for own in frame["speaker_id"]]
    assert found["about_ids"].tolist() == [tuple(map(who.get, cell)) for cell in frame["about_ids"]]
    assert onto(frame.iloc[:0], joined.iloc[:0]).empty
