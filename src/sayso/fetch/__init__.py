"""The network: one seam, `fetch`, through which every request goes.

`sayso.fetch.http` says how; `sayso.fetch.fake` is a web in memory for tests.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sayso.fetch.limits import FetchLimits
from sayso.types import Capture

if TYPE_CHECKING:
    import httpx2

__all__ = ["FetchLimits", "fetch"]


def fetch(
    url: str,
    *,
    transport: httpx2.BaseTransport | None = None,
    limits: FetchLimits | None = None,
    before: Callable[[str], None] | None = None,
) -> Capture:
    """Fetch a page: see `sayso.fetch.http.fetch`.

    Raises:
        FetchError: with a stable ``code``, the URL in its message, and advice.

    """
    from sayso.fetch import http  # noqa: PLC0415 - the HTTP client takes a third of a second to load

    return http.fetch(url, transport=transport, limits=limits, before=before)
