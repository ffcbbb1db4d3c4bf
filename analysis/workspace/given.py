"""In which form an article was given, and what only its file told of it: kept, so that it can be read anew."""

from __future__ import annotations

import json
from dataclasses import replace

from ..report import Article, Found, Report, Section


def written(report: Report) -> str:
    """How it is kept."""
    sections = [] if report.given_form == "text" else [[s.kind, s.start, s.end] for s in report.sections]
    found = [[one.field, one.value, one.where] for one in report.found]
    return json.dumps({"form": report.given_form, "sections": sections, "found": found})


def restored(article: Article, given: str | None) -> Article:
    """An article with it; as it is where nothing is kept.

    Of a document its text does not tell what its file did: which lines were captions, what stood beside.
    """
    if given is None:
        return article
    try:
        read = json.loads(given)
        sections = tuple(Section(*section) for section in read["sections"])
        # What was corrected since is no longer what the article itself says.
        found = tuple(Found(*one) for one in read["found"] if getattr(article, one[0]) == one[1])
        return replace(article, sections=sections, given_form=read["form"], found=found)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return article  # damaged: its text alone has to do
