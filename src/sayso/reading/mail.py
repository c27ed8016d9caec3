"""Mails: newsletters as files (.eml) and in boxes (mbox). Called in a process that can be killed."""

from __future__ import annotations

import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from io import BytesIO
from typing import BinaryIO, Final

from sayso.errors import InputError
from sayso.reading.dates import read_machine_date
from sayso.reading.pages import read_page
from sayso.reading.plain import Given, check_text, describe
from sayso.text.decode import decode
from sayso.types import Article, ArticleDate, Capture

_FROM: Final = re.compile(rb"From [^\r\n]*\d\d:\d\d")
"""How a message begins in an mbox (RFC 4155): a line with an address and a date."""

_QUOTED: Final = re.compile(rb"(?m)^>(>*From )")
_HINT = "Open it in a mail program and save its text."


def read_mail(capture: Capture) -> Article:
    """Read a mail: its plain text, else its HTML as a page; subject, sender and date are its title, outlet and date.

    Raises:
        InputError: ``unreadable``, ``empty``, ``binary``, or what a page is refused for.

    """
    message = BytesParser(policy=email.policy.default).parsebytes(capture.body)
    facts = _facts(message)
    part = message.get_body(preferencelist=("plain", "html")) if isinstance(message, EmailMessage) else None
    if part is None:
        failure = "it holds no text"
        raise InputError(failure, code="no-text", hint=_HINT)
    payload = part.get_payload(decode=True)
    body = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    if part.get_content_type() == "text/html":
        return _read_html(capture, body, charset, facts)
    text = decode(body, declared=charset).text.replace("\r\n", "\n")
    check_text(text)
    return describe(capture, text, facts)


def _read_html(capture: Capture, body: bytes, charset: str | None, facts: Given) -> Article:
    page = read_page(Capture(capture.input, body, "text/html", charset))
    dates = page.dates + facts.dates
    return replace(
        page,
        sha256=capture.sha256,
        media_type=capture.media_type,
        given_id=facts.given_id,
        title=facts.title or page.title,
        outlet=facts.outlet or page.outlet,
        published=(facts.dates or (page.published,))[0],
        dates=dates,
    )


def _facts(message: object) -> Given:
    """What the head of a mail says."""
    if not isinstance(message, EmailMessage):
        return Given()
    name, address = parseaddr(_header(message, "from"))
    return Given(
        given_id=_header(message, "message-id").strip("<> ") or None,
        title=_header(message, "subject") or None,
        outlet=name or address.rpartition("@")[2] or None,
        dates=_sent(message),
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        value = str(message.get(name, ""))
    except (ValueError, IndexError, AttributeError, TypeError):  # the library's parser of broken heads
        return ""
    return " ".join("".join(c for c in value if c.isprintable()).split())[:500]


def _sent(message: EmailMessage) -> tuple[ArticleDate, ...]:
    try:
        moment = parsedate_to_datetime(_header(message, "date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return ()
    found = read_machine_date(moment.isoformat(), origin="given")
    return (found,) if found else ()


def split_mbox(stream: BinaryIO, *, most_bytes: int) -> Iterator[bytes]:
    """The messages of an mbox, one at a time; one that is longer than allowed is cut."""
    message = BytesIO()
    size = 0
    blank = True
    for line in iter(lambda: stream.readline(most_bytes), b""):
        if blank and _FROM.match(line):
            if size:
                yield _unquoted(message.getvalue())
            message, size = BytesIO(), 0
        elif size <= most_bytes:
            message.write(line)
            size += len(line)
        blank = not line.strip()
    if size:
        yield _unquoted(message.getvalue())


def _unquoted(message: bytes) -> bytes:
    return _QUOTED.sub(rb"\1", message)
