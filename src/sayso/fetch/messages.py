"""What is asked of a site, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

DOCUMENTS: Final = frozenset(
    {
        "application/epub+zip", "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
)  # fmt: skip
"""Media types of reports and books: no text, but read all the same, in a process that can be killed."""

PAGES: Final = frozenset(
    {
        "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/json",
        "application/jsonl", "application/x-ndjson", "application/ld+json", "multipart/related",
        "message/rfc822",
    }
)  # fmt: skip
"""Media types of articles that are text."""

ARTICLES: Final = PAGES | DOCUMENTS
"""Media types of articles; anything else (a film, a program) is refused before its body is read."""

FEEDS: Final = PAGES | {
    "application/atom+xml", "application/feed+json", "application/gzip", "application/octet-stream",
    "application/rdf+xml", "application/rss+xml", "application/x-gzip", "application/xml", "text/x-opml", "text/xml",
}  # fmt: skip
"""Media types that feeds, sitemaps and lists of feeds come in, as sites declare them."""


@dataclass(frozen=True, slots=True)
class Request:
    """One question to a site.

    ``etag`` and ``modified`` are what it said last time: it may then answer that
    nothing changed. ``types`` are the media types that are of use (None: any).
    ``cut`` keeps the beginning of what is too large instead of refusing it.
    """

    url: str
    method: Literal["GET", "POST"] = "GET"
    etag: str | None = None
    modified: str | None = None
    types: frozenset[str] | None = ARTICLES
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site answered: 2xx with a body, or 304 without one.

    ``url`` is where the answer came from, ``hops`` all addresses on the way there.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    media_type: str
    charset: str | None = None
    hops: tuple[str, ...] = ()

    @property
    def unchanged(self) -> bool:
        """Whether the site says that nothing changed since the last answer."""
        return self.status == 304  # noqa: PLR2004 - HTTP's Not Modified

    def header(self, name: str) -> str | None:
        """A header's value, by its name in lower case; None where it is not there."""
        return next((value for key, value in self.headers if key.lower() == name), None)
