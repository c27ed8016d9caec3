"""The feeds that a page names in its head, else in its links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sayso.following import FeedLink
from sayso.reading.tree import Element, parse, words_of
from sayso.reading.urls import clean_url, is_same_site
from sayso.text.decode import decode

FEED_TYPES: Final = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "text/xml",
     "application/xml"}
)  # fmt: skip

USUAL_PATHS: Final = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json")
"""Where feeds lie that no page names: the paths of WordPress, Drupal, Jekyll, Hugo and JSON Feed's own examples."""

_FEED_PATH = re.compile(
    r"(?:/(?:feed|rss|atom)s?/?|\.rss|\.atom|(?:feed|rss|atom|index)\.xml|feed\.json)$", re.IGNORECASE
)
_COMMENTS = re.compile(r"\bcomment", re.IGNORECASE)
_MOST = 50


def find_feeds(body: bytes, url: str, charset: str | None = None) -> tuple[FeedLink, ...]:
    """The feeds that a page names, most likely first: its head's links, then what its links look like.

    Feeds of comments come last.

    Raises:
        InputError: ``undecodable``, ``too-complex`` or ``no-text``.

    """
    tree, _ = parse(decode(body, declared=charset, markup=True).text)
    base = next((str(element.get("href")) for element in tree.iter("base") if element.get("href")), None)
    base = clean_url(base, base=url) if base else url
    found: dict[str, FeedLink] = {}
    for link in (*_in_head(tree, base or url), *_in_links(tree, base or url)):
        found.setdefault(link.url, link)
    ranked = sorted(found.values(), key=lambda link: bool(_COMMENTS.search(f"{link.url} {link.title}")))
    return tuple(ranked[:_MOST])


def _in_head(tree: Element, base: str) -> Iterator[FeedLink]:
    for element in tree.iter("link"):
        relations = str(element.get("rel", "")).lower().split()
        media_type = str(element.get("type", "")).partition(";")[0].strip().lower()
        if ("alternate" in relations and media_type in FEED_TYPES) or "feed" in relations:
            address = clean_url(str(element.get("href", "")), base=base)
            if address:
                yield FeedLink(address, " ".join(str(element.get("title", "")).split())[:500] or None)


def _in_links(tree: Element, base: str) -> Iterator[FeedLink]:
    for element in tree.iter("a"):
        address = clean_url(str(element.get("href", "")), base=base)
        if address and _FEED_PATH.search(address) and is_same_site(address, base):
            yield FeedLink(address, words_of(element)[:500] or None)
