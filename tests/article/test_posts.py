"""When the posts of a live blog were written, as they say themselves."""

import pytest

from analysis.article.posts import post_time, post_times
from analysis.article.read_text import read_article

SAID = ["The minister has left the hall.", "Ana Ruiz says that nobody is missing.", "The harbour is under water now."]
AT_THE_HEAD = "Storm off Samoa: the day as it happened\n\n" + "\n\n".join(
    f"{clock} {said}" for clock, said in zip(["09:10", "11.32 GMT", "2:45pm"], SAID, strict=True)
)
ABOVE = "Storm off Samoa: the day as it happened\nBy Ben Hale\n\n" + "\n".join(
    f"{clock}\n{said} It was the third one of the day."
    for clock, said in zip(["5h ago 12.03 GMT", "14:32", "15:01"], SAID, strict=True)
)


@pytest.mark.parametrize(("text", "clocks"), [
    (AT_THE_HEAD, ["09:10", "11.32 GMT", "2:45pm"]), (ABOVE, ["12.03 GMT", "14:32", "15:01"]),
])  # fmt: skip
def test_what_a_post_says_has_its_time(text: str, clocks: list[str]) -> None:
    times = post_times(read_article(text))
    assert [post_time(times, text.index(said)) for said in SAID] == clocks


@pytest.mark.parametrize("text", [
    "Ministers meet again\nPublished 12:03\n\nThe minister left. She said that all was well.\n\nTalks go on.",
    "The talks began at 10:30 and ended at 11:45.\n\nThe minister left. She said that all was well.",
])  # fmt: skip
def test_a_time_of_an_ordinary_article_is_none_of_a_post(text: str) -> None:
    assert post_times(read_article(text)) == []
