"""onrecord's engine: who said what about whom, read from a news article on your own machine.

In a checkout the library is called `analysis`, installed it is `onrecord.analysis`; all else is the same.

One article: who says what, how sure that is, and why.

>>> from analysis import analyse
>>> report = analyse("“We will sign the pact with Japan,” Peru's minister Ana Ruiz said. She accused Chile of delay.")
>>> for statement in report.statements:
...     print(f"{statement.speaker.name} ({statement.act}): {statement.text}")
Ana Ruiz (say): “We will sign the pact with Japan,”
Ana Ruiz (accuse): Chile of delay
>>> report.statements[1].reasons[1]
'“She” → Ana Ruiz, the last speaker'
>>> report.statements[1].main.name, report.statements[1].tone, report.statements[1].confidence > 0.8
('Chile', -1, True)
>>> [country.name for country in report.countries]
['Japan', 'Peru', 'Chile']

A folder of files (text, web pages, Word, PDF ...), each read as soon as it is asked for; `jobs=4` takes four processes.

>>> from pathlib import Path
>>> from analysis import analyse_many
>>> from analysis.article.read_file import read_file
>>> paths = sorted(Path("sample_articles").glob("*.txt"))[:2]
>>> reports = list(analyse_many(read_file(path.name, path.read_bytes()) for path in paths))
>>> for report in reports:
...     print(report.id, report.published, [country.name for country in report.countries][:2])
ceasefire_on_the_ridge 2024-03-19 ['Armenia', 'Azerbaijan']
fever_on_the_coast 2024-10-05 ['Philippines', 'Japan']

A frame of one or many reports, with the columns of the CSV; a cell of several names is a tuple.

>>> from analysis import to_frame
>>> frame = to_frame(reports, "statements")
>>> frame[(frame["act"] == "accuse") & (frame["about"] == "Benigno Salonga")]["speaker"].tolist()
['Ramon Villareal']
>>> who_about_whom = frame.explode("about_all")[["speaker", "about_all"]]
>>> who_about_whom[who_about_whom["speaker"] == "Rauf Alizada"]["about_all"].dropna().tolist()
['Azerbaijan', 'Armenia']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .engine import analyse, analyse_many
    from .report import ArticleError, Report
    from .tables.frames import to_frame

__all__ = ["ArticleError", "Report", "analyse", "analyse_many", "to_frame"]

_HOME = {
    "analyse": "engine",
    "analyse_many": "engine",
    "ArticleError": "report",
    "Report": "report",
    "to_frame": "tables.frames",
}


def __getattr__(name: str) -> Any:
    """Load the engine when it is first asked for: importing one small module does not pay for spaCy."""
    if name in _HOME:
        return getattr(import_module(f".{_HOME[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
