"""The demo's live part: it publishes, edits, is denied, and ends by itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.errors import SaysoError
from sayso.server import create_app
from sayso.service.comparing import list_versions
from sayso.store import articles, open_ledger
from sayso.store.searches import list_searches, read_alerts

SCRIPT = Path(__file__).parents[2] / "scripts" / "live_demo.py"


def start(ledger: Path, **environment: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(SCRIPT), str(ledger)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    return subprocess.Popen(command, env={**os.environ, **environment}, start_new_session=True, **pipes)


def is_told(path: Path) -> bool:
    """Whether the edit and the denial are in the ledger and the denial was told of."""
    try:
        with open_ledger(path, readonly=True) as ledger:
            rows = articles(ledger).rows
            (search,) = list_searches(ledger)
            told = [alert.row.article.outlet for alert in read_alerts(ledger, search)]
            return len(rows) == 2 and sum(row.versions for row in rows) == 3 and "The Sorrendal Mirror" in told
    except (SaysoError, ValueError):
        return False  # not made yet


def expect_nothing_left(process: subprocess.Popen[bytes]) -> None:
    """The server and the watch ended too."""
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_an_article_arrives_is_edited_and_denied(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    process = start(path, SAYSO_DEMO_SECONDS="900", SAYSO_DEMO_PACE="10")
    try:
        end = time.monotonic() + 600
        while not is_told(path) and time.monotonic() < end and process.poll() is None:
            time.sleep(1)
        assert is_told(path), process.poll()
    finally:
        process.send_signal(signal.SIGTERM)
        output = process.communicate(timeout=120)[0].decode()
    expect_nothing_left(process)
    assert "The text changed" in output
    with open_ledger(path, readonly=True) as ledger, TestClient(create_app(ledger), base_url="http://127.0.0.1") as web:
        edited = next(row for row in articles(ledger).rows if row.versions == 2)
        assert list_versions(ledger, edited.id)[0][1].change.silent
        page = web.get(f"/alerts/{list_searches(ledger)[0].id}").text
        assert "The Sorrendal Mirror" in page
        assert "denied" in page


def test_it_ends_by_itself(tmp_path: Path) -> None:
    process = start(tmp_path / "ledger.sqlite", SAYSO_DEMO_SECONDS="1")
    output = process.communicate(timeout=300)[0].decode()
    assert process.returncode == 0, output
    assert "now followed" in output
    expect_nothing_left(process)
