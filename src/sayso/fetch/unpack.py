"""Packed bodies, unpacked in bounded steps.

A kilobyte can unpack to a megabyte, and packed twice to a gigabyte. So nothing is
unpacked further than `STEP` bytes at a time, every step is counted, and more than
two codings on top of each other are refused.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Final

from sayso.errors import FetchError

STEP: Final = 65_536
"""Bytes that one step may unpack to."""

MOST_CODINGS: Final = 2
"""One coding is usual, two happen by mistake; more are an attack."""

_GZIP_WINDOW = zlib.MAX_WBITS | 16
_GZIP_MAGIC = b"\x1f\x8b"


def codings_of(header: str | None) -> tuple[str, ...]:
    """The codings of a body in the order they were applied.

    Raises:
        FetchError: ``bad-response``: a coding we did not ask for, or too many of them.

    """
    names = tuple(name for part in (header or "").split(",") if (name := part.strip().lower()) not in {"", "identity"})
    unknown = next((name for name in names if name not in {"gzip", "x-gzip", "deflate"}), None)
    if unknown or len(names) > MOST_CODINGS:
        what = f"packed as {unknown[:40]!r}, which was not asked for" if unknown else f"packed {len(names)} times"
        message = f"the answer is {what}"
        raise FetchError(message, code="bad-response", hint="The site may be badly set up; try again later.")
    return names


def unpack(chunks: Iterable[bytes], codings: tuple[str, ...]) -> Iterator[bytes]:
    """The body's bytes, in pieces of at most `STEP` where anything was packed.

    Raises:
        FetchError: ``bad-response``: they are not what the codings say, or end too early.

    """
    for coding in reversed(codings):
        chunks = _unpack_one(chunks, coding)
    yield from chunks


def _unpack_one(chunks: Iterable[bytes], coding: str) -> Iterator[bytes]:
    unpacker: zlib._Decompress | None = None
    rest, full = b"", False
    for chunk in chunks:
        rest += chunk
        while (unpacker is None and len(rest) > 1) or (unpacker is not None and (rest or full)):
            if unpacker is None:
                unpacker = zlib.decompressobj(_window_of(coding, rest))
            piece = _step(unpacker, rest)
            full = len(piece) == STEP
            rest = unpacker.unconsumed_tail
            if piece:
                yield piece
            if unpacker.eof:
                # Several gzip members may follow each other; anything else after the end is padding.
                rest = unpacker.unused_data
                if coding == "deflate" or (rest and not _GZIP_MAGIC.startswith(rest[:2])):
                    return
                unpacker = None
    if unpacker is not None or rest:
        message = "it ends too early"
        raise _damaged(message)


def _step(unpacker: zlib._Decompress, data: bytes) -> bytes:
    try:
        return unpacker.decompress(data, STEP)
    except zlib.error as error:
        raise _damaged(str(error)) from error


def _window_of(coding: str, head: bytes) -> int:
    if coding != "deflate":
        return _GZIP_WINDOW
    # Half of the world sends deflate with zlib's head, as the standard has it, half without.
    is_zlib = len(head) > 1 and head[0] & 0x0F == zlib.DEFLATED and (head[0] * 256 + head[1]) % 31 == 0
    return zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS


def _damaged(reason: str) -> FetchError:
    message = f"the packed answer cannot be unpacked ({reason})"
    return FetchError(message, code="bad-response", hint="The site has trouble; try again later.")
