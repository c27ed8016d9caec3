"""The bytes of a feed to its entries: RSS, Atom, RDF, JSON Feed, sitemaps.

RSS and its kin are feedparser's business. It is given a stream, since given bytes it
would try them as the name of a file first, and neither cleans nor resolves the
entries' HTML, which nobody here shows and which takes it most of its time (feedparser 209).
"""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final

import feedparser
from markupsafe import Markup

from sayso.errors import FetchError, InputError
from sayso.fetch.unpack import unpack
from sayso.following import Entry, FeedContent
from sayso.reading.dates import read_machine_date
from sayso.reading.urls import clean_url
from sayso.reading.xml import local_name, parse_xml, text_of

MOST_ENTRIES: Final = 50_000
"""Of one feed or sitemap: the sitemap protocol's own limit."""

MOST_BYTES: Final = 50_000_000
"""Of one feed, unpacked: the sitemap protocol's own limit."""

_OLDEST = datetime(1990, 1, 1, tzinfo=UTC).timestamp()
_TOMBSTONES = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
_LONGEST = 2000
_UTF_16: Final = frozenset({b"\xff\xfe", b"\xfe\xff"})
_WITHDRAWN = frozenset({"canceled", "cancelled", "withheld"})
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(rss|feed|rdf|urlset|sitemapindex|opml|html|!doctype\s+html)\b", re.IGNORECASE)
_HOURS: Final = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}


@dataclass(frozen=True, slots=True)
class FeedBytes:
    """A feed as it came: its bytes, the address it came from, and what its sender says it is."""

    body: bytes
    url: str
    media_type: str = ""
    charset: str | None = None


def read_feed(came: FeedBytes, *, now: float) -> FeedContent:
    """Read a feed or sitemap; ``now`` (a moment) is what dates are held against.

    Raises:
        InputError: ``no-feed``, ``unreadable``, ``empty``, ``too-large``.

    """
    body = _unpacked(came.body)
    if not body.strip():
        message = "it is empty"
        raise InputError(message, code="empty", hint="The site may be at work on it; try again later.")
    latest = now + 2 * 86_400
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _read_json(body, came.url, latest)
    root = root_of(body)
    if root in {"urlset", "sitemapindex"}:
        return _read_sitemap(body, came.url, latest)
    if root in {"html", "opml"}:
        message = "it is a page, not a feed" if root == "html" else "it is a list of feeds, not a feed"
        raise InputError(message, code="no-feed", hint="Give the address of the feed itself.")
    return _read_syndication(body, came, latest)


def root_of(body: bytes) -> str | None:
    """What the first telling tag of some bytes says they are, such as ``rss``, ``opml`` or ``html``."""
    head = body[:10_000]
    if head[:2] in _UTF_16:
        head = head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    found = _ROOT.search(head)
    return ("html" if b"html" in found[1].lower() else found[1].decode().lower()) if found else None


def _unpacked(body: bytes) -> bytes:
    """Sitemaps are often files packed with gzip, which no header tells of."""
    if body[:2] != b"\x1f\x8b":
        return body
    whole = bytearray()
    try:
        for piece in unpack([body], ("gzip",)):
            whole += piece
            if len(whole) > MOST_BYTES:
                message = f"it unpacks to more than {MOST_BYTES / 1e6:g} MB"
                raise InputError(message, code="too-large", hint="No feed is so large.")
    except FetchError as error:
        raise InputError(error.message, code="unreadable", hint=error.hint) from error
    return bytes(whole)


# ---------------------------------------------------------------- RSS, Atom, RDF


def _read_syndication(body: bytes, came: FeedBytes, latest: float) -> FeedContent:
    # A type that says nothing of letters: feedparser then heeds the feed's own word on them.
    charset = "utf-16" if body[:2] in _UTF_16 else came.charset
    kind = f"application/xml; charset={charset}" if charset else "application/xml"
    headers = {"content-location": came.url, "content-type": kind}
    parsed = _parse(body, headers)
    if not parsed.get("version") and not parsed.entries:
        message = "no feed can be made out in it"
        raise InputError(message, code="no-feed", hint="Check in a browser that it is a feed.")
    head = parsed.feed
    made = (_entry(item, came.url, latest) for item in parsed.entries[:MOST_ENTRIES])
    entries, notes = _without_nameless(made)
    fault = parsed.get("bozo_exception")
    broken = (f"The feed is not well-formed ({type(fault).__name__}); what could be read was.",)
    return FeedContent(
        kind="feed",
        title=_words(head.get("title")),
        home=_home(head.get("link"), came.url),
        entries=entries,
        withdrawn=_tombstones(body),
        refresh=_refresh(head),
        notes=notes + (broken if fault and not isinstance(fault, feedparser.CharacterEncodingOverride) else ()),
    )


def _parse(body: bytes, headers: dict[str, str]) -> Any:  # noqa: ANN401 - feedparser has no types
    try:
        return feedparser.parse(
            BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    # UnicodeDecodeError where the declared letters are not those used, RecursionError, AttributeError …
    except Exception as error:
        message = f"the feed cannot be read ({type(error).__name__})"
        raise InputError(message, code="unreadable", hint="The site may be at work on it; try again later.") from error


def _entry(item: Any, base: str, latest: float) -> Entry | None:  # noqa: ANN401 - feedparser has no types
    guid = _string(item.get("id")) or None
    address = _string(item.get("feedburner_origlink")) or _string(item.get("link"))
    if not address and guid and guid.startswith("http"):
        address = guid
    url = clean_url(address, base=base) if address else None
    if url is None:
        return None
    # Asked for as plain dictionaries are: feedparser gives one date for the other, with a warning.
    parsed = dict.get(item, "published_parsed") or dict.get(item, "updated_parsed")
    return Entry(url, guid[:_LONGEST] if guid else None, _words(item.get("title")), _moment(parsed, latest))


def _moment(parsed: Any, latest: float) -> float | None:  # noqa: ANN401 - a struct_time, or anything
    try:
        moment = float(calendar.timegm(parsed)) if parsed else None
    except (TypeError, ValueError, OverflowError):
        return None
    return moment if moment is not None and _OLDEST <= moment <= latest else None


def _without_nameless(made: Iterable[Entry | None]) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """The entries that have an address, each address once, and a note about the others."""
    found: dict[str, Entry] = {}
    nameless = 0
    for entry in made:
        if entry is None:
            nameless += 1
        else:
            found.setdefault(entry.url, entry)
    notes = (f"{nameless} of its entries give no address of an article.",) if nameless else ()
    return tuple(found.values()), notes


def _tombstones(body: bytes) -> tuple[str, ...]:
    """Ids of entries that the publisher took back: RFC 6721."""
    if b"deleted-entry" not in body:
        return ()
    try:
        root = parse_xml(body)
    except InputError:
        return ()
    return tuple(guid for item in root.iter(_TOMBSTONES) if (guid := item.get("ref")))


def _refresh(head: Any) -> float | None:  # noqa: ANN401 - feedparser has no types
    """Seconds between two polls by ``ttl`` (minutes) or the syndication module's period."""
    ttl = _string(head.get("ttl")).strip()
    if re.fullmatch("[0-9]{1,6}", ttl):
        return float(ttl) * 60
    hours = _HOURS.get(_string(head.get("sy_updateperiod")).strip().lower())
    frequency = _string(head.get("sy_updatefrequency")).strip() or "1"
    if hours and re.fullmatch("[0-9]{1,4}", frequency) and int(frequency):
        return hours * 3600 / int(frequency)
    return None


def _home(value: object, base: str) -> str | None:
    return clean_url(value, base=base) if isinstance(value, str) and value else None


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _words(value: object) -> str | None:
    """A title without mark-up, spaces made single."""
    text = _string(value)[:_LONGEST]
    return " ".join(Markup(text).striptags().split())[:500] or None  # noqa: S704 - only to take tags out


# ---------------------------------------------------------------- JSON Feed


def _read_json(body: bytes, base: str, latest: float) -> FeedContent:
    """JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/), and lists of ninjs items."""
    try:
        parsed = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        message = "it is broken JSON"
        raise InputError(message, code="unreadable", hint="The site has trouble; try again later.") from error
    items = parsed.get("items") if isinstance(parsed, dict) else None
    if not isinstance(items, list):
        message = "it is JSON, but no feed"
        raise InputError(message, code="no-feed", hint="Give the address of a feed.")
    objects = [item for item in items[:MOST_ENTRIES] if isinstance(item, dict)]
    entries, notes = _without_nameless(_json_entry(item, base, latest) for item in objects)
    return FeedContent(
        kind="feed",
        title=_words(parsed.get("title")),
        home=_home(parsed.get("home_page_url"), base),
        entries=entries,
        withdrawn=tuple(_json_id(item) for item in objects if _string(item.get("pubstatus")).lower() in _WITHDRAWN),
        notes=notes,
    )


def _json_entry(item: dict[str, Any], base: str, latest: float) -> Entry | None:
    guid = _json_id(item)
    address = _string(item.get("url")) or _string(item.get("external_url")) or _string(item.get("uri"))
    if not address and guid.startswith("http"):
        address = guid
    url = clean_url(address, base=base) if address else None
    if url is None:
        return None
    written = _string(item.get("date_published")) or _string(item.get("versioncreated"))
    title = _words(item.get("title")) or _words(item.get("headline"))
    return Entry(url, guid[:_LONGEST] or None, title, _iso_moment(written, latest))


def _json_id(item: dict[str, Any]) -> str:
    value = item.get("id", item.get("uri"))
    # Version 1 allows numbers for ids and asks to read them as strings.
    return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _iso_moment(written: str, latest: float) -> float | None:
    found = read_machine_date(written, origin="feed") if written else None
    if found is None or found.precision not in {"second", "minute", "day"}:
        return None
    try:
        moment = datetime.fromisoformat(found.value)
    except ValueError:
        return None
    value = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    return value if _OLDEST <= value <= latest else None


# ---------------------------------------------------------------- sitemaps


def _read_sitemap(body: bytes, base: str, latest: float) -> FeedContent:
    """Sitemaps, Google News sitemaps and sitemap indexes (https://www.sitemaps.org/protocol.html)."""
    root = parse_xml(body)
    if local_name(root) == "sitemapindex":
        found = (clean_url(address, base=base) for item in root if (address := text_of(item, "loc")))
        return FeedContent("sitemap", more=tuple(dict.fromkeys(url for url in found if url))[:MOST_ENTRIES])
    entries, notes = _without_nameless(_sitemap_entries(root, base, latest))
    return FeedContent("sitemap", entries=entries, notes=notes)


def _sitemap_entries(root: Any, base: str, latest: float) -> Iterator[Entry | None]:  # noqa: ANN401 - lxml has no types
    for number, item in enumerate(root):
        if number >= MOST_ENTRIES:
            return
        if local_name(item) != "url":
            continue
        address = text_of(item, "loc")
        url = clean_url(address, base=base) if address else None
        news = next((child for child in item if local_name(child) == "news"), None)
        title = text_of(news, "title") if news is not None else None
        written = text_of(news, "publication_date") if news is not None else text_of(item, "lastmod")
        yield Entry(url, None, title, _iso_moment(written or "", latest)) if url else None
