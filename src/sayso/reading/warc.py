"""WARC archives (ISO 28500): their pages out, snapshots in. Read by fastwarc, in a process that can be killed.

Each page is a capture whose ``input`` names the archive, the record's offset in it and
its id, so that the very bytes can be found again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import BinaryIO, Final

from fastwarc import ArchiveIterator, GzipWriter, WarcRecord, WarcRecordType

from sayso.errors import FetchError, InputError
from sayso.fetch.messages import PAGES
from sayso.fetch.unpack import codings_of, unpack
from sayso.reading.sniff import DOCX, PDF
from sayso.reading.urls import clean_url
from sayso.types import Capture, Refusal

BATCH_BYTES: Final = 8_000_000
"""Of pages, handed over at a time: memory stays flat, and one call costs little beside its pages."""

BATCH_RECORDS: Final = 2000
"""Looked at in one call, pages or not."""

_OK: Final = range(200, 300)
_READ: Final = PAGES | {DOCX, PDF}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record is: an offset from which the archive can be read, and how many records to pass by from there.

    In archives as the standard has them each record is packed by itself, and ``number`` is 0.
    """

    offset: int = 0
    number: int = 0

    def __str__(self) -> str:
        """As it stands in a capture's input: ``1590``, or ``0+3``."""
        return f"{self.offset}+{self.number}" if self.number else str(self.offset)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some pages of an archive; ``following`` is where to go on, None at its end."""

    found: tuple[Capture | Refusal, ...]
    following: Place | None


def read_batch(path: str, name: str, start: Place, most_bytes: int) -> Batch:
    """The next pages of an archive from a place on.

    Answers with a success status and resources are pages, if they are of a kind that sayso
    reads; requests, pictures, failures and revisits (which say that nothing had changed) are passed by.

    Raises:
        InputError: ``unreadable``: it is no WARC, or damaged before its first record.

    """
    found: list[Capture | Refusal] = []
    size = looked = 0
    try:
        with open(path, "rb") as stream:  # noqa: PTH123 - a name as it was given
            can_seek = _can_seek(stream, start)
            for passed, record in enumerate(_records(stream, start.offset)):
                if passed < start.number:
                    continue
                here = Place(record.stream_pos) if can_seek else Place(start.offset, passed)
                if looked and (size >= BATCH_BYTES or looked >= BATCH_RECORDS):
                    return Batch(tuple(found), here)
                looked += 1
                page = _page_of(record, f"{name}@{here} {record.record_id}", most_bytes)
                if page is not None:
                    found.append(page)
                    size += len(page.body) if isinstance(page, Capture) else 0
    except (OSError, ValueError) as error:
        if not looked and start == Place():
            message = f"it is no WARC archive, or a damaged one ({error})"
            raise InputError(message, code="unreadable", hint="Check it with the tool that made it.") from error
        message = f"{name} is damaged after {looked} more records; the rest of it cannot be read ({error})"
        found.append(Refusal(name, "unreadable", message, "Check it with the tool that made it."))
    return Batch(tuple(found), None)


def _records(stream: BinaryIO, offset: int) -> ArchiveIterator:
    stream.seek(offset)
    return ArchiveIterator(stream, parse_http=True, quirks_mode=True, fsspec_args=False)


def _can_seek(stream: BinaryIO, start: Place) -> bool:
    """Whether reading can begin at a record's position: tried at the second one.

    Not so where an archive was packed as a whole: its records are counted instead.
    """
    if start.number:
        return False
    records = _records(stream, start.offset)
    next(records, None)
    second = next(records, None)
    if second is None:
        return True
    place, name = second.stream_pos, second.record_id
    try:
        again = next(_records(stream, place), None)
    except (OSError, ValueError):
        return False
    return again is not None and again.record_id == name and place > start.offset


def _page_of(record: WarcRecord, name: str, most_bytes: int) -> Capture | Refusal | None:
    """The page of a record; None where it holds none."""
    # Record types do not hash, so no set of them.
    if record.record_type not in (WarcRecordType.response, WarcRecordType.resource):
        return None
    url = clean_url((record.headers.get("WARC-Target-URI") or "").strip("<>"))
    if url is None:
        return None
    http = record.http_headers if record.is_http_parsed else None
    if http is not None and (http.status_code is None or int(http.status_code) not in _OK):
        return None
    kind = http.get("Content-Type") if http is not None else record.headers.get("Content-Type")
    media_type = (kind or "").partition(";")[0].strip().lower()
    if media_type not in _READ:
        return None
    try:
        body = _body_of(record, most_bytes)
    except InputError as error:
        return Refusal(name, error.code, f"{name}: {error.message}", error.hint)
    return Capture(name, body, media_type, record.http_charset if http is not None else None, url)


def _body_of(record: WarcRecord, most_bytes: int) -> bytes:
    """The body of a record without the codings it was sent in: transfer first, then content.

    Raises:
        InputError: ``bad-response`` or ``too-large``.

    """
    body = record.reader.read(most_bytes + 1)
    http = record.http_headers if record.is_http_parsed else None
    if http is not None and "chunked" in (http.get("Transfer-Encoding") or "").lower():
        body = _unchunked(body)
    coding = http.get("Content-Encoding") if http is not None else None
    if coding:
        # Some crawlers unpack and leave the header as it was.
        body = _unpacked(body, coding, most_bytes) if _is_packed(body) else body
    if len(body) > most_bytes:
        message = f"it is larger than {most_bytes / 1e6:g} MB, which no article is"
        raise InputError(message, code="too-large", hint="Take it out of the archive by itself.")
    return body


def _is_packed(body: bytes) -> bool:
    bare = body.lstrip()[:4].startswith((b"<", b"{", b"%PDF", b"PK"))
    return not bare and b"<html" not in body[:2000].lower()


def _unpacked(body: bytes, coding: str, most_bytes: int) -> bytes:
    if coding.strip().lower() == "br":
        return _from_brotli(body, most_bytes)
    whole = bytearray()
    try:
        for piece in unpack([body], codings_of(coding)):
            whole += piece
            if len(whole) > most_bytes:
                break
    except FetchError as error:
        raise InputError(error.message, code=error.code, hint=error.hint) from error
    return bytes(whole)


def _from_brotli(body: bytes, most_bytes: int) -> bytes:
    import brotli  # noqa: PLC0415 - fastwarc's own dependency; few archives need it

    unpacker = brotli.Decompressor()
    try:
        whole = bytearray(unpacker.process(body, output_buffer_limit=most_bytes + 1))
        while not unpacker.is_finished() and len(whole) <= most_bytes and not unpacker.can_accept_more_data():
            whole += unpacker.process(b"", output_buffer_limit=most_bytes + 1)
    except brotli.error as error:
        message = "its packed body is damaged"
        raise InputError(message, code="bad-response", hint="Fetch the page anew.") from error
    return bytes(whole)


def _unchunked(body: bytes) -> bytes:
    """The body of a chunked message (RFC 9112, 7.1); as it is where it was unchunked already."""
    pieces: list[bytes] = []
    at = 0
    while at < len(body):
        end = body.find(b"\r\n", at, at + 100)
        try:
            size = int(body[at:end].partition(b";")[0], 16) if end > 0 else -1
        except ValueError:
            size = -1
        if size < 0:
            return body if not pieces else b"".join(pieces)
        if size == 0:
            break
        pieces.append(body[end + 2 : end + 2 + size])
        at = end + 2 + size + 2
    return b"".join(pieces)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a stored snapshot gives to an archive."""

    url: str
    body: bytes
    media_type: str
    moment: datetime


def write_warc(stream: BinaryIO, snapshots: Iterable[Snapshot], *, software: str) -> int:
    """Write snapshots as resource records of a gzip-packed WARC 1.1; how many there were."""
    info = WarcRecord()
    info.init_headers(WarcRecordType.warcinfo)
    info.headers["Content-Type"] = "application/warc-fields"
    info.set_bytes_content(f"software: {software}\r\nformat: WARC File Format 1.1\r\n".encode())
    stream.write(_pack(info))
    count = 0
    for snapshot in snapshots:
        record = WarcRecord()
        record.init_headers(WarcRecordType.resource)
        record.headers["WARC-Target-URI"] = snapshot.url
        record.headers["WARC-Date"] = snapshot.moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        record.headers["Content-Type"] = snapshot.media_type
        record.set_bytes_content(snapshot.body)
        stream.write(_pack(record))
        count += 1
    return count


def _pack(record: WarcRecord) -> bytes:
    """A record as a gzip member of its own, so that readers can begin at it."""
    member = BytesIO()
    with GzipWriter(member) as packed:
        record.write(packed, checksum_data=True)
    return member.getvalue()
