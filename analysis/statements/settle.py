"""What the shape of a text decides about its statements, whatever the encoder says of the words.

A quotation that runs over paragraphs has one voice; a line of a transcript belongs to its label; a time stamp is no
part of a source; a title in quotation marks says nothing. Where marks are missing, the edges of a statement are a
guess, and the statement says so.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc, Token

from ..article.context import dateline
from ..article.quotations import Quotation, quotations, stray_marks
from ..article.transcripts import Signed, Turn, is_anonymous, signed, turns
from ..english.cues import cue_head, cue_table
from ..english.lexicon import words
from ..report import Article, Span, Spans
from .attributions import Attribution, Evidence

_WORD = re.compile(r"[^\W\d_]\w*(?:['’]\w+)*")
_STAMP = re.compile(
    r"(?:\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.?m\b\.?)(?:\s?[A-Z]{2,4}\b)?[\s:|·–—-]*"  # noqa: RUF001
)
_DASH = re.compile(r"(?:^|(?<=[\r\n]))[ \t]*[-–—―]+\s*")  # noqa: RUF001
_LABEL = re.compile(r"[^\w\r\n]*[A-Z][A-Z .'’-]+:\s")
_ENDS_AS_SENTENCE = re.compile(r"[.!?,…][\"'’”»]*$")
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us)\b")
_LINE_END = re.compile(r"[\r\n]+")
_CLOSES_PARAGRAPH = re.compile(r"[.!]?[ \t]*(?=[\r\n]|\Z)")
_LITTLE_WORDS = words("little_word")
_MODALS = words("modal")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_CONDITIONS = frozenset({"if", "unless"})
_SILENT_SECTIONS = frozenset({"caption", "boilerplate", "byline"})
_FEW = 4
"""Words from which capitals are a way of writing, and no name or acronym."""
_OF_A_TURN = Evidence(content=0.95, cue=0.95, source=0.95, cue_span=0.95, source_span=0.95)
"""What a line of a transcript is worth, for want of the encoder's probabilities."""


def settle(doc: Doc, article: Article, found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions as the shape of the text has them, in text order."""
    text = doc.text
    quoted = quotations(text)
    silent = [section.span for section in article.sections if section.kind in _SILENT_SECTIONS]
    titles = [section.span for section in article.sections if section.kind == "title"]
    exchange = list(_audible(turns(text), silent, titles))
    signatures = [one for one in signed(text) if not any(span.overlaps(one.words) for span in silent)]
    kept = [a for a in found if _is_reported(doc, a) or not _is_title(text, a, titles)]
    voices = with_unmarked(text, one_voice(text, kept, quoted), quoted)
    spoken = with_turns(text, [_trimmed(text, a) for a in voices], exchange)
    signed_too = with_signatures(spoken, signatures)
    marked = [with_conditions(doc, a) for a in with_guesses(text, signed_too, quoted)]
    return tuple(sorted(with_via(doc, text, marked), key=lambda a: a.content[0]))


# ------------------------------------------------------------------------------------------- running quotations
def running(text: str, quoted: Sequence[Quotation]) -> Iterator[tuple[Quotation, ...]]:
    """Quotations that run over several paragraphs; a transcript, where each opens with another label, is none."""
    chain: list[Quotation] = []
    for quotation in quoted:
        chain.append(quotation)
        if not quotation.continues:
            if len(chain) > 1 and not any(_LABEL.match(text, q.start, q.end) for q in chain):
                yield tuple(chain)
            chain = []


def one_voice(text: str, found: Sequence[Attribution], quoted: Sequence[Quotation]) -> list[Attribution]:
    """Attributions of which no two share a running quotation: one speaker says all of it."""
    kept = list(found)
    for chain in running(text, quoted):
        whole = Span(chain[0].start, chain[-1].end)
        spans = [quotation.span for quotation in chain]
        if members := [a for a in kept if _speaks(a, spans)]:
            best = min(members, key=lambda a: (not a.source, not a.cue, _away(text, a, whole), -a.evidence.source))
            kept = [a if a is best or a not in members else _without(a, spans) for a in kept]
            kept = [_with(a, spans) if a is best else a for a in kept if a.content]
    return kept


def _speaks(attribution: Attribution, spans: Sequence[Span]) -> bool:
    """Whether some of the quotation is its content, reported from outside the quotation."""
    if attribution.cue and any(span.contains(attribution.cue[0]) for span in spans):
        return False
    return any(part.overlaps(span) for part in attribution.content for span in spans)


def _with(attribution: Attribution, spans: Sequence[Span]) -> Attribution:
    kind = attribution.kind if attribution.kind == "mixed" else "direct"
    return replace(attribution, content=_union((*spans, *attribution.content)), kind=kind, speech=True)


def _without(attribution: Attribution, spans: Sequence[Span]) -> Attribution:
    """What is left of it, maybe nothing, when the quotation is another's."""
    left = tuple(part for part in attribution.content if not any(part.overlaps(span) for span in spans))
    return replace(attribution, content=left)


def _away(text: str, attribution: Attribution, whole: Span) -> int:
    """Line ends between a quotation and the words that report it, then characters."""
    if not attribution.cue:
        return len(text)
    cue = attribution.cue[0]
    gap = text[cue.end : whole.start] if cue.start < whole.start else text[whole.end : cue.start]
    return gap.count("\n") * len(text) + len(gap)


def _union(spans: Iterable[Span]) -> Spans:
    """Ordered spans that do not overlap and cover what the given ones cover."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


# --------------------------------------------------------------------------------------- speech without any marks
def with_unmarked(text: str, found: Sequence[Attribution], quoted: Sequence[Quotation]) -> list[Attribution]:
    """Paragraphs that are all speech, though no mark says so: "We asked for a week. We got a day, Lee said."

    So much wire copy of South Asia is written. What tells is an "I" or "we" that nobody else is reported to say, in
    sentences before the last one, at whose end stands who said it. It may be the author's own "I": a guess.
    """
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    kept = list(found)
    for attribution in found:
        begin = starts[bisect.bisect_right(starts, attribution.content[0].start) - 1]
        if _is_last_of_speech(text, attribution, begin, quoted):
            whole = Span(begin, attribution.content[0].end)
            others = [a for a in kept if a is not attribution and not _is_in_first_person(text, a, whole)]
            if _is_ones_own(text, Span(begin, attribution.content[0].start), others):
                why = (*attribution.reasons, "no quotation marks: where it begins is a guess")
                evidence = replace(attribution.evidence, guessed=True)
                kept = [*others, replace(attribution, content=(whole,), evidence=evidence, reasons=why)]
    return kept


def _is_last_of_speech(text: str, attribution: Attribution, begin: int, quoted: Sequence[Quotation]) -> bool:
    """Whether it is the last of several sentences of a paragraph without marks, and who said it ends the paragraph."""
    if not (attribution.source and attribution.cue) or attribution.kind != "indirect" or len(attribution.content) > 1:
        return False
    content, source, cue = attribution.content[0], attribution.source[0], attribution.cue[0]
    end = max(source.end, cue.end)
    if content.end > min(source.start, cue.start) or not _CLOSES_PARAGRAPH.match(text, end):
        return False
    if _FIRST_PERSON.search(text, *source) or any(q.start < end and q.end > begin for q in quoted):
        return False
    return bool(_ENDS_AS_SENTENCE.search(text[begin : content.start].rstrip()))


def _is_ones_own(text: str, span: Span, others: Sequence[Attribution]) -> bool:
    """Whether somebody says "I" or "we" there, and not as another's reported words."""
    said = (Span(*match.span()) for match in _FIRST_PERSON.finditer(text, *span))
    return any(not any(part.overlaps(word) for a in others for part in a.content) for word in said)


def _is_in_first_person(text: str, attribution: Attribution, whole: Span) -> bool:
    """Whether it is what the speaker of the whole says of himself: "we asked for a week"."""
    source = attribution.source[0] if attribution.source else None
    return source is not None and whole.contains(source) and _FIRST_PERSON.search(source.of(text)) is not None


# --------------------------------------------------------------------------------------------------- transcripts
def _audible(exchange: Iterable[Turn], silent: Sequence[Span], titles: Sequence[Span]) -> Iterator[Turn]:
    """The turns without what stands in captions and menus; a headline ("Holt: We will sign") does not go on below."""
    for turn in exchange:
        in_title = any(span.overlaps(turn.words) for span in titles)
        more = () if in_title else (part for part in turn.more if not any(span.overlaps(part) for span in silent))
        if not any(span.overlaps(turn.words) for span in silent):
            yield replace(turn, more=tuple(more))


def with_turns(text: str, found: Sequence[Attribution], exchange: Sequence[Turn]) -> list[Attribution]:
    """Each line of a transcript as one statement of its label; what is reported inside it stays."""
    if not exchange:
        return list(found)
    starts = [turn.label.start for turn in exchange]
    within = (_without_labels(a, exchange, starts) for a in found)
    kept = [a for a in within if a.content and not _is_turn(text, a, exchange, starts)]
    return [*kept, *(_of_turn(text, turn) for turn in exchange)]


def _without_labels(attribution: Attribution, exchange: Sequence[Turn], starts: Sequence[int]) -> Attribution:
    """What is left of it without the fragments that hold a label: no report runs from one line into the next."""

    def holds_label(span: Span) -> bool:
        at = bisect.bisect_left(starts, span.start)
        return at < len(starts) and starts[at] < span.end

    return replace(attribution, content=tuple(span for span in attribution.content if not holds_label(span)))


def _is_turn(text: str, attribution: Attribution, exchange: Sequence[Turn], starts: Sequence[int]) -> bool:
    """Whether it says that a label speaks, or names nobody else within a line that a label speaks ("I told you")."""
    first = attribution.content[0]
    turn = exchange[max(0, bisect.bisect_right(starts, first.start) - 1)]
    if not any(words.overlaps(first) for words in turn.content):
        return turn.label.overlaps(first)
    source = attribution.source[0] if attribution.source else None
    if source is None or turn.label.overlaps(source) or _FIRST_PERSON.fullmatch(text, *source):
        return True
    return not any(words.contains(source) for words in turn.content)


def _of_turn(text: str, turn: Turn) -> Attribution:
    label = turn.label.of(text)
    anonymous = is_anonymous(label)
    return Attribution(
        source=() if anonymous else (turn.label,),
        cue=(turn.colon,),
        content=turn.content,
        kind="direct",
        act="ask" if turn.words.of(text).endswith("?") else "say",
        cue_lemma=None,
        negated=False,
        speech=True,
        via=None,
        evidence=replace(_OF_A_TURN, guessed=anonymous),
        reasons=(f"“{label}” says which side speaks, not who",) if anonymous else ("a line of a transcript",),
    )


def with_signatures(found: Sequence[Attribution], signatures: Sequence[Signed]) -> list[Attribution]:
    """Each signed quotation as one statement of the one who signed it."""
    kept = [a for a in found if not any(part.overlaps(one.words) for part in a.content for one in signatures)]
    return [*kept, *map(_of_signature, signatures)]


def _of_signature(one: Signed) -> Attribution:
    return Attribution(
        source=(one.name,),
        cue=(one.dash,),
        content=(one.words,),
        kind="direct",
        act="say",
        cue_lemma=None,
        negated=False,
        speech=True,
        via=None,
        evidence=_OF_A_TURN,
        reasons=("signed with a name",),
    )


# ----------------------------------------------------------------------------------------------- edges of spans
def _trimmed(text: str, attribution: Attribution) -> Attribution:
    """Without a time stamp before the source, and without a dash or a dateline that opens the line of the content."""
    source = tuple(_after(text, span, _STAMP) for span in attribution.source)
    content = tuple(_after_dateline(text, _after(text, span, _DASH)) for span in attribution.content)
    return replace(attribution, source=source, content=content)


def _after(text: str, span: Span, pattern: re.Pattern[str]) -> Span:
    match = pattern.match(text, span.start, span.end)
    return Span(match.end(), span.end) if match and match.end() < span.end else span


def _after_dateline(text: str, span: Span) -> Span:
    opens_line = not span.start or text[span.start - 1] in "\r\n"
    filed = dateline(text, span.start) if opens_line else None
    return Span(filed.end, span.end) if filed and filed.end < span.end else span


def _is_reported(doc: Doc, attribution: Attribution) -> bool:
    """Whether it has a word of speech, a source with a verb of its own, or words outside quotation marks."""
    lemma = attribution.cue_lemma or ""
    known = [cue_table().get((lemma, part), ("", False))[1] for part in ("verb", "noun")]
    head = cue_head(doc, attribution.cue[0]) if attribution.cue else None
    named = bool(attribution.source) and (head is None or head.pos_ not in _NOMINAL)
    return attribution.kind != "direct" or named or any(known)


def _is_title(text: str, attribution: Attribution, headlines: Sequence[Span]) -> bool:
    """Whether the quoted words are the title of a work: capitals in the middle of a text, and no end of a sentence."""
    span = attribution.content[0]
    if len(attribution.content) > 1 or any(section.overlaps(span) for section in headlines):
        return False
    words = [word for word in _WORD.findall(span.of(text)) if word.lower() not in _LITTLE_WORDS]
    if _ENDS_AS_SENTENCE.search(span.of(text)) or all(word.isupper() for word in words):
        return False
    return all(word[0].isupper() for word in words)


# ---------------------------------------------------------------------------------------------------- certainty
def with_guesses(text: str, found: Iterable[Attribution], quoted: Sequence[Quotation]) -> Iterator[Attribution]:
    """Says of statements whose marks cannot be read, or which are written in capitals, that they are a guess."""
    strays = stray_marks(text)
    open_ends = [quotation.span for quotation in quoted if not quotation.is_readable]
    for attribution in found:
        why = [reason for reason, guessed in _guesses(text, attribution, open_ends, strays) if guessed]
        if why:
            evidence = replace(attribution.evidence, guessed=True)
            attribution = replace(attribution, evidence=evidence, reasons=(*attribution.reasons, *why))
        yield attribution


def _guesses(
    text: str, attribution: Attribution, open_ends: Sequence[Span], strays: Sequence[int]
) -> Iterator[tuple[str, bool]]:
    content = attribution.content
    yield (
        "its closing quotation mark is missing: where it ends is a guess",
        any(_touches(span, open_ends) for span in content),
    )
    yield (
        "its opening quotation mark is missing: where it begins is a guess",
        any(_holds(span, strays) for span in content),
    )
    spans = (*attribution.source, *attribution.cue, *content)
    words = [word for span in spans for word in _WORD.findall(span.of(text))]
    yield (
        "written in capitals: names and sentences are hard to tell",
        len(words) >= _FEW and all(map(str.isupper, words)),
    )


def _touches(span: Span, ordered: Sequence[Span]) -> bool:
    at = bisect.bisect_left(ordered, span.end, key=lambda other: other.start) - 1
    return at >= 0 and ordered[at].overlaps(span)


def _holds(span: Span, places: Sequence[int]) -> bool:
    """Whether one of the places is in the span or right after it."""
    at = bisect.bisect_left(places, span.start)
    return at < len(places) and places[at] <= span.end


def with_conditions(doc: Doc, attribution: Attribution) -> Attribution:
    """Says of a statement that nobody has made yet ("would say", "if he says") that it is none so far."""
    if not is_hypothetical(doc, attribution):
        return attribution
    return replace(attribution, reasons=(*attribution.reasons, "only possible or conditional: not said so far"))


def is_hypothetical(doc: Doc, attribution: Attribution) -> bool:
    """Whether the cue stands in the conditional, or in a clause that a condition opens."""
    head = cue_head(doc, attribution.cue[0]) if attribution.cue else None
    if head is None or head.pos_ not in {"VERB", "AUX"}:
        return False
    before = {child.lower_ for child in head.children if child.i < head.i}
    return bool(before & _MODALS and not attribution.negated) or bool(before & _CONDITIONS)


# ------------------------------------------------------------------------------------------------------- via
def with_via(doc: Doc, text: str, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Statements that end in "..., according to N", where no statement has that as its own cue: reported through N."""
    cues = {span for attribution in found for span in attribution.cue}
    reporters = [(token, span) for token, span in _reporters(doc) if not any(c.contains(span[0]) for c in cues)]
    by_sentence: dict[int, Span] = {}
    for token, (_, who) in reporters:
        by_sentence.setdefault(token.sent.start, who)
    for attribution in found:
        yield _through(doc, attribution, by_sentence)


def _through(doc: Doc, attribution: Attribution, by_sentence: dict[int, Span]) -> Attribution:
    cue = doc.char_span(*attribution.cue[0], alignment_mode="expand") if attribution.cue else None
    who = by_sentence.get(cue[0].sent.start) if cue else None
    if who is None or attribution.via or not attribution.source or attribution.content[-1].end > who.start:
        return attribution
    return replace(attribution, via=who)


def _reporters(doc: Doc) -> Iterator[tuple[Token, tuple[Span, Span]]]:
    """Every "according to", and the span of the one after it."""
    for one, two in pairwise(doc):
        if one.lower_ == "according" and two.lower_ == "to" and two.i + 1 < two.sent.end:
            name = _phrase_head(doc[two.i + 1])
            kept = [t for t in name.subtree if t.i > two.i and not t.is_space and not t.is_punct]
            if kept and name.pos_ in _NOMINAL:
                yield one, (Span(one.idx, two.idx + 2), Span(kept[0].idx, kept[-1].idx + len(kept[-1])))


def _phrase_head(first: Token) -> Token:
    """The head of the noun phrase that a word begins: up the tree as long as heads come later."""
    while first.head.i > first.i:
        first = first.head
    return first
