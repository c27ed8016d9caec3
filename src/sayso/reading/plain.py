"""Plain texts: kept exactly as they came, with what their head says about them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import version

from sayso.errors import InputError
from sayso.reading.chronology import judge
from sayso.reading.masthead import Clean, Masthead, read_masthead
from sayso.text.decode import decode
from sayso.text.language import find_language
from sayso.types import Article, ArticleDate, Capture, CharSpan, Extractor

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""NUL, which PostgreSQL refuses, and halves of characters, which are no text."""


@dataclass(frozen=True, slots=True)
class Given:
    """What is known about a text from elsewhere than the text: the keys of its record or its front matter.

    ``start`` is where the text proper begins, ``furniture`` what stands before.
    """

    given_id: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    language: str | None = None
    dates: tuple[ArticleDate, ...] = ()
    notes: tuple[str, ...] = ()
    furniture: tuple[CharSpan, ...] = ()
    start: int = 0


def read_plain(capture: Capture) -> Article:
    """Read a plain text.

    Raises:
        InputError: ``undecodable``, ``binary`` or ``empty``.

    """
    decoded = decode(capture.body, declared=capture.charset)
    check_text(decoded.text)
    return describe(capture, decoded.text, Given(url=capture.url, notes=decoded.notes))


def describe(capture: Capture, text: str, given: Given, *, clean: Clean = str.strip) -> Article:
    """The article of a text that is kept unaltered; what is given stands above what its head says.

    There is no text that this refuses; what cannot be stored is refused by `check_text`.
    """
    head = read_masthead(text, start=given.start, clean=clean, title=given.title)
    judged = judge(given.dates + head.dates)
    prose = _prose(text, given, head)
    return Article(
        input=capture.input,
        sha256=capture.sha256,
        text=text,
        extractor=Extractor("sayso-plain", version("sayso")),
        media_type=capture.media_type,
        given_id=given.given_id,
        title=given.title or head.title,
        byline=given.byline or head.byline,
        outlet=given.outlet or head.outlet,
        url=given.url,
        published=judged.published,
        dates=judged.dates,
        language=find_language(prose) or given.language,
        furniture=given.furniture + head.furniture,
        notes=given.notes + head.notes + judged.notes,
    )


def check_text(text: str) -> None:
    """Refuse what no database and no screen can hold.

    Raises:
        InputError: ``empty`` or ``binary``.

    """
    if not text.strip():
        message = "it holds no text"
        raise InputError(message, code="empty", hint="Give a text, a page or a file with articles.")
    found = UNSTORABLE.search(text)
    if found:
        message = f"it holds U+{ord(found[0]):04X} at position {found.start()}, which is no character of a text"
        raise InputError(message, code="binary", hint="Remove it, or save the text as UTF-8 anew.")


def _prose(text: str, given: Given, head: Masthead) -> str:
    """The beginning of the text after its head, where that is the longer part."""
    after = max((span.end for span in given.furniture + head.furniture if span.end < len(text) // 2), default=0)
    return text[after : after + 8000]
