"""Raw text in, `Article` out: checked, described, divided into sections, and not one character changed.

A text that cannot be read raises `ArticleError` with a sentence that says what to do. What a reader should know but
can live with (another language, control characters) is a note of the article.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from datetime import date

from ..report import Article, ArticleError, Report, Section
from .clean_copy import CleanCopy, clean_copy, given_sections
from .doubts import doubt_notes
from .language import guess_language, language_names
from .origin import find_origin
from .paragraphs import one_line, paragraphs
from .sections import find_sections
from .stories import story_starts

MAX_CHARACTERS = 1_000_000
LONGEST_LABEL = 300
"""A title, outlet or address longer than this many characters is cut."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_PAGE_START = re.compile(
    r"\s*(?:<\?xml[^<>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_CODE_LINE = re.compile(
    r"[{};]$|^(?:import|from|def|class|function|const|let|var|return|if|for|while|#include)\b.*[:({;]$"
)


def read_article(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    url: str | None = None,
) -> Article:
    """The article that the text holds; raises `ArticleError` where there is nothing to read.

    An outlet or day that is not given is taken from its dateline or byline; an empty one is known to be none.
    """
    text = _checked(text)
    copy = _read(text)
    notes = _notes(text, copy)
    title = _label(title)
    lines = paragraphs(copy.text)
    sections = find_sections(copy.text, lines, title)
    body = body_of(copy.text, sections)
    language = guess_language(body)
    day = _day(published)
    if published and day is None:
        notes.append(f"The date “{_label(published)}” is not of the form 2023-03-01, so it was left out.")
    address = _address(url)
    if url and address is None:
        notes.append("The address of the article does not begin with http:// or https://, so it was left out.")
    origin = {one.field: one for one in find_origin(copy.text, lines, sections)}
    outlet = _label(origin["outlet"].value if outlet is None and "outlet" in origin else outlet)
    day = origin["published"].value if published is None and "published" in origin else day
    told = {"outlet": outlet, "published": day}
    article = Article(
        id=_label(id) or article_id(text),
        text=text,
        title=title or _found_title(copy.text, sections),
        outlet=outlet,
        published=day,
        url=address,
        language=language,
        sections=given_sections(sections, copy, len(text)),
        notes=(*notes, *_language_notes(language), *doubt_notes(body, language)),
        found=tuple(one for name, one in origin.items() if told[name] == one.value),
    )
    return replace(article, notes=(*_story_notes(article), *article.notes))


def stories_of(report: Report) -> tuple[Article, ...]:
    """Each story of a text that holds several, an article of its own from the same outlet and day; none of one alone.

    Together their texts are the whole text, so nothing is lost: a piece without a word goes with the story before it.
    What one dateline or byline says is of its own story alone.
    """
    starts = [0, *(start for start in story_starts(report) if start)]
    if len(starts) < 2:
        return ()
    pieces: list[str] = []
    for start, end in zip(starts, [*starts[1:], len(report.text)], strict=True):
        piece = report.text[start:end]
        if pieces and not any(map(str.isalpha, piece)):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    own = {one.field for one in report.found if one.where in ("dateline", "byline")}
    outlet = None if "outlet" in own else report.outlet
    published = None if "published" in own else report.published
    return tuple(read_article(piece, outlet=outlet, published=published, url=report.url) for piece in pieces)


def article_id(text: str) -> str:
    """The name of an article that has none: the same for the same text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def _checked(text: object) -> str:
    if not isinstance(text, str):
        raise ArticleError(f"An article is text, but this is {type(text).__name__}: decode it first, or use read_file.")
    if len(text) > MAX_CHARACTERS:
        raise ArticleError(
            f"This text has {len(text):,} characters; the limit is {MAX_CHARACTERS:,}. "
            "Split it into single articles and read them one by one."
        )
    text = _SURROGATE.sub("\ufffd", text)
    if not one_line(text):
        raise ArticleError("There is no text here: paste an article, pick a sample or upload a file.")
    if not any(map(str.isalpha, text)):
        raise ArticleError("There are no words here, only signs or numbers: paste the text of an article.")
    if _PAGE_START.match(text):
        raise ArticleError(
            "This is the source code of a web page: save it as an .html file and upload that, "
            "or copy the article from the page as the browser shows it."
        )
    if _is_json(text):
        raise ArticleError("This is JSON data, not an article: paste the text that one of its fields holds.")
    return text


def _read(text: str) -> CleanCopy:
    """The text as the engine reads it."""
    copy = clean_copy(text)
    if not any(map(str.isalpha, copy.text)):
        raise ArticleError("There are no words here, only the marks of a web page: paste the text of an article.")
    return copy


def _is_json(text: str) -> bool:
    if text.lstrip()[:1] not in ("{", "["):
        return False
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        # Not JSON, or nested so deep that no article can be in it: read as text.
        return False


def _notes(text: str, copy: CleanCopy) -> list[str]:
    notes = []
    if lost := text.count("\ufffd"):
        notes.append(f"{_count(lost, 'character')} of the text could not be decoded and appear as “\ufffd”.")
    if controls := len(_CONTROL.findall(text)):
        notes.append(f"The text holds {_count(controls, 'control character')}, read as blanks.")
    if copy.was_html:
        notes.append("The text holds HTML tags; it is read without them, and they are shown as text.")
    if copy.was_decoded:
        notes.append(
            "Letters of the text were decoded wrongly; they are read as they were meant, and shown as they are."
        )
    if _is_code(text):
        notes.append("This looks like program code or a log rather than an article: little will be found in it.")
    return notes


def _story_notes(article: Article) -> tuple[str, ...]:
    more = sum(1 for _ in story_starts(article))
    if not more:
        return ()
    told = f"This text seems to hold {1 + more} stories. "
    return (told + "Each is read for itself; read them apart to count them apart.",)


def _is_code(text: str) -> bool:
    lines = [line.strip() for line in text[:100_000].splitlines() if line.strip()]
    return len(lines) >= 5 and sum(bool(_CODE_LINE.search(line)) for line in lines) > 0.5 * len(lines)


def _language_notes(language: str) -> tuple[str, ...]:
    if language == "en":
        return ()
    if language == "und":
        return ("The language of this text is not clear; only English is read well.",)
    name = language_names()[language]
    return (f"This text seems to be in {name}. Only English is read well: use a translation, and trust little here.",)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _label(value: str | None) -> str | None:
    """A short text in one line, or None."""
    if value is None:
        return None
    return one_line(_SURROGATE.sub("\ufffd", str(value)))[:LONGEST_LABEL].strip() or None


def _day(value: str | None) -> str | None:
    """The ISO 8601 date at the beginning of a date or time."""
    value = _label(value)
    if value is None:
        return None
    try:
        return date.fromisoformat(value[:10]).isoformat()
    except ValueError:
        return None


def _address(value: str | None) -> str | None:
    value = _label(value)
    return value if value and re.match(r"https?://[^\s/]", value, re.I) else None


def body_of(text: str, sections: tuple[Section, ...]) -> str:
    """What the language of a text is judged by: the body, or all of it where there is none."""
    body = "\n".join(section.span.of(text) for section in sections if section.kind == "body")
    return body or text


def _found_title(text: str, sections: tuple[Section, ...]) -> str | None:
    span = next((section.span for section in sections if section.kind == "title"), None)
    return None if span is None else _label(span.of(text).strip().strip("#*").removesuffix(";"))
