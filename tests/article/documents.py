"""Documents of every kind, made in memory from paragraphs."""

from __future__ import annotations

import io
import textwrap
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from html import escape

from docx import Document
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject


def docx(*paragraphs: str, title: str = "") -> bytes:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.core_properties.title = title
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def odt(*paragraphs: str, title: str = "", inside: str = "") -> bytes:
    """An OpenDocument text; `inside` is XML that stands before its paragraphs."""
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    body = inside + "".join(f"<text:p>{escape(paragraph)}</text:p>" for paragraph in paragraphs)
    return zipped({
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>".encode(),
        "meta.xml": f"<office:document-meta {spaces}><office:meta><dc:title>{escape(title)}</dc:title></office:meta>"
        "</office:document-meta>".encode(),
    })  # fmt: skip


def rtf(*paragraphs: str) -> bytes:
    def coded(text: str) -> str:
        signs = (rf"\u{ord(sign)}?" if ord(sign) > 126 else f"\\{sign}" if sign in "\\{}" else sign for sign in text)
        return "".join(signs)

    body = "\\par\n".join(coded(paragraph) for paragraph in paragraphs)
    return rf"{{\rtf1\ansi\ansicpg1252{{\fonttbl{{\f0 Times;}}}}\f0 {body}\par}}".encode("ascii")


def pdf(
    *lines: str, password: str | None = None, pages: int = 1, at: Sequence[Sequence[tuple[int, int, str]]] = ()
) -> bytes:
    """A PDF with lines under each other on every page, or on each page the lines `at` their places."""
    writer = PdfWriter()
    font = DictionaryObject({
        NameObject("/Type"): NameObject("/Font"),
        NameObject("/Subtype"): NameObject("/Type1"),
        NameObject("/BaseFont"): NameObject("/Helvetica"),
        NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
    })  # fmt: skip
    for placed in at or [[(50, 750 - 14 * n, line) for n, line in enumerate(lines)]] * pages:
        page = writer.add_blank_page(width=600, height=800)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        shown = b" ".join(
            b"1 0 0 1 %d %d Tm (%s) Tj" % (x, y, line.replace("(", r"\(").replace(")", r"\)").encode("cp1252"))
            for x, y, line in placed
        )
        content = DecodedStreamObject()
        content.set_data(b"BT /F1 11 Tf " + shown + b" ET")
        page[NameObject("/Contents")] = writer._add_object(content)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def set_pdf(*paragraphs: str, width: int = 80, head: str = "", columns: int = 1, most: int = 50) -> bytes:
    """A PDF as a typesetter makes it: lines of a width, a gap between paragraphs, a running head, page numbers."""
    lines: list[str] = []
    for paragraph in paragraphs:
        lines += [*textwrap.wrap(paragraph, width), ""]
    per_page = most * columns
    pages = []
    for number, start in enumerate(range(0, len(lines), per_page), start=1):
        placed = [(60, 785, head)] if head else []
        for at, line in enumerate(lines[start : start + per_page]):
            if line:
                placed.append((50 + 270 * (at // most), 750 - 14 * (at % most), line))
        if columns > 1:  # as some programs write them: row by row
            placed.sort(key=lambda line: (-line[1], line[0]))
        pages.append([*placed, (300, 20, str(number))])
    return pdf(at=pages)


def eml(text: str, *, page: str = "", subject: str = "", attached: bytes = b"") -> bytes:
    message = EmailMessage()
    message["From"] = "News desk <desk@example.org>"
    message["To"] = "you@example.org"
    message["Subject"] = subject
    message["Date"] = "Thu, 02 May 2024 09:00:00 +0200"
    message["Message-ID"] = "<1@example.org>"
    message.set_content(text)
    if page:
        message.add_alternative(page, subtype="html")
    if attached:
        message.add_attachment(attached, maintype="application", subtype="pdf", filename="report.pdf")
    return message.as_bytes()


def mhtml(page: str, address: str = "https://example.org/news/1") -> bytes:
    message = MIMEMultipart("related", type="text/html")
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = address
    message["Subject"] = "A saved page"
    message["Date"] = "Mon, 6 Jan 2025 10:00:00 -0000"
    part = MIMEText(page, "html", "utf-8")
    part["Content-Location"] = address
    message.attach(part)
    message.attach(MIMEText("p {color: red}", "css", "utf-8"))
    return message.as_bytes()


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def member(data: bytes, name: str) -> bytes:
    """A member of a .zip file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def with_member(data: bytes, name: str, changed: bytes) -> bytes:
    """A .zip file with another content of one of its members."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({one: archive.read(one) for one in archive.namelist()} | {name: changed})
