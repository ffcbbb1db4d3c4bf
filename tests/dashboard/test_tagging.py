"""A tag for the articles of all statements in the list: given at once, taken back as one act, found in the Library."""

import pytest
from bench import bench, listed, tell
from reports import REPORT
from test_pages import hand_made_engine, opened  # noqa: F401
from test_several import store  # noqa: F401

from analysis.dashboard import resources
from analysis.workspace.articles import Workspace

SAID = REPORT.statements[0].id


def tags(*keys):
    return [Workspace().tags(key) for key in keys]


def test_the_articles_of_the_statements_shown_are_tagged_and_the_tag_is_taken_back_as_one():
    app = opened("statements", article="all")
    assert bench(app)["tags"] == ["bridge"]
    articles = sorted({row["article"] for row in listed(app)})
    tell(app, "tag", "", ["  alps   row ", articles])
    assert tags("t1", "t2", "t3") == [["alps row"], ["alps row", "bridge"], []]
    assert (bench(app)["tagged"], bench(app)["made"]) == ("2 articles tagged “alps row”", 1)
    assert bench(app)["tags"] == ["alps row", "bridge"]
    tell(app, "undo")
    assert tags("t1", "t2", "t3") == [[], ["bridge"], []]
    assert (bench(app)["tagged"], bench(app)["made"]) == (None, 0)


def test_who_has_the_tag_already_keeps_it_when_it_is_taken_back():
    app = opened("statements", article="all")
    both = sorted({row["article"] for row in listed(app)})
    tell(app, "tag", "", ["bridge", both])
    assert bench(app)["tagged"] == "1 article tagged “bridge”"
    tell(app, "undo")
    assert tags("t1", "t2") == [[], ["bridge"]]
    tell(app, "tag", "", ["bridge", ["second"]])
    assert bench(app)["tagged"] == "“bridge” is there already"
    assert bench(app)["made"] == 0


def test_only_what_the_filter_has_left_is_tagged():
    app = opened("statements", article="all")
    app.multiselect(key="only_outlets").set_value(["Wire"]).run()
    tell(app, "tag", "", ["wired", sorted({row["article"] for row in listed(app)})])
    assert tags("t1", "t2") == [[], ["bridge", "wired"]]


def test_undo_takes_back_the_last_act_whether_a_check_or_a_tag():
    app = opened("statements", article="all")
    tell(app, "verdict", SAID, "accept")
    tell(app, "tag", "", ["row", ["bridge"]])
    tell(app, "verdicts", "", ["accept", [REPORT.statements[1].id, REPORT.statements[2].id]])
    assert bench(app)["made"] == 6  # both articles have the same text
    tell(app, "undo")
    assert (tags("t1"), bench(app)["made"]) == ([["row"]], 2)
    tell(app, "undo")
    assert (tags("t1"), bench(app)["made"]) == ([["row"]], 0)


def test_the_library_offers_to_take_the_tag_back_too():
    app = opened("statements", article="all")
    tell(app, "tag", "", ["row", ["bridge", "second"]])
    app.switch_page("pages/library.py").run()
    assert app.button(key="library_take_back").label == "Undo: 2 articles tagged “row”"
    app.button(key="library_take_back").click().run()
    assert tags("t1", "t2") == [[], ["bridge"]]
    app.switch_page("pages/statements.py").run()
    assert (bench(app)["tagged"], bench(app)["made"]) == (None, 0)


def test_one_kept_article_is_tagged_and_a_sample_cannot_be():
    app = opened("statements", article="t1")
    tell(app, "tag", "", ["row", ["bridge"]])
    assert tags("t1") == [["row"]]
    sample = opened("statements", article=next(iter(resources.samples())))
    assert bench(sample)["tags"] is None


@pytest.mark.parametrize(("words", "articles"), [("", ["bridge"]), (" \n", ["bridge"]), ("row", []), ("row", ["no"])])
def test_a_tag_without_words_or_for_nothing_changes_nothing(words, articles):
    app = tell(opened("statements", article="all"), "tag", "", [words, articles])
    assert tags("t1", "t2") == [[], ["bridge"]]
    assert not app.error


def test_a_tag_that_is_too_long_and_an_article_that_was_forgotten_are_told_on_the_page():
    app = opened("statements", article="t1")
    tell(app, "tag", "", ["x" * 61, ["bridge"]])
    assert "up to 60 characters" in app.error[0].value
    Workspace().forget("t1")
    tell(app, "tag", "", ["row", ["bridge"]])
    assert "no longer among those that are kept" in app.error[0].value
