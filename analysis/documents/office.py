"""Documents of word processors: Word (.docx), OpenDocument (.odt) and RTF, paragraph by paragraph."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from .pieces import Stretch, Unpacked, within_limit

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_MARKED_CHANGES = (f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note")
_RTF_TITLE = re.compile(rb"\{\\title\s([^{}\\]{1,300})\}")
_RTF_CODEPAGE = re.compile(rb"\\ansicpg(\d{3,5})")


MOST_PARAGRAPHS = 100_000
"""Paragraphs of a document, empty ones too; more are no article, and take memory as a library of them does."""


def read_docx(data: bytes) -> Unpacked:
    """The paragraphs of a Word file, those of tables too, in their order."""
    from docx import Document

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        _refuse_many(archive.read("word/document.xml"), rb"<w:p[\s/>]")
    document = Document(io.BytesIO(data))
    elements = document.element.body.iter(f"{_WORD}p")
    # A text box is a paragraph inside a paragraph: the outer one gives its text.
    paragraphs = (_word_paragraph(p) for p in elements if next(p.iterancestors(f"{_WORD}p"), None) is None)
    return _in_lines(paragraphs, document.core_properties.title)


def _refuse_many(xml: bytes, paragraph: bytes) -> None:
    if sum(1 for _ in re.finditer(paragraph, xml)) > MOST_PARAGRAPHS:
        raise MemoryError


def _word_paragraph(element: Any) -> str:
    pieces = []
    for node in element.iter(*(f"{_WORD}{name}" for name in ("t", "tab", "br", "cr", "noBreakHyphen"))):
        name = node.tag.removeprefix(_WORD)
        pieces.append({"t": node.text or "", "tab": "\t", "noBreakHyphen": "-"}.get(name, "\n"))
    return "".join(pieces)


def read_odt(data: bytes) -> Unpacked:
    """The headings and paragraphs of an OpenDocument text; what its author struck or noted is left out."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read("content.xml")
        _refuse_many(content, rb"<text:[ph][\s/>]")
        body = etree.fromstring(content, parser)
        meta = etree.fromstring(archive.read("meta.xml"), parser) if "meta.xml" in archive.namelist() else None
    for element in list(body.iter(*_MARKED_CHANGES)):
        _take_out(element)
    elements = body.iter(f"{_TEXT}p", f"{_TEXT}h")
    outer = (e for e in elements if next(e.iterancestors(f"{_TEXT}p"), None) is None)
    return _in_lines(map(_open_paragraph, outer), meta.findtext(f".//{_TITLE}") if meta is not None else None)


def _take_out(element: Any) -> None:
    """Without the element, but with the words that follow it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def _open_paragraph(element: Any) -> str:
    pieces = [element.text or ""]
    for child in element:
        name = child.tag.removeprefix(_TEXT) if isinstance(child.tag, str) else ""
        if name == "s":
            pieces.append(" " * min(int(child.get(f"{_TEXT}c") or 1), 100))
        else:
            pieces.append({"tab": "\t", "line-break": "\n"}.get(name) or _open_paragraph(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def read_rtf(data: bytes) -> Unpacked:
    """The text of an RTF file."""
    from striprtf.striprtf import rtf_to_text

    codepage = _RTF_CODEPAGE.search(data)
    encoding = f"cp{codepage.group(1).decode()}" if codepage else "cp1252"
    try:
        text = rtf_to_text(data.decode("latin-1"), encoding=encoding, errors="replace")
    except LookupError:
        text = rtf_to_text(data.decode("latin-1"), encoding="cp1252", errors="replace")
    title = _RTF_TITLE.search(data)
    return _in_lines(iter(text.split("\n")), title.group(1).decode("cp1252", "replace") if title else None)


def _in_lines(paragraphs: Iterator[str], title: str | None) -> Unpacked:
    """The paragraphs, one a line."""
    kept = within_limit(Stretch("text", paragraph) for paragraph in paragraphs)
    text = "\n".join(piece.text for piece in kept).strip()
    about = {"title": title.strip()} if title and title.strip() else {}
    return Unpacked([Stretch("text", text)] if text else [], about=about)
