"""Addresses that a person names: asked as by a browser; what the site's robots.txt says of them is told."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sayso.fetch.door import Door
    from sayso.fetch.manners import Rules
    from sayso.types import Capture

_TOLD: Final = "Its robots.txt asks programs not to read it; it was read because it was named."

Tell = Callable[[str, str], None]
"""Gets an address and a sentence."""


class NamedPages:
    """Fetches what a person names. Their word goes before the site's robots.txt, but never in silence.

    ``tell`` gets each address that its host's robots.txt closes to programs, after it was read; where
    nobody listens, the rules are not asked for. ``memory`` makes what keeps them. The network's library is
    loaded at the first address.
    """

    def __init__(
        self,
        tell: Tell | None = None,
        *,
        memory: Callable[[], MutableMapping[str, Rules]] = dict,
        private: bool = False,
    ) -> None:
        self._tell = tell
        self._memory = memory
        self._private = private
        self._opened: Door | None = None

    def fetch(self, url: str) -> Capture:
        """Fetch a page.

        Raises:
            FetchError: as `sayso.fetch.http.ask`.

        """
        from sayso.fetch.http import to_capture  # noqa: PLC0415 - the network's library
        from sayso.fetch.messages import Request  # noqa: PLC0415

        door = self._door()
        answer = door.ask(Request(url), heed_robots=False)
        if self._tell is not None and door.is_closed(answer.url):
            self._tell(answer.url, _TOLD)
        return to_capture(answer, url)

    def _door(self) -> Door:
        from sayso.fetch.door import Door  # noqa: PLC0415 - the network's library
        from sayso.fetch.limits import FetchLimits  # noqa: PLC0415

        if self._opened is None:
            self._opened = Door(FetchLimits(allow_private=self._private), memory=self._memory())
        return self._opened
