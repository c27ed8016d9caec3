"""What a person names is read whatever the site's robots.txt says, and never in silence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sayso.fetch.manners import Rules
from sayso.following import ROBOTS_OVERRIDE
from sayso.service.named import NamedPages
from sayso.store import Ledger
from sayso.store.feeds import RobotsMemory, log_event, prune_events, read_events
from tests.service.outlets import Outlets, running_outlets


@pytest.fixture
def outlet() -> Iterator[tuple[Outlets, str]]:
    with running_outlets(1) as (outlets, (host,)):
        outlets.publish(host, 1)
        yield outlets, host


@pytest.mark.parametrize(
    ("rules", "told"),
    [("User-agent: *\nDisallow: /news/", True), ("User-agent: *\nDisallow: /shop/", False), (None, False)],
)
def test_a_closed_address_is_read_and_told_of(outlet: tuple[Outlets, str], rules: str | None, told: bool) -> None:
    outlets, host = outlet
    if rules is not None:
        outlets.robots[host] = rules
    heard: list[str] = []
    memory: dict[str, Rules] = {}
    pages = NamedPages(lambda url, words: heard.append(f"{url} {words}"), memory=lambda: memory, private=True)
    url = outlets.url(host, "/news/1")
    assert b"Report 1" in pages.fetch(url).body
    assert len(heard) == told
    assert all(url in words and "robots.txt" in words for words in heard)
    assert len(memory) == 1


def test_where_nobody_listens_the_rules_are_not_asked_for(outlet: tuple[Outlets, str]) -> None:
    outlets, host = outlet
    NamedPages(private=True).fetch(outlets.url(host, "/news/1"))
    assert outlets.asked[host, "/robots.txt"] == 0


def test_rules_that_cannot_be_read_refuse_nothing_that_was_named(outlet: tuple[Outlets, str]) -> None:
    outlets, host = outlet
    outlets.faults[host, "/robots.txt"] = (503, {})
    heard: list[str] = []
    pages = NamedPages(lambda url, _: heard.append(url), private=True)
    assert pages.fetch(outlets.url(host, "/news/1")).body
    assert heard == []


def test_overrides_stay_in_the_run_log(sqlite_ledger: Ledger) -> None:
    RobotsMemory(sqlite_ledger)["https://courier.example"] = Rules("all", "", 0.0)
    log_event(sqlite_ledger, ROBOTS_OVERRIDE, "https://courier.example/1", "koll: the reason")
    for number in range(5):
        log_event(sqlite_ledger, "polled", f"https://courier.example/{number}", "1 new of 1 entries.")
    prune_events(sqlite_ledger, keep=2)
    assert [event.kind for event in read_events(sqlite_ledger)] == [ROBOTS_OVERRIDE, "polled", "polled"]
