from __future__ import annotations

import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from urllib.request import urlopen

import pytest
from starlette.testclient import TestClient

from sayso.errors import SaysoError
from sayso.server import create_app, serve
from sayso.store import open_ledger

PATHS = (
    "/",
    "/statements",
    "/search?q=x",
    "/nowhere",
    "/static/paper.css",
    "/static/nowhere.css",
    "/api/v1/articles",
    "/api/v1/openapi.json",
    "/api/v1/nowhere",
    "/api/v1/statements?limit=0",
)


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "ledger.sqlite") as ledger:
        yield ledger


def ask(ledger, path, *, host="127.0.0.1", listening="127.0.0.1"):
    with TestClient(create_app(ledger, host=listening), base_url="http://127.0.0.1") as client:
        return client.get(path, headers={"Host": host})


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_guarded(ledger, path):
    headers = ask(ledger, path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8765", "localhost:1", "LOCALHOST", "localhost.", "[::1]:8765"]
)
def test_its_own_names_are_answered(ledger, host):
    assert ask(ledger, "/", host=host).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "[", "192.0.2.7", "localhost@evil.example"]
)
def test_other_names_are_refused_with_a_hint(ledger, host):
    answer = ask(ledger, "/api/v1/articles", host=host)
    assert answer.status_code == 400
    assert "--host" in answer.text
    assert "content-security-policy" in answer.headers


def test_the_name_it_listens_on_is_answered(ledger):
    assert ask(ledger, "/", host="desk.example:80", listening="desk.example").status_code == 200


@pytest.mark.parametrize("everywhere", ["0.0.0.0", "::"])
def test_listening_everywhere_answers_addresses_but_no_foreign_names(ledger, everywhere):
    assert ask(ledger, "/", host="192.0.2.7:8765", listening=everywhere).status_code == 200
    assert ask(ledger, "/", host=socket.gethostname(), listening=everywhere).status_code == 200
    assert ask(ledger, "/", host="evil.example", listening=everywhere).status_code == 400


def test_a_port_that_is_taken_is_named(ledger):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SaysoError, match=f"port {port}") as caught:
            serve(ledger, port=port)
    assert "--port" in caught.value.hint


def test_a_host_that_is_not_here_is_named(ledger):
    with pytest.raises(SaysoError, match=r"192\.0\.2\.7"):
        serve(ledger, "192.0.2.7")


def test_it_announces_its_address_serves_and_stops_when_interrupted(tmp_path):
    code = (
        "import sys; from sayso.server import serve; from sayso.store import open_ledger\n"
        "with open_ledger(sys.argv[1]) as ledger: serve(ledger, announce=lambda url: print(url, flush=True))\n"
        "print('stopped')"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "ledger.sqlite")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=lambda: lines.put(process.stdout.readline()), daemon=True).start()
        address = lines.get(timeout=60).strip()
        with urlopen(f"{address}api/v1/health", timeout=30) as answer:
            assert b'"status":"ok"' in answer.read()
        os.kill(process.pid, signal.SIGINT)
        out, errors = process.communicate(timeout=30)
    finally:
        process.kill()
        process.communicate()
    assert (process.returncode, out.strip(), errors) == (0, "stopped", "")


@pytest.mark.parametrize("path", PATHS)
def test_head_is_get_without_the_body(ledger, path):
    with TestClient(create_app(ledger), base_url="http://127.0.0.1") as client:
        asked, got = client.head(path), client.get(path)
    assert (asked.status_code, asked.content) == (got.status_code, b"")
    assert asked.headers["content-type"] == got.headers["content-type"]
