"""Stretches of a text by its tokens: a noun phrase, a content without a piece of it, a span without its commas."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from ..report import Span, Spans

_WORD = re.compile(r"\w+")


def without(text: str, content: Spans, gone: Span) -> Spans:
    """The content without a stretch in it."""
    kept = []
    for span in content:
        parts = [span]
        if span.overlaps(gone):
            parts = [Span(span.start, min(gone.start, span.end)), Span(max(gone.end, span.start), span.end)]
        cut = [trimmed(text, part) if part != span else part for part in parts if part.start < part.end]
        kept += [part for part in cut if _WORD.search(text, *part)]
    return tuple(kept)


def trimmed(text: str, span: Span) -> Span:
    """Without blanks and commas at its ends."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in ",;:—–-"):  # noqa: RUF001
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:—–-"):  # noqa: RUF001
        end -= 1
    return Span(start, end)


def phrase(doc: Doc, head: Token, edge: int, *, after: bool = False) -> Span:
    """A noun phrase before the token `edge`, or from there on, without the clauses that go on from it."""
    own = [token.i for token in head.subtree if (token.i >= edge if after else token.i < edge)]
    start, end = own[0], own[-1] + 1
    clause = next((child.left_edge.i for child in head.children if child.dep_ in ("relcl", "acl")), end)
    return span_of(doc, start, without_end(doc, start, max(head.i + 1, min(end, clause))))


def without_end(doc: Doc, start: int, end: int) -> int:
    """The end without blanks and punctuation."""
    while end > start + 1 and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return end


def span_of(doc: Doc, start: int, end: int) -> Span:
    """Where the tokens from `start` to before `end` stand."""
    return Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
