"""One actor for the list of a page: who it is, and where it is only mentioned."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..tables import voices
from ..tables.filter import holds_any
from .cards import passage_of
from .opened import Opened, own_id

MOST = 60
"""Mentions that are listed at most."""


def one_voice(here: Opened, frame: pd.DataFrame, actor_id: str) -> dict[str, Any] | None:
    """An actor of what is open, with the mentions that are in none of its statements and in none about it.

    Nothing where it has no such actor. `first` is where it is first mentioned, by its place in the address; the
    mentions are passages (`cards.passage`), and `more` says that there are others.
    """
    actor = here.report.actor(actor_id)
    if actor is None:
        return None
    near = frame[(frame["speaker_id"] == actor.id) | holds_any(frame["about_ids"], [actor.id])]
    ids = {own_id(own) for own in near["statement_id"]}
    passages: list[dict[str, Any]] = []
    first = None
    for report, there in here.appearances(actor.id):
        inside = [span for s in report.statements if s.id in ids for span in (*s.content, *s.source)]
        place = voices.first_mention(there)
        if first is None and place is not None:
            first = passage_of(here, report, place)["id"]
        passages += [passage_of(here, report, span) for span in voices.only_mentioned(there, inside)]
        if len(passages) > MOST:
            break
    known = [actor.type, actor.role or "", here.country(actor.country) if actor.type != "country" else ""]
    also = [alias for alias in actor.aliases if alias != actor.name]
    told = " · ".join(filter(None, known)) + (f" · also “{'”, “'.join(also)}”" if also else "")
    return {
        "id": actor.id, "name": actor.name, "told": told, "passages": passages[:MOST], "more": len(passages) > MOST,
        "first": first,
    }  # fmt: skip
