"""Which articles an address names: one by its key, or several: by their keys, by a tag, by an outlet, or all.

A tag and an outlet are the user's own words, so that an address has only their fingerprints.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .fingerprints import fingerprint

ALL = "all"
BETWEEN = "~"
"""Stands between keys in an address, which keeps it as it is."""

MOST = 60
"""Articles that an address can name one by one; more have a tag."""

_WAYS = ("tag", "outlet")


@dataclass(frozen=True, slots=True)
class Selection:
    """Several articles of the workspace; without a part, all."""

    keys: tuple[str, ...] = ()
    tag: str = ""
    outlet: str = ""

    @property
    def name(self) -> str:
        """Its name in the address."""
        if self.keys:
            return BETWEEN.join(self.keys)
        return next((f"{way}:{fingerprint(getattr(self, way))}" for way in _WAYS if getattr(self, way)), ALL)

    @property
    def title(self) -> str:
        """What it is called on a page."""
        if self.keys:
            return "The articles that you chose"
        if self.tag:
            return f"Articles with the tag “{self.tag}”"
        return f"Articles of “{self.outlet}”" if self.outlet else "All your articles"

    def in_words(self, tags: Iterable[str], outlets: Iterable[str]) -> Selection:
        """The same with the tag or outlet, one of these, that an address has only the fingerprint of."""
        return replace(self, tag=_word(self.tag, tags), outlet=_word(self.outlet, outlets))


def of(keys: Iterable[str]) -> Selection:
    """The articles with these keys, each once."""
    return Selection(tuple(dict.fromkeys(keys)))


def selection_of(name: str) -> Selection | None:
    """The articles that a name in an address means; None where it names a single one.

    A tag or an outlet is as the address has it: `Selection.in_words` tells which one that is.
    """
    if name == ALL:
        return Selection()
    way, _, value = name.partition(":")
    if way in _WAYS and value:
        return Selection(tag=value) if way == "tag" else Selection(outlet=value)
    keys = [key for key in name.split(BETWEEN) if key]
    return of(keys[:MOST]) if BETWEEN in name and keys else None


def _word(given: str, words: Iterable[str]) -> str:
    """The word that an address means: by its fingerprint, or by itself, as addresses once did."""
    known = list(words)
    return given if given in known else next((word for word in known if fingerprint(word) == given), given)
