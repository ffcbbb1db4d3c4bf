"""What a speaker adds in a clause of its own: "said the embassy was hit, denouncing it as a crime" is two statements.

The encoder takes such a clause for a part of what is said. That it judges what was said ("it", "this") or quotes tells
that it is not: the writer reports one more remark of the same speaker.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from ..article.quotations import touching
from ..english.cues import cue_table, known_lemma
from ..report import Span
from .fragments import Fragment
from .links import Marked

_JUDGING = frozenset({"criticise", "praise", "accuse", "blame", "warn", "demand"})
_THAT = frozenset({"it", "this", "that", "them"})
_AS_WHAT = frozenset({"as", "a", "an", "the"})
_COMMA = re.compile(r"\s*,\s*$")


def with_remarks(fragments: Sequence[Fragment], marked: Marked) -> list[Fragment]:
    """The fragments; one that holds a remark in a clause of its own is cut before it."""
    cut: list[Fragment] = []
    for fragment in fragments:
        verb = _remark(fragment, marked)
        cut += [fragment] if verb is None else _parts(fragment, verb, marked)
    return cut


def _remark(fragment: Fragment, marked: Marked) -> Token | None:
    """The verb of a remark: after a comma and outside quotation marks, a word of speech in -ing that judges."""
    if fragment.cue is None or fragment.source is None or fragment.span.start < fragment.cue.end:
        return None
    for token in marked.parsed.words(fragment.span)[2:]:
        adds = token.tag_ == "VBG" and marked.doc[token.i - 1].text == "," and not marked.parsed.is_quoted(token.i)
        if adds and _judges(token, fragment, marked):
            return token
    return None


def _judges(verb: Token, fragment: Fragment, marked: Marked) -> bool:
    """Whether it judges what was said, or quotes a judgement."""
    act, is_speech = cue_table().get((known_lemma(verb), "verb"), ("", False))
    rest = Span(verb.idx + len(verb), fragment.span.end)
    following = [token.lower_ for token in marked.parsed.words(rest) if not token.is_punct][:2]
    if not is_speech or len(following) < 2:
        return False
    of_what_was_said = following[0] in _THAT and following[1] in _AS_WHAT
    return of_what_was_said or (act in _JUDGING and any(True for _ in touching(marked.quoted, rest)))


def _parts(fragment: Fragment, verb: Token, marked: Marked) -> list[Fragment]:
    """What is said, and the remark under its own cue."""
    comma = _COMMA.search(marked.text, fragment.span.start, verb.idx)
    said = Span(fragment.span.start, comma.start() if comma else verb.idx)
    cue = Span(verb.idx, verb.idx + len(verb))
    remark = Span(verb.idx + len(verb) + 1, fragment.span.end)
    if not said.end > said.start:
        return [fragment]
    return [replace(fragment, span=said), replace(fragment, span=remark, cue=cue)]
