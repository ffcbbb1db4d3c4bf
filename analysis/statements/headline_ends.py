"""Headlines that end with who said it: "Bridge toll to rise - minister", "Two killed in blast: police"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..reader.parsed import ParsedArticle
from ..report import Span
from .attributions import Attribution, SpanEvidence

_END = re.compile(r"(?P<said>\S.*?\S)(?P<cue>\s+[-–—]+\s*|\s*:\s+)(?P<who>[^-–—:]+?)\W*$")  # noqa: RUF001
_WORD = re.compile(r"\w+")
_LONGEST = 5
"""Words of a source at a headline's end."""
_SHORTEST = 3
"""Words of what it says."""
_EVIDENCE = SpanEvidence(content=0.95, cue=0.95, source=0.95, cue_span=0.95, source_span=0.95)
"""What such a headline is worth, for want of the encoder's probabilities."""


def with_headline_ends(
    parsed: ParsedArticle, found: Sequence[Attribution], headlines: Sequence[Span]
) -> list[Attribution]:
    """The attributions, with those of headlines that end with a source of the article, where nothing else says it."""
    kept = list(found)
    for attribution in _ends(parsed, headlines):
        said, who = attribution.content[0], attribution.source[0]
        touched = [a for a in kept if any(part.overlaps(said) or part.overlaps(who) for part in a.content)]
        if not any(a.cue and _WORD.search(parsed.text, *a.cue[0]) for a in touched):
            kept = [*(a for a in kept if a not in touched), attribution]
    return kept


def _ends(parsed: ParsedArticle, headlines: Sequence[Span]) -> Iterator[Attribution]:
    text = parsed.text
    sources = [marked.span for marked in parsed.roles["source"]]
    for headline in headlines:
        end = headline.start + len(headline.of(text).rstrip())
        match = _END.match(text, headline.start, end)
        if match is None or "\n" in match.group():
            continue
        said, cue, who = (Span(*match.span(part)) for part in ("said", "cue", "who"))
        words = [word.lower() for word in _WORD.findall(text, *who)]
        enough = len(_WORD.findall(text, *said)) >= _SHORTEST and 0 < len(words) <= _LONGEST
        if enough and any(_names(words, source, who, text) for source in sources):
            mark = text[cue.start : cue.end]
            at = cue.start + len(mark) - len(mark.lstrip())
            yield _attribution(said, Span(at, at + len(mark.strip())), who)


def _names(words: Sequence[str], source: Span, who: Span, text: str) -> bool:
    """Whether a source of the article is the end of the headline, or has all of its words."""
    if who.contains(source) or source.overlaps(who):
        return True
    has = [word.lower() for word in _WORD.findall(text, *source)]
    return any(has[at : at + len(words)] == list(words) for at in range(len(has) - len(words) + 1))


def _attribution(said: Span, cue: Span, who: Span) -> Attribution:
    return Attribution(
        source=(who,),
        cue=(cue,),
        content=(said,),
        kind="indirect",
        act="say",
        cue_lemma=None,
        negated=False,
        speech=True,
        via=None,
        evidence=_EVIDENCE,
        reasons=("the headline ends with who says it",),
    )
