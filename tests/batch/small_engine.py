"""A small engine of our own in the place of the real one: one statement in any text, and what the text asks for.

As a program it is `onrecord` with that engine: `python tests/batch/small_engine.py extract ...`.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from analysis.batch import run  # noqa: E402
from analysis.batch.forms import Wanted  # noqa: E402
from analysis.batch.work import reader  # noqa: E402
from analysis.cli.main import main  # noqa: E402
from analysis.processes.messages import Message  # noqa: E402
from analysis.report import Article, Country, CountryMention, Engine, Entity, Report, Span, Speaker, Statement  # noqa: E402

TASK = "small_engine:begin"
PROGRAM = [sys.executable, str(Path(__file__))]
TEXT = "“We will sign,” Ana Ruiz said in Lima."


def begin(settings: dict[str, Any]) -> tuple[dict[str, Any], Callable[[Message], Message]]:
    """In the place of `analysis.batch.work.begin`."""
    return {"engine": f"small {settings['model']}"}, reader(Wanted(**settings["wanted"]), read)


def read(article: Article) -> Report:
    """The report, or what the text asks for: to wait, to die, to stand still, to fail, to eat memory."""
    words = article.text.split()
    if "WAIT" in words:
        time.sleep(float(words[words.index("WAIT") + 1]))
    if "COUNT" in words:
        with open(words[words.index("COUNT") + 1], "a", encoding="ascii") as file:
            file.write(f"{os.getpid()}\n")
    if "DIE" in words:
        os.kill(os.getpid(), signal.SIGKILL)
    if "DIE-ONCE" in words and not (mark := Path(words[words.index("DIE-ONCE") + 1])).exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if "STOP-ONCE" in words and not (mark := Path(words[words.index("STOP-ONCE") + 1])).exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGSTOP)
    if "FOR-EVER" in words:
        while True:
            pass
    if "FAIL" in words:
        raise TypeError("an error of ours")
    if "EAT" in words:
        eaten = b"x" * 2_000_000_000
        assert eaten
    return a_report(article)


def a_report(article: Article) -> Report:
    """What is found in any text: one statement, one belief, one name, one country."""
    end = len(article.text)
    said = Statement(
        f"s-{end}", "direct", Speaker(None, "Ana Ruiz", "person"), (Span(0, end),), article.text, speech=True
    )
    thought = Statement(
        f"t-{end}", "indirect", Speaker(None, "Bo", "person"), (Span(0, end),), article.text, speech=False
    )
    peru = Country("PE", "PER", "Peru", (CountryMention(0, 1, "L", "capital", "Lima is its capital."),), focus=True)
    return Report(
        article.id,
        article.text,
        article.title,
        article.outlet,
        article.published,
        article.url,
        engine=Engine("small", "1", "none"),
        entities=(Entity(0, 1, article.text[:1], "PERSON"),),
        countries=(peru,),
        statements=(said, thought),
        sections=article.sections,
    )


if __name__ == "__main__":
    run.TASK = TASK
    sys.exit(main())
