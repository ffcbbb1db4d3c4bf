"""What a process of a run does: an article as it was found → what is written of its report, but for its id."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ..article.read_file import read_file
from ..article.read_text import read_article
from ..processes.messages import Message
from ..report import Article, ArticleError, Report
from ..report.this_engine import this_engine
from .forms import Wanted

_FIRST = "“We will sign,” Ana Ruiz said in Lima."


def begin(told: dict[str, Any]) -> tuple[dict[str, Any], Callable[[Message], Message]]:
    """What a process starts with: the engine's label, and what reads an article."""
    from ..engine import analyse

    model = told["model"]
    handler = reader(Wanted(**told["wanted"]), lambda article: analyse(article, model=model))
    return {"engine": this_engine(model).label}, handler


def reader(wanted: Wanted, read: Callable[[Article], Report]) -> Callable[[Message], Message]:
    """What answers requests with what is wanted of an article, or with why it cannot be read; all is loaded."""

    def answer(asked: Message) -> Message:
        try:
            report = read(_article(asked))
        except ArticleError as error:
            return Message({"fault": "refused", "problem": str(error)})
        payload = zlib.compress(wanted.payload(report), 1)
        return Message({"id": report.id, "words": len(report.text.split())}, payload)

    # What is loaded when it is first needed is no matter of the first article's time and memory.
    answer(Message({"name": "", "held": "text", "about": {}}, _FIRST.encode()))
    return answer


def _article(asked: Message) -> Article:
    about = asked.told["about"]
    own = about.get("id")
    if asked.told["held"] == "text":
        article = read_article(asked.data.decode("utf-8", "surrogatepass"), **about)
    else:
        article = read_file(asked.told["name"].rsplit("/", 1)[-1], asked.data)
    return replace(article, id=own) if own else article
