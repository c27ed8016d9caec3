"""One application of the API and the pages, and the server that runs it.

It has no users: whoever reaches it may read everything in the ledger. So it listens
on this machine only unless told otherwise, and answers only to names that are its
own, since a page of any site could else point its own name at 127.0.0.1 and read
the ledger through the visitor's browser (DNS rebinding).
"""

from __future__ import annotations

import socket
from contextlib import suppress
from importlib.metadata import version
from ipaddress import ip_address
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

from sayso.api import create_api
from sayso.errors import SaysoError
from sayso.web import create_web

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from sayso.store import Ledger

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No page may load or run anything that is not a file of this server."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-cache",
}
"""Given to every answer that does not set them itself."""


def create_app(ledger: Ledger, *, host: str = "127.0.0.1") -> FastAPI:
    """The pages and, under ``/api/v1``, the API over this ledger.

    ``host`` is the name or address it will listen on: besides this machine's loopback
    names only that one is answered to. Listening on all addresses, it answers to every
    numeric address and to the machine's own name, but to no other name.
    """
    release = version("sayso")
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.add_middleware(HostCheck, host=host)
    app.add_middleware(GuardHeaders)
    app.add_middleware(HeadAsGet)
    app.mount("/api/v1", create_api(ledger, version=release))
    app.mount("/", create_web(ledger, version=release))
    return app


def serve(
    ledger: Ledger,
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    announce: Callable[[str], None] | None = None,
) -> None:
    """Serve until interrupted. Port 0 takes a free one.

    ``announce`` is called with the address once the server can be reached there.

    Raises:
        SaysoError: nothing can listen on that host and port.
    """
    with _listen(host, port) as listener:
        if announce is not None:
            announce(_address(host, listener.getsockname()[1]))
        config = uvicorn.Config(
            create_app(ledger, host=host), log_level="warning", server_header=False, proxy_headers=False
        )
        with suppress(KeyboardInterrupt):  # how people stop it
            uvicorn.Server(config).run(sockets=[listener])


class HeadAsGet:
    """Answers HEAD as GET without the body, as HTTP asks of every page that GET knows (RFC 9110, 9.3.2)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self.app({**scope, "method": "GET"}, receive, send_head)


class HostCheck:
    """Answers only to requests that name this server in their Host header."""

    def __init__(self, app: ASGIApp, *, host: str) -> None:
        self.app = app
        self.any_address = _is_everywhere(host)
        own = {socket.gethostname().lower()} if self.any_address else {host.lower()}
        self.names = LOOPBACK | own

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on or refuse it."""
        if scope["type"] == "http" and not self.knows(_host_name(Headers(scope=scope).get("host", ""))):
            refusal = PlainTextResponse(
                "This server does not go by that name. Use the address that `sayso serve` printed, "
                "or name the host with `sayso serve --host NAME`.\n",
                status_code=400,
            )
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def knows(self, name: str) -> bool:
        """Whether the name is one of this server's own."""
        return name in self.names or (self.any_address and _is_address(name))


class GuardHeaders:
    """Adds the headers that keep browsers from doing more than showing the page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; complete the answer's headers."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, guarded)


def _host_name(header: str) -> str:
    """The name in a Host header: without port, brackets and a final dot."""
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.partition(":")[0].lower().removesuffix(".")


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _is_everywhere(host: str) -> bool:
    return host in {"", "::", "0.0.0.0"}  # noqa: S104 - compared with, not listened on


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        message = f"Cannot listen on {host} port {port}: {getattr(error, 'strerror', None) or error}"
        raise SaysoError(message, hint="Choose another with --port or --host.", code="address") from error


def _address(host: str, port: int) -> str:
    shown = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - see above
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"
