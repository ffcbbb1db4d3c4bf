"""Mail (.eml) and pages saved as one file (.mhtml): MIME, read by the standard library."""

from __future__ import annotations

import email
import email.policy
import re
from contextlib import suppress
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from .pieces import NoTextError, Stretch, Unpacked
from .web_page import decoded, read_page

_FLOWED = re.compile(r"(?<=[^\n]) \n(?=[^\n])")


def read_mhtml(data: bytes) -> Unpacked:
    """The article of a page that a browser saved as one file. The day on which it was saved says nothing of it."""
    message = _message(data)
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    if not pages:
        raise NoTextError
    page = read_page(_text(pages[0]))
    address = str(message.get("Snapshot-Content-Location") or pages[0].get("Content-Location") or "")
    if address.startswith(("http://", "https://")):
        page.about.setdefault("url", address)
    return page


def read_eml(data: bytes) -> Unpacked:
    """The text of a mail, with its subject and date; a newsletter's page is read as a web page is."""
    message = _message(data)
    parts = [part for part in message.walk() if not part.is_multipart() and not part.get_filename()]
    plain = "\n\n".join(_text(part).strip() for part in parts if part.get_content_type() == "text/plain")
    pages = [_text(part) for part in parts if part.get_content_type() == "text/html"]
    read = read_page(pages[0]) if pages else Unpacked([])
    if len(plain.split()) >= 0.5 * sum(len(p.text.split()) for p in read.pieces if p.kind != "rest"):
        read = Unpacked([Stretch("text", plain)] if plain else [])
    read.about = {**_headers(message), **({"url": read.about["url"]} if "url" in read.about else {})}
    attached = [part for part in message.walk() if part.get_filename()]
    if attached:
        many = "attachments were" if len(attached) > 1 else "attachment was"
        read.notes.append(f"{len(attached)} {many} not read: save what is attached and upload it by itself.")
    return read


def _message(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise NoTextError
    return message


def _headers(message: EmailMessage) -> dict[str, str]:
    about = {"title": re.sub(r"^(?:(?:fwd?|re|aw|wg)\s*:\s*)+", "", str(message.get("Subject") or ""), flags=re.I)}
    with suppress(TypeError, ValueError, IndexError):  # a mail without a day, or with one of another form
        about["published"] = parsedate_to_datetime(str(message.get("Date"))).date().isoformat()
    return {name: value for name, value in about.items() if value}


def _text(part: EmailMessage) -> str:
    """The words of a part, in whatever encoding it names."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = part.get_content_charset() or ""
    try:
        text = data.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        text = decoded(data)
    text = text.replace("\r\n", "\n")
    flowed = part.get_content_type() == "text/plain" and part.get_param("format") == "flowed"
    return _FLOWED.sub(" ", text) if flowed else text
