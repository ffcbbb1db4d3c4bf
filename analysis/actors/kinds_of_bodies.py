"""What kind of body an organisation is: by the words of its name, and by the nouns that the text gives it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from ..english.lexicon import fold, words
from ..english.name_forms import org_key
from ..english.noun_phrases import is_noun, lemma
from ..lists import at_import, one_of, read_list, unique
from .cast import Mention

_LAST_WORDS = 3
"""Words at the end of a name, and before an "of", that tell what the body is."""
_APPOSITION = 10
"""Words after a name's comma, or its "is a", in which it is told what the body is."""
_BEFORE = 3
_IS = frozenset({"is", "was"})


@dataclass(frozen=True, slots=True)
class BodyKinds:
    """The kinds of bodies that a noun can mean, and that a word of a name tells."""

    of_noun: Mapping[str, frozenset[str]]
    of_name_word: Mapping[str, frozenset[str]]


@at_import
def body_kinds() -> BodyKinds:
    """The list data/description_classes.csv."""
    columns = {"class": unique(), "kind": one_of("noun", "name", is_key=True), "word": unique()}
    found: dict[str, defaultdict[str, set[str]]] = {"noun": defaultdict(set), "name": defaultdict(set)}
    for row in read_list(Path(__file__).parent / "data" / "description_classes.csv", columns):
        found[row["kind"]][row["word"]].add(row["class"])
    nouns, names = ({word: frozenset(kinds) for word, kinds in found[kind].items()} for kind in ("noun", "name"))
    return BodyKinds(nouns, names)


def kinds_of_noun(noun: str) -> frozenset[str]:
    """What a noun's body may be: "carrier": an airline."""
    return body_kinds().of_noun.get(noun, frozenset())


def kinds_of_name(name: str) -> frozenset[str]:
    """What its name tells of a body: "Supreme Court of Kenya": a court."""
    key = org_key(name)
    before_of = key[: key.index("of")] if "of" in key else key
    told = (*key[-_LAST_WORDS:], *before_of[-_LAST_WORDS:])
    return frozenset(kind for word in told for kind in body_kinds().of_name_word.get(word, ()))


def is_another_kind(noun: str, name: str) -> bool:
    """Whether a name says that it is no such body: "Norwind Airways" is no "hospital"."""
    meant, told = kinds_of_noun(noun), kinds_of_name(name)
    return bool(meant and told) and not meant & told and noun not in org_key(name)


def nouns_told(doc: Doc, mention: Mention) -> frozenset[str]:
    """The nouns by which a text calls a body beside its name: "chipmaker Nova", "Nova, a chipmaker from Brno,"."""
    found = set()
    at = mention.start - 1
    while at >= max(0, mention.start - _BEFORE) and doc[at].tag_ == "NN" and not doc[at].ent_type_:
        found.add(lemma(doc[at]))
        at -= 1
    if at > 0 and doc[mention.start - 1].text == "," and doc[at].tag_ == ",":
        before = doc[at - 1]
        if before.tag_ == "NN" and not before.ent_type_:
            found.add(lemma(before))
    end = mention.end
    if end < len(doc) and doc[end].text == "(":
        end = next((j + 1 for j in range(end, min(end + 8, len(doc))) if doc[j].text == ")"), end)
    opening = [fold(token.text) for token in doc[end : end + 2]]
    if len(opening) == 2 and (opening[0] == "," or opening[0] in _IS) and opening[1] in words("article"):
        for token in doc[end + 2 : end + 2 + _APPOSITION]:
            if token.is_punct and token.text not in ("-", "’", "'"):
                break
            if is_noun(token) and not token.ent_type_:
                found.add(lemma(token))
            if token.tag_ in ("IN", "WDT", "WP", "VBD", "VBZ") and found:
                break
    return frozenset(found)
