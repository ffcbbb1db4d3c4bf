"""What the server lets in, and what it tells browsers: pages of its own address only, nothing to other machines.

Streamlit asks an address on the internet for this machine's outer address when a page from elsewhere knocks; that is
switched off. The rest is in front of it, as the outermost layer of the server that `onrecord` starts.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
ASGIApp = Callable[[Scope, Receive, Send], Awaitable[None]]

_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' ws://{host} wss://{host} data: blob:; worker-src 'self' blob:; frame-src 'self' data: blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
"""Scripts that stand in the page are Streamlit's own way; nothing is loaded from, or sent to, another address."""

_HEADERS = {
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_WRONG_PLACE = "This address is not one that onrecord answers to."


def stay_at_home() -> None:
    """Keep Streamlit from looking up this machine's addresses, which it would ask of others."""
    from streamlit import net_util

    net_util.get_external_ip = _no_address
    net_util.get_internal_ip = _own_address


def _no_address() -> None:
    return None


def _own_address() -> str:
    return "127.0.0.1"


class Guard:
    """An ASGI layer that answers only requests of the app's own pages, with headers that bind the browser."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        kind, headers = scope["type"], _headers(scope.get("headers", ()))
        host, origin = headers.get("host"), headers.get("origin")
        if kind == "websocket":
            # A browser always says where its page comes from.
            if not _is_ours(host) or origin is None or not _is_same(origin, host):
                await receive()
                await send({"type": "websocket.close", "code": 1008})
                return
            await self._app(scope, receive, send)
        elif kind == "http":
            if not _is_ours(host):
                await _refused(send, 421, _WRONG_PLACE)
            elif origin is not None and scope["method"] not in _SAFE and not _is_same(origin, host):
                await _refused(send, 403, "A page of another address may not do this.")
            else:
                await self._app(scope, receive, _with_headers(send, host or ""))
        else:
            await self._app(scope, receive, send)


def _headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in raw}


def _is_ours(host: str | None) -> bool:
    """Whether the request names an address that the server may be called by (`server.allowedHosts`)."""
    from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

    return is_host_allowed(host)


def _is_same(origin: str, host: str | None) -> bool:
    """Whether a page of this origin is one of the server that was asked as this host, or one that was allowed."""
    from streamlit import config

    allowed = {str(one).strip() for one in config.get_option("server.corsAllowedOrigins") or ()}
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return origin in allowed or (parts.scheme in ("http", "https") and bool(host) and parts.netloc == host)


def _with_headers(send: Send, host: str) -> Send:
    """Sends the same answer with what browsers have to keep to."""
    kept = "".join(sign for sign in host if sign.isalnum() or sign in ".-:[]")
    added = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]
    added.append((b"content-security-policy", _POLICY.format(host=kept).encode("latin-1")))
    names = {name for name, _ in added}

    async def answer(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            own = [(name, value) for name, value in message.get("headers", ()) if name.lower() not in names]
            message = {**message, "headers": [*own, *added]}
        await send(message)

    return answer


async def _refused(send: Send, status: int, why: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": why.encode()})
