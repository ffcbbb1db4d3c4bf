"""Lines that say who speaks: turns of a transcript ("HOLT: We will sign.", "Q: When?"), and signed quotations.

A label counts only where the lines of a text look like an exchange: labels that come back, Q and A, a form that only
minutes and captions have. A list of facts ("WHEN: Monday.", "WHERE: The port.") names each of its labels once, and
nobody says "I", "you" or asks in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..english.lexicon import fold, words
from ..report import Span, Spans
from .speaker_labels import SpeakerLabel, asks, is_anonymous, short_form, speaker_labels

_LINE = re.compile(r"[ \t]*(\S[^\r\n]*\S|\S)")
_OPENED = re.compile(r"[\"“”]")
_BRACKETED = re.compile(r"[(\[]([^()\[\]\r\n]{1,80})[)\]]")
_ITALIC = "*_ "
_IN_NAME = "|".join(sorted(words("in_signature")))
_SIGNED = re.compile(
    r"^[ \t]*([\"“”][^\r\n]{12,}[\"“”])[ \t]*\r?\n?[ \t]*(―|—|–|--|-)[ \t]*"  # noqa: RUF001
    rf"(?:(?:the|its|their|his|her) [^,\r\n]{{1,60}}, (?=[A-Z]\S* [A-Z]))?"
    rf"([A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|{_IN_NAME})){{0,5}}(?:, [^\r\n.]{{1,60}})?)\.?[ \t]*\r?$",
    re.M,
)
_SIGNED_WITH_OFFICE = re.compile(
    r"^[ \t]*([\"“”][^\r\n]{12,}[^\r\n,][\"“”])[ \t]+"
    rf"((?:[A-Z][\w.'’-]*)(?: (?:[A-Z][\w.'’-]*|{_IN_NAME})){{1,5}}, "
    r"(?![^\r\n]*\b(?:said|says|told|asked|added|wrote)\b)[^\r\n.,]{3,60})[ \t]*\r?$",
    re.M,
)
"""A quotation on a page of its own: “We will pay” Ana Ruiz, head of the port."""
_SIGNED_BELOW = re.compile(
    r"(?<=\n)[ \t]*\r?\n[ \t]*([\"“”][^\"“”\r\n]{12,}[^\"“”\r\n,][\"“”])[ \t]*\r?\n[ \t]*"
    rf"(?P<name>(?!By )[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|{_IN_NAME})){{1,5}})"
    r"(?P<office>, (?![^\r\n]*\b(?:said|says|told|asked|added|wrote)\b)[^\r\n.,]{3,60})?"
    r"[ \t]*\r?(?=\n[ \t]*\r?\n|\n?\Z)"
)
"""A quotation set apart, with a name below it, and maybe an office."""
_HEADED = re.compile(
    r"^[ \t]*(?:And )?(?:From|(?:Statement|Remarks|Comments?|Quote|Reaction|Message) (?:by|from|of))(?: [a-z]+){0,4} "
    rf"(?P<name>[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|{_IN_NAME})){{1,5}})(?:, [^\r\n]{{1,100}})?[.:]?[ \t]*\r?\n\s*"
    r"(?P<words>[“\"])",
    re.M,
)
_QUESTION = re.compile(r"^[ \t]*(\*\*|__)?(?P<words>[^\s*_“\"•-][^*_“”\"\n.!?]{2,200}\?)(?:\*\*|__)?[ \t]*$", re.M)
"""A line that is one question and no more."""
_YOU = re.compile(r"\b[Yy]our?\b")
_OWN = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us)\b")
_SURNAME = re.compile(r"[^\W\d_a-z][\w.’'-]* ([^\W\d_a-z][\w’'-]*)")
_QUOTED = re.compile(r"[“\"][^”\"\r\n]*[”\"]")
_SPOKEN = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us|[Yy]ou|[Yy]our)\b|\?[*_]*$|[!?] ")
_TOLD = re.compile(r"[“\"][^”\"\n]*[”\"].*\b(?:said|says|told|asked|added)\b|\b(?:said|says|told|asked|added)\b.*[“\"]")
_WORDS = 2
"""Turns have more words than this on the average, entries of a list fewer."""
_LEAST_SPOKEN = 0.2
"""Share of the lines of an exchange in which somebody says "I" or "you", or asks."""
_MOSTLY_SPOKEN = 0.6
"""The same where less else tells that it is one."""
_STORY = 6
"""Paragraphs in a row that nobody speaks, between two labels: from here on the text tells a story."""
_LEAST_OWN = 0.5
"""Share of the questions without labels that say "you", and of the answers below them that say "I" or "we"."""
_END = 3
"""The same after the last label."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in one line."""

    label: Span | None
    """None where only the shape says which side speaks: a question in bold, the answer below it."""
    colon: Span | None
    """The mark that ends the label; None where nothing does."""
    words: Span
    more: Spans = ()
    """The paragraphs that go on, up to the next label; none where such paragraphs are a story of their own."""
    marked: bool = False
    """Whether it stands in quotation marks."""

    @property
    def start(self) -> int:
        """Where its line begins to be its own."""
        return self.words.start if self.label is None else self.label.start

    @property
    def content(self) -> Spans:
        """All that is said in the turn."""
        return (self.words, *self.more)


def turns(text: str) -> tuple[Turn, ...]:
    """The turns of the exchange that a text is or holds; none where it is none."""
    labels = _of_an_exchange(text, list(speaker_labels(text)))
    if not labels:
        return tuple(_under_questions(text))
    ends = [*(text.rfind("\n", 0, label.name.start) + 1 for label in labels[1:]), len(text)]
    found = (_turn(text, label, end) for label, end in zip(labels, ends, strict=True))
    said = [turn for turn in found if turn is not None]
    if all(asks(label.name.of(text)) for label in labels):
        return tuple(part for turn in said for part in _answered(turn))
    return tuple(said)


def _answered(turn: Turn) -> Iterator[Turn]:
    """A question with a label, and the answer below it that has none."""
    yield replace(turn, more=())
    if turn.more:
        yield Turn(None, None, turn.more[0], turn.more[1:])


def _under_questions(text: str) -> Iterator[Turn]:
    """The questions of an interview that stand alone, and the answers below them, which say "I" or "we"."""
    asked = list(_QUESTION.finditer(text))
    if len(asked) < 2:
        return
    ends = [*(match.start() for match in asked[1:]), len(text)]
    pairs = [(match, _answer(text, match.end(), end)) for match, end in zip(asked, ends, strict=True)]
    told = [" ".join(part.of(text) for part in said) for _, said in pairs]
    own = sum(bool(_OWN.search(_QUOTED.sub("", words))) and not _TOLD.search(words[:600]) for words in told)
    to_somebody = sum(bool(_YOU.search(match["words"])) for match, _ in pairs)
    if not all(told) or min(own, to_somebody) < _LEAST_OWN * len(told):
        return
    for match, said in pairs:
        yield Turn(None, None, Span(*match.span("words")))
        yield Turn(None, None, said[0], tuple(said[1:]))


def _answer(text: str, start: int, end: int) -> list[Span]:
    lines = list(_continued(text, start, end, marked=False))
    lines = _while_spoken(text, lines, last=end == len(text)) or lines[:1]
    return [part for line in lines for part in _without_directions(text, line)]


# -- is it an exchange ----------------------------------------------------------------------------------------------


def _of_an_exchange(text: str, found: list[SpeakerLabel]) -> list[SpeakerLabel]:
    """The labels that count; none where their lines are no exchange."""
    found = [label for label in found if not label.alone or _is_followed(text, label)]
    times = Counter(short_form(label.name.of(text)) for label in found)
    found = [label for label in found if _may_count(text, label, times)]
    if not found:
        return []
    said = [_first_words(text, label) for label in found]
    if sum(len(line.split()) for line in said) <= _WORDS * len(said):
        return []
    spoken = sum(map(is_spoken, said)) / len(said)
    times = Counter(short_form(label.name.of(text)) for label in found)
    if not _is_exchange(text, found, times, spoken):
        return []
    recurring_plain = any(one.form == "name" and times[short_form(one.name.of(text))] > 1 for one in found)
    plain = recurring_plain or len(times) == len(found)
    surnames = set(_SURNAME.findall(text))
    return [label for label in found if _counts(text, label, times, surnames, plain=plain)]


def _may_count(text: str, label: SpeakerLabel, times: Counter[str]) -> bool:
    """Whether a label can be one at all: in small letters, an introduction or a lone word needs that it comes back."""
    name = label.name.of(text)
    if label.form == "introduced":
        return times[short_form(name)] > 1 or label.dressed
    if label.form == "capitals" and label.alone and not label.dressed:
        return times[short_form(name)] > 1
    return True


def _is_exchange(text: str, labels: Sequence[SpeakerLabel], times: Counter[str], spoken: float) -> bool:
    recurring = [short for short, count in times.items() if count > 1]
    letters = {short.rstrip("0123456789")[:1] for short in times if is_anonymous(short)}
    if letters == {"Q", "A"} or (letters and len(times) > 1):
        return True
    dressed = sum(label.dressed for label in labels) >= 2
    if len(recurring) >= 2:
        return spoken >= _LEAST_SPOKEN or dressed
    if any(label.form == "member" for label in labels) and len(labels) >= 2:
        return True
    if len(labels) == 1 or len(times) == 1:
        return _is_monologue(text, labels, spoken)
    capitals = all(label.form in ("capitals", "letter") or label.dressed for label in labels)
    asked = any(_first_words(text, label).rstrip(_ITALIC).endswith("?") for label in labels)
    return spoken >= _MOSTLY_SPOKEN and (capitals or dressed or bool(recurring) or asked)


def _is_monologue(text: str, labels: Sequence[SpeakerLabel], spoken: float) -> bool:
    """Whether the only label of a text opens somebody's speech."""
    first = labels[0]
    name = first.name.of(text)
    if (first.form not in ("capitals", "member") and not first.dressed) or not (first.colon or first.alone):
        return False
    titled = any(fold(part.strip(".")) in words("speaking_role") for part in name.split())
    return spoken >= _MOSTLY_SPOKEN and (titled or len(labels) > 1 or len(name.split()) > 1)


def _counts(text: str, label: SpeakerLabel, times: Counter[str], surnames: set[str], *, plain: bool) -> bool:
    """Whether a label of an exchange is written as those that come back (`plain`: in small letters), or comes back."""
    name = label.name.of(text)
    if times[short_form(name)] > 1 or label.form in ("letter", "member", "capitals") or label.dressed:
        return True
    parts = name.split()
    role = any(fold(part.strip(".")) in words("speaking_role") for part in parts)
    return role or (plain and (len(parts) > 1 or name in surnames))


def is_spoken(line: str) -> bool:
    """Whether somebody speaks in a line as people speak to one another: "I", "you", a question, outside all marks."""
    return bool(_SPOKEN.search(_QUOTED.sub("", line)))


def _is_followed(text: str, label: SpeakerLabel) -> bool:
    """Whether the words of a label that stands alone begin on the very next line that holds something."""
    line = _LINE.search(text, label.words.end)
    return line is not None and text.count("\n", label.words.end, line.start(1)) <= 2


def _first_words(text: str, label: SpeakerLabel) -> str:
    if not label.alone:
        return label.words.of(text)
    line = _LINE.search(text, label.words.end)
    return line.group(1) if line else ""


# -- what is said in a turn -----------------------------------------------------------------------------------------


def _turn(text: str, label: SpeakerLabel, end: int) -> Turn | None:
    """The turn that a label opens; None where nothing is said in it."""
    lines = list(_continued(text, label.words.end, end, marked=label.marked))
    if label.alone:
        first, lines = lines[:1], lines[1:]
    else:
        first = [_unmarked(text, label.words) if label.marked else label.words]
    if not label.marked:
        lines = _while_spoken(text, lines, last=end == len(text))
    said = [part for line in (*first, *lines) for part in _without_directions(text, line)]
    if not said:
        return None
    return Turn(label.name, label.colon, said[0], tuple(said[1:]), label.marked)


def _continued(text: str, start: int, end: int, *, marked: bool) -> Iterator[Span]:
    """The paragraphs before the next label; of a turn in quotation marks, those that open with one."""
    for line in _LINE.finditer(text, start, end):
        if marked and not _OPENED.match(line.group(1)):
            return
        words_at = _unmarked(text, Span(*line.span(1))) if marked else Span(*line.span(1))
        if words_at.start < words_at.end:
            yield words_at


def _while_spoken(text: str, lines: list[Span], *, last: bool) -> list[Span]:
    """The paragraphs that go on a turn: up to where the text tells a story again.

    What comes after the last label goes on only as far as somebody speaks in it.
    """
    kept, most = 0, _END if last else _STORY
    for number, line in enumerate(lines):
        if _TOLD.search(line.of(text)[:600]) and not is_spoken(line.of(text)):
            break
        if is_spoken(line.of(text)):
            kept = number + 1
        elif number - kept >= most:
            break
    else:
        kept = kept if last else len(lines)
    return lines[:kept]


def _without_directions(text: str, span: Span) -> Iterator[Span]:
    """What is said of a line, without what happens meanwhile, said by nobody: "(Applause.)", "[crosstalk 00:12]"."""
    at, whole = span.start, _BRACKETED.fullmatch(span.of(text).strip(_ITALIC))
    if whole or not any(map(str.isalpha, span.of(text))):
        return
    for match in _BRACKETED.finditer(text, *span):
        if not _is_direction(match.group(1)):
            continue
        yield from _trimmed(text, at, match.start())
        at = match.end()
    yield from _trimmed(text, at, span.end)


def _is_direction(inside: str) -> bool:
    first = re.match(r"[\w-]+", inside)
    few = len(inside.split()) <= 4
    return few and first is not None and fold(first.group()) in words("stage_direction")


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    part = text[start:end]
    start += len(part) - len(part.lstrip(_ITALIC + "\t"))
    end = start + len(text[start:end].rstrip(_ITALIC + "\t"))
    if any(map(str.isalnum, text[start:end])):
        yield Span(start, end)


def _unmarked(text: str, span: Span) -> Span:
    """A span without a quotation mark at its start and one at its end that none inside opens."""
    start, end = span
    start += bool(_OPENED.match(text[start:end]))
    inner = text[start:end]
    closes = inner.endswith(('"', "”")) and inner.count("“") < inner.count("”") + inner.count('"') % 2
    return Span(start, end - closes)


# -- signed quotations ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Signed:
    """A quotation with the name of its speaker after a dash: “We will go.” — Ana Ruiz; or above it."""

    words: Span
    dash: Span | None
    """None where the name stands above."""
    name: Span


def headed(text: str) -> tuple[Signed, ...]:
    """The quotations that fill a line under one that says from whom they are: "From Ana Ruiz, mayor of Narva:"."""
    found = []
    for match in _HEADED.finditer(text):
        start, end = match.start("words"), text.find("\n", match.start("words"))
        said = text[start : len(text) if end < 0 else end].rstrip()
        if said.endswith(("”", '"')):
            found.append(Signed(Span(start, start + len(said)), None, Span(*match.span("name"))))
    return tuple(found)


def signed(text: str) -> tuple[Signed, ...]:
    """The quotations of a text that fill a line and are signed, as letters, reviews and epigraphs are."""
    dashed = [Signed(*(Span(*match.span(group)) for group in (1, 2, 3))) for match in _SIGNED.finditer(text)]
    plain = (Signed(Span(*one.span(1)), None, Span(*one.span(2))) for one in _SIGNED_WITH_OFFICE.finditer(text))
    below = (
        Signed(Span(*one.span(1)), None, Span(one.start("name"), max(one.end("name"), one.end("office"))))
        for one in _SIGNED_BELOW.finditer(text)
        if one["office"] or _is_named_elsewhere(text, one["name"], one.end())
    )
    taken = {one.words.start for one in dashed}
    return (*dashed, *(one for one in (*plain, *below) if one.words.start not in taken))


def _is_named_elsewhere(text: str, name: str, end: int) -> bool:
    """Whether a text names somebody a second time: a link's words ("Read More") it does not."""
    last = name.split()[-1]
    return any(at.start() >= end or at.end() <= end - len(name) for at in re.finditer(rf"\b{re.escape(last)}\b", text))
