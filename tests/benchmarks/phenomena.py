"""Recall by phenomenon on PolNeAR dev, and where the errors are: what a change of the statements gains and loses.

    python tests/benchmarks/phenomena.py REPORTS.jsonl [--before OLDER.jsonl] [--errors 30]

REPORTS are printed by `onrecord extract ../shared/data/polnear/dev/text --format jsonl`. Matching is the shared
scorer's. Errors are named by article and place, never by their words: the corpus is copyrighted. Exit status 2: the
corpora are missing.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from shared import DATA, SCORE

Gold = dict[str, Any]
_EVALUATIVE = re.compile(
    r"\b(?:accus|prais|urg|call(?:ed|s|ing)? on|blam|thank|critici|condemn|endors|denounc|blast|slam|attack|mock)"
)
_NEGATED = re.compile(r"\b(?:not|never|n['’]?t|den(?:y|ied|ies)|declin|refus)|n['’]t\b")


def _cue(gold: Gold) -> str:
    return str(gold["cue"]).lower()


def _words(doc: Any, gold: Gold) -> list[str]:
    return [doc.words[i][2].lower() for i in sorted(gold["tok"]["source"])]


def _before(gold: Gold) -> bool:
    cue, content = gold["span"]["cue"], gold["span"]["content"]
    return bool(cue) and len(content) == 1 and content[0][1] <= cue[0][0]


def _inverted(gold: Gold) -> bool:
    cue, source = gold["span"]["cue"], gold["span"]["source"]
    return bool(cue and source) and cue[0][1] <= source[0][0]


PHENOMENA: dict[str, Callable[[Any, Any, Gold], bool]] = {
    "direct": lambda judge, doc, gold: gold["kind"] == "direct",
    "mixed": lambda judge, doc, gold: gold["kind"] == "mixed",
    "indirect": lambda judge, doc, gold: gold["kind"] == "indirect",
    "split (resumed) content": lambda judge, doc, gold: len(gold["span"]["content"]) > 1,
    "content before the cue, one piece": lambda judge, doc, gold: _before(gold),
    "source after the cue": lambda judge, doc, gold: _inverted(gold),
    "pronoun source": lambda judge, doc, gold: (
        len(w := _words(doc, gold)) == 1 and w[0] in judge.PRONOUN - judge.RELATIVE
    ),
    "relative “who”": lambda judge, doc, gold: len(w := _words(doc, gold)) == 1 and w[0] in judge.RELATIVE,
    "source of more than 6 words": lambda judge, doc, gold: len(gold["tok"]["source"]) > 6,
    "cue of several words": lambda judge, doc, gold: len(_cue(gold).split()) > 1,
    "evaluative cue": lambda judge, doc, gold: bool(_EVALUATIVE.search(_cue(gold))),
    "colon or dash as cue": lambda judge, doc, gold: bool(gold["cue"]) and not re.search(r"\w", gold["cue"]),
    "no source": lambda judge, doc, gold: not gold["tok"]["source"],
    "negated or denying cue": lambda judge, doc, gold: bool(_NEGATED.search(_cue(gold))),
    "headline": lambda judge, doc, gold: gold["span"]["content"][0][0] < doc.text.find("\n"),
    "told": lambda judge, doc, gold: bool(re.search(r"\btold|\btell", _cue(gold))),
    "according to": lambda judge, doc, gold: "according" in _cue(gold),
}


class Judged:
    """The gold statements of PolNeAR dev, each with whether a run of reports has it right; and the errors."""

    def __init__(self, reports: Path) -> None:
        sys.path.insert(0, str(SCORE))
        import score_polnear as judge

        self.right: Counter[str] = Counter()
        self.all: Counter[str] = Counter()
        self.errors: list[tuple[str, str, str, int, int]] = []
        split = judge.load_split(str(DATA / "polnear/dev"))
        for line in reports.read_text(encoding="utf-8").splitlines():
            report = json.loads(line)
            text, annotators = split[report["id"]]
            doc = judge.Doc(text)
            gold = judge.prepare(doc, annotators[min(annotators)])
            found = judge.prepare(doc, report["statements"])
            self._count(judge, doc, gold, found)
            self.errors += ((kind, report["id"], *rest) for kind, *rest in _errors(judge, gold, found))

    def _count(self, judge: Any, doc: Any, gold: list[Gold], found: list[Gold]) -> None:
        pairs = dict(judge.match(gold, found))
        for number, one in enumerate(gold):
            is_right = number in pairs and judge.source_match(one, found[pairs[number]])
            for name, belongs in PHENOMENA.items():
                if belongs(judge, doc, one):
                    self.all[name] += 1
                    self.right[name] += is_right

    def recall(self, name: str) -> float:
        """Per cent of a phenomenon's statements whose content and source are right."""
        return 100 * self.right[name] / max(1, self.all[name])


def _errors(judge: Any, gold: list[Gold], found: list[Gold]) -> Iterator[tuple[str, str, int, int]]:
    """(class, kind, start, end) of every gold speech that is not right, and of what is said too much."""
    pairs = dict(judge.match(gold, found))
    taken = set(pairs.values())
    for number, one in enumerate(gold):
        if not one["speech"]:
            continue
        touched = any(other["tok"]["content"] & one["tok"]["content"] for other in found)
        if number not in pairs:
            yield ("other edges" if touched else "missed", one["kind"], *_reach(one))
        elif not judge.source_match(one, found[pairs[number]]):
            yield (
                "no source" if not found[pairs[number]]["tok"]["source"] else "other source",
                one["kind"],
                *_reach(one),
            )
    for number, other in enumerate(found):
        if number not in taken and not any(other["tok"]["content"] & one["tok"]["content"] for one in gold):
            yield ("not annotated", other["kind"], *_reach(other))


def _reach(statement: Gold) -> tuple[int, int]:
    content = statement["span"]["content"]
    return content[0][0], content[-1][1]


def main() -> int:
    """Print the table and a sample of the errors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--before", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    if not DATA.is_dir():
        print(f"The corpora are missing: {DATA}. Name their folder in ONRECORD_SHARED.")
        return 2
    now = Judged(options.reports)
    before = Judged(options.before) if options.before else None
    print(
        "| phenomenon | n |" + (" before |" if before else "") + " recall |\n|---|---|---|" + ("---|" if before else "")
    )
    for name in PHENOMENA:
        old = f" {before.recall(name):.1f} |" if before else ""
        print(f"| {name} | {now.all[name]} |{old} {now.recall(name):.1f} |")
    if options.errors:
        classes = Counter(kind for kind, *_ in now.errors)
        print(f"\nErrors, speech: {', '.join(f'{kind} {count}' for kind, count in classes.most_common())}.\n")
        for kind, name, form, start, end in sorted(random.Random(0).sample(now.errors, options.errors)):
            print(f"- {kind}, {form}: {name} {start}-{end}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
