"""Tells a page that is opened by its link where the app itself is.

Streamlit's page takes each folder of its address for a place where the server may be and asks there first: at
`/countries` for `/countries/_stcore/health`, whose refusal browsers report as a fault before the page is even there.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from .guard import ASGIApp, Receive, Scope, Send

_TOLD = b"<head><script>window.__streamlit = { BACKEND_BASE_URL: new URL('.', location.href).href };</script>"


class DeepLinks:
    """An ASGI layer that adds the app's address to the HTML of its pages."""

    def __init__(self, app: ASGIApp, pages: frozenset[str]) -> None:
        self._app = app
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].strip("/") not in self._pages:
            await self._app(scope, receive, send)
            return
        plain = [
            (name, value) for name, value in scope["headers"] if name.lower() not in (b"accept-encoding", b"range")
        ]
        await self._app({**scope, "headers": plain}, receive, _with_address(send))


def _with_address(send: Send) -> Send:
    """Sends the same answer, whole, with the address where it is a page."""
    start: MutableMapping[str, Any] = {}
    body = bytearray()

    async def answer(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
            return
        body.extend(message.get("body", b""))
        if message.get("more_body"):
            return
        told = bytes(body).replace(b"<head>", _TOLD, 1)
        headers = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
        await send({**start, "headers": [*headers, (b"content-length", str(len(told)).encode())]})
        await send({"type": "http.response.body", "body": told})

    return answer
