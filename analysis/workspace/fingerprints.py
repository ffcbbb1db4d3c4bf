"""What stands in an address for a word that must not be read there: a name of an article, an outlet, a tag."""

from __future__ import annotations

import hashlib

from ..report import Article, Report


def article_key(article: Article | Report) -> str:
    """The name of an article in an address: the same for the same text from the same place."""
    known = "\x1f".join([article.text, article.title or "", article.outlet or "", article.published or ""])
    return "t" + hashlib.sha256(known.encode()).hexdigest()[:16]


def fingerprint(word: str) -> str:
    """The same few letters and digits for the same word, which nobody can read it from."""
    return "x" + hashlib.sha256(word.encode("utf-8", "surrogatepass")).hexdigest()[:8]
