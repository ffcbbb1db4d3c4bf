"""A file in, an `Article` out, by what the file holds rather than by what it is called.

Every fault is an `ArticleError` with a sentence that says what to do. What is not plain text is parsed in a child
process with limits on memory and time (`documents/child.py`). The name of a file is only ever shown, never opened.
"""

from __future__ import annotations

import codecs
import io
import json
import re
import subprocess
import sys
import threading
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..report import Article, ArticleError, Form
from .from_document import article_of
from .not_text import not_text
from .read_text import MAX_CHARACTERS, read_article
from .walls import is_wall

SUFFIXES = (".txt", ".md", ".html", ".htm", ".mhtml", ".mht", ".docx", ".odt", ".rtf", ".pdf", ".eml")
"""What `read_file` reads."""
MAX_BYTES = 20_000_000
MAX_UNPACKED = 50_000_000
MAX_RATIO = 100
MAX_ENTRIES = 10_000
TIMEOUT = 40
"""Seconds that a document may take."""

_CHILDREN = threading.BoundedSemaphore(2)
"""Documents that are parsed at the same moment, whoever asks for it: each may take its limit of memory."""
_ROOMS = Path(__file__).parents[1]
_BOOT = "import sys; sys.path.append(sys.argv[1]); from documents.child import main; main(sys.argv[2])"
_NAMES: dict[Form, str] = {
    "pdf": "a PDF", "docx": "a Word file", "odt": "an OpenDocument text", "rtf": "an RTF file", "html": "a web page",
    "mhtml": "a saved web page", "eml": "a mail", "text": "plain text",
}  # fmt: skip
_KIND_OF_SUFFIX: dict[str, Form] = {
    ".txt": "text", ".md": "text", ".html": "html", ".htm": "html", ".mhtml": "mhtml", ".mht": "mhtml",
    ".docx": "docx", ".odt": "odt", ".rtf": "rtf", ".pdf": "pdf", ".eml": "eml",
}  # fmt: skip
_PAGE_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^<>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I)
_FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*\r?\n((?:[A-Za-z_]{1,20}:[^\r\n]{0,500}\r?\n){1,20})---[ \t]*(?:\r?\n|$)\s*"
)
_UNSAFE = re.compile(r"[^\w .,()'-]+")
_MIME_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:(?:From|To|Cc|Date|Subject|Message-ID|MIME-Version|Received|Return-Path|Reply-To"
    rb"|Delivered-To|Snapshot-Content-Location|Content-[-A-Za-z]{3,20}|X-[-A-Za-z0-9]{2,30}|DKIM-Signature):[^\r\n]*"
    rb"(?:\r?\n[ \t][^\r\n]*){0,50}\r?\n){3,60}",
    re.I,
)
_SURELY_MIME = re.compile(rb"^(?:Message-ID|MIME-Version|Received|Snapshot-Content-Location):", re.I | re.M)
_TOO_LONG = f"{{name}} holds more than {MAX_CHARACTERS:,} characters, which is the limit: split it into articles."

PROBLEMS = {
    "damaged": "{name} is damaged or not {kind}: save it again in its own program, or paste the text.",
    "protected": "{name} is protected by a password: save it without one, or paste the text.",
    "pages": "{name} has more than 500 pages: save the pages of the article as a file of their own.",
    "heavy": "{name} takes too much memory or time to open, so it was refused: paste the article's text.",
    "image": "{name} has no text layer (it seems to be a scan): run text recognition on it first, or paste the text.",
    "empty": "{name} holds no text.",
    "wall": "No article text was found in {name}, only a notice of cookies, a subscription or a sign-in: save the page "
    "while the article shows, or paste its text.",
}
"""What to do about a document that cannot be read."""


def read_file(name: str, data: bytes) -> Article:
    """The article in a file; raises `ArticleError` with what to do where there is none."""
    if not isinstance(name, str) or not isinstance(data, bytes | bytearray | memoryview):
        raise ArticleError("A file is read by its name, which is a text, and by what it holds, which is bytes.")
    data, shown = bytes(data), shown_name(name)
    if not data:
        raise ArticleError(f"{shown} is empty.")
    if len(data) > MAX_BYTES:
        raise ArticleError(
            f"{shown} has {len(data) / 1e6:,.0f} MB; the limit is {MAX_BYTES // 1_000_000} MB. "
            "Save only the article itself, or paste its text."
        )
    suffix = suffix_of(name)
    if suffix == ".zip":
        raise ArticleError(f"{shown} holds several files: unpack it, or upload it where several files are read.")
    if suffix and suffix not in SUFFIXES:
        raise ArticleError(f"Files that end in {suffix} are not read: use {', '.join(SUFFIXES)}, or paste the text.")
    kind = _kind(shown, suffix, data)
    article = _read_text(shown, name, data) if kind == "text" else _read_document(shown, name, kind, data)
    article = replace(article, given_form=kind)
    expected = _KIND_OF_SUFFIX.get(suffix, kind)
    if kind != expected:
        article = replace(
            article, notes=(f"{shown} is {_NAMES[kind]}, whatever its name says; it was read as one.", *article.notes)
        )
    return article


def safe_stem(name: str) -> str:
    """The file's name without folder and ending, with nothing in it that could be a path or a command; may be empty."""
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8")))[-1]
    stem = base[: -len(suffix_of(base))] if suffix_of(base) else base
    return _UNSAFE.sub("_", stem)[:80].strip(" ._")


def shown_name(name: str) -> str:
    """A file's name as a message may show it."""
    return f"“{safe_stem(name) or 'The file'}{suffix_of(name)}”"


def suffix_of(name: str) -> str:
    """The ending of a file's name, in small letters; empty where it has none."""
    match = re.search(r"[^./\\](\.[A-Za-z0-9]{1,8})$", name)
    return match.group(1).lower() if match else ""


def _kind(shown: str, suffix: str, data: bytes) -> Form:
    """What the file holds."""
    if b"%PDF-" in data[:1024] and (suffix == ".pdf" or data.lstrip()[:5] == b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_zip(shown, data)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and (what := not_text(data)):
        raise ArticleError(f"{shown} {what}")
    if suffix in (".docx", ".odt", ".rtf", ".pdf"):
        raise ArticleError(PROBLEMS["damaged"].format(name=shown, kind=_NAMES[_KIND_OF_SUFFIX[suffix]]))
    head = _MIME_START.match(data[:20_000])
    if (head and _SURELY_MIME.search(head.group())) or suffix in (".eml", ".mhtml", ".mht"):
        if _is_binary(data) or not head:
            raise ArticleError(PROBLEMS["damaged"].format(name=shown, kind=_NAMES[_KIND_OF_SUFFIX.get(suffix, "eml")]))
        return (
            "mhtml"
            if b"multipart/related" in head.group().lower() and b"Snapshot" in data[:20_000]
            else ("mhtml" if suffix in (".mhtml", ".mht") else "eml")
        )
    if suffix in (".html", ".htm") or _PAGE_START.match(data[:4096]):
        if _is_binary(data):
            raise ArticleError(f"{shown} is not text: upload {', '.join(SUFFIXES)}, or paste the text.")
        return "html"
    return "text"


def _kind_of_zip(shown: str, data: bytes) -> Form:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise ArticleError(PROBLEMS["damaged"].format(name=shown, kind=_NAMES["docx"])) from error
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * len(data):
        raise ArticleError(PROBLEMS["heavy"].format(name=shown))
    if any(entry.flag_bits & 1 for entry in entries):
        raise ArticleError(PROBLEMS["protected"].format(name=shown))
    names = {entry.filename for entry in entries}
    if "word/document.xml" in names:
        return "docx"
    if "content.xml" in names:
        return "odt"
    raise ArticleError(
        f"{shown} is a packed file, but not a Word file: unpack it, or save the article as .docx or .txt."
    )


def _read_text(shown: str, name: str, data: bytes) -> Article:
    text, notes = _decode(shown, data)
    about: dict[str, str] = {}
    if match := _FRONT_MATTER.match(text):
        about = _fields(match.group(1))
        text = text[match.end() :]
    return _article(name, text, about, notes)


def _fields(block: str) -> dict[str, str]:
    """The fields of a front matter: one "key: value" a line, quoted or not."""
    pairs = (line.split(":", 1) for line in block.splitlines())
    fields = {key.strip().lower(): value.strip() for key, value in pairs}
    return {
        key: value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
        for key, value in fields.items()
    }


def _decode(shown: str, data: bytes) -> tuple[str, list[str]]:
    """The text of the bytes, and a note where the encoding is a guess."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace"), []
    if guess := _utf16_without_mark(data):
        return data.decode(guess, "replace"), [f"{shown} was read as UTF-16."]
    if _is_binary(data):
        raise ArticleError(f"{shown} is not text: upload {', '.join(SUFFIXES)}, or paste the text.")
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return _western(shown, data)


def _western(shown: str, data: bytes) -> tuple[str, list[str]]:
    """Text that is not UTF-8 and is Windows-1252 if it has only the odd accent and curly mark."""
    high = sum(byte > 0x7F for byte in data)
    if high > 0.15 * len(data):
        raise ArticleError(f"{shown} is in an encoding that is not known: save it as UTF-8, or paste the text.")
    note = f"{shown} is not UTF-8, so it was read as Windows-1252: check its accents and quotation marks."
    return data.decode("cp1252", "replace"), [note]


def _utf16_without_mark(data: bytes) -> str | None:
    sample = data[:4000]
    half = len(sample) // 2
    if half < 8:
        return None
    if sample[1::2].count(0) > 0.7 * half and sample[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _is_binary(data: bytes) -> bool:
    """Whether more than one byte in fifty is a control character that no text holds."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    sample = data[:100_000]
    odd = len(sample.translate(None, bytes([*range(0x20, 0x100), 0x09, 0x0A, 0x0C, 0x0D])))
    return odd > 0.02 * len(sample) + 1


def _read_document(shown: str, name: str, kind: Form, data: bytes) -> Article:
    answer = _answer_of_child(kind, data)
    if "problem" in answer:
        problem = "image" if kind == "pdf" and answer["problem"] == "empty" else answer["problem"]
        raise ArticleError(PROBLEMS[problem].format(name=shown, kind=_NAMES[kind]))
    if sum(len(text) + len(answer["joint"]) for _, text in answer["pieces"]) > MAX_CHARACTERS:
        answer["pieces"] = _within_limit(shown, answer)
    article = article_of(answer, safe_stem(name) or None)
    if article is None:
        raise ArticleError(PROBLEMS["image" if kind == "pdf" else "empty"].format(name=shown))
    if kind in ("html", "mhtml") and is_wall(article.text, article.sections):
        raise ArticleError(PROBLEMS["wall"].format(name=shown))
    return article


def _within_limit(shown: str, answer: dict[str, Any]) -> list[list[str]]:
    """The pieces without what stands beside the article, where both together are too long."""
    own = [[kind, text] for kind, text in answer["pieces"] if kind != "rest"]
    if sum(len(text) + len(answer["joint"]) for _, text in own) > MAX_CHARACTERS:
        raise ArticleError(_TOO_LONG.format(name=shown))
    answer["notes"].append(f"Only the article of {shown} was read: the rest of the page is too long.")
    return own


def _answer_of_child(kind: str, data: bytes) -> dict[str, Any]:
    """What `documents/child.py` says about the document. A child that dies or dawdles was given too much to do."""
    command = [sys.executable, "-P", "-c", _BOOT, str(_ROOMS), kind]
    try:
        with _CHILDREN:
            done = subprocess.run(command, input=data, capture_output=True, timeout=TIMEOUT, check=False)
    except subprocess.TimeoutExpired:
        return {"problem": "heavy"}
    if done.returncode:
        return {"problem": "heavy"}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _article(name: str, text: str, about: dict[str, Any], notes: Sequence[str]) -> Article:
    if len(text) > MAX_CHARACTERS:
        raise ArticleError(_TOO_LONG.format(name=shown_name(name)))
    article = read_article(
        text,
        id=safe_stem(name) or None,
        title=about.get("title"),
        outlet=about.get("outlet"),
        published=about.get("published"),
        url=about.get("url"),
    )
    return replace(article, notes=(*notes, *article.notes))
