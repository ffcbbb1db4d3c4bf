"""The offices and descriptions that stand beside a person's name: in front of it, or in apposition after it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from .cast import Mention
from .lexicon import fold, roles, titles, words
from .phrases import is_noun, left_edge, text_of


@dataclass(frozen=True, slots=True)
class HeldRole:
    """An office or description that the text ties to a person."""

    text: str
    like: str
    """The noun, or the one that stands for its synonyms."""
    words: frozenset[str]
    position: int
    country: str | None = None


def held_roles(doc: Doc, mention: Mention, countries_at: dict[int, str]) -> list[HeldRole]:
    """The offices that stand beside a person's name: in front of it, or in apposition before or after it."""
    found = []
    start = left_edge(doc, mention.head)
    while start < mention.start and (doc[start].tag_ in ("DT", "PRP$", "POS") or doc[start].is_space):
        start += 1
    if start < mention.start:
        role = _role(doc, start, mention.start, countries_at)
        found += [role] if role else []
    elif (begin := _apposed_before(doc, mention.start)) is not None:
        role = _role(doc, begin, mention.start - 1, countries_at)
        found += [role] if role else []
    after = _skip_brackets(doc, mention.end)
    if after + 1 < len(doc) and doc[after].text == ",":
        begin = after + 1
        end = begin
        while (
            end < len(doc)
            and end - begin < 16
            and not doc[end].is_punct
            and not doc[end].is_space
            and doc[end].tag_ not in ("WP", "WDT", "VBD", "VBZ", "VBP", "MD")
        ):
            end += 1
        role = _role(doc, begin, _first_noun_end(doc, begin, end), countries_at, whole=end)
        found += [role] if role else []
    return found


def _apposed_before(doc: Doc, start: int) -> int | None:
    """Where the phrase begins that a comma ties to the name after it: "Kenya's fisheries minister, Ana Ruiz"."""
    head = start - 2
    if head < 0 or doc[start - 1].text != "," or doc[head].tag_ not in ("NN", "NNP"):
        return None
    begin = left_edge(doc, head)
    if begin > 1 and doc[begin - 1].tag_ == "POS":
        begin = left_edge(doc, begin - 2)
    while begin < head and doc[begin].tag_ in ("DT", "PRP$"):
        begin += 1
    return begin


def _first_noun_end(doc: Doc, begin: int, end: int) -> int:
    """The end of the first noun run."""
    at = begin
    while at < end and not is_noun(doc[at]):
        if doc[at].tag_ in ("IN", "VBG", "TO", "CC"):
            return begin
        at += 1
    while at < end and (is_noun(doc[at]) or doc[at].tag_ in ("HYPH", "POS")):
        at += 1
    return at


def _skip_brackets(doc: Doc, at: int) -> int:
    if at < len(doc) and doc[at].text == "(":
        for end in range(at, min(at + 12, len(doc))):
            if doc[end].text == ")":
                return end + 1
    return at


def _role(doc: Doc, start: int, end: int, countries_at: dict[int, str], whole: int | None = None) -> HeldRole | None:
    """The role that the phrase's last noun names."""
    noun = end - 1
    while noun >= start and not is_noun(doc[noun]):
        noun -= 1
    if noun < start:
        return None
    base = fold(doc[noun].text).replace(".", "")
    if base in titles() and titles()[base].role:
        base = titles()[base].role.split()[-1]
    role = roles().get(base)
    if role is None or role.kind == "kin":
        return None
    stop = whole or end
    begin = start
    while begin < noun and fold(doc[begin].text) in words("article"):
        begin += 1
    text = text_of(doc, begin, stop)
    country = next((countries_at[i] for i in range(start, stop) if i in countries_at), None)
    return HeldRole(text, role.like, frozenset(fold(text).split()), start, country)


def role_gender(token: Token) -> float:
    """What a role noun tells of gender: above 0 a man, below 0 a woman."""
    known = roles().get(fold(token.text))
    return {"m": 6.0, "f": -6.0}.get(known.gender, 0.0) if known else 0.0
