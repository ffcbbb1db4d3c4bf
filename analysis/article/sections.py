"""What part of a page each line is: title, byline, caption, body or boilerplate. No character is changed or lost.

Every paragraph is judged alone by its words (`data/boilerplate.csv`), then by its place: the headline stands before the
first sentence, menu lines run before it or after the last one, headlines of other stories follow "Related". In doubt a
paragraph is body: a lost statement is worse than a line too many.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from ..english.lexicon import words
from ..lists import at_import, one_of, pattern, read_list, unique
from ..report import Section, Span, Spans
from .context import dateline
from .paragraphs import fold

LONGEST_DIRT = 700
"""A paragraph with more characters than this is body."""
LONGEST_CAPTION = 80
"""Words."""
LONGEST_CREDIT = 160
"""Characters."""
LONGEST_TITLE = 30
"""Words."""
LONGEST_STOPPED = 14
"""Words of a headline with a full stop."""
MOST_PARAGRAPHS = 20_000
"""A text with more paragraphs than this is a list, no page: all of it is body."""
HEAD = 40
"""The headline is looked for in this many first paragraphs."""

_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_EDGES = " \t\"'“”‘’«»()[]{}<>*#•·|…-–—_=~+.,!»"
_SENTENCE_END = re.compile(r"[.!?…][\"'”’“‘)\]»«›]*$")  # noqa: RUF001
_QUOTE_START = re.compile(r"[\"“”„«‘']|''|``")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|(?:[#@]\w+[\s,]*)+", re.I)
_CODE = re.compile(r"[-\w]+\s*:\s*[^;{}]+;|[-.#@\w\s(),:>]+\{|\}|<[^<>]*>|\[(\w+)\][^\[\]]*\[/\1\]")
_TWEET = re.compile(r"<tweet\b|pic\.twitter\.com/\S+|—\s.{1,60}\(@\w{1,20}\)\s.{0,30}\d{4}$")
_OPEN_QUOTATION = re.compile(r"(?:[\"“”„«]|'')[^\"“”„«»]*[.!?…]$")
_BULLET = re.compile(r"[-–—―•*·]\s*(?!\W)")  # noqa: RUF001
_MENU_BAR = re.compile(r"\s[|›»>•·/]\s|[|›»•·]")
_SPEAKER = re.compile(r"[A-Z][A-Z .'’-]{0,40}:\s")
_DAYS = "|".join(day.capitalize() for day in sorted(words("weekday")))
_TELLS_WHEN = re.compile(rf"\b(?:{_DAYS})\b|\byesterday\b|\b(?:ha[sd]|have)\b")
_BY = re.compile(r"by:?\s", re.I)
_NAMES = re.compile(rf"(?:[^\W\d_a-z][\w.'’-]*|{'|'.join(sorted(words('in_byline'), reverse=True))}|&|[|,/·•])+")
_NUMBER = re.compile(r"\d")
_DATE_WORDS = words("month") | words("month_in_short") | {"ago"}
_DATE = re.compile(r"\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.]\d{2,4}")
_TIME_WORDS = words("weekday") | words("weekday_in_short") | words("time_zone") | words("unit_of_time")
_TIME_WORDS |= words("beside_date")
_TIME = re.compile(r"\d{1,4}(?:st|nd|rd|th)?|\d\d?[:.]\d\d(?:[:.]\d\d)?(?:[ap]m)?|\d\d?[ap]m|[ap]\.?m\.?")
_CREDIT_BRACKET = re.compile(r"[(\[]([^()\[\]]{2,120})[)\]]\.?$")
_AGENCY_SIGN = re.compile(r"/| via | for ")
_MARK_SIGN = re.compile(r":| by | of ")
_COUNTER = re.compile(r"^\d+\s|\s\(?\d+\)?$")
_COPYRIGHT_END = re.compile(r"©\s?[^.©]{2,60}\.?$")


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph and what the rules ask about it."""

    span: Span
    text: str
    """Folded."""
    plain: str
    """In small letters, without marks at its edges."""
    words: int
    is_sentence: bool
    """Whether it ends as a sentence does."""

    @property
    def is_prose(self) -> bool:
        """Whether it can only be running text."""
        return (self.is_sentence and self.words >= 8) or self.words > LONGEST_TITLE


@dataclass(frozen=True, slots=True)
class _Phrase:
    kind: str
    match: str
    text: str
    words: int


def find_sections(text: str, paragraphs: Spans, title: str | None = None) -> tuple[Section, ...]:
    """The sections of the text: they cover it in order, without gap or overlap, each from a line's start."""
    if not 0 < len(paragraphs) <= MOST_PARAGRAPHS:
        return (Section("body", 0, len(text)),) if text else ()
    folded = fold(text)
    lines = [_line(folded, span) for span in paragraphs]
    kinds = [_kind_alone(line) for line in lines]
    _mark_author(lines, kinds)
    head = _find_title(lines, kinds, title)
    _mark_head(lines, kinds, head)
    _mark_repeats(lines, kinds, head, title)
    _mark_lists(lines, kinds)
    _mark_menus(lines, kinds)
    _mark_capitals(lines, kinds, head)
    if "body" not in kinds and "title" not in kinds:
        kinds = ["body"] * len(kinds)
    return _joined(paragraphs, kinds, len(text))


def _line(folded: str, span: Span) -> _Line:
    text = span.of(folded)
    if len(text) > LONGEST_DIRT:
        return _Line(span, text, "", LONGEST_DIRT, True)
    plain = " ".join(text.casefold().replace("’", "'").split()).strip(_EDGES)
    words = len(_WORD.findall(text))
    return _Line(span, text, plain, words, bool(_SENTENCE_END.search(text)))


def _kind_alone(line: _Line) -> str:
    """What the line is by its own words; "body" where they do not tell."""
    if len(line.text) > LONGEST_DIRT:
        return "body"
    if _is_caption(line):
        return "caption"
    if _is_debris(line):
        return "boilerplate"
    if _is_byline(line):
        return "byline"
    phrase = _phrase(line)
    return phrase.kind if phrase else "body"


def _is_debris(line: _Line) -> bool:
    """Addresses, code, tweets as they are embedded, bars of menu entries, lines without a word."""
    if line.words == 0 or not any(map(str.isalpha, line.text)):
        return True
    if _ADDRESS.fullmatch(line.text) or _CODE.fullmatch(line.text) or _TWEET.search(line.text):
        return True
    entries = _MENU_BAR.split(line.text)
    return len(entries) >= 3 and not line.is_sentence and all(len(entry.split()) <= 4 for entry in entries)


def _is_byline(line: _Line) -> bool:
    if _is_date(line):
        return True
    by = _BY.match(line.text)
    if by and 1 <= line.words <= 20 and not line.text.endswith(("?", "!", ":")):
        names = line.text[by.end() :].split()
        return bool(names) and names[0][:1].isupper() and all(map(_NAMES.fullmatch, names)) and line.words <= 16
    return False


def _is_date(line: _Line) -> bool:
    """Whether the line holds a date and nothing else but a name of up to four words before it."""
    if line.words > 14 or not (_NUMBER.search(line.plain) or "ago" in line.plain):
        return False
    words = [word for word in (word.strip(".,:;|/()-–—·•") for word in line.text.split()) if word]
    small = [word.casefold() for word in words]
    dates = [word in _DATE_WORDS or bool(_DATE.fullmatch(word)) for word in small]
    times = [
        date or word in _TIME_WORDS or bool(_TIME.fullmatch(word)) for word, date in zip(small, dates, strict=True)
    ]
    names = times.index(True) if True in times else len(times)
    if not any(dates) or not all(times[names:]) or names > 4:
        return False
    return names == 0 or (
        not line.is_sentence
        and names >= 2
        and len(words) - names >= 3
        and all(word[0].isupper() for word in words[:names])
    )


def _is_caption(line: _Line) -> bool:
    """Whether the line ends in a photographer's or an agency's credit."""
    tail = line.text if len(line.text) <= LONGEST_CREDIT else "\0" + line.text[-LONGEST_CREDIT:]
    if line.plain in _agencies() or (_AGENCY_SIGN.search(tail) and _agency_pattern().search(tail)):
        return True
    if _MARK_SIGN.search(tail) and _mark_pattern().search(tail):
        return True
    if line.words > LONGEST_CAPTION:
        return False
    if "©" in tail and _COPYRIGHT_END.search(tail) and not line.text.startswith("©"):
        return True
    bracket = _CREDIT_BRACKET.search(tail)
    return bool(bracket and _is_credit(bracket))


def _is_credit(bracket: re.Match[str]) -> bool:
    """Whether a bracket at the end is a credit; a lone agency in round brackets signs off a wire story instead."""
    inside = bracket.group(1).casefold()
    parts = [part.strip() for part in re.split(r"[/|]|\bvia\b", inside)]
    agency = any(part in _agencies() for part in parts)
    if "photo" in inside.split() or inside.startswith(("file", "photo", "image")):
        return agency or len(inside.split()) <= 6
    square = bracket.group().startswith("[")
    return agency and (len(parts) > 1 or square)


def _phrase(line: _Line) -> _Phrase | None:
    """The listed phrase that the line is or begins or ends with."""
    whole, starts, ends = _phrases()
    if found := whole.get(_COUNTER.sub("", line.plain).rstrip(":")):
        return found
    first = _WORD.search(line.plain)
    key = line.plain[: first.end()] if first else ""
    for phrase in starts.get(_first_word(line.plain), ()) if key else ():
        if line.words <= phrase.words and _begins(line.plain, phrase.text) and _fits(line, phrase):
            return phrase
    for phrase in ends.get(line.plain.rsplit(" ", 1)[-1], ()):
        if line.words <= phrase.words and _ends(line.plain, phrase) and _fits(line, phrase):
            return phrase
    return None


def _fits(line: _Line, phrase: _Phrase) -> bool:
    """Whether the rest of the line allows the phrase: quoted speech is never dirt, a link is no sentence."""
    if _QUOTE_START.match(line.text):
        return False
    if phrase.match == "link":
        return not line.text.endswith(".")
    if phrase.match == "dated":
        return bool(_NUMBER.search(line.plain) or " ago" in line.plain) and line.words <= 25 and not line.is_prose
    return True


def _begins(plain: str, phrase: str) -> bool:
    if not plain.startswith(phrase):
        return False
    following = plain[len(phrase) : len(phrase) + 1]
    return not following.isalnum() or not phrase[-1].isalpha()


def _ends(plain: str, phrase: _Phrase) -> bool:
    """Whether the line ends with the phrase; a credit stands apart from the sentence before it."""
    before = plain.removesuffix(phrase.text)
    if len(before) == len(plain):
        return False
    apart = not before or before.rstrip().endswith((".", ")", "]", "|", "/", ",", "–", "—", "-", "”", '"'))
    return apart if phrase.kind == "caption" else not before or before.endswith(" ")


def _first_word(plain: str) -> str:
    match = re.match(r"\W*\w*", plain)
    return match.group() if match else ""


def _mark_author(lines: Sequence[_Line], kinds: list[str]) -> None:
    """Marks a name in capitals that stands before everything else."""
    first = next((n for n, kind in enumerate(kinds[:5]) if kind == "body"), None)
    if first is not None and lines[first].words <= 3 and lines[first].text.isupper() and _is_name(lines[first]):
        kinds[first] = "byline"


def _find_title(lines: Sequence[_Line], kinds: list[str], title: str | None) -> int | None:
    """The number of the line that is the headline."""
    if len(lines) < 2:
        return None
    if title:
        wanted = _letters(title)
        for number, line in enumerate(lines[:HEAD]):
            if _letters(line.text[: 2 * len(title) + 10]) == wanted != "":
                return number
    head = next((n for n, line in enumerate(lines[:HEAD]) if kinds[n] == "body" and line.is_prose), None)
    if head is None:
        return _stopped_title(lines, kinds) if len(lines) <= HEAD else None
    candidates = [n for n in range(head) if kinds[n] == "body" and _can_be_title(lines[n])]
    long_enough = [n for n in candidates if lines[n].words >= 4]
    if long_enough:
        return long_enough[0]
    if candidates and lines[candidates[0]].words >= 2 and len(candidates) <= 2:
        return candidates[0]
    return _stopped_title(lines, kinds)


def _can_be_title(line: _Line) -> bool:
    if _BULLET.match(line.text) or _OPEN_QUOTATION.match(line.text):
        return False  # an entry of a list or a line of a dialogue; the first paragraph of a longer quotation
    if not _initial(line.text).isupper() or line.words > LONGEST_TITLE or _SPEAKER.match(line.text):
        return False
    return not line.text.endswith((".", ":", ",")) or (line.words < 8 and line.text.endswith("."))


def _initial(text: str) -> str:
    """The first letter or digit (which counts as a capital), or ""."""
    first = next((sign for sign in text if sign.isalnum()), "")
    return "X" if first and not first.islower() else first


def _stopped_title(lines: Sequence[_Line], kinds: Sequence[str]) -> int | None:
    """The first line where it is a headline that ends in a full stop.

    It is one short sentence, and it is in title case, or stands before a dateline, or is told again by what follows.
    """
    number = next((n for n in range(min(3, len(lines) - 1)) if kinds[n] == "body"), None)
    if number is None:
        return None
    line, below = lines[number], [line.text for line in lines[number + 1 : number + 5]]
    if (
        line.words > LONGEST_TITLE
        or dateline(line.text, 0) is not None
        or re.search(r"[a-z]{2}[.!?] ", line.text)
        or _initial(line.text) != "X"
    ):
        return None
    long_words = [word for word in _WORD.findall(line.text) if len(word) >= 4]
    capitals = sum(word[0].isupper() for word in long_words[1:])
    in_title_case = len(long_words) > 3 and capitals >= 0.7 * (len(long_words) - 1)
    if in_title_case or dateline(below[0], 0) is not None:
        return number
    if line.words > LONGEST_STOPPED or _TELLS_WHEN.search(line.text):
        return None
    told = _stems(long_words) & _stems(_WORD.findall(" ".join(below)))
    return number if len(told) >= 3 and len(told) >= 0.5 * len(_stems(long_words)) else None


def _stems(words: Iterable[str]) -> set[str]:
    """The first four letters of the words that are not short."""
    return {word[:4].casefold() for word in words if len(word) >= 4}


def _mark_head(lines: Sequence[_Line], kinds: list[str], head: int | None) -> None:
    """Marks the title, what stands before it, and a name that stands right after it."""
    if head is None:
        return
    kinds[head] = "title"
    for number in range(head):
        if kinds[number] == "body" and not lines[number].is_prose:
            kinds[number] = "boilerplate"
    after = next((n for n in range(head + 1, min(head + 6, len(lines) - 1)) if kinds[n] == "body"), None)
    if after is not None and _is_name(lines[after]):
        kinds[after] = "byline"


def _is_name(line: _Line) -> bool:
    """Whether the line is two to four capitalised words and nothing else."""
    words = line.text.split()
    named = all(word[0].isupper() and re.sub("[-'’.]", "", word).isalpha() for word in words)
    return 2 <= len(words) <= 4 and named and not line.is_sentence


def _mark_repeats(lines: Sequence[_Line], kinds: list[str], head: int | None, title: str | None) -> None:
    """Marks lines that say the headline again."""
    titles = {_letters(lines[head].text)} if head is not None else set()
    titles |= {_letters(title)} if title else set()
    for number, line in enumerate(lines):
        if number == head or kinds[number] != "body" or line.words > LONGEST_TITLE + 6:
            continue
        name = re.split(r"\s[|–—-]\s", line.text)[0]
        if titles & {_letters(line.text), _letters(name)}:
            kinds[number] = "boilerplate"


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text.casefold().replace("’", "'")))


def _mark_lists(lines: Sequence[_Line], kinds: list[str]) -> None:
    """Marks the headlines under "Related stories" and its like."""
    whole = _phrases()[0]
    left = 0
    for number, line in enumerate(lines):
        found = whole.get(line.plain.rstrip(":"))
        if found and found.match == "list" and kinds[number] == "boilerplate":
            left = 12
        elif left and kinds[number] == "body" and _is_headline(line):
            kinds[number] = "boilerplate"
            left -= 1
        elif kinds[number] in ("body", "title"):
            left = 0


def _is_headline(line: _Line) -> bool:
    """Whether the line could be the headline of another story."""
    ends = line.is_sentence and not line.text.endswith("?")
    return not ends and line.words <= LONGEST_TITLE and not _SPEAKER.match(line.text)


def _mark_menus(lines: Sequence[_Line], kinds: list[str]) -> None:
    """Marks short lines between dirt, and runs of them before the first sentence or after the last one."""
    for number in range(1, len(lines) - 1):
        between = kinds[number - 1] == "boilerplate" and kinds[number + 1] == "boilerplate"
        if between and kinds[number] == "body" and _is_entry(lines[number]):
            kinds[number] = "boilerplate"
    prose = [n for n, line in enumerate(lines) if kinds[n] == "body" and (line.is_prose or line.is_sentence)]
    if not prose:
        return
    for run in (range(prose[0]), range(prose[-1] + 1, len(lines))):
        entries = [n for n in run if kinds[n] == "body" and _is_entry(lines[n])]
        dirt = sum(kinds[n] == "boilerplate" for n in run)
        if len(entries) >= 3 or (entries and dirt >= 2):
            for number in entries:
                kinds[number] = "boilerplate"


def _is_entry(line: _Line) -> bool:
    """Whether the line could be an entry of a menu."""
    return line.words <= 4 and not re.search(r"[.,:;!?\"“”]", line.text) and not line.text[:1].isdigit()


def _mark_capitals(lines: Sequence[_Line], kinds: list[str], head: int | None) -> None:
    """Marks links to other stories that stand in capitals between sentences."""
    capitals = [n for n, line in enumerate(lines) if kinds[n] == "body" and line.text.isupper()]
    if len(capitals) > 0.3 * len(lines):
        return
    for number in capitals:
        line = lines[number]
        could_be_speech = line.is_sentence or ":" in line.text or _QUOTE_START.match(line.text)
        if line.words >= 5 and not could_be_speech and not (head is None and number == 0):
            kinds[number] = "boilerplate"


def _joined(paragraphs: Spans, kinds: Iterable[str], end: int) -> tuple[Section, ...]:
    """One section for each run of paragraphs of one kind; the blanks after a paragraph belong to it."""
    starts = [0, *(span.start for span in paragraphs[1:]), end]
    found: list[Section] = []
    for kind, (start, stop) in zip(kinds, pairwise(starts), strict=True):
        if found and found[-1].kind == kind:
            found[-1] = Section(kind, found[-1].start, stop)
        else:
            found.append(Section(kind, start, stop))
    return tuple(found)


@at_import
def _rows() -> tuple[_Phrase, ...]:
    columns = {
        "kind": one_of("boilerplate", "byline", "caption", is_key=True),
        "match": one_of("line", "list", "start", "end", "link", "dated", "mark", "agency", is_key=True),
        "phrase": unique(),
        "words": pattern(r"\d+|", "the most words of such a line, or nothing"),
    }
    rows = read_list(Path(__file__).parent / "data" / "boilerplate.csv", columns)
    return tuple(_Phrase(row["kind"], row["match"], row["phrase"], int(row["words"] or LONGEST_DIRT)) for row in rows)


@cache
def _phrases() -> tuple[dict[str, _Phrase], dict[str, list[_Phrase]], dict[str, list[_Phrase]]]:
    """The phrases that are a whole line, that begin one (by first word), that end one (by last word)."""
    whole: dict[str, _Phrase] = {}
    starts: dict[str, list[_Phrase]] = {}
    ends: dict[str, list[_Phrase]] = {}
    for phrase in _rows():
        if phrase.match in ("line", "list"):
            # A list may stand under a phrase that is a label elsewhere: the list wins.
            if phrase.match == "list" or phrase.text not in whole:
                whole[phrase.text.strip(_EDGES).rstrip(":")] = phrase
        elif phrase.match in ("start", "link", "dated"):
            starts.setdefault(_first_word(phrase.text.strip(_EDGES[:1])), []).append(phrase)
        elif phrase.match == "end":
            ends.setdefault(phrase.text.rsplit(" ", 1)[-1], []).append(phrase)
    return whole, starts, ends


@cache
def _agencies() -> frozenset[str]:
    return frozenset(phrase.text for phrase in _rows() if phrase.match == "agency")


@cache
def _agency_pattern() -> re.Pattern[str]:
    """The end of a line that reads "Agency/Jane Doe", "Jane Doe/Agency", "via Agency"."""
    names = "|".join(re.escape(name) for name in sorted(_agencies(), key=len, reverse=True))
    agency = rf"(?i:{names})(?:\s(?i:photo|file|images?))?"
    person = r"[A-Z][\w.'’-]+(?:\s[\w.'’-]+){1,3}"
    end = r"(?:/(?i:pool|handout|file|file\sphoto))*[)\]]?(?:,\s(?i:file))?\.?$"
    return re.compile(
        rf"(?:^|[\s(\[])(?:{agency})\s?/\s?{person}{end}|{person}\s?/\s?(?:{agency}){end}"
        rf"|^(?:{person}|(?:{agency}))\s?/\s?(?:{agency}){end}|[A-Z]\S*\s(?:via|for)\s(?:{agency}){end}"
    )


@cache
def _mark_pattern() -> re.Pattern[str]:
    """A credit mark ("Photo:", "Photo by") at the start or after a sentence, with at most eight words to the end."""
    marks = "|".join(re.escape(phrase.text) for phrase in _rows() if phrase.match == "mark")
    return re.compile(rf"(?:^|[.!?)\]\"”|([–—-])\s?(?i:{marks})\s?\S+(?:\s+\S+){{0,7}}\s?$")
