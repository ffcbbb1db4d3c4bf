"""The offices and descriptions that stand beside a person's name: in front of it, or in apposition after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from ..english.lexicon import fold, roles, titles, words
from ..english.noun_phrases import LONGEST, is_noun, is_plural, is_subject, left_edge, lemma, looks_like_person, text_of
from .cast import Mention
from .role_words import office_begins, office_text

_BEFORE_NAME = frozenset({"compound", "nmod", "amod"})
_FIELD = frozenset({"NN", "NNS", "JJ", "CC"})
"""Tags of the words that say for what an office is."""
_LONGEST_FIELD = 5
_INSIDE_PHRASE = frozenset({"DT", "JJ", "POS", "HYPH", "PRP$"})
_GOVERNED = frozenset({"pobj", "attr", "dobj"})


@dataclass(frozen=True, slots=True)
class HeldRole:
    """An office or description that the text ties to a person."""

    text: str
    like: str
    """The noun, or the one that stands for its synonyms."""
    words: frozenset[str]
    position: int
    country: str | None = None


OF_WHAT = frozenset({"of", "for", "to", "at", "in", "on"})
"""What ties an office to what it is for: "minister for development Ana Ruiz", "envoy to Mali Ana Ruiz"."""
_THEIRS = frozenset({"of", "from"})
"""What ties even an envoy to his own country: "ambassador of Peru"."""


def held_roles(doc: Doc, mention: Mention, countries_at: dict[int, str]) -> list[HeldRole]:
    """The offices that stand beside a person's name: in front of it, or in apposition before or after it."""
    found = []
    start = _phrase_start(doc, mention)
    while start < mention.start and (doc[start].tag_ in ("DT", "PRP$", "POS") or doc[start].is_space):
        start += 1
    if start < mention.start:
        stop = mention.start - (fold(doc[mention.start - 1].text) in ("named", "called") and mention.start - start > 1)
        within = range(start + 1, stop)
        of = next((i for i in within if fold(doc[i].text) in OF_WHAT), stop)
        role = _role(doc, start, stop, countries_at)
        role = role or _role(doc, start, of, countries_at, whole=stop)
        found += [role] if role else []
    elif (apposed := apposed_before(doc, mention.start)) is not None:
        begin, noun = apposed
        role = _role(doc, begin, noun + 1, countries_at, whole=mention.start - 1)
        found += [role] if role else []
    after = _skip_brackets(doc, mention.end)
    if after + 1 < len(doc) and doc[after].text == ",":
        aged = after + 3 < len(doc) and doc[after + 1].tag_ == "CD" and doc[after + 2].text == ","
        begin = after + (3 if aged else 1)  # "Ana Ruiz, 45, the head of the port"
        end = begin
        while (
            end < len(doc)
            and end - begin < 16
            and not doc[end].is_punct
            and not doc[end].is_space
            and doc[end].tag_ not in ("WP", "WDT", "VBD", "VBZ", "VBP", "MD")
        ):
            end += 1
        own = not _is_before_a_name(doc, begin, end)
        role = _role(doc, begin, _first_noun_end(doc, begin, end), countries_at, whole=end) if own else None
        found += [role] if role else []
    return found


def _is_before_a_name(doc: Doc, begin: int, end: int) -> bool:
    """Whether an office after a comma is the next person's: "blamed Tom Berg, Deputy Minister Ana Ruiz said"."""
    at = begin
    while at < end and (is_noun(doc[at]) or doc[at].tag_ in _INSIDE_PHRASE):
        named = doc[at].ent_type_ == "PERSON"
        at += 1
        goes_on = at < len(doc) and (doc[at].ent_type_ == "PERSON" or doc[at].tag_ == "POS")
        if named and not goes_on:
            return True
    return False


def _phrase_start(doc: Doc, mention: Mention) -> int:
    """Where what stands before a name begins, with an "of" inside: "Leader of the House Ana Ruiz"."""
    start = left_edge(doc, mention.head)
    office = office_before(doc, mention.start)
    if office is not None:
        return left_edge(doc, office)
    if start < mention.start:
        tied = [
            child
            for child in doc[mention.head].children
            if child.i < mention.start and child.dep_ in _BEFORE_NAME and is_noun(child)
        ]
        first = min((child.left_edge.i for child in tied if child.left_edge.i < start), default=start)
        between = doc[first:start]
        if start - first <= LONGEST and not any(token.is_punct and token.text != "-" for token in between):
            return first
    return start


def office_before(doc: Doc, name: int) -> int | None:
    """The noun of an office that says for what it is before a name: "Ukraine's | minister | for trade Ana Ruiz"."""
    at = name - 1
    while at > 0 and name - at <= _LONGEST_FIELD and doc[at].is_lower and doc[at].tag_ in _FIELD:
        if looks_like_person(doc[at]):
            return None
        at -= 1
    if not 0 < at < name - 1 or fold(doc[at].text) not in ("for", "of"):
        return _office_for_a_place(doc, name)
    return at - 1 if lemma(doc[at - 1]) in words("office_for") else None


def _office_for_a_place(doc: Doc, name: int) -> int | None:
    """The noun of an office for a place or a body before a name: "UN special | envoy | for Yemen Ana Ruiz"."""
    at = name - 1
    while at > 0 and name - at <= _LONGEST_FIELD and _is_of_a_name(doc[at]):
        at -= 1
    if not 0 < at < name - 1 or fold(doc[at].text) not in OF_WHAT or doc[name].ent_type_ != "PERSON":
        return None
    office = doc[at - 1]
    role = roles().get(lemma(office))
    if role is None or role.kind != "office" or is_plural(office):
        return None
    last = name
    while last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I":
        last += 1
    governed = office.dep_ in _GOVERNED and office.head.i < office.i
    return None if governed and is_subject(doc[last]) else office.i  # "He told the envoy to Mali | Ana Ruiz had left"


def _is_of_a_name(token: Token) -> bool:
    """Whether a word may stand in the name of a place or body, and makes nobody of it: no "for Kenya's President"."""
    known = fold(token.text).replace(".", "")
    if token.ent_type_ == "PERSON" or known in titles() or known in roles():
        return False
    return token.tag_ in ("NNP", "NNPS", "DT") or bool(token.ent_type_)


def apposed_before(doc: Doc, start: int) -> tuple[int, int] | None:
    """The phrase that a comma ties to a name, "Kenya's ambassador to Peru, Ana Ruiz": where it begins, and its noun."""
    last = start - 2
    if last < 0 or doc[start - 1].text != "," or doc[last].tag_ not in ("NN", "NNP"):
        return None
    head, begin = last, left_edge(doc, last)
    while (
        begin > 1
        and fold(doc[begin - 1].text) in words("office_held_at")
        and is_noun(doc[begin - 2])
        and start - begin < LONGEST
    ):
        head = begin - 2
        begin = left_edge(doc, head)
    if head != last and doc[head].dep_ in _GOVERNED:  # "As a clerk at the court, Ana Ruiz ...": she was one once
        head, begin = last, left_edge(doc, last)
    if begin > 1 and doc[begin - 1].tag_ == "POS":
        begin = left_edge(doc, begin - 2)
    while begin < head and doc[begin].tag_ in ("DT", "PRP$"):
        begin += 1
    return begin, head


def _first_noun_end(doc: Doc, begin: int, end: int) -> int:
    """The end of the first noun run."""
    at = begin
    while at < end and not is_noun(doc[at]):
        if doc[at].tag_ in ("IN", "VBG", "TO", "CC"):
            return begin
        at += 1
    owned = False
    while at < end and (is_noun(doc[at]) or doc[at].tag_ in ("HYPH", "POS") or (owned and doc[at].tag_ == "JJ")):
        owned = doc[at].tag_ == "POS" or (owned and doc[at].tag_ == "JJ")
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
    begin = office_begins(doc, start, noun, countries_at)
    told = frozenset(fold(text_of(doc, begin, stop)).split())
    country = land_of_office(doc, begin, noun, stop, countries_at)
    return HeldRole(office_text(doc, begin, noun, stop), role.like, told, begin, country)


def land_of_office(doc: Doc, start: int, noun: int, stop: int, countries_at: Mapping[int, str]) -> str | None:
    """The country that an office is of, not one that it is for: "France's ambassador to Mali" is France's.

    `noun`: the token that names the office, between `start` and `stop`.
    """
    for i in range(start, stop):
        if i in countries_at and not _is_only_for(doc, start, noun, i):
            return countries_at[i]
    return None


def _is_only_for(doc: Doc, start: int, noun: int, i: int) -> bool:
    """Whether a country is only whom an office is sent to, or what it is about: "the UN's Mali envoy"."""
    sent, posted = lemma(doc[noun]) in words("sent_abroad"), lemma(doc[noun]) in words("posted_for")
    if not (sent or posted) or doc[i].ent_type_ == "ORG":
        return False
    owned = any(token.tag_ == "POS" or token.ent_type_ == "ORG" for token in doc[start : min(i, noun)])
    if i < noun:
        return owned and doc[i + 1].tag_ != "POS"
    tie = next((fold(doc[j].text) for j in range(i - 1, noun, -1) if doc[j].tag_ in ("IN", "TO")), "of")
    if sent or tie == "on":
        return tie not in _THEIRS
    return owned and tie not in _THEIRS and (i + 1 == len(doc) or not is_noun(doc[i + 1]) or bool(doc[i + 1].ent_type_))


def role_gender(token: Token) -> float:
    """What a role noun tells of gender: above 0 a man, below 0 a woman."""
    known = roles().get(fold(token.text))
    return {"m": 6.0, "f": -6.0}.get(known.gender, 0.0) if known else 0.0
