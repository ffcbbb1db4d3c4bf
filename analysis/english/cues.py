"""Words of saying: what a cue does (says, accuses, denies ...), whether it reports speech, whether it says not.

What is known of each verb, noun and adjective stands in data/cues.csv.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import cast, get_args

from spacy.tokens import Doc, Token

from ..lists import TEXT, at_import, one_of, read_list, unique
from ..report import Act, Kind, Span
from .lexicon import words as words_of

_WORD = re.compile(r"\w+")
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "nor", "cannot"})
_DENIALS = words_of("denial")
_WITHHOLDING = words_of("withholding")
_NAMING = frozenset({"name", "identify", "quote", "cite"})
_DEEDS = words_of("deed_refused")
_NOBODY = words_of("nobody")
_STATE_IN_PASSIVE = words_of("state_in_passive")
_OF_A_CLAUSE = frozenset({"aux", "auxpass", "cop", "mark", "nsubj", "nsubjpass"})
_STATES = ("xcomp", "ccomp", "oprd", "acomp", "advcl", "dep")
_LEFT_UNDONE = frozenset({"xcomp", "pcomp", "prep", "advmod", "acomp"})
_PARTS = {"NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
_LONGEST = 40
"""Letters of the longest word that may be a form of a cue."""
_ENDINGS = {"ies": ("y",), "ied": ("y",), "es": ("", "e"), "s": ("",), "ed": ("", "e"), "ing": ("", "e")}


def tokens_of(doc: Doc, span: Span) -> Sequence[Token]:
    """The tokens that share a character with a span."""
    found = doc.char_span(*span, alignment_mode="expand")
    return list(found) if found is not None else []


_ROWS = tuple(
    read_list(
        Path(__file__).parent / "data" / "cues.csv",
        {
            "lemma": unique(
                lambda lemma: lemma and lemma.count(" ") <= 1, "a word, or two: a verb and what goes with it"
            ),
            "part": one_of("verb", "noun", "adjective", is_key=True),
            "act": one_of(*get_args(Act)),
            "speech": one_of("1", "0"),
            "forms": TEXT,
        },
    )
)


@at_import
def cue_table() -> dict[tuple[str, str], tuple[Act, bool]]:
    """(lemma, verb | noun | adjective) -> (act, whether it reports speech), from data/cues.csv."""
    return {(row["lemma"], row["part"]): (cast(Act, row["act"]), row["speech"] == "1") for row in _ROWS}


@at_import
def irregular_forms() -> dict[str, str]:
    """Form -> lemma of the verbs that bend in their own way ("told" -> "tell"), from data/cues.csv."""
    return {form: row["lemma"] for row in _ROWS for form in row["forms"].split()}


def cue_head(cue: Sequence[Token]) -> Token | None:
    """The word that carries a cue's meaning, of its words: its main verb, else its noun, else its last word."""
    tokens = [token for token in cue if _WORD.search(token.text)]
    if len(tokens) <= 1:
        return next(iter(tokens), None)
    verbs = [t for t in tokens if t.pos_ == "VERB" and t.dep_ not in {"aux", "auxpass"}]
    nouns = [t for t in tokens if t.pos_ in {"NOUN", "PROPN"}]
    known = [t for t in verbs if (known_lemma(t), "verb") in cue_table()]
    in_writing = [t for t in known if t.dep_ == "acl" and t.tag_ == "VBG" and t.head.lemma_ in words_of("issued")]
    known = in_writing or known  # "wrote a letter | accusing": what the letter does
    return next(iter([*known, *verbs, *nouns, *reversed(tokens)]), None)


def read_cue(text: str, cue: Span | None, head: Token | None, kind: Kind) -> tuple[Act, str | None, bool]:
    """(act, lemma, speech) of a cue; quotation marks make any statement speech."""
    quoted = kind != "indirect"
    if cue is None or head is None:
        return "say", None, quoted or cue is not None
    lemma = known_lemma(head)
    words = [word.lower() for word in _WORD.findall(cue.of(text))]
    if "according" in words:
        return "say", "according to", True
    table = cue_table()
    phrases = [f"{lemma} {word}" for word in words]
    if withheld := _withheld(head, lemma, quoted=quoted):
        return withheld, lemma, True
    part = _PARTS.get(head.pos_, "verb")
    for key in [*((phrase, "verb") for phrase in phrases), (lemma, part), (lemma, "verb"), (lemma, "noun")]:
        if key in table:
            act, speech = table[key]
            return act, key[0], speech or quoted
    return "say", lemma, quoted


def _withheld(head: Token, lemma: str, *, quoted: bool) -> Act | None:
    """What somebody declines to do: nothing of it has been said ("declined to say whether", "refused to engage")."""
    if lemma not in _WITHHOLDING:
        return None
    parts = {"xcomp": "verb", "dobj": "noun"}
    kept = [child for child in head.children if child.dep_ in parts and child.i > head.i]
    said = [cue_table().get((known_lemma(child), parts[child.dep_])) for child in kept if child.dep_ == "xcomp"]
    said += [None for child in kept if child.dep_ == "dobj" and (known_lemma(child), "noun") in cue_table()]
    spoken = next((known[0] for known in said if known and known[1]), None)
    return spoken or ("say" if said and not quoted and lemma in _DENIALS else None)


def is_withheld(head: Token | None) -> bool:
    """Whether a verb of saying is what somebody leaves undone: "avoided mentioning", "refrained from blaming"."""
    above = head
    while above is not None and (_is_left_undone(above) or above.lower_ == "short") and above.head.i < above.i:
        above = above.head
        if any(form in _WITHHOLDING for form in base_forms(above.lower_)):
            return True
        if above.lower_ != "short" and above.pos_ not in ("ADP", "ADV", "ADJ", "PART", "SCONJ"):
            return _stops_short(above)
    return False


def _is_left_undone(token: Token) -> bool:
    return token.dep_ in _LEFT_UNDONE or (token.dep_ == "dobj" and token.tag_ == "VBG")


def refuses_a_deed(head: Token | None) -> bool:
    """Whether a verb declines to do what is no speech: "refused to sign", not "refused to say"."""
    if head is None or known_lemma(head) not in _DENIALS or known_lemma(head) not in _WITHHOLDING:
        return False
    deeds = (child for child in head.children if child.dep_ == "xcomp" and child.i > head.i)
    return any(deed.lemma_.lower() in _DEEDS for deed in deeds)


def keeps_a_name_back(head: Token | None) -> bool:
    """Whether a verb only asks that no name be given: "asked not to be named", "asked to remain anonymous"."""
    if head is None:
        return False
    refuses = known_lemma(head) in _WITHHOLDING
    for asked in head.children:
        parts = {child.dep_ for child in asked.children}
        if asked.dep_ not in ("xcomp", "ccomp") or asked.i < head.i or not parts.isdisjoint(("nsubj", "nsubjpass")):
            continue
        named = not _NAMING.isdisjoint((asked.lemma_.lower(), *base_forms(asked.lower_)))
        if named and "auxpass" in parts and ("neg" in parts or refuses):
            return True
        if any(child.lower_ == "anonymous" for child in asked.children):
            return True
    return False


def _stops_short(verb: Token) -> bool:
    return "stop" in base_forms(verb.lower_) and any(token.lower_ == "short" for token in verb.subtree)


def known_lemma(head: Token) -> str:
    """The word's lemma; where the table of cues does not know it, a base form of the word that it does know.

    The encoder cuts endings by itself and errs on some ("wroy" of "wrote"): what the table knows counts more.
    """
    lemma, word = head.lemma_.lower(), head.lower_
    return lemma if len(word) > _LONGEST else _known_form(lemma, word, _PARTS.get(head.pos_, "verb"))


@lru_cache(maxsize=20_000)
def _known_form(lemma: str, word: str, part: str) -> str:
    """As `known_lemma`; kept, since the verbs of saying come again and again."""
    forms = (lemma, *irregular_forms().get(word, "").split(), *base_forms(word))
    return next((form for form in forms if any((form, one) in cue_table() for one in ("verb", "noun", part))), lemma)


def base_forms(word: str) -> Iterator[str]:
    """Forms that a regular English ending may hide, the word itself first."""
    yield word
    for ending, repairs in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            yield from (stem + repair for repair in repairs)
            if stem[-1] == stem[-2]:
                yield stem[:-1]


@lru_cache(maxsize=20_000)
def _kept_forms(word: str) -> frozenset[str]:
    return frozenset(base_forms(word))


def tells_a_state(head: Token | None) -> bool:
    """Whether a passive cue tells what somebody is or got, not what was said: "reported lost", "denied entry"."""
    if head is None or known_lemma(head) not in _STATE_IN_PASSIVE:
        return False
    by_role = {child.dep_: child for child in head.children}
    if "auxpass" not in by_role or "agent" in by_role:
        return False
    state = next((by_role[role] for role in _STATES if role in by_role), None)
    is_clause = state is not None and any(child.dep_ in _OF_A_CLAUSE for child in state.children)
    return "dobj" in by_role or (state is not None and not is_clause)


def is_negated(doc: Doc, cue: Span | None, lemma: str | None, source: Span | None = None) -> bool:
    """Whether cue or source say that it was not said: did not say, denied, declined, neither said."""
    if cue is None:
        return False
    words = tokens_of(doc, cue)
    negations = {token.lower_ for token in words} & _NEGATIONS
    return (
        bool(negations)
        or lemma in _DENIALS
        or is_withheld(cue_head(words))
        or (any(token.lower_ == "short" for token in words) and any(map(_stops_short, words)))
        or any(_is_denial(token.lower_) for token in words)
        or (source is not None and _is_nobody(doc, source))
    )


def _is_denial(word: str) -> bool:
    return len(word) <= _LONGEST and not _DENIALS.isdisjoint(_kept_forms(word))


def _is_nobody(doc: Doc, source: Span) -> bool:
    """Whether a source says that there is none: "neither", "nobody", "no official"."""
    words = [token.lower_ for token in tokens_of(doc, source)[:2]]
    return bool(words) and words[0] in _NOBODY and not words[-1].isdigit()  # No 10 is an office
