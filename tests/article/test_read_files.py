"""Many files at once: every one gives an article or a sentence, and one bad file never stops the others."""

import io
import zipfile
from pathlib import Path

import pytest
from documents import docx, eml, zipped

from analysis.article import read_files as several
from analysis.article.read_files import Outcome, read_files
from pages import FISH, plain_article

STORY = FISH.body.encode()


def told(outcomes: list[Outcome]) -> list[tuple[str, bool]]:
    assert all(bool(outcome.problem) != bool(outcome.article) for outcome in outcomes)
    assert all(outcome.problem.endswith(".") for outcome in outcomes if outcome.problem)
    return [(outcome.name, outcome.article is not None) for outcome in outcomes]


def test_files_of_every_kind_are_read_in_their_order_and_a_bad_one_is_named() -> None:
    files = [
        ("a.txt", STORY),
        ("b.docx", b"nothing"),
        ("c.html", plain_article(FISH).encode()),
        ("d.eml", eml(FISH.body)),
    ]
    assert told(list(read_files(files))) == [("a.txt", True), ("b.docx", False), ("c.html", True), ("d.eml", True)]


def test_a_zip_gives_its_articles_and_what_systems_put_beside_them_is_passed_over() -> None:
    data = zipped({
        "day/one.txt": STORY, "day/two.docx": docx(FISH.body), "__MACOSX/day/._one.txt": b"x", "day/.DS_Store": b"x",
        "day/photo.png": b"x", "day/style.css": b"x",
    })  # fmt: skip
    outcomes = list(read_files([("day.zip", data)]))
    assert told(outcomes) == [("day.zip/day/one.txt", True), ("day.zip/day/two.docx", True), ("day.zip", False)]
    assert "2 files" in outcomes[-1].problem
    assert ".css, .png" in outcomes[-1].problem


def test_a_path_inside_a_zip_is_only_a_name(tmp_path: Path) -> None:
    data = zipped({"../../evil.txt": STORY, "/etc/passwd.txt": STORY, "C:\\boot.txt": STORY})
    outcomes = list(read_files([("a.zip", data)]))
    assert [outcome.article.id for outcome in outcomes if outcome.article] == ["evil", "passwd", "boot"]
    assert list(tmp_path.iterdir()) == []


def linked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("link.txt")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
        archive.writestr("a.txt", STORY)
    return out.getvalue()


def protected() -> bytes:
    data = bytearray(zipped({"a.txt": STORY}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    return bytes(data)


def broken() -> bytes:
    data = bytearray(zipped({"a.txt": STORY * 30, "b.txt": STORY}))
    data[60:70] = b"\xff" * 10
    return bytes(data)


BAD: dict[str, tuple[bytes, str]] = {
    "no zip": (b"words", "is damaged or not a .zip file"),
    "cut": (zipped({"a.txt": STORY})[:-30], "is damaged or not a .zip file"),
    "empty": (zipped({}), "holds no articles"),
    "nothing to read": (zipped({"a.png": b"x"}), "holds no articles"),
    "protected": (protected(), "protected by a password"),
    "a zip inside": (zipped({"b.zip": zipped({"a.txt": STORY})}), "a .zip inside a .zip"),
    "a bomb": (zipped({"a.txt": b"0" * 19_000_000}), "unpacks to more than an article holds"),
    "a member too large": (zipped({"a.txt": b"ab" * 11_000_000}), "unpacks to more than an article holds"),
    "too many": (zipped({f"{n}.txt": b"" for n in range(several.MAX_MEMBERS + 1)}), "more than 10,000 files"),
    "a link": (linked(), "only points to another file"),
    "broken": (broken(), "is damaged in the .zip file"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_zip_gives_a_sentence(case: str) -> None:
    data, sentence = BAD[case]
    outcomes = list(read_files([("a.zip", data)]))
    told(outcomes)
    assert sentence in " ".join(outcome.problem for outcome in outcomes)


def test_a_zip_that_unpacks_to_too_much_in_all_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(several, "MAX_MEMBER_BYTES", 3 * len(STORY))
    assert "refused" in next(read_files([("a.zip", zipped({f"{n}.txt": STORY for n in range(9)}))])).problem
