"""What a line is by its own words: caption, byline, boilerplate, or text, which may still be anything by its place."""

from __future__ import annotations

import re

from ..english.lexicon import words as words_of
from ..report import SectionKind
from .listed_phrases import (
    ListedPhrase,
    agencies,
    agency_pattern,
    first_word,
    heads_a_list,
    held_phrases,
    mark_pattern,
    phrases,
)
from .page_lines import LONGEST_DIRT, QUOTE_START, WORD, Line

LONGEST_CAPTION = 80
"""Words."""
LONGEST_CREDIT = 160
"""Characters."""
_A_LIST = ListedPhrase("boilerplate", "list", "", LONGEST_DIRT)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|(?:[#@]\w+[\s,]*)+", re.I)
_CODE = re.compile(r"[-\w]+\s*:\s*[^;{}]+;|[-.#@\w\s(),:>]+\{|\}|<[^<>]*>|\[(\w+)\][^\[\]]*\[/\1\]")
_TWEET = re.compile(r"<tweet\b|pic\.twitter\.com/\S+|—\s.{1,60}\(@\w{1,20}\)\s.{0,30}\d{4}$")
_MENU_BAR = re.compile(r"\s[|›»>•·/]\s|[|›»•·]")
_MADE = "|".join(sorted(words_of("made_by")))
_BY = re.compile(rf"(?:(?:{_MADE})\s)?(?:by:?|(?<=\w):)\s", re.I)
_JOB = "|".join(sorted(words_of("news_job")))
_WITH_JOB = re.compile(
    rf"(?:[A-Z][\w.'’-]*\s){{1,3}}[A-Z][\w.'’-]*(?:,\s|\s?[|/–—-]\s?|\s)(?:[A-Z][\w&’'-]*\s){{0,3}}(?i:{_JOB})"  # noqa: RUF001
    r"(?:\sin(?:\s[A-Z][\w.’'-]*){1,3})?"
)
_QUOTES = re.compile(r"[\"“”]")
_YOU = re.compile(r"\b(?:you|your|us|we|our)\b", re.I)
_NAMES = re.compile(rf"(?:[^\W\d_a-z][\w.'’-]*|{'|'.join(sorted(words_of('in_byline'), reverse=True))}|&|[|,/·•])+")
_NUMBER = re.compile(r"\d")
_DATE_WORDS = words_of("month") | words_of("month_in_short") | {"ago"}
_DATE = re.compile(r"\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.]\d{2,4}")
_TIME_WORDS = words_of("weekday") | words_of("weekday_in_short") | words_of("time_zone") | words_of("unit_of_time")
_TIME_WORDS |= words_of("beside_date")
_TIME = re.compile(
    r"\d{1,4}(?:st|nd|rd|th|h|m|d|min|hrs?)?|\d\d?[:.]\d\d(?:[:.]\d\d)?(?:[ap]m)?|\d\d?[ap]m|[ap]\.?m\.?"
)
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d")
_CREDIT_BRACKET = re.compile(r"[(\[]([^()\[\]]{2,120})[)\]]\.?$")
_AGENCY_SIGN = re.compile(r"[/|]| via | for ")
_MARK_SIGN = re.compile(r"[:/|©-]| by | of | from | via | courtesy | copyright |by ", re.I)
_COUNTER = re.compile(r"^\d+\s|\s\(?\d+\)?$")
_COMMENTS_ON = re.compile(r"(?:one|\d{1,5}) (?:thought|comment|response|repl(?:y|ie))s? (?:on|to) [\"“”‘'«]", re.I)  # noqa: RUF001
"""The head that blogs set over the comments on an article: "3 thoughts on “Its title”"."""
_COPYRIGHT_END = re.compile(r"©\s?[^.©]{2,60}\.?$")


def kind_alone(line: Line) -> SectionKind:
    """What the line is by its own words; "body" where they do not tell."""
    if len(line.text) > LONGEST_DIRT:
        return "body"
    if _is_caption(line):
        return "caption"
    if _CLOCK.fullmatch(line.text):
        return "byline"
    if _is_debris(line):
        return "boilerplate"
    if _is_byline(line):
        return "byline"
    phrase = _listed(line)
    return phrase.kind if phrase else "body"


def _is_debris(line: Line) -> bool:
    """Addresses, code, tweets as they are embedded, bars of menu entries, lines without a word."""
    if line.words == 0 or not any(map(str.isalpha, line.text)):
        return True
    if (
        _COMMENTS_ON.match(line.text)
        or _ADDRESS.fullmatch(line.text)
        or _CODE.fullmatch(line.text)
        or _TWEET.search(line.text)
    ):
        return True
    entries = _MENU_BAR.split(line.text)
    return len(entries) >= 3 and not line.is_sentence and all(len(entry.split()) <= 4 for entry in entries)


def _is_byline(line: Line) -> bool:
    if _is_date(line):
        return True
    if line.words <= 12 and _WITH_JOB.fullmatch(line.text):
        return True
    by = _BY.match(line.text)
    if by and 1 <= line.words <= 20 and not line.text.endswith(("?", "!", ":")):
        names = line.text[by.end() :].split()
        return bool(names) and names[0][:1].isupper() and all(map(_NAMES.fullmatch, names)) and line.words <= 16
    return False


def _is_date(line: Line) -> bool:
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


def _is_caption(line: Line) -> bool:
    """Whether the line ends in a photographer's or an agency's credit."""
    tail = line.text if len(line.text) <= LONGEST_CREDIT else "\0" + line.text[-LONGEST_CREDIT:]
    if line.plain in agencies() or (_AGENCY_SIGN.search(tail) and agency_pattern().search(tail)):
        return True
    if _MARK_SIGN.search(tail) and mark_pattern().search(tail):
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
    agency = any(part in agencies() for part in parts)
    if "photo" in inside.split() or inside.startswith(("file", "photo", "image")):
        return agency or len(inside.split()) <= 6
    square = bracket.group().startswith("[")
    return agency and (len(parts) > 1 or square)


def _listed(line: Line) -> ListedPhrase | None:
    """The listed phrase that the line is or begins or ends with."""
    whole, starts, ends = phrases()
    plain = _COUNTER.sub("", line.plain).rstrip(":")
    if found := whole.get(plain):
        return found
    if heads_a_list(plain):
        return _A_LIST
    first = WORD.search(line.plain)
    key = line.plain[: first.end()] if first else ""
    for phrase in starts.get(first_word(line.plain), ()) if key else ():
        if line.words <= phrase.words and _begins(line.plain, phrase.text) and _fits(line, phrase):
            return phrase
    for phrase in ends.get(line.plain.rsplit(" ", 1)[-1], ()):
        if line.words <= phrase.words and _ends(line.plain, phrase) and _fits(line, phrase):
            return phrase
    return _held(line)


def _held(line: Line) -> ListedPhrase | None:
    """The phrase that marks a line wherever it stands: the page speaks to its reader, and quotes nobody."""
    if _QUOTES.search(line.text) or not _YOU.search(line.text):
        return None
    return next((p for p in held_phrases() if line.words <= p.words and f" {p.text}" in f" {line.plain}"), None)


def _fits(line: Line, phrase: ListedPhrase) -> bool:
    """Whether the rest of the line allows the phrase: quoted speech is never dirt, a link is no sentence."""
    if QUOTE_START.match(line.text):
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


def _ends(plain: str, phrase: ListedPhrase) -> bool:
    """Whether the line ends with the phrase; a credit stands apart from the sentence before it."""
    before = plain.removesuffix(phrase.text)
    if len(before) == len(plain):
        return False
    apart = not before or before.rstrip().endswith((".", ")", "]", "|", "/", ",", "–", "—", "-", "”", '"'))
    return apart if phrase.kind == "caption" else not before or before.endswith(" ")
