"""What the words of a statement do to its target: praise and blame by where they stand in the sentence.

"The mayor lied" blames the mayor, "thieves robbed the mayor" does not: the same word counts otherwise where the target
does it, has it done to it, owns it, or only stands near. How much a word praises or blames is data/valence.csv.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from spacy.tokens import Doc, Token

from ..english.cues import cue_table, known_lemma
from ..english.lexicon import fold, words
from ..english.noun_phrases import first_conjunct, is_noun
from ..lists import NUMBER, one_of, read_list, unique

_DATA = Path(__file__).parent / "data"
FEATURES = (
    "acts", "attacked", "blame", "called", "contrast", "does", "done", "fails_to", "friendly", "harmed", "hostile",
    "is", "judged", "judges", "near", "ought", "own", "owns", "praise", "question", "sided", "toward", "turned",
    "undergoes", "we", "weary", "words",
)  # fmt: skip
"""What `toward` finds in the words."""
_NEGATED = -0.74
"""What a negation makes of a word's valence; as in VADER."""
_NEGATION_REACH = 3
_HALF_WAY = 15.0
"""How much valence makes a statement as good as entirely for or against; as in VADER."""
_NEAR_HALF_WAY = 4.0
"""The same for the words that hang on one mention."""
_PREDICATE = frozenset({
    "acomp", "attr", "oprd", "xcomp", "dobj", "obj", "advmod", "prep", "pobj", "amod", "compound", "pcomp", "dative",
    "prt", "neg", "det", "ccomp", "conj", "nmod",
})  # fmt: skip
"""What belongs to what a verb says of its subject."""
_MODIFIERS = frozenset({"amod", "compound", "nmod"})
_DEPTH = 4
"""Words down from a verb that still belong to what it says."""
_TOO = -0.5
"""What "too" makes of a word of praise: "entirely too confident"."""
_CONTRAST = frozenset({"but", "although", "though", "however", "despite", "yet"})
_CAN = frozenset({"can", "ca", "could"})
_WE = frozenset({"we", "our", "us"})
_OUGHT = frozenset({"should", "must", "ought", "need", "needs"})
_SUMS = ("acts", "called", "does", "done", "is", "judged", "near", "owns", "toward")
_ONCE = (
    "attacked", "fails_to", "friendly", "harmed", "hostile", "judges", "ought", "own", "sided", "turned", "undergoes",
    "weary",
)  # fmt: skip
_JUDGING = frozenset({"accuse", "blame", "criticise", "praise", "thank"})
_CONDEMNING = frozenset({"blame", "criticise"})
_COMPLEMENTS = frozenset({"acomp", "attr", "oprd"})
_HOSTILE = frozenset({"against", "at", "on", "over"})
_FRIENDLY = frozenset({"for", "to", "with"})
_FROM = frozenset({"by", "from"})
"""After a noun: whose doing it is."""
_WORDS = frozenset({"NOUN", "VERB", "ADJ", "ADV", "INTJ"})


def toward(doc: Doc, heads: Sequence[int], ranges: Sequence[tuple[int, int]]) -> dict[str, float]:
    """What the words in those ranges of tokens say of a target that those tokens name."""
    found = dict.fromkeys(FEATURES, 0.0)
    said = [token for start, end in ranges for token in doc[start:end] if not token.is_space]
    inside = {token.i: valence_of(token) for token in said}
    values = inside.values()
    found["words"] = squashed(sum(values), _HALF_WAY)
    found["praise"] = squashed(sum(value for value in values if value > 0), _HALF_WAY)
    found["blame"] = squashed(sum(value for value in values if value < 0), _HALF_WAY)
    lower = {token.lower_ for token in said}
    found["contrast"] = float(not _CONTRAST.isdisjoint(lower))
    found["question"] = float("?" in lower)
    found["we"] = float(not _WE.isdisjoint(lower))
    for head in heads:
        for name, value in _at(doc[head], inside):
            found[name] += value
    for name in _SUMS:
        found[name] = squashed(found[name])
    for name in _ONCE:
        found[name] = min(1.0, found[name])
    return found


def _at(head: Token, inside: Mapping[int, float]) -> Iterator[tuple[str, float]]:
    """What one mention is in its sentence, by the names of FEATURES; `inside`: the words said, with their valences."""
    token = first_conjunct(head)
    sentence = token.sent
    yield "near", sum(inside[i] for i in range(sentence.start, sentence.end) if i in inside)
    for child in head.children:
        if child.dep_ in ("amod", "appos", "compound"):
            yield "called", valence_of(child)
        elif child.dep_ in ("relcl", "acl"):
            yield "does", said_by(child, inside)
    yield "own", float(_is_own(head))
    parent = token.head
    if parent.i == token.i:
        return
    if token.dep_ == "nsubj" and known_lemma(parent) in words("undergoes"):
        yield "undergoes", float(said_by(parent, inside) - valence_of(parent) < 0)
    elif token.dep_ == "nsubj":
        yield from _predicate(parent, inside)
        yield "ought", float(any(fold(child.text) in _OUGHT for child in parent.children) or parent.lower_ in _OUGHT)
    elif token.dep_ == "nsubjpass" and any(child.lower_ in _CAN for child in parent.children):
        yield "is", inside.get(parent.i, 0.0)
    elif token.dep_ in ("nsubjpass", "dobj", "obj", "dative"):
        yield from _suffers(parent, inside)
    elif token.dep_ == "poss" or (token.dep_ in _MODIFIERS and is_noun(parent)):
        yield from _owned(parent, inside)
        if parent.dep_ == "pobj":
            yield from _attacked(parent.head)
            yield "weary", float(_is_weary(parent.head))
    elif token.dep_ == "pobj":
        yield from _after_preposition(token, parent, inside)
    elif token.dep_ in ("attr", "appos"):
        yield "called", said_by(parent, inside)


def _predicate(verb: Token, inside: Mapping[int, float]) -> Iterator[tuple[str, float]]:
    """What the target, as subject of the verb, does and is; whom it judges is another matter."""
    if verb.i in inside and cue_table().get((known_lemma(verb), "verb"), ("say", False))[0] in _JUDGING:
        yield "judges", 1.0
        return
    yield "does", said_by(verb, inside)
    yield "turned", float(_is_turned(verb, inside) or _is_refuted(verb))
    if verb.i not in inside:
        return
    complements = [child for child in verb.children if child.dep_ in _COMPLEMENTS]
    if complements and verb.pos_ == "AUX":
        yield "is", sum(said_by(word, inside) for word in complements)
        return
    value = inside[verb.i]
    yield "acts", value
    yield "fails_to", float(not value and any(child.dep_ == "neg" for child in verb.children))


def _owned(thing: Token, inside: Mapping[int, float]) -> Iterator[tuple[str, float]]:
    """What is said of a thing that is the target's, or comes from it: "X's claim", "the claim by X"."""
    yield "owns", valence_of(thing) + sum(valence_of(child) for child in thing.children if child.dep_ == "amod")
    if thing.dep_ == "nsubj":
        yield "owns", said_by(thing.head, inside)
    elif thing.dep_ in ("dobj", "obj", "nsubjpass"):
        yield "judged", valence_of(thing.head)


def _is_own(head: Token) -> bool:
    """Whether the target is the speaker's own: "our captain", "her client, N"."""
    nouns = [head, first_conjunct(head)] + ([head.head] if head.dep_ == "appos" else [])
    return any(
        child.dep_ == "poss" and (child.lower_ in ("our", "my") or noun.lower_ in words("represented"))
        for noun in nouns
        for child in noun.children
    )


def _suffers(verb: Token, inside: Mapping[int, float]) -> Iterator[tuple[str, float]]:
    """What is done to the target: it is judged in words, or harmed."""
    value = inside.get(verb.i, 0.0)
    lemma = known_lemma(verb)
    if (lemma, "verb") in cue_table():
        yield "judged", value
    else:
        yield "done", value
        yield "harmed", float(value < 0)
    yield "turned", float(_is_turned(verb, inside))


def _after_preposition(token: Token, preposition: Token, inside: Mapping[int, float]) -> Iterator[tuple[str, float]]:
    governor = preposition.head
    if preposition.dep_ == "agent":
        yield "does", valence_of(governor)
        return
    if is_noun(governor) and _is_whose(preposition):
        yield from _owned(governor, inside)
        yield "turned", float(_valence(governor) < 0 and _has_negation(governor))
        return
    if governor.i in inside:
        yield "hostile", float(fold(preposition.text) in _HOSTILE)
        yield "friendly", float(fold(preposition.text) in _FRIENDLY and not _is_weary(preposition))
        sides = known_lemma(governor) in words("sides_with") and not _has_negation(governor)
        yield "sided", float(sides and fold(preposition.text) in ("by", "for", "with"))
    yield "weary", float(_is_weary(preposition))
    value = valence_of(governor) if governor.i in inside or is_noun(governor) else 0.0
    against = -2.0 if fold(preposition.text) == "against" else 0.0
    refuted = governor.dep_ in ("nsubj", "nsubjpass") and said_by(governor.head, inside) < 0
    if (value + against < 0 and refuted) or _is_turned(governor, inside):
        yield "turned", 1.0
    yield from _attacked(preposition)
    yield "toward", value + against


def _attacked(preposition: Token) -> Iterator[tuple[str, float]]:
    """Whether something bad is done to what follows ("the attack on"), or said of it ("criticism of").

    To condemn either is for the target; and to tell of an attack on it is not against it.
    """
    noun, word = preposition.head, fold(preposition.text)
    if valence_of(noun) < 0 and word in ("against", "of", "on") and not _is_whose(preposition):
        yield "attacked", 1.0
        yield "harmed", float(word == "on" and is_noun(noun))


def _is_whose(preposition: Token) -> bool:
    """Whether the noun before it is the doing of what follows: "the threats from X", "the lies of X".

    Of "the murder of X" and "criticism of X" it is the victim.
    """
    noun, word = preposition.head, fold(preposition.text)
    if word != "of":
        return word in _FROM
    return is_noun(noun) and _valence(noun) < 0 and not _is_done_to(noun)


def _is_done_to(noun: Token) -> bool:
    """Whether a bad noun names what is done to whom "of" adds to it."""
    judges = cue_table().get((noun.lemma_.lower(), "noun"), ("say", False))[0] in _JUDGING
    return judges or noun.lower_.endswith("ing") or noun.lemma_ in words("deed")


def is_defended(doc: Doc, heads: Sequence[int], ranges: Sequence[tuple[int, int]]) -> bool:
    """Whether the words condemn what is done to the target: "we condemn the attack on X"."""
    return any(
        start <= verb.i < end and not _has_negation(verb)
        for head in heads
        for verb in _condemning(first_conjunct(doc[head]))
        for start, end in ranges
    )


def _condemning(token: Token) -> Iterator[Token]:
    """The verb that condemns something bad of which the token, or what is the token's, is the victim."""
    if token.dep_ == "poss" or (token.dep_ in _MODIFIERS and is_noun(token.head)):
        token = first_conjunct(token.head)
    preposition = token.head
    bad = preposition.head
    deed = first_conjunct(bad)
    if token.dep_ != "pobj" or not is_noun(bad) or deed.dep_ not in ("dobj", "obj") or _valence(bad) >= 0:
        return
    word = fold(preposition.text)
    done_to = word in ("against", "on") or (word == "of" and _is_done_to(bad))
    if done_to and cue_table().get((known_lemma(deed.head), "verb"), ("say", False))[0] in _CONDEMNING:
        yield deed.head


def _is_weary(preposition: Token) -> bool:
    """Whether somebody has had enough of what follows: "done with", "tired of", "fed up with"."""
    word = preposition.head
    if fold(preposition.text) not in ("of", "with"):
        return False
    return not {fold(word.text), fold(word.head.text)}.isdisjoint(words("weary")) and not _has_negation(word)


def _is_turned(word: Token, inside: Mapping[int, float]) -> bool:
    """Whether blame is denied there: "did nothing wrong", "nobody should blame", "no evidence against"."""
    return any(
        _valence(part) < 0 and _has_negation(part) and part.lemma_ not in words("better_felt")
        for part in _predicate_words(word)
        if part.i in inside
    )


def _is_refuted(verb: Token) -> bool:
    """Whether there is "no evidence" for a clause, or somebody "rejects claims" of it."""
    noun = verb.head
    if verb.dep_ not in ("acl", "relcl", "ccomp") or noun.pos_ != "NOUN":
        return False
    denied = cue_table().get((known_lemma(noun.head), "verb"), ("say", False))[0] == "deny"
    return _has_negation(noun) or denied


def said_by(verb: Token, inside: Mapping[int, float]) -> float:
    """The valence of a predicate: its verb and what completes it, without its subject and other clauses."""
    return sum(inside[token.i] for token in _predicate_words(verb) if token.i in inside)


def _predicate_words(verb: Token) -> Iterator[Token]:
    waiting = [(verb, 0)]
    while waiting:
        token, depth = waiting.pop()
        yield token
        if depth < _DEPTH:
            waiting += [(child, depth + 1) for child in token.children if child.dep_ in _PREDICATE]


def valence_of(token: Token) -> float:
    """How much a word praises (above 0) or blames where it stands; "not" and "too" before it turn it."""
    value = _valence(token)
    if value and _has_negation(token):
        return value * (1 if token.lemma_ in words("better_felt") else _NEGATED)  # "without shame"
    if value > 0 and any(child.lower_ in ("too", "overly") for child in token.children):
        return value * _TOO
    return value


def _valence(token: Token) -> float:
    if token.ent_type_ or token.pos_ not in _WORDS:
        return 0.0
    known = valences()
    return known.get(token.lower_) or known.get(token.lemma_.lower(), 0.0)


def _has_negation(token: Token) -> bool:
    """Whether it is denied: "never lied", "broke no law"."""
    first = max(token.sent.start, token.i - _NEGATION_REACH)
    if any(token.doc[i].lower_ in words("negation") for i in range(first, token.i)):
        return True
    objects = (child for child in token.children if child.dep_ in ("dobj", "obj") and child.i > token.i)
    return token.pos_ == "VERB" and any(part.lower_ == "no" for noun in objects for part in noun.children)


def squashed(total: float, half_way: float = _NEAR_HALF_WAY) -> float:
    """A sum of valences between -1 and 1."""
    return total / math.sqrt(total * total + half_way)


@cache
def valences() -> dict[str, float]:
    """How much each word praises (above 0) or blames, from -4 to 4."""
    columns = {"word": unique(), "valence": NUMBER, "origin": one_of("vader", "onrecord")}
    return {row["word"]: float(row["valence"]) for row in read_list(_DATA / "valence.csv", columns)}
