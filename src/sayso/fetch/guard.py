"""A transport that connects to checked addresses only, and never past a deadline.

The check stands where the connection is made: the name is resolved once, every
address it resolves to is checked, and the connection goes to one of those very
addresses, so that a name cannot resolve to another address in between (DNS
rebinding). The TLS name and the Host header stay the site's own. Environment
proxies are not used: behind one, the check would be the proxy's.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import httpcore2
import httpx2

from sayso.errors import FetchError
from sayso.fetch.addresses import is_public

Resolver = Callable[[str, int], tuple[str, ...]]
"""Host and port to IP addresses, in the order they should be tried; raises OSError."""

MAX_ADDRESSES = 4
"""How many of a host's addresses are tried."""


def resolve(host: str, port: int) -> tuple[str, ...]:
    """All IP addresses of a host, by the system's resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


class Deadline:
    """A moment that no step may pass."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def extend(self, seconds: float) -> None:
        """Put the end off by the time that was spent waiting for our turn."""
        self._end += seconds

    def left(self, timeout: float | None = None) -> float:
        """Seconds that a step may take.

        Raises:
            httpcore2.ReadTimeout: none are left.

        """
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            message = "the time allowed is over"
            raise httpcore2.ReadTimeout(message)
        return seconds if timeout is None else min(timeout, seconds)


class _TimedStream(httpcore2.NetworkStream):
    """A network stream each step of which is held to the deadline, so that a slow drip ends too."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        try:
            stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        except httpcore2.ConnectError as error:
            cause = error.__cause__ or error.__context__
            if not isinstance(cause, ssl.SSLError):
                raise
            raise _no_tls(server_hostname, cause) from error
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as the library has it
        return self._stream.get_extra_info(info)


def _no_tls(host: str | None, cause: ssl.SSLError) -> FetchError:
    if isinstance(cause, ssl.SSLCertVerificationError):
        message = f"no secure connection to {host}: its certificate cannot be trusted ({cause.verify_message})"
        hint = "The site's certificate is wrong or out of date; open the page in a browser to see."
    else:
        message = f"no secure connection to {host}: it does not speak TLS ({cause.reason or cause})"
        hint = "Try the address with http:// in a browser; the site may not offer https."
    return FetchError(message, code="tls", hint=hint)


class _GuardedBackend(httpcore2.NetworkBackend):
    """Resolves, checks, connects."""

    def __init__(self, deadline: Deadline, resolver: Resolver, *, allow_private: bool) -> None:
        self._deadline = deadline
        self._resolver = resolver
        self._allow_private = allow_private
        self._plain = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        failure: httpcore2.ConnectError | httpcore2.ConnectTimeout | None = None
        for address in self._addresses(host, port)[:MAX_ADDRESSES]:
            try:
                stream = self._plain.connect_tcp(
                    address, port, self._deadline.left(timeout), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure or httpcore2.ConnectError(f"{host} has no address")

    def _addresses(self, host: str, port: int) -> tuple[str, ...]:
        try:
            found = _in_time(lambda: self._resolver(host, port), self._deadline)
        except (OSError, UnicodeError) as error:
            message = f"the host {host} cannot be found ({error})"
            hint = "Check the spelling of the address and the connection to the internet."
            raise FetchError(message, code="dns", hint=hint) from error
        for address in found:
            if not self._allow_private and not is_public(address):
                message = f"{host} leads to {address}, which is no address of the public internet"
                hint = "Addresses of this machine and its own network are fetched with --private-network alone."
                raise FetchError(message, code="forbidden-address", hint=hint)
        return found


def _in_time(work: Callable[[], tuple[str, ...]], deadline: Deadline) -> tuple[str, ...]:
    """Do what has no timeout of its own in a thread that may be left behind."""
    answers: queue.Queue[tuple[str, ...] | Exception] = queue.Queue()

    def run() -> None:
        try:
            answers.put(work())
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=run, daemon=True, name="sayso-resolve").start()
    try:
        answer = answers.get(timeout=deadline.left())
    except queue.Empty:
        message = "the name could not be resolved in time"
        raise httpcore2.ConnectTimeout(message) from None
    if isinstance(answer, Exception):
        raise answer
    return answer


class _Body(httpx2.SyncByteStream):
    """The body of a response, and with its end the end of the connection."""

    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        if isinstance(self._stream, httpcore2.Response):
            self._stream.close()


class GuardedTransport(httpx2.BaseTransport):
    """The transport that `fetch` uses on the real network."""

    def __init__(self, deadline: Deadline, *, resolver: Resolver = resolve, allow_private: bool = False) -> None:
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(),
            network_backend=_GuardedBackend(deadline, resolver, allow_private=allow_private),
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request; redirects are the caller's business."""
        url = httpcore2.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        response = self._pool.handle_request(
            httpcore2.Request(
                request.method,
                url,
                headers=request.headers.raw,
                content=request.read(),
                extensions=request.extensions,
            )
        )
        return httpx2.Response(
            response.status,
            headers=response.headers,
            stream=_Body(response.iter_stream()),
            extensions=response.extensions,
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()
