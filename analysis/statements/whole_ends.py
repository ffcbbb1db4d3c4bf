"""Contents that end too early: within a phrase or a clause, before its last adverb, or at a bare name that is judged.

"Spain blamed the head of | the harbour"; "the fund said that during a visit to Ghana, | its head praised ..."; "the
institute found that the wing broke | first"; "Spain warned Kenya | in June over the outbreak".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from ..english.cues import cue_head
from ..english.noun_phrases import STOPS
from ..reader.parsed import ParsedArticle
from ..report import Act, Span
from .attributions import Attribution

_JUDGING: frozenset[Act] = frozenset({"warn", "accuse", "blame", "criticise", "praise", "thank"})
_OBJECTS = frozenset({"dobj", "dative", "nsubj"})
_BEFORE_NOUN = frozenset({"det", "amod", "compound", "nummod", "nmod"})
_FOR_WHAT = frozenset({"of", "for", "over", "against", "about"})
_LEADING = frozenset({"prep", "agent"})
_LED_TO = frozenset({"pobj", "pcomp"})
_LONGEST = 30
"""Words by which a bare name is completed."""


def with_whole_ends(parsed: ParsedArticle, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions with what belongs to their contents by the parse; nothing that another one says or is."""
    taken = [span for a in found for span in (*a.source, *a.cue, *a.content)]
    return [_without_loose_end(parsed, _completed(parsed, attribution, taken)) for attribution in found]


def _completed(parsed: ParsedArticle, attribution: Attribution, taken: Sequence[Span]) -> Attribution:
    if attribution.kind == "direct" or not attribution.cue or attribution.cue[0].start > attribution.content[-1].start:
        return attribution
    last = attribution.content[-1]
    start, end = parsed.index.tokens(last)
    if not start < end < len(parsed.doc) or parsed.is_in_quotation(end - 1):
        return attribution
    clause = _end_of_clause(parsed, start, end)
    if clause is not None:  # what another says in it is part of what this one says
        whole = Span(last.start, parsed.doc[clause].idx + len(parsed.doc[clause]))
        return replace(attribution, content=(*attribution.content[:-1], whole))
    stop = (
        _after_phrase(parsed, end)
        or _after_adverb(parsed, start, end)
        or _after_object(parsed, attribution, start, end)
    )
    if stop is None:
        return attribution
    token = parsed.doc[stop - 1]
    added = Span(last.end, token.idx + len(token))
    if any(added.overlaps(span) for span in taken):
        return attribution
    return replace(attribution, content=(*attribution.content[:-1], Span(last.start, added.end)))


def _end_of_clause(parsed: ParsedArticle, start: int, end: int) -> int | None:
    """The last word of the clause that a content opens with its "that" and leaves before its verb."""
    opens = parsed.doc[start]
    verb = opens.head.i
    if opens.dep_ != "mark" or opens.lower_ != "that" or not end <= verb < end + _LONGEST:
        return None
    last = opens.head.right_edge.i
    while last > verb and parsed.doc[last].is_punct:
        last -= 1
    if any(token.text in STOPS for token in parsed.doc[end - 1 : last]):
        return None  # the tree runs into the next sentence
    return last if last - start < 2 * _LONGEST and not parsed.is_quoted(last) else None


def _after_phrase(parsed: ParsedArticle, end: int) -> int | None:
    """Where the phrase ends that a content breaks off: after "of", or after an adjective of a noun to come."""
    doc, stop = parsed.doc, end
    while stop < len(doc) and stop - end < _LONGEST:
        last = doc[stop - 1]
        objects = (child.i for child in last.children if child.dep_ == "pobj" and child.i >= stop)
        following = last.head.i if last.dep_ in _BEFORE_NOUN else next(objects, None) if last.dep_ == "prep" else None
        if following is None or following < stop or parsed.is_in_quotation(following):
            break
        stop = following + 1
    return stop if stop > end else None


def _after_adverb(parsed: ParsedArticle, start: int, end: int) -> int | None:
    """Where a content ends that lacks one adverb of its clause, the sentence's last word."""
    adverb = parsed.doc[end]
    closes = end + 1 < len(parsed.doc) and parsed.doc[end + 1].text in (".", ";", "!", "?")
    lacks = adverb.dep_ == "advmod" and adverb.tag_.startswith("RB") and start <= adverb.head.i < end
    return end + 1 if closes and lacks and parsed.doc[end - 1].text != "," else None


def _after_object(parsed: ParsedArticle, attribution: Attribution, start: int, end: int) -> int | None:
    """Where the clause ends of a cue whose content is nothing but the name of whom it judges."""
    doc, verb = parsed.doc, cue_head(parsed.words(attribution.cue[0]))
    named = all(doc[i].ent_type_ or doc[i].tag_ == "DT" for i in range(start, end))
    if attribution.act not in _JUDGING or verb is None or not named or len(attribution.content) > 1:
        return None
    if doc[end - 1].head.i != verb.i or doc[end - 1].dep_ not in _OBJECTS:
        return None
    stop = end
    while stop < len(doc) and stop - end < _LONGEST and _goes_on(doc[stop], verb, end) and not parsed.is_quoted(stop):
        stop = max(stop, doc[stop].right_edge.i) + 1
    return stop if stop > end else None


def _goes_on(token: Token, verb: Token, end: int) -> bool:
    """Whether a phrase begins here that hangs on the verb or on whom it judges."""
    if token.dep_ != "prep" or token.head.i not in (verb.i, end - 1):
        return False
    return token.text in _FOR_WHAT or any(child.ent_type_ == "DATE" for child in token.children)


def _without_loose_end(parsed: ParsedArticle, attribution: Attribution) -> Attribution:
    """The content without a last preposition or conjunction whose own clause is another's: "his plan | by | saying"."""
    last = attribution.content[-1]
    start, end = parsed.index.tokens(last)
    if attribution.kind == "direct" or end - start < 2 or parsed.is_quoted(end - 1):
        return attribution
    word, before = parsed.doc[end - 1], parsed.doc[end - 2]
    leads_on = word.dep_ in _LEADING and any(child.dep_ in _LED_TO and child.i >= end for child in word.children)
    if not leads_on and not (word.dep_ in ("mark", "cc") and word.head.i >= end):
        return attribution
    return replace(attribution, content=(*attribution.content[:-1], Span(last.start, before.idx + len(before))))
