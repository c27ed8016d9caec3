from __future__ import annotations

import quopri

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reading import read_capture
from sayso.types import Article, Capture, Refusal

TITLE = "Norvane wants the logs of the dam"
TEXT = (
    "Norvane on Friday demanded that its neighbour hand over the logs of the dam – and said that it would wait no "
    "longer than a week. “We have waited enough,” the prime minister told parliament in the evening."
)
PAGE = f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1><p>{TEXT}</p></article></body></html>"
URL = "https://courier.example/logs"


def saved(*parts: bytes, head: bytes = b"") -> bytes:
    start = b'From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"' + head
    return start + b"\r\n\r\n" + b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + b"--b--\r\n"


def part(page: str, location: str, name: str = "<frame-0>") -> bytes:
    head = f"Content-Type: text/html; charset=utf-8\r\nContent-ID: {name}\r\nContent-Location: {location}\r\n"
    head += "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    return head.encode() + quopri.encodestring(page.encode())


PICTURE = b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo="


def read(body: bytes) -> Article | Refusal:
    return read_capture(Capture("page.mhtml", body, "multipart/related"))


def test_page_within() -> None:
    body = saved(PICTURE, part(PAGE, URL), part(PAGE.replace("Norvane", "Frame"), "cid:frame"))
    article = read(body)
    assert isinstance(article, Article)
    assert article.text == f"{TITLE}\n\n{TEXT}"
    assert (article.url, article.media_type) == (URL, "multipart/related")
    assert article.sha256 == Capture("", body, "").sha256


def test_named_root_part() -> None:
    body = saved(part("<p>advertisement</p>", "cid:ad", "<ad>"), part(PAGE, URL, "<root>"), head=b'; start="<root>"')
    article = read(body)
    assert isinstance(article, Article)
    assert article.title == TITLE


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"no mail at all", "no-text"),
        (saved(PICTURE), "no-text"),
        (saved(b"Content-Type: text/html\r\n\r\n"), "no-text"),
        (b"Content-Type: multipart/related; boundary=b\r\n\r\n" * 3000, "too-complex"),
    ],
)
def test_refused(body: bytes, code: str) -> None:
    found = read(body)
    assert isinstance(found, Refusal)
    assert found.code == code
    assert found.hint


def test_nested_parts() -> None:
    body = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (number, number) for number in range(900)
    )
    assert isinstance(read(body), Refusal)


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=200), st.integers(0, 600))
def test_any_damage(damage: bytes, at: int) -> None:
    body = saved(part(PAGE, URL))
    assert isinstance(read(body[:at] + damage + body[at:]), Article | Refusal)
    assert isinstance(read(damage), Article | Refusal)
