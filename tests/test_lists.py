"""One loader for lists: a broken one is refused whole, with file, line and what to write; every shipped one loads."""

import gzip
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from analysis import lists
from analysis.actors import pronoun_ranking
from analysis.actors.casting import cast_of
from analysis.actors.he_and_she import rivals
from analysis.actors.resolve import walk
from analysis.actors.state import ActorState
from analysis.article.read_text import read_article
from analysis.english import lexicon
from analysis.lists import (
    NUMBER,
    TEXT,
    ListError,
    at_import,
    one_of,
    read_index,
    read_list,
    read_weights,
    read_words,
    unique,
)
from analysis.places import world_lists
from analysis.places.find import find_countries
from analysis.places.gazetteer import key_of
from analysis.reader.pipeline import parse
from analysis.statements.attributions import find_attributions
from analysis.statements.confidence import assessed
from analysis.statements.settle import settle
from analysis.targets import find, tone, weighing

ANALYSIS = Path(lists.__file__).parent
COLUMNS = {"title": unique(), "gender": one_of("m", "f", ""), "role": TEXT}
GOOD = "title,gender,role\nmr,m,\ndr,,\nprime minister,,prime minister\n"


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "titles.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize("text", [GOOD, GOOD.rstrip(), GOOD.replace("\n", "\r\n"), "\ufeff" + GOOD])
def test_a_list_is_read_by_its_columns(tmp_path: Path, text: str) -> None:
    rows = list(read_list(written(tmp_path, text), COLUMNS))
    assert rows[2] == {"title": "prime minister", "gender": "", "role": "prime minister"}
    assert len(rows) == 3


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (GOOD + "mr,f,\n", "line 5: “mr” stands in line 2 already."),
        (GOOD + "lord,x,\n", "line 5: gender is “x”; use m, f or nothing."),
        (GOOD + "lord,M,\n", "line 5: gender is “M”; use m, f or nothing."),
        (GOOD + "lord,m ,\n", "line 5: gender is “m ”; use no blanks at its ends."),
        ("title,role\nmr,\n", "line 1: the column “gender” is missing; use title,gender,role."),
        (GOOD.replace("role", "rolle", 1), "line 1: the column “role” is missing; use title,gender,role."),
        ("title,gender,role,note\n", "line 1: nobody reads a column “note”; use title,gender,role."),
        ("title,role,gender\n", "line 1: the columns stand in another order; use title,gender,role."),
        (GOOD + "lord\n", "line 5: 1 cells where there are 3 columns; put quotes round a comma."),
        (GOOD + "lord,m,lord,of the manor\n", "line 5: 4 cells where there are 3 columns; put quotes round a comma."),
        (GOOD + "\nlord,m,\n", "line 5: 0 cells where there are 3 columns; put quotes round a comma."),
        (GOOD + '"lord,m,\nlady,f,"\n', "line 5: a quotation mark is opened and not closed in its line."),
        (GOOD + '"lord,m,\n', "line 5: the line is broken (unexpected end of data)."),
        (GOOD + '"lord"s,m,\n', "line 5: the line is broken (',' expected after '\"')."),
        (GOOD + ",m,\n", "line 5: title is empty; use what the row is about."),
        (GOOD.encode() + "señor,m,\n".encode("latin-1"), "line 5: these bytes are no UTF-8; save the file as UTF-8."),
    ],
)
def test_a_broken_list_is_refused_with_file_and_line(tmp_path: Path, text: str | bytes, sentence: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ListError) as refused:
        read_list(path, COLUMNS)
    assert str(refused.value) == f"{path}, {sentence}"


@pytest.mark.parametrize("text", ["", None])
def test_an_empty_list_and_none_are_refused(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "none.csv" if text is None else written(tmp_path, text)
    with pytest.raises(ListError, match="is empty; its first line names|cannot be read: No such file"):
        read_list(path, COLUMNS)


def test_a_list_of_ours_is_called_by_its_place_in_the_project() -> None:
    with pytest.raises(ListError, match="^analysis/english/data/titles.csv, line 1: the column “titles” is missing"):
        read_list(ANALYSIS / "english" / "data" / "titles.csv", {"titles": unique()})


def test_rows_are_alike_only_in_all_keys_together(tmp_path: Path) -> None:
    path = written(tmp_path, "word,kind\nthe,article\nthe,definite\n")
    assert len(list(read_list(path, {"word": unique(), "kind": unique()}))) == 2
    with pytest.raises(ListError, match="line 3: “the” stands in line 2 already"):
        read_list(path, {"word": unique(), "kind": TEXT})


def test_words_are_asked_for_by_kinds_that_exist(tmp_path: Path) -> None:
    path = written(tmp_path, "word,kind\nhe,masculine\nshe,feminine\nher,feminine\n")
    known = read_words(path, ("masculine", "feminine"))
    assert known["feminine"] == {"she", "her"}
    with pytest.raises(ListError, match="has no words of the kind “masculin”"):
        known["masculin"]
    with pytest.raises(ListError, match="line 3: kind is “feminine”; use masculine."):
        read_words(path, ("masculine",))
    with pytest.raises(ListError, match="has no words of the kind “neuter”"):
        read_words(path, ("masculine", "feminine", "neuter"))


@pytest.mark.parametrize("ask", [lexicon.words, world_lists.word_list])
def test_no_room_has_words_of_an_unknown_kind(ask) -> None:
    with pytest.raises(ListError, match="“masculin”"):
        ask("masculin")


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("cue,near,1.5\ncue,far,-2\n", None),
        ("cue,near,1.5\n", " has no weight of “far” for “cue”; fit the weights again"),
        (
            "cue,near,1.5\ncue,fat,-2\n",
            ", line 3: the program computes no feature “fat” for “cue”; fit the weights again",
        ),
        ("cue,near,1.5\nsource,far,-2\n", ", line 3: question is “source”; use cue."),
        ("cue,near,1.5\ncue,near,-2\n", ", line 3: “cue, near” stands in line 2 already."),
        ("cue,near,1.5\ncue,far,nan\n", ", line 3: weight is “nan”; use a number such as -0.25."),
        ("cue,near,1.5\ncue,far,\n", ", line 3: weight is empty; use a number such as -0.25."),
    ],
)
def test_weights_are_those_of_the_features_that_the_program_computes(
    tmp_path: Path, rows: str, sentence: str | None
) -> None:
    path = written(tmp_path, "question,feature,weight\n" + rows)
    if sentence is None:
        found = read_weights(path, {"cue": ("far", "near")})
        assert list(found["cue"].items()) == [("far", -2.0), ("near", 1.5)]
        return
    with pytest.raises(ListError) as refused:
        read_weights(path, {"cue": ("far", "near")})
    assert str(refused.value).startswith(f"{path}{sentence}")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"Lima\tPE\nLima\tUS\n", "line 1: the name stands in the list twice"),
        (b"Lima\tPE\nQuito\n", "line 2: a name without a tab and what it means"),
        (b"Lima\tPE\n\tEC\n", "line 2: the name is empty"),
        (b"L\xedma\tPE\n", "cannot be read"),
        (None, "cannot be read"),
    ],
)
def test_a_broken_index_is_refused(tmp_path: Path, data: bytes | None, sentence: str) -> None:
    path = tmp_path / "places.tsv.gz"
    path.write_bytes(b"no archive" if data is None else gzip.compress(data))
    with pytest.raises(ListError, match=sentence):
        read_index(path)


def test_a_list_read_at_import_is_read_once_and_keeps_its_name(tmp_path: Path) -> None:
    path = written(tmp_path, "word,weight\nfine,1\n")

    @at_import
    def weights() -> dict[str, str]:
        """What each word weighs."""
        return {row["word"]: row["weight"] for row in read_list(path, {"word": unique(), "weight": NUMBER})}

    path.unlink()
    assert weights() is weights() == {"fine": "1"}
    assert (weights.__name__, weights.__doc__) == ("weights", "What each word weighs.")


def run(program: str) -> subprocess.CompletedProcess[str]:
    """A Python of its own: lists are read when a room is imported, which this process has done long ago."""
    opening = "from pathlib import Path\nreal, opened = Path.read_bytes, []\n"
    return subprocess.run(
        [sys.executable, "-c", opening + program], cwd=ANALYSIS.parent, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    ("room", "name", "line"),
    [
        ("english.name_forms", "english/data/titles.csv", b"lord,x,"),
        ("english.cues", "english/data/cues.csv", b"shout,verb,shout,1,"),
        ("article.sections", "article/data/boilerplate.csv", b"dirt,line,read more about it,"),
        ("places.neighbours", "places/data/place_words.csv", b"Weg,strasse"),
        ("statements.links", "statements/data/link_weights.csv", b"cue,nearness,1"),
        ("actors.resolve", "actors/data/pronoun_weights.csv", b"meant,nobody,0.3"),
        ("targets.find", "targets/data/tone_weights.csv", b"for,mood,high"),
    ],
)
def test_a_room_with_a_broken_list_is_not_imported(room: str, name: str, line: bytes) -> None:
    patch = f"Path.read_bytes = lambda path: real(path) + ({line!r} if path.match({name!r}) else b'')\n"
    done = run(f"{patch}import analysis.{room}")
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith(f"analysis.lists.ListError: analysis/{name}, line ")


# ------------------------------------------------------------------------------------------------ what is shipped
def test_every_shipped_list_loads() -> None:
    done = run(
        """Path.read_bytes = lambda path: (opened.append(path), real(path))[1]
from analysis import engine
from analysis.article import read_file
from analysis.english.lexicon import forenames
from analysis.places.gazetteer import gazetteer
from analysis.targets.toward import valences
assert forenames() and gazetteer() and valences()
print(*opened, sep="\\n")"""
    )
    assert done.returncode == 0, done.stderr
    shipped = {path for path in ANALYSIS.glob("*/data/*") if path.suffix in (".csv", ".gz")}
    unread = shipped - set(map(Path, done.stdout.splitlines()))
    assert unread == {ANALYSIS / "english" / "data" / "forenames_extra.csv"}, "a list that no room reads"


def test_what_the_index_of_places_says_of_each_can_be_read() -> None:
    for name, facts in read_index(ANALYSIS / "places" / "data" / "places.tsv.gz").items():
        assert name == key_of(name)
        for fact in facts.split("\t"):
            assert re.fullmatch(r"[A-Z]{2}:(?:city|town|district|county|state):[A-Z]*:\d+", fact), (name, fact)


def test_the_program_computes_exactly_the_features_that_have_weights() -> None:
    of_targets: set[str] = {"intercept"}
    of_tone: set[str] = set()
    of_pronouns: set[str] = {"nobody"}

    def look(state: ActorState, i: int) -> None:
        if state.doc[i].lower_ in lexicon.words("masculine") | lexicon.words("feminine"):
            of_pronouns.update(name for evidence in rivals(state, i)[1] for name in evidence.values)

    for path in (ANALYSIS.parent / "sample_articles").glob("*.txt"):
        parsed = parse(read_article(path.read_text(encoding="utf-8")))
        said = [one.attribution for one in assessed(parsed.article, settle(parsed, find_attributions(parsed)))]
        countries = find_countries(parsed.article, parsed.doc)
        cast = cast_of(walk(parsed, countries, said, look))
        finder = find.TargetFinder(parsed, cast, countries)
        for attribution in said:
            speaker = cast.speaker(attribution).speaker
            for candidate in finder.candidates(attribution, speaker):
                of_targets |= candidate.evidence.keys()
                of_tone |= finder.tone_evidence(attribution, speaker, candidate).keys()
    # The samples have no content without a verb, and no named subject in a content's second sentence.
    assert of_targets | {"whole", "possessor_whole", "subject_later"} == set(weighing.FEATURES)
    assert of_tone == set(tone.FEATURES)
    assert of_pronouns == set(pronoun_ranking.FEATURES)


@pytest.mark.parametrize(
    ("kinds", "ask"),
    [(get_args(lexicon.WordKind), "words"), (get_args(world_lists.WordKind), "word_list")],
    ids=["english", "places"],
)
def test_every_kind_of_words_is_asked_for(kinds: tuple[str, ...], ask: str) -> None:
    program = "".join(path.read_text(encoding="utf-8") for path in ANALYSIS.rglob("*.py"))
    asked = set(re.findall(rf"\b{ask}(?:_of)?\(['\"](\w+)['\"]\)", program))
    assert asked <= set(kinds), "mypy would say so, too"
    assert set(kinds) - asked <= {"american", "british"}, "kinds that nobody asks for"
