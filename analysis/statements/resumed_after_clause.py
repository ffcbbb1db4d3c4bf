"""What a judgement says after a clause about whom it judges: "It accused the minister, who denies it, | of theft".

The encoder takes the end of the sentence for what the clause reports. Of a verb that judges, the preposition that opens
it tells whose it is: one accuses somebody of something, and blames or thanks him for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..report import Act, Span
from .attributions import Attribution

_FOR_WHAT: dict[Act, str] = {
    "accuse": "of", "blame": "for", "criticise": "for|over", "praise": "for", "thank": "for", "warn": "over|against",
}  # fmt: skip
_CLAUSE = re.compile(r"(?:who|which|whose)\b", re.I)


def with_resumed_judgements(text: str, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions; a judgement goes on after a clause that reports something by itself."""
    kept = list(found)
    for at, judgement in enumerate(found):
        after = _FOR_WHAT.get(judgement.act)
        if after is None or not judgement.cue or judgement.cue[0].end > judgement.content[0].start:
            continue
        for place, clause in enumerate(found):
            rest = _rest(text, judgement, clause, after)
            if rest is not None:
                last = clause.content[-1]
                said = Span(last.start, last.start + len(text[last.start : rest.start].rstrip(" ,")))
                kept[place] = replace(clause, content=(*clause.content[:-1], said))
                kept[at] = replace(judgement, content=(*judgement.content, rest))
    return kept


def _rest(text: str, judgement: Attribution, clause: Attribution, after: str) -> Span | None:
    """What a clause's content holds of the judgement: its end, from the judgement's preposition on."""
    if not clause.source or not clause.cue or not _CLAUSE.match(text, clause.source[0].start):
        return None
    end = judgement.content[-1].end
    between = text[end : clause.source[0].start] if end <= clause.source[0].start else "none"
    opened = text[: clause.source[0].start].rstrip().endswith(",")
    if between.strip(" ,") or not opened or clause.cue[0].end > clause.content[-1].start:
        return None
    found = list(re.finditer(rf",\s+(?=(?:{after})\s)", clause.content[-1].of(text)))
    if not found:
        return None
    start = clause.content[-1].start + found[-1].end()
    return Span(start, clause.content[-1].end)
