"""onrecord beside other open tools, on the same 200 articles, one core, one run: words a second and quality.

    python tests/benchmarks/peers.py [--write]

The articles are those of PolNeAR dev (statements are judged there), then of LGL and GeoVirus in turn (countries are
judged there), until there are 200. Peers are measured where they are installed:

    pip install textacy geotext flashgeotext pycountry

textacy (quotations) wants a parsed text and has no parser of its own that can be had offline: it gets our parse of each
paragraph for nothing, so that its speed is that of its rules alone. geotext tells names without their place: every
occurrence of a name that it found counts as its mention. flashgeotext tells names without codes: pycountry knows those
of countries, geotext's table those of cities. The corpora are not part of the project (see corpora.py).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

from results import ROOT, add, table
from shared import DATA, lines, scored

MANY = 200
Row = dict[str, Any]


@dataclass(frozen=True)
class Article:
    """A text, by the name that the gold knows it by."""

    name: str
    text: str

    @cached_property
    def paragraphs(self) -> list[tuple[int, Any]]:
        """Where each paragraph begins, and our parse of it, for a tool that needs one; every mark of quotation is one
        sign, as the tools know it.
        """
        from analysis.article.read_text import read_article
        from analysis.reader.pipeline import parse

        found = []
        for place in re.finditer(r"\S.*", self.text):
            words = place.group().replace("''", '" ')
            doc = parse(read_article(words)).doc if any(map(str.isalpha, words)) else None
            if doc is not None and doc.text == words:  # our reader cleans; what it changed has other places
                found.append((place.start(), doc))
        return found


@dataclass(frozen=True, slots=True)
class Tool:
    """What a tool finds in an article: statements and countries as the scorers want them; either may be nothing."""

    name: str
    make: Callable[[], Callable[[Article], Mapping[str, list[Row]]]]
    before: Callable[[Article], object] = lambda article: None
    """What is done for it, off the clock."""


def main() -> int:
    """Run every tool that is here over the same articles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="add the figures to RESULTS.md")
    options = parser.parse_args()
    if not DATA.is_dir():
        print(f"The corpora are missing ({DATA}): ONRECORD_SHARED names the folder that holds them.", file=sys.stderr)
        return 2
    sys.path.insert(0, str(ROOT))
    os.environ["OMP_NUM_THREADS"] = "1"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    speeches, places = chosen()
    rows, absent = [], []
    for tool in TOOLS:
        try:
            find = tool.make()
        except ImportError as error:
            absent.append(f"{tool.name} ({error})")
            continue
        rows.append([tool.name, *measured(tool, find, speeches, places)])
    print("\n".join(f"not here: {name}" for name in absent))
    about = f"{len(speeches)} articles of PolNeAR dev, {len(places)} of LGL and GeoVirus; seconds of the processor."
    columns = ["tool", "words/s", "statements: P / R / F1", "country mentions: P / R / F1", "document sets: F1"]
    add("peers", [about, "", "`python tests/benchmarks/peers.py`", "", *table(columns, rows)], write=options.write)
    return 0


def chosen() -> tuple[list[Article], list[Article]]:
    """The articles whose statements are judged, and those whose countries are."""
    speeches = [
        Article(path.stem, path.read_bytes().decode("utf-8"))
        for path in sorted((DATA / "polnear/dev/text").glob("*.txt"))
    ][:MANY]
    corpora: dict[str, list[Article]] = {"lgl": [], "GeoVirus": []}
    for line in lines(DATA / "countries/docs.jsonl"):
        row = json.loads(line)
        corpora[row["doc"].partition(":")[0]].append(Article(row["doc"], row["text"]))
    in_turn = (article for article in chain(*zip_longest(*corpora.values())) if article is not None)
    return speeches, [article for article, _ in zip(in_turn, range(MANY - len(speeches)), strict=False)]


def measured(
    tool: Tool, find: Callable[[Article], Mapping[str, list[Row]]], speeches: list[Article], places: list[Article]
) -> list[str]:
    """Cells of a tool's row."""
    every = [*speeches, *places]
    find(every[0])  # what is loaded at the first use is loaded
    seconds, found = 0.0, {}
    for article in every:
        tool.before(article)
        began = time.process_time()
        found[article.name] = find(article)
        seconds += time.process_time() - began
    words = sum(len(article.text.split()) for article in every)
    tells = set(chain.from_iterable(found.values()))
    with tempfile.TemporaryDirectory() as folder:
        said = statements_judged(Path(folder), speeches, found) if "statements" in tells else "none"
        where = countries_judged(Path(folder), places, found) if "mentions" in tells else ["none", "none"]
    return [f"{words / seconds:,.0f}", said, *where]


def statements_judged(folder: Path, articles: list[Article], found: Mapping[str, Mapping[str, list[Row]]]) -> str:
    """Attribution on PolNeAR dev, statements proper."""
    out = folder / "said.jsonl"
    out.write_text(in_lines(articles, found, "statements"), encoding="utf-8")
    scores = scored("score_polnear.py", DATA / "polnear/dev", out, "--subset", "speech")
    return in_print(dict(zip(("P", "R", "F1"), scores["attribution"]["all"], strict=True)))


def countries_judged(folder: Path, articles: list[Article], found: Mapping[str, Mapping[str, list[Row]]]) -> list[str]:
    """Country mentions and document sets, of both corpora together."""
    names = {article.name for article in articles}
    out, gold = folder / "places.jsonl", folder / "gold.jsonl"
    out.write_text(in_lines(articles, found, "mentions"), encoding="utf-8")
    judged = [line for line in lines(DATA / "countries/gold.jsonl") if json.loads(line)["doc"] in names]
    gold.write_text("".join(f"{line}\n" for line in judged), encoding="utf-8")
    corpora = scored("score_countries.py", out, "--gold", gold)
    each = [corpora[corpus] for corpus in ("lgl", "GeoVirus")]
    mean = {key: sum(scores[key] for scores in each) / len(each) for key in ("P", "R", "F1", "docF1mic")}
    return [in_print(mean), f"{mean['docF1mic']:.1f}"]


def in_lines(articles: list[Article], found: Mapping[str, Mapping[str, list[Row]]], what: str) -> str:
    """What was found, as the scorers read it."""
    return "".join(f"{json.dumps({'doc': one.name, what: found[one.name].get(what, [])})}\n" for one in articles)


def in_print(scores: Mapping[str, float]) -> str:
    """Precision, recall and F1."""
    return " / ".join(f"{scores[key]:.1f}" for key in ("P", "R", "F1"))


# ------------------------------------------------------------------------------------------------------------ the tools


def onrecord() -> Callable[[Article], Mapping[str, list[Row]]]:
    """The whole engine: statements, actors, targets, tone, countries."""
    from analysis.engine import analyse

    def find(article: Article) -> Mapping[str, list[Row]]:
        report = analyse(article.text).to_dict()
        statements = [
            {"source": one.get("source") or None, "cue": one.get("cue") or None, "content": one["content"]}
            for one in report["statements"]
        ]
        mentions = [
            {"start": mention["start"], "end": mention["end"], "iso2": country["alpha2"]}
            for country in report["countries"]
            for mention in country["mentions"]
        ]
        return {"statements": statements, "mentions": mentions}

    return find


def textacy() -> Callable[[Article], Mapping[str, list[Row]]]:
    """Direct quotations by its rules, paragraph by paragraph, as it does best."""
    quotations = import_module("textacy.extract.triples").direct_quotations

    def find(article: Article) -> Mapping[str, list[Row]]:
        rows = []
        for at, doc in article.paragraphs:
            try:
                found = list(quotations(doc))
            except ValueError:  # an odd number of quotation marks is more than it takes
                continue
            for one in found:
                speaker, cue = (
                    [[at + span[0].idx, at + span[-1].idx + len(span[-1])]] if span else None
                    for span in (one.speaker, one.cue)
                )
                rows.append(
                    {
                        "source": speaker,
                        "cue": cue,
                        "content": [[at + one.content.start_char, at + one.content.end_char]],
                    }
                )
        return {"statements": rows}

    return find


def geotext() -> Callable[[Article], Mapping[str, list[Row]]]:
    """Names of countries and cities."""
    read = import_module("geotext").GeoText

    def find(article: Article) -> Mapping[str, list[Row]]:
        found = read(article.text)
        codes = {**{name: read.index.countries[name.lower()] for name in found.countries},
                 **{name: read.index.cities[name.lower()] for name in found.cities}}  # fmt: skip
        return {"mentions": [
            {"start": place.start(), "end": place.end(), "iso2": code}
            for name, code in codes.items()
            for place in re.finditer(rf"\b{re.escape(name)}\b", article.text)
        ]}  # fmt: skip

    return find


def flashgeotext() -> Callable[[Article], Mapping[str, list[Row]]]:
    """Countries and cities of its lists."""
    finder = import_module("flashgeotext.geotext").GeoText()
    lookup = import_module("pycountry").countries.lookup
    cities = import_module("geotext").GeoText.index.cities

    def code_of(name: str, kind: str) -> str | None:
        if kind == "cities":
            return cities.get(name.partition(",")[0].lower())
        try:
            return str(lookup(name).alpha_2)
        except LookupError:  # Abkhazia and the like
            return None

    def find(article: Article) -> Mapping[str, list[Row]]:
        found = finder.extract(article.text)
        return {"mentions": [
            {"start": start, "end": end, "iso2": code}
            for kind, names in found.items()
            for name, one in names.items()
            if (code := code_of(name, kind))
            for start, end in one["span_info"]
        ]}  # fmt: skip

    return find


TOOLS = [
    Tool("onrecord", onrecord),
    Tool("textacy", textacy, before=lambda article: article.paragraphs),
    Tool("geotext", geotext),
    Tool("flashgeotext", flashgeotext),
]

if __name__ == "__main__":
    sys.exit(main())
