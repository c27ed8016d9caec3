from __future__ import annotations

import io
import json
import os
import stat
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import FetchError
from sayso.reading import open_inputs, read_capture
from sayso.types import Article, Capture, Refusal

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Norvane wants the logs, the prime minister said on Friday."


def only(name: object, **options: object) -> Capture | Refusal:
    found = list(open_inputs([str(name)], **options))  # type: ignore[arg-type]
    assert len(found) == 1
    return found[0]


def code(name: object, **options: object) -> str:
    found = only(name, **options)
    assert isinstance(found, Refusal), found
    assert found.hint
    assert found.input in found.message
    return found.code


def captured(name: object, **options: object) -> Capture:
    found = only(name, **options)
    assert isinstance(found, Capture), found
    return found


def test_a_mailbox_is_known_by_its_beginning(tmp_path: Path) -> None:
    mail = b"From desk@outlet.example Tue Mar 19 07:00:00 2024\nFrom: Desk <desk@outlet.example>\nSubject: Letter\n\nHello.\n\n"
    (tmp_path / "mbox").write_bytes(mail * 2)
    for name, stdin in ((str(tmp_path / "mbox"), None), ("-", io.BytesIO(mail * 2))):
        assert [each.media_type for each in open_inputs([name], stdin=stdin)] == ["message/rfc822"] * 2
    (tmp_path / "text").write_bytes(b"From Selvia it is heard that in 2024\nNote: nothing happened.\n")
    assert captured(tmp_path / "text").media_type == "text/plain"


def test_a_list_of_addresses(tmp_path: Path) -> None:
    def fetch(url: str) -> Capture:
        if url.endswith("/gone"):
            raise FetchError(f"{url} is gone", code="http-404", hint="Check it.")
        return Capture(url, TEXT.encode(), "text/plain", url=url)

    listed = "\ufeff# of this week\r\nhttps://outlet.example/1\r\n\r\n  https://outlet.example/gone\nHTTPS://outlet.example/2"
    (tmp_path / "list.txt").write_bytes(listed.encode())
    for name, stdin in ((str(tmp_path / "list.txt"), None), ("-", io.BytesIO(listed.encode()))):
        found = list(open_inputs([name], fetcher=fetch, stdin=stdin))
        assert [type(each) for each in found] == [Capture, Refusal, Capture]
        assert [each.input for each in found] == [
            "https://outlet.example/1", "https://outlet.example/gone", "HTTPS://outlet.example/2",
        ]  # fmt: skip
    assert {each.code for each in open_inputs([str(tmp_path / "list.txt")])} == {"no-network"}


@pytest.mark.parametrize(
    "text", [f"https://outlet.example/1\n{TEXT}", "see https://outlet.example/1", "# nothing but this"]
)
def test_a_text_with_addresses_in_it_is_a_text(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text)
    assert captured(tmp_path / "a.txt").body == text.encode()


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.txt", "text/plain"),
        ("a.MD", "text/markdown"),
        ("a.html", "text/html"),
        ("a.htm", "text/html"),
        ("a.mht", "multipart/related"),
        ("noname", "text/plain"),
    ],
)
def test_files(tmp_path: Path, name: str, media_type: str) -> None:
    (tmp_path / name).write_text(TEXT)
    capture = captured(tmp_path / name)
    assert (capture.media_type, capture.body) == (media_type, TEXT.encode())
    assert capture.input == str(tmp_path / name)


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b"<!DOCTYPE html><p>x", "text/html"),
        (b"<?xml version='1.0'?>\n<html>", "text/html"),
        (b"From: <Saved>\r\nMIME-Version: 1.0\r\n\r\nx", "multipart/related"),
        (b'{\n "text": "x"\n}', "application/json"),
        (b"{Editor's note} Norvane", "text/plain"),
        (b"<3 is no page", "text/plain"),
    ],
)
def test_files_without_a_telling_name(tmp_path: Path, body: bytes, media_type: str) -> None:
    path = tmp_path / "a.article"
    path.write_bytes(body)
    assert captured(path).media_type == media_type
    assert captured("-", stdin=io.BytesIO(body)).media_type == media_type


def test_folder_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.html", "a/1.txt", "c.md", ".hidden.txt", ".git/x.txt", "d.png", "README"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT)
    names = [os.path.relpath(found.input, tmp_path) for found in open_inputs([str(tmp_path)])]
    assert names == ["a/1.txt", "a/2.html", "b.txt", "c.md"]


def test_folder_without_articles(tmp_path: Path) -> None:
    (tmp_path / "d.png").write_bytes(b"\x89PNG")
    assert code(tmp_path) == "no-articles"


def test_links(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "loop").symlink_to(folder)
    (folder / "gone.txt").symlink_to(tmp_path / "nowhere")
    (folder / "self.txt").symlink_to(folder / "self.txt")
    (folder / "real.txt").write_text(TEXT)
    (folder / "to.txt").symlink_to(folder / "real.txt")
    found = list(open_inputs([str(folder)]))
    codes = [one.code if isinstance(one, Refusal) else "read" for one in found]
    assert codes == ["broken-link", "read", "broken-link", "read"]


def test_bad_files(tmp_path: Path) -> None:
    assert code(tmp_path / "nowhere.txt") == "not-found"
    assert code("") == "not-found"
    assert code("a\0b") == "not-found"
    assert code("x" * 5000) == "not-found"
    assert code("ftp://courier.example/x") == "bad-url"
    empty = tmp_path / "empty.txt"
    empty.touch()
    assert code(empty) == "empty"
    picture = tmp_path / "picture.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(1000))
    assert code(picture) == "binary"


def test_pipes_and_devices_never_block(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert code(pipe) == "special-file"
    assert code("/dev/null") == "special-file"
    assert [one.code for one in open_inputs([str(tmp_path)]) if isinstance(one, Refusal)] == ["special-file"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(TEXT)
    path.chmod(0)
    assert code(path) == "no-permission"
    path.chmod(stat.S_IRUSR)


def test_fifty_megabytes_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    tracemalloc.start()
    assert code(path) == "too-large"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000
    assert code("-", stdin=io.BytesIO(b"a" * 3000), max_bytes=1000) == "too-large"


def test_one_bad_input_does_not_stop_the_rest(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(TEXT)
    found = list(open_inputs([str(tmp_path / "no.txt"), str(good), "gopher://x", "-", str(good)]))
    assert [isinstance(one, Capture) for one in found] == [False, True, False, False, True]


def test_names_that_cannot_be_printed(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"a\xff\x1b[31m.txt")
    path.write_text(TEXT)
    found = captured(path)
    found.input.encode("utf-8")
    assert found.input.isprintable()


def record(**fields: object) -> str:
    return json.dumps(fields)


def test_jsonl_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    lines = [record(text=TEXT), "", "{broken", record(text="x" * 3000), "[]", record(text=TEXT, id="9")]
    path.write_bytes("\r\n".join(lines).encode())
    found = list(open_inputs([str(path)], max_bytes=1000))
    assert [one.input for one in found] == [f"{path}:{number}" for number in (1, 3, 4, 5, 6)]
    assert [one.code if isinstance(one, Refusal) else "" for one in found] == ["", "", "too-large", "", ""]
    results = [read_capture(one) if isinstance(one, Capture) else one for one in found]
    codes = [one.code if isinstance(one, Refusal) else "read" for one in results]
    assert codes == ["read", "bad-json", "too-large", "bad-record", "read"]
    assert isinstance(found[0], Capture)
    assert found[0].body == lines[0].encode()


def test_jsonl_on_standard_input() -> None:
    lines = "\n".join(record(text=f"{TEXT} {number}") for number in range(3000))
    found = list(open_inputs(["-"], stdin=io.BytesIO(lines.encode())))
    assert len(found) == 3000
    assert found[-1].input == "-:3000"
    last = read_capture(found[-1])  # type: ignore[arg-type]
    assert isinstance(last, Article)
    assert last.text == f"{TEXT} 2999"


def test_jsonl_memory_stays_flat(tmp_path: Path) -> None:
    path = tmp_path / "big.jsonl"
    line = record(text="word " * 20_000) + "\n"
    with path.open("w") as file:
        for _ in range(300):
            file.write(line)
    tracemalloc.start()
    assert sum(1 for _ in open_inputs([str(path)])) == 300
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"PK\x03\x04", "binary"),
        ('{"text": "x"}'.encode("utf-16"), "undecodable"),
    ],
)
def test_bad_jsonl(tmp_path: Path, body: bytes, expected: str) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_bytes(body)
    assert code(path) == expected


class SlowPipe(io.RawIOBase):
    """Gives its bytes in small pieces, as pipes do."""

    def __init__(self, body: bytes) -> None:
        self._rest = body

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece, self._rest = self._rest[:7], self._rest[7:]
        buffer[: len(piece)] = piece
        return len(piece)


def test_standard_input_in_pieces() -> None:
    body = (TEXT * 50).encode()
    assert captured("-", stdin=io.BufferedReader(SlowPipe(body))).body == body
    assert captured("-", stdin=SlowPipe(body)).body == body
    feed = "\n".join([record(text=TEXT)] * 20).encode()
    assert len(list(open_inputs(["-"], stdin=io.BufferedReader(SlowPipe(feed))))) == 20


def test_no_standard_input() -> None:
    assert code("-") == "no-stdin"
    assert code("-", stdin=io.BytesIO()) == "empty"


def test_urls() -> None:
    url = "https://courier.example/story"
    assert code(url) == "no-network"

    def fetcher(asked: str) -> Capture:
        if asked != url:
            message = f"{asked} answered 404 Not Found"
            raise FetchError(message, code="http-404", hint="Check the address.")
        return Capture(asked, b"<p>x</p>", "text/html", "utf-8", asked)

    assert captured(url, fetcher=fetcher).url == url
    assert code("https://courier.example/other", fetcher=fetcher) == "http-404"

    def feed(asked: str) -> Capture:
        return Capture(asked, f"{record(text=TEXT)}\n{record(text=TEXT)}".encode(), "application/jsonl")

    assert [one.input for one in open_inputs([url], fetcher=feed)] == [f"{url}:1", f"{url}:2"]


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_standard_input(body: bytes) -> None:
    for found in open_inputs(["-"], stdin=io.BytesIO(body), max_bytes=200):
        result = read_capture(found) if isinstance(found, Capture) else found
        assert isinstance(result, Article | Refusal)


@settings(deadline=None)
@given(st.text(max_size=50))
def test_any_name(name: str) -> None:
    for found in open_inputs([f"/nonexistent/{name}"]):
        assert isinstance(found, Refusal)
