"""Markdown, wiki text and bulletin-board codes pasted as text: which signs are dress, and no words.

Emphasis counts only in pairs that touch words inside and none outside (2 * 3, f**k, snake_case stay), a link only with
an address. Code between fences is left alone. Marks of references ([1], [citation needed]) are dropped where they hang
on a word or its punctuation; what an editor puts in brackets ([T]he, want[s], [sic]) stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .rewriting import Edit

_SHOWS = re.compile(r"[*~#\[|\\{]|(?<!\w)_|^[ \t]*>|\.[¹²³]|^==", re.M)
_FENCE = re.compile(r"^[ \t]{0,3}(```|~~~)(.*)$", re.M)
_LINE_START = re.compile(r"^[ \t]{0,3}(?:>[ \t]?|#{1,6}[ \t]+(?=\S)|={2,6}(?=[^=\n]{1,200}={2,6}[ \t]*$))++", re.M)
_LINE_STOP = re.compile(r"(?<=[^\s#=])[ \t]*(?P<sign>[#=])(?P=sign)*[ \t]*$", re.M)
_RUN = re.compile(r"\*{1,3}|_{1,3}|~~|\n[ \t]*\n")
_LONGEST_EMPHASIS = 2_000
_BRACKET = re.compile(
    r"(?P<close>\](?:\((?P<address>[^\s()]*+(?:\([^\s()]*+\)[^\s()]*+){0,3})(?:\s+[\"'][^\"'\n]*[\"'])?\)"
    r"|\[(?P<name>[^\s\[\]]{1,80})\])?)"
    r"|(?P<open>!?\[)|(?P<end>\n[ \t]*\n)"
)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:|/|#|\.{0,2}/|[^\s/]+\.[a-z]{2,}|[^\s/]+/", re.I)
_DEFINITION = re.compile(r"^[ \t]*\[([^\s\[\]]{1,80})\]:[ \t]+\S+(?:[ \t]+[\"'(][^\n]*[\"')])?[ \t]*$", re.M)
_ASIDE = r"citation needed|clarification needed|better source needed|who\?|when\?|note \d+|nb \d+"
_REFERENCE = re.compile(
    rf"(?:(?<=[\w.,;:!?”’)])|(?<=[.,!?]\"))(?:\[(?:\d{{1,3}}(?:[,–-]\s?\d{{1,3}})*|{_ASIDE})\])+(?![\w(])"  # noqa: RUF001
    r"|(?:(?<=[.,;:!?”])|(?<=[.,!?]\"))(?:\[[a-z]\](?!\w)|[¹²³⁰⁴-⁹]{1,3}(?=\s|$))|(?<=\w)\[edit\](?=\s|$)",
    re.I,
)
_WIKI_LINK = re.compile(r"\[\[(?P<target>[^\[\]|\n]{1,200}\|)?(?P<shown>[^\[\]|\n]{1,300})\]\]")
_WIKI_DRESS = re.compile(r"'{2,5}|\{\{[^{}]{0,2000}\}\}|\[\[(?:File|Image|Category):[^\[\]\n]{0,500}\]\]")
_BOARD = re.compile(r"\[(?P<end>/?)(?P<name>b|i|u|s|url|quote|img|size|color|center|list)(?:=[^\]\n]{0,200})?\]", re.I)
_ESCAPE = re.compile(r"\\(?=[\"'*_#\[\]()>`~|.!-])")
_RULE = re.compile(r"^[ \t]*+\|?[ \t]*+:?-{2,}+:?[ \t]*+(?:\|[ \t]*+:?-*+:?[ \t]*+)*+$", re.M)
_BAR = re.compile(r"(?<![ \t])[ \t]*\|[ \t]*")


def markdown_edits(text: str) -> list[Edit]:
    """What to leave out of a text that is dressed up in Markdown or wiki text. Linear time."""
    if not _SHOWS.search(text):
        return []
    found: list[Edit] = []
    found += [(match.start(), match.end(), "") for match in _REFERENCE.finditer(text)]
    if "[" in text:
        found += [*_links(text), *_wiki(text), *_board(text)]
    if "|" in text:
        found += _tables(text)
    found += [(match.start(), match.end(), "") for match in _LINE_START.finditer(text)]
    if found:
        found += [(match.start(), match.end(), "") for match in _LINE_STOP.finditer(text) if _is_heading(match)]
    found += _emphasis(text)
    if "\\" in text:
        found += [(match.start(), match.end(), "") for match in _ESCAPE.finditer(text)]
    return _disjoint(found, list(_fences(text)) if found else [])


def _disjoint(found: list[Edit], fences: list[tuple[int, int]]) -> list[Edit]:
    """The edits in order, the longer one of two that overlap, none inside a fence."""
    kept: list[Edit] = []
    fence = 0
    for edit in sorted(found, key=lambda edit: (edit[0], -edit[1])):
        while fence < len(fences) and fences[fence][1] <= edit[0]:
            fence += 1
        inside = fence < len(fences) and edit[1] > fences[fence][0]
        if not inside and not (kept and edit[0] < kept[-1][1]):
            kept.append(edit)
    return kept


def _fences(text: str) -> Iterator[tuple[int, int]]:
    """Where code stands between two fences of one kind."""
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(text):
        if opened is None:
            opened = fence
        elif fence.group(1) == opened.group(1) and not fence.group(2).strip():
            yield opened.start(), fence.end()
            opened = None


def _is_heading(match: re.Match[str]) -> bool:
    line = match.string.rfind("\n", 0, match.start()) + 1
    return match.string[line : line + 4].lstrip().startswith(match.group("sign"))


def _emphasis(text: str) -> Iterator[Edit]:
    """The pairs of *, _ and ~~ that touch words inside and none outside."""
    opened: dict[str, int] = {}
    for match in _RUN.finditer(text):
        run, (start, end) = match.group(), match.span()
        if run[0] == "\n":
            opened.clear()
            continue
        before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
        if before in (run[0], "\\") or after == run[0]:
            continue
        begun = opened.get(run)
        if begun is not None and not before.isspace() and not after.isalnum() and start - begun <= _LONGEST_EMPHASIS:
            yield begun, begun + len(run), ""
            yield start, end, ""
            del opened[run]
        elif not after.isspace() and not before.isalnum():
            opened[run] = start


def _links(text: str) -> Iterator[Edit]:
    """[text](address) without all but the text; ![picture](address) is left out."""
    if "](" not in text and "][" not in text:
        return
    opened: list[re.Match[str]] = []
    definitions = list(_DEFINITION.finditer(text)) if "]:" in text else []
    names = {match.group(1) for match in definitions}
    for match in _BRACKET.finditer(text):
        if match.group("end"):
            opened.clear()
        elif match.group("open"):
            opened.append(match)
        elif opened:
            begin = opened.pop()
            address = match.group("address")
            if match.group("name") in names or (address is not None and _ADDRESS.match(address)):
                if begin.group()[0] == "!":
                    yield begin.start(), match.end(), ""
                else:
                    yield begin.start(), begin.end(), ""
                    yield match.start(), match.end(), ""
    yield from ((match.start(), match.end(), "") for match in definitions)


def _wiki(text: str) -> Iterator[Edit]:
    """[[Target|text]] without all but the text, and the other dress of a text that has such links."""
    links = list(_WIKI_LINK.finditer(text)) if "[[" in text else []
    for match in links:
        yield match.start(), match.start("shown"), ""
        yield match.end("shown"), match.end(), ""
    if links:
        yield from ((match.start(), match.end(), "") for match in _WIKI_DRESS.finditer(text))


def _board(text: str) -> Iterator[Edit]:
    """[b]codes[/b] of bulletin boards, where both are there."""
    if "[/" not in text:
        return
    codes = list(_BOARD.finditer(text))
    ended = {match.group("name").lower() for match in codes if match.group("end")}
    for match in codes:
        if match.group("name").lower() in ended:
            yield match.start(), match.end(), ""


def _tables(text: str) -> Iterator[Edit]:
    """Each cell of a table as a line of its own. A table shows itself by the rule below its head."""
    start = 0
    for rule in _RULE.finditer(text):
        if "|" not in rule.group() or rule.start() < start:
            continue
        yield rule.start(), rule.end(), ""
        head = text.rfind("\n", 0, max(0, rule.start() - 1)) + 1
        yield from _cells(text, head, max(head, rule.start() - 1))
        start = rule.end() + 1
        while start < len(text):
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            if "|" not in text[start:end]:
                break
            if not _RULE.match(text, start):
                yield from _cells(text, start, end)
            start = end + 1


def _cells(text: str, start: int, end: int) -> Iterator[Edit]:
    for bar in _BAR.finditer(text, start, end):
        yield bar.start(), bar.end(), "" if bar.start() == start or bar.end() == end else "\n"
