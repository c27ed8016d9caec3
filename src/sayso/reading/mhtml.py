"""MHTML, a page saved as one file: the page within it, read as any page."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.errors import MessageError
from typing import TYPE_CHECKING

from sayso.errors import InputError
from sayso.reading.pages import read_page
from sayso.reading.urls import clean_url

if TYPE_CHECKING:
    from email.message import Message

    from sayso.types import Article, Capture

_MOST_PARTS = 2000
"""A saved page has a part for each picture and style sheet; nested ones cost a stack frame each."""

_PAGE_TYPES = ("text/html", "application/xhtml+xml")


def read_mhtml(capture: Capture) -> Article:
    """Read a page from an MHTML file.

    Raises:
        InputError: ``no-text``, ``too-complex``, or as for any page.

    """
    if capture.body.lower().count(b"boundary") > _MOST_PARTS:
        message = f"it is no saved page: it has more than {_MOST_PARTS} parts in parts"
        raise InputError(message, code="too-complex", hint="Save the article as plain text.")
    try:
        page, body = _main_part(message_from_bytes(capture.body))
    except (MessageError, LookupError, ValueError, AttributeError, TypeError, RecursionError) as error:
        message = f"the saved page cannot be unpacked ({type(error).__name__})"
        raise InputError(message, code="unreadable", hint="Save the page as HTML only.") from error
    charset = page.get_param("charset")
    location = str(page.get("Content-Location") or "")
    inner = replace(
        capture,
        body=body,
        charset=charset if isinstance(charset, str) else capture.charset,
        url=clean_url(location) or capture.url,
    )
    return replace(read_page(inner), sha256=capture.sha256)


def _main_part(message: Message) -> tuple[Message, bytes]:
    """The root part where one is named, else the first page."""
    start = message.get_param("start")
    pages = [part for part in message.walk() if part.get_content_type() in _PAGE_TYPES]
    pages.sort(key=lambda part: part.get("Content-ID") != start)
    for page in pages:
        body = page.get_payload(decode=True)
        if isinstance(body, bytes) and body.strip():
            return page, body
    problem = "no page is in it"
    raise InputError(problem, code="no-text", hint="Save the page anew, as HTML.")
