"""News articles written for this project: invented events and people in real countries."""
