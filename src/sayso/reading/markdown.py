"""Markdown: the text stays as it is, mark-up included; front matter says what it is about."""

from __future__ import annotations

import re

from sayso.reading.dates import Kind, read_machine_date
from sayso.reading.plain import Given, check_text, describe
from sayso.reading.urls import clean_url
from sayso.text.decode import decode
from sayso.types import Article, ArticleDate, Capture, CharSpan

_FRONT = re.compile(r"---[ \t]*\r?\n(?P<fields>(?:[^\r\n]*\r?\n){1,100}?)(?:---|\.\.\.)[ \t]*(?=\r?\n|\Z)")
_FIELD = re.compile(r"^([A-Za-z_][\w-]{0,40})[ \t]*:[ \t]*(.*)$")
_LINK = re.compile(r"!?\[([^\]\[]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_DATE_KEYS: dict[str, Kind] = {
    "date": "published",
    "published": "published",
    "publishdate": "published",
    "updated": "modified",
    "lastmod": "modified",
    "modified": "modified",
}


def read_markdown(capture: Capture) -> Article:
    """Read a Markdown text.

    Raises:
        InputError: ``undecodable``, ``binary`` or ``empty``.

    """
    decoded = decode(capture.body, declared=capture.charset)
    check_text(decoded.text)
    match = _FRONT.match(decoded.text)
    fields = _fields(match["fields"]) if match else {}
    given = Given(
        given_id=fields.get("id"),
        url=clean_url(_first(fields, "url", "canonical", "link") or "") or capture.url,
        outlet=_first(fields, "outlet", "publisher", "source", "site"),
        title=fields.get("title"),
        byline=_first(fields, "byline", "author", "authors"),
        language=_language(_first(fields, "lang", "language")),
        dates=_dates(fields),
        notes=decoded.notes,
        furniture=(CharSpan(0, match.end()),) if match else (),
        start=match.end() if match else 0,
    )
    return describe(capture, decoded.text, given, clean=words_of)


def words_of(line: str) -> str:
    """A line without its Markdown marks."""
    bare = re.sub(r"^\s{0,3}(?:#{1,6}\s+|>\s?)", "", line)
    bare = re.sub(r"(\*\*|__|\*|_|`)(?=\S)(.+?)(?<=\S)\1", r"\2", _LINK.sub(r"\1", bare))
    return bare.strip().rstrip("#").rstrip() if line.lstrip().startswith("#") else bare.strip()


def _fields(block: str) -> dict[str, str]:
    found = {}
    for line in block.splitlines():
        match = _FIELD.match(line)
        if match and (value := _value(match[2].strip())):
            found[match[1].lower()] = value
    return found


def _value(written: str) -> str:
    """The words of a plain, quoted or listed value."""
    if written[:1] == "[" and written[-1:] == "]":
        return ", ".join(filter(None, (_value(item.strip()) for item in written[1:-1].split(","))))
    if len(written) > 1 and written[0] == written[-1] and written[0] in "'\"":
        return written[1:-1].strip()
    return written


def _first(fields: dict[str, str], *keys: str) -> str | None:
    return next((fields[key] for key in keys if key in fields), None)


def _language(value: str | None) -> str | None:
    match = re.match(r"[A-Za-z]{2}(?![A-Za-z])", value or "")
    return match[0].lower() if match else None


def _dates(fields: dict[str, str]) -> tuple[ArticleDate, ...]:
    read = (
        read_machine_date(fields[key], origin=f"given:{key}", kind=kind)
        for key, kind in _DATE_KEYS.items()
        if key in fields
    )
    return tuple(found for found in read if found)
