"""What stands in an address for a word that must not be read there: a name of an article, an outlet, a tag."""

from __future__ import annotations

import hashlib


def fingerprint(word: str) -> str:
    """The same few letters and digits for the same word, which nobody can read it from."""
    return "x" + hashlib.sha256(word.encode("utf-8", "surrogatepass")).hexdigest()[:8]
