"""Reports beside the gold, article by article, as the shared scorers judge them: counts that `resampling` draws from.

Matching is the scorers' own. What they print over all articles is asserted to be what the counts of the articles give.
"""

from __future__ import annotations

import contextlib
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

from resampling import Counts, Measure, Ratio, share
from shared import lines, score, scored, scorer

Row = dict[str, Any]
Spans = list[list[int]]
BINS = 10


def by_id(reports: Path) -> dict[str, Row]:
    """The reports of a file."""
    return {report["id"]: report for report in map(json.loads, lines(reports))}


@dataclass(frozen=True, slots=True)
class Gold:
    """Of each article, in order, the statements with speaker, targets and tone; and where the articles lie."""

    folder: Path
    """Holds text and attributions, in PolNeAR's layout."""
    rows: Mapping[str, Sequence[Row]]
    speech_only: bool
    """Whether beliefs and plans are left out of it."""


# Attributions: whose words, and which.

KINDS = {"all": "", "direct": ", direct", "mixed": ", mixed", "indirect": ", indirect"}
_ROLES = ("source", "cue", "content")


def annotated(split: Path, documents: Collection[str] | None) -> dict[str, tuple[str, list[Row]]]:
    """Text and marked attributions of a folder in PolNeAR's layout; of all its articles where none are named."""
    judge = scorer("score_polnear")
    return {
        doc: (text, annotators[judge.choose(text, annotators)])
        for doc, (text, annotators) in judge.load_split(str(split)).items()
        if documents is None or doc in documents
    }


def attributions(split: Path, reports: Path, subset: str, documents: Collection[str] | None = None) -> Measure:
    """Attribution F1, of speech or of all."""
    judge = scorer("score_polnear")
    with tempfile.TemporaryDirectory() as folder:
        predictions, kept = Path(folder, "predictions.jsonl"), Path(folder, "documents")
        predictions.write_text(score("convert.py", "polnear", reports), encoding="utf-8")
        found = {row["doc"]: row["statements"] for row in map(json.loads, lines(predictions))}
        gold = annotated(split, documents)
        articles = {
            doc: judge.score_doc(text, right, found.get(doc, []), subset) for doc, (text, right) in gold.items()
        }
        kept.write_text("\n".join(gold), encoding="utf-8")
        printed = scored("score_polnear.py", split, predictions, "--subset", subset, "--docs", kept)
    measure = Measure(articles, _speech_figures if subset == "speech" else _all_figures)
    _assert_same(printed, json.loads(json.dumps(judge.report(measure.total()))))
    return measure


def _speech_figures(counts: Counts) -> dict[str, Ratio]:
    table = scorer("score_polnear").report(counts)
    every, kinds = table["gold"], {"all": table["gold"]} | table["n_kind_gold"]
    figures = {
        f"attribution F1, speech{tail}": Ratio(table["attribution"][kind][2], kinds[kind])
        for kind, tail in KINDS.items()
    }
    figures["attribution P, speech"] = Ratio(table["attribution"]["all"][0], table["pred"])
    figures["attribution R, speech"] = Ratio(table["attribution"]["all"][1], every)
    figures["content match F1, speech"] = Ratio(table["content_match"]["all"][2], every)
    figures["source accuracy, speech"] = Ratio(table["given_matched_content"]["source_acc"], counts["src_n"])
    for role in _ROLES:
        figures[f"{role} exact F1, speech"] = Ratio(table["roles"][role]["exact"][2], table["roles"][role]["n_gold"])
    return figures


def _all_figures(counts: Counts) -> dict[str, Ratio]:
    table = scorer("score_polnear").report(counts)
    figures = {"attribution F1, all": Ratio(table["attribution"]["all"][2], table["gold"])}
    for role in _ROLES:
        fragments = table["roles"][role]["frag_strict"][2]
        figures[f"fragment exact strict F1, {role}, all"] = Ratio(fragments, counts[role, "f_g"])
    return figures


# Who about whom: speaker, targets, tone.


@dataclass(frozen=True, slots=True)
class Answer:
    """A gold statement that the program found, and what the scorer says of speaker and main target."""

    gold: Row
    statement: Row
    speaker_right: bool
    main_right: bool

    @property
    def tone_counts(self) -> bool:
        """Whether there is a tone to be right about."""
        return bool(self.gold["main"]) and self.main_right and self.gold["tone"] is not None


def who_and_whom(gold: Gold, reports: Path) -> Measure:
    """Speaker, targets and tone of the statements that are found; he and she; calibration of each answer."""
    found = by_id(reports)
    if missing := gold.rows.keys() - found.keys():
        raise SystemExit(f"no report for {len(missing)} articles, the first: {min(missing)}")
    with tempfile.TemporaryDirectory() as folder:
        articles = {doc: _article_counts(gold, doc, found[doc], Path(folder)) for doc in gold.rows}
        place = Path(folder, "all.jsonl")
        place.write_text("".join(f"{json.dumps(row)}\n" for rows in gold.rows.values() for row in rows), "utf-8")
        speech = ["--speech"] if gold.speech_only else []
        printed = score("score_who.py", place, gold.folder, reports, *speech).splitlines()
    measure = Measure(articles, _who_figures)
    _assert_same(printed, _who_lines(measure.total()))
    return measure


def _article_counts(gold: Gold, doc: str, report: Row, folder: Path) -> Counts:
    counts, answers = _judged(gold, doc, report, folder)
    for answer in answers:
        count_calibration(counts, answer)
        if answer.tone_counts:
            counts["tone to show"] += 1
            if (shown := answer.statement.get("tone")) is not None:
                counts["shown tone", answer.gold["tone"], shown] += 1
    return counts + _he_and_she(gold, doc, report)


def _judged(gold: Gold, doc: str, report: Row, folder: Path) -> tuple[Counts, list[Answer]]:
    """What score_who.py counts in one article, and each statement that it finds.

    Its main() prints shares only, so it is watched: its counts are read when it prints them, its verdicts when it
    compares the names of a speaker and then of a main target.
    """
    judge = scorer("score_who")
    same = judge.same
    names: list[tuple[Row, Row, bool]] = []
    seen: list[dict[str, Any]] = []

    def watched(one: str | None, two: str | None) -> bool:
        verdict: bool = same(one, two)
        caller = sys._getframe(1)
        if caller.f_code is judge.main.__code__:
            names.append((caller.f_locals["g"], caller.f_locals["s"], verdict))
        return verdict

    def caught(*_: object) -> None:
        seen.append(dict(sys._getframe(1).f_locals))

    rows, reports = folder / "gold.jsonl", folder / "reports.jsonl"
    rows.write_text("".join(f"{json.dumps(row)}\n" for row in gold.rows[doc]), encoding="utf-8")
    reports.write_text(json.dumps(report), encoding="utf-8")
    call = ["score_who.py", str(rows), str(gold.folder), str(reports), *["--speech"][: gold.speech_only]]
    with patch.object(sys, "argv", call), patch.object(judge, "same", watched), _replaced_print(judge, caught):
        judge.main()
    counts = Counts({name: seen[0][name] for name in _WHO_COUNTS})
    counts.update({("tone", *pair): number for pair, number in seen[0]["tone"].items()})
    answers = [
        Answer(row, statement, speaker, main)
        for (row, statement, speaker), (_, _, main) in zip(names[::2], names[1::2], strict=True)
    ]
    assert len(answers) == counts["n_found"]
    assert sum(answer.speaker_right for answer in answers) == counts["n_speaker"]
    assert sum(answer.main_right for answer in answers) == counts["n_main"]
    return counts, answers


_WHO_COUNTS = ("n_gold", "n_sys", "n_found", "n_speaker", "n_main", "n_quad", "tp", "fp", "fn")


@contextlib.contextmanager
def _replaced_print(judge: ModuleType, instead: Any) -> Iterator[None]:
    with patch.object(judge, "print", instead, create=True):
        yield


def _who_lines(counts: Counts) -> list[str]:
    """The lines of score_who.py."""
    found, gold, system = (counts[name] for name in ("n_found", "n_gold", "n_sys"))
    return [
        "found     P {:.1f} R {:.1f} F1 {:.1f}  ({} gold, {} system)".format(*_prf(found, system, gold), gold, system),
        f"speaker   {100 * counts['n_speaker'] / max(found, 1):.1f}",
        f"about     F1 {_about_f1(counts):.1f}",
        f"main      {100 * counts['n_main'] / max(found, 1):.1f}",
        f"tone      macro F1 {_macro_f1(counts, 'tone'):.1f} over {_cells(counts, 'tone')}",
        "who-whom  P {:.1f} R {:.1f} F1 {:.1f}".format(*_prf(counts["n_quad"], system, gold)),
    ]


def _who_figures(counts: Counts) -> dict[str, Ratio]:
    found, gold, system = (counts[name] for name in ("n_found", "n_gold", "n_sys"))
    shown = _cells(counts, "shown tone")
    he_and_she = counts["he and she found"]
    return {
        "who: found F1": Ratio(_prf(found, system, gold)[2], gold),
        "who: speaker": share(counts["n_speaker"], found),
        "who: about F1": Ratio(_about_f1(counts), found),
        "who: main": share(counts["n_main"], found),
        "who: tone F1": Ratio(_macro_f1(counts, "tone"), _cells(counts, "tone")),
        "who: who-whom F1": Ratio(_prf(counts["n_quad"], system, gold)[2], gold),
        "tone F1 on those shown": Ratio(_macro_f1(counts, "shown tone") if shown else None, shown),
        "tone shown": share(shown, counts["tone to show"]),
        "he and she as source, right given found": share(counts["he and she right"], he_and_she),
        **{
            f"calibration error, {what}": calibration_error(counts, what) for what in ("speaker", "main target", "tone")
        },
    }


def _prf(right: float, system: float, gold: float) -> tuple[float, float, float]:
    return 100 * right / max(system, 1), 100 * right / max(gold, 1), 200 * right / max(system + gold, 1)


def _about_f1(counts: Counts) -> float:
    return 200 * counts["tp"] / max(2 * counts["tp"] + counts["fp"] + counts["fn"], 1)


def _cells(counts: Counts, table: str) -> int:
    return sum(counts[table, gold, ours] for gold in (-1, 0, 1, None) for ours in (-1, 0, 1, None))


def _macro_f1(counts: Counts, table: str) -> float:
    """Mean F1 of the three tones."""
    each = []
    for tone in (-1, 0, 1):
        ours = sum(counts[table, gold, tone] for gold in (-1, 0, 1, None))
        gold = sum(counts[table, tone, ours] for ours in (-1, 0, 1, None))
        each.append(200 * counts[table, tone, tone] / max(ours + gold, 1))
    return sum(each) / 3


def _he_and_she(gold: Gold, doc: str, report: Row) -> Counts:
    """Of the statements that "he" or "she" makes: how many are found by source and content, and of those, whose person
    is the right one.
    """
    same, text = scorer("score_who").same, report["text"]
    counts = Counts()
    for row in gold.rows[doc]:
        source, content, _ = parts(row, gold.folder)
        if not source or text[slice(*source[0])].casefold() not in ("he", "she"):
            continue
        for statement in report["statements"]:
            if touches(statement["source"], source) and touches(statement["content"], content):
                counts["he and she found"] += 1
                counts["he and she right"] += same(row["speaker"], statement["speaker"]["name"])
                break
    return counts


def parts(row: Row, folder: Path) -> tuple[Spans, Spans, Spans]:
    """Source, content and cue of a gold statement: from its own row, or from PolNeAR's annotation that it points to."""
    if "content" in row:
        return row["source"] or [], row["content"], row.get("cue") or []
    spans: dict[str, Spans] = {}
    annotation = min((folder / "attributions").glob(f"{row['doc']}_????.ann"))
    for line in lines(annotation):
        key, body = line.split("\t")[:2]
        if key.startswith("T"):
            offsets = body.split(" ", 1)[1]
            spans[key] = [[int(number) for number in part.split()] for part in offsets.split(";")]
        elif key == row["event"]:
            arguments = [argument.split(":") for argument in body.split()]
            found = {
                role: [span for name, t in arguments if name.startswith(role) for span in spans[t]]
                for role in ("Source", "Content", "Cue")
            }
            return found["Source"], found["Content"], found["Cue"]
    raise SystemExit(f"{annotation.name} has no {row['event']}")


def touches(one: Spans, two: Spans) -> bool:
    """Whether two lists of spans share a character."""
    return any(a < d and c < b for a, b in one for c, d in two)


# Calibration: whether what is called 80 % sure is right in 80 of 100.


def count_calibration(counts: Counts, answer: Answer) -> None:
    """Take down how sure the program was of speaker, main target and shown tone, and whether it was right."""
    statement = answer.statement
    _count_chance(counts, "speaker", statement["speaker"].get("probability"), answer.speaker_right)
    if main := next((target for target in statement.get("about", ()) if target.get("main")), None):
        _count_chance(counts, "main target", main.get("probability"), answer.main_right)
    if answer.tone_counts and (tone := statement.get("tone")) is not None:
        _count_chance(counts, "tone", statement.get("tone_probability"), tone == answer.gold["tone"])


def _count_chance(counts: Counts, what: str, chance: float | None, right: bool) -> None:
    if chance is None:
        return
    part = min(BINS - 1, int(BINS * chance))
    counts[what, "n", part] += 1
    counts[what, "right", part] += right
    counts[what, "chance", part] += chance  # type: ignore[assignment]  # a Counter adds fractions just as well


def calibration_error(counts: Counts, what: str) -> Ratio:
    """Mean distance of what was called likely from the share that is right, in ten equal bins."""
    number = sum(counts[what, "n", part] for part in range(BINS))
    apart = sum(abs(counts[what, "chance", part] - counts[what, "right", part]) for part in range(BINS))
    return Ratio(apart / number if number else None, number)


def statement_calibration(
    split: Path, reports: Path, documents: Collection[str] | None = None, *, speech_only: bool
) -> Measure:
    """Confidence of every statement beside whether content and source are right, by score_polnear's matching."""
    judge, found = scorer("score_polnear"), by_id(reports)
    articles = {}
    for doc, (text, marked) in annotated(split, documents).items():
        parsed, counts = judge.Doc(text), Counts()
        meant = [each for each in found[doc]["statements"] if each["speech"] or not speech_only]
        # What holds no word is not matched, and left out by `prepare`.
        ours = [(each, prepared) for each in meant for prepared in judge.prepare(parsed, [each])]
        right = judge.prepare(parsed, marked)
        matched = {j: i for i, j in judge.match(right, [prepared for _, prepared in ours])}
        for number, (statement, prepared) in enumerate(ours):
            is_right = number in matched and judge.source_match(right[matched[number]], prepared)
            _count_chance(counts, "statement", statement["confidence"], is_right)
        articles[doc] = counts
    return Measure(articles, lambda counts: {"calibration error, statement": calibration_error(counts, "statement")})


# Cases: small inputs, each with what is right of it.


def cases(path: Path, reports: Path) -> Measure:
    """The share of the cases that pass, by kind."""
    judge, found = scorer("score_cases"), by_id(reports)
    articles: dict[str, Counts] = {}
    for case in map(json.loads, lines(path)):
        passes = case["id"] in found and not judge.check(case["expect"], found[case["id"]])
        articles[case["id"]] = Counter({("n", case["class"]): 1, ("pass", case["class"]): int(passes)})
    measure = Measure(articles, _case_figures)
    total = measure.total()
    kinds = sorted(kind for what, kind in total if what == "n")
    told = [f"{kind:16} {total['pass', kind]}/{total['n', kind]}" for kind in kinds]
    _assert_same(score("score_cases.py", path, reports).splitlines()[:-1], told)
    return measure


def _case_figures(counts: Counts) -> dict[str, Ratio]:
    kinds = sorted(kind for what, kind in counts if what == "n")
    every = share(sum(counts["pass", kind] for kind in kinds), sum(counts["n", kind] for kind in kinds))
    return {"all": every} | {kind: share(counts["pass", kind], counts["n", kind]) for kind in kinds}


def _assert_same(printed: object, added_up: object) -> None:
    if printed != added_up:
        raise AssertionError(f"The scorer prints\n{printed}\nand the articles add up to\n{added_up}")
