"""How well the article of a web page is found: F1 by runs of four words, ours beside other extractors in one run.

    python tests/benchmarks/extraction.py [FOLDER]

The measure is that of the public article extraction benchmark (scrapinghub/article-extraction-benchmark, MIT). Without
a folder the pages are our own (tests/article/pages.py); a folder holds pages as html/NAME.html and their true text as
txt/NAME.txt. Trafilatura and readability-lxml are measured where they are installed.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import mean

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "article")]

from analysis.article.from_document import article_of  # noqa: E402
from analysis.documents.web_page import read_html  # noqa: E402
from pages import LAYOUTS, STORIES  # noqa: E402

Extractor = Callable[[bytes], str]


def runs(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)))


def precision_and_recall(true: str, found: str) -> tuple[float, float]:
    wanted, given = runs(true), runs(found)
    both = (wanted & given).total()
    return both / max(1, given.total()), both / max(1, wanted.total())


def ours(page: bytes) -> str:
    article = article_of(read_html(page).plain(), None)
    assert article is not None
    return "\n".join(section.span.of(article.text) for section in article.sections if section.kind == "body")


def trafilatura(page: bytes, *, precise: bool = False) -> str:
    from trafilatura import extract

    return extract(page, include_comments=False, favor_precision=precise) or ""


def precise_trafilatura(page: bytes) -> str:
    return trafilatura(page, precise=True)


def readability(page: bytes) -> str:
    from lxml import html
    from readability import Document

    return str(html.fromstring(Document(page.decode("utf-8", "replace")).summary()).text_content())


def pages(folder: Path | None) -> Iterator[tuple[str, bytes, str]]:
    if folder is None:
        for layout in LAYOUTS:
            for story in STORIES:
                yield f"{layout.__name__} {story.outlet}", layout(story).encode(), story.body
        return
    for path in sorted((folder / "html").glob("*.html")):
        truth = folder / "txt" / f"{path.stem}.txt"
        if truth.exists() and len(re.findall("[A-Za-z]", text := truth.read_text(encoding="utf-8"))) > 0.6 * len(text):
            yield path.stem, path.read_bytes(), text


def measured(extractor: Extractor, folder: Path | None = None) -> tuple[float, float, float]:
    scores = [precision_and_recall(true, extractor(page)) for _, page, true in pages(folder)]
    precision, recall = (mean(column) for column in zip(*scores, strict=True))
    return precision, recall, 2 * precision * recall / (precision + recall)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="pages as html/NAME.html, their true text as txt/NAME.txt")
    folder = parser.parse_args().folder
    print(f"{len(list(pages(folder)))} pages")
    for extractor in (ours, trafilatura, precise_trafilatura, readability):
        try:
            precision, recall, f1 = measured(extractor, folder)
        except ImportError:
            continue
        print(f"{extractor.__name__:20} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")


if __name__ == "__main__":
    main()
