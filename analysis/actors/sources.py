"""Where the source of each statement stands: its tokens, its head, and the words that it encloses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from spacy.attrs import IS_BRACKET, IS_QUOTE, IS_SPACE  # type: ignore[import-not-found]
from spacy.tokens import Doc

from ..english.lexicon import fold, roles, words
from ..english.noun_phrases import STOPS, is_noun, looks_like_person, source_head
from ..reader.capitals import is_written_in_capitals
from ..reader.parsed import ParsedArticle
from .cast import Attributed
from .offices import OF_WHAT, office_before

_BEFORE_NAME = frozenset({"compound", "nmod", "amod"})
_CUT_AFTER = frozenset({"DT", "PRP$", "JJ", "CD"})
"""Tags of the words after which a source that ends there lacks its noun."""
_POSSESSIVE = frozenset({"her", "his", "its", "their", "my", "our"})
_GOES_ON = frozenset({",", "-", "–", "—", "(", "'s", "’s"})  # noqa: RUF001
"""What no sentence ends with."""
_ANY = frozenset({"a", "an", "another", "one", "some"})
_TIMES = frozenset({"today", "yesterday", "tonight", "now", "also", "later", "earlier", "recently"})
"""Words after whoever speaks that say when: "the port authority | today | said"."""
_SHORT_NAME = 6
"""Words within which a bracket with the short name of a body ends."""
_LACKING = 6
"""Words that a source which stops too early may lack."""


@dataclass(frozen=True, slots=True, eq=False)
class SourceTokens:
    """An attribution with the tokens of its source; each is equal to itself only."""

    attribution: Attributed
    start: int
    end: int
    head: int
    """-1 where no source stands in the text."""
    at: int
    """The token at which it is read."""


class Sources:
    """The sources of a text, and who speaks at which of its words."""

    def __init__(self, parsed: ParsedArticle, attributions: Iterable[Attributed]) -> None:
        self._parsed = parsed
        found = (source_tokens(parsed, attribution) for attribution in attributions)
        self.in_order = sorted(found, key=lambda source: (source.at, source.start))
        self.by_head = {source.head: source for source in self.in_order if source.head >= 0}
        self.around = self._innermost()
        """For each token inside what somebody says, the innermost source."""
        self.narrated = self._narrated()
        """For each token the number of sentences so far in which the text itself speaks."""

    def is_told(self, i: int) -> bool:
        """Whether the text itself speaks at a token."""
        return i not in self.around and not self._parsed.is_quoted(i)

    def is_possessor(self, i: int) -> bool:
        """Whether a word says whose the source is: "Lee will go, according to his office" means one of its content."""
        token = self._parsed.doc[i]
        return token.dep_ == "poss" and token.head.i in self.by_head

    def in_other_words(self, there: int, here: int) -> bool:
        """Whether one word stands in what somebody says, while the text itself speaks at the other."""
        return there in self.around and here not in self.around

    def _innermost(self) -> dict[int, SourceTokens]:
        ranges = []
        for source in self.in_order:
            for span in source.attribution.content:
                start, end = self._parsed.index.tokens(span)
                ranges.append((end - start, start, end, source))
        found: dict[int, SourceTokens] = {}
        for _, start, end, source in sorted(ranges, key=lambda item: -item[0]):
            for token in range(start, end):
                found[token] = source
        return found

    def _narrated(self) -> list[int]:
        parsed, numbers, count = self._parsed, [], 0
        places = np.arange(len(parsed.doc))
        is_dressing = (parsed.doc.to_array([IS_SPACE, IS_QUOTE, IS_BRACKET]) != 0).any(axis=1)
        lasts = np.maximum.accumulate(np.where(is_dressing, 0, places)).tolist()
        for i in range(len(places)):
            count += bool(i) and self._opens_sentence(i, lasts[i - 1]) and not parsed.is_quoted(i)
            numbers.append(count)
        return numbers

    def _opens_sentence(self, i: int, last: int) -> bool:
        """Whether a sentence begins here that ends the one before: not "he said" after a quotation's comma.

        `last`: the word before, but for blanks, marks and brackets.
        """
        parsed = self._parsed
        if parsed.paragraph[i] != parsed.paragraph[i - 1]:
            return True
        before = parsed.tokens[last].text
        if before in STOPS:
            here = parsed.tokens[i]
            opens = here.text == "(" or parsed.opens_quotation(i)
            return opens or not (here.is_lower or here.is_punct)
        is_new = parsed.sentence[i] != parsed.sentence[i - 1]
        return is_new and not parsed.tokens[last].is_alpha and before not in _GOES_ON


def source_tokens(parsed: ParsedArticle, attribution: Attributed) -> SourceTokens:
    """The tokens of an attribution's source; where it has none, the place of its cue or of its content."""
    doc = parsed.doc
    if attribution.source:
        start, end = parsed.index.tokens(attribution.source[0])
        while start < end and (doc[start].is_space or doc[start].is_punct):
            start += 1
        start = _before_age(doc, start, end)
        if start < end:
            while end - start > 1 and doc[end - 1].text in _TIMES:
                end -= 1
            cue = parsed.index.tokens(attribution.cue[0])[0] if attribution.cue else len(doc)
            own = fold(doc[start].text) in _POSSESSIVE and cue >= end  # "his | proposal": no source but "his"
            end = _whole_end(doc, start, _before_bracket(doc, start, end), cue if own else len(doc))
            return SourceTokens(attribution, start, end, _head(doc, start, end), end - 1)
    spans = attribution.cue or attribution.content
    at = parsed.index.tokens(spans[0])[0] if spans else 0
    return SourceTokens(attribution, at, at, -1, at)


def _before_age(doc: Doc, start: int, end: int) -> int:
    """Where a source begins that is marked by an age alone: "Ana Ruiz, | 73 | added"."""
    if end - start != 1 or start < 2 or doc[start].tag_ != "CD" or doc[start - 1].text != ",":
        return start
    name = start - 1
    while name and doc[name - 1].ent_type_ == "PERSON":
        name -= 1
    return name if name < start - 1 else start


def _before_bracket(doc: Doc, start: int, end: int) -> int:
    """The end of a source without what a bracket adds to its name: "Ana Ruiz (D-Utah"."""
    after = _after_short_name(doc, start, end)
    return next((i for i in range(max(start + 1, after), end) if doc[i].text.startswith(("(", "["))), end)


def _after_short_name(doc: Doc, start: int, end: int) -> int:
    """Where a source goes on to a body's officer, "Civic Front (CF) | leader Ana Ruiz"; its start where it does not."""
    opens = next((i for i in range(start + 1, end) if doc[i].text == "("), end)
    closes = next((i for i in range(opens + 2, min(opens + _SHORT_NAME, end)) if doc[i].text == ")"), end)
    if closes >= end or doc[opens - 1].ent_type_ == "PERSON" or _opens_with_person(doc, start, opens):
        return start
    last = closes + 1
    while last < end and (is_noun(doc[last]) or doc[last].tag_ in ("JJ", "HYPH")):
        last += 1
    return closes + 1 if any(looks_like_person(token) for token in doc[closes + 1 : last]) else start


def _opens_with_person(doc: Doc, start: int, end: int) -> bool:
    """Whether a source names its person before what it tells of her: "Ana Ruiz, | Civic Front (CF) leader"."""
    comma = next((i for i in range(start, end) if doc[i].text == ","), start)
    return comma > start and doc[comma - 1].ent_type_ == "PERSON"


def _whole_end(doc: Doc, start: int, end: int, cue: int) -> int:
    """The end of a source that stops before its noun ("the | FBI") or the second of two ("Obama | and Clinton")."""
    last = min(len(doc), end + _LACKING, cue)
    if end - start == 1 and doc[start].tag_ in _CUT_AFTER:
        at = end
        while at < last and (is_noun(doc[at]) or doc[at].tag_ in ("JJ", "HYPH", "POS", "CD")):
            at += 1
        return at if is_noun(doc[at - 1]) else end
    if end + 1 < len(doc) and doc[end].text in ("and", "&") and doc[end - 1].ent_type_ == "PERSON":
        at = end + 1
        while at < last and doc[at].ent_type_ == "PERSON":
            at += 1
        return at if at > end + 1 else end
    return end


def _after_name(doc: Doc, head: int, end: int) -> int:
    """The noun that a name with an "of" inside stands before: "a senior Bank of Korea official"."""
    last = head
    while doc[head].ent_type_ and last + 1 < end and doc[last + 1].ent_type_ and doc[last + 1].ent_iob_ == "I":
        last += 1
    if last == head or last + 1 >= end or doc[last + 1].ent_type_ or doc[last + 1].tag_ not in ("NN", "NNS"):
        return head
    return source_head(doc, last + 1, end)


def _led(doc: Doc, head: int, end: int) -> int:
    """Whom a body's name with a "for" or "of" inside stands before: "Civic Party for the People leader Ana Ruiz"."""
    last = end - 1
    while last > head and doc[last].is_punct:
        last -= 1
    first = last
    while first - 1 > head and doc[first - 1].ent_type_ == "PERSON":
        first -= 1
    if office_before(doc, first) == head and doc[last].ent_type_ == "PERSON":
        return last
    if not doc[head].text[:1].isupper() or doc[last].ent_type_ != "PERSON" or fold(doc[first - 1].text) not in roles():
        return head
    between = doc[head + 1 : first - 1]
    return last if not any(token.is_punct or token.tag_.startswith(("V", "W", "CC")) for token in between) else head


def _is_under_another(doc: Doc, head: int, end: int) -> bool:
    """Whether a name behind an "of" has an office of its own: "one minister of | Prime Minister Ruiz" is not she."""
    if head + 2 >= end or fold(doc[head + 1].text) not in OF_WHAT:
        return False
    name = next((i for i in range(head + 2, end) if doc[i].ent_type_ == "PERSON"), head)
    role = roles().get(fold(doc[name - 1].text)) if name > head else None
    return role is not None and role.kind == "office"


def _is_for_two_fields(doc: Doc, head: int, name: int) -> bool:
    """Whether what precedes a name is one office for two things: "Youth and Sports Minister Ana Ruiz"."""
    office = name - 1
    while office > head and (doc[office].ent_type_ == "PERSON" or fold(doc[office].text) not in roles()):
        office -= 1
    fields = doc[head + 2 : office]
    if doc[head + 1].tag_ != "CC" or doc[head].ent_type_ or fold(doc[office].text) not in roles() or not len(fields):
        return False
    ranked = fold(fields[0].text) in words("other_rank")  # "Parliament and | Prime Minister | Ana Ruiz" are two
    return not ranked and all(is_noun(token) and not token.ent_type_ for token in fields)


def _head(doc: Doc, start: int, end: int) -> int:
    """The head of a source; a person whom the parse makes its head comes before an "of" in front of the name."""
    begin = start = _after_short_name(doc, start, end)
    if end - start > 1 and fold(doc[start].text) in _POSSESSIVE and doc[start + 1].tag_ not in ("CC", ","):
        begin += 1  # "Her husband" is a husband, whatever the tag of "her"
    while begin + 1 < end and is_written_in_capitals(doc, begin):
        begin += 1  # "WHO chief Amadou Sow" asks for nobody
    head = source_head(doc, begin, end)
    head = _after_name(doc, head, end)
    if fold(doc[start].text) in _ANY and _is_under_another(doc, head, end):
        return head
    tied = (doc[head].head, *doc[head].head.ancestors) if doc[head].dep_ in _BEFORE_NAME else ()
    name = next((token.i for token in tied if head < token.i < end and token.ent_type_ == "PERSON"), head)
    name = name if name != head else _led(doc, head, end)
    joins = name != head and (fold(doc[head + 1].text) in OF_WHAT or _is_for_two_fields(doc, head, name))
    return name if joins else head
