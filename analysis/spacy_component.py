"""The engine as a component of a spaCy pipeline: `nlp.add_pipe("onrecord")` sets `doc._.statements`.

Whatever pipeline it stands in, the text is read by our own reader: what other components found is neither needed nor
changed. Import this module first: as an entry point of the package, every pipeline that anybody makes would load it.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from .engine import analyse
from .report import ArticleError, Report


@dataclass(frozen=True, slots=True)
class _OnRecord:
    """Reads a Doc's text; in a Doc without a word, nothing is said."""

    def __call__(self, doc: Doc) -> Doc:
        try:
            report = analyse(doc.text)
        except ArticleError:
            report = Report(id="", text=doc.text)
        doc._.report = report
        return doc


@Language.factory("onrecord", assigns=["doc._.statements", "doc._.report"])
def on_record(nlp: Language, name: str) -> _OnRecord:
    """The component, for spaCy."""
    if not Doc.has_extension("report"):
        Doc.set_extension("report", default=None)
        Doc.set_extension("statements", getter=lambda doc: doc._.report.statements if doc._.report else ())
        Doc.set_extension("contents", getter=contents)
    return _OnRecord()


def contents(doc: Doc) -> list[list[Span]]:
    """The words of each statement as spans of the Doc, the same as in `doc._.statements`; a word that is only partly
    meant is in it whole.
    """
    found = doc._.statements
    spans = [[doc.char_span(place.start, place.end, alignment_mode="expand") for place in one.content] for one in found]
    return [[span for span in one if span is not None] for one in spans]
