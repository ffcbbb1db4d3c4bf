"""Many articles through the command line: words a second, memory, Dask, and what is left after kill -9.

    python tests/benchmarks/batch.py [--articles 1000] [--kills 20] [--write]

The articles are made from the samples: their paragraphs, about 700 words together, each article another one. Unset
PYTHONPATH, and let nothing else run: two processes on two cores are compared with one. Memory is the resident size.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from results import ROOT, Figures, record

WORDS = 700
SMALL = 60
"""Articles of the run that is killed again and again."""
SHORT = 150
"""Words of each of them."""
EXTRACT = [sys.executable, "-m", "analysis", "extract"]


def articles(number: int, size: int = WORDS) -> Iterator[str]:
    """So many articles of about so many words from the paragraphs of the samples, the same ones at each call."""
    dice = random.Random(17)
    paragraphs = [
        paragraph
        for path in sorted((ROOT / "sample_articles").glob("*.txt"))
        for paragraph in path.read_text(encoding="utf-8").split("\n\n")
        if len(paragraph.split()) > 15
    ]
    for own in range(number):
        chosen, words = [f"Report {own} of the day"], 0
        while words < size:
            chosen.append(dice.choice(paragraphs))
            words += len(chosen[-1].split())
        yield "\n\n".join(chosen)


def put(folder: Path, number: int, size: int = WORDS) -> tuple[Path, int]:
    """Articles in a table; how many words they have."""
    path, words = folder / f"{number}-{size}.jsonl", 0
    with path.open("w", encoding="utf-8") as file:
        for own, text in enumerate(articles(number, size)):
            words += len(text.split())
            file.write(json.dumps({"id": f"a{own:06}", "text": text}) + "\n")
    return path, words


def resident(pid: int) -> float:
    """Megabytes of memory of a process."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
    return 0.0


def processor(pid: int) -> float:
    """Seconds of processor time that a process has taken: the same on a busy machine, nearly."""
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    with contextlib.suppress(OSError):
        return [
            int(own) for task in Path(f"/proc/{pid}/task").iterdir() for own in (task / "children").read_text().split()
        ]
    return []


def entries(log: Path, place: int) -> tuple[int, int]:
    """Entries of a growing log from a place on, and the place after them."""
    count = 0
    with contextlib.suppress(OSError), log.open("rb") as file:
        file.seek(place)
        while len(head := file.read(16)) == 16:
            size = int.from_bytes(head[4:8], "little") + int.from_bytes(head[8:12], "little")
            if len(file.read(size)) < size:
                break
            count, place = count + 1, file.tell()
    return count, place


def local(source: Path, words: int, jobs: int, out: Path, early: int, late: int) -> Figures:
    """One run of the command line, looked at while it lasts. Memory: of the looks at so many articles from `early` on,
    and before `late`, the median and the most; one look tells more of where in an article it fell than of a growth.
    """
    span = max(1, early // 2)
    moments = {"early": range(early, early + span), "late": range(late - span, late)}
    seen: dict[tuple[str, str], list[float]] = {(who, when): [] for who in ("parent", "child") for when in moments}
    times = (0.0, 0.0)
    began = time.perf_counter()
    command = [*EXTRACT, str(source), "--jobs", str(jobs), "--output", str(out), "--format", "jsonl", "--resume"]
    with subprocess.Popen(command, cwd=ROOT) as process:
        log, place, count, first = log_of(out), 0, 0, 0.0
        while process.poll() is None:
            more, place = entries(log, place)
            count += more
            if count > 1 and not first:
                first = time.perf_counter()
            workers = children(process.pid)
            for when, articles_then in moments.items():
                if count in articles_then:
                    seen["parent", when].append(resident(process.pid))
                    seen["child", when].append(max(map(resident, workers), default=0.0))
            if count < late:
                times = processor(process.pid), sum(map(processor, workers))
            time.sleep(0.1)
        if process.returncode:
            raise SystemExit("onrecord extract failed")
    seconds = time.perf_counter() - began
    memory: Figures = {}
    for who, when in seen:
        place_of = f"from article {early}" if when == "early" else f"to article {late}"
        memory[f"{jobs} jobs, {who} {place_of}, median (MB)"] = statistics.median(seen[who, when] or [0.0])
        memory[f"{jobs} jobs, {who} {place_of}, most (MB)"] = max(seen[who, when], default=0.0)
    return {
        f"{jobs} jobs (words/s)": words / seconds,
        f"{jobs} jobs, after the start (words/s)": words / (seconds - (first - began)),
        **memory,
        f"{jobs} jobs, words per second of processor time of the children": words * late / count / times[1],
        f"{jobs} jobs, processor time of the parent / of its children": times[0] / times[1],
        f"{jobs} jobs, bytes of report per article": out.stat().st_size / max(count, 1),
    }


def through_dask(folder: Path, number: int, words: int, workers: int) -> Figures:
    """The same through a LocalCluster; the articles are files, so that they can be divided."""
    files = folder / "files"
    files.mkdir()
    for own, text in enumerate(articles(number)):
        (files / f"a{own:06}.txt").write_text(text, encoding="utf-8")
    more = ["--format", "parquet", "--what", "reports", "--part-articles", "25", "--jobs", str(workers)]
    figures: Figures = {}
    for name, engine in (("Dask", ["--engine", "dask"]), ("processes", [])):
        began = time.perf_counter()
        out = folder / name
        subprocess.run([*EXTRACT, str(files), *more, *engine, "--output", f"{out}/"], cwd=ROOT, check=True)
        figures[f"{number} files, {workers} workers of {name} (words/s)"] = words / (time.perf_counter() - began)
    return figures


def killed(folder: Path, kills: int) -> Figures:
    """Runs that are killed at random moments of their length, so often together; each goes on until its output is
    there, which is compared with an unbroken one's.
    """
    source, _ = put(folder, SMALL, SHORT)
    call = [*EXTRACT, str(source), "--format", "parquet", "--what", "reports", "--jobs", "2", "--resume", "--output"]
    unbroken = folder / "unbroken.parquet"
    with subprocess.Popen([*call, str(unbroken)], cwd=ROOT) as process:
        began, first = time.perf_counter(), 0.0
        while process.poll() is None:
            if not first and entries(log_of(unbroken), 0)[0] > 1:
                first = time.perf_counter() - began
            time.sleep(0.01)
    length = time.perf_counter() - began
    dice, times, within, outs = random.Random(3), 0, 0, list[Path]()
    while times < kills:
        outs.append(out := folder / f"killed-{len(outs)}.parquet")
        while not out.exists():
            with subprocess.Popen([*call, str(out)], cwd=ROOT) as process:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(dice.uniform(first, length) if times < kills else None)
                if process.poll() is None:
                    process.kill()
                    times += 1
                    within += entries(log_of(out), 0)[0] > 1 and not out.exists()
    return {
        "articles of a run that is killed": SMALL,
        "seconds to its first article": first,
        "seconds to its end": length,
        "kill -9": times,
        "of these kills in the middle, some articles known and others not": within,
        "runs, each killed and gone on with until its output was there": len(outs),
        "of them the same bytes as an unbroken one": sum(digest(out) == digest(unbroken) for out in outs),
        "of them with every article once": sum(identities(out) == identities(unbroken) for out in outs),
    }


def log_of(out: Path) -> Path:
    """Where the run that writes an output keeps what it knows."""
    return out.with_name(f".{out.name}.run") / "log"


def identities(path: Path) -> list[str]:
    """The ids of the articles in a Parquet file of reports, in order."""
    import pyarrow.parquet as pq

    found: list[str] = pq.read_table(path, columns=["article_id"]).column(0).to_pylist()
    return found


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> int:
    """Measure, print and compare with the limits."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--dask-articles", type=int, default=200, help="through Dask and through processes")
    parser.add_argument("--write", action="store_true", help="add the figures to RESULTS.md")
    options = parser.parse_args()
    load = os.getloadavg()[0]
    figures: Figures = {"load of the machine before": load}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.articles:
            source, words = put(folder, options.articles)
            early = max(2, options.articles // 10)
            for jobs in (1, 2):
                late = options.articles - min(20, early)
                figures |= local(source, words, jobs, folder / f"out-{jobs}", early, late)
            one, two = (figures[f"{jobs} jobs, after the start (words/s)"] for jobs in (1, 2))
            figures["scaling efficiency of 2 jobs"] = two / one / 2
            figures["the same bytes with 1 and 2 jobs"] = float(digest(folder / "out-1") == digest(folder / "out-2"))
        if options.dask_articles:
            words = sum(len(text.split()) for text in articles(options.dask_articles))
            figures |= through_dask(folder, options.dask_articles, words, 2)
        if options.kills:
            figures |= killed(folder, options.kills)
    kept = record(
        "batch",
        f"{options.articles} articles of about {WORDS} words made from the samples.",
        "python tests/benchmarks/batch.py",
        figures,
        write=options.write,
    )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
