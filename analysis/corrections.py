"""What a reader knows better than the engine: corrections, a layer on top of a report and never an edit of it.

A correction says of one thing one field, its value and when. The thing is a statement, by its id, or a place in the
text, for the actor or the country named there: both mean the same in the report of another engine version, where
spans agree. Of several corrections of one field the last one counts. `applying.py` lays them over a report.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from .report import Report, Span, Spans, statement_id

SCHEMA = 1
MAX_NAME = 200
"""Characters that a name may have."""

VERDICTS = ("accept", "reject")

_STATEMENT = re.compile(r"[0-9a-f]{8,64}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_WHEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00")


class CorrectionsError(ValueError):
    """Corrections that cannot be used; the message is a sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody as a corrector names them: an actor by where the text names it, or a new one by name alone."""

    name: str
    at: Span | None = None


Value = str | int | Who | Spans | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that a person said about one field."""

    subject: str | Span
    """A statement's id; for an actor or a country, where the text names it."""
    field: str
    """Of a statement: verdict | speaker | target | tone | country | content. Of a place: name | same | nowhere."""
    value: Value
    when: str
    """ISO 8601, UTC."""


Corrections = tuple[Correction, ...]


def correct(subject: str | Span, field: str, value: Value, when: str | None = None) -> Correction:
    """A correction, made now unless told otherwise. Raises `CorrectionsError` where the field cannot hold the value.

    | of      | field   | value                                                                    |
    |---------|---------|--------------------------------------------------------------------------|
    | an id   | verdict | "accept" or "reject"                                                     |
    | an id   | speaker | who said it                                                              |
    | an id   | target  | whom it is mainly about; None for nobody                                 |
    | an id   | tone    | -1, 0, 1 or None                                                         |
    | an id   | country | the countries that it is about, alpha-2                                  |
    | an id   | content | its spans: a statement that was missed                                   |
    | a place | name    | what the actor named there is called                                     |
    | a place | same    | who the actor named there is as well: the two are one                    |
    | a place | nowhere | None: the words there are no country, here and wherever they come again  |
    """
    made = Correction(subject, field, value, when or datetime.now(UTC).isoformat(timespec="microseconds"))
    _check(made)
    return made


def added(text: str, content: Span, speaker: Who | None = None) -> Corrections:
    """A statement that was missed, by the stretch of the text that it says, with its speaker where known."""
    start, end = content
    inside = text[start:end]
    span = Span(start + len(inside) - len(inside.lstrip()), start + len(inside.rstrip()))
    if span.start >= span.end:
        raise CorrectionsError("There are no words in this stretch of the text: choose the words that were said.")
    first = correct(statement_id(text, (span,)), "content", (span,))
    return (first,) if speaker is None else (first, correct(str(first.subject), "speaker", speaker, first.when))


def undone(corrections: Sequence[Correction]) -> Corrections:
    """Without what was done last; corrections of one moment were one act."""
    last = max((correction.when for correction in corrections), default="")
    return tuple(correction for correction in corrections if correction.when != last)


def joined(ours: Iterable[Correction], theirs: Iterable[Correction]) -> Corrections:
    """Both together, each once, in the order in which they were made: nothing is lost, and the newer one counts."""
    return tuple(sorted(dict.fromkeys((*ours, *theirs)), key=lambda correction: correction.when))


def latest(corrections: Iterable[Correction]) -> Corrections:
    """Those that count: of each thing and field the last one."""
    last: dict[tuple[str | Span, str], Correction] = {}
    for correction in corrections:
        key = (correction.subject, correction.field)
        last.pop(key, None)
        last[key] = correction
    return tuple(last.values())


# -------------------------------------------------------------------------------------------------- exchange


def to_json(report: Report, corrections: Iterable[Correction]) -> str:
    """The corrections of an article as a file to keep, to send and to import again."""
    head = {
        "onrecord": "corrections",
        "schema": SCHEMA,
        "article": {"title": report.title, "sha256": digest(report.text)},
    }
    return json.dumps(head | {"corrections": [to_dict(c) for c in corrections]}, ensure_ascii=False, indent=1)


def from_json(data: bytes, report: Report) -> Corrections:
    """The corrections in a file of `to_json` for this very article; `CorrectionsError` says what is wrong."""
    try:
        file = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise CorrectionsError("This file is cut off or damaged: export the corrections again.") from error
    if not isinstance(file, dict) or file.get("onrecord") != "corrections":
        raise CorrectionsError("This is not a file of corrections that onrecord exported.")
    if file.get("schema") != SCHEMA:
        raise CorrectionsError(
            f"These corrections have schema {file.get('schema')!r}, and this version of onrecord reads schema {SCHEMA}."
        )
    _refuse_unknown(file, {"onrecord", "schema", "article", "corrections"})
    article, rows = file.get("article"), file.get("corrections")
    if not isinstance(article, dict) or not isinstance(rows, list):
        raise CorrectionsError("This file does not say which article it corrects, or lacks its corrections.")
    if article.get("sha256") != digest(report.text):
        raise CorrectionsError(
            "These corrections belong to another article or to another version of its text: "
            f"{_shown(article.get('title'))}. Open that text first."
        )
    found = tuple(from_dict(row) for row in rows)
    for correction in found:
        _check_places(correction, report.text)
    return found


def digest(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal: which text it is, and whether it is still the same."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def to_dict(correction: Correction) -> dict[str, Any]:
    """A correction as plain objects."""
    value: Any = correction.value
    if isinstance(value, Who):
        value = {"name": value.name, "at": list(value.at) if value.at else None}
    elif isinstance(value, tuple):
        value = [list(item) if isinstance(item, Span) else item for item in value]
    subject = list(correction.subject) if isinstance(correction.subject, Span) else correction.subject
    return {"subject": subject, "field": correction.field, "value": value, "when": correction.when}


def from_dict(row: Mapping[str, Any]) -> Correction:
    """The correction behind the objects of `to_dict`; a `CorrectionsError` where there is none."""
    if not isinstance(row, dict) or row.keys() != {"subject", "field", "value", "when"}:
        _refuse_unknown(row if isinstance(row, dict) else {}, {"subject", "field", "value", "when"})
        raise CorrectionsError("One of the corrections lacks a part: export the corrections again.")
    subject, value = row["subject"], row["value"]
    if isinstance(subject, list):
        subject = _span(subject)
    if isinstance(value, dict):
        _refuse_unknown(value, {"name", "at"})
        value = Who(value.get("name", ""), _span(value["at"]) if value.get("at") else None)
    elif isinstance(value, list):
        value = tuple(_span(item) if isinstance(item, list) else item for item in value)
    made = Correction(subject, row["field"], value, row["when"])
    _check(made)
    return made


def _refuse_unknown(row: Mapping[str, Any], known: set[str]) -> None:
    unknown = sorted(set(row) - known)
    if unknown:
        raise CorrectionsError(
            f"These corrections have a field that this version of onrecord does not know: {_shown(unknown[0])}. "
            "Nothing was taken over."
        )


def _span(pair: Any) -> Span:
    if not (isinstance(pair, list) and len(pair) == 2 and all(type(n) is int for n in pair) and 0 <= pair[0] < pair[1]):
        raise CorrectionsError(
            "A place in the text is not given by its start and its end: export the corrections again."
        )
    return Span(*pair)


def _shown(value: Any) -> str:
    return f"“{_CONTROL.sub(' ', str(value or 'untitled'))[:80]}”"


# ---------------------------------------------------------------------------------------------------- checks


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= MAX_NAME and not _CONTROL.search(value)


def _is_who(value: Any) -> bool:
    return isinstance(value, Who) and _is_name(value.name)


def _is_countries(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(code, str) and _COUNTRY.fullmatch(code) for code in value)


def _is_content(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and all(isinstance(span, Span) for span in value)


_OF_STATEMENTS: dict[str, Callable[[Any], bool]] = {
    "verdict": lambda value: value in VERDICTS,
    "speaker": _is_who,
    "target": lambda value: value is None or _is_who(value),
    "tone": lambda value: value is None or (type(value) is int and value in (-1, 0, 1)),
    "country": _is_countries,
    "content": _is_content,
}
_OF_PLACES: dict[str, Callable[[Any], bool]] = {
    "name": _is_name,
    "same": _is_who,
    "nowhere": lambda value: value is None,
}


def _check(correction: Correction) -> None:
    subject, field, value = correction.subject, correction.field, correction.value
    fields = _OF_PLACES if isinstance(subject, Span) else _OF_STATEMENTS
    if not isinstance(subject, Span) and not (isinstance(subject, str) and _STATEMENT.fullmatch(subject)):
        raise CorrectionsError(f"{_shown(subject)} is neither a statement nor a place in the text.")
    if not isinstance(field, str) or field not in fields:
        raise CorrectionsError(f"{_shown(field)} is not a field that can be corrected here. Nothing was taken over.")
    if not fields[field](value):
        longest = (
            f" A name has 1 to {MAX_NAME} characters on one line." if field in ("speaker", "target", "name") else ""
        )
        raise CorrectionsError(f"This is not a value for “{field}”: {_shown(value)}.{longest}")
    if not isinstance(correction.when, str) or not _WHEN.fullmatch(correction.when):
        raise CorrectionsError(f"{_shown(correction.when)} is not a time in UTC: export the corrections again.")


def _check_places(correction: Correction, text: str) -> None:
    """That all places lie in the text, and that a missed statement bears the id of its words."""
    value = correction.value
    spans = [correction.subject] if isinstance(correction.subject, Span) else []
    spans += [value.at] if isinstance(value, Who) and value.at else []
    content = tuple(item for item in value if isinstance(item, Span)) if isinstance(value, tuple) else ()
    if any(span.end > len(text) for span in (*spans, *content)):
        raise CorrectionsError("A correction points past the end of the text. Nothing was taken over.")
    if content and correction.subject != statement_id(text, content):
        raise CorrectionsError("A statement that was added does not fit the text. Nothing was taken over.")
