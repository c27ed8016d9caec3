"""The commands of following, versions, alerts and exporting, as users run them."""

from __future__ import annotations

import getpass
import json
import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Iterator

import pytest

from tests.cli.conftest import SAYSO
from tests.reading.bad_feeds import make_bad_feeds
from tests.service import bad_sites
from tests.service.outlets import Outlets, running_outlets
from tests.service.watchers import make_due

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


def test_what_is_read_against_a_robots_txt_is_said_and_kept(run, outlet) -> None:
    outlets, host = outlet
    outlets.publish(host, 1)
    outlets.robots[host] = "User-agent: *\nDisallow: /"
    feed, article = outlets.url(host, "/feed.xml"), outlets.url(host, "/news/1")
    assert b"ask programs not to read" in run("follow", feed, check=1, **PRIVATE).stderr
    run("follow", feed, "--ignore-robots", "the desk agreed it with them", check=0, **PRIVATE)
    assert b"Read against its robots.txt" in run("feeds", check=0).stdout
    named = run("add", article, check=0, **PRIVATE)
    assert b"asks programs not to read it" in named.stderr
    log = run("feeds", "--log", check=0).stdout.decode()
    assert log.count("robots-override") == 2
    assert f"{getpass.getuser()} reads it against its robots.txt: the desk agreed it with them" in log
    assert article in log


def test_two_hundred_bad_feeds_never_stop_it(run, tmp_path) -> None:
    chance = random.Random(7)
    with running_outlets(20) as (outlets, hosts):
        for number, body in enumerate(make_bad_feeds(chance, 168)):
            outlets.bodies[hosts[number % 20], f"/bad/{number}/"] = ("application/rss+xml", body)
        for number in range(30):
            outlets.odd[hosts[number % 20], f"/odd/{number}/"] = bad_sites.QUICK[number % len(bad_sites.QUICK)]
        for number in range(2):
            outlets.odd[hosts[number], f"/slow/{number}/"] = bad_sites.drip
        bad = [outlets.url(*key) for key in (*outlets.bodies, *outlets.odd)]
        assert len(bad) == 200
        for host in hosts:
            outlets.publish(host, 1)
        good = [outlets.url(host, "/feed.xml") for host in hosts]
        outlines = "".join(f'<outline xmlUrl="{url}"/>' for url in (*bad, *good))
        (tmp_path / "list.opml").write_text(f"<opml><body>{outlines}</body></opml>")
        run("follow", "list.opml", check=0, **PRIVATE)
        make_due(str(tmp_path / "ledger.sqlite"))
        watch = run("watch", "--once", "--pause", "0", "--workers", "8", check=0, timeout=400, **PRIVATE)
    feeds = {row["url"]: row for row in map(json.loads, run("feeds", "--json", check=0).stdout.splitlines())}
    assert watch.stdout.decode().count("New article") == 20
    assert all(feeds[url]["articles"] == 1 and feeds[url]["fault"] is None for url in good)
    assert all(feeds[url]["polls"] == 1 for url in bad)
    # Some of the bad ones are feeds all the same, only poor ones; whatever failed says so in a sentence.
    failed = [feeds[url] for url in bad if feeds[url]["fault"]]
    assert len(failed) > 60
    assert all(row["fault_words"].endswith(".") for row in failed)
    assert {row["fault"] for row in failed} >= {
        "bad-response", "bad-url", "challenge", "http-503", "no-feed", "redirect-loop", "timeout", "too-large",
        "unsupported-type",
    }  # fmt: skip


def test_what_is_wrong_is_said(run) -> None:
    assert b"nothing is followed" in run("feeds", check=0).stderr
    assert b"is not followed" in run("feeds", "--stop", "http://outlet.example/", check=1).stderr
    assert b"no such file" in run("follow", "none.opml", check=1).stderr.lower()
    assert run("alerts", "add", "Nothing", "--feed").returncode == 2
    assert run("alerts", "add", "Nowhere", "--words", "x").returncode == 2
    assert b"no article" in run("diff", "http://outlet.example/x", check=1).stderr


def test_a_watch_ends_when_it_is_told_to(run, outlet, tmp_path) -> None:
    outlets, host = outlet
    outlets.publish(host, 1)
    run("follow", outlets.url(host, "/feed.xml"), check=0, **PRIVATE)
    environment = {**os.environ, "SAYSO_DB": str(tmp_path / "ledger.sqlite"), **PRIVATE}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([str(SAYSO), "watch", "--pause", "0"], env=environment, **pipes) as process:
        timer = threading.Timer(300, process.kill)
        timer.start()
        assert process.stdout.readline()  # it is at work
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate()
        timer.cancel()
    assert process.returncode == 0, errors
    assert b"finishing what is at hand" in errors
