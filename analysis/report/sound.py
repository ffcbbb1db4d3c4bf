"""Whether a report that comes from outside is one: each field of the kind that the records say, each place in the text.

JSON can hold anything in any place, and what is once in a workspace is opened by every page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from .records import Span
from .report import Report

_Holds = Callable[[Any, int], bool]
"""Whether a value is of a kind; the number is the length of the report's text."""
_PLAIN: dict[object, _Holds] = {
    str: lambda value, _: isinstance(value, str) and not any("\ud800" <= sign <= "\udfff" for sign in value),
    int: lambda value, _: type(value) is int,
    bool: lambda value, _: type(value) is bool,
    type(None): lambda value, _: value is None,
    # Every number with a fraction is a probability.
    float: lambda value, _: type(value) in (int, float) and 0 <= value <= 1,
    Span: lambda value, length: _lies_within(value.start, value.end, length),
}


def checked(report: Report) -> Report:
    """The report. Raises ValueError, with a sentence that names the field, where it is not what the records promise."""
    text: object = report.text
    _record(Report)(report, len(text) if isinstance(text, str) else 0)
    if not all(statement.content for statement in report.statements):
        raise ValueError("A statement of this report has no content.")
    return report


@cache
def _holds(kind: Any) -> _Holds:
    """What tells whether a value is of a kind."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    if is_dataclass(kind):
        return _record(kind)
    inner, origin = get_args(kind), get_origin(kind)
    if origin is Literal:
        return lambda value, _: any(value == known and type(value) is type(known) for known in inner)
    if origin in (UnionType, Union):  # of Literals it is a Union
        options = [_holds(one) for one in inner]
        return lambda value, length: any(holds(value, length) for holds in options)
    assert origin is tuple, kind
    item = _holds(inner[0])
    return lambda value, length: isinstance(value, tuple) and all(item(one, length) for one in value)


def _record(kind: Any) -> _Holds:
    hints = get_type_hints(kind)
    inside = [(field.name, _holds(hints[field.name])) for field in fields(kind)]
    has_place = {"start", "end"} <= hints.keys()

    def holds(value: Any, length: int) -> bool:
        if not isinstance(value, kind):
            return False
        for name, of_its_kind in inside:
            found = getattr(value, name)
            if not of_its_kind(found, length):
                raise ValueError(f"“{name}” of a part of this report ({kind.__name__}) is {found!r:.60}.")
        if has_place and not _lies_within(value.start, value.end, length):
            raise ValueError(f"A part of this report ({kind.__name__}) stands where its text has no characters.")
        return True

    return holds


def _lies_within(start: Any, end: Any, length: int) -> bool:
    return type(start) is int and type(end) is int and 0 <= start < end <= length
