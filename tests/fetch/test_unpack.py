from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import FetchError
from sayso.fetch.unpack import STEP, codings_of, unpack

BODIES = st.binary(max_size=5000) | st.binary(min_size=1, max_size=3).map(lambda piece: piece * 40_000)


def in_pieces(body: bytes, size: int) -> list[bytes]:
    return [body[at : at + size] for at in range(0, len(body), size)]


def pack(body: bytes, coding: str) -> bytes:
    if coding == "gzip":
        return gzip.compress(body)
    packer = zlib.compressobj(wbits=zlib.MAX_WBITS if coding == "deflate" else -zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


@given(BODIES, st.sampled_from(["gzip", "deflate", "raw"]), st.integers(1, 4000))
def test_what_was_packed_comes_out(body: bytes, coding: str, size: int) -> None:
    pieces = list(unpack(in_pieces(pack(body, coding), size), ("gzip",) if coding == "gzip" else ("deflate",)))
    assert b"".join(pieces) == body
    assert all(len(piece) <= STEP for piece in pieces)


@given(BODIES)
def test_packed_twice(body: bytes) -> None:
    assert b"".join(unpack([gzip.compress(zlib.compress(body))], ("deflate", "gzip"))) == body


def test_members_of_gzip_follow_each_other() -> None:
    packed = gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0"
    assert b"".join(unpack(in_pieces(packed, 7), ("gzip",))) == b"one two"


def test_a_bomb_is_unpacked_no_further_than_it_is_read() -> None:
    bomb = gzip.compress(gzip.compress(b"\0" * 200_000_000))
    assert len(bomb) < 2000
    pieces = unpack([bomb], ("gzip", "gzip"))
    assert len(next(pieces)) <= STEP


@given(BODIES, st.sampled_from(["gzip", "deflate"]), st.integers(0, 2**31), st.integers(1, 255))
def test_damaged_bytes_fail_with_words_or_come_out_another_way(body: bytes, coding: str, place: int, by: int) -> None:
    packed = bytearray(pack(body, coding))
    packed[place % len(packed)] ^= by
    found = unpack_or_say(bytes(packed), coding)
    assert isinstance(found, bytes) or found == "bad-response"


def unpack_or_say(packed: bytes, coding: str) -> bytes | str:
    try:
        return b"".join(unpack([packed], (coding,)))
    except FetchError as error:
        return error.code


def test_an_early_end_is_no_shorter_page() -> None:
    with pytest.raises(FetchError, match="too early"):
        b"".join(unpack([gzip.compress(b"The minister denied it. " * 50)[:-9]], ("gzip",)))


@pytest.mark.parametrize("header", ["br", "gzip, br", "gzip, gzip, gzip", "x" * 5000])
def test_codings_that_were_not_asked_for(header: str) -> None:
    with pytest.raises(FetchError) as caught:
        codings_of(header)
    assert caught.value.code == "bad-response"
    assert len(caught.value.message) < 200


@pytest.mark.parametrize(("header", "codings"), [(None, ()), ("identity", ()), ("GZIP ,Deflate", ("gzip", "deflate"))])
def test_codings(header: str | None, codings: tuple[str, ...]) -> None:
    assert codings_of(header) == codings
