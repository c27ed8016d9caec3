"""Conditional requests, Retry-After, browser tests, ratios: what the door adds to one fetch."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import FetchError
from sayso.fetch.fake import FakePage, FakeWeb
from sayso.fetch.headers import LONGEST_WAIT, read_max_age, read_retry_after
from sayso.fetch.http import ask
from sayso.fetch.messages import FEEDS, Request
from sayso.fetch.words import fault_in_words

URL = "https://courier.example/feed"
NOW = datetime(2024, 3, 12, 12, 0, tzinfo=UTC)


class Tagged(httpx2.BaseTransport):
    """A site that knows what it said last time."""

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        same = request.headers.get("if-none-match") == '"1"' or "if-modified-since" in request.headers
        headers = {"etag": '"1"', "content-type": "text/html"}
        return httpx2.Response(304 if same else 200, headers=headers, stream=httpx2.ByteStream(b"" if same else b"x"))


def failure(page: FakePage, **options: object) -> FetchError:
    with pytest.raises(FetchError) as caught:
        ask(Request(URL), transport=FakeWeb({URL: page}), **options)  # type: ignore[arg-type]
    return caught.value


def test_nothing_changed() -> None:
    first = ask(Request(URL), transport=Tagged())
    assert (first.status, first.header("etag"), first.unchanged) == (200, '"1"', False)
    again = ask(Request(URL, etag=first.header("etag")), transport=Tagged())
    assert (again.unchanged, again.body) == (True, b"")
    assert ask(Request(URL, modified="Tue, 12 Mar 2024 12:00:00 GMT"), transport=Tagged()).unchanged


def test_304_that_nobody_asked_for_is_a_fault() -> None:
    assert failure(FakePage(status=304)).code == "http-304"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("99999999999", LONGEST_WAIT),
        ("Tue, 12 Mar 2024 12:10:00 GMT", 600.0),
        ("Tue, 12 Mar 2024 11:10:00 GMT", 0.0),
        ("-5", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after(header: str | None, seconds: float | None) -> None:
    assert read_retry_after(header, now=NOW) == seconds


@given(st.text(max_size=60))
def test_any_retry_after_is_a_wait_or_nothing(header: str) -> None:
    seconds = read_retry_after(header, now=NOW + timedelta(0))
    assert seconds is None or 0 <= seconds <= LONGEST_WAIT


@pytest.mark.parametrize("status", [429, 503])
def test_a_refusal_carries_its_wait(status: int) -> None:
    assert failure(FakePage(status=status, headers={"retry-after": "90"})).retry_after == 90
    assert failure(FakePage(status=status, headers={})).retry_after is None


@pytest.mark.parametrize(
    ("header", "seconds"), [("max-age=300", 300), ("public, Max-Age = 60", 60), ("no-store", None), (None, None)]
)
def test_max_age(header: str | None, seconds: float | None) -> None:
    assert read_max_age(header) == seconds


@pytest.mark.parametrize(
    "page",
    [
        FakePage(status=403, headers={"cf-mitigated": "challenge"}),
        FakePage(b"<title>Just a moment...</title>", 403, {"content-type": "text/html"}),
        FakePage(gzip.compress(b"Please verify you are a HUMAN"), 503, {"content-encoding": "gzip"}),
    ],
)
def test_a_test_for_browsers_is_told_apart(page: FakePage) -> None:
    assert failure(page).code == "challenge"


def test_a_broken_refusal_is_a_refusal() -> None:
    assert failure(FakePage(b"no gzip", 403, {"content-encoding": "gzip"})).code == "http-403"


def test_what_unpacks_too_far() -> None:
    packed = gzip.compress(b"x" * 15_000_000)
    found = failure(FakePage(packed, headers={"content-encoding": "gzip", "content-type": "text/html"}))
    assert (found.code, "times what was sent" in found.message) == ("too-large", True)


def test_media_types_are_those_of_use() -> None:
    page = FakePage(b"<rss/>", headers={"content-type": "application/rss+xml"})
    assert failure(page).code == "unsupported-type"
    answer = ask(Request(URL, types=FEEDS), transport=FakeWeb({URL: page}))
    assert answer.media_type == "application/rss+xml"


def test_faults_have_words() -> None:
    assert fault_in_words("http-404") == "There is no such page any more."
    assert fault_in_words("http-418") == "Reading it failed (HTTP 418)."


def test_post_is_not_redirected() -> None:
    web = FakeWeb({URL: FakePage(status=307, headers={"location": "https://elsewhere.example/"})})
    with pytest.raises(FetchError) as caught:
        ask(Request(URL, "POST", body=b"{}", types=None), transport=web)
    assert caught.value.code == "http-307"
    assert web.asked == [URL]
