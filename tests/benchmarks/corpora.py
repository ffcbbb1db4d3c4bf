"""Scores of the whole program on the development corpora: what `onrecord extract` prints, judged by the shared scorers.

    python tests/benchmarks/corpora.py [polnear world countries who coref] [--jobs 2] [--write]

The corpora are not part of the project (they are copyrighted). ONRECORD_SHARED names the folder that holds `data` and
`score`; without it, ../shared is taken. --write adds the figures to RESULTS.md. Exit status: 0 all floors are kept,
1 a figure is below its floor (floors.json), 2 the corpora are missing.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from results import ROOT, Figures, record

SHARED = Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared")).resolve()
DATA, SCORE = SHARED / "data", SHARED / "score"


class Runs:
    """Reports of corpora, each corpus read once."""

    def __init__(self, folder: Path, jobs: int) -> None:
        self.folder = folder
        self.jobs = jobs
        self.seconds: dict[str, float] = {}

    def reports(self, name: str, texts: Path) -> Path:
        """The reports of the texts in a folder, as JSON lines."""
        out = self.folder / f"{name}.jsonl"
        if not out.exists():
            began = time.perf_counter()
            extract(texts, out, self.jobs)
            self.seconds[name] = time.perf_counter() - began
            check_texts(texts, out)
        return out

    def converted(self, what: str, reports: Path) -> Path:
        """The reports in the form that a scorer reads."""
        out = reports.with_suffix(f".{what}.jsonl")
        out.write_text(score("convert.py", what, reports), encoding="utf-8")
        return out


def extract(texts: Path, out: Path, jobs: int) -> None:
    """Run the command line over a folder."""
    command = [sys.executable, "-m", "analysis", "extract", texts, "--format", "jsonl", "--output", out]
    subprocess.run([*map(str, command), "--jobs", str(jobs)], cwd=ROOT, check=True)


def check_texts(texts: Path, reports: Path) -> None:
    """Offsets are compared with those of the corpus: the text must be the very same."""
    for line in reports.read_text(encoding="utf-8").split("\n"):
        if line:
            report = json.loads(line)
            if report["text"] != (texts / f"{report['id']}.txt").read_bytes().decode("utf-8"):
                raise SystemExit(f"{report['id']}: the report's text is not the file's text")


def score(script: str, *arguments: object) -> str:
    """What one of the shared scripts prints."""
    command = [sys.executable, str(SCORE / script), *map(str, arguments)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def scored(script: str, *arguments: object) -> dict[str, Any]:
    """The machine-readable copy of what a scorer prints."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "scores.json")
        score(script, *arguments, "--json", copy)
        found: dict[str, Any] = json.loads(copy.read_text(encoding="utf-8"))
        return found


def attributions(split: Path, predictions: Path) -> Figures:
    """Attribution F1 of a split in PolNeAR's layout, speech subset."""
    speech = scored("score_polnear.py", split, predictions, "--subset", "speech")
    figures = {f"attribution F1, speech{tail}": speech["attribution"][kind][2] for kind, tail in KINDS.items()}
    roles = {f"{role} exact F1, speech": speech["roles"][role]["exact"][2] for role in ("source", "cue", "content")}
    rest = {
        "attribution P, speech": speech["attribution"]["all"][0],
        "attribution R, speech": speech["attribution"]["all"][1],
        "content match F1, speech": speech["content_match"]["all"][2],
        "source accuracy, speech": speech["given_matched_content"]["source_acc"],
    }
    return figures | rest | roles


KINDS = {"all": "", "direct": ", direct", "mixed": ", mixed", "indirect": ", indirect"}


def polnear(runs: Runs) -> Figures:
    """PolNeAR dev: 83 articles about United States politics."""
    predictions = runs.converted("polnear", runs.reports("polnear", DATA / "polnear/dev/text"))
    figures = attributions(DATA / "polnear/dev", predictions)
    everything = scored("score_polnear.py", DATA / "polnear/dev", predictions)
    figures |= {"attribution F1, all": everything["attribution"]["all"][2]}
    for role in ("source", "cue", "content"):
        figures[f"fragment exact strict F1, {role}, all"] = everything["roles"][role]["frag_strict"][2]
    reports = runs.reports("polnear", DATA / "polnear/dev/text")
    return figures | {"expected calibration error": calibration_error(DATA / "polnear/dev", reports)}


def calibration_error(split: Path, reports: Path) -> float:
    """Mean distance of confidence from the share that is right by the shared scorer's matching, ten equal bins."""
    sys.path.insert(0, str(SCORE))
    import score_polnear as judge

    gold = judge.load_split(str(split))
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(10)]
    for line in reports.read_text(encoding="utf-8").splitlines():
        report = json.loads(line)
        text, annotators = gold[report["id"]]
        doc = judge.Doc(text)
        right = judge.prepare(doc, annotators[min(annotators)])
        found = judge.prepare(doc, report["statements"])
        matched = {there: here for here, there in judge.match(right, found)}
        for number, statement in enumerate(report["statements"]):
            is_right = number in matched and judge.source_match(right[matched[number]], found[number])
            bins[min(9, int(10 * statement["confidence"]))].append((statement["confidence"], is_right))
    apart = [abs(sum(chance for chance, _ in part) - sum(is_right for _, is_right in part)) for part in bins if part]
    return float(sum(apart) / max(1, sum(map(len, bins))))


def world(runs: Runs) -> Figures:
    """World dev: news from many countries, annotated by the same rules."""
    folder = DATA / "world/dev"
    reports = runs.reports("world", folder / "text")
    figures = attributions(folder, runs.converted("polnear", reports))
    figures |= {"expected calibration error": calibration_error(folder, reports)}
    gold = folder / "gold.jsonl"
    return figures | printed(score("score_who.py", gold, folder, reports, "--speech")) | pronouns(gold, folder, reports)


def who(runs: Runs) -> Figures:
    """Who said what about whom, on PolNeAR dev."""
    gold, folder = DATA / "who/dev.jsonl", DATA / "polnear/dev"
    reports = runs.reports("polnear", folder / "text")
    return printed(score("score_who.py", gold, folder, reports)) | pronouns(gold, folder, reports)


def pronouns(gold: Path, folder: Path, reports: Path) -> Figures:
    """Share of the statements that "he" or "she" makes, found by source and content, whose person is the right one."""
    sys.path.insert(0, str(SCORE))
    from score_who import same

    answers = {report["id"]: report["statements"] for report in map(json.loads, lines(reports))}
    found = right = 0
    for row in map(json.loads, lines(gold)):
        text = (folder / "text" / f"{row['doc']}.txt").read_bytes().decode("utf-8")
        source, content, _ = parts(row, folder)
        if not source or text[slice(*source[0])].casefold() not in ("he", "she"):
            continue
        for statement in answers[row["doc"]]:
            if touches(statement["source"], source) and touches(statement["content"], content):
                found += 1
                right += same(row["speaker"], statement["speaker"]["name"])
                break
    return {"he and she as source, found": float(found), "he and she as source, right given found": 100 * right / found}


Spans = list[list[int]]


def parts(row: dict[str, Any], folder: Path) -> tuple[Spans, Spans, Spans]:
    """Source, content and cue of a gold statement: from its own row, or from PolNeAR's annotation that it points to."""
    if "content" in row:
        return row["source"] or [], row["content"], row.get("cue") or []
    spans: dict[str, Spans] = {}
    annotation = min((folder / "attributions").glob(f"{row['doc']}_????.ann"))
    for line in lines(annotation):
        key, body = line.split("\t")[:2]
        if key.startswith("T"):
            offsets = body.split(" ", 1)[1]
            spans[key] = [[int(number) for number in part.split()] for part in offsets.split(";")]
        elif key == row["event"]:
            arguments = [argument.split(":") for argument in body.split()]
            found = {role: [s for name, t in arguments if name.startswith(role) for s in spans[t]] for role in ROLES}
            return found["Source"], found["Content"], found["Cue"]
    raise SystemExit(f"{annotation.name} has no {row['event']}")


ROLES = ("Source", "Content", "Cue")


def touches(one: Spans, two: Spans) -> bool:
    """Whether two lists of spans share a character."""
    return any(a < d and c < b for a, b in one for c, d in two)


def lines(path: Path) -> list[str]:
    """The lines of a file that hold anything."""
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line]


def printed(lines: str) -> Figures:
    """The figures of score_who.py; the last number of a line is its headline."""
    figures = {}
    for line in lines.splitlines():
        name, rest = line.split(maxsplit=1)
        numbers = re.findall(r"\d+\.\d", rest)
        unit = " F1" if "F1" in rest else ""
        figures[f"who: {name}{unit}"] = float(numbers[-1])
    return figures


def countries(runs: Runs) -> Figures:
    """Country mentions and document sets on LGL (local news) and GeoVirus."""
    texts = runs.folder / "countries"
    score("convert.py", "texts", DATA / "countries/docs.jsonl", texts)
    predictions = runs.converted("countries", runs.reports("countries", texts))
    corpora = scored("score_countries.py", predictions, "--gold", DATA / "countries/gold.jsonl")
    figures = {}
    for key, name in COUNTRY_FIGURES.items():
        each = {corpus: corpora[corpus][key] for corpus in ("lgl", "GeoVirus")}
        figures[f"mean {name}"] = sum(each.values()) / len(each)
        figures |= {f"{corpus} {name}": value for corpus, value in each.items()}
    return figures


COUNTRY_FIGURES = {
    "F1": "mention F1",
    "docF1mic": "document set F1",
    "acc|found": "accuracy given found",
    "Rcty": "country-level recall",
    "Rsub": "below-country-level recall",
    "focus": "focus",
    "focus!US": "focus!US",
    "P": "mention P",
    "R": "mention R",
}


def coref(runs: Runs) -> Figures:
    """Pronouns and descriptions resolved to a name, on GUM dev: news, biographies and interviews."""
    gold = DATA / "coref/gum_dev.jsonl"
    texts = runs.folder / "coref"
    score("convert.py", "texts", gold, texts)
    predictions = runs.folder / "coref.links.jsonl"
    reports = map(json.loads, runs.reports("coref", texts).read_text(encoding="utf-8").rstrip("\n").split("\n"))
    predictions.write_text("".join(f"{json.dumps(links(report))}\n" for report in reports), encoding="utf-8")
    found = score("score_coref.py", gold, predictions)
    _, newslike = found.split("news+bio+interview ", 1)
    every: dict[str, dict[str, float | None]] = json.JSONDecoder().raw_decode(newslike)[0]
    return {f"{kind}: {name}": 100 * (row[name] or 0) for kind, row in every.items() for name in ("precision", "f1")}


def links(report: dict[str, Any]) -> dict[str, Any]:
    """Every pronoun and description of a report with the name that it is resolved to."""
    found = [
        {"start": start, "end": end, "entity": actor["name"]}
        for actor in report["actors"]
        for start, end, kind in actor["mentions"]
        if kind != "name"
    ]
    return {"doc": report["id"].replace("__", ":"), "links": found}


BENCHMARKS: dict[str, Callable[[Runs], Figures]] = {
    "polnear": polnear,
    "world": world,
    "countries": countries,
    "who": who,
    "coref": coref,
}


def main() -> int:
    """Run the benchmarks that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"default: all ({', '.join(BENCHMARKS)})")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="add the figures to RESULTS.md")
    options = parser.parse_args()
    names: Iterable[str] = options.names or BENCHMARKS
    if unknown := set(names) - set(BENCHMARKS):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    if not (DATA.is_dir() and SCORE.is_dir()):
        print(f"The corpora are missing: {SHARED} holds no data and score. Name their folder in ONRECORD_SHARED.")
        return 2
    kept = True
    with tempfile.TemporaryDirectory() as folder:
        runs = Runs(Path(folder), options.jobs)
        for name in names:
            figures = BENCHMARKS[name](runs)
            command = f"python tests/benchmarks/corpora.py {name}"
            kept &= record(name, BENCHMARKS[name].__doc__ or "", command, figures, write=options.write)
        for name, seconds in runs.seconds.items():
            print(f"reading {name} took {seconds:.1f} s")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
