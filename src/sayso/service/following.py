"""Following: from what a user names to the feeds that are polled."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final
from urllib.parse import urljoin, urlsplit

from sayso.errors import FetchError, InputError
from sayso.fetch.door import Door
from sayso.fetch.messages import FEEDS, Answer, Request
from sayso.following import FeedContent, FeedKind, FeedLink
from sayso.reading.confined import Confined
from sayso.reading.discovery import USUAL_PATHS, find_feeds
from sayso.reading.feeds import FeedBytes, read_feed, root_of
from sayso.reading.inputs import refusal
from sayso.reading.opml import read_opml
from sayso.reading.urls import clean_url
from sayso.store import Ledger
from sayso.store.feeds import FIRST_INTERVAL, NewFeed, add_feed, add_feeds
from sayso.types import Refusal

MOST_TRIED: Final = 5
"""Of the feeds that a page names."""

_MANY = 20
"""Feeds of one list; more are first polled spread over time, not all at once."""

_AT_ONCE = 500
"""Feeds of a list that are taken down in one transaction: it is over before anybody else's patience is."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A feed that is followed now; ``new`` is false where it was before. ``found`` says how it was found, in words."""

    url: str
    kind: FeedKind
    title: str | None
    new: bool
    found: str
    entries: int = 0


@dataclass(frozen=True, slots=True)
class Follower:
    """What following needs. ``heed_robots`` false is a person's decision, which the run log keeps with its reason."""

    ledger: Ledger
    door: Door
    confined: Confined
    heed_robots: bool = True
    clock: Callable[[], float] = time.time
    chance: Random = field(default_factory=Random)


def follow_all(follower: Follower, names: Iterable[str], *, as_page: bool = False) -> Iterator[Followed | Refusal]:
    """Follow what each name leads to: a feed's address, a page that names its feed, a sitemap, an OPML file or address.

    ``as_page``: the address is that of one article, which is followed alone.
    """
    for name in names:
        try:
            yield from _follow_one(follower, name, as_page=as_page)
        except InputError as error:
            yield refusal(name, error)
        except OSError as error:
            failure = InputError(f"it cannot be read ({error.strerror or error})", hint="Check the spelling.")
            yield refusal(name, failure)


def _follow_one(follower: Follower, name: str, *, as_page: bool) -> Iterator[Followed]:
    if "://" not in name:
        links = follower.confined.run(read_opml, Path(name).read_bytes())
        yield from _follow_list(follower, links, f"named in {name}")
        return
    url = clean_url(name)
    if url is None:
        message = "it is no http or https address"
        raise InputError(message, code="bad-url", hint="Give an address such as https://outlet.example/.")
    if as_page:
        yield _add(follower, FeedLink(url), "page", "followed as a single page")
        return
    answer = follower.door.ask(Request(url, types=FEEDS), heed_robots=follower.heed_robots)
    root = root_of(answer.body)
    if root == "opml":
        links = follower.confined.run(read_opml, answer.body)
        yield from _follow_list(follower, links, f"named in {name}")
    elif root == "html":
        yield _follow_page(follower, answer)
    else:
        content = _read(follower, answer)
        yield _add(follower, FeedLink(_kept_url(answer), content.title), content.kind, "the address itself", content)


def _follow_list(follower: Follower, links: tuple[FeedLink, ...], found: str) -> Iterator[Followed]:
    """Feeds of a list are taken at their word: the watch finds out how they are."""
    step = FIRST_INTERVAL / len(links) if len(links) > _MANY else 0.0
    now = follower.clock()
    new = [_new_feed(follower, link, "feed", now + number * step, jitter=step) for number, link in enumerate(links)]
    for start in range(0, len(new), _AT_ONCE):
        batch = new[start : start + _AT_ONCE]
        for feed, added in zip(batch, add_feeds(follower.ledger, batch, now=now), strict=True):
            yield Followed(feed.url, feed.kind, feed.title, added, found)


def _follow_page(follower: Follower, answer: Answer) -> Followed:
    """The feed that a page names, else one at a usual place, else a sitemap."""
    base = answer.url
    named = follower.confined.run(find_feeds, answer.body, base, answer.charset)[:MOST_TRIED]
    usual = tuple(FeedLink(urljoin(base, path)) for path in USUAL_PATHS)
    for links, found in ((named, "named by the page"), (usual, "found at a usual place")):
        for link in links:
            tried = _try(follower, link.url)
            # What lies at a usual place without anything in it may be anything.
            if tried is not None and (tried[1].entries or links is named):
                return _add(follower, FeedLink(link.url, tried[1].title or link.title), tried[1].kind, found, tried[1])
    for url in (*follower.door.sitemaps(base), urljoin(base, "/sitemap.xml")):
        tried = _try(follower, url)
        if tried is not None:
            return _add(follower, FeedLink(url, urlsplit(base).hostname), "sitemap", "the site's sitemap", tried[1])
    message = "the page names no feed, and none was found at the usual places"
    hint = "Look for its RSS link in a browser; sayso follow --page follows this one page alone."
    raise InputError(message, code="no-feed", hint=hint)


def _try(follower: Follower, url: str) -> tuple[Answer, FeedContent] | None:
    try:
        answer = follower.door.ask(Request(url, types=FEEDS), heed_robots=follower.heed_robots)
        return answer, _read(follower, answer)
    except FetchError as error:
        if error.code == "robots-unreachable":
            raise
        return None
    except InputError:
        return None


def _read(follower: Follower, answer: Answer) -> FeedContent:
    came = FeedBytes(answer.body, answer.url, answer.media_type, answer.charset)
    return follower.confined.run(read_feed, came, now=follower.clock())


def _kept_url(answer: Answer) -> str:
    """The address that answered: redirects are followed once, not at every poll."""
    return clean_url(answer.url) or answer.url


def _add(
    follower: Follower, link: FeedLink, kind: FeedKind, found: str, content: FeedContent | None = None
) -> Followed:
    now = follower.clock()
    added = add_feed(follower.ledger, _new_feed(follower, link, kind, now), now=now)
    return Followed(link.url, kind, link.title, added, found, len(content.entries) if content else 0)


def _new_feed(follower: Follower, link: FeedLink, kind: FeedKind, due: float, *, jitter: float = 0.0) -> NewFeed:
    """A feed to be followed, first polled up to ``jitter`` seconds after ``due``."""
    moment = due + follower.chance.uniform(0, jitter)
    return NewFeed(link.url, kind, host_of(link.url), moment, link.title, follower.heed_robots)


def host_of(url: str) -> str:
    """The host and port that manners count by."""
    return urlsplit(url).netloc.lower()
