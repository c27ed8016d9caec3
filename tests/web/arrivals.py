"""A ledger of what arrives by itself, in every state that its pages show."""

from __future__ import annotations

import time
from dataclasses import replace

from sayso.following import Entry, Feed, SavedSearch
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
    set_feed_state,
    set_withdrawn,
)
from sayso.store.searches import add_search, claim_message, fail_message, list_searches, look_through, read_alerts
from tests.make import Said, make_body, make_reading

KOLL = Said(
    "Ada Koll, the harbour minister of Selvia,", "denied that", "the northern quay was closed to the lorries of Ostmark"
)
SOFTER = replace(KOLL, content="the northern quay was shut to the lorries of Ostmark")
OTT = Said("Bram Ott", "said that", "eleven ships of grain were late and that nobody had told the owners")
GONE = Said("A clerk of the port office", "said", "“There was never a plan for the winter, and there is none now”")
DAY = 86_400.0


def fill(ledger: Ledger) -> dict[str, str]:
    """Fill a ledger; the ids of the article that was edited in silence and of the one that was withdrawn."""
    now = time.time()
    add_search(ledger, SavedSearch("", "Koll on the northern quay", (("words", "quay"),), "feed", ""), now=now)
    hook = SavedSearch("", "Denials", (("speaker", "Koll"),), "webhook", "https://hooks.courier.example/sayso", 3600.0)
    add_search(ledger, hook, now=now)
    for said in ((KOLL, GONE), (SOFTER, OTT)):
        edited = make_reading(1, said=said)
        add_reading(ledger, edited, make_body(edited.article))
    withdrawn = make_reading(2, said=(OTT,))
    add_reading(ledger, withdrawn, make_body(withdrawn.article))
    with write_transaction(ledger) as connection:
        set_withdrawn(connection, withdrawn.article.key, "There is no such page any more.", cause="page")
    _follow(ledger, now)
    for search in list_searches(ledger):
        look_through(ledger, search, now=now)
    _fail_the_webhook(ledger, now)
    return {"edited": edited.article.key, "withdrawn": withdrawn.article.key}


def _follow(ledger: Ledger, now: float) -> None:
    healthy = _add(ledger, "https://courier.example/feed.xml", "The Courier of Selvia City", now)
    with write_transaction(ledger) as connection:
        for day, count in enumerate((3, 0, 5, 8, 2, 1, 0, 4, 9, 3, 6, 2, 7, 5)):
            entries = [Entry(f"https://courier.example/{day}/{number}") for number in range(count)]
            found = [FoundEntry(entry, "courier.example", None) for entry in entries]
            add_entries(connection, healthy, found, now=now - (13 - day) * DAY)
        record_poll(connection, healthy, {"last_success": now - 240, "polls": 1300})
    failing = _add(ledger, "https://fanal.example/rss", "Le Fanal", now + 5400)
    with write_transaction(ledger) as connection:
        values = {"fault": "challenge", "failures": 3, "fault_note": "403", "last_success": now - 2 * DAY, "polls": 99}
        record_poll(connection, failing, values)
    paused = _add(ledger, "https://tide.example/feed", "The Tidewater Gazette", now)
    reason = "There is no such page any more. It failed 8 times in a row, so it is asked no more until you say so."
    with write_transaction(ledger) as connection:
        record_poll(connection, paused, {"fault": "http-404", "failures": 8, "state": "paused", "reason": reason})
    stopped = _add(ledger, "https://mirror.example/atom", "The Sorrendal Mirror", now, heed_robots=False)
    set_feed_state(ledger, stopped, "stopped", "Stopped by hand.", host="mirror.example", now=now)
    log_event(ledger, "robots-override", stopped.url, "koll reads it against its robots.txt: agreed with the publisher")
    log_event(ledger, "paused", paused.url, reason)


def _add(ledger: Ledger, url: str, title: str, due: float, *, heed_robots: bool = True) -> Feed:
    add_feed(ledger, NewFeed(url, "feed", url.split("/")[2], due, title, heed_robots), now=due - 30 * DAY)
    return find_feed(ledger, url)


def _fail_the_webhook(ledger: Ledger, now: float) -> None:
    search = next(search for search in list_searches(ledger) if search.channel == "webhook")
    keys = [alert.key for alert in read_alerts(ledger, search, waiting=True)]
    claim_message(ledger, search, keys, "m" * 32)
    fault = "https://hooks.courier.example/sayso answered 503 Service Unavailable"
    fail_message(ledger, search, "m" * 32, fault=fault, retry=now + 300)
