"""The demo's live part: two invented outlets that publish over two minutes, on this machine alone.

``python scripts/live_demo.py LEDGER`` serves their feeds, follows them in the ledger, saves a
search, and runs ``sayso watch`` on them: an article arrives, is edited without a word, and is denied.
It ends when it is told to, or when the parent process is gone.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

LIVE = Path(__file__).parent / "live"
SAYSO = Path(sys.executable).with_name("sayso")

SCHEDULE: tuple[tuple[float, str, str], ...] = (
    (0, "/norvane-press/gates-shut", "gates-1.html"),
    (30, "/norvane-press/gates-shut", "gates-2.html"),
    (50, "/sorrendal-mirror/denial", "denial.html"),
)
"""Seconds after the first article was fetched, the path that is published, and what stands there from then on."""

OUTLETS = {"norvane-press": "Norvane Press", "sorrendal-mirror": "The Sorrendal Mirror"}
LENGTH = float(os.environ.get("SAYSO_DEMO_SECONDS", "600"))
PACE = float(os.environ.get("SAYSO_DEMO_PACE", "1"))
"""How many times faster the outlets publish: for the test of this script."""


class Handler(BaseHTTPRequestHandler):
    """Answers with what is out by now."""

    began: ClassVar[list[float]] = []
    """When the first article was fetched: however slow the machine is, no version is missed."""

    def do_GET(self) -> None:
        """One request."""
        age = (time.monotonic() - self.began[0]) * PACE if self.began else 0.0
        out = {path: name for moment, path, name in SCHEDULE if moment <= age}
        if self.path in out:
            self.began.append(time.monotonic())
        outlet, _, rest = self.path.strip("/").partition("/")
        if rest == "feed.xml" and outlet in OUTLETS:
            paths = [path for path in out if path.startswith(f"/{outlet}/")]
            self._answer(self._feed(outlet, paths), "application/rss+xml")
        elif self.path in out:
            self._answer((LIVE / out[self.path]).read_bytes(), "text/html; charset=utf-8")
        else:
            self.send_error(404)

    def _feed(self, outlet: str, paths: list[str]) -> bytes:
        host = self.headers.get("Host", "")
        items = "".join(f"<item><link>http://{host}{path}</link></item>" for path in paths)
        return f"<rss version='2.0'><channel><title>{OUTLETS[outlet]}</title>{items}</channel></rss>".encode()

    def _answer(self, body: bytes, media_type: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the watch tells what arrives."""


def main(ledger: str) -> None:
    """Serve, follow, watch."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # the watch is to end with us
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_address[1]}"
        run("alerts", "add", "Gates of the Tholm Dam", "--words", "gate*", "--feed", "--db", ledger)
        run("follow", *(f"{base}/{outlet}/feed.xml" for outlet in OUTLETS), "--private-network", "--db", ledger)
        options = ["--private-network", "--haste", "60", "--pause", "0.2", "--workers", "2", "--db", ledger]
        watch = subprocess.Popen([SAYSO, "watch", *options])
        try:
            wait_for_end(watch)
        finally:
            watch.terminate()
            watch.wait(90)


def run(*arguments: str) -> None:
    """A sayso command."""
    subprocess.run([SAYSO, *arguments], check=True)


def wait_for_end(watch: subprocess.Popen[bytes]) -> None:
    """Until the time is over, the watch ends, or whoever started us is gone."""
    parent, end = os.getppid(), time.monotonic() + LENGTH
    while time.monotonic() < end and watch.poll() is None and os.getppid() == parent:
        time.sleep(0.5)


if __name__ == "__main__":
    main(sys.argv[1])
