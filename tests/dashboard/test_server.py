"""The server, however it is started: whom it answers, what it tells browsers, and that it asks nobody else anything."""

import contextlib
import os
import queue
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from analysis.dashboard import app_frame, deep_links, launch

ROOT = Path(__file__).resolve().parents[2]
START = """
import sys
import threading
log = open(sys.argv[1], "a", buffering=1)
def heard(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.gethostbyname"):
        log.write(f"{event} {arguments[1:] if event == 'socket.connect' else arguments[:1]}\\n")
sys.addaudithook(heard)
"""
WAYS = {
    "onrecord": """
sys.argv = ["onrecord"]
from analysis.cli.main import main
main(["--no-browser", "--port", sys.orig_argv[-1]])
""",
    "streamlit run app.py": """
sys.argv = ["streamlit", "run", "app.py", "--server.headless", "true", "--server.port", sys.orig_argv[-1]]
from streamlit.web.cli import main
main()
""",
}
"""The ways in which it is started."""


@pytest.fixture(scope="module", params=WAYS)
def server(request, tmp_path_factory) -> Iterator[tuple[int, Path]]:
    """A server with the log of every connection that it has tried."""
    folder = tmp_path_factory.mktemp("server")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / "connections"
    log.touch()
    place = {**os.environ, "ONRECORD_WORKSPACE": str(folder / "w.sqlite")}
    command = [sys.executable, "-c", START + WAYS[request.param], str(log), str(port)]
    started = subprocess.Popen(command, cwd=ROOT, env=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        yield port, log
    finally:
        started.terminate()
        started.wait(30)


def ask(port: int, *lines: str, path: str = "/_stcore/stream", method: str = "GET") -> str:
    """The first line of the answer, and the headers."""
    with socket.create_connection(("127.0.0.1", port), 20) as link:
        link.sendall("\r\n".join([f"{method} {path} HTTP/1.1", *lines, "", ""]).encode())
        link.settimeout(20)
        answer = b""
        while b"\r\n\r\n" not in answer:
            piece = link.recv(65536)
            if not piece:
                break
            answer += piece
    return answer.decode("latin-1")


SOCKET = (
    "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: streamlit",
)  # fmt: skip


def test_only_its_own_pages_may_open_a_connection_and_nobody_else_is_asked(server):
    port, log = server
    own = f"Host: 127.0.0.1:{port}"
    foreign = [
        "null", "http://evil.example", "https://evil.example", f"http://127.0.0.1.evil.example:{port}", "", "file://",
        "http://localhost:9999", "http://127.0.0.1:1", f"http://localhost:{port}", "http://8.8.8.8", "http://[::1",
    ]  # fmt: skip
    for origin in foreign:
        assert " 403 " in ask(port, own, f"Origin: {origin}", *SOCKET).split("\r\n")[0], origin
    assert " 403 " in ask(port, own, *SOCKET).split("\r\n")[0]
    assert " 403 " in ask(port, f"Host: evil.example:{port}", f"Origin: http://evil.example:{port}", *SOCKET)
    for host in ("127.0.0.1", "localhost"):
        assert " 101 " in ask(port, f"Host: {host}:{port}", f"Origin: http://{host}:{port}", *SOCKET).split("\r\n")[0]
    assert log.read_text() == "", "no address was looked up, and no connection opened"


def test_pages_are_bound_to_this_machine(server):
    port, _ = server
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as page:
        headers = page.headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "http://" not in policy
    assert "https://" not in policy
    assert f"ws://127.0.0.1:{port}" in policy


def test_a_page_by_its_link_is_told_where_the_app_is_and_nothing_else_is_changed(server):
    port, _ = server

    def body(path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as page:
            text = page.read().decode()
            assert page.headers["Content-Length"] in (None, str(len(text.encode())))
            return text

    assert body("/countries?country=AU").replace(deep_links._TOLD.decode(), "<head>") == body("/")
    assert body("/_stcore/health") == "ok"


@pytest.mark.parametrize(("host", "origin", "method", "status"), [
    ("evil.example", None, "GET", 421), ("127.0.0.1", "http://evil.example", "POST", 403),
    ("127.0.0.1", "http://evil.example", "PUT", 403), ("127.0.0.1", "null", "DELETE", 403),
    ("127.0.0.1", None, "GET", 200),
])  # fmt: skip
def test_other_names_and_foreign_changes_are_refused(server, host, origin, method, status):
    port, _ = server
    lines = [
        f"Host: {host}:{port}",
        *([f"Origin: {origin}"] if origin else []),
        "Content-Length: 0",
        "Connection: close",
    ]
    assert f" {status} " in ask(port, *lines, path="/", method=method).split("\r\n")[0]


def test_a_fault_of_our_own_is_told_in_a_sentence_by_every_way_to_start():
    assert launch.around()["on_script_error"] is app_frame.own_fault
    assert "launch.around()" in (ROOT / "app.py").read_text(encoding="utf-8")


def test_only_a_container_may_name_another_address(monkeypatch):
    assert launch.settings()["server.address"] == "127.0.0.1"
    monkeypatch.setenv(launch.ADDRESS, "0.0.0.0")
    assert launch.settings()["server.address"] == "0.0.0.0"
    assert launch.settings()["server.allowedHosts"] == ["localhost", "127.0.0.1"]


PRIVATE = """
import sys, gc, threading, time
from analysis.dashboard import app_frame, deep_links, launch, visitor
from analysis.workspace import memory
launch.AWAY = 2
tidy_up = visitor.tidy_up
visitor.tidy_up = lambda: tidy_up(0.5)
made = memory.MemoryStore.__init__
def init(self, *a):
    made(self, *a)
    print("made", flush=True)
memory.MemoryStore.__init__ = init
memory.MemoryStore.__del__ = lambda self: print("gone", flush=True)
sys.argv = ["onrecord"]
launch.start_dashboard(int(sys.orig_argv[-1]), open_browser=False, private=True)
"""


def test_the_articles_of_a_private_tab_are_gone_soon_after_it_is_closed(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    place = {**os.environ, "ONRECORD_WORKSPACE": str(tmp_path / "w.sqlite")}
    started = subprocess.Popen([sys.executable, "-c", PRIVATE, str(port)], cwd=ROOT, env=place, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # fmt: skip
    told: queue.Queue[str] = queue.Queue()

    def listen():
        for line in started.stdout or ():
            told.put(line.strip())

    threading.Thread(target=listen, daemon=True).start()
    try:
        for _ in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        with tab(port):
            wait_for(told, "made")
        wait_for(told, "gone")
        assert list(tmp_path.iterdir()) == []
    finally:
        started.terminate()
        started.wait(30)


def wait_for(told: "queue.Queue[str]", word: str) -> None:
    while told.get(timeout=60) != word:
        pass


@contextlib.contextmanager
def tab(port: int) -> Iterator[None]:
    """A browser's tab: a WebSocket that asks for the page."""
    ask_for_page = BackMsg()
    ask_for_page.rerun_script.query_string = ""
    data = ask_for_page.SerializeToString()
    host = f"127.0.0.1:{port}"
    with socket.create_connection(("127.0.0.1", port), 60) as link:
        lines = ["GET /_stcore/stream HTTP/1.1", f"Host: {host}", f"Origin: http://{host}", *SOCKET, "", ""]
        link.sendall("\r\n".join(lines).encode())
        assert b" 101 " in link.recv(65536)
        # A masked binary frame; the mask is zero.
        link.sendall(bytes([0x82, 0x80 | len(data)]) + bytes(4) + data)
        reader = threading.Thread(target=lambda: _drained(link), daemon=True)
        reader.start()
        yield
        with contextlib.suppress(OSError):
            link.shutdown(socket.SHUT_RDWR)


def _drained(link: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while link.recv(65536):
            pass
