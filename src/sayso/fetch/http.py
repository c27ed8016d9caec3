"""The one guarded door to the network: a question to an answer, within limits.

What it sees to: plain http and https addresses only, public network addresses
only (`sayso.fetch.guard`), each redirect checked anew, at most five of them; a
cap on the bytes as sent and as unpacked, and on how far they unpack; one deadline
over everything; the media types that are of use; and errors with a code, the URL
and advice. Every request of the product goes through `ask`: pages, feeds,
robots.txt and the webhooks that alerts are sent to.

``turn`` is where manners come in (`sayso.fetch.manners`): each request, redirects
included, waits in it for its turn.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from http import HTTPStatus
from importlib.metadata import version
from urllib.parse import urljoin

import httpcore2
import httpx2

from sayso.errors import FetchError
from sayso.fetch.addresses import check_url, shown_url
from sayso.fetch.guard import Deadline, GuardedTransport
from sayso.fetch.headers import read_retry_after
from sayso.fetch.limits import FetchLimits
from sayso.fetch.messages import ARTICLES, Answer, Request
from sayso.fetch.unpack import codings_of, unpack
from sayso.fetch.words import challenge_words
from sayso.types import Capture

Turn = Callable[[str], AbstractContextManager[None]]
"""Entered with every URL before it is asked, left when its answer is read; may wait or raise a `FetchError`."""

_HINTS = {
    401: "The site wants you to log in; save the page from your browser and give sayso the file.",
    402: "The site wants to be paid; save the page from your browser and give sayso the file.",
    403: "The site refuses programs; save the page from your browser and give sayso the file.",
    404: "There is no such page; check the address.",
    410: "The page was taken down; an archive may still have it.",
    429: "The site asks for fewer requests; try again later.",
    451: "The page may not be shown for legal reasons.",
}
_SERVER_ERROR = 500
_RETRY_HINT = "The site has trouble; try again later."
_MEGABYTE = 1_000_000
_LOOKED_AT = 64_000
"""Bytes of a refusing answer that are searched for a browser test."""

_FAILURES = (
    httpx2.HTTPError, httpx2.StreamError, httpx2.InvalidURL, httpcore2.NetworkError, httpcore2.ProtocolError,
    httpcore2.UnsupportedProtocol, httpcore2.ConnectionNotAvailable,
)  # fmt: skip


def user_agent() -> str:
    """How sayso names itself to the sites it asks."""
    return f"sayso/{version('sayso')} (+https://sayso.example/)"


def fetch(
    url: str,
    *,
    transport: httpx2.BaseTransport | None = None,
    limits: FetchLimits | None = None,
    turn: Turn | None = None,
) -> Capture:
    """Fetch a page.

    Raises:
        FetchError: as `ask`.

    """
    answer = ask(Request(url), transport=transport, limits=limits, turn=turn)
    return to_capture(answer, url)


def to_capture(answer: Answer, name: str) -> Capture:
    """The capture of an answer, under the name it was asked by."""
    media_type = answer.media_type
    if not media_type:
        media_type = "text/html" if answer.body.lstrip()[:1] == b"<" else "text/plain"
    return Capture(name, answer.body, media_type, answer.charset, answer.url)


def ask(
    request: Request,
    *,
    transport: httpx2.BaseTransport | None = None,
    limits: FetchLimits | None = None,
    turn: Turn | None = None,
) -> Answer:
    """Ask a site for something.

    ``transport`` stands in for the network (tests use `sayso.fetch.fake`).

    Raises:
        FetchError: with a stable ``code``: ``bad-url``, ``dns``,
            ``forbidden-address``, ``unreachable``, ``timeout``, ``tls``,
            ``challenge``, ``http-404`` and other statuses, ``redirect-loop``,
            ``too-large``, ``unsupported-type``, ``bad-response``; and what ``turn`` raises.

    """
    limits = limits or FetchLimits()
    deadline = Deadline(limits.max_seconds)
    shown = shown_url(request.url)
    with _named_failures(shown, limits):
        transport = transport or GuardedTransport(deadline, allow_private=limits.allow_private)
        headers = _headers_of(request)
        with httpx2.Client(transport=transport, headers=headers, trust_env=False, timeout=limits.max_seconds) as client:
            return _Exchange(client, request, limits, _Waiting(deadline, turn or _no_wait)).run()


@contextmanager
def _named_failures(shown: str, limits: FetchLimits) -> Iterator[None]:
    """Turn what the network's libraries raise into errors of ours."""
    try:
        yield
    except (httpx2.TimeoutException, httpcore2.TimeoutException) as error:
        message = f"{shown} did not answer within {limits.max_seconds:g} seconds"
        raise FetchError(message, code="timeout", hint=_RETRY_HINT) from error
    except (httpx2.DecodingError, httpx2.RemoteProtocolError, httpcore2.RemoteProtocolError) as error:
        message = f"{shown} sent an answer that cannot be read ({error})"
        raise FetchError(message, code="bad-response", hint=_RETRY_HINT) from error
    except (httpx2.InvalidURL, ValueError) as error:
        message = f"{shown} cannot be fetched: it is malformed ({error})"
        raise FetchError(message, code="bad-url", hint="Check the spelling of the address.") from error
    except _FAILURES as error:
        message = f"{shown} cannot be reached ({error})"
        hint = "Check the address and the connection to the internet; the site may be down."
        raise FetchError(message, code="unreachable", hint=hint) from error


def _headers_of(request: Request) -> dict[str, str]:
    headers = {"User-Agent": user_agent(), "Accept": "text/html,text/plain;q=0.9,*/*;q=0.1"}
    if request.types is not ARTICLES:
        headers["Accept"] = "*/*"
    # gzip and deflate are what the standard library unpacks in bounded steps.
    headers["Accept-Encoding"] = "gzip, deflate"
    if request.etag:
        headers["If-None-Match"] = request.etag
    if request.modified:
        headers["If-Modified-Since"] = request.modified
    return headers | dict(request.headers)


def _no_wait(_url: str) -> AbstractContextManager[None]:
    return nullcontext()


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Turns, with a deadline that stands still while we wait for one."""

    deadline: Deadline
    turn: Turn

    @contextmanager
    def at(self, url: str) -> Iterator[None]:
        began = time.monotonic()
        with self.turn(url):
            self.deadline.extend(time.monotonic() - began)
            yield


class _Exchange:
    """One question under way: requests, redirects and the body at their end."""

    def __init__(self, client: httpx2.Client, request: Request, limits: FetchLimits, waiting: _Waiting) -> None:
        self._client = client
        self._request = request
        self._limits = limits
        self._waiting = waiting

    def run(self) -> Answer:
        """Follow redirects to the answer and read it."""
        asked = self._request.url.partition("#")[0]
        hops: list[str] = []
        for _ in range(self._limits.max_redirects + 1):
            check_url(asked, any_port=self._limits.allow_private)
            hops.append(asked)
            with self._waiting.at(asked), self._send(asked) as response:
                location = str(response.headers.get("location", ""))
                moved = location and 300 <= response.status_code < 400  # noqa: PLR2004 - HTTP's redirects
                if not moved or self._request.method != "GET":
                    return self._read(response, asked, tuple(hops))
            # The body of a redirect is never read: a bomb in it goes off nowhere.
            asked = urljoin(asked, location.strip().replace(" ", "%20")).partition("#")[0]
        message = f"{shown_url(self._request.url)} was redirected more than {self._limits.max_redirects} times"
        raise FetchError(message, code="redirect-loop", hint="Open it in a browser and give its last address.")

    def _send(self, asked: str) -> AbstractContextManager[httpx2.Response]:
        request = self._request
        return self._client.stream(request.method, asked, content=request.body, follow_redirects=False)

    def _read(self, response: httpx2.Response, asked: str, hops: tuple[str, ...]) -> Answer:
        headers = tuple(response.headers.multi_items())
        if response.status_code == HTTPStatus.NOT_MODIFIED and (self._request.etag or self._request.modified):
            return Answer(asked, response.status_code, headers, b"", "", hops=hops)
        if not response.is_success:
            raise self._refused(response, asked)
        media_type = self._media_type(response, asked)
        body = self._body(response, asked)
        charset = response.charset_encoding or None
        return Answer(asked, response.status_code, headers, body, media_type, charset, hops)

    def _refused(self, response: httpx2.Response, asked: str) -> FetchError:
        status = response.status_code
        if self._is_challenge(response):
            message = f"{shown_url(asked)} answered {status} with a test for browsers"
            error = FetchError(message, code="challenge", hint=_HINTS[403])
        else:
            reason = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "unknown status"
            hint = _HINTS.get(status) or (_RETRY_HINT if status >= _SERVER_ERROR else "Check the address in a browser.")
            error = FetchError(f"{shown_url(asked)} answered {status} {reason}", code=f"http-{status}", hint=hint)
        error.retry_after = read_retry_after(response.headers.get("retry-after"))
        return error

    def _is_challenge(self, response: httpx2.Response) -> bool:
        if response.status_code not in {403, 429, 503}:
            return False
        if response.headers.get("cf-mitigated", "").lower() == "challenge":
            return True
        try:
            head = self._head(response).decode("utf-8", "replace").lower()
        except (FetchError, *_FAILURES):
            return False
        return any(words in head for words in challenge_words())

    def _head(self, response: httpx2.Response) -> bytes:
        """The beginning of a body."""
        head = bytearray()
        for piece in self._pieces(response):
            head += piece
            if len(head) >= _LOOKED_AT:
                break
        return bytes(head)

    def _pieces(self, response: httpx2.Response) -> Iterator[bytes]:
        """The body as unpacked, each step held to the deadline."""
        codings = codings_of(response.headers.get("content-encoding"))
        for piece in unpack(response.iter_raw(), codings):
            self._waiting.deadline.left()
            yield piece

    def _body(self, response: httpx2.Response, asked: str) -> bytes:
        limits = self._limits
        body = bytearray()
        for piece in self._pieces(response):
            body += piece
            sent = response.num_bytes_downloaded
            if len(body) > limits.max_bytes or sent > limits.max_bytes:
                if self._request.cut:
                    return bytes(body[: limits.max_bytes])
                message = f"{shown_url(asked)} is larger than {limits.max_bytes / 1e6:g} MB"
                raise FetchError(message, code="too-large", hint="An article is far smaller; check the address.")
            if len(body) > _MEGABYTE and len(body) > sent * limits.max_ratio:
                message = f"{shown_url(asked)} unpacks to more than {limits.max_ratio} times what was sent"
                raise FetchError(message, code="too-large", hint="No page of news does; check the address.")
        return bytes(body)

    def _media_type(self, response: httpx2.Response, asked: str) -> str:
        """The media type the sender declares; empty where it declares none."""
        declared = str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()
        types = self._request.types
        if declared and types is not None and declared not in types:
            message = f"{shown_url(asked)} is {declared[:60]}, which is no article"
            raise FetchError(
                message, code="unsupported-type", hint="Give the address of a page, a PDF or a plain text."
            )
        return declared
