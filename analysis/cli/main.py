"""The command line: `onrecord` starts the dashboard, `onrecord extract` prints the statements of articles.

Nothing heavy is imported before the arguments are known to be right.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path
from typing import IO

FORMATS = ("csv", "jsonl", "parquet", "table")
TABLES = ("statements", "entities", "countries")

_READ_ALL, _SOME_UNREAD, _WRONG_CALL, _STOPPED = 0, 1, 2, 130
_STATUS = """exit status:
  0  all articles were read
  1  some could not be read: each is named on standard error, the others are written
  2  the call itself was wrong"""
_EXAMPLES = """examples:
  onrecord extract article.txt
  onrecord extract articles/ --output statements.csv --jobs 2
  cat article.html | onrecord extract - --format jsonl"""


class CallError(Exception):
    """The call was wrong; the message says what to do instead."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks for; the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        if options.command == "extract":
            return _extract(options)
        _start(options)
        return _READ_ALL
    except CallError as error:
        print(f"onrecord: {error}", file=sys.stderr)
        return _WRONG_CALL
    except BrokenPipeError:
        # The reader of a pipe has seen enough. Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _READ_ALL
    except KeyboardInterrupt:
        return _STOPPED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="onrecord",
        description="Who said what about whom, read from news articles on your own machine. "
        "Without a command, the dashboard starts and opens in the browser.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {_version()}")
    parser.add_argument("--port", type=_port, help="port of the dashboard (default: the first free one from 8501 on)")
    parser.add_argument("--no-browser", action="store_true", help="start the dashboard without opening a browser")
    parser.add_argument(
        "--private", action="store_true",
        help="on a shared machine: every tab has its own articles, in memory only; nothing is kept on the disk",
    )  # fmt: skip
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    extract = commands.add_parser(
        "extract",
        help="print the statements of articles",
        description="Print the statements of articles: text, web pages, .docx, .odt, .rtf, .pdf, .eml and .zip files, "
        "folders of them, or - for standard input.",
        epilog=f"{_EXAMPLES}\n\n{_STATUS}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    extract.add_argument("source", nargs="+", metavar="FILE|FOLDER|-", help="what to read")
    extract.add_argument(
        "--format", choices=FORMATS, help="default: by the ending of --output, table on a terminal, else csv"
    )
    extract.add_argument("--what", choices=TABLES, help="which table (default: statements); jsonl is the whole report")
    extract.add_argument("--output", type=Path, metavar="FILE", help="write to this file, complete or not at all")
    extract.add_argument("--model", metavar="NAME", help="an installed spaCy pipeline for the linguistic layers")
    extract.add_argument("--jobs", type=_jobs, default=1, metavar="N", help="processes (default: 1)")
    extract.add_argument(
        "--beliefs", action="store_true", help="also what was thought, planned or expected but not said (tables)"
    )
    return parser


def _version() -> str:
    try:
        return metadata.version("onrecord")
    except metadata.PackageNotFoundError:
        return "(not installed: run from a checkout)"


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no port: give a number from 1 to 65535")


def _jobs(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) <= 1024:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no number of processes: give 1 or more")


def _start(options: argparse.Namespace) -> None:
    from ..dashboard.launch import start_dashboard

    start_dashboard(options.port, open_browser=not options.no_browser, private=options.private)


def _extract(options: argparse.Namespace) -> int:
    what, form = options.what or TABLES[0], _format(options)
    if form == "jsonl" and options.what:
        raise CallError(
            "--format jsonl always holds the whole report: leave out --what, or choose csv, parquet, table."
        )
    if form == "parquet" and options.output is None and sys.stdout.isatty():
        raise CallError("parquet is not for reading on a terminal: name a file with --output.")
    if options.output is not None:
        _check_output(options.output)
    if options.model is not None:
        _check_model(options.model)

    from . import batch

    run = batch.Batch(batch.sources(options.source), progress=sys.stderr.isatty())
    with _destination(options.output) as out:
        batch.write(run.reports(options.jobs, options.model), out, form, what, beliefs=options.beliefs)
    return _SOME_UNREAD if run.failures else _READ_ALL


def _format(options: argparse.Namespace) -> str:
    if options.format is not None:
        return options.format
    if options.output is None:
        return "table" if sys.stdout.isatty() else "csv"
    ending = options.output.suffix.removeprefix(".").lower()
    return ending if ending in FORMATS else "csv"


def _check_output(path: Path) -> None:
    if path.is_dir():
        raise CallError(f"--output {path} is a folder: name a file.")
    if not path.absolute().parent.is_dir():
        raise CallError(f"--output {path}: there is no folder {path.parent}.")


def _check_model(name: str) -> None:
    # Only what is installed as a spaCy pipeline, never a path: a pipeline's folder can hold code.
    installed = {found.name for found in metadata.entry_points(group="spacy_models")}
    if name not in installed:
        listed = f" Installed: {', '.join(sorted(installed))}." if installed else ""
        raise CallError(f"--model {name}: no such spaCy pipeline is installed.{listed}")


@contextlib.contextmanager
def _destination(path: Path | None) -> Iterator[IO[bytes]]:
    """Where to write: standard output, or a file that appears under its name only when it is complete."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if path.exists() and not path.is_file():  # /dev/null, a named pipe: nothing to put in its place
        with path.open("wb") as device:
            yield device
        return
    target = path.resolve()
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            yield file
        part.replace(target)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise CallError(f"--output {path} cannot be written: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)
