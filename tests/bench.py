"""The workbench of a page under test: what it was handed, and what the browser would tell the server."""

from __future__ import annotations

import json
from typing import Any


def bench(app: Any) -> dict[str, Any]:
    """The data that the workbench was handed, its rows as the browser reads them."""
    found = [e for e in app.get("bidi_component") if "workbench" in e.proto.component_name]
    data: dict[str, Any] = json.loads(found[0].proto.json)
    return data | {"rows": None if data["rows"] is None else json.loads(data["rows"])}


def listed(app: Any) -> list[dict[str, Any]]:
    """The rows of its list; none where a page has no workbench, as nobody is quoted. Many that were sent before are not
    sent again: the browser holds them.
    """
    if not any("workbench" in e.proto.component_name for e in app.get("bidi_component")):
        return []
    handed = bench(app)
    if handed["rows"] is None:
        assert handed["called"] == app.session_state["_rows_called"]
        return list(json.loads(app.session_state["_rows_held"]))
    return list(handed["rows"])


def speakers(app: Any) -> set[str]:
    """Those who speak in its list."""
    return {row["who"] for row in listed(app)}


def chosen(app: Any) -> str | None:
    """The statement that the browser is sent to."""
    return bench(app)["goto"][1]


def tell(app: Any, what: str, own: str = "", value: Any = None) -> Any:
    """Do what a message of the browser asks for."""
    return tell_all(app, (what, own, value))


def tell_all(app: Any, *messages: tuple[str, str, Any]) -> Any:
    """Do what messages ask for that have come together."""
    app.session_state._inbox = {"heard": 0, "told": list(messages)}
    app.run()
    assert not app.exception
    return app
