"""In what tone a statement speaks of its main target: against, neutral or for, with a probability.

The encoder hears the text's attitude at every mention of the target. What else the same speaker says of it counts, too,
as people seldom change their mind within an article; and how the article speaks of it. Beside that stand the mood of
the whole statement, its words that praise or blame (data/valence.csv) and what saying it does (accuses, thanks). The
weights are data/tone_weights.csv.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from spacy.tokens import Doc, Token

from ..actors.cast import Attributed, Cast, Mention
from ..english.lexicon import words
from ..lists import NUMBER, at_import, one_of, read_list, read_weights, unique
from ..reader.parsed import ParsedArticle
from ..report import TONES, Act, Spans, Speaker, Tone

_DATA = Path(__file__).parent / "data"
FEATURES = ("act", "against", "article", "elsewhere", "for", "intercept", "mood", "words")
"""What speaks for a tone, as `tone_evidence` computes it."""
NEGATIVE: frozenset[Act] = frozenset({"accuse", "blame", "criticise"})
POSITIVE: frozenset[Act] = frozenset({"praise", "thank"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_PLAIN = 0.85
"""Probability of a tone that the cue says in so many words: "accused", "thanked"."""
_LEAST = 0.02
"""Added to the encoder's probabilities before their logarithm: it is surer than it is right."""
_NEGATED, _NEGATION_REACH = -0.74, 3
"""What a negation makes of a word's valence, and how many words before it are looked at; as in VADER."""
_HALF_WAY = 15.0
"""How much valence makes a statement as good as entirely for or against; as in VADER."""


@dataclass(slots=True)
class Opinions:
    """Where an article and each of its speakers speak of each actor."""

    mentions: dict[tuple[str, int], list[tuple[Spans, Mention]]] = field(default_factory=dict)
    """By speaker and actor, each with the content that it stands in."""
    article: dict[int, list[int]] = field(default_factory=dict)
    """The words that name each actor."""

    @classmethod
    def of(cls, cast: Cast) -> Opinions:
        """Those of the cast's statements."""
        found = cls()
        for mention in cast.mentions:
            if not mention.modifier:
                found.article.setdefault(mention.actor, []).extend(_tokens(mention))
        for (_, _, content), resolved in cast.speakers.items():
            if resolved.speaker.actor is not None:
                for mention in dict.fromkeys(mention for span in content for mention in cast.between(span)):
                    if not mention.modifier:
                        about = (resolved.speaker.actor, mention.actor)
                        found.mentions.setdefault(about, []).append((content, mention))
        return found

    def told(self, speaker: Speaker, actor: int, content: Spans) -> int:
        """How many other statements of the speaker's name the actor."""
        if speaker.actor is None:
            return 0
        return len({other for other, _ in self.mentions.get((speaker.actor, actor), ()) if other != content})

    def elsewhere(self, speaker: Speaker, actor: int, content: Spans) -> list[int]:
        """The words that name the actor in other statements of the speaker's."""
        if speaker.actor is None:
            return []
        told = self.mentions.get((speaker.actor, actor), ())
        return sorted({word for other, mention in told if other != content for word in _tokens(mention)})


def hear(evidence: Mapping[str, float], *, of_cue: bool = False) -> tuple[Tone, float]:
    """The likeliest tone and its probability; `of_cue`: the target is what the cue accuses, thanks ..."""
    scores = dict.fromkeys(TONES, 0.0)
    for tone, known in tone_weights().items():
        scores[tone] = sum(known[name] * value for name, value in evidence.items())
    odds = {tone: math.exp(score - max(scores.values())) for tone, score in scores.items()}
    if of_cue and evidence["act"]:
        named: Tone = 1 if evidence["act"] > 0 else -1
        return named, max(_PLAIN, odds[named] / sum(odds.values()))
    best = max(odds, key=lambda tone: (odds[tone], tone == 0))
    return best, odds[best] / sum(odds.values())


def tone_evidence(
    parsed: ParsedArticle,
    attribution: Attributed,
    speaker: Speaker,
    mentions: Sequence[Mention],
    opinions: Opinions,
) -> dict[str, float]:
    """What speaks for a tone, by the names of data/tone_weights.csv."""
    reading, actor = parsed.reading, mentions[0].actor
    here = {word for mention in mentions for word in _tokens(mention)}
    others = opinions.elsewhere(speaker, actor, attribution.content)
    said = [token for token in _said(parsed.doc, attribution.content) if not token.is_space]
    against, favour = _leanings(reading.tone(sorted(here.union(others))))
    _, mood = _leanings(reading.tone([token.i for token in said if token.pos_ in _NOUNS]))
    evidence = {
        "intercept": 1.0,
        "against": against,
        "for": favour,
        "mood": mood,
        "words": valence([token.lower_ for token in said]),
        "act": float(attribution.act in POSITIVE) - float(attribution.act in NEGATIVE),
    }
    for name, found in (("elsewhere", others), ("article", opinions.article.get(actor, []))):
        against, favour = _leanings(reading.tone(found))
        evidence[name] = favour - against
    return evidence


def _tokens(mention: Mention) -> range:
    return range(mention.start, mention.end)


def _leanings(shares: Sequence[float]) -> tuple[float, float]:
    """Log-odds of against and of for, each beside neutral."""
    against, neutral, favour = (math.log(share + _LEAST) for share in shares)
    return against - neutral, favour - neutral


def _said(doc: Doc, content: Spans) -> Iterator[Token]:
    for span in content:
        yield from doc.char_span(*span, alignment_mode="expand") or ()


def valence(said: Sequence[str]) -> float:
    """From -1, the words blame, to 1, they praise; a negation before a word turns it."""
    known = valences()
    total = 0.0
    for at, word in enumerate(said):
        value = known.get(word, 0.0)
        if value and _has_negation(said[max(0, at - _NEGATION_REACH) : at]):
            value *= _NEGATED
        total += value
    return total / math.sqrt(total * total + _HALF_WAY)


def _has_negation(said: Collection[str]) -> bool:
    return not words("negation").isdisjoint(said)


@cache
def valences() -> dict[str, float]:
    """How much each word praises (above 0) or blames, from -4 to 4."""
    columns = {"word": unique(), "valence": NUMBER, "origin": one_of("vader", "onrecord")}
    return {row["word"]: float(row["valence"]) for row in read_list(_DATA / "valence.csv", columns)}


@at_import
def tone_weights() -> dict[Tone, dict[str, float]]:
    """For -1 and for 1 the weight of each feature, against 0."""
    fitted = read_weights(_DATA / "tone_weights.csv", {"against": FEATURES, "for": FEATURES})
    return {-1: fitted["against"], 1: fitted["for"]}
