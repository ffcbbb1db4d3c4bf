"""Which words of a phrase are an office: not a headline's subject and verb, no adjective of manner or looks."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc

from ..english.lexicon import fold, words
from ..english.noun_phrases import text_of

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_VERB_FORMS = frozenset({"NN", "NNS", "NNP", "NNPS", "VB", "VBN"})
"""Tags that a reader gives a headline's verb which it takes for a noun."""
_OUT_OF_OFFICE = frozenset({"former", "ex", "ex-"})


def office_begins(doc: Doc, start: int, noun: int, countries_at: Mapping[int, str]) -> int:
    """Where the office of a noun begins in the phrase that begins at `start`."""
    begin = _after_headlines_verb(doc, start, noun, countries_at)
    while begin < noun and fold(doc[begin].text) in words("article"):
        begin += 1
    return begin


def office_text(doc: Doc, begin: int, noun: int, stop: int) -> str:
    """An office as it is told: without "outspoken", "stone-faced" where it begins, or after whose it is."""
    owner = next((i + 1 for i in range(noun - 1, begin, -1) if doc[i].tag_ == "POS"), begin)
    after = _after_manner(doc, owner, noun)
    if after == owner:
        return text_of(doc, begin, stop)
    return f"{text_of(doc, begin, owner)} {text_of(doc, after, stop)}".strip()


def _after_manner(doc: Doc, start: int, noun: int) -> int:
    """Where what is told of how somebody is or looks ends, and his office begins."""
    at = start
    while at < noun:
        hyphen = at + 2 < noun and doc[at + 1].text == "-" and not doc[at].whitespace_
        if hyphen and fold(doc[at + 2].text) in words("of_manner_after_hyphen"):
            at += 3
        elif _is_of_manner(fold(doc[at].text)):
            at += 1
        else:
            break
    return at


def _is_of_manner(word: str) -> bool:
    return word in words("of_manner") or ("-" in word and word.rsplit("-")[-1] in words("of_manner_after_hyphen"))


def _after_headlines_verb(doc: Doc, start: int, noun: int, countries_at: Mapping[int, str]) -> int:
    """Where an office begins in a headline whose verb reads as a noun: "US sanctions | Iranian minister Ana Ruiz"."""
    if noun - start < 2 or not _opens_line(doc, start) or _has_verb(doc, start):
        return start
    for i in range(start + 1, noun):
        token, after = doc[i], doc[i + 1]
        if token.ent_type_ == "ORG" or token.tag_ not in _VERB_FORMS:
            continue
        opens = fold(after.text) in _OUT_OF_OFFICE or (after.tag_ == "JJ" and after.i in countries_at)
        if fold(token.text) in words("headline_verb") or (opens and fold(token.text).endswith("s")):
            return i + 1
    return start


def _opens_line(doc: Doc, i: int) -> bool:
    return i == 0 or "\n" in doc[i - 1].text_with_ws


def _has_verb(doc: Doc, i: int) -> bool:
    """Whether the line that begins at a token has a verb by its tag; "to quit" is a headline's, too."""
    for token in doc[i:]:
        if token.tag_ in _FINITE or (token.tag_ == "VB" and token.i and doc[token.i - 1].tag_ == "TO"):
            return True
        if "\n" in token.text_with_ws:
            break
    return False
