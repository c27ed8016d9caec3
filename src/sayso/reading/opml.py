"""Lists of feeds: OPML (http://opml.org/spec2.opml), in and out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lxml import etree

from sayso.errors import InputError
from sayso.following import FeedLink
from sayso.reading.urls import clean_url
from sayso.reading.xml import local_name, parse_xml

MOST_FEEDS: Final = 100_000


def read_opml(body: bytes) -> tuple[FeedLink, ...]:
    """The feeds of an OPML list, each once, in its order; folders are looked through.

    Raises:
        InputError: ``unreadable`` or ``no-feed``.

    """
    found: dict[str, FeedLink] = {}
    for outline in parse_xml(body).iter():
        if local_name(outline) != "outline":
            continue
        fields = {str(key).lower(): str(value) for key, value in outline.attrib.items()}
        url = clean_url(fields.get("xmlurl", ""))
        if url:
            title = " ".join((fields.get("title") or fields.get("text") or "").split())[:500]
            found.setdefault(url, FeedLink(url, title or None))
        if len(found) >= MOST_FEEDS:
            break
    if not found:
        message = "the list names no feeds"
        raise InputError(message, code="no-feed", hint="Each outline of a feed has its address as xmlUrl.")
    return tuple(found.values())


def write_opml(feeds: Iterable[FeedLink], *, title: str = "sayso") -> bytes:
    """The feeds as an OPML list that other readers take in."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    for feed in feeds:
        name = _storable(feed.title or feed.url)
        etree.SubElement(body, "outline", type="rss", text=name, title=name, xmlUrl=_storable(feed.url))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _storable(text: str) -> str:
    """Without what no XML may hold."""
    return "".join(c for c in text if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c < "\ufffe"))
