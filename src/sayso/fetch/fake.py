"""A web that exists only in memory, for tests, examples and work without a network."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx2

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class FakePage:
    """What the fake web answers for one URL."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"content-type": "text/html; charset=utf-8"})


class FakeWeb(httpx2.BaseTransport):
    """A transport that answers from a table: ``fetch(url, transport=FakeWeb({url: FakePage(...)}))``.

    A URL it does not know is answered with 404; an exception in the table is
    raised. ``asked`` lists the URLs in the order they were asked.
    """

    def __init__(self, pages: Mapping[str, FakePage | Exception]) -> None:
        self._pages = dict(pages)
        self.asked: list[str] = []

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer one request."""
        url = str(request.url)
        self.asked.append(url)
        page = self._pages.get(url, FakePage(status=404))
        if isinstance(page, Exception):
            raise page
        return httpx2.Response(page.status, headers=dict(page.headers), stream=httpx2.ByteStream(page.body))
