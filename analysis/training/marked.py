"""Articles whose statements somebody has marked with whom they are about and in what tone: those of who and world.

The statements of who lie on articles of PolNeAR, those of world on articles of English Worldwide Newswire, whose names
its own corpus marks. The encoder learns from the split "encoder" alone; nothing is learnt from an article of "fit", on
which whatever takes the encoder's answers as evidence is fitted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from spacy.language import Language

from .about import about_labels
from .corpora import Example, MarkedStatement, Words, named_events, polnear_articles, roles_example

Row = dict[str, Any]
Spans = dict[str, list[tuple[int, int]]]
"""For each role, the stretches of a statement."""
_FAR = 300
"""Characters between a cue and its content beyond which what stands between belongs to neither."""


def rows_by_article(file: Path, split: str) -> dict[str, list[Row]]:
    """The marked statements of each article; of a train set, those of one of its splits."""
    found: dict[str, list[Row]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row.get("split", split) == split:
            found.setdefault(row["doc"], []).append(row)
    return found


def fit_articles(data: Path) -> frozenset[str]:
    """The articles of who/train and world/train from which the encoder may learn nothing, not even a name."""
    files = (data / "who" / "train.jsonl", data / "world" / "train" / "gold.jsonl")
    return frozenset(name for file in files for name in rows_by_article(file, "fit"))


def to_marked(words: Words, spans: Spans, row: Row) -> MarkedStatement:
    """A marked statement in the words of its article."""
    inside = {at for start, end in spans["content"] for at in words.of(start, end)}
    if spans["cue"] and spans["content"]:
        cue_end, begin = max(end for _, end in spans["cue"]), min(start for start, _ in spans["content"])
        if cue_end < begin <= cue_end + _FAR:
            inside |= set(words.of(cue_end, begin))
    source = [at for start, end in spans["source"] for at in words.of(start, end)]
    speaks = source[0] if len(source) == 1 and words.words[source[0]].lower() in ("he", "she") else None
    main = row["main"]
    kinds = [target["type"] for target in row["about"] if target["name"] == main]
    return MarkedStatement(
        tuple(sorted(inside)), tuple(target["name"] for target in row["about"]), main, kinds[0] if kinds else "",
        row["tone"], row["speaker_type"] == "person", row["speaker"] or "", speaks,
    )  # fmt: skip


def add_marks(examples: Iterable[Example], folder: Path, rows: Mapping[str, list[Row]], nlp: Language) -> None:
    """Give articles of PolNeAR, read from that folder, their statements of who; in place."""
    known = {example.name: example for example in examples if example.name in rows}
    for name, text, file in polnear_articles(folder):
        if name in known:
            words, events = Words(nlp, text), dict(named_events(file.read_text(encoding="utf-8")))
            known[name].marked = [
                to_marked(words, events[row["event"]], row) for row in rows[name] if row["event"] in events
            ]


def read_world(
    folder: Path, rows: Mapping[str, list[Row]], nlp: Language, names: Mapping[str, list[int]]
) -> Iterator[Example]:
    """Articles of world: roles of their statements, and, where the names are known (entity labels), what these are."""
    for name, statements in rows.items():
        words = Words(nlp, (folder / "text" / f"{name}.txt").read_bytes().decode("utf-8"))
        spans = [{role: _stretches(row[role]) for role in ("source", "cue", "content")} for row in statements]
        example = roles_example(name, words, [each for each in spans if each["content"]])
        example.task = "world"
        example.marked = [to_marked(words, each, row) for each, row in zip(spans, statements, strict=True)]
        if len(names.get(name, ())) == len(words.words):
            example.labels["entities"] = names[name]
            example.labels |= about_labels(example, names[name])
        yield example


def _stretches(given: Iterable[Iterable[int]] | None) -> list[tuple[int, int]]:
    return [(start, end) for start, end in given or ()]
