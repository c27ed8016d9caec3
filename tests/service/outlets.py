"""Invented outlets on loopback: feeds and articles that change when the test says so, each outlet a host of its own.

127.0.0.0/8 is all this machine's own, so that every outlet can have an address of its own.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PEOPLE = ("Ada Koll", "Bram Ott", "Ilir Venn", "Mira Tesk")


@dataclass
class Outlets:
    """What is published now: ``articles`` by host and path. ``faults`` are statuses to answer with instead.

    ``odd`` are functions that answer for a whole path and all that begins with it.
    """

    port: int = 0
    articles: dict[tuple[str, str], str] = field(default_factory=dict)
    faults: dict[tuple[str, str], tuple[int, dict[str, str]]] = field(default_factory=dict)
    robots: dict[str, str] = field(default_factory=dict)
    bodies: dict[tuple[str, str], tuple[str, bytes]] = field(default_factory=dict)
    odd: dict[tuple[str, str], Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    conditional: int = 0
    at_once: Counter[str] = field(default_factory=Counter)
    most_at_once: int = 0
    guard: threading.Lock = field(default_factory=threading.Lock)

    def url(self, host: str, path: str) -> str:
        """The address of something."""
        return f"http://{host}:{self.port}{path}"

    def publish(self, host: str, number: int, version: int = 1) -> str:
        """Put an article out, or a new version of it; its path."""
        path = f"/news/{number}"
        speaker = PEOPLE[number % len(PEOPLE)]
        self.articles[host, path] = (
            f"Report {number} of {host}\n\nSELVIA CITY — The talks on point {number} went on.\n\n"
            f"“We will sign point {number}, {'perhaps' if version > 1 else 'surely'},” {speaker} said."
            + (f"\n\nThe harbour authority denied edition {version}." if version > 1 else "")
        )
        return path

    def feed(self, host: str) -> bytes:
        """The host's feed, with everything it has published."""
        items = "".join(
            f"<item><title>Report {path.rsplit('/', 1)[1]}</title><link>{self.url(host, path)}</link>"
            f"<guid>{host}</guid></item>"
            for (owner, path) in self.articles
            if owner == host
        )
        return f"<rss version='2.0'><channel><title>Outlet {host}</title>{items}</channel></rss>".encode()

    def texts(self) -> set[str]:
        """The digests of all texts that are out now."""
        return {sha256(text.encode()).hexdigest() for text in self.articles.values()}


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        outlets, host = self.server.outlets, self.server.server_address[0]
        with outlets.guard:
            outlets.asked[host, self.path] += 1
            outlets.at_once[host] += 1
            outlets.most_at_once = max(outlets.most_at_once, outlets.at_once[host])
        try:
            self._answer(outlets, host)
        except OSError:
            self.close_connection = True
        finally:
            with outlets.guard:
                outlets.at_once[host] -= 1

    def _answer(self, outlets: Outlets, host: str) -> None:
        key = (host, self.path)
        odd = next(
            (answer for (owner, start), answer in outlets.odd.items() if owner == host and self.path.startswith(start)),
            None,
        )
        if odd is not None:
            odd(self)
        elif key in outlets.faults:
            status, headers = outlets.faults[key]
            self._send(status, b"no", headers)
        elif key in outlets.bodies:
            media_type, body = outlets.bodies[key]
            self._send(200, body, {"Content-Type": media_type})
        elif self.path == "/feed.xml":
            self._send_tagged(outlets, outlets.feed(host), "application/rss+xml")
        elif self.path == "/robots.txt" and host in outlets.robots:
            self._send(200, outlets.robots[host].encode(), {"Content-Type": "text/plain"})
        elif key in outlets.articles:
            self._send_tagged(outlets, outlets.articles[key].encode(), "text/plain; charset=utf-8")
        else:
            self._send(404, b"no such page", {"Content-Type": "text/plain"})

    def _send_tagged(self, outlets: Outlets, body: bytes, media_type: str) -> None:
        tag = f'"{sha256(body).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == tag:
            with outlets.guard:
                outlets.conditional += 1
            self._send(304, b"", {"ETag": tag})
        else:
            self._send(200, body, {"Content-Type": media_type, "ETag": tag, "Last-Modified": formatdate(usegmt=True)})

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        del args


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    outlets: Outlets

    def handle_error(self, *args: object) -> None:
        """A client that was killed is no news."""
        del args


@contextmanager
def running_outlets(hosts: int) -> Iterator[tuple[Outlets, list[str]]]:
    """So many outlets, each with an address of its own, all on one port."""
    outlets = Outlets()
    names = [f"127.0.{1 + number // 200}.{1 + number % 200}" for number in range(hosts)]
    with ExitStack() as stack:
        for name in names:
            server = _Server((name, outlets.port), _Handler)
            outlets.port = server.server_address[1]
            server.outlets = outlets
            stack.callback(server.server_close)
            stack.callback(server.shutdown)
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield outlets, names
