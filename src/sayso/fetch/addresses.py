"""Which URLs and which network addresses may be asked.

A URL comes from a user, a feed or a redirect: all of them may be hostile. What
they must not reach is the machine itself and its neighbours (server-side
request forgery), so addresses are checked when the connection is made, after
the name was resolved, and every redirect is checked anew.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from sayso.errors import FetchError

PORTS = frozenset({80, 443, 8080, 8443})
"""Ports that web pages are served from; others would make a port scanner of us."""

_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\]")
"""Control characters, blanks and backslashes: URL parsers disagree about them, and attacks live on that."""

_BLOCKED = tuple(
    ip_network(block)
    for block in (
        "100.64.0.0/10",  # carrier-grade NAT, RFC 6598
        "192.0.0.0/24",  # protocol assignments, RFC 6890
        "192.88.99.0/24",  # 6to4 relays, RFC 7526
        "198.18.0.0/15",  # benchmarks, RFC 2544
        "64:ff9b:1::/48",  # local-use NAT64, RFC 8215
        "fec0::/10",  # site-local, RFC 3879
        "5f00::/16",  # segment routing, RFC 9602
        "2001::/23",  # protocol assignments with Teredo, RFC 2928
        "2002::/16",  # 6to4, RFC 3056: would carry any IPv4 address within
    )
)
_NAT64 = ip_network("64:ff9b::/96")
_COMPATIBLE = ip_network("::/96")
_LOW_32_BITS = 0xFFFFFFFF


def is_public(address: str) -> bool:
    """Whether an IP address belongs to a host of the public internet."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    ip = _embedded(ip)
    return ip.is_global and not ip.is_multicast and not any(ip in block for block in _BLOCKED)


def _embedded(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 one stands for, else the address itself."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64 or ip in _COMPATIBLE:
        return IPv4Address(int(ip) & _LOW_32_BITS)
    return ip.ipv4_mapped or ip


def check_url(url: str, *, any_port: bool = False) -> None:
    """Refuse what is no plain http or https address of a web page.

    Raises:
        FetchError: ``bad-url``.

    """
    fault = _fault_of(url, any_port=any_port)
    if fault:
        message = f"{shown_url(url)} cannot be fetched: {fault}"
        raise FetchError(message, code="bad-url", hint="Give an address such as https://news.example/story.")


def shown_url(url: str) -> str:
    """The URL as it may be printed: no control characters, not endless, no password."""
    safe = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in url[:300])
    return re.sub(r"//[^/@\s]*@", "//…@", safe) + ("…" if len(url) > 300 else "")  # noqa: PLR2004 - as above


def _fault_of(url: str, *, any_port: bool) -> str:
    """What is wrong with a URL; empty if nothing is."""
    if _FORBIDDEN.search(url):
        return "it holds a blank, a control character or a backslash"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        return f"it is malformed ({error})"
    faults = (
        (parts.scheme not in ("http", "https"), "only http and https addresses are fetched"),
        ("@" in parts.netloc, "it holds a user name or password"),
        (not parts.hostname, "it names no host"),
        (
            not any_port and port is not None and port not in PORTS,
            f"port {port} serves no web pages (in your own network, --private-network allows it)",
        ),
    )
    return next((words for is_fault, words in faults if is_fault), "")
