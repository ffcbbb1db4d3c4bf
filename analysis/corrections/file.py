"""Corrections as a file: to keep, to send, and to take over again, those of one article or of many at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .model import (
    Correction,
    Corrections,
    CorrectionsError,
    Voice,
    check_places,
    digest,
    from_dict,
    refuse_unknown,
    shown,
    to_dict,
)

SCHEMA = 1
_HEAD = {"onrecord": "corrections", "schema": SCHEMA}


@dataclass(frozen=True, slots=True)
class Part:
    """The corrections of one article."""

    title: str | None
    sha256: str
    """The digest of its text (`corrections.digest`)."""
    corrections: Corrections

    def for_text(self, text: str) -> Corrections:
        """The corrections, which must belong to this very text; `CorrectionsError` says what is wrong."""
        if self.sha256 != digest(text):
            raise CorrectionsError(
                "These corrections belong to another article or to another version of its text: "
                f"{shown(self.title)}. Open that text first."
            )
        for correction in self.corrections:
            check_places(correction, text)
        return self.corrections


def one_to_json(title: str | None, text: str, corrections: Iterable[Correction]) -> str:
    """The corrections of one article as a file."""
    return _dump(_HEAD | _part(Part(title, digest(text), tuple(corrections))))


def many_to_json(parts: Iterable[Part], voices: Iterable[Correction]) -> str:
    """The corrections of many articles, and those of their voices, as a file."""
    return _dump(_HEAD | {"articles": [_part(part) for part in parts], "voices": [to_dict(one) for one in voices]})


def from_json(data: bytes) -> tuple[tuple[Part, ...], Corrections]:
    """The corrections in a file, those of each article and those of voices; `CorrectionsError` says what is wrong."""
    try:
        file = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise CorrectionsError("This file is cut off or damaged: export the corrections again.") from error
    if not isinstance(file, dict) or file.get("onrecord") != "corrections":
        raise CorrectionsError("This is not a file of corrections that onrecord exported.")
    if file.get("schema") != SCHEMA:
        raise CorrectionsError(
            f"These corrections have schema {file.get('schema')!r}, and this version of onrecord reads schema {SCHEMA}."
        )
    rest = {name: value for name, value in file.items() if name not in _HEAD}
    if "articles" not in rest:
        return (_read_part(rest),), ()
    refuse_unknown(rest, {"articles", "voices"})
    articles, voices = rest["articles"], rest.get("voices")
    if not isinstance(articles, list) or not isinstance(voices, list):
        raise _incomplete()
    return tuple(map(_read_part, articles)), _read(voices, of_voices=True)


def _part(part: Part) -> dict[str, Any]:
    about = {"title": part.title, "sha256": part.sha256}
    return {"article": about, "corrections": [to_dict(one) for one in part.corrections]}


def _read_part(row: Any) -> Part:
    if not isinstance(row, dict):
        raise _incomplete()
    refuse_unknown(row, {"article", "corrections"})
    article, rows = row.get("article"), row.get("corrections")
    if not isinstance(article, dict) or not isinstance(rows, list):
        raise _incomplete()
    title = article.get("title")
    return Part(title if isinstance(title, str) else None, str(article.get("sha256")), _read(rows, of_voices=False))


def _read(rows: Sequence[Any], *, of_voices: bool) -> Corrections:
    found = tuple(map(from_dict, rows))
    if any(isinstance(one.subject, Voice) is not of_voices for one in found):
        raise CorrectionsError("A correction stands in the wrong part of this file. Nothing was taken over.")
    return found


def _incomplete() -> CorrectionsError:
    return CorrectionsError("This file does not say which article it corrects, or lacks its corrections.")


def _dump(file: dict[str, Any]) -> str:
    return json.dumps(file, ensure_ascii=False, indent=1)
