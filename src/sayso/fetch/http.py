"""One URL to one capture, within limits.

What it sees to: plain http and https addresses only, public network addresses
only (`sayso.fetch.guard`), each redirect checked anew, at most five of them; a
cap on the bytes as sent and as unpacked; one deadline over everything; pages
and plain text only; and errors with a code, the URL and advice.

What later work adds (robots.txt, pauses between requests, conditional
requests) has its place in ``before``, which sees every URL before it is asked.
"""

from __future__ import annotations

from http import HTTPStatus
from importlib.metadata import version
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

import httpcore2
import httpx2

from sayso.errors import FetchError
from sayso.fetch.addresses import check_url, shown_url
from sayso.fetch.guard import Deadline, GuardedTransport
from sayso.fetch.limits import FetchLimits
from sayso.types import Capture

if TYPE_CHECKING:
    from collections.abc import Callable

MEDIA_TYPES = frozenset(
    {
        "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/json",
        "application/jsonl", "application/x-ndjson", "application/ld+json", "multipart/related",
        "message/rfc822",
    }
)  # fmt: skip
"""What is fetched; anything else (a film, a program) is refused before its body is read."""

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
    before: Callable[[str], None] | None = None,
) -> Capture:
    """Fetch a page.

    ``transport`` stands in for the network (tests use `sayso.fetch.fake`);
    ``before`` is called with every URL before it is asked, redirects included,
    and may wait or raise a `FetchError`.

    Raises:
        FetchError: with a stable ``code``: ``bad-url``, ``dns``,
            ``forbidden-address``, ``unreachable``, ``timeout``, ``tls``,
            ``http-404`` and other statuses, ``redirect-loop``, ``too-large``,
            ``unsupported-type``, ``bad-response``.

    """
    limits = limits or FetchLimits()
    deadline = Deadline(limits.max_seconds)
    transport = transport or GuardedTransport(deadline, allow_private=limits.allow_private)
    headers = {"User-Agent": user_agent(), "Accept": "text/html,text/plain;q=0.9,*/*;q=0.1"}
    # gzip and deflate are what the standard library unpacks in bounded steps.
    headers["Accept-Encoding"] = "gzip, deflate"
    try:
        with httpx2.Client(transport=transport, headers=headers, trust_env=False, timeout=limits.max_seconds) as client:
            return _Exchange(client, limits, deadline, before).run(url)
    except (httpx2.TimeoutException, httpcore2.TimeoutException) as error:
        message = f"{shown_url(url)} did not answer within {limits.max_seconds:g} seconds"
        raise FetchError(message, code="timeout", hint=_RETRY_HINT) from error
    except (httpx2.DecodingError, httpx2.RemoteProtocolError, httpcore2.RemoteProtocolError) as error:
        message = f"{shown_url(url)} sent an answer that cannot be read ({error})"
        raise FetchError(message, code="bad-response", hint=_RETRY_HINT) from error
    except (httpx2.InvalidURL, UnicodeError) as error:
        message = f"{shown_url(url)} cannot be fetched: it is malformed ({error})"
        raise FetchError(message, code="bad-url", hint="Check the spelling of the address.") from error
    except _FAILURES as error:
        message = f"{shown_url(url)} cannot be reached ({error})"
        hint = "Check the address and the connection to the internet; the site may be down."
        raise FetchError(message, code="unreachable", hint=hint) from error


class _Exchange:
    """One fetch under way: requests, redirects and the body at their end."""

    def __init__(
        self,
        client: httpx2.Client,
        limits: FetchLimits,
        deadline: Deadline,
        before: Callable[[str], None] | None,
    ) -> None:
        self._client = client
        self._limits = limits
        self._deadline = deadline
        self._before = before

    def run(self, url: str) -> Capture:
        """Follow redirects to the page and read it."""
        asked = urldefrag(url).url
        for _ in range(self._limits.max_redirects + 1):
            check_url(asked, any_port=self._limits.allow_private)
            if self._before:
                self._before(asked)
            with self._client.stream("GET", asked, follow_redirects=False) as response:
                location = response.headers.get("location")
                if not (location and 300 <= response.status_code < 400):  # noqa: PLR2004 - HTTP's redirects
                    return self._read(response, url, asked)
            # The body of a redirect is never read: a bomb in it goes off nowhere.
            asked = urldefrag(urljoin(asked, location.strip().replace(" ", "%20"))).url
        message = f"{shown_url(url)} was redirected more than {self._limits.max_redirects} times"
        raise FetchError(message, code="redirect-loop", hint="Open it in a browser and give its last address.")

    def _read(self, response: httpx2.Response, url: str, asked: str) -> Capture:
        _check_status(response, asked)
        media_type = _media_type(response, asked)
        body = self._body(response, asked)
        if not media_type:
            media_type = "text/html" if body.lstrip()[:1] == b"<" else "text/plain"
        return Capture(url, body, media_type, _charset(response), asked)

    def _body(self, response: httpx2.Response, asked: str) -> bytes:
        limit = self._limits.max_bytes
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            self._deadline.left()
            if len(body) > limit or response.num_bytes_downloaded > limit:
                message = f"{shown_url(asked)} is larger than {limit / 1e6:g} MB"
                raise FetchError(message, code="too-large", hint="An article is far smaller; check the address.")
        return bytes(body)


def _check_status(response: httpx2.Response, asked: str) -> None:
    status = response.status_code
    if response.is_success:
        return
    reason = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "unknown status"
    hint = _HINTS.get(status) or (_RETRY_HINT if status >= _SERVER_ERROR else "Check the address in a browser.")
    raise FetchError(f"{shown_url(asked)} answered {status} {reason}", code=f"http-{status}", hint=hint)


def _media_type(response: httpx2.Response, asked: str) -> str:
    """The media type the sender declares; empty where it declares none."""
    declared = str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()
    if declared and declared not in MEDIA_TYPES:
        message = f"{shown_url(asked)} is {declared[:60]}, which is no article"
        raise FetchError(message, code="unsupported-type", hint="Give the address of a page or a plain text.")
    return declared


def _charset(response: httpx2.Response) -> str | None:
    charset = response.charset_encoding
    return charset or None
