"""Whether one run of the program is better than another, by a paired bootstrap over articles.

    python tests/benchmarks/better.py BEFORE AFTER [--heads CORPUS OLD_MODEL NEW_MODEL] [--title WORDS] [--write]

BEFORE and AFTER are folders of reports as `corpora.py --reports` or `same_reports.py make` write them; every marked set
that both hold is compared. --heads compares two models by themselves as well, entities and trees, on the dev documents
that `analysis.training.prepare` wrote to CORPUS. For each figure: what it gained, the interval of 95 % of that, and the
share of 1,000 draws of the articles in which AFTER is the better one. --write adds the table to RESULTS.md.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from marked import MARKED
from resampling import Counts, Difference, Measure, Ratio, share
from results import ROOT, add, in_print, interval, table

if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from analysis.reader.encoder import Encoder
from analysis.training import evaluate
from analysis.training.corpora import ENTITY_LABELS, Example, gold_spans
from analysis.training.prepare import load_split

COLUMNS = ("figure", "of", "before", "after", "difference", "95 %", "better in")


def reports_in(folder: Path, name: str) -> Path | None:
    """The file of a set's reports."""
    return next((path for tail in ("", "_dev") if (path := folder / f"{name}{tail}.jsonl").exists()), None)


def compared(before: Path, after: Path) -> Iterator[tuple[str, dict[str, Difference]]]:
    """Every measure of the sets whose reports are in both folders."""
    for name, gold in MARKED.items():
        was, now = reports_in(before, gold.reports), reports_in(after, gold.reports)
        if was is None or now is None:
            continue
        for one, two in zip(gold.measures(was), gold.measures(now), strict=True):
            yield name, one.compared(two)


def heads(model: Path, examples: Iterable[Example]) -> list[Measure]:
    """Entities and trees of a model, document by document."""
    encoder = Encoder(model)
    entities: dict[str, Counts] = defaultdict(Counts)
    trees: dict[str, Counts] = defaultdict(Counts)
    for example in examples:
        if example.task == "entities":
            found = evaluate.found_spans(encoder.read(example.words, example.states), "entities", example)
            gold = gold_spans(example.labels["entities"], ENTITY_LABELS)
            entities[example.name] += Counts(found=len(found), gold=len(gold), right=len(found & gold))
        elif example.task == "syntax":
            right: dict[str, list[bool]] = defaultdict(list)
            scores = encoder.read(example.words, example.states)
            evaluate._syntax(scores, example, right, evaluate.SpanTally())
            attached = right["labelled_attachment"]
            trees[example.name] += Counts(words=len(attached), right=sum(attached))
    news = {name: counts for name, counts in trees.items() if name.startswith("GUM_news")}
    return [
        Measure(entities, lambda counts: {"entities F1": _f1(counts)}),
        Measure(trees, lambda counts: {"LAS": share(counts["right"], counts["words"])}),
        Measure(news, lambda counts: {"LAS, GUM news": share(counts["right"], counts["words"])}),
    ]


def _f1(counts: Counts) -> Ratio:
    return Ratio(200 * counts["right"] / max(1, counts["found"] + counts["gold"]), counts["gold"])


def rows(found: Iterable[tuple[str, dict[str, Difference]]]) -> list[Sequence[str]]:
    """The table's rows; what no draw changes is left out."""
    return [
        (
            f"{name}: {figure}",
            f"{difference.of:,}",
            in_print(figure, difference.before),
            in_print(figure, difference.after),
            in_print(figure, difference.after - difference.before),
            interval(figure, difference.low, difference.high),
            "too few articles" if difference.better is None else f"{100 * difference.better:.1f} %",
        )
        for name, figures in found
        for figure, difference in figures.items()
        if (difference.low, difference.high) != (0, 0)
    ]


def main() -> int:
    """Compare, print and write what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--heads", type=Path, nargs=3, metavar=("CORPUS", "OLD_MODEL", "NEW_MODEL"))
    parser.add_argument("--title", default="better", help="what is compared, for the head of the block")
    parser.add_argument("--write", action="store_true", help="add the table to RESULTS.md")
    options = parser.parse_args()
    found = list(compared(options.before, options.after))
    if options.heads:
        corpus, *models = options.heads
        _, examples = load_split(corpus / "dev.pickle")
        was, now = (heads(model, examples) for model in models)
        found += [("model", one.compared(two)) for one, two in zip(was, now, strict=True)]
    if not found:
        parser.error("the two folders hold no reports of the same marked set")
    command = "python tests/benchmarks/better.py BEFORE AFTER"
    command += " --heads CORPUS OLD_MODEL NEW_MODEL" if options.heads else ""
    about = "Paired bootstrap over articles, 1,000 draws: the difference, its interval, and the share of the draws in"
    head = [f"{about} which the", "second run is better.", "", f"`{command}`", ""]
    add(options.title, [*head, *table(COLUMNS, rows(found))], write=options.write)
    return 0


if __name__ == "__main__":
    sys.exit(main())
