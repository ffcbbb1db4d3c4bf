"""The label with which a line says who speaks, by its form alone: "HOLT:", "[00:04] Lena Holt:", "**Host:**", "Q".

Whether a text is an exchange, and which of its labels count, `transcripts` decides by the company that they keep.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..english.lexicon import fold, words
from ..report import Span

_REACH = 240
"""Characters of a line within which its label ends."""
_WORD = r"[^\W\d_][\w.'’-]*"
_NAME = rf"(?P<name>{_WORD}(?: (?:{_WORD}|\d{{1,2}}|&)){{0,7}})"
_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?"
_TIME = rf"(?P<time>(?:[\[(]{_CLOCK}[\])]|{_CLOCK})(?: ?[-–—|])?[ \t]*)?"  # noqa: RUF001
_OPEN = rf"[ \t]*(?:>>+[ \t]*)?(?P<mark>[\"“”]?){_TIME}(?P<bold>(?:\*\*|__|[*_])?)(?P<bracket>\[?)"
_INTRODUCED = r"(?P<told>(?:, [^:()\[\]]{1,80}?)?(?: ?\([^:()]{1,60}\)){0,3})"
_AFTER = rf"[\]*_]*(?P<later>[ \t]*[\[(]?{_CLOCK}[\])]?)?"
_WITH_COLON = re.compile(
    rf"{_OPEN}{_NAME}{_INTRODUCED}{_AFTER}[ \t]?(?P<colon>:)(?:\*\*|__|[*_])?(?:[ \t]+(?=\S)|[ \t]*$)"
)
_ALONE = re.compile(rf"{_OPEN}{_NAME}{_INTRODUCED}{_AFTER}[ \t]*$")
_SQUARED = re.compile(rf"{_OPEN}(?<=\[){_NAME}(?P<told>)(?P<later>)\][ \t]+(?=\S)")
_LETTER = re.compile(
    r"[ \t]*(?P<bold>(?:\*\*|__)?)(?P<name>[QA]\d{0,3})(?P<stop>[.)]?)(?:\*\*|__)?[ \t]+(?=[\"“‘']?[A-Z0-9])"
)
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_ANONYMOUS = frozenset({"Q", "A", "QUESTION", "ANSWER"})
_INSIDE_NAMES = words("in_signature") | {"the", "for", "and", "&", "la", "le", "da", "di", "den", "du", "ter", "bint"}
_MOST_ALONE = 90
"""Characters of a line that is a label alone."""


@dataclass(frozen=True, slots=True)
class SpeakerLabel:
    """A label at the start of a line, and what the line says after it."""

    name: Span
    """Who speaks: of "The Minister (Ana Ruiz):" the name."""
    office: Span | None
    """What stands before a name in brackets."""
    colon: Span | None
    words: Span
    """Empty where the label stands on a line of its own."""
    marked: bool
    """Whether a quotation mark opens the line."""
    form: str
    """letter | member | capitals | name | introduced (a name, then words about it that stand in no brackets)"""
    dressed: bool
    """Whether it is bold, in brackets or beside a time: written as no name in running text is."""

    @property
    def alone(self) -> bool:
        """Whether it is all of its line."""
        return self.words.start == self.words.end


def short_form(label: str) -> str:
    """How a label comes back: "DANA KOVACS, ANCHOR" is "KOVACS" later on."""
    return label.split()[-1].strip(".:").upper()


def is_anonymous(label: str) -> bool:
    """Whether the label says which side speaks, but not who."""
    return re.sub(r"\d+$", "", label.strip(" .:)").upper()) in _ANONYMOUS


def asks(label: str) -> bool:
    """Whether the label is that of the side that asks."""
    return is_anonymous(label) and label.strip()[:1].upper() == "Q"


def speaker_labels(text: str) -> Iterator[SpeakerLabel]:
    """Every line that could open with a label, in order."""
    start = 0
    for line in text.split("\n"):
        body = line.rstrip()
        found = _read(body, start) if body else None
        if found is not None:
            yield found
        start += len(line) + 1


def _read(line: str, start: int) -> SpeakerLabel | None:
    head = line[:_REACH]
    match = _WITH_COLON.match(head)
    if match is not None and (match.end() < len(head) or len(line) <= _REACH):
        return _label(match, line, start)
    if len(line) <= _MOST_ALONE and (alone := _ALONE.match(line)) is not None:
        found = _label(alone, line, start)
        if found is not None and (found.dressed or found.form in ("capitals", "member")):
            return None if line.endswith((".", "!", "?", ",")) else found
    squared = _SQUARED.match(head)
    if squared is not None and not squared["mark"]:
        return _label(squared, line, start)
    letter = _LETTER.match(head)
    if letter is None or (letter["name"][0] == "A" and not (letter["stop"] or letter["bold"])):
        return None
    at = Span(start + letter.start("name"), start + letter.end("name"))
    words_at = Span(start + letter.end(), start + len(line))
    return SpeakerLabel(at, None, None, words_at, False, "letter", bool(letter["bold"]))


def _label(match: re.Match[str], line: str, start: int) -> SpeakerLabel | None:
    """What a line's match says; None where its words are no name, or one of those that head other lines."""
    name, told = match["name"], match["told"]
    brackets = _IN_BRACKETS.findall(told)
    form = _form(name, told, brackets)
    if form is None:
        return None
    at, office = Span(*match.span("name")), None
    if form == "office":
        inside = match.start("told") + told.index("(") + 1
        form, office, at = "member", at, Span(inside, inside + len(brackets[0]))
    end = len(line)
    colon = "colon" in match.re.groupindex
    alone = match.re is _ALONE
    words_at = Span(end, end) if alone else Span(match.end(), end)
    dressed = bool(match["bold"] or match["bracket"] or match["time"] or match["later"])
    return SpeakerLabel(
        _moved(at, start),
        None if office is None else _moved(office, start),
        _moved(Span(*match.span("colon")), start) if colon else None,
        _moved(words_at, start),
        bool(match["mark"]),
        "letter" if is_anonymous(name) else form,
        dressed,
    )


def _form(name: str, told: str, brackets: list[str]) -> str | None:
    """How a name is written: capitals | member | office | name; None where it is none."""
    parts = name.split()
    folded = [fold(part.strip(".,")) for part in parts]
    if folded[0] in words("no_label") or folded[-1] in words("no_label") or folded[0] in words("weekday"):
        return None
    signs = zip(parts, folded, strict=True)
    written = all(part[0].isupper() or part[0].isdigit() or word in _INSIDE_NAMES for part, word in signs)
    if not written or not parts[0][0].isupper() or folded[-1] in _INSIDE_NAMES:
        return None
    is_role = folded[0] == "the" or any(word in words("speaking_role") for word in folded)
    if is_role and len(brackets) == 1 and len(brackets[0].split()) >= 2 and brackets[0].istitle():
        return "office"
    if len(brackets) >= 2:
        return "member"
    if name.isupper() and (len(name) > 1 or is_anonymous(name)):
        return "capitals"
    if len(parts) > 5 and not brackets and folded[0] != "the":
        return None
    return "name" if not told or brackets else "introduced"


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
