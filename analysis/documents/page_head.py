"""What a web page says about its article: title, outlet, date, authors, address, language.

JSON-LD is believed first, then OpenGraph and other <meta>, then <time> and <title>. Nothing is guessed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

_ARTICLE_TYPES = re.compile(r"Article$|^(?:BlogPosting|LiveBlogPosting|Report|PressRelease|WebPage|VideoObject)$")
_ISO_DAY = re.compile(r"\s*(\d{4}-\d\d-\d\d)(?!\d)")
_TITLE_JOINT = re.compile(r"\s+(?:[|–—»·]|-{1,2})\s+")
_META = {
    "title": ("og:title", "twitter:title", "dc.title", "headline"),
    "outlet": ("og:site_name", "application-name", "dc.publisher", "publisher"),
    "published": (
        "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.created",
        "pubdate", "publishdate", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    ),
    "author": ("author", "article:author", "dc.creator", "byl", "parsely-author", "sailthru.author"),
    "url": ("og:url", "twitter:url"),
}  # fmt: skip


def read_head(tree: HtmlElement) -> dict[str, str]:
    """What the page says about its article; a field that it does not name is left out."""
    about: dict[str, str] = {}
    for found in (*_of_json(tree), _of_meta(tree), _of_marks(tree)):
        for name, value in found.items():
            if value:
                about.setdefault(name, value)
    if "title" not in about and (title := _text(tree.find(".//title"))):
        about["title"] = _TITLE_JOINT.split(title)[0]
    if outlet := about.get("outlet"):
        about["title"] = _without_outlet(about.get("title", ""), outlet)
    return {name: value[:500] for name, value in about.items() if value}


def _of_json(tree: HtmlElement) -> Iterator[dict[str, str]]:
    """The articles of the page's JSON-LD, a WebPage last."""
    found = []
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        try:
            data = json.loads((script.text_content() or "").strip().strip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        found += [item for item in _objects(data, 0) if any(map(_ARTICLE_TYPES.search, _words(item.get("@type"))))]
    found.sort(key=lambda item: "WebPage" in _words(item.get("@type")))
    yield from map(_of_object, found[:5])


def _objects(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for item in data[:100]:
            yield from _objects(item, depth)
    elif isinstance(data, dict):
        yield data
        if depth < 4:
            yield from _objects([data.get("@graph"), data.get("mainEntity")], depth + 1)


def _of_object(item: dict[str, Any]) -> dict[str, str]:
    page = item.get("mainEntityOfPage")
    return {
        "title": _name(item.get("headline")) or ("" if "WebPage" in _words(item.get("@type")) else _name(item)),
        "outlet": _name(item.get("publisher")) or _name(item.get("isPartOf")),
        "published": _day(_name(item.get("datePublished"))),
        "author": _name(item.get("author")),
        "url": _address(_name(item.get("url"))) or _address(page.get("@id") if isinstance(page, dict) else page),
        "language": _name(item.get("inLanguage"))[:2].lower(),
    }


def _of_meta(tree: HtmlElement) -> dict[str, str]:
    content: dict[str, str] = {}
    for meta in tree.iter("meta"):
        for key in ("property", "name", "itemprop"):
            if (name := (meta.get(key) or "").lower()) and meta.get("content"):
                content.setdefault(name, _one_line(meta.get("content")))
    found = {field: next((content[n] for n in names if content.get(n)), "") for field, names in _META.items()}
    found["published"] = next((day for n in _META["published"] if (day := _day(content.get(n, "")))), "")
    if found["author"].startswith("http"):
        found["author"] = ""
    return {**found, "url": _address(found["url"])}


def _of_marks(tree: HtmlElement) -> dict[str, str]:
    """What stands in the page itself: its <time> of publication, its address, its language."""
    stamps = [time for time in tree.iter("time") if _day(time.get("datetime") or "")]
    published = [t for t in stamps if "publish" in f"{t.get('itemprop')} {t.get('class')} {t.get('pubdate')}".lower()]
    inside = [t for t in stamps if any(True for _ in t.iterancestors("article", "main"))]
    first = next(iter(published or (inside if len(stamps) > 1 else stamps)), None)
    canonical = next((link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"), "")
    return {
        "published": _day(first.get("datetime") or "") if first is not None else "",
        "url": _address(canonical),
        "language": (tree.get("lang") or "")[:2].lower(),
    }


def _name(value: Any) -> str:
    """The words of a JSON-LD value: a string, something with a name, or several of them."""
    if isinstance(value, str):
        return _one_line(value)
    if isinstance(value, dict):
        return _name(value.get("name") if not isinstance(value.get("name"), dict) else None)
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value[:10])))
    return ""


def _words(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [one for one in value if isinstance(one, str)] if value else []


def _day(value: str) -> str:
    """The day of an ISO 8601 date or time; another form is left out rather than guessed."""
    match = _ISO_DAY.match(value)
    return match.group(1) if match else ""


def _address(value: Any) -> str:
    return value.strip() if isinstance(value, str) and re.match(r"https?://\S+$", value.strip()) else ""


def _text(element: HtmlElement | None) -> str:
    return "" if element is None else _one_line(element.text_content())


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _without_outlet(title: str, outlet: str) -> str:
    """The title without the outlet's name at its end."""
    parts = _TITLE_JOINT.split(title)
    if len(parts) > 1 and parts[-1].casefold() == outlet.casefold():
        return title[: title.rindex(parts[-1])].rstrip(" |–—»·-")
    return title
