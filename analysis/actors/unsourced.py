"""Who speaks where no source stands beside the words: a transcript's label, the clause around, the one before."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from ..english.lexicon import fold, words
from ..english.noun_phrases import clause_verb, is_root
from .cast import AUTHOR, UNKNOWN, Resolved
from .labels import label_among_words, side_of_interview
from .sources import SourceTokens
from .state import ActorState, Referent, Voice

_SAME_VERB = 4
"""Sentences within which a verb without source belongs to whoever it was said of."""
_CHAIN = 4
"""Verbs that hang on one another with one subject."""


def unsourced(state: ActorState, source: SourceTokens) -> Voice:
    """The speaker of a statement without source, if the context makes one plain."""
    return (
        side_of_interview(state, source)
        or label_among_words(state, source)
        or _governing_subject(state, source)
        or _joined(state, source)
        or _same_verb(state, source)
        or _author(source)
        or _goes_on(state, source)
        or Resolved(UNKNOWN, 0.5, ("nobody is named as its source",))
    )


def _governing_subject(state: ActorState, source: SourceTokens) -> Referent | None:
    """The subject of the cue's verb, where it stands further off: "Lee met her and came away convinced"."""
    for governor in _chain(_verb_of_cue(state, source)):
        for child in governor.children:
            actor = state.actor_at.get(child.i) if child.dep_ == "nsubj" else None
            if actor is not None and not any(span.start <= child.idx < span.end for span in source.attribution.content):
                return Referent(actor, 0.7, f"{state.drafts[actor].name} is the subject of the sentence")
        if any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in governor.children):
            return None
    return None


def _joined(state: ActorState, source: SourceTokens) -> Referent | None:
    """Who speaks just before, where `and` joins the cue to what he says: "Lee thanked Oslo and urged both to wait"."""
    verb, last, speaker = _verb_of_cue(state, source), state.previous, state.last_speaker
    if verb is None or last is None or speaker is None or not last.attribution.content or last.head > verb.i:
        return None
    at = state.parsed.index.tokens(source.attribution.cue[0])[0]
    _, end = state.parsed.index.tokens(last.attribution.content[-1])
    between = [token for token in state.doc[end:at] if not token.is_punct]
    if end > at or len(between) != 1 or fold(between[0].text) not in ("and", "but"):
        return None
    return Referent(speaker, 0.75, f"{state.drafts[speaker].name} is the subject of the verb before it")


def _verb_of_cue(state: ActorState, source: SourceTokens) -> Token | None:
    """The verb of a cue whose subject speaks; of a colon, that of the sentence before it."""
    doc, cue = state.doc, source.attribution.cue
    if not cue or fold(source.attribution.cue_lemma or "") in words("put_to"):
        return None
    start, end = state.parsed.index.tokens(cue[0])
    tokens = [doc[i] for i in range(start, end)]
    if any(token.dep_ == "auxpass" or fold(token.text) in words("passive") for token in tokens):
        return None
    if cue[0].of(state.parsed.text).strip() == ":" and start:
        return clause_verb(doc[start - 1].sent.root)
    return next((token for token in tokens if token.pos_ == "VERB" and token.tag_ != "VBN"), None)


def _chain(verb: Token | None) -> Iterator[Token]:
    """The verb and those that it is joined to or hangs on."""
    for _ in range(_CHAIN):
        if verb is None:
            return
        yield verb
        if verb.dep_ not in ("conj", "xcomp", "advcl") or is_root(verb):
            return
        verb = verb.head


def _same_verb(state: ActorState, source: SourceTokens) -> Referent | None:
    """ "PolitiFact rated the claim false ... It was rated mostly true": the same verb, the same speaker."""
    verb = source.attribution.cue_lemma
    if verb is None or source.attribution.act == "say":  # "she was said to be angry": nobody tells by whom
        return None
    here = state.sentence[min(source.at, len(state.doc) - 1)]
    for other in reversed(state.spoken):
        same = other.head >= 0 and other.attribution.cue_lemma == verb
        speaker = state.speaker(other)
        if same and speaker is not None and 0 <= here - state.sentence[other.at] <= _SAME_VERB:
            return Referent(speaker, 0.55, f"“{verb}” was said of {state.drafts[speaker].name} just before")
    return None


def _author(source: SourceTokens) -> Resolved | None:
    """Whether the cue says how a thing seems, or is said to be: to whoever writes."""
    by_author = source.attribution.cue and fold(source.attribution.cue_lemma or "") in words("author_cue")
    return Resolved(AUTHOR, 0.5, ("the author's own voice",)) if by_author else None


def _goes_on(state: ActorState, source: SourceTokens) -> Referent | None:
    """A quotation that goes on has the speaker of the statement before it."""
    previous, speaker, content = state.previous, state.last_speaker, source.attribution.content
    if previous is None or speaker is None or not content:
        return None
    start, _ = state.parsed.index.tokens(content[0])
    last = len(state.doc) - 1
    near = state.paragraph[min(start, last)] - state.paragraph[min(previous.at, last)]
    if start > last or not state.parsed.is_in_quotation(start) or not -1 <= near <= 1:
        return None
    return Referent(speaker, 0.65 if near else 0.8, f"{state.drafts[speaker].name} goes on speaking")
