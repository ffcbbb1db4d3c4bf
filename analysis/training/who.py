"""The sets of who said what about whom, as examples to fit weights on and to check them by.

Every gold statement is read twice: by its own spans, and by the program's statement that answers it. In the sets a
statement that somebody passes on ("N said ..., according to the Post") is the Post's, and N is one whom it is about;
the program makes it N's, so that those rows are turned round as they are read.
"""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from ..actors.cast import Cast
from ..actors.resolve import resolve_actors
from ..article.read_text import read_article
from ..english.cues import cue_head, read_cue
from ..places.find import find_countries
from ..reader.parsed import ParsedArticle
from ..reader.pipeline import parse
from ..report import Span, Spans
from ..statements.attributions import Attribution, SpanEvidence, find_attributions
from ..statements.confidence import assessed
from ..statements.kinds import content_kind
from ..statements.relayed import turn
from ..statements.settle import settle
from ..targets.find import TargetFinder
from .corpora import named_events

Gold = dict[str, Any]
FITTED = {"who": ("who/train.jsonl", "polnear/train"), "world": ("world/train/gold.jsonl", "world/train")}
"""Weights are fitted on the articles of these that the encoder was not trained on (split "fit")."""
CHECKED = {"who": ("who/dev.jsonl", "polnear/dev"), "world": ("world/dev/gold.jsonl", "world/dev")}
"""Dev chooses between versions; nothing is fitted on it."""
_NAME = re.compile(r"\b[A-Z][\w’'-]{2,}")
DOUBTFUL = 0.5
"""What a statement counts that two careful readers could read differently."""


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """A gold statement as the program reads it: its candidates, and what speaks for a tone toward each."""

    group: str
    doc: str
    own: bool
    """Whether the spans are the program's, not the annotator's."""
    evidence: list[dict[str, float]]
    tones: list[dict[str, float]]
    about: frozenset[int]
    """Candidates that are gold targets."""
    main: frozenset[int]
    has_main: bool
    targets: int
    """How many the annotator names; some may be no candidates."""
    tone: int | None
    weight: float = 1.0


class GoldReader:
    """Reads the sets under a folder, with the shared scorer's idea of what is the same."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.judge = scorer(data)

    def examples(self, sets: Mapping[str, tuple[str, str]], split: str = "fit") -> Iterator[GoldStatement]:
        """Every gold statement of some sets, by gold spans and by the program's; of a train set, of that split."""
        for group, (gold, folder) in sets.items():
            rows: dict[str, list[Gold]] = {}
            for line in (self.data / gold).read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                if row.get("split", split) == split:
                    rows.setdefault(row["doc"], []).append(row)
            for name, statements in rows.items():
                yield from self._of_article(group, name, statements, self.data / folder)

    def _of_article(self, group: str, name: str, rows: list[Gold], folder: Path) -> Iterator[GoldStatement]:
        article = read_article((folder / "text" / f"{name}.txt").read_bytes().decode("utf-8"), id=name)
        parsed = parse(article)
        countries = find_countries(parsed.article, parsed.doc)
        rows, given = turned_rows(parsed, rows, folder)
        cast = resolve_actors(parsed, countries, given)
        finder = TargetFinder(parsed, cast, countries)
        for row, attribution in zip(rows, given, strict=True):
            yield self._example(group, row, attribution, cast, finder, own=False)
        found = [one.attribution for one in assessed(parsed.article, settle(parsed, find_attributions(parsed)))]
        if group == "world":  # its gold holds speech only
            found = [attribution for attribution in found if attribution.speech]
        cast = resolve_actors(parsed, countries, found)
        finder = TargetFinder(parsed, cast, countries)
        for row, attribution in self._answers(rows, given, found):
            yield self._example(group, row, attribution, cast, finder, own=True)

    def _example(
        self, group: str, row: Gold, attribution: Attribution, cast: Cast, finder: TargetFinder, *, own: bool
    ) -> GoldStatement:
        speaker = cast.speaker(attribution).speaker
        found = finder.candidates(attribution, speaker)
        names = [cast.actors[candidate.actor].name for candidate in found]
        tones = [finder.tone_evidence(attribution, speaker, candidate) for candidate in found]
        same: Callable[[str | None, str | None], bool] = self.judge.same
        about = {k for k, name in enumerate(names) if any(same(target["name"], name) for target in row["about"])}
        main = {k for k, name in enumerate(names) if row["main"] and same(row["main"], name)}
        evidence = [candidate.evidence for candidate in found]
        told = frozenset(about), frozenset(main), row["main"] is not None, len(row["about"]), row["tone"]
        weight = 1.0 if row["sure"] else DOUBTFUL
        return GoldStatement(group, row["doc"], own, evidence, tones, *told, weight)

    def _answers(
        self, rows: Sequence[Gold], given: Sequence[Attribution], found: Sequence[Attribution]
    ) -> Iterator[tuple[Gold, Attribution]]:
        """The gold statements with the program's that answer them, as the scorer pairs them."""
        gold, ours = ([self.judge.chars(each.content) for each in side] for side in (given, found))
        pairs = []
        for g, there in enumerate(gold):
            for k, here in enumerate(ours):
                shared = len(there & here)
                if 2 * shared >= min(len(there), len(here)) and 3 * shared >= max(len(there), len(here)):
                    pairs.append((-shared / len(there | here), g, k))
        used: tuple[set[int], set[int]] = set(), set()
        for _, g, k in sorted(pairs):
            if g not in used[0] and k not in used[1]:
                used[0].add(g)
                used[1].add(k)
                yield rows[g], found[k]


def turned_rows(parsed: ParsedArticle, rows: Sequence[Gold], folder: Path) -> tuple[list[Gold], list[Attribution]]:
    """The rows of an article with their statements, those that somebody passes on as the words of who said them.

    Where the row does not name that one among those it is about, nobody has said who it is: it is left out.
    """
    kept, given = [], []
    for row in rows:
        parts = _parts(row, folder)
        if not parts[1]:
            continue
        before = _given(parsed, *parts)
        after = turn(parsed, before)
        # Where a letter speaks for its issuer, or a spokeswoman for him, the row says whom already.
        known = row if after.content == before.content else _turned_row(row, after.source[0].of(parsed.text))
        if known is not None:
            kept.append(known)
            given.append(after)
    return kept, given


def _turned_row(row: Gold, source: str) -> Gold | None:
    """A row whose speaker is the one in the source: no more a target, but the speaker."""
    said = set(_NAME.findall(source))
    speaker = next((target for target in row["about"] if said & set(_NAME.findall(target["name"]))), None)
    if speaker is None:
        return None
    about = [target for target in row["about"] if target is not speaker]
    has_main = row["main"] not in (None, speaker["name"])
    told = {"main": row["main"], "tone": row["tone"]} if has_main else {"main": None, "tone": None}
    return {**row, "speaker": speaker["name"], "speaker_type": speaker["type"], "about": about, **told}


def scorer(data: Path) -> ModuleType:
    """The shared scorer, which lies beside the corpora."""
    path = data.parent / "score" / "score_who.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} cannot be read")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _given(parsed: ParsedArticle, *parts: Spans) -> Attribution:
    """An annotator's statement as the program would take it."""
    source, content, cue = (tuple(map(parsed.copy.clean, spans)) for spans in parts)
    text = parsed.text
    kind = content_kind(text, content, parsed.marks.quotations)
    first = cue[0] if cue else None
    act, lemma, speech = read_cue(text, first, cue_head(parsed.words(first)) if first else None, kind)
    return Attribution(source, cue, content, kind, act, lemma, False, speech, None, SpanEvidence(0.9, 0.9, 0.9))


def _parts(row: Gold, folder: Path) -> tuple[Spans, Spans, Spans]:
    """Source, content and cue: from the row, or from PolNeAR's annotation that it points to."""
    if "content" in row:
        return _spans(row["source"]), _spans(row["content"]), _spans(row.get("cue"))
    file = min((folder / "attributions").glob(f"{row['doc']}_????.ann"))
    event = dict(named_events(file.read_text(encoding="utf-8"))).get(row["event"])
    if event is None:  # it has no content
        return (), (), ()
    return _spans(event["source"]), _spans(event["content"]), _spans(event["cue"])


def _spans(given: Sequence[Sequence[int]] | None) -> Spans:
    return tuple(sorted(Span(start, end) for start, end in given or ()))
