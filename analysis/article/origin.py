"""Where and when an article appeared, as its own first lines say: dateline, byline, line of the date.

Only what stands there is taken: a date without its year is none, a date with two readings is none, and the day of an
update is not the day on which an article appeared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from ..english.lexicon import words
from ..lists import TEXT, at_import, one_of, read_list, unique
from ..report import Found, Section, Spans, Where

HEAD_LINES = 25
"""Lines at the top of a text among which its origin is looked for."""
LONGEST_LINE = 200
"""A byline or a line of a date has no more characters than this."""

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY, _YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DATES = tuple(
    re.compile(form, re.I)
    for form in (
        rf"(?<!\d){_YEAR}[-/.](?P<number>\d\d?)[-/.](?P<day>\d\d?)(?!\d)",
        rf"(?<!\d){_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"\b{_MONTH}\s+{_DAY}(?!\d),?\s+{_YEAR}",
        rf"(?<!\d)(?P<day>1[3-9]|2\d|3[01])[-/.](?P<number>\d\d?)[-/.]{_YEAR}",
        rf"(?<!\d)(?P<number>\d\d?)[-/.](?P<day>1[3-9]|2\d|3[01])[-/.]{_YEAR}",
    )
)
_APPEARED = re.compile(
    r"\b(?:(?:first |originally )?published|posted|issued|released|date|issued on|for immediate release)\b", re.I
)
_CHANGED = re.compile(r"\b(?:(?:last )?(?:updated?|modified|edited|reviewed)|accessed|retrieved|saved|printed)\b", re.I)
_WHEN = r"(?P<when>(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?)(?:,?\s+(?:19|20)\d\d)?)"
_PLACE = r"[^\W\d_a-z][\w.'’-]*(?:(?:,\s|\s|/)(?:[^\W\d_a-z][\w.'’-]*|d[aeiou]s?|al|el|la|of))*(?:\s\[[^\[\]]{2,30}\])?"
_SIGNED = re.compile(
    rf"\s*[“\"']?(?P<place>{_PLACE})(?:,?\s+{_WHEN})?[.,]?\s*"
    r"(?:[(\[](?P<sign>[A-Za-z][\w .-]{1,30})(?:[/,][^()\[\]]{1,30})?[)\]]|/(?P<slashed>[A-Za-z][\w .-]{1,20})/)"
)
_DATED = re.compile(rf"\s*(?P<place>[^\W\d_a-z][^\d(\[]{{1,40}}),\s+{_WHEN}\.?\s*(?:--?|[–—:])\s")
_BYLINE = re.compile(r"\s*by:?\s+(?P<names>.+)$", re.I)
_SOURCE = re.compile(r"\s*(?:source|from|agency|outlet):\s*(?P<name>.{2,60})$", re.I)
_PARTS = re.compile(r"\s*(?:,|\||/|·|•|–|—|\bfor\b|\bof\b(?= the )|\bin\b)\s*")
_CAPITALISED = re.compile(r"(?:[^\W\d_a-z][\w.'’&-]*|of|the|and)(?:\s(?:[^\W\d_a-z][\w.'’&-]*|of|the|and|on))*")


def find_origin(text: str, paragraphs: Spans, sections: Sequence[Section]) -> tuple[Found, ...]:
    """The outlet and the day that the head of a readable text names, each with where."""
    lines = list(_head(text, paragraphs, sections))
    places: tuple[tuple[Where, Iterator[tuple[str, str]]], ...] = (
        ("dateline", _datelines(lines)),
        ("byline", _bylines(lines)),
        ("text", _marked(lines)),
    )
    found: dict[str, Found] = {}
    for where, fields in places:
        for name, value in fields:
            found.setdefault(name, Found(name, value, where))
    return tuple(found.values())


def find_day(text: str) -> str | None:
    """The first whole date in a line, in ISO 8601; None where its year, or which number is the month, is not said."""
    found = [(match.start(), day) for form in _DATES if (match := form.search(text)) and (day := _day(match))]
    return min(found)[1] if found else None


def _head(text: str, paragraphs: Spans, sections: Sequence[Section]) -> Iterator[tuple[str, bool]]:
    """The lines of the head, and whether each belongs to the article's own body."""
    bodies = [section for section in sections if section.kind == "body"]
    long_lines = 0
    for span in paragraphs[:HEAD_LINES]:
        is_body = any(section.start <= span.start < section.end for section in bodies)
        long_lines += len(span.of(text)) > LONGEST_LINE and is_body
        yield span.of(text)[: 3 * LONGEST_LINE], is_body
        if long_lines >= 2:
            return


def _day(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    month = int(parts["number"]) if parts.get("number") else _month_number(parts["month"])
    try:
        return date(int(parts["year"]), month, int(parts["day"])).isoformat()
    except ValueError:
        return None


def _month_number(name: str) -> int:
    return _MONTHS.split().index(name[:3].casefold()) + 1


def _datelines(lines: Iterable[tuple[str, bool]]) -> Iterator[tuple[str, str]]:
    """What a dateline says: "GENEVA, March 3, 2024 (Reuters) -"; an agency's sign or the dash makes it one."""
    for line, _ in lines:
        match = _SIGNED.match(line)
        sign = (match["sign"] or match["slashed"] or "") if match else ""
        name = _agencies().get(sign.casefold().removesuffix(" news agency").strip())
        if name is None:
            dated = _DATED.match(line)
            match = dated if dated and dated["place"].split(",")[0].isupper() else None
        if match is None:
            continue
        if name:
            yield "outlet", name
        if match["when"] and (day := find_day(match["when"])):
            yield "published", day


def _bylines(lines: Iterable[tuple[str, bool]]) -> Iterator[tuple[str, str]]:
    """What a byline says: "By Ann Lee, BBC News", "By Reuters", "Source: Xinhua"."""
    for line, _ in lines:
        if len(line) > LONGEST_LINE:
            continue
        if source := _SOURCE.match(line):
            if name := _outlet(source["name"].strip(" .")):
                yield "outlet", name
        elif (name := _agencies().get(line.strip(" .()[]—–-").casefold())) and len(line) < 40:
            yield "outlet", name
        elif (byline := _BYLINE.match(line)) and not line.rstrip().endswith((".", "?", "!")):
            first, *others = _PARTS.split(byline["names"])
            parts = others if first.casefold() not in _agencies() and not first.startswith("The ") else [first, *others]
            yield from (("outlet", name) for part in parts if (name := _outlet(part)))
            if (day := find_day(line)) and not _CHANGED.search(line):
                yield "published", day


def _marked(lines: Iterable[tuple[str, bool]]) -> Iterator[tuple[str, str]]:
    """The day in a line that says that it is the day of publication, else in a line that holds a date and little else.

    Of a line with two days the one after "published" counts, and never the one after "updated".
    """
    plain: list[str] = []
    for line, _ in lines:
        if len(line) > LONGEST_LINE:
            continue
        for start in _APPEARED.finditer(line):
            following = _CHANGED.split(line[start.end() :])[0][:60]
            if day := find_day(following):
                yield "published", day
        before = _CHANGED.split(line)[0]
        if (day := find_day(before)) and _is_only_a_date(before):
            plain.append(day)
    yield from (("published", day) for day in plain[:1])


def _is_only_a_date(line: str) -> bool:
    """Whether a line names a date, and beside it no more than a weekday, a time, a name."""
    rest = line
    for form in _DATES:
        rest = form.sub(" ", rest)
    others = [w for w in re.findall(r"[^\W\d_]+", rest) if w.casefold() not in _beside_dates()]
    return len(others) <= 4 and not re.search(r"[.!?]$", rest.strip()) and all(w[0].isupper() for w in others)


@cache
def _beside_dates() -> frozenset[str]:
    times = words("weekday") | words("weekday_in_short") | words("time_zone") | words("unit_of_time")
    return times | words("beside_date") | {"t", "z", "am", "pm", "on", "by"}


def _outlet(part: str) -> str | None:
    """The outlet that a part of a byline names, if it names one."""
    name = part.strip(" .()[]")
    if agency := _agencies().get(name.casefold()):
        return agency
    own = name.casefold().split()
    if not _CAPITALISED.fullmatch(name) or not 1 <= len(own) <= 6:
        return None
    known = any(word in _words() for word in own) or name.casefold() in _words()
    return name if known and (len(own) > 1 or name.isupper() or name.casefold() in ("politico", "axios")) else None


@at_import
def _rows() -> tuple[tuple[str, str, str], ...]:
    columns = {"kind": one_of("agency", "word", is_key=True), "sign": unique(), "name": TEXT}
    rows = read_list(Path(__file__).parent / "data" / "outlets.csv", columns)
    return tuple((row["kind"], row["sign"], row["name"]) for row in rows)


@cache
def _agencies() -> dict[str, str]:
    """News agencies by how a dateline or byline signs them."""
    return {sign: name for kind, sign, name in _rows() if kind == "agency"}


@cache
def _words() -> frozenset[str]:
    """Words that only the name of an outlet holds where a byline ends."""
    return frozenset(sign for kind, sign, _ in _rows() if kind == "word")
