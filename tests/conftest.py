"""What all tests share: no test reaches another machine; and the browser for those that need one."""

import ipaddress
import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["browser_fixtures"]

# A busy machine is no fault of the code: no example is failed by the clock.
settings.register_profile("onrecord", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("onrecord")

_connect = socket.socket.connect


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """For `-m browser`, open only files with such tests: each process of a run would make the cases of all."""
    if config.option.markexpr != "browser" or collection_path.suffix != ".py":
        return None
    return "mark.browser" not in collection_path.read_text(encoding="utf-8") or None


def _is_here(address: object) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket
    try:
        return ipaddress.ip_address(address[0]).is_loopback
    except ValueError:
        return address[0] == "localhost"


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that would leave this machine."""

    def connect(self: socket.socket, address: object) -> None:
        if not _is_here(address):
            raise AssertionError(f"a connection to {address!r}: onrecord works offline")
        _connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(autouse=True)
def own_workspace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test ever touches the workspace of whoever runs it."""
    monkeypatch.setenv("ONRECORD_WORKSPACE", str(tmp_path / "workspace" / "workspace.sqlite"))
