"""The frozen values of what is followed: feeds, their entries, the pages they lead to, and the work to be done.

- *feed*: an address that names articles: RSS, Atom, RDF or JSON Feed, a sitemap, or a single page.
- *entry*: one article that a feed names. What tells entries apart is their cleaned address,
  never the feed's own id for them: those are one for all, hold the headline, or are used again.
- *page*: the address of one article, visited again as it ages.
- *job*: something to be done at a time: a poll of a feed, a visit of a page.

Moments are seconds since 1970 (UTC), so that they can be reckoned with.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Literal

FeedKind = Literal["feed", "sitemap", "page"]

FeedState = Literal["following", "paused", "stopped"]
"""paused: it failed so often that only a person starts it again; stopped: a person said so."""

JobKind = Literal["poll", "visit"]

ROBOTS_OVERRIDE: Final = "robots-override"
"""Kind of the run log's lines about what was read against a robots.txt: who, what and why. They are kept for good."""


def name_url(url: str) -> str:
    """Hex digest that names an address. Whether it is http or https makes no difference: sites change that."""
    name = url.partition("://")[2] or url
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Entry:
    """One article that a feed names. ``published`` is a moment, None where it is missing or makes no sense."""

    url: str
    guid: str | None = None
    title: str | None = None
    published: float | None = None


@dataclass(frozen=True, slots=True)
class FeedContent:
    """What the bytes of a feed say.

    ``more`` are the sitemaps that a sitemap index names, ``withdrawn`` the guids
    that the publisher took back (RFC 6721), ``refresh`` the seconds it wants
    between two polls.
    """

    kind: FeedKind
    title: str | None = None
    home: str | None = None
    entries: tuple[Entry, ...] = ()
    more: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    refresh: float | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page or a list of feeds names."""

    url: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is followed, with how it has been doing.

    ``fault`` is the code of the last failure, None after a success; ``reason``
    says why it is paused or stopped. ``next_try`` is None where none is planned.
    """

    id: str
    url: str
    kind: FeedKind
    title: str | None
    home: str | None
    state: FeedState
    reason: str
    heed_robots: bool
    added: float
    interval: float
    polls: int
    last_try: float | None
    last_success: float | None
    next_try: float | None
    failures: int
    fault: str | None
    fault_note: str | None
    etag: str | None = None
    modified: str | None = None
    body_sha256: str | None = None
    entries: int = 0
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """The address of an article, with its visits. ``article`` is its id in the ledger, None until it was read."""

    id: str
    url: str
    article: str | None
    heed_robots: bool
    first_seen: float
    published: float | None
    visits: int
    failures: int
    missing: int
    fault: str | None
    last_success: float | None
    changed: float | None
    etag: str | None = None
    modified: str | None = None
    body_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A claimed piece of work. ``lease`` is the token that proves the claim; ``attempts`` counts this one too."""

    key: str
    kind: JobKind
    subject: str
    host: str
    due: float
    attempts: int
    lease: str


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the run log: when (ISO 8601, UTC), what kind, about which address, in words."""

    at: str
    kind: str
    subject: str
    words: str


Channel = Literal["email", "webhook", "feed"]
"""How a saved search tells of what it finds. A feed is fetched, not sent."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A filter over statements that tells of each new one once.

    ``wanted`` are the fields of the filter that are given, by name. ``every`` are the
    seconds between two messages, 0 for at once. ``secret`` signs webhooks. ``begun`` and
    ``mark`` are the last readings that were there when it was saved, and that it has looked
    through. ``fault`` says, in words, what is wrong with sending, None where nothing is.
    """

    id: str
    name: str
    wanted: tuple[tuple[str, object], ...]
    channel: Channel
    target: str
    every: float = 0.0
    secret: str = ""
    added: float = 0.0
    begun: int = 0
    mark: int = 0
    next_send: float = 0.0
    failures: int = 0
    fault: str | None = None
    waiting: int = 0
    told: int = 0

    @property
    def claim(self) -> str | None:
        """The claim that it watches, by seeds with blanks between; None where it watches none."""
        found = dict(self.wanted).get("claim")
        return str(found) if found else None

    @property
    def shown(self) -> tuple[tuple[str, object], ...]:
        """What it asks for, as people see it: a claim by the first id alone."""
        return tuple((name, str(value).split()[0] if name == "claim" else value) for name, value in self.wanted)


def name_search(name: str) -> str:
    """Hex digest that names a saved search."""
    return sha256(name.strip().casefold().encode("utf-8", "surrogatepass")).hexdigest()[:12]
