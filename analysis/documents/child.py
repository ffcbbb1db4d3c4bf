"""The process that reads one document, under limits that it sets for itself; its answer is JSON.

    python -P -c BOOT DIRECTORY KIND < FILE > JSON

The answer is that of `Unpacked.plain`, or {"problem": a key of `read_file.PROBLEMS`}.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from .pieces import NoTextError, ProtectedError, TooManyPagesError, Unpacked

MEMORY = 1_500_000_000
"""Bytes of address space."""
SECONDS = 20
"""Of processor time."""

_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "webbrowser.", "urllib.")
_PROTECTED = ("FileNotDecryptedError", "WrongPasswordError", "DependencyError")


def _pdf(data: bytes) -> Unpacked:
    from .pdf_pages import read_pdf

    return read_pdf(data)


def _docx(data: bytes) -> Unpacked:
    from .office import read_docx

    return read_docx(data)


def _odt(data: bytes) -> Unpacked:
    from .office import read_odt

    return read_odt(data)


def _rtf(data: bytes) -> Unpacked:
    from .office import read_rtf

    return read_rtf(data)


def _html(data: bytes) -> Unpacked:
    from .web_page import read_html

    return read_html(data)


def _mhtml(data: bytes) -> Unpacked:
    from .mail import read_mhtml

    return read_mhtml(data)


def _eml(data: bytes) -> Unpacked:
    from .mail import read_eml

    return read_eml(data)


READERS: dict[str, Callable[[bytes], Unpacked]] = {
    "pdf": _pdf, "docx": _docx, "odt": _odt, "rtf": _rtf, "html": _html, "mhtml": _mhtml, "eml": _eml,
}  # fmt: skip
"""The reader of each kind; its libraries are loaded when it is called."""


def _limit() -> None:
    """Bounds what this process may use, where the system knows how (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))


def _stay_at_home(event: str, _: tuple[Any, ...]) -> None:
    """Whatever a document asks for, no connection is opened and no program is started."""
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)


def answer(kind: str, data: bytes) -> dict[str, Any]:
    """What the reader of that kind says about a document, or which problem it has."""
    try:
        return READERS[kind](data).plain()
    except (MemoryError, RecursionError):
        return {"problem": "heavy"}
    except TooManyPagesError:
        return {"problem": "pages"}
    except ProtectedError:
        return {"problem": "protected"}
    except NoTextError:
        return {"problem": "empty"}
    except Exception as error:  # whatever a parser raises on a hostile file, it cannot be read
        name = type(error).__name__
        problem = "heavy" if name == "LimitReachedError" else "protected" if name in _PROTECTED else "damaged"
        return {"problem": problem, "why": repr(error)[:300]}


def main(kind: str) -> None:
    """Read the document on standard input and write the answer."""
    data = sys.stdin.buffer.read()
    sys.addaudithook(_stay_at_home)
    _limit()
    sys.stdout.buffer.write(json.dumps(answer(kind, data)).encode("ascii"))
