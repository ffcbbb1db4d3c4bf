"""The frame around the pages: what the browser's tab says, and the menu."""

from analysis.dashboard import app_frame

app_frame.navigation().run()
