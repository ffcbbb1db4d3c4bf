"""What stands at the edge of a span and is no part of it: a time stamp, the dash of a list, a dateline."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ..article.context import dateline
from ..report import Span
from .attributions import Attribution

_STAMP = re.compile(
    r"(?:\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.?m\b\.?)(?:\s?[A-Z]{2,4}\b)?[\s:|·–—-]*"  # noqa: RUF001
)
_DASH = re.compile(r"(?:^|(?<=[\r\n]))[ \t]*[-–—―]+\s*")  # noqa: RUF001


def with_clean_edges(text: str, found: Iterable[Attribution]) -> list[Attribution]:
    """Sources without a time stamp before them, contents without the dash or the dateline that opens their line."""
    return [_with_clean_edges(text, attribution) for attribution in found]


def _with_clean_edges(text: str, attribution: Attribution) -> Attribution:
    source = tuple(_after(text, span, _STAMP) for span in attribution.source)
    content = tuple(_after_dateline(text, _after(text, span, _DASH)) for span in attribution.content)
    return replace(attribution, source=source, content=content)


def _after(text: str, span: Span, pattern: re.Pattern[str]) -> Span:
    match = pattern.match(text, span.start, span.end)
    return Span(match.end(), span.end) if match and match.end() < span.end else span


def _after_dateline(text: str, span: Span) -> Span:
    opens_line = not span.start or text[span.start - 1] in "\r\n"
    filed = dateline(text, span.start) if opens_line else None
    return Span(filed.end, span.end) if filed and filed.end < span.end else span
