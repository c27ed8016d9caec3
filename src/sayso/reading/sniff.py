"""What bytes are, by their first ones: for files without a telling name, and for files with a lying one."""

from __future__ import annotations

import re
import zlib
from functools import cache
from pathlib import Path
from typing import Final

from sayso.errors import InputError
from sayso.reading.lists import values_of
from sayso.text.decode import has_mark

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EPUB = "application/epub+zip"
PDF = "application/pdf"

SUFFIXES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".mhtml": "multipart/related",
    ".mht": "multipart/related",
    ".jsonl": "application/jsonl",
    ".csv": "text/csv",
    ".docx": DOCX,
    ".eml": "message/rfc822",
    ".epub": EPUB,
    ".mbox": "application/mbox",
    ".pdf": PDF,
    ".warc": "application/warc",
}
"""Media type by suffix, for the suffixes that a folder is searched for."""

LONG_SUFFIXES = {".warc.gz": "application/warc", ".warc.zst": "application/warc"}
"""Suffixes that have a dot in them."""

BINARY = frozenset({DOCX, EPUB, PDF, "application/warc"})
"""Kinds of documents that are no text, and are read all the same."""

KNOWN_SUFFIXES = frozenset(SUFFIXES)

HEAD = 64_000
"""How many bytes are looked at."""

_MOST_NULS = 1000
"""A page with one NUL in so many bytes or fewer is a page with dirt in it; browsers drop them."""

_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_XHTML = re.compile(rb"\s*<\?xml\b[^>]*>\s*(?:<!doctype\s+html|<html)", re.IGNORECASE)
_MHTML = re.compile(rb"(?:[A-Za-z-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){0,20}?mime-version:", re.IGNORECASE)
_MBOX = re.compile(rb"From \S[^\r\n]*\d\d:\d\d[^\r\n]*\r?\n[A-Za-z][A-Za-z-]*:")
"""How a mailbox begins (RFC 4155): a line with sender and date, then a message's header."""
_RECORD = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*\"")


_LOOKS: Final = (
    ("text/html", _HTML, 2000),
    ("text/html", _XHTML, 2000),
    ("multipart/related", _MHTML, 4000),
    ("application/mbox", _MBOX, 2000),
)
"""Kinds of texts, how they begin, and in how many bytes that is seen."""


def check_bytes(body: bytes, media_type: str) -> None:
    """Refuse what holds no text.

    Raises:
        InputError: ``empty`` or ``binary``.

    """
    if not body.strip():
        message = "it is empty"
        raise InputError(message, code="empty", hint="Give a text, a page or a file with articles.")
    if media_type in BINARY:
        return
    kind = _magic_of(body)
    if kind is None and not has_mark(body) and b"\0" in body:
        markup = media_type in ("text/html", "application/xhtml+xml")
        kind = None if markup and body.count(b"\0") * _MOST_NULS <= len(body) else "no text (it holds NUL bytes)"
    if kind:
        message = f"it is {kind}"
        hint = "Save it as plain text in UTF-8; UTF-16 is read where it begins with a byte order mark."
        raise InputError(message, code="binary", hint=hint)


def media_type_of(head: bytes) -> str:
    """The media type that the first bytes of a text look like."""
    if head.startswith(b"%PDF"):
        return PDF
    if head.startswith(b"WARC/") or (head.startswith(b"\x1f\x8b") and b"WARC/" in _first_unpacked(head)):
        return "application/warc"
    for kind, pattern, size in _LOOKS:
        if pattern.match(head[:size]):
            return kind
    if _RECORD.match(head):
        first = head.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
        return "application/json" if first.strip() == b"{" else "application/jsonl"
    return "text/plain"


def suffix_type(name: str) -> str | None:
    """The media type that a file's name tells of, None where it tells of none."""
    lowered = name.lower()
    long = next((kind for suffix, kind in LONG_SUFFIXES.items() if lowered.endswith(suffix)), None)
    return long or SUFFIXES.get(Path(lowered).suffix)


def _first_unpacked(head: bytes) -> bytes:
    """The first bytes of what gzip packed."""
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head[:4000], 200)
    except zlib.error:
        return b""


def _magic_of(body: bytes) -> str | None:
    return next((kind for magic, kind in _magics() if body.startswith(magic)), None)


@cache
def _magics() -> tuple[tuple[bytes, str], ...]:
    return tuple((bytes.fromhex(magic), kind) for magic, kind in values_of("magic").items())
