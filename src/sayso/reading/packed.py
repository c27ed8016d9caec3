"""Documents that are ZIP archives: docx and EPUB. Called in a process that can be killed (`sayso.reading.confined`).

docx is python-docx's business. The well-kept EPUB library is under the AGPL, so an EPUB
is opened here: its spine lists the chapters, and each chapter is a page.
"""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import replace
from importlib.metadata import version
from io import BytesIO
from typing import Final
from urllib.parse import unquote

import docx
from docx.opc.exceptions import PackageNotFoundError

from sayso.errors import InputError
from sayso.reading.dates import read_machine_date
from sayso.reading.plain import Given, check_text, describe
from sayso.reading.xml import local_name, parse_xml
from sayso.types import Article, Capture, Extractor

MOST_BYTES: Final = 200_000_000
"""All files of an archive, unpacked."""

MOST_FILES: Final = 5000
MOST_RATIO: Final = 200
"""What a file may unpack to, over its packed size; text reaches 20."""

_MEGABYTE = 1_000_000
_HINT = "Open it in a program that reads it and save its text."


def check_archive(archive: zipfile.ZipFile) -> None:
    """Refuse an archive that would unpack to more than documents do.

    Raises:
        InputError: ``too-large``.

    """
    infos = archive.infolist()
    total = sum(info.file_size for info in infos)
    bomb = any(info.file_size > _MEGABYTE and info.file_size > MOST_RATIO * info.compress_size for info in infos)
    if len(infos) > MOST_FILES or total > MOST_BYTES or bomb:
        message = "it is an archive that unpacks to more than any document does"
        raise InputError(message, code="too-large", hint="Save the article as plain text.")


def read_docx(capture: Capture) -> Article:
    """Read a docx document: its paragraphs, and its title, author and date where it says them.

    Raises:
        InputError: ``unreadable``, ``too-large``, ``empty`` or ``binary``.

    """
    with _open(capture.body) as archive:
        check_archive(archive)
    try:
        document = docx.Document(BytesIO(capture.body))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        message = "it is no docx document"
        raise InputError(message, code="unreadable", hint=_HINT) from error
    paragraphs = [" ".join(paragraph.text.split()) for paragraph in document.paragraphs]
    text = "\n\n".join(words for words in paragraphs if words) + "\n"
    check_text(text)
    facts = document.core_properties
    made = read_machine_date(facts.created.isoformat(), origin="docx:created") if facts.created else None
    given = Given(
        url=capture.url, title=facts.title or None, byline=facts.author or None, dates=(made,) if made else ()
    )
    return replace(describe(capture, text, given), extractor=Extractor("python-docx", version("python-docx")))


def read_epub(body: bytes) -> tuple[tuple[str, bytes], ...]:
    """The chapters of an EPUB in their order: name and bytes of each, XHTML.

    Raises:
        InputError: ``unreadable`` or ``too-large``.

    """
    with _open(body) as archive:
        check_archive(archive)
        try:
            return tuple((name, archive.read(name)) for name in _spine(archive))
        except (KeyError, RuntimeError, zipfile.BadZipFile) as error:
            message = f"it is a damaged or locked EPUB ({error})"
            raise InputError(message, code="unreadable", hint=_HINT) from error


def _spine(archive: zipfile.ZipFile) -> list[str]:
    """The names of the chapters, by the package document (EPUB 3.3, 5)."""
    container = parse_xml(archive.read("META-INF/container.xml"))
    package_name = next((str(item.get("full-path")) for item in container.iter() if local_name(item) == "rootfile"), "")
    package = parse_xml(archive.read(package_name))
    items = {
        str(item.get("id")): (str(item.get("href")), str(item.get("media-type")))
        for item in package.iter()
        if local_name(item) == "item"
    }
    folder = posixpath.dirname(package_name)
    references = [str(item.get("idref")) for item in package.iter() if local_name(item) == "itemref"]
    chosen = [items[name][0] for name in references if name in items and "html" in items[name][1]]
    return [posixpath.normpath(posixpath.join(folder, unquote(name.partition("#")[0]))) for name in chosen]


def _open(body: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(BytesIO(body))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        message = "it is a damaged archive"
        raise InputError(message, code="unreadable", hint=_HINT) from error
