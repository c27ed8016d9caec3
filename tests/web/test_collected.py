"""Pages and feeds of what arrives by itself."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import feedparser
import pytest
from starlette.testclient import TestClient

from sayso.following import Entry, SavedSearch, name_url
from sayso.server import create_app
from sayso.store import Ledger, add_reading
from sayso.store.engine import write_transaction
from sayso.store.feeds import (
    FoundEntry,
    NewFeed,
    add_entries,
    add_feed,
    find_feed,
    log_event,
    record_poll,
    set_withdrawn,
)
from sayso.store.searches import add_search, list_searches, look_through
from tests.make import Said, make_body, make_reading
from tests.web.test_pages import Outline, page

KOLL = Said("Ada Koll", "denied that", "the harbour was closed to the lorries of Ostmark on Monday")
SOFTER = Said("Ada Koll", "denied that", "the harbour was shut to the lorries of Ostmark on Monday")
OTHER = Said("Bram Ott", "said that", "<script>alert(1)</script> & grain\x00 was late")
FEED = "https://courier.example/feed?a=1&b=<2>"


@pytest.fixture
def arrived(sqlite_ledger: Ledger) -> Ledger:
    """A ledger with feeds in good and bad health, an article of two versions, and alerts."""
    now = time.time()
    search = SavedSearch("", "Harbour <b>news</b>", (("words", "harbour"),), "feed", "")
    add_search(sqlite_ledger, search, now=now)
    for said in ((KOLL,), (SOFTER, OTHER)):
        reading = make_reading(1, said=said)
        add_reading(sqlite_ledger, reading, make_body(reading.article))
    for url in (FEED, "https://ill.example/feed"):
        add_feed(sqlite_ledger, NewFeed(url, "feed", "h", now + 600, "A <i>feed</i>", heed_robots=url == FEED), now=now)
    with write_transaction(sqlite_ledger) as connection:
        feed = find_feed(sqlite_ledger, name_url(FEED))
        add_entries(connection, feed, [FoundEntry(Entry("https://courier.example/1"), "h", None)], now=now - 5)
        record_poll(connection, feed, {"last_success": now - 7200, "polls": 3})
        ill = find_feed(sqlite_ledger, "https://ill.example/feed")
        record_poll(connection, ill, {"fault": "challenge", "failures": 3, "fault_note": "no"})
        set_withdrawn(connection, reading.article.key, "There is no such page any more.", cause="page")
    log_event(sqlite_ledger, "fault", "https://ill.example/<b>", "The site shows a test for browsers.")
    for saved in list_searches(sqlite_ledger):
        look_through(sqlite_ledger, saved, now=now)
    return sqlite_ledger


@pytest.fixture
def client(arrived: Ledger) -> Iterator[TestClient]:
    with TestClient(create_app(arrived), base_url="http://127.0.0.1", raise_server_exceptions=False) as opened:
        yield opened


def versions_path(arrived: Ledger) -> str:
    return f"/articles/{make_reading(1).article.key}/versions"


def test_feeds_say_how_they_are(client: TestClient) -> None:
    text = page(client, "/feeds")
    assert "2 feeds followed" in text
    assert text.index("ill.example") < text.index("courier.example/feed")  # those with trouble first
    for words in (
        "The site shows a test for browsers and lets no program pass.",
        "3 failures in a row",
        "2 hours ago",
        "in 10 minutes",
        "read against its robots.txt",
        "1 entry",
    ):
        assert words in text


def test_versions_side_by_side(client: TestClient, arrived: Ledger) -> None:
    text = page(client, versions_path(arrived))
    assert "<del" in text
    assert "silent edit" in text
    assert "Withdrawn by the publisher" in text
    assert "reworded" in text
    outline = Outline(text, "changes")
    assert "From version 1 to version 2" in outline.text
    assert 'data-numbers="1"' in text


def test_versions_that_are_not_there(client: TestClient, arrived: Ledger) -> None:
    page(client, versions_path(arrived) + "?older=2&newer=1", status=400)
    page(client, versions_path(arrived) + "?older=1&newer=9", status=400)
    page(client, "/articles/ffff/versions", status=404)


def test_one_version(bare: TestClient, tmp_path) -> None:
    assert "Nothing is followed yet." in page(bare, "/feeds")
    assert "No search is saved yet." in page(bare, "/alerts")
    page(bare, "/alerts/none", status=404)


def test_alerts(client: TestClient, arrived: Ledger) -> None:
    (search,) = list_searches(arrived)
    assert "Harbour &lt;b&gt;news&lt;/b&gt;" in page(client, "/alerts")
    text = page(client, f"/alerts/{search.id}")
    assert "Ada Koll" in text
    assert "What it found" in text


@pytest.mark.parametrize("path", ["/feeds", "/alerts", "versions"])
def test_pages_hold_nothing_foreign(client: TestClient, arrived: Ledger, path: str) -> None:
    text = page(client, versions_path(arrived) if path == "versions" else path)
    for tag, attributes in Outline(text).tags:
        assert tag not in {"img", "iframe", "style", "object", "base", "b" if path == "/feeds" else "none", "i"}
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
    assert "<script>alert" not in text
    assert "\x00" not in text


@pytest.mark.parametrize("path", ["/alerts/{}.atom", "/statements.atom?speaker=Ott", "/statements.atom"])
def test_atom(client: TestClient, arrived: Ledger, path: str) -> None:
    answer = client.get(path.format(list_searches(arrived)[0].id))
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    parsed = feedparser.parse(answer.content, sanitize_html=False)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    assert len(parsed.entries) >= 1
    assert parsed.entries[0].link.startswith("http://127.0.0.1/articles/")


def test_json_feeds(client: TestClient, arrived: Ledger) -> None:
    for path in (f"/alerts/{list_searches(arrived)[0].id}.json", "/statements.json?speaker=Koll"):
        answer = client.get(path)
        assert answer.headers["content-type"].startswith("application/feed+json")
        feed = json.loads(answer.content)
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert all("Ada Koll" in item["content_text"] for item in feed["items"])
        assert feed["items"]


def test_feeds_of_filters_that_make_no_sense(client: TestClient) -> None:
    assert client.get("/statements.atom?since=yesterday").status_code == 400
