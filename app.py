"""The frame around the pages: what the browser's tab says, and the menu."""

from analysis.dashboard import ui

ui.frame().run()
