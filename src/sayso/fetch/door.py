"""The door with manners: what watches, follows and sends uses for all its requests."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass, field

import httpx2

from sayso.errors import FetchError
from sayso.fetch.http import ask
from sayso.fetch.limits import FetchLimits
from sayso.fetch.manners import PAUSE, Manners, Robots, Rules, robots_limits
from sayso.fetch.messages import Answer, Request


@dataclass(frozen=True, slots=True)
class Door:
    """Asks sites, keeping their rules, one request at a host at a time.

    ``transport`` stands in for the network; ``memory`` keeps robots.txt files, a
    day each. Threads may share a door.
    """

    limits: FetchLimits = field(default_factory=FetchLimits)
    pause: float = PAUSE
    transport: httpx2.BaseTransport | None = None
    memory: MutableMapping[str, Rules] = field(default_factory=dict)
    manners: Manners = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Set up the manners; robots.txt files are fetched through the same turns as all else."""
        robots = Robots(self._read_robots, self.memory)
        object.__setattr__(self, "manners", Manners(robots, pause=self.pause))

    def ask(self, request: Request, *, heed_robots: bool = True) -> Answer:
        """Ask a site; ``heed_robots`` false is for what a person answers for.

        Raises:
            FetchError: as `sayso.fetch.http.ask`, and ``robots``, ``robots-unreachable``.

        """
        turn = self.manners.turn if heed_robots else self.manners.free_turn
        return ask(request, transport=self.transport, limits=self.limits, turn=turn)

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps that the host's robots.txt names.

        Raises:
            FetchError: there is no such host.

        """
        return self.manners.robots.sitemaps(url) if self.manners.robots else ()

    def is_closed(self, url: str) -> bool:
        """Whether the host's robots.txt asks programs not to read an address; false where its rules cannot be read."""
        try:
            self.manners.check(url)
        except FetchError as error:
            return error.code == "robots"
        return False

    def _read_robots(self, request: Request) -> Answer:
        limits = robots_limits(self.limits)
        return ask(request, transport=self.transport, limits=limits, turn=self.manners.free_turn)
