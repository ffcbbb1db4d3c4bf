"""Bodies whose names are ordinary words: "WHO warned", "Rights Now said"; what the encoder is shown in their place.

The encoder takes the one for "who" and the other for "now". Where capitals tell that it is a name, it is shown a word
that is surely one; the text itself stays as it is.
"""

from __future__ import annotations

from spacy.attrs import ORTH  # type: ignore[import-not-found]
from spacy.tokens import Doc

_LIKE_PRONOUNS = frozenset({"who", "it", "us"})
"""Pronouns that are names in capitals."""
_ADVERBS = frozenset({"Now", "First", "Forward", "Together", "Today", "Tomorrow", "Ahead", "Again", "Always", "Here"})
"""Adverbs with which movements and groups end their names."""
_BODY, _LAST = "UNICEF", "Union"
"""What is read in place of a body that the encoder takes for "who", and of an adverb that ends a name."""
_BESIDE = 3
"""Words on each side that tell whether the text is all in capitals there."""
_LINE, _SHORT = 6, 3
"""Words on each side that tell whether a headline is capitalised; letters of those that never are."""


def is_written_in_capitals(doc: Doc, i: int) -> bool:
    """Whether a pronoun's letters are a name's."""
    if not doc[i].text.isupper() or len(doc[i].text) < 2 or doc[i].lower_ not in _LIKE_PRONOUNS:
        return False
    around = doc[max(0, i - _BESIDE) : i + _BESIDE + 1]
    beside = [token for token in around if token.i != i and token.is_alpha and len(token.text) > 1]
    return not beside or not all(token.text.isupper() for token in beside)


def words_as_read(doc: Doc) -> list[str]:
    """The words of a text as the encoder is shown them."""
    written = doc.to_array(ORTH).tolist()
    known = {number: doc.vocab.strings[number] for number in set(written)}
    words = [known[number] for number in written]
    for i, word in enumerate(words):
        if word == "WHO" and is_written_in_capitals(doc, i):
            words[i] = _BODY
        elif word in _ADVERBS and _ends_name(doc, i):
            words[i] = _LAST
    return words


def _ends_name(doc: Doc, i: int) -> bool:
    """Whether an adverb is written as the last word of a name: "Rights | Now | accused"."""
    if not 0 < i < len(doc) - 1:
        return False
    before, after = doc[i - 1], doc[i + 1]
    named = before.text.istitle() and before.is_alpha and before.whitespace_ == " " and len(before) > 1
    return named and after.is_alpha and after.is_lower and not _is_all_capitalised(doc, i)


def _is_all_capitalised(doc: Doc, i: int) -> bool:
    """Whether the words around are capitalised as in a headline."""
    long = [token for token in doc[max(0, i - _LINE) : i + _LINE] if token.is_alpha and len(token) > _SHORT]
    return sum(token.text[0].isupper() for token in long) > 0.7 * len(long)
