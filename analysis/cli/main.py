"""The command line: `onrecord` starts the dashboard, `onrecord extract` prints the statements of articles.

Nothing heavy is imported before the arguments are known to be right.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib import metadata

from .endings import Ended, ended

FORMATS = ("csv", "jsonl", "parquet", "table")
TABLES = ("statements", "entities", "countries", "reports")

_READ_ALL = 0
_STATUS = """exit status:
  0  all articles were read
  1  some could not be read: each is named on standard error (and, with --output FILE, in FILE.failed.jsonl with the
     reason), the others are written
  2  the call itself was wrong, or its output cannot be written"""
_EXAMPLES = """examples:
  onrecord extract article.txt
  onrecord extract articles/ 'archive/**/*.html' --output statements.csv --jobs 2
  onrecord extract day.jsonl --output day/ --format parquet --what reports --resume
  cat article.html | onrecord extract - --format jsonl"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks for; the exit status."""
    options = _parser().parse_args(arguments)
    try:
        with ended():
            if options.command == "extract":
                from .extract import extract

                return extract(options)
            if options.command in ("import", "export"):
                from .exchange import give_out, take_in

                return take_in(options) if options.command == "import" else give_out(options)
            _start(options)
            return _READ_ALL
    except Ended as end:
        return end.status


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
    _add_extract(commands)
    _add_exchange(commands)
    return parser


def _add_exchange(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    take_in = commands.add_parser(
        "import",
        help="take what a run has written into the workspace of the dashboard",
        description="Take reports into the workspace: .jsonl, or .parquet of whole reports (a file or its parts).",
    )
    take_in.add_argument("source", nargs="+", metavar="FILE|FOLDER", help="what `onrecord extract` has written")
    take_in.add_argument("--tag", action="append", metavar="TAG", help="a tag for all of them (may be given again)")
    give_out = commands.add_parser(
        "export",
        help="write the articles of the workspace, as they were corrected",
        description="Write the articles of the workspace of the dashboard, as they were corrected.",
    )
    give_out.add_argument("--tag", help="only those with this tag")
    give_out.add_argument("--outlet", help="only those of this outlet")
    give_out.add_argument("--format", choices=("csv", "jsonl", "parquet"), help="default: by --output, else csv")
    give_out.add_argument("--what", choices=TABLES, help="which table (default: statements)")
    give_out.add_argument("--output", metavar="FILE", help="write to this file, complete or not at all")
    give_out.add_argument("--as-read", action="store_true", help="as the engine read them, without corrections")
    give_out.add_argument(
        "--beliefs", action="store_true", help="also what was thought, planned or expected but not said (tables)"
    )


def _add_extract(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    extract = commands.add_parser(
        "extract",
        help="print the statements of articles",
        description="Print the statements of articles: text, web pages, .docx, .odt, .rtf, .pdf, .eml and .zip files, "
        "tables with an article in each row (.csv, .jsonl, .parquet), folders and patterns of them, "
        "or - for standard input.",
        epilog=f"{_EXAMPLES}\n\n{_STATUS}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    extract.add_argument("source", nargs="+", metavar="FILE|FOLDER|PATTERN|-", help="what to read")
    extract.add_argument(
        "--format", choices=FORMATS, help="default: by the ending of --output, table on a terminal, else csv"
    )
    extract.add_argument(
        "--what", choices=TABLES, help="which table (default: statements); jsonl always is whole reports"
    )
    extract.add_argument(
        "--output",
        metavar="FILE|FOLDER/",
        help="write to this file, complete or not at all; with parquet also a folder of parts",
    )
    extract.add_argument(
        "--part-articles", type=_number, default=5000, metavar="N", help="articles in a part (default: 5000)"
    )
    extract.add_argument(
        "--resume",
        action="store_true",
        help="go on where a run with the same --output was ended; without it, one that was stopped within its first "
        "minute leaves nothing",
    )
    extract.add_argument("--text-column", metavar="NAME", help="the column of tables that holds the text")
    extract.add_argument(
        "--engine", choices=("local", "dask"), default="local", help="dask: on a cluster, to a folder of Parquet parts"
    )
    extract.add_argument(
        "--scheduler", metavar="ADDRESS", help="of the Dask cluster (default: one of --jobs workers on this machine)"
    )
    extract.add_argument("--model", metavar="NAME", help="an installed spaCy pipeline for the linguistic layers")
    extract.add_argument("--jobs", type=_number, default=1, metavar="N", help="processes (default: 1)")
    extract.add_argument(
        "--time-limit",
        type=_seconds,
        default=300.0,
        metavar="SECONDS",
        help="for each article (default: 300; 0: none)",
    )
    extract.add_argument(
        "--memory-limit",
        type=_seconds,
        default=3000.0,
        metavar="MB",
        help="for each article, beyond what the model takes (default: 3000; 0: none)",
    )
    extract.add_argument(
        "--beliefs", action="store_true", help="also what was thought, planned or expected but not said (tables)"
    )


def _version() -> str:
    try:
        return metadata.version("onrecord")
    except metadata.PackageNotFoundError:
        return "(not installed: run from a checkout)"


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no port: give a number from 1 to 65535")


def _number(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) <= 100_000:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no such number: give 1 or more")


def _seconds(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1
    if 0 <= number < 10_000_000:
        return number
    raise argparse.ArgumentTypeError(f"{text!r} is no such number: give 0 (no limit) or more")


def _start(options: argparse.Namespace) -> None:
    from ..dashboard.launch import start_dashboard

    start_dashboard(options.port, open_browser=not options.no_browser, private=options.private)
