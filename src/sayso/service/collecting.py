"""One poll of a feed, one visit of a page: what is asked, what comes of it, and when to ask again.

Each ends in one transaction that stores the result and plans the next time
(`sayso.store.jobs.finishing`), so that a kill at any moment loses nothing and does nothing twice.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from random import Random
from typing import Final
from urllib.parse import urlsplit

from sayso.errors import FetchError, InputError
from sayso.extract.statements import Interprets, read_article
from sayso.extract.tagger import Tagger
from sayso.fetch.door import Door
from sayso.fetch.headers import read_max_age
from sayso.fetch.http import to_capture
from sayso.fetch.messages import FEEDS, Answer, Request
from sayso.fetch.words import fault_in_words
from sayso.following import Entry, Feed, FeedContent, Job, Page, name_url
from sayso.reading.confined import Confined
from sayso.reading.feeds import FeedBytes, read_feed
from sayso.reading.read import read_capture
from sayso.service import cadence
from sayso.service.following import host_of
from sayso.store import Ledger
from sayso.store.feeds import (
    FoundEntry,
    add_entries,
    add_page,
    find_newest,
    find_page,
    find_pages_of_guids,
    list_feeds,
    record_poll,
    record_visit,
    set_withdrawn,
    write_event,
)
from sayso.store.jobs import Transaction, finishing, put_job, set_due
from sayso.store.write import add_prepared, prepare_reading
from sayso.types import Article, Capture, Refusal

FIRST_AGE: Final = 14 * 86_400.0
"""Seconds; what a feed names on its first poll and is older is known, but not fetched."""

FIRST_MOST: Final = 200
"""Articles fetched after the first poll of a feed."""

MOST_ATTEMPTS: Final = 5
"""A job that ended its worker so often is put aside for a day."""

MOST_SITEMAPS: Final = 5
"""Of a sitemap index, the last ones: the newest by custom."""

_GONE: Final = frozenset({"http-404", "http-410"})
_WALLED: Final = frozenset({"consent", "paywall", "teaser"})


@dataclass(frozen=True, slots=True)
class Collector:
    """What polls and visits need; threads may share it.

    ``haste`` makes all waiting shorter by that factor (not the pause at a host): for
    demonstrations on outlets of one's own.
    """

    ledger: Ledger
    door: Door
    confined: Confined
    tagger: Tagger
    interpreter: Interprets | None = None
    clock: Callable[[], float] = time.time
    chance: Random = field(default_factory=Random)
    haste: float = 1.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job, for whoever watches: ``words`` is empty where nothing changed."""

    kind: str
    subject: str
    words: str = ""
    statements: int = 0


def do_job(collector: Collector, job: Job) -> Outcome:
    """Do a claimed job to its end.

    Raises:
        LeaseLost: another worker took it over meanwhile; nothing was stored.
        LedgerError: the ledger cannot be written.

    """
    if job.attempts > MOST_ATTEMPTS:
        return _put_aside(collector, job)
    return _poll(collector, job) if job.kind == "poll" else _visit(collector, job)


def _ready(collector: Collector) -> float:
    return collector.clock() + collector.door.pause


def _put_aside(collector: Collector, job: Job) -> Outcome:
    """What stops every worker that touches it must not stop them for ever."""
    words = f"Reading it ended the program {job.attempts - 1} times; it is tried again in a day."
    due = collector.clock() + cadence.LONGEST_BACK_OFF
    with finishing(collector.ledger, job, due=due, ready=_ready(collector)) as connection:
        write_event(connection, "fault", job.key, words)
    return Outcome("fault", job.key, words)


# ---------------------------------------------------------------- polls


def _poll(collector: Collector, job: Job) -> Outcome:
    feed = next(iter(list_feeds(collector.ledger, only=job.subject)), None)
    if feed is None or feed.state != "following":
        with finishing(collector.ledger, job, due=None, ready=_ready(collector)):
            return Outcome("dropped", job.key)
    if feed.kind == "page":
        return _poll_page(collector, job, feed)
    try:
        request = Request(feed.url, etag=feed.etag, modified=feed.modified, types=FEEDS)
        answer = collector.door.ask(request, heed_robots=feed.heed_robots)
        content = _content_of(collector, feed, answer)
    except InputError as error:
        return _poll_failed(collector, job, feed, error)
    return _polled(collector, job, feed, _Polled(answer, content))


@dataclass(frozen=True, slots=True)
class _Polled:
    answer: Answer
    content: FeedContent | None
    """None where nothing changed since the last poll."""


def _content_of(collector: Collector, feed: Feed, answer: Answer) -> FeedContent | None:
    if answer.unchanged or _digest(answer.body) == feed.body_sha256:
        return None
    content = _read_feed(collector, answer)
    if not content.more:
        return content
    entries: list[Entry] = []
    for url in content.more[-MOST_SITEMAPS:]:
        try:
            part = collector.door.ask(Request(url, types=FEEDS), heed_robots=feed.heed_robots)
            entries.extend(_read_feed(collector, part).entries)
        except InputError:
            continue  # one broken sitemap of several; the others are read
    return FeedContent("sitemap", entries=tuple(entries))


def _read_feed(collector: Collector, answer: Answer) -> FeedContent:
    came = FeedBytes(answer.body, answer.url, answer.media_type, answer.charset)
    return collector.confined.run(read_feed, came, now=collector.clock())


def _polled(collector: Collector, job: Job, feed: Feed, polled: _Polled) -> Outcome:
    now = collector.clock()
    content, answer = polled.content, polled.answer
    # Due as the poll was, so that a single run does the visits that its polls bring.
    found = _chosen(feed, content.entries, job.due, now) if content else []
    wanted = (content.refresh if content else None) or read_max_age(answer.header("cache-control"))
    values: dict[str, object] = {
        "polls": feed.polls + 1,
        "last_try": now,
        "last_success": now,
        "failures": 0,
        "fault": None,
        "fault_note": None,
    }
    if content is not None:
        values |= {
            "title": feed.title or content.title,
            "home": content.home or feed.home,
            "etag": answer.header("etag"),
            "modified": answer.header("last-modified"),
            # An index has the same bytes while the sitemaps it names change.
            "body_sha256": None if content.kind == "sitemap" and not content.entries else _digest(answer.body),
        }
    # The interval depends on what is new, which only the ledger knows: planned for now, set below.
    with finishing(collector.ledger, job, due=now, ready=_ready(collector)) as connection:
        new = add_entries(connection, feed, found, now=now)
        taken = 0
        for url, article in find_pages_of_guids(connection, feed, content.withdrawn if content else ()):
            words = "The publisher took it out of its feed."
            if set_withdrawn(connection, article, words, cause="feed"):
                write_event(connection, "withdrawn", url, words)
                taken += 1
        interval, pause = cadence.next_poll(feed.interval, brought=new > 0, wanted=wanted, chance=collector.chance)
        record_poll(connection, feed, values | {"interval": interval})
        set_due(connection, job, now + pause / collector.haste)
        if new:
            write_event(connection, "polled", feed.url, f"{new} new of {len(found)} entries.")
    return Outcome("polled", feed.url, f"{new} new entries" if new else "")


def _chosen(feed: Feed, entries: tuple[Entry, ...], due: float, now: float) -> list[FoundEntry]:
    """The entries with when to visit them: on the first poll the newest ones alone."""
    if feed.polls or feed.last_success is not None:
        return [FoundEntry(entry, host_of(entry.url), due) for entry in entries]
    undated_first = feed.kind == "feed"
    fresh = [entry for entry in entries if (entry.published > now - FIRST_AGE if entry.published else undated_first)]
    fresh.sort(key=lambda entry: -(entry.published or 0.0))
    chosen = {entry.url for entry in fresh[:FIRST_MOST]}
    return [FoundEntry(entry, host_of(entry.url), due if entry.url in chosen else None) for entry in entries]


def _poll_page(collector: Collector, job: Job, feed: Feed) -> Outcome:
    """A single page that is followed: its visits do all the work, this only sees that they go on."""
    now = collector.clock()
    values: dict[str, object] = {"polls": feed.polls + 1, "last_try": now, "last_success": now, "failures": 0}
    with finishing(collector.ledger, job, due=now + cadence.LONGEST_BACK_OFF, ready=now) as connection:
        add_page(connection, feed.url, heed_robots=feed.heed_robots, published=None, now=now)
        add_entries(connection, feed, [FoundEntry(Entry(feed.url), host_of(feed.url), job.due)], now=now)
        put_job(connection, ("visit", name_url(feed.url)), host_of(feed.url), job.due)
        record_poll(connection, feed, values)
    return Outcome("polled", feed.url)


def _poll_failed(collector: Collector, job: Job, feed: Feed, error: InputError) -> Outcome:
    now = collector.clock()
    failures = feed.failures + 1
    paused = cadence.is_paused(error.code, failures)
    words = fault_in_words(error.code)
    retry_after = error.retry_after if isinstance(error, FetchError) else None
    wait = cadence.after_failure(feed.interval, failures, retry_after, collector.chance)
    values: dict[str, object] = {
        "polls": feed.polls + 1,
        "last_try": now,
        "failures": failures,
        "fault": error.code,
        "fault_note": error.message[:1000],
    }
    if paused:
        reason = f"{words} It failed {failures} times in a row, so it is asked no more until you say so."
        values |= {"state": "paused", "reason": reason}
    with finishing(
        collector.ledger, job, due=None if paused else now + wait / collector.haste, ready=_ready(collector)
    ) as connection:
        record_poll(connection, feed, values)
        if paused or failures == 1 or error.code != feed.fault:
            write_event(connection, "paused" if paused else "fault", feed.url, f"{words} ({error.message})")
    return Outcome("paused" if paused else "fault", feed.url, words)


# ---------------------------------------------------------------- visits


def _visit(collector: Collector, job: Job) -> Outcome:
    page = find_page(collector.ledger, job.subject)
    if page is None:
        with finishing(collector.ledger, job, due=None, ready=_ready(collector)):
            return Outcome("dropped", job.key)
    try:
        request = Request(page.url, etag=page.etag, modified=page.modified)
        answer = collector.door.ask(request, heed_robots=page.heed_robots)
        _refuse_front_page(page, answer)
    except InputError as error:
        return _visit_failed(collector, job, page, error)
    if answer.unchanged or _digest(answer.body) == page.body_sha256:
        return _unchanged(collector, job, page, {})
    return _read_visited(collector, job, page, answer)


def _refuse_front_page(page: Page, answer: Answer) -> None:
    """Sites that have lost a page often lead to their front page instead of saying so."""
    if answer.url != page.url and urlsplit(answer.url).path in {"", "/"} and urlsplit(page.url).path not in {"", "/"}:
        message = f"{page.url} leads to the front page of the site"
        raise FetchError(message, code="http-404", hint="The page may have been taken down.")


def _read_visited(collector: Collector, job: Job, page: Page, answer: Answer) -> Outcome:
    capture = to_capture(answer, page.url)
    article = _read(collector, capture)
    if isinstance(article, Refusal):
        refused = InputError(article.message, code=article.code, hint=article.hint)
        return _visit_failed(collector, job, page, refused)
    newest = find_newest(collector.ledger, page.article or article.key)
    values = _validators(answer)
    if newest is not None and (newest.text_sha256, newest.title) == (article.text_sha256, article.title):
        return _unchanged(collector, job, page, values | {"article_id": page.article or article.key})
    if newest is not None and newest.completeness not in _WALLED and article.completeness in _WALLED:
        message = f"{page.url} shows less than before: it is {article.completeness}"
        return _visit_failed(collector, job, page, InputError(message, code="login-wall"))
    return _keep(collector, job, page, _Found(capture, article, values))


@dataclass(frozen=True, slots=True)
class _Found:
    capture: Capture
    article: Article
    values: dict[str, object]


def _read(collector: Collector, capture: Capture) -> Article | Refusal:
    try:
        return collector.confined.run(read_capture, capture)
    except InputError as error:
        return Refusal(capture.input, error.code, error.message, error.hint)


def _validators(answer: Answer) -> dict[str, object]:
    return {
        "etag": answer.header("etag"),
        "modified": answer.header("last-modified"),
        "body_sha256": _digest(answer.body),
    }


def _keep(collector: Collector, job: Job, page: Page, found: _Found) -> Outcome:
    """A new version, or the first one."""
    reading = read_article(found.article, collector.tagger, collector.interpreter)
    prepared = prepare_reading(reading, found.capture.body)
    now = collector.clock()
    values = found.values | _well(now) | {"article_id": reading.article.key, "changed": now}
    with finishing(collector.ledger, job, due=_next_visit(collector, page, now), ready=_ready(collector)) as connection:
        added = add_prepared(connection, prepared)
        record_visit(connection, page, values)
        _give_back(connection, page)
        words = _words_of(added.outcome, len(reading.statements))
        if words:
            write_event(connection, added.outcome, page.url, words)
    return Outcome(added.outcome, page.url, words, len(reading.statements))


def _words_of(outcome: str, statements: int) -> str:
    said = f"{statements} statement{'s' * (statements != 1)}"
    return {"new": f"New article, {said}.", "revised": f"The text changed: a new version, {said}."}.get(outcome, "")


def _unchanged(collector: Collector, job: Job, page: Page, values: dict[str, object]) -> Outcome:
    now = collector.clock()
    due = _next_visit(collector, page, now)
    with finishing(collector.ledger, job, due=due, ready=_ready(collector)) as connection:
        record_visit(connection, page, values | _well(now))
        _give_back(connection, page)
    return Outcome("unchanged", page.url)


def _well(now: float) -> dict[str, object]:
    return {"failures": 0, "missing": 0, "fault": None, "last_success": now}


def _give_back(connection: Transaction, page: Page) -> None:
    """A page that is there again is no longer withdrawn."""
    words = "The page is there again."
    if page.article and page.missing and set_withdrawn(connection, page.article, words, cause="page", withdrawn=False):
        write_event(connection, "returned", page.url, words)


def _next_visit(collector: Collector, page: Page, now: float) -> float | None:
    began = min(page.published or page.first_seen, page.first_seen)
    # An old article that was changed lately is watched as a new one.
    age = now - max(began, page.changed or began)
    pause = cadence.next_visit(age, collector.chance)
    return None if pause is None else now + pause / collector.haste


def _visit_failed(collector: Collector, job: Job, page: Page, error: InputError) -> Outcome:
    now = collector.clock()
    words = fault_in_words(error.code)
    missing = page.missing + 1 if error.code in _GONE else 0
    failures = page.failures + 1
    values: dict[str, object] = {"failures": failures, "missing": missing, "fault": error.code}
    gone = missing > 1 or error.code == "http-410"
    with finishing(
        collector.ledger, job, due=_next_try(collector, page, error, now), ready=_ready(collector)
    ) as connection:
        record_visit(connection, page, values)
        if gone and page.article and set_withdrawn(connection, page.article, words, cause="page"):
            write_event(connection, "withdrawn", page.url, words)
            return Outcome("withdrawn", page.url, words)
        if failures == 1 or error.code != page.fault:
            write_event(connection, "fault", page.url, f"{words} ({error.message})")
    return Outcome("fault", page.url, words)


def _next_try(collector: Collector, page: Page, error: InputError, now: float) -> float | None:
    if page.missing + 1 == 1 and error.code in _GONE:
        return now + cadence.FIRST_MISSING / collector.haste
    retry_after = error.retry_after if isinstance(error, FetchError) else None
    usual = _next_visit(collector, page, now)
    if usual is None or page.failures > cadence.PAUSED_AFTER_ANY:
        return None
    wait = cadence.after_failure(cadence.SHORTEST, page.failures, retry_after, collector.chance)
    return max(usual, now + wait / collector.haste)


def _digest(body: bytes) -> str:
    return sha256(body).hexdigest()
