"""Manners towards sites: their rules for programs, one request at a time, a pause between two.

One `Manners` serves all threads of a process. Between processes the ledger's job
table sees to it that one host is in one pair of hands (`sayso.store.jobs`).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import urlsplit

from protego import Protego

from sayso.errors import FetchError
from sayso.fetch.addresses import shown_url
from sayso.fetch.limits import FetchLimits
from sayso.fetch.messages import Answer, Request

PRODUCT: Final = "sayso"
"""The name that sites address in their robots.txt."""

PAUSE: Final = 1.0
"""Seconds between two requests to one host, where its robots.txt asks for none: some ten times
what a person clicks, and what crawlers of research archives keep to."""

LONGEST_PAUSE: Final = 60.0
"""Seconds; a Crawl-delay above it is taken for it."""

KEPT_SECONDS: Final = 24 * 3600.0
"""How long a robots.txt holds: RFC 9309, 2.4."""

RETRY_SECONDS: Final = 600.0
"""How long a robots.txt that could not be read forbids all (RFC 9309, 2.3.1.4) before it is asked for again."""

ROBOTS_BYTES: Final = 512_000
"""What is read of a robots.txt: RFC 9309, 2.5, asks for 500 KiB at least."""

_MANY_HOSTS = 2000

Asker = Callable[[Request], Answer]
"""The door, without manners: what fetches a robots.txt."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host's robots.txt came to: its text, or all allowed, or nothing allowed; ``read`` is when (epoch)."""

    verdict: Literal["text", "all", "nothing"]
    text: str
    read: float

    def hold(self, now: float) -> bool:
        """Whether they need not be asked for again."""
        return now - self.read < (RETRY_SECONDS if self.verdict == "nothing" else KEPT_SECONDS)


class Robots:
    """The rules of many hosts: asked for once a day each, kept in ``memory``."""

    def __init__(
        self,
        asker: Asker,
        memory: MutableMapping[str, Rules] | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._asker = asker
        self._memory: MutableMapping[str, Rules] = {} if memory is None else memory
        self._clock = clock
        self._parsed: dict[str, tuple[float, Protego]] = {}

    def check(self, url: str) -> None:
        """Refuse an address that the host's rules close to us.

        Raises:
            FetchError: ``robots`` or ``robots-unreachable``.

        """
        site = site_of(url)
        if url == f"{site}/robots.txt":
            return
        rules = self._rules(site)
        if rules.verdict == "nothing":
            message = f"the rules of {site} for programs cannot be read, so {shown_url(url)} is not asked for"
            raise FetchError(message, code="robots-unreachable", hint="The site has trouble; try again later.")
        if rules.verdict == "text" and not self._parse(site, rules).can_fetch(url, PRODUCT):
            message = f"the rules of {site} (robots.txt) ask programs not to read {shown_url(url)}"
            raise FetchError(message, code="robots", hint="Ask the publisher, or save the page from your browser.")

    def pause(self, url: str) -> float:
        """Seconds that the host wants between two requests; 0 where it does not say."""
        rules = self._memory.get(site_of(url))
        if rules is None or rules.verdict != "text":
            return 0.0
        wanted = self._parse(site_of(url), rules).crawl_delay(PRODUCT)
        return min(max(float(wanted or 0), 0.0), LONGEST_PAUSE)

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps that the host's robots.txt names."""
        site = site_of(url)
        rules = self._rules(site)
        return tuple(self._parse(site, rules).sitemaps)[:20] if rules.verdict == "text" else ()

    def _rules(self, site: str) -> Rules:
        known = self._memory.get(site)
        if known is not None and known.hold(self._clock()):
            return known
        fresh = self._read(site)
        self._memory[site] = fresh
        return fresh

    def _read(self, site: str) -> Rules:
        request = Request(f"{site}/robots.txt", types=None, cut=True)
        try:
            answer = self._asker(request)
        except FetchError as error:
            if error.code in {"forbidden-address", "bad-url", "dns"}:
                raise  # says more than that the rules cannot be read
            # RFC 9309, 2.3.1.3: 4xx means that there are no rules. 429 means: not now.
            absent = error.code.startswith("http-4") and error.code != "http-429"
            return Rules("all" if absent else "nothing", "", self._clock())
        return Rules("text", answer.body[:ROBOTS_BYTES].decode("utf-8-sig", "replace"), self._clock())

    def _parse(self, site: str, rules: Rules) -> Protego:
        known = self._parsed.get(site)
        if known and known[0] == rules.read:
            return known[1]
        parsed = Protego.parse(rules.text)
        if len(self._parsed) > _MANY_HOSTS:
            self._parsed.clear()
        self._parsed[site] = rules.read, parsed
        return parsed


@dataclass(slots=True)
class _Slot:
    """A host's turn: who has it, and when the next may begin."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    ready: float = 0.0


class Manners:
    """Turns at hosts, one at a time each, with a pause between: hand its ``turn`` to `sayso.fetch.http.ask`.

    ``robots`` None asks no robots.txt: for an address that a person names, as a browser would.
    """

    def __init__(
        self,
        robots: Robots | None = None,
        *,
        pause: float = PAUSE,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.robots = robots
        self._pause = pause
        self._clock = clock
        self._sleep = sleep
        self._slots: dict[str, _Slot] = {}
        self._guard = threading.Lock()

    @contextmanager
    def turn(self, url: str) -> Iterator[None]:
        """Ask the host's rules, then wait until it may be asked.

        Raises:
            FetchError: ``robots`` or ``robots-unreachable``.

        """
        self.check(url)
        with self.free_turn(url):
            yield

    def check(self, url: str) -> None:
        """Ask the host's rules.

        Raises:
            FetchError: ``robots`` or ``robots-unreachable``.

        """
        if self.robots is not None:
            self.robots.check(url)

    @contextmanager
    def free_turn(self, url: str) -> Iterator[None]:
        """Wait until the host may be asked, without asking for its rules."""
        slot = self._slot(urlsplit(url).netloc.lower())
        with slot.lock:
            wait = slot.ready - self._clock()
            if wait > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                wanted = self.robots.pause(url) if self.robots is not None else 0.0
                slot.ready = self._clock() + max(self._pause, wanted)

    def _slot(self, host: str) -> _Slot:
        with self._guard:
            if len(self._slots) > _MANY_HOSTS:
                now = self._clock()
                self._slots = {
                    name: slot for name, slot in self._slots.items() if slot.lock.locked() or slot.ready > now
                }
            return self._slots.setdefault(host, _Slot())


def site_of(url: str) -> str:
    """Scheme, host and port: what a robots.txt holds for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def robots_limits(limits: FetchLimits) -> FetchLimits:
    """The limits of a fetch of a robots.txt."""
    return FetchLimits(
        max_bytes=ROBOTS_BYTES,
        max_seconds=min(limits.max_seconds, 15.0),
        max_redirects=limits.max_redirects,
        max_ratio=limits.max_ratio,
        allow_private=limits.allow_private,
    )
