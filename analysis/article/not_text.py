"""Files that are no text, known by their first bytes, and what to do about each."""

from __future__ import annotations

import re

_PICTURE = "is a picture: run text recognition on it first, or type what it says."
_RECORDING = "is a recording: have it transcribed first, or paste what is said in it."
_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"BM", _PICTURE),
    (b"ID3", _RECORDING),
    (b"OggS", _RECORDING),
    (b"fLaC", _RECORDING),
    (b"\x1aE\xdf\xa3", _RECORDING),
    (b"bplist00", "is a web archive of Safari: save the page as “Page Source” (.html), or paste the article."),
    (b"\x1f\x8b", "is packed with gzip: unpack it first."),
    (b"7z\xbc\xaf\x27\x1c", "is packed with 7-Zip: unpack it, or pack the articles as .zip."),
    (b"Rar!", "is packed with RAR: unpack it, or pack the articles as .zip."),
    (b"SQLite format 3\x00", "is a database: save its articles as text files, or as .zip of them."),
    (b"MZ", "is a program, not text."),
    (b"\x7fELF", "is a program, not text."),
)
_MEDIA = re.compile(rb"(?s)^(?:RIFF....(?P<riff>WEBP|WAVE|AVI )|....ftyp(?P<brand>....))")
_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def not_text(data: bytes) -> str | None:
    """What a file is that is no text, and what to do: the end of a sentence that begins with its name."""
    if data.startswith(_OFFICE):
        return _old_office(data)
    if media := _MEDIA.match(data[:16]):
        is_picture = media["riff"] == b"WEBP" or media["brand"] in (b"heic", b"heix", b"mif1", b"avif")
        return _PICTURE if is_picture else _RECORDING
    has_controls = any(byte < 9 or 13 < byte < 27 for byte in data[:512])
    return next((what for sign, what in _SIGNS if data.startswith(sign) and has_controls), None)


def _old_office(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "is protected by a password: save it without one, or paste the text."
    if "__substg1.0_".encode("utf-16-le") in data:
        return "is an Outlook message: save it as .eml or as text, or paste its text."
    if "Workbook".encode("utf-16-le") in data:
        return "is a spreadsheet: paste the text of the article from it."
    return "is a document of an old kind (.doc): save it as .docx, or paste the text."
