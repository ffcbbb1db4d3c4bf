"""Whose words they are where somebody else passes them on: "N said ..., according to the Post" is N's, via the Post.

The encoder marks the one who passes them on as the source, and the one who said them inside the content. Here such a
statement is turned round: the speaker is the one whose words they are, the other is its channel (`via`), and nothing of
either stands in the content. A letter or a statement speaks for the one who issued it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from ..english.cues import base_forms, cue_head, cue_table, is_negated, known_lemma, read_cue, tokens_of
from ..english.lexicon import fold, words
from ..english.noun_phrases import STOPS, lemma, looks_like_person, noun_kind, source_head, without_article
from ..reader.parsed import ParsedArticle
from ..report import Act, Span, Spans, ViaType
from .attributions import Attribution
from .channels import SPEAKING, can_speak, channel_type, is_evidence, named_part
from .kinds import content_kind
from .token_spans import phrase, span_of, trimmed, without, without_end

_AS_SAYING = re.compile(r"(?:\bas\s+(?:having\s+)?|\b(?=saying\b))(?P<verb>[a-z]+ing|said)\b(?:\s+by\s*$)?[,:]?\s*")
_ON_BEHALF = re.compile(r"\s*on\s+(?:his|her|their|its|the\s+\w+['’]s)\s+behalf\b", re.I)
_REPORTED_BY = re.compile(r"\breported\s+by$|\bas\s+reported\b", re.I)
_WORD = re.compile(r"\w+")
_JUDGING: frozenset[Act] = frozenset({"accuse", "blame", "thank"})
"""What takes an object in place of a clause and is always said: "N accused Mali of lying"; "N demeaned Mali" is not."""
_ASKING: frozenset[Act] = frozenset({"demand", "warn"})
"""What takes whom it asks and what for: "N urged Mali to free them", "N called on Mali to free them"."""
_WARNED = frozenset({"against", "about", "of", "over"})
"""What tells of what somebody is warned: "N warned Mali against cuts", "N warned of floods"."""
_AFTER_VERB = frozenset({"dative", "iobj", "npadvmod", "advmod", "prt", "prep", "dobj"})
_REACH = 30
"""Words after a cue in which "as saying" or "citing N" stands."""
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_SURE = 0.8
"""How sure "quoted ... as saying" makes what the encoder was less sure of."""
_LEAST = 2
"""Words that are something said."""


def turned_round(parsed: ParsedArticle, found: Sequence[Attribution]) -> list[Attribution]:
    """The statements as those who said them would have them; where nobody passes them on, as they are."""
    turned = [turn(parsed, attribution) for attribution in found]
    new = [now for before, now in zip(found, turned, strict=True) if now is not before]
    taken = [span for now in new for span in now.source]
    return [
        attribution
        for attribution in turned
        if attribution in new or not all(any(t.contains(span) for t in taken) for span in attribution.content)
    ]


def turn(parsed: ParsedArticle, attribution: Attribution) -> Attribution:
    """One statement with the speaker whose words it is."""
    if not attribution.cue:
        return attribution
    cue = attribution.cue[0].of(parsed.text)
    if attribution.cue_lemma in ("quote", "cite"):
        found = _quoted(parsed, attribution)
    elif told := _told_at_end(parsed, attribution):
        return told
    elif not attribution.source:
        return attribution
    elif attribution.cue_lemma == "according to" or _REPORTED_BY.search(cue):
        found = _with_inner_speaker(parsed, attribution)
    else:
        found = _citing(parsed, attribution) or _on_behalf(parsed, attribution) or _issued(parsed, attribution)
    return found or _in_document(parsed, attribution)


# ------------------------------------------------------------------------------ "N said ..., according to the Post"


def _with_inner_speaker(parsed: ParsedArticle, attribution: Attribution) -> Attribution | None:
    """The statement of whom the content reports: "[N said the road is shut], according to the Post"."""
    indexes = [i for span in attribution.content for i in range(*parsed.index.tokens(span))]
    inside = frozenset(indexes)
    for i in indexes:
        verb = parsed.doc[i]
        subjects = [child for child in verb.children if child.dep_ == "nsubj" and child.i in inside]
        if subjects and not parsed.is_quoted(i) and _is_main(verb, inside) and _reports(parsed, verb, inside):
            by_figures = bool(attribution.source) and is_evidence(parsed.doc, attribution.source[0])
            if _is_somebody(subjects[-1], by_figures=by_figures):
                return _by_inner(parsed, attribution, verb, subjects, inside)
            return None
    return None


def _told_at_end(parsed: ParsedArticle, attribution: Attribution) -> Attribution | None:
    """ "[N said the road is shut], APA reports, citing the Post": N's, though a sentence ends on who passes it on."""
    if attribution.cue_lemma not in words("relaying") or attribution.kind == "direct":
        return None
    if attribution.content[-1].end > attribution.cue[0].start:
        return None
    if attribution.source:
        teller = parsed.doc[source_head(parsed.doc, *parsed.index.tokens(attribution.source[0]))]
        outlet = lemma(teller) in words("outlet") or teller.pos_ == "PROPN"
        if not outlet or attribution.source[0].start < attribution.content[-1].end:
            return None
    return _with_inner_speaker(parsed, attribution)


def _is_main(verb: Token, inside: frozenset[int]) -> bool:
    return verb.head.i == verb.i or verb.head.i not in inside or verb.dep_ == "parataxis"


def _reports(parsed: ParsedArticle, verb: Token, inside: frozenset[int]) -> bool:
    """Whether a verb says that something was said, and what: a clause, a quotation, or whom it accuses or thanks."""
    act, speech = _act(verb)
    before = {fold(child.text) for child in verb.children if child.i < verb.i}
    if not (speech or act in _JUDGING) or before & words("modal") or before & {"if", "unless", "whether"}:
        return False
    if act in _JUDGING:
        return any(child.dep_ == "dobj" for child in verb.children)
    if act in _ASKING and _asks(verb) and any(c.left_edge.i <= min(inside) for c in verb.children if c.dep_ == "nsubj"):
        return True
    clauses = [child for child in verb.children if child.dep_ == "ccomp" and child.i in inside]
    has_clause = any(child.dep_ in _SUBJECTS for clause in clauses for child in clause.children)
    return has_clause or any(_begins_quotation(parsed, i, verb) for i in inside)


def _act(verb: Token) -> tuple[Act, bool]:
    """What a verb does with words, and whether it says them; of "called on" both words tell."""
    lemma_, table = known_lemma(verb), cue_table()
    after = verb.doc[verb.i + 1].lower_ if verb.i + 1 < len(verb.doc) else ""
    return table.get((f"{lemma_} {after}", "verb")) or table.get((lemma_, "verb")) or ("say", False)


def _asks(verb: Token) -> bool:
    """Whether a verb has whom it asks right after it, and what for; or of what it warns."""
    to_do = any(child.dep_ in ("xcomp", "ccomp", "advcl") and child.i > verb.i + 1 for child in verb.children)
    beside = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else verb
    of_what = any(child.dep_ == "prep" and fold(child.text) in _WARNED for child in verb.children if child.i > verb.i)
    if of_what:
        return True
    return to_do and (beside.lower_ in ("on", "for") or beside.pos_ in ("PROPN", "NOUN", "DET", "ADJ", "PRON"))


def _begins_quotation(parsed: ParsedArticle, i: int, verb: Token) -> bool:
    """Whether a quotation that is no part of the verb's phrase begins at a word: "he said: “...”", not "“fully”"."""
    if not parsed.is_quoted(i) or (i and parsed.is_quoted(i - 1)):
        return False
    before = next(
        (at for at in range(i - 1, -1, -1) if not parsed.doc[at].is_quote and not parsed.doc[at].is_space), -1
    )
    return before < 0 or before == verb.i or parsed.doc[before].is_punct


def _is_somebody(subject: Token, *, by_figures: bool) -> bool:
    """Whether a subject can have said something; of "45 per cent say so, according to a survey" the survey tells."""
    word = fold(subject.text)
    if word in words("first") | words("first_plural"):
        return False
    if by_figures and subject.ent_type_ not in SPEAKING:
        return noun_kind(subject) == "role"
    return word in words("masculine") | words("feminine") | {"they"} or can_speak(subject)


def _by_inner(
    parsed: ParsedArticle, attribution: Attribution, verb: Token, subjects: Sequence[Token], inside: frozenset[int]
) -> Attribution | None:
    doc = parsed.doc
    who = sorted(t.i for subject in subjects for t in subject.subtree if t.i in inside and not t.is_space)
    start, end = who[0], without_end(doc, who[0], who[-1] + 1)
    aux = [child.i for child in verb.children if child.dep_ in ("aux", "auxpass", "neg") and end <= child.i < verb.i]
    act = _act(verb)[0]
    asks = act in _ASKING and _asks(verb)
    with_on = verb.i + 1 + (asks and doc[verb.i + 1].lower_ in ("on", "for"))
    cue = span_of(doc, min(aux, default=verb.i), with_on)
    last = max(with_on, end)
    if not asks and (act not in _JUDGING or _has_clause(verb)):
        last = _end_of_clause(doc, verb, last, inside)
    gone = Span(doc[min(start, verb.i)].idx, doc[last - 1].idx + len(doc[last - 1]))
    return _turned(
        parsed, attribution, span_of(doc, start, end), (cue,), without(parsed.text, attribution.content, gone)
    )


def _has_clause(verb: Token) -> bool:
    return any(child.dep_ == "ccomp" for child in verb.children)


def _end_of_clause(doc: Doc, verb: Token, last: int, inside: frozenset[int]) -> int:
    """Where what goes with the verb ends and what is said begins: "told reporters on Monday | the road is shut"."""
    for child in sorted(verb.children, key=lambda child: child.i):
        edge = child.left_edge.i
        if edge == last and edge in inside and child.dep_ in _AFTER_VERB:
            last = child.right_edge.i + 1
    return last


# ------------------------------------------------------------- "the Post quoted N as saying", "N was quoted as saying"


def _quoted(parsed: ParsedArticle, attribution: Attribution) -> Attribution | None:
    """Who is quoted or cited, and by whom."""
    doc, cue = parsed.doc, attribution.cue[0]
    teller = next(iter(attribution.source), None)
    verb = cue_head(parsed.words(cue))
    if verb is None:
        return None
    quoted = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    if quoted is not None:
        named = phrase(doc, quoted, verb.i)
        by = _agent(verb)
        channel = None if by is None else phrase(doc, by, by.right_edge.i + 1)
        channel = channel if teller is None or teller.overlaps(named) else teller
        content, _ = _after_as_saying(parsed, without(parsed.text, attribution.content, named))
        return _turned(parsed, _surer(attribution), named, attribution.cue, content, channel)
    content, who = _after_as_saying(parsed, attribution.content)
    if who is None:
        who = _object_before_as_saying(parsed, verb, attribution)
    if who is None or teller is None or who.overlaps(teller):
        return None
    return _turned(parsed, _surer(attribution), who, attribution.cue, content)


def _surer(attribution: Attribution) -> Attribution:
    """The statement, which so many words report, as sure as they make it."""
    known = attribution.evidence
    sure = {name: max(_SURE, getattr(known, name)) for name in ("content", "cue", "source", "source_span")}
    return replace(attribution, evidence=replace(known, **sure))


def _after_as_saying(parsed: ParsedArticle, content: Spans) -> tuple[Spans, Span | None]:
    """The content without "N as saying" at its beginning, and N."""
    if not content:
        return content, None
    first = content[0]
    match = next((found for found in _AS_SAYING.finditer(parsed.text, *first) if _is_saying(found["verb"])), None)
    if match is None or parsed.is_quoted(parsed.index.tokens(Span(match.start("verb"), match.end("verb")))[0]):
        return content, None
    kept = Span(match.end(), first.end)
    rest = (kept, *content[1:]) if kept.start < kept.end else content[1:]
    who = trimmed(parsed.text, Span(first.start, match.start()))
    return rest or content, who if who.start < who.end else None


def _object_before_as_saying(parsed: ParsedArticle, verb: Token, attribution: Attribution) -> Span | None:
    """Who is quoted between the cue and "as saying", where neither is part of the content."""
    doc, (start, end) = parsed.doc, (verb.i + 1, min(len(parsed.doc) - 1, verb.i + _REACH))
    for i in range(start, end):
        if doc[i].lower_ == "as" and _is_saying(doc[i + 1].lower_) and i > start:
            who = span_of(doc, start, without_end(doc, start, i))
            return None if any(who.overlaps(span) for span in attribution.content) else who
    return None


def _is_saying(word: str) -> bool:
    return any(cue_table().get((form, "verb"), ("say", False))[1] for form in base_forms(word))


def _agent(verb: Token) -> Token | None:
    """Who is behind "by", also after "as saying"."""
    for token in (verb, *(child for child in verb.subtree if _is_saying(child.lower_))):
        for child in token.children:
            if child.lower_ == "by":
                return next((each for each in child.children if each.dep_ == "pobj"), None)
    return None


# --------------------------------------------------------------------------------- "the Post reported ..., citing N"


def _citing(parsed: ParsedArticle, attribution: Attribution) -> Attribution | None:
    doc, teller = parsed.doc, attribution.source[0]
    outlet = doc[source_head(doc, *parsed.index.tokens(teller))]
    is_outlet = attribution.cue_lemma == "report" and outlet.pos_ == "PROPN"
    if not (is_outlet or lemma(outlet) in words("outlet")) or attribution.kind == "direct":
        return None
    for token in (*_opening(doc, parsed.index.tokens(teller)[0]), *_sentence(doc, attribution.cue[0])):
        if token.lower_ in ("citing", "quoting") and not parsed.is_quoted(token.i):
            named = next((child for child in token.children if child.dep_ == "dobj"), None)
            if named is not None and can_speak(named):
                who = phrase(doc, named, token.i + 1, after=True)
                content = without(parsed.text, attribution.content, Span(token.idx, who.end))
                return _turned(parsed, attribution, who, attribution.cue, content)
    return None


def _opening(doc: Doc, source: int) -> Iterator[Token]:
    """The first word of the sentence that a source stands in, as far as it is not the source's own."""
    for i in range(source - 1, max(-1, source - _REACH), -1):
        if i == 0 or doc[i - 1].is_space or doc[i - 1].text in (".", "!", "?"):
            yield doc[i]
            return


def _sentence(doc: Doc, span: Span) -> Iterator[Token]:
    first = next(iter(tokens_of(doc, span)), None)
    if first is not None:
        yield from doc[first.i : min(first.sent.end, first.i + _REACH + len(first.sent))]


# -------------------------------------------------------------- "N's office said on his behalf", "N's statement said"


def _on_behalf(parsed: ParsedArticle, attribution: Attribution) -> Attribution | None:
    """For whom a spokeswoman or an office speaks in so many words."""
    cue, source = attribution.cue[0], attribution.source[0]
    if not (_ON_BEHALF.search(cue.of(parsed.text)) or _ON_BEHALF.match(parsed.text, cue.end)):
        return None
    head = parsed.doc[source_head(parsed.doc, *parsed.index.tokens(source))]
    owner = _owner(head, ("for", "of"), source.end)
    if owner is None:
        return None
    kind: ViaType = "person" if looks_like_person(head) else "org"
    return _turned(parsed, attribution, owner, attribution.cue, attribution.content, via_type=kind)


def _issued(parsed: ParsedArticle, attribution: Attribution) -> Attribution | None:
    """Whose statement or letter it is that says so."""
    head = parsed.doc[source_head(parsed.doc, *parsed.index.tokens(attribution.source[0]))]
    end = attribution.source[0].end
    owner = _owner(head, ("from", "by"), end) if lemma(head) in words("issued") else None
    if owner is None:
        return None
    return _turned(parsed, attribution, owner, attribution.cue, attribution.content)


def _in_document(parsed: ParsedArticle, attribution: Attribution) -> Attribution:
    """The statement, through the letter or the like that it was made in: "she said in a letter to the king"."""
    doc = parsed.doc
    verb = cue_head(parsed.words(attribution.cue[0]))
    if verb is None or attribution.via is not None:
        return attribution
    for child in verb.children:
        if child.lower_ == "in" and child.i > verb.i and not any(t.text in STOPS for t in doc[verb.i : child.i]):
            noun = next((each for each in child.children if each.dep_ == "pobj"), None)
            if noun is not None and lemma(noun) in words("issued"):
                end = noun.right_edge.i + 1 if noun.right_edge.i - noun.i <= _LEAST * 2 else noun.i + 1
                via = trimmed(parsed.text, span_of(doc, without_article(doc, noun.left_edge.i, end), end))
                if not any(via.overlaps(span) for span in attribution.content):
                    return replace(attribution, via=via, via_type="document")
    return attribution


def _owner(head: Token, prepositions: tuple[str, ...], end_of_source: int) -> Span | None:
    """Whose something is: "N's office", "a letter from N"."""
    doc = head.doc
    owner = next((child for child in head.children if child.dep_ == "poss"), None)
    if owner is not None:
        start, end = min(token.i for token in owner.subtree), owner.i + 1
        while end < head.i and doc[end].ent_iob_ == "I" and doc[end].tag_ != "POS":
            end += 1
        return span_of(doc, start, end)
    for child in head.children:
        if child.lower_ in prepositions and child.i > head.i:
            after = child.i + 1
            if after < len(doc) and doc[after].idx < end_of_source:
                return Span(doc[without_article(doc, after, len(doc))].idx, end_of_source)
    return None


# ------------------------------------------------------------------------------------------------------------- spans


def _turned(
    parsed: ParsedArticle,
    attribution: Attribution,
    source: Span,
    cue: Spans,
    content: Spans,
    via: Span | None | bool = True,
    via_type: ViaType | None = None,
) -> Attribution | None:
    """The statement of another speaker; through the one whose it was, unless another channel is given, or none."""
    doc, text = parsed.doc, parsed.text
    said = sum(len(_WORD.findall(text, *span)) for span in content)
    if said < _LEAST or not _WORD.search(source.of(text)) or any(source.overlaps(span) for span in content):
        return None
    channel = next(iter(attribution.source), None) if via is True else via or None
    channel = None if channel is None or is_evidence(doc, channel) else named_part(doc, channel)
    kind = content_kind(text, content, parsed.marks.quotations)
    head = cue_head(parsed.words(cue[0]))
    act, lemma_, speech = read_cue(text, cue[0], head, kind)
    through = f"passed on by “{channel.of(text)}”" if channel else ""
    told = f"the words of “{source.of(text)}”" + (f", {through}" if through else "")
    return replace(
        attribution,
        source=(source,),
        cue=cue,
        content=content,
        kind=kind,
        act=act,
        cue_lemma=lemma_,
        negated=is_negated(doc, cue[0], lemma_),
        speech=speech,
        via=channel,
        via_type=None if channel is None else via_type or channel_type(doc, channel),
        reasons=(*attribution.reasons, told),
    )
