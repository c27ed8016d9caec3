"""PDF reports: their words, page by page, by pdfium. Called in a process that can be killed."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.metadata import version
from typing import Final

import pypdfium2

from sayso.errors import InputError
from sayso.reading.plain import Given, check_text, describe
from sayso.types import Article, Capture, Extractor

MOST_PAGES: Final = 2000
MOST_TEXT: Final = 5_000_000
"""Code points; a report of 2,000 full pages."""

_HYPHEN: Final = re.compile(r"(\w)(?:\x02|[-\u00ad\ufffe]\n)(?=[a-z])")
"""A word parted at a line end; pdfium puts U+0002 for the hyphen and the end."""

_LINE_END: Final = re.compile(r"(?<![.!?:”\"’)])\n(?=\S)")
_HINT = "Open it in a reader and save its text, or look for the article as a page."


def read_pdf(capture: Capture) -> Article:
    """Read a PDF's words; lines are joined to paragraphs as far as their ends tell.

    Raises:
        InputError: ``unreadable``, ``encrypted``, ``no-text`` (a scan), ``too-large`` or ``binary``.

    """
    try:
        document = pypdfium2.PdfDocument(capture.body)
    except pypdfium2.PdfiumError as error:
        code = "encrypted" if "password" in str(error).lower() else "unreadable"
        message = "it is locked with a password" if code == "encrypted" else f"it is a damaged PDF ({error})"
        raise InputError(message, code=code, hint=_HINT) from error
    with document:
        if len(document) > MOST_PAGES:
            message = f"it has more than {MOST_PAGES} pages"
            raise InputError(message, code="too-large", hint="Split it.")
        text = _join(_pages(document))
        title = " ".join((document.get_metadata_dict().get("Title") or "").split())[:500] or None
    if not text.strip():
        message = "it holds pictures of pages, but no words"
        raise InputError(message, code="no-text", hint="Run it through a text recognition first.")
    check_text(text)
    article = describe(capture, text, Given(url=capture.url, title=title))
    return replace(article, extractor=Extractor("pdfium", version("pypdfium2")))


def _pages(document: pypdfium2.PdfDocument) -> list[str]:
    found, size = [], 0
    for page in document:
        words = page.get_textpage().get_text_bounded()
        size += len(words)
        if size > MOST_TEXT:
            message = f"it holds more than {MOST_TEXT / 1e6:g} million characters"
            raise InputError(message, code="too-large", hint="Split it.")
        found.append(words)
    return found


def _join(pages: list[str]) -> str:
    """Paragraphs of all pages: words parted at line ends are mended, lines that end no sentence go on."""
    text = "\n".join(pages).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").replace("\x0c", "\n")
    text = "\n".join(line.strip() for line in text.split("\n"))
    text = _LINE_END.sub(" ", _HYPHEN.sub(r"\1", text))
    return re.sub(r"\n{2,}", "\n\n", text).replace("\ufffe", "-").replace("\x02", "-").strip() + "\n"
