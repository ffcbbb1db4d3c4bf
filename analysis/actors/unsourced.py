"""Who speaks where no source stands beside the words: a transcript's label, the clause around, the one before."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from ..english.lexicon import fold, words
from ..english.noun_phrases import clause_verb, text_of
from .cast import AUTHOR, UNKNOWN, Resolved
from .pronouns import References
from .state import Source

_LABEL = 6
"""Tokens within which a transcript's label ("WALLACE:") ends."""
_SAME_VERB = 4
"""Sentences within which a verb without source belongs to whoever it was said of."""


class Implied(References):
    """The part of the reading that gives a speaker to words without source."""

    def _unsourced(self, source: Source) -> tuple[int | None, Resolved]:
        """The speaker of a statement without source, if the context makes one plain."""
        labelled = self._label(source)
        if labelled is not None:
            return labelled, self._resolved(labelled, 0.9, "")
        subject = self._governing_subject(source)
        if subject is not None:
            name = self.drafts[subject].name
            return subject, self._resolved(subject, 0.7, f"{name} is the subject of the sentence")
        same = self._same_verb(source)
        if same is not None:
            verb, name = source.attribution.cue_lemma, self.drafts[same].name
            return same, self._resolved(same, 0.55, f"“{verb}” was said of {name} just before")
        if source.attribution.cue and fold(source.attribution.cue_lemma or "") in words("author_cue"):
            return None, Resolved(AUTHOR, 0.5, ("the author's own voice",))
        previous = self._goes_on(source)
        if previous is not None:
            return previous
        return None, Resolved(UNKNOWN, 0.5, ("nobody is named as its source",))

    def _label(self, source: Source) -> int | None:
        """ "WALLACE: If I may ...": the name in front of the colon with which the words begin."""
        if not source.attribution.content:
            return None
        start, end = self.index.tokens(source.attribution.content[0])
        for i in range(start, min(start + _LABEL, end)):
            if self.doc[i].text == ":":
                return self.by_token.get(i - 1)
        return None

    def _labelled(self, source: Source) -> int | None:
        """ "HOLT:" or "LH:" after a "Lena Holt:": whose label it is, cut short."""
        label = self._label_words(source)
        return self.labels.get(label[0]) if len(label) == 1 else None

    def _learn_label(self, source: Source) -> None:
        """Remembers whose lines a full label opens."""
        label = self._label_words(source)
        if len(label) > 1 and source.speaker is not None:
            initials = "".join(word[0] for word in label)
            for short in (label[-1], initials):
                self.labels.setdefault(short, source.speaker)

    def _label_words(self, source: Source) -> list[str]:
        """The words in front of a colon that opens a line, in capitals."""
        cue = source.attribution.cue
        if not cue or source.head < 0 or cue[0].of(self.text) != ":":
            return []
        return text_of(self.doc, source.start, source.end).upper().split()

    def _governing_subject(self, source: Source) -> int | None:
        """The subject of the cue's verb, where it stands further off: "Lee met her and came away convinced"."""
        cue = source.attribution.cue
        if not cue or fold(source.attribution.cue_lemma or "") in words("put_to"):
            return None
        start, end = self.index.tokens(cue[0])
        tokens = [self.doc[i] for i in range(start, end)]
        if any(t.dep_ == "auxpass" or fold(t.text) in words("passive") for t in tokens):
            return None
        verb: Token | None
        if cue[0].of(self.text).strip() == ":" and start:
            verb = clause_verb(self.doc[start - 1].sent.root)
        else:
            verb = next((t for t in tokens if t.pos_ == "VERB" and t.tag_ != "VBN"), None)
        for governor in _chain(verb):
            for child in governor.children:
                if child.dep_ == "nsubj" and child.i in self.by_token and not self._inside_content(source, child.i):
                    return self.by_token[child.i]
            if any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in governor.children):
                return None
        return None

    def _inside_content(self, source: Source, i: int) -> bool:
        return any(span.start <= self.doc[i].idx < span.end for span in source.attribution.content)

    def _same_verb(self, source: Source) -> int | None:
        """ "PolitiFact rated the claim false ... It was rated mostly true": the same verb, the same speaker."""
        lemma = source.attribution.cue_lemma
        if lemma is None:
            return None
        here = self.sentence[min(source.at, len(self.doc) - 1)]
        for other in reversed(self.spoken):
            same = other.head >= 0 and other.attribution.cue_lemma == lemma
            if same and 0 <= here - self.sentence[other.at] <= _SAME_VERB:
                return other.speaker
        return None

    def _goes_on(self, source: Source) -> tuple[int, Resolved] | None:
        """A quotation that goes on has the speaker of the statement before it."""
        previous, content = self.previous, source.attribution.content
        if previous is None or previous.speaker is None or not content:
            return None
        start, _ = self.index.tokens(content[0])
        last = len(self.doc) - 1
        quoted = start <= last and self.parsed.is_in_quotation(start)
        near = self.paragraph[min(start, last)] - self.paragraph[min(previous.at, last)]
        if not quoted or not -1 <= near <= 1:
            return None
        name = self.drafts[previous.speaker].name
        return previous.speaker, self._resolved(previous.speaker, 0.65 if near else 0.8, f"{name} goes on speaking")


def _chain(verb: Token | None) -> Iterator[Token]:
    """The verb and those that it is joined to or hangs on."""
    for _ in range(4):
        if verb is None:
            return
        yield verb
        if verb.dep_ not in ("conj", "xcomp", "advcl") or verb.head is verb:
            return
        verb = verb.head
