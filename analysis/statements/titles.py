"""Quoted words that say nothing: the title of a book or a film, where no word reports it as said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..english.cues import cue_head, cue_table
from ..english.lexicon import words as words_of
from ..reader.parsed import ParsedArticle
from ..report import Span
from .attributions import Attribution

_WORD = re.compile(r"[^\W\d_]\w*(?:['’]\w+)*")
ENDS_AS_SENTENCE = re.compile(r"[.!?,…][\"'’”»]*$")
_LITTLE_WORDS = words_of("little_word")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


def without_titles(parsed: ParsedArticle, found: Iterable[Attribution], headlines: Sequence[Span]) -> list[Attribution]:
    """The attributions but those whose quoted words nothing reports and that read as the title of a work."""
    return [a for a in found if _is_reported(parsed, a) or not _is_title(parsed.text, a, headlines)]


def _is_reported(parsed: ParsedArticle, attribution: Attribution) -> bool:
    """Whether it has a word of speech, a source with a verb of its own, or words outside quotation marks."""
    lemma = attribution.cue_lemma or ""
    known = [cue_table().get((lemma, part), ("", False))[1] for part in ("verb", "noun")]
    head = cue_head(parsed.words(attribution.cue[0])) if attribution.cue else None
    named = bool(attribution.source) and (head is None or head.pos_ not in _NOMINAL)
    return attribution.kind != "direct" or named or any(known)


def _is_title(text: str, attribution: Attribution, headlines: Sequence[Span]) -> bool:
    """Whether the quoted words are the title of a work: capitals in the middle of a text, and no end of a sentence."""
    span = attribution.content[0]
    if len(attribution.content) > 1 or any(section.overlaps(span) for section in headlines):
        return False
    words = [word for word in _WORD.findall(span.of(text)) if word.lower() not in _LITTLE_WORDS]
    if ENDS_AS_SENTENCE.search(span.of(text)) or all(word.isupper() for word in words):
        return False
    return all(word[0].isupper() for word in words)
