"""The lists that the rooms keep in `data`, and the weights of fitted models: read here, checked as they are read.

A list is a CSV file in UTF-8 whose first line names its columns. The room that reads it declares what each column may
hold; a list that holds anything else is refused as a whole, with a sentence that names file and line.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import NoReturn, TypeVar

Row = dict[str, str]
_HOUSE = Path(__file__).parents[1]
_REFIT = "fit the weights again (analysis/data/SOURCES.md says how)"


T = TypeVar("T")


class ListError(ValueError):
    """A list that cannot be used as it is; says where and what to write instead."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column of a list may hold."""

    use: str
    """What to write, for whoever wrote something else."""
    allows: Callable[[str], object]
    is_key: bool = False
    """Whether no two rows may be alike in this column, or in all such columns together."""


def one_of(*values: str, is_key: bool = False) -> Column:
    """One of a few values; the empty one is called "nothing"."""
    shown = [value or "nothing" for value in values]
    return Column(" or ".join(filter(None, [", ".join(shown[:-1]), shown[-1]])), frozenset(values).__contains__, is_key)


def pattern(form: str, use: str, *, is_key: bool = False) -> Column:
    """What a regular expression matches as a whole."""
    return Column(use, re.compile(form).fullmatch, is_key)


def unique(allows: Callable[[str], object] = bool, use: str = "what the row is about") -> Column:
    """What the row is about, said once; `allows` must refuse what is empty."""
    return Column(use, allows, is_key=True)


TEXT = Column("any words", lambda _: True)
FILLED = Column("at least a word", bool)
NUMBER = pattern(r"-?\d+(?:\.\d+)?", "a number such as -0.25")
WHOLE = pattern(r"\d+|", "a whole number, or nothing")
MARK = one_of("1", "")


class WordsByKind(dict[str, frozenset[str]]):
    """The words of each kind; raises `ListError` for a kind that there is not."""

    def __init__(self, path: Path, words: Mapping[str, frozenset[str]]) -> None:
        super().__init__(words)
        self._path = path

    def __missing__(self, kind: str) -> NoReturn:
        raise ListError(f"{_name(self._path)} has no words of the kind “{kind}”.")


def at_import(load: Callable[[], T]) -> Callable[[], T]:
    """Decorates what reads a short list: a room whose list is broken is not even imported."""
    found = load()
    return wraps(load)(lambda: found)


def read_list(path: Path, columns: Mapping[str, Column]) -> Iterator[Row]:
    """The rows of a list, in its order, by column; all of it is checked before the first one is given."""
    header, *rows = _cells(path)
    _check_header(path, header, list(columns))
    if not {len(row) for row in rows} <= {len(header)}:
        number, width = next((number, len(row)) for number, row in enumerate(rows, 2) if len(row) != len(header))
        _refuse(path, number, f"{width} cells where there are {len(header)} columns; put quotes round a comma")
    # Checked is a column, each of its different cells once: lists are long, and read while somebody waits.
    by_column = list(zip(*rows, strict=True))
    for (name, column), cells in zip(columns.items(), by_column, strict=False):
        if wrong := {cell for cell in set(cells) if not column.allows(cell) or cell != cell.strip()}:
            number, cell = next((number, cell) for number, cell in enumerate(cells, 2) if cell in wrong)
            use = column.use if cell == cell.strip() else "no blanks at its ends"
            _refuse(path, number, f"{name} is {f'“{cell}”' if cell else 'empty'}; use {use}")
    _check_keys(path, [cells for cells, column in zip(by_column, columns.values(), strict=False) if column.is_key])
    return (dict(zip(header, row, strict=False)) for row in rows)


def read_words(path: Path, kinds: Iterable[str]) -> WordsByKind:
    """The words of each kind in a list of words and their kinds; no kind is missing or without words."""
    kinds = tuple(kinds)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in read_list(path, {"word": unique(), "kind": one_of(*kinds, is_key=True)}):
        found[row["kind"]].add(row["word"])
    for kind in kinds:
        if kind not in found:
            raise ListError(f"{_name(path)} has no words of the kind “{kind}”.")
    return WordsByKind(path, {kind: frozenset(words) for kind, words in found.items()})


def read_weights(path: Path, features: Mapping[str, Sequence[str]]) -> dict[str, dict[str, float]]:
    """For each question that a fitted model answers, the weight of each feature: those that the code computes, and all.

    A file holds one row for each: question, feature, weight. An intercept is a feature that is always 1.
    """
    columns = {"question": one_of(*features, is_key=True), "feature": unique(), "weight": NUMBER}
    found: dict[str, dict[str, float]] = {question: {} for question in features}
    for number, row in enumerate(read_list(path, columns), 2):
        if row["feature"] not in features[row["question"]]:
            _refuse(
                path, number, f"the program computes no feature “{row['feature']}” for “{row['question']}”; {_REFIT}"
            )
        found[row["question"]][row["feature"]] = float(row["weight"])
    for question, names in features.items():
        for name in names:
            if name not in found[question]:
                raise ListError(f"{_name(path)} has no weight of “{name}” for “{question}”; {_REFIT}.")
    return {question: {name: found[question][name] for name in names} for question, names in features.items()}


def read_index(path: Path) -> dict[str, str]:
    """What a compressed list of names that a script made says of each: the rest of its line, after a tab.

    Only its lines are checked; it is far too long to look into every cell each time.
    """
    try:
        lines = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise ListError(f"{_name(path)} cannot be read: {error}.") from error
    try:
        found = dict(line.split("\t", 1) for line in lines)
    except ValueError:
        number = next(number for number, line in enumerate(lines, 1) if "\t" not in line)
        _refuse(path, number, "a name without a tab and what it means")
    if len(found) != len(lines):
        names = Counter(line.partition("\t")[0] for line in lines)
        number = next(n for n, line in enumerate(lines, 1) if names[line.partition("\t")[0]] > 1)
        _refuse(path, number, "the name stands in the list twice")
    if "" in found:
        _refuse(path, next(n for n, line in enumerate(lines, 1) if line.startswith("\t")), "the name is empty")
    return found


def _cells(path: Path) -> list[list[str]]:
    """The cells of every line, the header's first."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ListError(f"{_name(path)} cannot be read: {error.strerror}.") from error
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        _refuse(path, data.count(b"\n", 0, error.start) + 1, "these bytes are no UTF-8; save the file as UTF-8")
    reader = csv.reader(lines, strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
    except csv.Error as error:
        _refuse(path, len(rows) + 1, f"the line is broken ({error})")
    if len(rows) != len(lines):
        reader = csv.reader(lines)
        number = next(number for number, _ in enumerate(reader, 1) if reader.line_num != number)
        _refuse(path, number, "a quotation mark is opened and not closed in its line")
    if not rows:
        raise ListError(f"{_name(path)} is empty; its first line names its columns.")
    return rows


def _check_header(path: Path, header: Sequence[str], wanted: Sequence[str]) -> None:
    if list(header) != list(wanted):
        missing = [name for name in wanted if name not in header]
        extra = [name for name in header if name not in wanted]
        problems = [f"the column “{name}” is missing" for name in missing]
        problems += [f"nobody reads a column “{name}”" for name in extra]
        _refuse(path, 1, f"{(problems or ['the columns stand in another order'])[0]}; use {','.join(wanted)}")


def _check_keys(path: Path, columns: Sequence[Sequence[str]]) -> None:
    """That no two rows are about the same."""
    keys = columns[0] if len(columns) == 1 else list(zip(*columns, strict=True))
    if len(set(keys)) == len(keys):
        return
    known: dict[tuple[str, ...], int] = {}
    for number, key in enumerate(zip(*columns, strict=True), 2):
        first = known.setdefault(key, number)
        if first != number:
            _refuse(path, number, f"“{', '.join(key)}” stands in line {first} already")


def _refuse(path: Path, number: int, problem: str) -> NoReturn:
    raise ListError(f"{_name(path)}, line {number}: {problem}.")


def _name(path: Path) -> str:
    """The file as it is called in the project."""
    return path.relative_to(_HOUSE).as_posix() if path.is_relative_to(_HOUSE) else str(path)
