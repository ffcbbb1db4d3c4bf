"""Tables of voices: who speaks, who speaks about whom, and who is silent.

They are made from a frame of statements (`frames.wide`, filtered) and a list of actors, of one article or of many.
What was not said, or rejected, is nobody's statement (`filter.counted`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

import pandas as pd

from .. import report
from ..report import NO_TONE, Actor, Span
from .filter import counted

TONES = (*report.TONES.values(), "mixed", NO_TONE)
"""What the statements of one speaker about one target amount to."""

OFTEN = 2
"""Mentions from which somebody is mentioned often enough to be missed among those who speak."""

_QUOTED = re.compile(r"“([^“”]+)”?|«([^«»]+)»?|„([^„“”]+)[“”]?|\"([^\"]+)\"?|(?<!\w)‘([^‘]+)’(?!\w)")
_SPEAK: frozenset[report.ActorType] = frozenset({"person", "org", "group", "country"})


def speakers(frame: pd.DataFrame, by: str = "statements") -> pd.DataFrame:
    """Who speaks, most first: speaker, speaker_id, number of statements and of words quoted.

    `by` is "statements" or "words"; by words, only those whose own words are quoted.
    """
    frame = counted(frame)
    words = [quoted_words(text, kind) for text, kind in zip(frame["statement"], frame["kind"], strict=True)]
    groups = frame.assign(words=words, statements=1).groupby("speaker", sort=False)
    found = groups.agg({"speaker_id": "first", "statements": "sum", "words": "sum"}).reset_index()
    if by == "words":
        found = found[found["words"] > 0]
    return found.sort_values(by, ascending=False, kind="stable", ignore_index=True)


def quoted(text: str, kind: str) -> str:
    """The words of a statement that stand in quotation marks; all of a direct one where none are found."""
    parts = [next(filter(None, match.groups())).strip() for match in _QUOTED.finditer(text)]
    if kind == "direct" and not parts:
        return text.strip()
    return " … ".join(parts)


def quoted_words(statement: str, kind: str) -> int:
    """How many words of a statement are the speaker's own: all of a direct quotation, else those between marks."""
    return sum(word != "…" for word in quoted(statement, kind).split())


def pairs(frame: pd.DataFrame) -> pd.DataFrame:
    """Who speaks about whom, most first: speaker, target, number of statements and their tone together.

    A statement about two counts for both, as in the filter by target; its tone is that toward its main target.
    """
    tones: dict[tuple[str, str], list[int | None]] = {}
    frame = counted(frame)
    for speaker, main, every, tone in zip(
        frame["speaker"], frame["about"], frame["about_all"], frame["tone"], strict=True
    ):
        for target in filter(None, every):
            tones.setdefault((speaker, target), []).append(None if target != main or pd.isna(tone) else int(tone))
    rows = [(*pair, len(found), tone_of([tone for tone in found if tone is not None])) for pair, found in tones.items()]
    table = pd.DataFrame(rows, columns=["speaker", "target", "statements", "tone"])
    return table.sort_values("statements", ascending=False, kind="stable", ignore_index=True)


def tone_of(tones: Sequence[int]) -> str:
    """What several tones (-1, 0, 1) amount to: one of TONES."""
    if not len(tones):
        return NO_TONE
    signs = set(tones) - {0}
    if signs == {-1, 1}:
        return "mixed"
    return "critical" if -1 in signs else "favourable" if 1 in signs else "neutral"


def silent(actors: pd.DataFrame, said: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """Who is mentioned often and never quoted, most mentioned first: actor_id, actor, type, mentions, said_about.

    `actors` is `same_actor.cast`, `said` all that is said, `frame` what the filter keeps of it: `said_about` counts in
    that. A country speaks through its people, an organisation also through its spokespeople.
    """
    said, frame = counted(said), counted(frame)
    heard = {*said["speaker_id"], *said["speaker"], *said["via"]}
    lands = set(said["speaker_country"])
    about = Counter(own for cell in frame["about_ids"] for own in cell)
    quiet = (
        actors["type"].isin(_SPEAK)
        & (actors["mentions"] >= OFTEN)
        & (actors["named"] > 0)
        & ~(actors["actor_id"].isin(heard) | actors["actor"].isin(heard))
        & ~((actors["type"] == "country") & actors["country"].isin(lands))
    )
    found = actors.loc[quiet, ["actor_id", "actor", "type", "mentions"]]
    found = found.assign(said_about=[about[own] for own in found["actor_id"]])
    return found.sort_values(["mentions", "said_about"], ascending=False, kind="stable", ignore_index=True)


def only_mentioned(actor: Actor, covered: Collection[Span]) -> list[Span]:
    """Where an actor is named or described outside of what is covered: the statements by it and about it."""
    return [span for span in _told(actor) if not any(span.overlaps(other) for other in covered)]


def first_mention(actor: Actor) -> Span | None:
    """Where an actor is first named or described."""
    return min(_told(actor), default=None)


def _told(actor: Actor) -> list[Span]:
    return [mention.span for mention in actor.mentions if mention.kind != "pronoun"]
