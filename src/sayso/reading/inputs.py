"""From the names a user gives to captures: files, folders, standard input, URLs.

Nothing here stops a batch: what cannot be read becomes a refusal in its place.
Files are read one at a time and JSONL files line by line, so that memory stays
flat however much there is to read.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from sayso.errors import InputError
from sayso.reading.confined import shared_confined
from sayso.reading.sniff import EPUB, HEAD, SUFFIXES, check_bytes, media_type_of, suffix_type
from sayso.reading.tables import ColumnMap, RowPlace, read_rows
from sayso.types import Capture, Refusal

MAX_BYTES = 20_000_000
"""The most bytes of one article: a file, a page, or a line of a JSONL file."""

Fetcher = Callable[[str], Capture]
"""Fetches one URL; raises `InputError` (`FetchError`)."""

Inputs = Iterator[Capture | Refusal]

_URL = re.compile(r"https?://", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{1,20}://", re.IGNORECASE)
_LINES = frozenset({"application/jsonl", "application/x-ndjson"})
_READABLE = "sayso reads " + ", ".join(sorted(SUFFIXES)) + " files, folders of them, http and https addresses."


@dataclass(frozen=True, slots=True)
class _Options:
    stdin: BinaryIO | None
    fetcher: Fetcher | None
    max_bytes: int
    columns: ColumnMap | None = None


def open_inputs(
    names: Iterable[str],
    *,
    stdin: BinaryIO | None = None,
    fetcher: Fetcher | None = None,
    max_bytes: int = MAX_BYTES,
    columns: ColumnMap | None = None,
) -> Inputs:
    """Open what the names name, in their order: one capture an article, or a refusal that says why not.

    A name is a file, a folder (searched with all below it for the known
    suffixes, in sorted order, hidden files left out), an http or https URL, or
    ``-`` for ``stdin``. Each line of a JSONL file is one article, and so is each row of a CSV table
    (``columns`` says which column is what), each mail of an mbox, each chapter of an EPUB, each
    page of a WARC archive, and each address of a text that holds nothing else.
    """
    options = _Options(stdin, fetcher, max_bytes, columns)
    for name in names:
        yield from _open(name, options)


def shown(name: str) -> str:
    """A name as it may be printed and stored: whatever is no character of a text is escaped."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in name)


def refusal(name: str, error: InputError) -> Refusal:
    """The refusal that an error makes of an input."""
    message = error.message if shown(name) in error.message else f"{shown(name)}: {error.message}"
    return Refusal(shown(name), error.code, message, error.hint)


def _open(name: str, options: _Options) -> Inputs:
    try:
        if name == "-":
            yield from _open_stdin(options)
        elif _URL.match(name):
            yield from _open_url(name, options)
        else:
            yield from _open_path(name, options)
    except InputError as error:
        yield refusal(name, error)
    except OSError as error:
        yield refusal(name, _from_os(error))


def _from_os(error: OSError) -> InputError:
    """An error of the operating system in words that help."""
    known = {
        errno.ENOENT: ("not-found", "there is no such file or folder", "Check the spelling and the folder."),
        errno.EACCES: ("no-permission", "you may not read it", "Change its permissions, or copy it."),
        errno.EPERM: ("no-permission", "you may not read it", "Change its permissions, or copy it."),
        errno.ELOOP: ("broken-link", "it is a link that leads to itself", "Give the file itself."),
        errno.ENAMETOOLONG: ("not-found", "no file can have so long a name", "Check the spelling."),
        errno.ENXIO: (
            "special-file",
            "it is no regular file",
            "Pipe it to standard input and give - instead.",
        ),
    }
    code, words, hint = known.get(
        error.errno or 0,
        ("unreadable", f"it cannot be read ({error.strerror or error})", "Copy it elsewhere and try again."),
    )
    return InputError(words, code=code, hint=hint)


def _open_url(name: str, options: _Options) -> Inputs:
    if options.fetcher is None:
        message = "addresses are not fetched here"
        raise InputError(message, code="no-network", hint="Save the page and give the file.")
    capture = options.fetcher(name)
    check_bytes(capture.body, capture.media_type)
    if capture.media_type in _LINES:
        yield from _lines(BytesIO(capture.body), shown(name), options.max_bytes)
    elif capture.media_type == EPUB:
        yield from _chapters_of(capture.body, name)
    else:
        yield capture


def _open_stdin(options: _Options) -> Inputs:
    stream = options.stdin
    if stream is None:
        message = "there is no standard input here"
        raise InputError(message, code="no-stdin", hint="Give a file instead.")
    head = _read(stream, HEAD)
    if media_type_of(head) in _LINES:
        yield from _lines(stream, "-", options.max_bytes, head)
        return
    body = head + _read(stream, options.max_bytes + 1 - len(head)) if len(head) == HEAD else head
    _check_size(len(body), options.max_bytes)
    yield from _open_body("-", body, media_type_of(body[:HEAD]), options)


def _read(stream: BinaryIO, size: int) -> bytes:
    """Read so many bytes, or fewer only where the stream ends (a pipe gives them in pieces)."""
    pieces = []
    while size > 0 and (piece := stream.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _open_path(name: str, options: _Options) -> Inputs:
    if _OTHER_SCHEME.match(name) and not os.path.lexists(name):
        message = "only http and https addresses are fetched"
        raise InputError(message, code="bad-url", hint=_READABLE)
    mode = _mode_of(name)
    if stat.S_ISDIR(mode):
        yield from _open_folder(name, options)
    else:
        yield from _open_file(name, options)


def _mode_of(name: str) -> int:
    try:
        mode = os.stat(name).st_mode  # noqa: PTH116 - a name, kept as it was given
    except FileNotFoundError:
        if os.path.lexists(name):
            message = "it is a link to a file that is gone"
            raise InputError(message, code="broken-link", hint="Give the file itself.") from None
        raise
    except ValueError as error:  # a NUL, or what the file system's encoding does not know
        message = f"no file can have this name ({error})"
        raise InputError(message, code="not-found", hint="Check the spelling.") from error
    if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
        message = "it is no regular file but a pipe, a device or a socket"
        raise InputError(message, code="special-file", hint="Pipe it to standard input and give - instead.")
    return mode


def _open_folder(name: str, options: _Options) -> Inputs:
    found = False
    for path in _walk(name):
        found = True
        if isinstance(path, Refusal):
            yield path
        else:
            yield from _open(path, options)
    if not found:
        message = f"the folder holds no articles ({', '.join(sorted(SUFFIXES))})"
        raise InputError(message, code="no-articles", hint="Give other files by their names.")


def _walk(folder: str) -> Iterator[str | Refusal]:
    """The files below a folder that have a known suffix, sorted; links to folders are not followed."""
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if path != folder and not _is_folder(path):
            yield path
            continue
        try:
            names = sorted(os.listdir(path), reverse=True)  # noqa: PTH208 - names as bytes of any kind
        except OSError as error:
            yield refusal(path, _from_os(error))
            continue
        below = (os.path.join(path, name) for name in names if not name.startswith("."))  # noqa: PTH118
        waiting.extend(child for child in below if _is_folder(child) or suffix_type(child) is not None)


def _is_folder(path: str) -> bool:
    return os.path.isdir(path) and not os.path.islink(path)  # noqa: PTH112, PTH114


def _open_file(name: str, options: _Options) -> Inputs:
    with closing(_open_regular(name)) as stream:
        media_type = suffix_type(name)
        if media_type is None:
            media_type = media_type_of(stream.read(HEAD))
            stream.seek(0)
        opener = _CONTAINERS.get(media_type)
        if opener is not None:
            yield from opener(stream, name, options)
            return
        _check_size(os.fstat(stream.fileno()).st_size, options.max_bytes)
        body = _read(stream, options.max_bytes + 1)
    _check_size(len(body), options.max_bytes)
    yield from _open_body(name, body, media_type, options)


def _open_body(name: str, body: bytes, media_type: str, options: _Options) -> Inputs:
    """The article that some bytes are, or those that they name: a text of nothing but addresses is a list of them."""
    check_bytes(body, media_type)
    if media_type == "application/mbox":
        yield from _mails(BytesIO(body), name, options)
        return
    addresses = _addresses(body) if media_type == "text/plain" else ()
    if not addresses:
        yield Capture(shown(name), body, media_type)
    for address in addresses:
        yield from _open(address, options)


def _addresses(body: bytes) -> tuple[str, ...]:
    """The addresses of a list, one a line (blank lines and those that begin with ``#`` say nothing); else none."""
    lines = [line.strip() for line in body.decode("utf-8-sig", "replace").splitlines()]
    told = [line for line in lines if line and not line.startswith("#")]
    return tuple(told) if all(_ADDRESS.fullmatch(line) for line in told) else ()


def _open_regular(name: str) -> BinaryIO:
    """Open without ever waiting, and look again whether it is a regular file: names may change hands."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    stream = os.fdopen(os.open(name, flags), "rb")
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        message = "it is no regular file"
        raise InputError(message, code="special-file", hint="Pipe it to standard input and give - instead.")
    return stream


def _check_size(size: int, limit: int) -> None:
    if size > limit:
        message = f"it is larger than {limit / 1e6:g} MB, which no article is"
        hint = "Split it into articles: one file each, or one a line in a .jsonl file."
        raise InputError(message, code="too-large", hint=hint)


def _lines(stream: BinaryIO, name: str, max_bytes: int, head: bytes = b"") -> Inputs:
    """One capture for each line that is not blank; ``head`` was read from the stream before."""
    rest = _Prefixed(head, stream)
    number, found = 0, False
    while line := rest.readline(max_bytes + 1):
        number += 1
        if not line.strip():
            continue
        if not found:
            _check_jsonl(line[:HEAD])
        found = True
        where = f"{name}:{number}"
        if len(line) > max_bytes and not line.endswith(b"\n"):
            rest.skip_line()
            message = f"the line is longer than {max_bytes / 1e6:g} MB, which no article is"
            yield refusal(where, InputError(message, code="too-large", hint="Split it into articles."))
        else:
            yield Capture(shown(where), line.rstrip(b"\r\n"), "application/jsonl")
    if not found:
        message = "it is empty"
        raise InputError(message, code="empty", hint="Each line of it should be one article.")


def _jsonl(stream: BinaryIO, name: str, options: _Options) -> Inputs:
    return _lines(stream, name, options.max_bytes)


def _rows(stream: BinaryIO, name: str, options: _Options) -> Inputs:
    """One capture for each row of a table: the row as a JSON object, so that it is stored as it came."""
    del stream  # the other process opens it for itself
    place: RowPlace | None = RowPlace()
    while place is not None:
        rows = shared_confined().run(read_rows, os.path.abspath(name), shown(name), options.columns, place)  # noqa: PTH100
        yield from rows.found
        place = rows.following


def _mails(stream: BinaryIO, name: str, options: _Options) -> Inputs:
    from sayso.reading.mail import split_mbox  # noqa: PLC0415 - loads trafilatura and lxml

    number = 0
    for number, body in enumerate(split_mbox(stream, most_bytes=options.max_bytes), start=1):
        yield Capture(shown(f"{name}:{number}"), body, "message/rfc822")
    if not number:
        message = "it holds no mails"
        raise InputError(message, code="empty", hint="A mailbox's messages begin with a line From ….")


def _chapters(stream: BinaryIO, name: str, options: _Options) -> Inputs:
    _check_size(os.fstat(stream.fileno()).st_size, options.max_bytes * 5)
    yield from _chapters_of(stream.read(), name)


def _chapters_of(body: bytes, name: str) -> Inputs:
    from sayso.reading.packed import read_epub  # noqa: PLC0415 - loads lxml and docx

    for chapter, page in shared_confined().run(read_epub, body):
        yield Capture(shown(f"{name}#{chapter}"), page, "application/xhtml+xml")


def _records(stream: BinaryIO, name: str, options: _Options) -> Inputs:
    """The pages of a WARC archive, some at a time."""
    from sayso.reading.warc import Place, read_batch  # noqa: PLC0415 - loads fastwarc

    del stream  # the other process opens it for itself
    place: Place | None = Place()
    found = False
    while place is not None:
        batch = shared_confined().run(read_batch, os.path.abspath(name), shown(name), place, options.max_bytes)  # noqa: PTH100
        found = found or bool(batch.found)
        yield from batch.found
        place = batch.following
    if not found:
        message = "the archive holds no pages"
        raise InputError(message, code="no-articles", hint="It may hold pictures or failures only.")


_CONTAINERS: dict[str, Callable[[BinaryIO, str, _Options], Inputs]] = {
    "application/jsonl": _jsonl,
    "application/x-ndjson": _jsonl,
    "application/mbox": _mails,
    "application/warc": _records,
    "text/csv": _rows,
    EPUB: _chapters,
}
"""Files that hold several articles."""


def _check_jsonl(line: bytes) -> None:
    """Refuse at once, and not at each line, what no JSONL can begin with."""
    if line.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = "it is UTF-16, which cannot be read line by line"
        raise InputError(message, code="undecodable", hint="Save the file as UTF-8.")
    check_bytes(line, "application/jsonl")


class _Prefixed:
    """A stream with bytes before it that were read from it already."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = BytesIO(head)
        self._stream = stream

    def readline(self, size: int) -> bytes:
        line = self._head.readline(size)
        if line.endswith(b"\n") or len(line) == size:
            return line
        return line + self._stream.readline(size - len(line))

    def skip_line(self) -> None:
        """Go past the end of the line."""
        while (piece := self.readline(HEAD)) and not piece.endswith(b"\n"):
            pass
