"""In what tone a statement speaks of its main target: against, neutral or for, with a probability; or it is unclear.

The encoder hears the text's attitude at every mention of the target, at the words that govern it and at other nouns.
What else the same speaker says of it counts, too, as people seldom change their mind within an article; and whether
they speak for it. Beside that stand the words that praise or blame, by where they stand to the target (`toward.py`),
and what saying it does (accuses, thanks, denies). The weights are data/tone_weights.csv; a tone that is less likely
than the threshold there is not given.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..actors.cast import Attributed, Cast, Mention
from ..english.cues import is_negated
from ..english.lexicon import fold, words
from ..english.noun_phrases import first_conjunct
from ..lists import at_import, read_weights
from ..reader.parsed import ParsedArticle
from ..report import TONES, Act, Spans, Speaker, Tone
from . import toward

_DATA = Path(__file__).parent / "data"
NEGATIVE: frozenset[Act] = frozenset({"accuse", "blame", "criticise"})
POSITIVE: frozenset[Act] = frozenset({"praise", "thank"})
_ACTS: Mapping[str, frozenset[Act]] = {
    "act_against": NEGATIVE,
    "act_claim": frozenset({"claim"}),
    "act_deny": frozenset({"deny"}),
    "act_demand": frozenset({"ask", "demand", "want"}),
    "act_for": POSITIVE,
    "act_warn": frozenset({"fear", "threaten", "warn"}),
}
"""What saying it does; the other acts say nothing about a tone."""
WORDS = (
    *_ACTS, "cue_against", "cue_for", "cue_object", "cue_words", "denied", "direct", "intercept", "is_country",
    "is_org", "object_words", "of_document", "own_body", "own_country", "rejected", "side", "withheld",
    *toward.FEATURES,
)  # fmt: skip
"""What the words and those who speak say of the tone, without the encoder's ear."""
HEARD = (
    "against", "article_against", "article_for", "blameless_against", "blameless_for", "elsewhere_against",
    "elsewhere_for", "for", "harmed_against", "mood_against", "mood_for", "most_against", "most_for", "others_against",
    "others_for", "verb_against", "verb_for",
)  # fmt: skip
"""What the encoder hears, as log-odds beside neutral."""
FEATURES = (*WORDS, *HEARD)
_NO_BLAME = ("denied", "turned", "withheld")
"""What makes of blame that is heard one that is not held against the target."""
_LEAST = 0.02
"""Added to the encoder's probabilities before their logarithm: it is surer than it is right."""
_WITHHELD = frozenset({"short", "refrained", "refrains"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})


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


@dataclass(frozen=True, slots=True)
class Heard:
    """The likeliest tone."""

    likeliest: Tone
    probability: float
    is_blame_denied: bool = False
    """Whether what was heard against the target is what the statement denies."""

    @property
    def tone(self) -> Tone | None:
        """The tone, if it is likely enough to be given."""
        return self.likeliest if self.probability >= least_likely() and not self.is_blame_denied else None


def hear(evidence: Mapping[str, float]) -> Heard:
    """The likeliest tone and its probability."""
    scores = dict.fromkeys(TONES, 0.0)
    for tone, known in tone_weights().items():
        scores[tone] = sum(known[name] * value for name, value in evidence.items())
    odds = {tone: math.exp(score - max(scores.values())) for tone, score in scores.items()}
    best = max(odds, key=lambda tone: (odds[tone], tone == 0))
    denied = best == -1 and any(evidence.get(name) for name in _NO_BLAME) and not evidence.get("rejected")
    return Heard(best, odds[best] / sum(odds.values()), denied)


@dataclass(frozen=True, slots=True)
class Listener:
    """Gathers what speaks for a tone in the statements of one article."""

    parsed: ParsedArticle
    cast: Cast
    opinions: Opinions

    def evidence(
        self, attribution: Attributed, speaker: Speaker, mentions: Sequence[Mention], *, of_cue: bool
    ) -> dict[str, float]:
        """By the names of data/tone_weights.csv; `of_cue`: the target is what the cue accuses, thanks ..."""
        found = self._words(attribution, mentions) | self._who(attribution, speaker, mentions)
        found |= {name: float(attribution.act in acts) for name, acts in _ACTS.items()}
        found["cue_object"] = float(of_cue)
        found["cue_for"] = found["act_for"] * found["cue_object"]
        blamed = min(found["does"], found["toward"], found["judged"], found["called"]) < 0 or found["judges"] > 0
        rejects = attribution.cue_lemma in words("rejects") and not of_cue  # "dismissed reports that X was ill"
        found["denied"] = float(
            ((attribution.act == "deny" or rejects) and blamed)
            or (attribution.act in NEGATIVE and bool(found["attacked"]))
            or self._is_defended(attribution, mentions)
        )
        found["rejected"] = float(of_cue and attribution.cue_lemma in words("rejects") and not found["attacked"])
        found["object_words"] = self._named_as(attribution) if of_cue else 0.0
        found["withheld"] = float(self._is_withheld(attribution))
        if found["denied"] or found["withheld"]:
            found |= dict.fromkeys(("act_against", "act_for", "cue_for"), 0.0)
        if found["denied"]:
            found |= dict.fromkeys(("acts", "cue_words", "does", "is"), 0.0)
        found["cue_against"] = found["act_against"] * found["cue_object"]
        found |= self._heard(attribution, speaker, mentions)
        blameless = max(found["denied"], found["turned"], found["withheld"])
        found["blameless_against"] = blameless * found["against"]
        found["blameless_for"] = blameless * found["for"]
        found["harmed_against"] = found["harmed"] * found["against"]
        return found

    def _words(self, attribution: Attributed, mentions: Sequence[Mention]) -> dict[str, float]:
        doc, index = self.parsed.doc, self.parsed.index
        heads = sorted({mention.head for mention in mentions})
        cue = [doc[i] for span in attribution.cue for i in range(*index.tokens(span))]
        found = toward.toward(doc, heads, [index.tokens(span) for span in attribution.content])
        return found | {"cue_words": sum(map(toward.valence_of, cue)), "direct": float(attribution.kind != "indirect")}

    def _is_defended(self, attribution: Attributed, mentions: Sequence[Mention]) -> bool:
        ranges = [self.parsed.index.tokens(span) for span in attribution.content]
        return toward.is_defended(self.parsed.doc, [mention.head for mention in mentions], ranges)

    def _named_as(self, attribution: Attributed) -> float:
        """What the words say that the cue calls the target by: "called X a liar"."""
        if attribution.cue_lemma not in words("names_as"):
            return 0.0
        ranges = map(self.parsed.index.tokens, attribution.content)
        said = (self.parsed.doc[i] for start, end in ranges for i in range(start, end))
        return toward.squashed(sum(map(toward.valence_of, said)))

    def _is_withheld(self, attribution: Attributed) -> bool:
        """Whether the cue says that it was not said: declined to, stopped short of."""
        doc, text = self.parsed.doc, self.parsed.text
        return any(
            is_negated(doc, span, attribution.cue_lemma) or not _WITHHELD.isdisjoint(span.of(text).lower().split())
            for span in attribution.cue
        )

    def _who(self, attribution: Attributed, speaker: Speaker, mentions: Sequence[Mention]) -> dict[str, float]:
        """Whether the speaker speaks for the target: its spokesman, its lawyer, its minister."""
        actor = mentions[0].actor
        # Those who accuse each other are named as speakers alone, and nobody of them speaks for another.
        each_other = all(any(source.contains(one.span) for source in attribution.source) for one in mentions)
        who = self.cast.actors[actor]
        named = any(mention.actor == actor for span in attribution.source for mention in self.cast.between(span))
        last = fold(who.name.split()[-1]) if who.name.split() else ""
        known = fold(f"{speaker.name} {speaker.role or ''}").split()
        return {
            "intercept": 1.0,
            "side": float((named or last in known) and not each_other),
            "own_body": float(who.type == "org" and who.name in (speaker.role or "")),
            "own_country": float(who.type == "country" and who.country == speaker.country),
            "of_document": float(speaker.type == "document"),
            "is_country": float(who.type == "country"),
            "is_org": float(who.type == "org"),
        }

    def _heard(self, attribution: Attributed, speaker: Speaker, mentions: Sequence[Mention]) -> dict[str, float]:
        """What the encoder hears at the target, at what governs it, and elsewhere."""
        doc, actor = self.parsed.doc, mentions[0].actor
        said = [i for span in attribution.content for i in range(*self.parsed.index.tokens(span))]
        beside = {mention for span in attribution.content for mention in self.cast.between(span)}
        places = {
            "": sorted({word for mention in mentions for word in _tokens(mention)}),
            "elsewhere_": self.opinions.elsewhere(speaker, actor, attribution.content),
            "article_": self.opinions.article.get(actor, []),
            "mood_": [i for i in said if doc[i].pos_ in _NOUNS],
            "others_": sorted({mention.head for mention in beside if mention.actor != actor}),
            "verb_": sorted({first_conjunct(doc[mention.head]).head.i for mention in mentions}),
        }
        found = {}
        for name, heard_at in places.items():
            found[f"{name}against"], found[f"{name}for"] = self._leanings(heard_at)
        each = [self._leanings([head]) for head in sorted({mention.head for mention in mentions})]
        found["most_against"], found["most_for"] = map(max, zip(*each, strict=True))
        return found

    def _leanings(self, tokens: Sequence[int]) -> tuple[float, float]:
        """Log-odds of against and of for, each beside neutral; 0 where there is nothing to hear."""
        if not tokens:
            return 0.0, 0.0
        against, neutral, favour = (math.log(share + _LEAST) for share in self.parsed.reading.tone(tokens))
        return against - neutral, favour - neutral


def _tokens(mention: Mention) -> Iterator[int]:
    return iter(range(mention.start, mention.end))


_QUESTIONS = {"against": FEATURES, "for": FEATURES, "shown": ("least",)}


@at_import
def tone_weights() -> dict[Tone, dict[str, float]]:
    """For -1 and for 1 the weight of each feature, against 0."""
    fitted = read_weights(_DATA / "tone_weights.csv", _QUESTIONS)
    return {-1: fitted["against"], 1: fitted["for"]}


@at_import
def least_likely() -> float:
    """How likely a tone must be to be given: four of five that are given are right on articles it was not fitted on."""
    return read_weights(_DATA / "tone_weights.csv", _QUESTIONS)["shown"]["least"]
