"""The filter in words and in the address: what goes out comes back, and no word of the article goes out."""

from dataclasses import replace

import pytest
from reports import EMPTY, REPORT

from analysis.report import Speaker
from analysis.tables.filter import NAMED_BY, Filter, kept_mentions, kept_statements
from analysis.tables.frames import to_frame, wide
from analysis.view import filter_address, opened
from analysis.workspace.fingerprints import fingerprint

EVERY = wide(REPORT)
NAMES = opened.lay_out("bridge", REPORT).names

FULL = Filter(
    speakers=("Klara Vogt", "Beat Arnold"), about=("Switzerland",), countries=("CH", "AT"), acts=("accuse",),
    kinds=("mixed", "direct"), least=0.6, most=0.95, beliefs=True, rejected=True, without=("capital",), aside=True,
    outlets=("The Valley Post",), tones=("critical", "no tone"), since="2024-03-01", until="2024-03-31",
)  # fmt: skip
ADDRESS = {
    "by": "a1.a3", "about": "a2", "countries": "CH.AT", "act": "accuse", "kind": "mixed.direct", "least": "60",
    "most": "95", "beliefs": "1", "rejected": "1", "without": "capital", "aside": "1",
    "outlet": fingerprint("The Valley Post"), "tone": "critical.no-tone", "since": "2024-03-01", "until": "2024-03-31",
}  # fmt: skip


def test_a_filter_stands_in_the_address_by_ids_in_a_compact_form():
    assert filter_address.to_address(FULL, EVERY, NAMES) == ADDRESS
    assert set(ADDRESS) == set(filter_address.PARAMETERS)
    assert filter_address.to_address(Filter(), EVERY, NAMES) == {}


@pytest.mark.parametrize("wanted", [
    Filter(), FULL, Filter(speakers=("Mei Tan",)), Filter(most=0.8), Filter(acts=("say", "deny")),
    Filter(without=NAMED_BY), Filter(outlets=("The Valley Post",)), Filter(tones=("neutral",)),
    Filter(since="2024-03-11"), Filter(until="2024-02-29"),
])  # fmt: skip
def test_what_goes_out_comes_back(wanted):
    assert filter_address.from_address(filter_address.to_address(wanted, EVERY, NAMES), EVERY, NAMES) == (wanted, ())


def test_a_speaker_without_an_actor_goes_out_as_a_fingerprint_and_comes_back():
    typed = "Somebody whom a person wrote in"
    statement = replace(REPORT.statements[0], speaker=Speaker(None, typed, "person"))
    every = wide(replace(REPORT, statements=(statement, *REPORT.statements[1:])))
    sent = filter_address.to_address(Filter(speakers=(typed, "Klara Vogt")), every, NAMES)
    assert "omebody" not in str(sent)
    assert sent["by"].endswith(".a1")
    assert filter_address.from_address(sent, every, NAMES)[0].speakers == (typed, "Klara Vogt")


def test_a_hand_may_write_commas():
    assert filter_address.from_address({"by": "a1,a3"}, EVERY, NAMES)[0].speakers == ("Klara Vogt", "Beat Arnold")


@pytest.mark.parametrize(("asked", "left"), [
    ({"by": "a99"}, Filter()), ({"by": "a1.a99"}, Filter(speakers=("Klara Vogt",))), ({"by": "a4.."}, None),
    ({"by": "Klara Vogt"}, Filter()), ({"about": "a4"}, Filter()), ({"act": "sing"}, Filter()),
    ({"kind": "<b>"}, Filter()), ({"least": "101"}, Filter()), ({"least": "-5"}, Filter()), ({"least": "６"}, Filter()),
    ({"least": "1e1"}, Filter()), ({"most": ""}, Filter()), ({"beliefs": "yes"}, Filter()), ({"aside": "0"}, Filter()),
    ({"countries": "XX"}, Filter()), ({"without": "tower"}, Filter()), ({"least": "90", "most": "20"}, Filter()),
    ({"outlet": "The Valley Post"}, Filter()), ({"outlet": "x0"}, Filter()),
    ({"tone": "no tone"}, Filter()), ({"tone": "1"}, Filter()),
    ({"since": "2024-13-01"}, Filter()),
    ({"since": "20240301"}, Filter()), ({"until": "yesterday"}, Filter()), ({"until": "２０２４-03-01"}, Filter()),
    ({"since": "2024-03-02", "until": "2024-03-01"}, Filter()), ({"since": "2024-02-30", "until": "2024-03-01"},
                                                                  Filter(until="2024-03-01")),
])  # fmt: skip
def test_what_does_not_fit_is_left_out_and_named(asked, left):
    found, unfit = filter_address.from_address(asked, EVERY, NAMES)
    if left is None:
        assert (found, unfit) == (Filter(speakers=("Mei Tan",)), ())
    else:
        assert found == left
        assert set(unfit) <= set(asked)
        assert unfit


def test_nothing_fits_a_text_without_statements_but_what_fits_any():
    found, unfit = filter_address.from_address(ADDRESS, wide(EMPTY), {})
    assert found == Filter(least=0.6, most=0.95, beliefs=True, rejected=True, without=("capital",), aside=True,
                           tones=("critical", "no tone"), since="2024-03-01", until="2024-03-31")  # fmt: skip
    assert unfit == ("by", "about", "countries", "act", "kind", "outlet")


def test_each_part_is_told_in_words_and_can_be_taken_off_alone():
    told = filter_address.parts(FULL, {"CH": "Switzerland", "AT": "Austria"}.__getitem__)
    assert [words for words, _ in told] == [
        "Klara Vogt", "Beat Arnold", "about Switzerland", "Switzerland", "Austria", "accuse", "mixed", "direct",
        "not by capital", "The Valley Post", "critical", "no tone", "from 2024-03-01 to 2024-03-31", "60–95% sure",
        "plans and beliefs too", "rejected too", "datelines and captions too",
    ]  # fmt: skip
    assert dict(told)["Klara Vogt"] == replace(FULL, speakers=("Beat Arnold",))
    assert dict(told)["60–95% sure"] == replace(FULL, least=0.0, most=1.0)
    wanted = FULL
    while parts := filter_address.parts(wanted, str):
        wanted = parts[-1][1]
    assert wanted == Filter()


@pytest.mark.parametrize(("wanted", "words"), [
    (Filter(least=0.6), "at least 60% sure"), (Filter(most=0.55), "at most 55% sure"),
    (Filter(least=0.2, most=0.55), "20–55% sure"),
])  # fmt: skip
def test_a_range_of_confidence_is_told_in_words(wanted, words):
    assert filter_address.sure(wanted) == words


@pytest.mark.parametrize(("wanted", "words"), [
    (Filter(since="2024-03-01"), "from 2024-03-01"), (Filter(until="2024-03-01"), "until 2024-03-01"),
    (Filter(since="2024-03-01", until="2024-03-01"), "on 2024-03-01"),
])  # fmt: skip
def test_a_range_of_days_is_told_in_words(wanted, words):
    assert [told for told, _ in filter_address.parts(wanted, str)] == [words]


SET = [replace(REPORT, id="a"), replace(REPORT, id="b", outlet="Wire; North", published="2024-04-01"),
       replace(REPORT, id="c", outlet=None, published=None)]  # fmt: skip


@pytest.mark.parametrize(("wanted", "articles"), [
    (Filter(), "abc"), (Filter(outlets=("Wire; North",)), "b"),
    (Filter(outlets=("Wire; North", "The Valley Post")), "ab"), (Filter(since="2024-03-12"), "b"),
    (Filter(since="2024-03-11"), "ab"), (Filter(until="2024-03-11"), "a"),
    (Filter(since="2024-03-12", until="2024-03-31"), ""), (Filter(outlets=("Wire; North",), until="2024-03-11"), ""),
])  # fmt: skip
def test_outlets_and_days_keep_the_statements_and_the_mentions_of_their_articles(wanted, articles):
    statements, mentions = kept_statements(wide(SET), wanted), kept_mentions(to_frame(SET, "mentions"), wanted)
    assert set(statements["article_id"]) == set(mentions["article_id"]) == set(articles)
    assert (len(statements), len(mentions)) == (9 * len(articles), 10 * len(articles))


def test_tones_keep_the_statements_that_have_one_of_them():
    told = EVERY["tone"].map({-1: "critical", 0: "neutral", 1: "favourable"}).fillna("no tone")
    for tones in (("critical",), ("no tone", "favourable")):
        kept = kept_statements(EVERY, Filter(tones=tones, beliefs=True))
        assert kept["statement_id"].tolist() == EVERY.loc[told.isin(tones), "statement_id"].tolist()


def test_an_outlet_goes_out_whatever_its_name_is_and_comes_back():
    every, wanted = wide(SET), Filter(outlets=("Wire; North",))
    sent = filter_address.to_address(wanted, every, {})
    assert "ire" not in str(sent)
    assert filter_address.from_address(sent, every, {}) == (wanted, ())


def test_a_range_of_confidence_keeps_what_lies_in_it_and_takes_the_checked_for_sure():
    every = EVERY.copy()
    every.loc[6, "checked"] = "accepted"  # 0.58 by the engine
    assert set(kept_statements(every, Filter(least=0.9))["confidence"]) == {0.93, 0.97, 0.9, 0.58, 0.92}
    assert kept_statements(every, Filter(most=0.8))["confidence"].tolist() == [0.79]


def test_ways_of_naming_a_country_can_be_left_out_and_datelines_counted():
    mentions = to_frame(REPORT, "mentions")
    assert len(kept_mentions(mentions, Filter())) == 10
    assert set(kept_mentions(mentions, Filter(without=("capital", "city"), aside=True))["how"]) == {
        "name", "demonym", "metonym"
    }  # fmt: skip
    assert kept_mentions(mentions, Filter(without=NAMED_BY, aside=True)).empty
