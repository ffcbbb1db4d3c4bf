"""The filter in words, part by part, and in the address, without a word of the article.

In an address, speakers and targets are written as the ids of their actors, or as a fingerprint where the article has
no such actor, and outlets as fingerprints; several values are joined by full stops, which an address keeps as they are:
`by=a3.a7&act=accuse`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from ..report import NO_TONE, TONES
from ..tables.filter import NAMED_BY, Filter, names_in, outlets_in
from ..workspace.fingerprints import fingerprint

LISTS = {"by": "speakers", "about": "about", "countries": "countries", "act": "acts", "kind": "kinds",
         "without": "without", "outlet": "outlets", "tone": "tones"}  # fmt: skip
"""Parameters that hold several values: their fields of the filter."""

SHARES = {"least": "least", "most": "most"}
"""Parameters that hold a percentage."""

SWITCHES = {"beliefs": "beliefs", "rejected": "rejected", "aside": "aside"}
"""Parameters that are 1 or not there."""

DAYS = {"since": "since", "until": "until"}
"""Parameters that hold a day (ISO 8601)."""

_FIELDS = LISTS | SHARES | SWITCHES | DAYS

PARAMETERS = tuple(_FIELDS)
"""What of a filter an address can hold, in order."""


def parts(wanted: Filter, country: Callable[[str], str]) -> list[tuple[str, Filter]]:
    """Each part of the filter in words, with the filter that is left when it is taken off."""
    named: dict[str, Callable[[str], str]] = {
        "about": "about {}".format, "countries": country, "without": "not by {}".format
    }  # fmt: skip
    found = [
        (named.get(field, str)(value), _with(wanted, field, _less(getattr(wanted, field), value)))
        for field in LISTS.values()
        for value in getattr(wanted, field)
    ]
    if wanted.since or wanted.until:
        found.append((when(wanted), replace(wanted, since="", until="")))
    if (wanted.least, wanted.most) != (0.0, 1.0):
        found.append((sure(wanted), replace(wanted, least=0.0, most=1.0)))
    switches = {"beliefs": "plans and beliefs too", "rejected": "rejected too", "aside": "datelines and captions too"}
    return found + [(words, _with(wanted, on, False)) for on, words in switches.items() if getattr(wanted, on)]


def sure(wanted: Filter) -> str:
    """The range of confidence in words."""
    if wanted.most >= 1:
        return f"at least {wanted.least:.0%} sure"
    if wanted.least <= 0:
        return f"at most {wanted.most:.0%} sure"
    return f"{round(100 * wanted.least)}–{wanted.most:.0%} sure"


def when(wanted: Filter) -> str:
    """The range of days in words."""
    if wanted.since == wanted.until:
        return f"on {wanted.since}"
    if wanted.since:
        return f"from {wanted.since}" + (f" to {wanted.until}" if wanted.until else "")
    return f"until {wanted.until}"


def to_address(wanted: Filter, every: pd.DataFrame, actors: Mapping[str, str]) -> dict[str, str]:
    """The filter as parameters of an address. `every` is the unfiltered frame, `actors` names by id."""
    if wanted == Filter():
        return {}
    keys = {name: key for key, name in reversed(_by_key(every, actors).items())}
    address = {}
    for name, field in LISTS.items():
        values = getattr(wanted, field)
        if name in ("by", "about"):
            values = [keys[value] for value in values if value in keys]
        elif name == "outlet":
            values = map(fingerprint, values)
        elif name == "tone":
            values = map(_hyphened, values)
        address[name] = ".".join(values)
    for name, field in SHARES.items():
        if getattr(wanted, field) != getattr(Filter(), field):
            address[name] = str(round(100 * getattr(wanted, field)))
    address |= {name: "1" for name, field in SWITCHES.items() if getattr(wanted, field)}
    address |= {name: getattr(wanted, field) for name, field in DAYS.items()}
    return {name: value for name, value in address.items() if value}


def from_address(
    asked: Mapping[str, str], every: pd.DataFrame, actors: Mapping[str, str]
) -> tuple[Filter, tuple[str, ...]]:
    """The filter that an address asks for, and the parameters in which something does not fit."""
    wanted, bad = Filter(), []
    if asked.keys().isdisjoint(PARAMETERS):
        return wanted, ()
    known = _known(every, actors)
    for name in (name for name in PARAMETERS if name in asked):
        value: object
        if name in LISTS:
            # Full stops are ours; commas are what a hand would write.
            keys = list(dict.fromkeys(key for key in re.split(r"[.,]", asked[name]) if key))
            value = tuple(dict.fromkeys(known[name][key] for key in keys if key in known[name]))
            fits = bool(keys) and all(key in known[name] for key in keys)
        elif name in SHARES:
            fits = re.fullmatch(r"[0-9]{1,3}", asked[name]) is not None and int(asked[name]) <= 100
            value = int(asked[name]) / 100 if fits else getattr(Filter(), SHARES[name])
        elif name in DAYS:
            fits = _is_day(asked[name])
            value = asked[name] if fits else ""
        else:
            fits = asked[name] == "1"
            value = fits
        wanted = _with(wanted, _FIELDS[name], value)
        bad += [] if fits else [name]
    if wanted.least > wanted.most:
        wanted, bad = replace(wanted, least=0.0, most=1.0), [*bad, "least"]
    if wanted.until and wanted.since > wanted.until:
        wanted, bad = replace(wanted, since="", until=""), [*bad, "since"]
    return wanted, tuple(bad)


def _hyphened(words: str) -> str:
    return words.replace(" ", "-")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _known(every: pd.DataFrame, actors: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """For each parameter that holds several values, what it can hold, and what stands for that in the filter."""
    names = _by_key(every, actors)
    there = {name: set(names_in(every[column])) for name, column in (("by", "speaker"), ("about", "about_all"))}
    people = {name: {key: own for key, own in names.items() if own in some} for name, some in there.items()}
    codes = names_in(every["concerns"]) + names_in(every["speaker_country"])
    same = {"countries": codes, "act": names_in(every["act"]), "kind": names_in(every["kind"]),
            "without": NAMED_BY}  # fmt: skip
    known = people | {name: {value: value for value in values} for name, values in same.items()}
    known["outlet"] = {fingerprint(name): name for name in outlets_in(every)}
    known["tone"] = {_hyphened(tone): tone for tone in (*TONES.values(), NO_TONE)}
    return known


def _by_key(every: pd.DataFrame, actors: Mapping[str, str]) -> dict[str, str]:
    """Names of speakers and targets by what stands for them in an address: ids of actors first, then fingerprints."""
    names = dict.fromkeys([*names_in(every["speaker"]), *names_in(every["about_all"])])
    return {key: own for key, own in actors.items() if own in names} | {fingerprint(name): name for name in names}


def _with(wanted: Filter, field: str, value: object) -> Filter:
    changed: dict[str, Any] = {field: value}
    return replace(wanted, **changed)


def _less(values: Iterable[str], value: str) -> tuple[str, ...]:
    return tuple(other for other in values if other != value)
