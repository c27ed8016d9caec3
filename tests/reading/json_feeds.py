"""A JSON feed that has every field of the format, version 1.1 (and the one that version 1 alone has)."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

FULL: dict[str, Any] = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The Courier of Selvia City",
    "home_page_url": "https://courier.example/",
    "feed_url": "https://courier.example/news/feed.json",
    "description": "News of the river states",
    "user_comment": "This is a feed for readers of feeds.",
    "next_url": "https://courier.example/news/feed.json?page=2",
    "icon": "https://courier.example/icon.png",
    "favicon": "https://courier.example/favicon.ico",
    "authors": [{"name": "The desk", "url": "https://courier.example/desk", "avatar": "https://courier.example/d.png"}],
    "author": {"name": "The desk"},
    "language": "en-GB",
    "expired": False,
    "hubs": [{"type": "WebSub", "url": "https://hub.courier.example/"}],
    "_courier": {"about": "https://courier.example/extension", "edition": 7},
    "items": [
        {
            "id": "2024-03-11/talks",
            "url": "https://courier.example/news/talks",
            "external_url": "https://mirror.example/talks",
            "title": "Talks go on",
            "content_html": "<p>Ada Koll said that the talks would go on.</p>",
            "content_text": "Ada Koll said that the talks would go on.",
            "summary": "The talks go on.",
            "image": "https://courier.example/talks.jpg",
            "banner_image": "https://courier.example/banner.jpg",
            "date_published": "2024-03-11T14:00:00+02:00",
            "date_modified": "2024-03-11T15:00:00+02:00",
            "authors": [{"name": "Mira Tesk"}],
            "author": {"name": "Mira Tesk"},
            "tags": ["talks", "harbour"],
            "language": "en",
            "attachments": [
                {
                    "url": "https://courier.example/talks.mp3",
                    "mime_type": "audio/mpeg",
                    "title": "Read aloud",
                    "size_in_bytes": 1_000_000,
                    "duration_in_seconds": 61.5,
                }
            ],
            "_courier": {"ressort": "politics"},
        },
        {"id": "https://courier.example/news/grain", "content_text": "No more than the format asks for."},
        {"id": "link", "external_url": "https://mirror.example/dam", "content_text": "A page of somebody else."},
    ],
}

STRANGE: tuple[object, ...] = (
    None,
    True,
    7,
    -1e300,
    "",
    " ",
    "\x00\ud800",
    [],
    [[]],
    {},
    {"": None},
    "https://[",
    "x" * 70_000,
)
"""What may stand where the format wants something else."""


def spoilt() -> Iterator[tuple[str, dict[str, Any]]]:
    """The feed with each of its fields left out, and with each made strange in every way: what was done, and the feed."""
    for path in _paths(FULL):
        for value in (..., *STRANGE):
            feed = deepcopy(FULL)
            holder: Any = feed
            for step in path[:-1]:
                holder = holder[step]
            if value is ...:
                del holder[path[-1]]
            else:
                holder[path[-1]] = value
            yield f"{path} = {str(value)[:20]!r}", feed


def _paths(value: object, *path: Any) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from _paths(inner, *path, key)
