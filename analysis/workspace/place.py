"""Where the workspace is on this computer."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def default_path() -> Path:
    """Where the workspace is: in ONRECORD_WORKSPACE, or else in the user's own data folder."""
    named = os.environ.get("ONRECORD_WORKSPACE")
    if named:
        path = Path(named).expanduser()
        return path / "workspace.sqlite" if path.is_dir() else path
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return base / "onrecord" / "workspace.sqlite"
