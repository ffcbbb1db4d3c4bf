"""Small pages, transcripts, wires and digests with what is right about them (article/fixtures).

A file has three parts with `---` between them: what it shows; its lines, each behind the section that it becomes; and
what is said in it: `speaker: words` (`speaker ? words` where they are asked, `one | other:` where both are right),
`not: words` that no statement holds, `not_speaker:`, `countries:`, `starts:` how a statement begins, `note:` and
`not_note:` words of a note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent / "article" / "fixtures"
_SECTION = 12
"""Characters before the words of a line."""
_SAID = re.compile(r"(?P<who>[^:?]+?)(?P<sign>:| \?) (?P<what>.+)")


@dataclass(frozen=True, slots=True)
class Page:
    """One file."""

    name: str
    lines: tuple[tuple[str, str], ...]
    """Section and words of each line; both empty for a blank one."""
    claims: tuple[tuple[str, str, str], ...]
    """Who or which claim, ":" or "?", and the words."""

    @property
    def text(self) -> str:
        """As somebody would paste it."""
        tight = any(not words for _, words in self.lines)
        return ("\n" if tight else "\n\n").join(words for _, words in self.lines) + "\n"


def pages() -> list[Page]:
    """All of them, in the order of their names."""
    return [_page(path) for path in sorted(_HERE.glob("*.txt"))]


def _page(path: Path) -> Page:
    _, lines, claims = f"{path.read_text(encoding='utf-8')}\n".split("\n---\n")
    told = [(line[:_SECTION].strip(), line[_SECTION:]) for line in lines.split("\n")]
    said = [match.group("who", "sign", "what") for match in map(_SAID.fullmatch, claims.strip().split("\n")) if match]
    return Page(path.stem, tuple(told), tuple((who, sign.strip(), what) for who, sign, what in said))
