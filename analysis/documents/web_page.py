"""A web page: its article's paragraphs, then what else stands on the page, so that nothing vanishes.

Trafilatura finds the article; it answers with words, not with places, so every block of the page (a paragraph, a
heading, an item) is looked up among those words. What stands between the first and the last block of the article stays
where it is; menus, lists of other stories, comments and notices follow the article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from .page_head import read_head
from .pieces import NoTextError, Piece, PieceKind, Unpacked

DEEPEST = 250
"""Elements inside each other that are followed."""
UNSEEN = frozenset({
    "audio", "canvas", "datalist", "embed", "head", "iframe", "math", "map", "noscript", "object", "option", "script",
    "select", "style", "svg", "template", "textarea", "title", "video",
})  # fmt: skip
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
BESIDE = frozenset({"nav", "aside", "footer", "form", "dialog", "button"})
"""Elements that hold no part of an article."""
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([-\w]{1,40})""", re.I)
_WORD = re.compile(r"\w+")
_CAPTION_CLASS = re.compile(r"caption|credit", re.I)
_BYLINE_CLASS = re.compile(r"\b(?:by-?line|authors?|dateline|published|timestamp|article-date|post-date)\b", re.I)
_FEWEST_WORDS = 25
"""An article has more words than this where a page's article is looked for by its words."""


@dataclass(frozen=True, slots=True)
class Block:
    """Running text between two boundaries of the page, with where it stands."""

    text: str
    kind: PieceKind
    """What the page's own marks make of it; "rest" inside menus, sidebars, forms and the foot."""
    heading: bool

    @property
    def words(self) -> list[str]:
        """Its words in small letters."""
        return _WORD.findall(self.text.casefold())


def read_html(data: bytes) -> Unpacked:
    """The article of a web page, then the rest of the page."""
    return read_page(decoded(data))


def read_page(page: str) -> Unpacked:
    """The article of a page that is decoded, then the rest of it."""
    tree = _tree(page)
    about = read_head(tree)
    blocks = _Walk().blocks(tree)
    if not blocks:
        raise NoTextError
    article = _article_words(page)
    kept = _kept(blocks, article)
    if sum(kept) and _covered(blocks, kept) < 0.5 * len(_WORD.findall(article)):
        # The page's own words lie in its data, not in what it shows.
        own = [Piece("text", line) for line in article.splitlines() if line.strip()]
        return Unpacked([*own, *(Piece("rest", block.text) for block in blocks)], about=about)
    if not any(kept):
        kept = [block.kind != "rest" for block in blocks]
    if not any(kept):
        kept = [True] * len(blocks)
    return Unpacked(list(_pieces(blocks, kept, about.get("title", ""))), about=about)


def decoded(data: bytes) -> str:
    """The page as text: by its byte order mark, UTF-8, its own word for it, or Windows-1252."""
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


def _tree(page: str) -> HtmlElement:
    """The page's elements; no entity is opened, nothing is fetched."""
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        # As bytes: lxml refuses a text that names an encoding of its own.
        tree = lxml_html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise NoTextError from error
    return tree


class _Walk:
    """Collects the blocks of a page in their order."""

    def __init__(self) -> None:
        self._found: list[Block] = []
        self._words: list[str] = []

    def blocks(self, tree: HtmlElement) -> list[Block]:
        """The blocks of the page."""
        self._into(tree, "text", 0)
        self._close("text")
        return self._found

    def _into(self, element: HtmlElement, kind: PieceKind, depth: int) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in UNSEEN or depth > DEEPEST:
            return
        if tag == "br":
            self._close(kind)
            return
        is_block = tag in BLOCKS
        inner = _kind(element, tag, kind) if is_block or kind == "text" else kind
        if is_block or inner != kind:
            self._close(kind)
        if tag == "q":
            self._words.append("“")
        self._say(element.text)
        for child in element:
            self._into(child, inner, depth + 1)
            self._say(child.tail)
            if not child.tail:
                self._part(child)
        if tag == "q":
            self._words.append("”")
        if is_block or inner != kind:
            self._close(inner, heading=tag in ("h1", "h2", "h3", "h4", "h5", "h6"))

    def _say(self, text: str | None) -> None:
        if text:
            self._words.append(text)

    def _part(self, child: HtmlElement) -> None:
        """A blank between two links or labels that stand side by side without one ("HomeWorld")."""
        following = child.getnext()
        if following is None or following.tag in BLOCKS or child.tag in BLOCKS or not isinstance(child.tag, str):
            return
        before, after = "".join(self._words[-1:])[-2:], "".join(following.itertext())[:1]
        if len(before) == 2 and (before[1].islower() or before[1].isdigit()) and (after.isupper() or after.isdigit()):
            self._words.append(" ")

    def _close(self, kind: PieceKind, *, heading: bool = False) -> None:
        text = " ".join("".join(self._words).split())
        self._words = []
        if text:
            self._found.append(Block(text, kind, heading))


def _kind(element: HtmlElement, tag: str, outer: PieceKind) -> PieceKind:
    """What the page's marks make of an element inside one of a kind."""
    if outer == "rest" or tag in BESIDE:
        return "rest"
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('rel') or ''}"
    if tag in ("figcaption", "caption") or (_CAPTION_CLASS.search(names) and _in_figure(element)):
        return "caption"
    if tag == "header" and outer == "text" and not any(True for _ in element.iterancestors("article", "main")):
        return "text" if element.find(".//h1") is not None else "rest"
    if outer == "text" and (_BYLINE_CLASS.search(names) or tag == "time") and len(element.text_content()) < 200:
        inline = tag not in BLOCKS
        return outer if inline and _inside_sentence(element) else "byline"
    return outer


def _in_figure(element: HtmlElement) -> bool:
    return any(True for _ in element.iterancestors("figure")) or len(element.text_content()) < 600


def _inside_sentence(element: HtmlElement) -> bool:
    """Whether words stand before or after an inline element in its paragraph."""
    parent = element.getparent()
    if parent is None:
        return False
    return len(" ".join(parent.text_content().split())) > len(" ".join(element.text_content().split())) + 60


def _article_words(page: str) -> str:
    """The article as trafilatura finds it; empty where it finds none."""
    import logging

    from trafilatura import extract

    logging.disable(logging.CRITICAL)
    try:
        return extract(page, include_comments=False, favor_precision=True) or ""
    except Exception:  # a page that a library stumbles over is read without it
        return ""


def _kept(blocks: list[Block], article: str) -> list[bool]:
    """Which blocks hold the article: those whose words the extractor gives, as often as it gives them."""
    lines = Counter(tuple(_WORD.findall(line.casefold())) for line in article.splitlines())
    runs = Counter(_runs(_WORD.findall(article.casefold())))
    kept = []
    for block in blocks:
        words = block.words
        own = list(_runs(words))
        if len(words) >= 5:
            known = [run for run in own if runs[run] > 0]
            keep = len(known) >= 0.75 * len(own)
            if keep:
                runs.subtract(known)
        else:
            keep = bool(words) and lines[tuple(words)] > 0
            lines[tuple(words)] -= keep
        kept.append(keep)
    return kept


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Every four words that follow one another."""
    for start in range(max(1, len(words) - 3)):
        yield tuple(words[start : start + 4])


def _covered(blocks: list[Block], kept: Iterable[bool]) -> int:
    return sum(len(block.words) for block, keep in zip(blocks, kept, strict=True) if keep)


def _pieces(blocks: list[Block], kept: list[bool], title: str) -> Iterator[Piece]:
    """The article from its headline to its last block, then what stands before and after it."""
    first, last = kept.index(True), len(kept) - kept[::-1].index(True)
    head = _headline(blocks[: first + 1], title)
    start = first if head is None else head
    for number in range(start, last):
        block = blocks[number]
        if number == head:
            yield Piece("title", block.text)
        elif block.kind in ("caption", "byline"):
            yield Piece(block.kind, block.text)
        else:
            yield Piece("text" if kept[number] else "rest", block.text)
    for block in (*blocks[:start], *blocks[last:]):
        yield Piece("rest", block.text)


def _headline(blocks: list[Block], title: str) -> int | None:
    """Which of the blocks up to the article's first is its headline: the last that reads as the title does."""
    wanted = "".join(_WORD.findall(title.casefold()))
    for number in range(len(blocks) - 1, -1, -1):
        if blocks[number].heading and (own := "".join(blocks[number].words)) and wanted and own in (wanted,):
            return number
    headings = [number for number, block in enumerate(blocks) if block.heading and block.kind == "text"]
    return headings[-1] if headings and not title else None
