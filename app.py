"""The frame around the pages: what the browser's tab says, and the menu."""

from analysis import ui

ui.frame().run()
