"""The commands of following, versions, alerts and exporting, as users run them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator

import pytest

from tests.cli.conftest import SAYSO
from tests.service.outlets import Outlets, running_outlets

PRIVATE = {"SAYSO_PRIVATE_NETWORK": "1"}


@pytest.fixture
def outlet() -> Iterator[tuple[Outlets, str]]:
    with running_outlets(1) as (outlets, (host,)):
        yield outlets, host


def test_from_a_site_to_an_alert(run, outlet, tmp_path) -> None:
    outlets, host = outlet
    outlets.publish(host, 1)
    feed = outlets.url(host, "/feed.xml")
    refused = run("follow", feed, check=1)
    assert b"port" in refused.stderr  # this machine's own network is opened on purpose only
    told = run("follow", feed, check=0, **PRIVATE).stdout.decode()
    assert "now followed" in told
    assert "followed already" in run("follow", feed, check=0, **PRIVATE).stdout.decode()
    run("alerts", "add", "Harbour", "--words", "harbour", "--feed", check=0)
    hasty = ("watch", "--once", "--pause", "0", "--haste", "300")
    assert b"New article" in run(*hasty, check=0, **PRIVATE).stdout

    outlets.publish(host, 1, version=2)
    time.sleep(4)  # its next visit is due three seconds after the first
    told = run(*hasty, check=0, **PRIVATE).stdout.decode()
    assert "The text changed" in told
    assert "Harbour: 1 new" in told
    (row,) = (json.loads(line) for line in run("feeds", "--json", check=0).stdout.splitlines())
    assert (row["state"], row["articles"], row["fault_words"]) == ("following", 1, None)
    assert feed in run("feeds", check=0).stdout.decode()
    log = run("feeds", "--log", check=0).stdout.decode()
    assert "New article" in log
    assert "The text changed" in log

    article = outlets.url(host, "/news/1")
    versions = run("versions", article, check=0).stdout.decode()
    assert "Silent edit" in versions
    assert "perhaps" in run("diff", article, check=0).stdout.decode()
    assert "1 told" in run("alerts", check=0).stdout.decode()
    run("export", "--warc", "out.warc.gz", check=0)
    again = run("extract", "out.warc.gz", "--format", "jsonl", check=0).stdout.splitlines()
    assert len(again) == 2

    opml = run("feeds", "--opml", "-", check=0).stdout
    assert feed.encode() in opml
    assert b"no longer followed" in run("feeds", "--stop", feed, check=0).stdout
    assert "stopped" in run("feeds", check=0).stdout.decode()
    assert b"forgotten" in run("alerts", "remove", "harbour", check=0).stdout


def test_what_is_wrong_is_said(run) -> None:
    assert b"nothing is followed" in run("feeds", check=0).stderr
    assert b"is not followed" in run("feeds", "--stop", "http://outlet.example/", check=1).stderr
    assert b"no such file" in run("follow", "none.opml", check=1).stderr.lower()
    assert run("alerts", "add", "Nothing", "--feed").returncode == 2
    assert run("alerts", "add", "Nowhere", "--words", "x").returncode == 2
    assert b"no article" in run("diff", "http://outlet.example/x", check=1).stderr


def test_a_watch_ends_when_it_is_told_to(run, outlet, tmp_path) -> None:
    environment = {**os.environ, "SAYSO_DB": str(tmp_path / "l.sqlite")}
    with subprocess.Popen([str(SAYSO), "watch"], env=environment, stderr=subprocess.PIPE) as process:
        timer = threading.Timer(60, process.kill)
        timer.start()
        while not (tmp_path / "l.sqlite").exists():
            pass
        threading.Event().wait(6)
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate()
        timer.cancel()
    assert process.returncode == 0, errors
    assert b"finishing what is at hand" in errors
