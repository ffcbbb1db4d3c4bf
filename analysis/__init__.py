"""onrecord's engine: who said what about whom, read from a news article on your own machine.

from analysis import analyse, to_frame          # onrecord.analysis when installed
report = analyse(text)
to_frame(report, "statements")
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
