"""The network: one guarded door through which every request goes.

`sayso.fetch.http` says what it sees to, `sayso.fetch.manners` how sites are treated;
`sayso.fetch.fake` is a web in memory for tests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.fetch.limits import FetchLimits
from sayso.types import Capture

if TYPE_CHECKING:
    import httpx2

    from sayso.fetch.http import Turn

__all__ = ["FetchLimits", "fetch"]


def fetch(
    url: str,
    *,
    transport: httpx2.BaseTransport | None = None,
    limits: FetchLimits | None = None,
    turn: Turn | None = None,
) -> Capture:
    """Fetch a page: see `sayso.fetch.http.fetch`.

    Raises:
        FetchError: with a stable ``code``, the URL in its message, and advice.

    """
    from sayso.fetch import http  # noqa: PLC0415 - the HTTP client takes a third of a second to load

    return http.fetch(url, transport=transport, limits=limits, turn=turn)
