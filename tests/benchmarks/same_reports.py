"""Whether two revisions of the program give the same answers: every report of the dev corpora, samples and cases.

    python tests/benchmarks/same_reports.py make FOLDER [--jobs 2]     reports of this checkout, one file a corpus
    python tests/benchmarks/same_reports.py compare BEFORE AFTER [-v]  what differs between two such folders

`make` prints the SHA-256 of each file. The line `engine` of a report is left out, for it names the version. `compare`
counts, for each corpus, the reports that differ and what differs in them: statements gained and lost (by the place of
their content), their fields, countries, actors, entities, sections; -v shows each. Exit status: 0 the same, 1 not,
2 the corpora are missing (ONRECORD_SHARED names their folder, else ../shared).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpora import extract
from results import ROOT
from shared import DATA, SCORE, SHARED, lines, score

_NEW = ("probability", "tone_probability", "likely", "places", "given")
"""Fields of a later schema: their coming is no difference in what was there before."""


def texts(folder: Path) -> dict[str, Path]:
    """The folder of texts of each corpus."""
    found = {"polnear_dev": DATA / "polnear/dev/text", "world_dev": DATA / "world/dev/text"}
    for name, docs in {"countries": DATA / "countries/docs.jsonl", "gum_dev": DATA / "coref/gum_dev.jsonl"}.items():
        score("convert.py", "texts", docs, folder / name)
        found[name] = folder / name
    score("score_cases.py", "texts", SHARED / "cases/cases.jsonl", folder / "cases")
    return found | {"cases": folder / "cases", "samples": ROOT / "sample_articles"}


def make(out: Path, jobs: int) -> int:
    """Write the reports of this checkout."""
    if not SCORE.exists():
        print(f"The corpora are missing: {SHARED} has no folder `score`.", file=sys.stderr)
        return 2
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, place in texts(Path(folder)).items():
            raw, path = Path(folder, f"{name}.raw"), out / f"{name}.jsonl"
            extract(place, raw, jobs)
            path.write_text("".join(f"{bare(line)}\n" for line in lines(raw)), encoding="utf-8")
            print(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}  {len(lines(path))} reports", flush=True)
    return 0


def bare(line: str) -> str:
    """A report without the version of the engine that made it."""
    report = json.loads(line)
    del report["engine"]
    return json.dumps(report, ensure_ascii=False)


def compare(before: Path, after: Path, verbose: bool) -> int:
    """Print what differs between two folders of reports."""
    different = False
    for path in sorted(before.glob("*.jsonl")):
        old, new = (
            {report["id"]: report for report in map(json.loads, lines(folder / path.name))}
            for folder in (before, after)
        )
        told = [(doc, what, detail) for doc in old for what, detail in differences(old[doc], new.get(doc))]
        counted = ", ".join(f"{what} {n}" for what, n in Counter(what for _, what, _ in told).most_common())
        reports = len({doc for doc, _, _ in told})
        print(f"{path.stem}: {reports} of {len(old)} reports differ{': ' if counted else ''}{counted}")
        if verbose:
            for doc, what, detail in told:
                print(f"    {doc}: {what}: {detail}")
        different = different or bool(told) or set(old) != set(new)
    return int(different)


def differences(old: dict[str, Any], new: dict[str, Any] | None) -> Iterator[tuple[str, str]]:
    """What is another in the second of two reports of one text, each with its words."""
    if new is None:
        yield "report lost", ""
        return
    there, here = by_place(old), by_place(new)
    for place in sorted({*there, *here}, key=str):
        if place not in here:
            yield "statement lost", told(there[place])
        elif place not in there:
            yield "statement gained", told(here[place])
        else:
            for key in sorted({*there[place], *here[place]} - {*_NEW}):
                one, two = strip(there[place].get(key)), strip(here[place].get(key))
                if one != two:
                    yield f"statement's {key}", f"{told(here[place])}: {one} -> {two}"
    for key in sorted({*old, *new} - {"statements", *_NEW}):
        if strip(old.get(key)) != strip(new.get(key)):
            yield key, f"{len(old.get(key) or ())} -> {len(new.get(key) or ())}"


def by_place(report: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The statements of a report, by the place of their content and how often it came before."""
    found: dict[str, dict[str, Any]] = {}
    for statement in report["statements"]:
        key = f"{statement['content']} {statement['cue']}"
        while key in found:
            key += "+"
        found[key] = statement
    return found


def strip(value: Any) -> Any:
    """A value without the fields of a later schema."""
    if isinstance(value, dict):
        return {key: strip(part) for key, part in value.items() if key not in _NEW}
    return [strip(part) for part in value] if isinstance(value, list) else value


def told(statement: dict[str, Any]) -> str:
    """A statement in one line."""
    return f"{statement['speaker']['name']}: {statement['text'][:80]!r}"


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parts = parser.add_subparsers(dest="what", required=True)
    making = parts.add_parser("make")
    making.add_argument("folder", type=Path)
    making.add_argument("--jobs", type=int, default=1)
    comparing = parts.add_parser("compare")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    comparing.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    if options.what == "make":
        return make(options.folder, options.jobs)
    return compare(options.before, options.after, options.verbose)


if __name__ == "__main__":
    sys.exit(main())
