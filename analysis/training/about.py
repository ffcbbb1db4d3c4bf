"""What a name inside a statement is to it: labels of the head `about`, and of tone on the main target.

A named mention inside a statement is its main target (2), another target (1) or neither (0). Where the main target is
not named there, the pronouns that can mean nobody else take its place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from ..article.quotations import INSIDE
from ..places.world_lists import read_places
from .corpora import ENTITY_LABELS, IGNORE, Example, MarkedStatement, gold_spans

NONE, TARGET, MAIN = range(3)
"""The columns of the head `about`, as `network.ABOUT` names them."""
NAMED = frozenset({"PERSON", "ORG", "LOC", "NORP", "FAC"})
"""Entity types that can be whom a statement is about."""
_PRONOUNS = {
    "person": (frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})),
    "org": (frozenset({"it", "its", "itself"}),),
    "country": (frozenset({"it", "its", "itself"}),),
    "group": (frozenset({"they", "them", "their", "theirs", "themselves"}),),
}
"""By the type of a main target, the pronouns that can stand for one; each set means another kind of someone."""
_ANY_PRONOUN = frozenset().union(*(words for sets in _PRONOUNS.values() for words in sets))
_TITLES = frozenset(
    {"a", "an", "the", "dr", "mr", "mrs", "ms", "prof", "sir", "lady", "lord", "former", "president", "prime",
     "minister", "secretary", "gov", "governor", "rep", "sen", "senator"}
)  # fmt: skip

_PARTIES = {
    name: party
    for party, names in {
        "republicans": ("republicans", "republican", "republican party", "gop"),
        "democrats": ("democrats", "democrat", "democratic", "democratic party"),
    }.items()
    for name in names
}


def about_labels(example: Example, entities: Sequence[int]) -> dict[str, list[int]]:
    """Labels of `about` and `tone`, one a word, of an example with marked statements and its entity labels."""
    about, tone = ([IGNORE] * len(example.words) for _ in range(2))
    names = [span for span in sorted(gold_spans(entities, ENTITY_LABELS)) if span[2] in NAMED]
    for marked in example.marked:
        inside = set(marked.inside)
        main_words: list[int] = []
        for first, last, _ in names:
            if first not in inside:
                continue
            meaning = what_it_is(" ".join(example.words[first : last + 1]), marked)
            stretch = range(first, last + 1)
            for at in stretch:
                about[at] = max(about[at], meaning)  # a statement inside another: what it is to either
            main_words += stretch if meaning == MAIN else ()
        main_words = main_words or standing_in(example, marked)
        for at in main_words:
            about[at] = MAIN
            if marked.tone is not None:
                tone[at] = marked.tone + 1
    return {"about": about, "tone": tone}


def what_it_is(mention: str, marked: MarkedStatement) -> int:
    """What a named mention inside a statement is to it."""
    if marked.main is not None and same_name(mention, marked.main):
        return MAIN
    return TARGET if any(same_name(mention, name) for name in marked.about) else NONE


def standing_in(example: Example, marked: MarkedStatement) -> list[int]:
    """The pronouns that stand for a main target that the statement does not name; none where it is not clear.

    Clear is: all pronouns inside are of one kind, that kind fits the target, and none can be the speaker's own (a
    person who is reported without quotation marks is "he" too).
    """
    if marked.main is None:
        return []
    found = [at for at in marked.inside if example.words[at].lower() in _ANY_PRONOUN]
    if marked.by_person and any(example.states[at] != INSIDE for at in found):
        return []
    written = {example.words[at].lower() for at in found}
    fits = any(written <= kind for kind in _PRONOUNS.get(marked.main_type, ()))
    return found if fits else []


def same_name(mention: str, name: str) -> bool:
    """Whether a mention can be of that name: equal, a part of it with its last word, or another word for a country."""
    one, other = _key(mention), _key(name)
    if not one or not other:
        return False
    if _other_name(one) == _other_name(other):
        return True
    short, long = sorted((one.split(), other.split()), key=len)
    return short[-1] == long[-1] and set(short) <= set(long)


def _key(name: str) -> str:
    """A name without accents, case, titles, possessives and initials."""
    plain = unicodedata.normalize("NFKD", re.sub("[’`]", "'", name)).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9 ]", " ", plain.lower().replace(".", "")).split()
    return " ".join(word for word in words if word not in _TITLES and (len(word) > 1 or word.isdigit()))


@cache
def _country_words() -> dict[str, str]:
    """The key of a country's name by the keys of its other names, its people, its capital and what stands for it."""
    names: dict[str, str] = {}
    found: dict[str, str] = {}
    for row in read_places("countries.csv"):
        names[row["alpha2"]] = key = _key(row["name"])
        words = (row[column].split(";") for column in ("variants", "demonyms", "capitals"))
        found |= {_key(word): key for part in words for word in part if len(_key(word)) > 1}
    metonyms = (row for row in read_places("metonyms.csv") if row["meaning"].startswith("seat of"))
    return found | {_key(row["name"]): names[row["alpha2"]] for row in metonyms}


def _other_name(key: str) -> str:
    """The key by which a country, or a party of the United States, is known here; else the key itself."""
    return _PARTIES.get(key) or _country_words().get(key, key)
