"""What a reader knows better than the engine: corrections, a layer on top of a report and never an edit of it.

A correction says of one thing one field, its value and when. The thing is a statement, by its id, or a place in the
text, for the actor or the country named there: both mean the same in the report of another engine version, where
spans agree. Or it is a voice of many articles, whatever their texts. Of several corrections of one field the last one
counts. `apply.py` lays them over a report, `sets/same_actor.py` over the actors of many; `file.py` hands them on.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, get_args

from ..report import Country, Span, Spans, Tone, statement_id

MAX_NAME = 200
"""Characters that a name may have."""

VERDICTS = ("accept", "reject")

_STATEMENT = re.compile(r"[0-9a-f]{8,64}")
_VOICE = re.compile(r"j[0-9a-f]{12}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_COUNTRY_ALPHA3 = re.compile(r"[A-Z]{3}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_WHEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00")


class CorrectionsError(ValueError):
    """Corrections that cannot be used; the message is a sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody as a corrector names them: an actor by where the text names it, or a new one by name alone."""

    name: str
    at: Span | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """An actor of many articles (`same_actor.join`): by its id, or by type and name where a set gives it another."""

    id: str
    name: str
    type: str


Subject = str | Span | Voice
Value = str | int | Who | Voice | Country | Spans | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that a person said about one field."""

    subject: Subject
    """A statement's id; for an actor or a country, where the text names it; or a voice of many articles."""
    field: str
    """Of a statement: verdict | speaker | target | tone | country | content. Of a place: name | same | nowhere |
    country. Of a voice: name | same.
    """
    value: Value
    when: str
    """ISO 8601, UTC."""


Corrections = tuple[Correction, ...]


def correct(subject: Subject, field: str, value: Value, when: str | None = None) -> Correction:
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
    | a place | country | the country, without mentions, that the words mean there and wherever    |
    |         |         | they come again                                                          |
    | a voice | name    | what it is called, in every set of articles                              |
    | a voice | same    | the voice that it is as well: the two are one, in every set of articles  |
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


def latest(corrections: Iterable[Correction]) -> Corrections:
    """Those that count: of each thing and field the last one."""
    last: dict[tuple[Subject, str], Correction] = {}
    for correction in corrections:
        key = (correction.subject, correction.field)
        last.pop(key, None)
        last[key] = correction
    return tuple(last.values())


def digest(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal: which text it is, and whether it is still the same."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def to_dict(correction: Correction) -> dict[str, Any]:
    """A correction as plain objects."""
    return {
        "subject": _plain(correction.subject),
        "field": correction.field,
        "value": _plain(correction.value),
        "when": correction.when,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Who):
        return {"name": value.name, "at": list(value.at) if value.at else None}
    if isinstance(value, Voice):
        return {"id": value.id, "name": value.name, "type": value.type}
    if isinstance(value, Country):
        return {"alpha2": value.alpha2, "alpha3": value.alpha3, "name": value.name}
    if isinstance(value, Span):
        return list(value)
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def from_dict(row: Mapping[str, Any]) -> Correction:
    """The correction behind the objects of `to_dict`; a `CorrectionsError` where there is none."""
    if not isinstance(row, dict) or row.keys() != {"subject", "field", "value", "when"}:
        refuse_unknown(row if isinstance(row, dict) else {}, {"subject", "field", "value", "when"})
        raise CorrectionsError("One of the corrections lacks a part: export the corrections again.")
    subject, value = row["subject"], row["value"]
    if isinstance(subject, list):
        subject = _span(subject)
    elif isinstance(subject, dict):
        subject = _voice(subject)
    if isinstance(value, dict) and "id" in value:
        value = _voice(value)
    elif isinstance(value, dict) and "alpha2" in value:
        refuse_unknown(value, {"alpha2", "alpha3", "name"})
        value = Country(value["alpha2"], value.get("alpha3", ""), value.get("name", ""), ())
    elif isinstance(value, dict):
        refuse_unknown(value, {"name", "at"})
        value = Who(value.get("name", ""), _span(value["at"]) if value.get("at") else None)
    elif isinstance(value, list):
        value = tuple(_span(item) if isinstance(item, list) else item for item in value)
    made = Correction(subject, row["field"], value, row["when"])
    _check(made)
    return made


def refuse_unknown(row: Mapping[str, Any], known: set[str]) -> None:
    """Refuse what has a part that this version does not know: it may mean something else than it seems to."""
    unknown = sorted(set(row) - known)
    if unknown:
        raise CorrectionsError(
            f"These corrections have a field that this version of onrecord does not know: {shown(unknown[0])}. "
            "Nothing was taken over."
        )


def _span(pair: Any) -> Span:
    if not (isinstance(pair, list) and len(pair) == 2 and all(type(n) is int for n in pair) and 0 <= pair[0] < pair[1]):
        raise CorrectionsError(
            "A place in the text is not given by its start and its end: export the corrections again."
        )
    return Span(*pair)


def _voice(row: Mapping[str, Any]) -> Voice:
    refuse_unknown(row, {"id", "name", "type"})
    return Voice(row.get("id", ""), row.get("name", ""), row.get("type", ""))


def shown(value: Any) -> str:
    """A foreign value in a message: short, on one line, in quotation marks."""
    return f"“{_CONTROL.sub(' ', str(value or 'untitled'))[:80]}”"


# ---------------------------------------------------------------------------------------------------- checks


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= MAX_NAME and not _CONTROL.search(value)


def _is_who(value: Any) -> bool:
    return isinstance(value, Who) and _is_name(value.name)


def _is_voice(value: Any) -> bool:
    named = isinstance(value, Voice) and isinstance(value.id, str) and isinstance(value.type, str)
    return named and bool(_VOICE.fullmatch(value.id)) and _is_name(value.name) and len(value.type) <= MAX_NAME


def _is_countries(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(code, str) and _COUNTRY.fullmatch(code) for code in value)


def _is_country(value: Any) -> bool:
    if not isinstance(value, Country) or value.mentions or value.focus:
        return False
    codes = ((value.alpha2, _COUNTRY), (value.alpha3, _COUNTRY_ALPHA3))
    return _is_name(value.name) and all(isinstance(code, str) and form.fullmatch(code) for code, form in codes)


def _is_content(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and all(isinstance(span, Span) for span in value)


_OF_STATEMENTS: dict[str, Callable[[Any], bool]] = {
    "verdict": lambda value: value in VERDICTS,
    "speaker": _is_who,
    "target": lambda value: value is None or _is_who(value),
    "tone": lambda value: value is None or (type(value) is int and value in get_args(Tone)),
    "country": _is_countries,
    "content": _is_content,
}
_OF_PLACES: dict[str, Callable[[Any], bool]] = {
    "name": _is_name,
    "same": _is_who,
    "nowhere": lambda value: value is None,
    "country": _is_country,
}
_OF_VOICES: dict[str, Callable[[Any], bool]] = {"name": _is_name, "same": _is_voice}


def _check(correction: Correction) -> None:
    subject, field, value = correction.subject, correction.field, correction.value
    if isinstance(subject, Span):
        fields = _OF_PLACES
    elif _is_voice(subject):
        fields = _OF_VOICES
    elif isinstance(subject, str) and _STATEMENT.fullmatch(subject):
        fields = _OF_STATEMENTS
    else:
        raise CorrectionsError(f"{shown(subject)} is neither a statement, nor a place in the text, nor a voice.")
    if not isinstance(field, str) or field not in fields:
        raise CorrectionsError(f"{shown(field)} is not a field that can be corrected here. Nothing was taken over.")
    if not fields[field](value):
        longest = (
            f" A name has 1 to {MAX_NAME} characters on one line." if field in ("speaker", "target", "name") else ""
        )
        raise CorrectionsError(f"This is not a value for “{field}”: {shown(value)}.{longest}")
    if not isinstance(correction.when, str) or not _WHEN.fullmatch(correction.when):
        raise CorrectionsError(f"{shown(correction.when)} is not a time in UTC: export the corrections again.")


def check_places(correction: Correction, text: str) -> None:
    """That all places lie in the text, and that a missed statement bears the id of its words."""
    value = correction.value
    spans = [correction.subject] if isinstance(correction.subject, Span) else []
    spans += [value.at] if isinstance(value, Who) and value.at else []
    content = tuple(item for item in value if isinstance(item, Span)) if isinstance(value, tuple) else ()
    if any(span.end > len(text) for span in (*spans, *content)):
        raise CorrectionsError("A correction points past the end of the text. Nothing was taken over.")
    if content and correction.subject != statement_id(text, content):
        raise CorrectionsError("A statement that was added does not fit the text. Nothing was taken over.")
