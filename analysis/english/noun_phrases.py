"""Noun phrases on a spaCy Doc: where one begins and ends, which word is its head, how it is written as a name.

Tags decide first and the parse second, so that a phrase comes out whole where the parse is wrong or missing.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from .lexicon import fold, group_nouns, roles, words

_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_BEFORE = _NOUNS | {
    "DT",
    "PDT",
    "JJ",
    "JJR",
    "JJS",
    "CD",
    "POS",
    "PRP$",
    "HYPH",
    "VBN",
    "VBG",
    "AFX",
    "$",
    "ADD",
    "FW",
    "NFP",
}
_PLURAL = frozenset({"NNS", "NNPS"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "agent"})
_PERSON_ENDINGS = tuple(words("person_ending"))
STOPS = frozenset({".", "!", "?", "…"})
"""What ends a sentence, and so every phrase."""
LONGEST = 14
"""Words in a noun phrase that is kept as a name."""


def lemma(token: Token) -> str:
    """The token's base form; the singular of a noun is good enough where no lemmatiser has run."""
    word = fold(token.lemma_ or token.text)
    if token.tag_ not in _PLURAL:
        return word
    written = fold(token.text)
    # "Women": the lemmatiser says "wome".
    return singular(written) if written == word or written.endswith("men") else word


def singular(word: str) -> str:
    """The singular of an English plural."""
    if word.endswith("men") and len(word) > 4:
        return word[:-3] + "man"
    if word == "people":
        return "person"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def is_noun(token: Token) -> bool:
    """Whether the token is a noun, common or proper."""
    return token.tag_ in _NOUNS


def is_whose(token: Token) -> bool:
    """Whether it says whose the noun after it is, in a clause; the reader takes it for "who" at times."""
    return token.lower_ == "whose"


def is_plural(token: Token) -> bool:
    """Whether the token is a plural noun or a word for several people."""
    return token.tag_ in _PLURAL or fold(token.text) in words("several")


def is_subject(token: Token) -> bool:
    """Whether the token is the subject of a verb or the agent of a passive."""
    if token.dep_ == "conj":
        token = first_conjunct(token)
    return token.dep_ in _SUBJECTS or (token.dep_ == "pobj" and token.head.dep_ == "agent")


def is_root(token: Token) -> bool:
    """Whether nothing stands above the token; spaCy makes tokens anew at each access, so none ever `is` another."""
    head: int = token.head.i
    return head == token.i


def described_by(token: Token) -> Token:
    """The noun that a name stands beside: "the spokesman, Luis Vega, said" names whom "spokesman" is the subject of."""
    for _ in range(5):
        if token.dep_ != "appos" or is_root(token):
            break
        token = token.head
    return token


def tells_of_another(token: Token) -> bool:
    """Whether a person is named only to say who another one is: "Jan Smit, an old friend of | Groot |, left"."""
    noun = token.head.head if token.dep_ == "pobj" else token.head if token.dep_ == "poss" else token
    if noun.i == token.i or not is_noun(noun):
        return False
    named = [noun.head] if noun.dep_ == "appos" else [child for child in noun.children if child.dep_ == "appos"]
    return any(one.ent_type_ == "PERSON" and one.i != token.i for one in named)


def first_conjunct(token: Token) -> Token:
    """The first of the things that are joined with `and`, to which this one belongs."""
    for _ in range(20):
        if token.dep_ != "conj" or is_root(token):
            break
        token = token.head
    return token


def owned_thing(token: Token) -> Token | None:
    """What the one named here has made, done or holds, if the noun that it belongs to is such a thing.

    "Egyptian steps", "Egypt's steps", "the steps by Egypt".
    """
    token = first_conjunct(token)
    if token.dep_ == "pobj" and fold(token.head.text) in ("by", "from"):
        noun = token.head.head
        return noun if _is_thing(noun) else None
    for _ in range(3):
        if token.dep_ not in ("amod", "compound", "nmod", "poss") or is_root(token):
            return None
        token = token.head
        if _is_thing(token):
            return token
    return None


def _is_thing(token: Token) -> bool:
    return is_noun(token) and not words("owned_thing").isdisjoint((lemma(token), fold(token.text)))


def clause_verb(token: Token) -> Token | None:
    """The verb whose clause the token stands in."""
    for _ in range(60):
        if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"):
            return token
        if is_root(token):
            return None
        token = token.head
    return None


def source_head(doc: Doc, start: int, end: int) -> int:
    """The head of the noun phrase that begins at `start`: its last noun before a comma, preposition or clause."""
    best = None
    for i in range(start, end):
        token = doc[i]
        if is_whose(token) and i + 1 < end:
            continue
        if (
            is_noun(token)
            or token.tag_ in ("PRP", "WP", "WDT", "CD")
            or (token.pos_ == "PRON" and token.tag_ not in ("PRP$", "EX"))
        ):
            best = i
            if token.tag_ in ("PRP", "WP", "WDT") or _starts_clause(doc, i + 1, end):
                break
        elif token.tag_ == "POS" or token.is_space or (best is not None and fold(token.text) in words("particle")):
            continue
        elif (
            best is not None and token.tag_ not in ("HYPH", "NFP") and token.text not in ("-", "–", "'", "’", ".", "/")
        ):  # noqa: RUF001
            if token.tag_ in ("JJ", "VBG", "VBN", "CD") and any(is_noun(doc[j]) for j in range(i + 1, min(end, i + 3))):
                continue
            break
    if best is None:
        roots = (token.i for token in doc[start:end] if is_root(token) or not start <= token.head.i < end)
        return next(roots, min(start, len(doc) - 1))
    return best


def _starts_clause(doc: Doc, i: int, end: int) -> bool:
    """Whether a clause without relative pronoun begins here: "people | Republicans have talked to"."""
    for j in range(i, min(i + 3, end)):
        if doc[j].tag_ in ("WP", "WDT"):
            return j == i
        has_verb = j < doc[j].head.i < end and doc[j + 1].tag_.startswith(("V", "MD"))
        if has_verb and doc[j].dep_ in ("nsubj", "nsubjpass"):
            return True
        if not is_noun(doc[j]):
            return False
    return False


def left_edge(doc: Doc, head: int) -> int:
    """Where the noun phrase of this head begins."""
    start = head
    floor = max(0, head - LONGEST)
    while start > floor:
        before = doc[start - 1]
        adverb = before.tag_ in ("RB", "RBR", "RBS") and doc[start].tag_ in ("JJ", "VBN", "RB", "CD")
        hyphen = before.text in ("-", "–") and not before.whitespace_  # noqa: RUF001
        if not (before.tag_ in _BEFORE or adverb or hyphen) or before.is_sent_end or _is_predicate(before):
            break
        start -= 1
        if before.tag_ in ("DT", "PDT") and start and doc[start - 1].tag_ != "PDT":
            break
    while start < head and doc[start].tag_ in ("VBG", "HYPH", "POS", "RB"):
        start += 1
    return start


def _is_predicate(token: Token) -> bool:
    """Whether a participle is what somebody has done: "has | summoned | Kenya's envoy", but not "retired generals"."""
    if token.tag_ != "VBN" or not token.i:
        return False
    has = fold(token.doc[token.i - 1].text) in ("has", "have", "had", "having", "'ve", "’ve")
    return has or any(child.dep_ == "aux" and child.i < token.i for child in token.children)


def right_edge(doc: Doc, head: int, limit: int) -> int:
    """Where the noun phrase ends with the prepositional phrases that identify it (`report by the bank`)."""
    end = head + 1
    while end < min(limit, head + LONGEST):
        preposition = end
        if doc[end].tag_ == "JJ" and end + 1 < limit and doc[end + 1].tag_ in ("IN", "TO"):
            preposition = end + 1
        elif doc[end].tag_ not in ("IN", "TO") or fold(doc[end].text) not in words("complement"):
            break
        after = _prepositional_end(doc, preposition, limit)
        if after == preposition or doc[after - 1].ent_type_ in ("DATE", "TIME"):
            break
        end = after
    return min(end, head + LONGEST)


def _prepositional_end(doc: Doc, preposition: int, limit: int) -> int:
    end = preposition + 1
    if end + 1 < limit and doc[end].tag_ == "VBG" and doc[end + 1].tag_ in ("DT", "PRP$", "PRP", "IN"):
        return preposition  # "of hiding the delays" is an action, "of mining companies" a thing
    while end < limit:
        token = doc[end]
        inner = token.tag_ in _BEFORE or token.tag_ in ("PRP", "CC", "``", "''") or token.text in ("-", "&")
        if not inner or (token.tag_ in ("VBN", "VBG") and is_noun(doc[end - 1])):
            break
        end += 1
    while end > preposition + 1 and doc[end - 1].tag_ in ("CC", "VBG", "VBN", "DT", "``", "''", "POS"):
        end -= 1
    return end if end > preposition + 1 else preposition


def without_article(doc: Doc, start: int, end: int) -> int:
    """The first token after leading articles and demonstratives."""
    while start < end - 1 and (fold(doc[start].text) in words("article") or doc[start].is_space or doc[start].is_punct):
        start += 1
    return start


def text_of(doc: Doc, start: int, end: int) -> str:
    """The words of a token range on one line, without quotation marks and commas at the edges."""
    words_and_blanks = "".join([doc[i].text_with_ws for i in range(start, end)])  # `doc[start:end].text` takes thrice
    return " ".join(words_and_blanks.split()).strip(" ,;:\"“”‘'.")


def noun_kind(token: Token) -> str:
    """What the noun stands for: role | people | collective | organisation | government | document | empty."""
    word = fold(token.text)
    base = lemma(token)
    nouns = group_nouns()
    if is_plural(token):
        if nouns.get(word) == "people" or base in roles():
            return "people"
        return nouns.get(word) or nouns.get(base) or ("people" if base.endswith(_PERSON_ENDINGS) else "")
    if base in roles():
        return "role"
    return nouns.get(word) or nouns.get(base, "")


def looks_like_person(token: Token) -> bool:
    """Whether a singular noun can name one person."""
    base = lemma(token)
    if base in roles():
        return True
    if base in group_nouns() or base in words("thing") or base.endswith("ment"):
        return False
    return base.endswith(_PERSON_ENDINGS)
