"""The text inside a PDF, a Word file or a web page; run as a script of its own, so that a bomb hurts nobody.

    python -P documents.py pdf|docx|html < FILE > JSON

The answer is {"text", "title", "outlet", "published", "url", "captions"} or {"problem": a key of `files.PROBLEMS`}.
It imports nothing of ours: the parent (`files.py`) starts it by its path, under limits that it sets for itself.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

MEMORY = 1_500_000_000
"""Bytes of address space."""
SECONDS = 20
"""Of processor time."""
LONGEST_TEXT = 1_000_001
"""Characters; one more than an article may have, so that the parent can tell."""
MOST_PAGES = 500

_BLANKS = re.compile(r"\s+")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([-\w]{1,40})""", re.I)
_WORD_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class TooManyPagesError(Exception):
    """The document has more than `MOST_PAGES` pages."""


class ProtectedError(Exception):
    """The document opens only with a password."""


def read_pdf(data: bytes) -> dict[str, Any]:
    """The text layer of a PDF, page after page."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ProtectedError
    if len(reader.pages) > MOST_PAGES:
        raise TooManyPagesError
    title = reader.metadata.title if reader.metadata else None
    return {"text": _within_limit((page.extract_text() for page in reader.pages), "\n\n").strip(), "title": title}


def read_docx(data: bytes) -> dict[str, Any]:
    """The paragraphs of a Word file, those of tables too, in their order."""
    from docx import Document

    document = Document(io.BytesIO(data))
    elements = document.element.body.iter(f"{_WORD_NAMESPACE}p")
    # A text box is a paragraph inside a paragraph: the outer one gives its text.
    paragraphs = (_paragraph(p) for p in elements if next(p.iterancestors(f"{_WORD_NAMESPACE}p"), None) is None)
    text = _within_limit(paragraphs, "\n").strip()
    return {"text": text, "title": document.core_properties.title or None}


def _paragraph(element: Any) -> str:
    pieces = []
    for node in element.iter(*(f"{_WORD_NAMESPACE}{name}" for name in ("t", "tab", "br", "cr", "noBreakHyphen"))):
        name = node.tag.removeprefix(_WORD_NAMESPACE)
        pieces.append({"t": node.text or "", "tab": "\t", "noBreakHyphen": "-"}.get(name, "\n"))
    return "".join(pieces)


def _within_limit(pieces: Iterator[str], joint: str) -> str:
    kept, length = [], 0
    for piece in pieces:
        kept.append(piece)
        length += len(piece) + len(joint)
        if length > LONGEST_TEXT:
            break
    return joint.join(kept)


class _Page(HTMLParser):
    """Collects the paragraphs of a page, and what its head says about the article."""

    SKIPPED = frozenset({
        "aside", "audio", "button", "dialog", "footer", "form", "iframe", "nav", "noscript", "object", "script",
        "select", "style", "svg", "template", "video",
    })  # fmt: skip
    BLOCKS = frozenset({
        "address", "article", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt", "figcaption",
        "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section",
        "table", "tbody", "td", "th", "thead", "title", "tr", "ul",
    })  # fmt: skip
    META = {
        "og:title": "title", "twitter:title": "title", "og:site_name": "outlet", "article:published_time": "published",
        "date": "published", "dc.date": "published", "datepublished": "published", "og:url": "url",
    }  # fmt: skip

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.about: dict[str, str] = {}
        self.blocks: list[tuple[str, bool, bool]] = []
        """Text, whether it stands in <article> or <main>, whether it is a <figcaption>."""
        self._words: list[str] = []
        self._skipping: str | None = None
        self._depth = 0
        self._open = {"article": 0, "main": 0, "figcaption": 0, "title": 0}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipping:
            self._depth += tag == self._skipping
            return
        if tag in self.SKIPPED:
            self._flush()
            self._skipping, self._depth = tag, 1
            return
        if tag == "meta":
            self._meta({name: value or "" for name, value in attrs})
        if tag in self.BLOCKS:
            self._flush()
        if tag in self._open:
            self._open[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        if self._skipping:
            self._depth -= tag == self._skipping
            if not self._depth:
                self._skipping = None
            return
        if tag in self.BLOCKS:
            self._flush()
        if self._open.get(tag):
            self._open[tag] -= 1

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self._words.append(data)

    def close(self) -> None:
        super().close()
        self._flush()

    def _meta(self, attributes: dict[str, str]) -> None:
        name = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
        key = self.META.get(name)
        if key and attributes.get("content"):
            self.about.setdefault(key, attributes["content"].strip())

    def _flush(self) -> None:
        text = _BLANKS.sub(" ", "".join(self._words)).strip()
        self._words = []
        if not text:
            return
        if self._open["title"]:
            self.about.setdefault("page", text)
            return
        inside = bool(self._open["article"] or self._open["main"])
        self.blocks.append((text, inside, bool(self._open["figcaption"])))


def read_html(data: bytes) -> dict[str, Any]:
    """The article of a web page: what <article> or <main> holds, else its whole body."""
    page = _Page()
    page.feed(_decoded(data))
    page.close()
    inside = [block for block in page.blocks if block[1]]
    enough = sum(len(text) for text, _, _ in inside) >= 0.4 * sum(len(text) for text, _, _ in page.blocks)
    joint = "\n\n"
    captions: list[list[int]] = []
    pieces: list[str] = []
    at = 0
    for block, _, is_caption in inside if inside and enough else page.blocks:
        if is_caption:
            captions.append([at, at + len(block) + len(joint)])
        pieces.append(block)
        at += len(block) + len(joint)
        if at > LONGEST_TEXT:
            break
    about: dict[str, Any] = dict(page.about)
    page_title = about.pop("page", None)
    about.setdefault("title", re.split(r"\s[|–—-]\s", page_title)[0] if page_title else None)
    return {**about, "text": joint.join(pieces), "captions": captions}


def _decoded(data: bytes) -> str:
    """The page as text: by its byte order mark, its own word for it, UTF-8, or Windows-1252."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    declared = _CHARSET.search(data[:4096])
    for encoding in ("utf-8", declared.group(1).decode("ascii", "ignore") if declared else "utf-8"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


READERS: dict[str, Callable[[bytes], dict[str, Any]]] = {"pdf": read_pdf, "docx": read_docx, "html": read_html}


def _limit() -> None:
    """Bounds what this process may use, where the system knows how (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))


def main(kind: str) -> None:
    """Reads the document on standard input and writes the answer."""
    data = sys.stdin.buffer.read()
    _limit()
    try:
        answer = READERS[kind](data)
    except MemoryError:
        answer = {"problem": "heavy"}
    except TooManyPagesError:
        answer = {"problem": "pages"}
    except ProtectedError:
        answer = {"problem": "protected"}
    except Exception as error:  # whatever a parser raises on a hostile file, it cannot be read
        heavy = type(error).__name__ == "LimitReachedError"
        protected = type(error).__name__ in ("FileNotDecryptedError", "WrongPasswordError", "DependencyError")
        answer = {"problem": "heavy" if heavy else "protected" if protected else "damaged", "why": repr(error)[:300]}
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


if __name__ == "__main__":
    main(sys.argv[1])
