"""Speed and memory on one core: the whole analysis of the samples, against the bare encoder pass over the same text,
and its country step alone.

    python tests/benchmarks/speed.py [--rounds 5] [--write]

The process keeps to one core, and the model is warm: each article is read once before the clock starts. The encoder's
part is measured by giving it again exactly what the engine gave it. Needs no corpus. Hostile texts, which say nothing
but a sentence at their end, are read once each.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from results import ROOT, Figures, record

SAMPLES = sorted((ROOT / "sample_articles").glob("*.txt"))[:10]
TAIL = " Ana Ruiz said that Peru would sign."
HOSTILE = {
    "10,000 quotation marks": '"' * 10_000,
    "40,000 quotation marks": '"' * 40_000,
    "20,000 brackets": "(" * 20_000,
    "250,000 emoji": "🌍" * 250_000,
    "one word of 990,000 characters": "x" * 990_000,
    "990,000 line ends": "Yes." + "\n" * 990_000,
    "marks nested 50 deep": "“‘" * 25 + "Yes" + "’”" * 25,
    "60,000 words without punctuation": "the old boat of the north sailed to Peru with Ana and came " * 5_000,
}
_ROUNDS_OF_STEP = 4
"""The country step is short: more rounds of it find a quiet moment."""
EXTRACT = [sys.executable, "-m", "analysis", "extract", "--format", "jsonl"]


def main() -> int:
    """Measure, print and compare with the limits."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="the fastest round counts")
    parser.add_argument("--write", action="store_true", help="add the figures to RESULTS.md")
    options = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    figures = {
        "import to first report (s)": min(first_report() for _ in range(3)),
        "peak memory of onrecord extract (MB)": peak_memory(),
        **throughput(options.rounds),
        **{f"{name} (s)": seconds(text + TAIL) for name, text in HOSTILE.items()},
    }
    kept = record(
        "speed",
        "Ten samples of the project on one core, model warm.",
        "python tests/benchmarks/speed.py",
        figures,
        write=options.write,
    )
    return 0 if kept else 1


def first_report() -> float:
    """Seconds from the start of the command line until the first report has been printed."""
    began = time.perf_counter()
    with subprocess.Popen([*EXTRACT, str(SAMPLES[0])], cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        seconds = time.perf_counter() - began
    if not line or process.returncode:
        raise SystemExit("onrecord extract failed")
    return seconds


def peak_memory() -> float:
    """Megabytes that the command line takes at most while it reads all samples."""
    process = subprocess.Popen([*EXTRACT, *map(str, SAMPLES)], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit("onrecord extract failed")
    return usage.ru_maxrss * 1024 / 1e6


def throughput(rounds: int) -> Figures:
    """Words a second of the whole analysis and of the encoder alone."""
    sys.path.insert(0, str(ROOT))
    from analysis.article.read_file import read_file
    from analysis.engine import analyse
    from analysis.places.find import find_countries
    from analysis.reader.encoder import Encoder
    from analysis.reader.pipeline import parse

    articles = [read_file(path.name, path.read_bytes()) for path in SAMPLES]
    words = sum(len(article.text.split()) for article in articles)
    calls: list[tuple[Any, ...]] = []
    plain_read = Encoder.read

    def noted_read(self: Encoder, *arguments: Any, **options: Any) -> Any:
        calls.append((self, *arguments))
        return plain_read(self, *arguments, **options)

    Encoder.read = noted_read  # type: ignore[method-assign]
    for article in articles:
        analyse(article)
    Encoder.read = plain_read  # type: ignore[method-assign]

    def whole() -> None:
        for article in articles:
            analyse(article)

    def bare() -> None:
        for encoder, *arguments in calls:
            encoder.read(*arguments)

    docs = [parse(article).doc for article in articles]

    def step() -> None:
        for article, doc in zip(articles, docs, strict=True):
            find_countries(article, doc)

    whole_seconds, bare_seconds = fastest(whole, rounds), fastest(bare, rounds)
    return {
        "words of the samples": words,
        "whole analysis (words/s)": words / whole_seconds,
        "bare encoder pass (words/s)": words / bare_seconds,
        "whole analysis / bare encoder pass": whole_seconds / bare_seconds,
        "country step, texts already parsed (words/s)": words / fastest(step, _ROUNDS_OF_STEP * rounds),
    }


def seconds(text: str) -> float:
    """CPU seconds that the whole analysis of a text takes."""
    from analysis.engine import analyse

    began = time.process_time()
    analyse(text)
    return time.process_time() - began


def fastest(work: Callable[[], None], rounds: int) -> float:
    """CPU seconds of the fastest round: what else the machine does counts as little as can be."""
    times = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


if __name__ == "__main__":
    sys.exit(main())
