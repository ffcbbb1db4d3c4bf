"""Scores of the whole program on the development corpora: what `onrecord extract` prints, judged by the shared scorers.

    python tests/benchmarks/corpora.py [polnear world who who_fit world_fit countries coref cases] [--jobs 2] [--write]

The corpora are not part of the project (they are copyrighted). ONRECORD_SHARED names the folder that holds `data` and
`score`; without it, ../shared is taken. --write adds the figures to RESULTS.md, --reports keeps what was judged.
Exit status: 0 all floors are kept, 1 a figure is below its floor (floors.json), 2 the corpora are missing.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from judged import cases
from marked import MARKED
from results import ROOT, Figure, Figures, record
from shared import DATA, SCORE, SHARED, score, scored


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


def marked(name: str, runs: Runs) -> dict[str, Figure]:
    """The figures of a marked set, each with its interval."""
    gold = MARKED[name]
    reports = runs.reports(gold.reports, gold.texts(runs.folder))
    return {figure: value for measure in gold.measures(reports) for figure, value in measure.measured().items()}


def small_cases(runs: Runs) -> dict[str, Figure]:
    """Small inputs, each a kind of fault that users of such tools reported: the share that passes, by kind."""
    listed = SHARED / "cases/cases.jsonl"
    texts = runs.folder / "cases"
    score("score_cases.py", "texts", listed, texts)
    return cases(listed, runs.reports("cases", texts)).measured()


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


BENCHMARKS: dict[str, Callable[[Runs], Mapping[str, float | Figure]]] = {
    **{name: partial(marked, name) for name in MARKED},
    "countries": countries,
    "coref": coref,
    "cases": small_cases,
}


def main() -> int:
    """Run the benchmarks that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"default: all ({', '.join(BENCHMARKS)})")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--reports", type=Path, help="keep the reports in this folder, for better.py")
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
            about = MARKED[name].about if name in MARKED else BENCHMARKS[name].__doc__ or ""
            command = f"python tests/benchmarks/corpora.py {name}"
            kept &= record(name, about, command, BENCHMARKS[name](runs), write=options.write)
        for name, seconds in runs.seconds.items():
            print(f"reading {name} took {seconds:.1f} s")
            if options.reports:
                options.reports.mkdir(parents=True, exist_ok=True)
                shutil.copy(runs.folder / f"{name}.jsonl", options.reports)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
