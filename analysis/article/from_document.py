"""What the child process says of a document as an `Article`: its pieces in one text, each with its role.

Pieces that the document itself marks (headline, caption, byline, what stands beside the article) keep that role; the
others are judged by their words, as a pasted text is, without the rest of the page between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..report import Article, ArticleError, Found, Section, SectionKind, Span
from .read_text import article_id, read_article

_ROLES: dict[str, SectionKind | None] = {
    "text": None, "title": "title", "caption": "caption", "byline": "byline", "rest": "boilerplate",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Placed:
    role: SectionKind | None
    span: Span
    """In the whole text, with the blanks that follow."""
    judged: Span | None
    """In the text that is judged by its words; None where it stands beside that text."""


def article_of(answer: Mapping[str, Any], id: str | None) -> Article | None:
    """The article of a document; None where it holds no text."""
    pieces = [(_ROLES[kind], text) for kind, text in answer["pieces"] if text.strip()]
    if all(role == "boilerplate" for role, _ in pieces):
        pieces = [(None, text) for _, text in pieces]
    if not pieces:
        return None
    joint, about = answer["joint"], answer["about"]
    text = joint.join(text for _, text in pieces)
    placed = list(_placed(pieces, joint))
    judged = "".join(text[p.span.start : p.span.end] for p in placed if p.judged is not None)
    fields = {name: about.get(name) for name in ("title", "outlet", "published", "url")}
    article = _read(judged, text, id, fields)
    sections = tuple(_merged(_sections(article.sections, placed)))
    headline = next((section.span.of(text).strip() for section in sections if section.kind == "title"), None)
    told = tuple(Found(name, value, "page") for name, value in fields.items() if value and name in _FOUND)
    known = {found.field for found in told}
    return replace(
        article,
        id=id or article_id(text),
        text=text,
        title=article.title if fields["title"] else headline or article.title,
        sections=sections,
        notes=(*answer["notes"], *article.notes),
        found=(*told, *(found for found in article.found if found.field not in known)),
    )


_FOUND = ("outlet", "published")


def read_again(kept: Article) -> Article:
    """An article that was kept, described anew; what its file alone could tell of it stays as it is."""
    about = {"title": kept.title, "outlet": kept.outlet or "", "published": kept.published or "", "url": kept.url}
    article = read_article(kept.text, id=kept.id, **about)
    if kept.given_form == "text":
        return replace(article, found=kept.found)
    return replace(article, given_form=kept.given_form, found=kept.found, sections=kept.sections or article.sections)


def _read(judged: str, text: str, id: str | None, fields: dict[str, str | None]) -> Article:
    """The text that is judged by its words, read; where there is none in it, the whole."""
    try:
        return read_article(judged, id=id, **fields)
    except ArticleError:
        return read_article(text, id=id, **fields)


def _placed(pieces: Sequence[tuple[SectionKind | None, str]], joint: str) -> Iterator[_Placed]:
    at = judged = 0
    for number, (role, text) in enumerate(pieces, start=1):
        length = len(text) + (len(joint) if number < len(pieces) else 0)
        span = Span(at, at + length)
        beside = role not in (None, "title")
        yield _Placed(role, span, None if beside else Span(judged, judged + length))
        at += length
        judged += 0 if beside else length


def _sections(judged: Sequence[Section], placed: Iterable[_Placed]) -> Iterator[Section]:
    """The roles that the document gives, and between them those by the words."""
    waiting = 0
    for piece in placed:
        if piece.role is not None or piece.judged is None:
            yield Section(piece.role or "body", *piece.span)
            continue
        shift = piece.span.start - piece.judged.start
        while waiting < len(judged) and judged[waiting].end <= piece.judged.start:
            waiting += 1
        for section in judged[waiting:]:
            if section.start >= piece.judged.end:
                break
            start, end = max(section.start, piece.judged.start), min(section.end, piece.judged.end)
            yield Section(section.kind, start + shift, end + shift)


def _merged(sections: Iterable[Section]) -> Iterator[Section]:
    """Neighbours of one kind as one section."""
    last: Section | None = None
    for section in sections:
        if last is not None and last.kind == section.kind:
            last = Section(last.kind, last.start, section.end)
            continue
        if last is not None:
            yield last
        last = section
    if last is not None:
        yield last
