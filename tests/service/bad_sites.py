"""Sites that answer badly, one function each: what `Outlets.odd` takes. Each ends by itself within a minute."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
PAGE = b"<!doctype html><html><head><title>Welcome</title></head><body><p>Nothing here is a feed.</p></body></html>"


def send(site: BaseHTTPRequestHandler, body: bytes, media_type: str = "application/rss+xml", **headers: str) -> None:
    """An answer with these headers, whatever they say."""
    site.send_response(200)
    named = {"Content-Type": media_type, "Content-Length": str(len(body))}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in named.items():
        site.send_header(name, value)
    site.end_headers()
    site.wfile.write(body)


def circle(site: BaseHTTPRequestHandler) -> None:
    """Leads its visitors on and on."""
    site.send_response(302)
    site.send_header("Location", f"{site.path}1")
    site.end_headers()


def lead_astray(site: BaseHTTPRequestHandler) -> None:
    """Leads to a file of the reader's machine."""
    site.send_response(301)
    site.send_header("Location", "file:///etc/hostname")
    site.end_headers()


def drip(site: BaseHTTPRequestHandler) -> None:
    """Sends a byte now and then, for longer than anybody waits."""
    site.send_response(200)
    site.send_header("Content-Length", "100000")
    site.end_headers()
    for _ in range(120):
        site.wfile.write(b" ")
        site.wfile.flush()
        time.sleep(0.5)


def hang_up(site: BaseHTTPRequestHandler) -> None:
    """Sends less than it promised."""
    send(site, b"<rss><channel>", Content_Length="5000")


def say_nothing(site: BaseHTTPRequestHandler) -> None:
    """Closes the connection without a word."""
    site.close_connection = True


def packed_bomb(site: BaseHTTPRequestHandler) -> None:
    """Unpacks to a thousand times what is sent, twice over."""
    send(site, gzip.compress(gzip.compress(b"<rss>" + b" " * 60_000_000)), Content_Encoding="gzip, gzip")


def no_gzip(site: BaseHTTPRequestHandler) -> None:
    """Says that it is packed, and is not."""
    send(site, b"<rss><channel></channel></rss>", Content_Encoding="gzip")


def unknown_packing(site: BaseHTTPRequestHandler) -> None:
    """Is packed as nobody asked for."""
    send(site, b"\x0b\x02\x80", Content_Encoding="br")


def huge(site: BaseHTTPRequestHandler) -> None:
    """Is larger than any feed."""
    send(site, b"<rss>" + b" " * 21_000_000)


def many_headers(site: BaseHTTPRequestHandler) -> None:
    """Sends more headers than anybody reads."""
    send(site, PAGE, **{f"X_{number}": "x" * 1000 for number in range(500)})


def noise(site: BaseHTTPRequestHandler) -> None:
    """Does not speak HTTP."""
    site.wfile.write(b"\x16\x03\x01 no protocol at all \r\n\r\n")


def picture(site: BaseHTTPRequestHandler) -> None:
    """A picture that calls itself a feed."""
    send(site, PNG)


def film(site: BaseHTTPRequestHandler) -> None:
    """A film that says so."""
    send(site, PNG, "video/mp4")


def page(site: BaseHTTPRequestHandler) -> None:
    """A page that calls itself a feed."""
    send(site, PAGE)


def browsers_only(site: BaseHTTPRequestHandler) -> None:
    """Lets no program pass."""
    site.send_response(403)
    site.send_header("cf-mitigated", "challenge")
    site.end_headers()


def fail(site: BaseHTTPRequestHandler) -> None:
    """Has a fault of its own, and a date that is none."""
    site.send_response(503)
    site.send_header("Retry-After", "the day after tomorrow")
    site.end_headers()


QUICK: tuple[Callable[[BaseHTTPRequestHandler], None], ...] = (
    circle, lead_astray, hang_up, say_nothing, packed_bomb, no_gzip, unknown_packing, huge, many_headers, noise,
    picture, film, page, browsers_only, fail,
)  # fmt: skip
"""Those that answer at once."""
