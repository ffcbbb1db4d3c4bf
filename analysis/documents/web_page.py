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
from html import unescape

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from .page_head import read_head
from .pieces import NoTextError, PieceKind, Stretch, Unpacked

MOST_LEADS = 3
"""Paragraphs between a headline and the article's first that may be its lead."""
WIDEST = 10_000
"""Children of one element."""
MOST_ELEMENTS = 300_000
DEEPEST = 250
"""Elements inside each other that are told apart; what is deeper is one run of words."""
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
_DECLARED = re.compile(r"\s*(?:<\?xml[^<>]*>\s*)?<!doctype\b[^<>\[]*\[(?:[^\]\"']|\"[^\"]*\"|'[^']*')*+\]\s*>", re.I)
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_HEADING = re.compile("h[1-6]")
_HIDDEN = re.compile(rf"<!--.*?(?:-->|\Z)|<({'|'.join(sorted(UNSEEN))})\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.S | re.I)
_TAG = re.compile(r"<[a-z/!?][^<>]*>", re.I)
_BLOCK_TAG = re.compile(rf"</?(?:br|{'|'.join(sorted(BLOCKS))})\b[^<>]*>", re.I)
_CAPTION_CLASS = re.compile(r"caption|credit", re.I)
_BYLINE_CLASS = re.compile(r"\b(?:by-?line|authors?|dateline|published|timestamp|article-date|post-date)\b", re.I)


@dataclass(frozen=True, slots=True)
class Block:
    """Running text between two boundaries of the page, with where it stands."""

    text: str
    kind: PieceKind
    """What the page's own marks make of it; "rest" inside menus, sidebars, forms and the foot."""
    tag: str
    """The block element that it is; "li" for all that stands in a list."""
    parent: int
    """The element that it stands in, as a number: paragraphs of one text have the same."""

    @property
    def level(self) -> int:
        """Of a heading, 1 to 6; else 0."""
        return int(self.tag[1]) if _HEADING.fullmatch(self.tag) else 0

    @property
    def is_prose(self) -> bool:
        """Whether it reads as running text does."""
        is_running = self.kind == "text" and not self.level and self.tag != "li"
        return is_running and len(self.words) >= 8 and bool(_SENTENCE_END.search(self.text))

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
    is_trap, blocks = _is_trap(tree), _PageWalk().blocks(tree)
    shown = _as_plain_lines(page) if is_trap else []
    if sum(map(len, shown)) > 2 * sum(len(block.text) for block in blocks) + 2_000:
        # The parser gave up on elements inside elements without end, and dropped their words.
        blocks = [Block(line, "text", "p", 0) for line in shown]
    if not blocks:
        raise NoTextError
    article = "" if is_trap else _article_words(page)
    kept = _kept(blocks, article)
    if sum(kept) and _covered(blocks, kept) < 0.5 * len(_WORD.findall(article)):
        # The page's own words lie in its data, not in what it shows.
        own = [Stretch("text", line) for line in article.splitlines() if line.strip()]
        return Unpacked([*own, *(Stretch("rest", block.text) for block in blocks)], about=about)
    if not any(kept):
        kept = [block.kind != "rest" for block in blocks]
    if not any(kept):
        kept = [True] * len(blocks)
    return Unpacked(list(_pieces(blocks, kept, about.get("title", ""))), about=about)


def _is_trap(tree: HtmlElement) -> bool:
    """Whether the page is so wide or so deep that an extractor would take minutes over it."""
    inside = [0]
    elements = widest = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            inside[-1] += 1
            inside.append(0)
            elements, deepest = elements + 1, max(deepest, len(inside))
        else:
            widest = max(widest, inside.pop())
    return elements > MOST_ELEMENTS or widest > WIDEST or deepest > DEEPEST


def _as_plain_lines(page: str) -> list[str]:
    """The words of a page by its tags alone, a line for each block; for pages that no parser follows."""
    bare = _HIDDEN.sub(" ", page)
    lines = unescape(_TAG.sub("", _BLOCK_TAG.sub("\n", bare))).splitlines()
    return [line for line in (" ".join(line.split()) for line in lines) if line]


def decoded(data: bytes) -> str:
    """The page as text: by its byte order mark, UTF-8, its own word for it, or Windows-1252."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    declared = _CHARSET.search(data[:4096])
    for encoding in ("utf-8", declared.group(1).decode("ascii", "ignore") if declared else "utf-8"):
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def _tree(page: str) -> HtmlElement:
    """The page's elements; no entity is opened, nothing is fetched."""
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        # As bytes: lxml refuses a text that names an encoding of its own.
        tree = lxml_html.document_fromstring(_undeclared(page).encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise NoTextError from error
    return tree


def _undeclared(page: str) -> str:
    """The page without what it declares before it begins: entities of its own, which would be left as text."""
    declared = _DECLARED.match(page)
    return page[declared.end() :] if declared else page


class _PageWalk:
    """Collects the blocks of a page in their order."""

    def __init__(self) -> None:
        self._found: list[Block] = []
        self._words: list[str] = []
        self._number = 0
        self._inside: list[tuple[int, str]] = [(0, "html")]
        """The block elements that are open, by number and tag."""

    def blocks(self, tree: HtmlElement) -> list[Block]:
        """The blocks of the page."""
        self._into(tree, "text", 0)
        self._close("text")
        return self._found

    def _into(self, element: HtmlElement, kind: PieceKind, depth: int) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in UNSEEN:
            return
        if depth > DEEPEST:
            self._say(" ".join(element.itertext()))
            return
        if tag == "br":
            self._close(kind)
            return
        is_block = tag in BLOCKS
        inner = _kind(element, tag, kind) if is_block or kind == "text" else kind
        if is_block or inner != kind:
            self._close(kind)
        if is_block:
            self._number += 1
            self._inside.append((self._number, "li" if self._inside[-1][1] == "li" else tag))
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
            self._close(inner)
        if is_block:
            self._inside.pop()

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

    def _close(self, kind: PieceKind) -> None:
        text = " ".join("".join(self._words).split())
        self._words = []
        if text:
            self._found.append(Block(text, kind, self._inside[-1][1], self._inside[-2:][0][0]))


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
    before = element.getprevious()
    around = (element.tail, before.tail if before is not None else parent.text if parent is not None else None)
    return any(words and words.strip() for words in around)


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


def _pieces(blocks: list[Block], kept: list[bool], title: str) -> Iterator[Stretch]:
    """The article from its headline to its last block, then what stands before and after it."""
    first, last = kept.index(True), len(kept) - kept[::-1].index(True)
    head = _headline(blocks[: first + 1], title)
    start = first if head is None else head
    own = kept.copy()
    for number in _overlooked(blocks, kept, start, last):
        own[number] = True
    for number in range(start, last):
        block = blocks[number]
        if number == head:
            yield Stretch("title", block.text)
        elif block.kind in ("caption", "byline"):
            yield Stretch(block.kind, block.text)
        else:
            yield Stretch("text" if own[number] else "rest", block.text)
    for block in (*blocks[:start], *blocks[last:]):
        yield Stretch("rest", block.text)


def _overlooked(blocks: list[Block], kept: list[bool], start: int, last: int) -> Iterator[int]:
    """Blocks that the extractor leaves out and that are of the article all the same: a lost statement is worse.

    They are running text: a lead under the headline, or a paragraph between two of its own kind.
    """
    first = kept.index(True)
    leads = [number for number in range(start, first) if blocks[number].is_prose]
    if len(leads) <= MOST_LEADS:  # more of them are the captions of a gallery
        yield from leads
    for number in range(first + 1, last - 1):
        if not kept[number] and kept[number - 1] and kept[number + 1] and blocks[number].is_prose:
            beside = {blocks[number - 1].parent, blocks[number].parent, blocks[number + 1].parent}
            if len(beside) == 1:
                yield number


def _headline(blocks: list[Block], title: str) -> int | None:
    """Which of the blocks up to the article's first is its headline: the last that reads as the title does."""
    wanted = set(_WORD.findall(title.casefold()))
    headings = [number for number, block in enumerate(blocks) if block.level and block.kind == "text"]
    for number in reversed(headings):
        if set(blocks[number].words) == wanted:
            return number
    for number in reversed(headings):
        own = set(blocks[number].words)
        if blocks[number].level == 1 and (not wanted or len(own & wanted) >= 0.5 * len(own)):
            return number
    return None
