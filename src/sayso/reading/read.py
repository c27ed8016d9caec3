"""One capture to one article, whatever kind it is."""

from __future__ import annotations

from collections.abc import Callable

from sayso.errors import InputError
from sayso.reading.confined import shared_confined
from sayso.reading.inputs import refusal
from sayso.reading.jsonl import read_record
from sayso.reading.markdown import read_markdown
from sayso.reading.plain import Given, describe, read_plain
from sayso.reading.sniff import DOCX, HEAD, PDF, check_bytes
from sayso.types import Article, Capture, Refusal

Reader = Callable[[Capture], Article]
"""Reads one kind of capture; raises `InputError`."""


def read_capture(capture: Capture) -> Article | Refusal:
    """Read an article from its bytes, or say why that cannot be done; nothing but the capture matters."""
    try:
        check_bytes(capture.body, capture.media_type)
        return _reader_of(capture.media_type)(capture)
    except InputError as error:
        return refusal(capture.input, error)


def read_text(text: str, *, name: str = "text") -> Article:
    """The article of a text that is already in hand: any text, the empty one too, kept as it is."""
    capture = Capture(name, text.encode("utf-8", "surrogatepass"), "text/plain")
    return describe(capture, text, Given())


def _read_elsewhere(capture: Capture) -> Article:
    """Read what needs a parser in a process that can be killed; the parsers are loaded there, not here."""
    return shared_confined().run(_read_foreign, capture)


def _read_foreign(capture: Capture) -> Article:
    return _FOREIGN[_kind_of(capture.media_type)](capture)


def _read_page(capture: Capture) -> Article:
    from sayso.reading.pages import read_page  # noqa: PLC0415 - loads trafilatura and lxml

    return read_page(capture)


def _read_mhtml(capture: Capture) -> Article:
    from sayso.reading.mhtml import read_mhtml  # noqa: PLC0415 - loads trafilatura and lxml

    return read_mhtml(capture)


def _read_mail_or_page(capture: Capture) -> Article:
    """What browsers save as MHTML is a mail too; it says so itself."""
    head = capture.body[:HEAD].lower()
    if b"multipart/related" in head and (b"snapshot-content-location:" in head or b"\nfrom: <saved by" in head):
        return _read_mhtml(capture)
    from sayso.reading.mail import read_mail  # noqa: PLC0415 - loads trafilatura and lxml

    return read_mail(capture)


def _read_pdf(capture: Capture) -> Article:
    from sayso.reading.pdf import read_pdf  # noqa: PLC0415 - loads pdfium

    return read_pdf(capture)


def _read_docx(capture: Capture) -> Article:
    from sayso.reading.packed import read_docx  # noqa: PLC0415 - loads docx

    return read_docx(capture)


_FOREIGN: dict[str, Reader] = {
    "text/html": _read_page,
    "application/xhtml+xml": _read_page,
    "multipart/related": _read_mhtml,
    "message/rfc822": _read_mail_or_page,
    DOCX: _read_docx,
    PDF: _read_pdf,
    "application/json": read_record,
    "application/jsonl": read_record,
    "application/x-ndjson": read_record,
    "application/ld+json": read_record,
}

_READERS: dict[str, Reader] = {
    "text/plain": read_plain,
    "text/markdown": read_markdown,
    **dict.fromkeys(_FOREIGN, _read_elsewhere),
}


def _kind_of(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()


def _reader_of(media_type: str) -> Reader:
    reader = _READERS.get(_kind_of(media_type))
    if reader is None:
        message = f"{media_type[:60]} is no kind of text that sayso reads"
        raise InputError(message, code="unsupported-type", hint="Save it as plain text or as a page.")
    return reader
