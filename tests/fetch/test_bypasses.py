"""Published ways around the guards of fetchers; each must be refused.

From the advisories named in docs/decisions/0010, and OWASP's cheat sheet on
server-side request forgery.
"""

from __future__ import annotations

import socket
import threading
from contextlib import closing

import httpx2
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.errors import FetchError
from sayso.fetch import FetchLimits, fetch
from sayso.fetch.addresses import check_url, is_public
from sayso.fetch.fake import FakePage, FakeWeb
from sayso.fetch.guard import Deadline, GuardedTransport

LOCAL_URLS = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://0/",
    "http://0.0.0.0/",
    "http://0x7f.0.0.1/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://2130706433/",
    "http://127.0.0.1./",
    "http://localhost/",
    "http://LOCALHOST/",
    "http://localhost./",
    "http://[::1]/",
    "http://[::]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b::a00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::]/",
    "http://[fe80::1]/",
    "http://[fd00::1]/",
    "http://[fec0::1]/",
    "http://[ff02::1]/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/",
    "http://192.0.0.192/",
    "http://198.18.0.1/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://240.0.0.1/",
    "http://192.88.99.1/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "http://ｌｏｃａｌｈｏｓｔ/",
]

BAD_URLS = [
    "http://127.0.0.1:8888\\@courier.example/",
    "http://courier.example\\@127.0.0.1/",
    "http://user@127.0.0.1/",
    "http://courier.example@127.0.0.1/",
    "http://127.0.0.1 @courier.example/",
    "http://127.0.0.1\t.courier.example/",
    "http://courier.example\r\nHost: 127.0.0.1/",
    "http://courier.example/\x00",
    "\x01http://127.0.0.1/",
    "file:///etc/hostname",
    "FILE:///etc/hostname",
    "gopher://127.0.0.1:6379/_INFO",
    "dict://127.0.0.1:11211/",
    "ftp://127.0.0.1/",
    "data:text/html,x",
    "jar:http://127.0.0.1!/",
    "http:127.0.0.1",
    "http:///127.0.0.1/",
    "//127.0.0.1/",
    "http://[::1/",
    "http://[::1]a/",
    "http://courier.example:6379/",
    "http://courier.example:0/",
    "http://courier.example:99999/",
    "",
]


def refusal(url: str, **options: object) -> str:
    with pytest.raises(FetchError) as caught:
        fetch(url, **options)  # type: ignore[arg-type]
    return caught.value.code


@pytest.mark.parametrize("url", LOCAL_URLS)
def test_addresses_of_this_machine_and_its_neighbours(url: str) -> None:
    """On the real network: nothing is connected to, whatever the system's resolver makes of the name."""
    assert refusal(url, limits=FetchLimits(max_seconds=5)) in {"forbidden-address", "dns", "bad-url"}


@pytest.mark.parametrize("url", LOCAL_URLS)
def test_redirects_to_them(url: str) -> None:
    class Redirecting(httpx2.BaseTransport):
        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            if request.url.host == "courier.example":
                return httpx2.Response(302, headers={"location": url.encode()})
            return GuardedTransport(Deadline(5)).handle_request(request)

    found = refusal("https://courier.example/story", transport=Redirecting())
    assert found in {"forbidden-address", "dns", "bad-url"}


@pytest.mark.parametrize("url", BAD_URLS)
def test_addresses_that_parsers_disagree_about(url: str) -> None:
    web = FakeWeb({})
    assert refusal(url, transport=web) == "bad-url"
    assert web.asked == []


def test_a_name_that_changes_between_check_and_connection() -> None:
    """DNS rebinding: a second look at the name would lead home; there is none."""
    with closing(socket.create_server(("127.0.0.1", 0))) as home:
        port = home.getsockname()[1]
        answers = iter([("192.0.2.1",), ("127.0.0.1",), ("127.0.0.1",)])
        looked_up: list[tuple[str, ...]] = []

        def rebinding(_host: str, _port: int) -> tuple[str, ...]:
            looked_up.append(next(answers))
            return looked_up[-1]

        limits = FetchLimits(max_seconds=2)
        transport = GuardedTransport(Deadline(2), resolver=rebinding)
        assert refusal("http://rebind.example:8080/", transport=transport, limits=limits) == "forbidden-address"
        assert len(looked_up) == 1
        assert port


def test_a_public_name_that_then_rebinds_is_connected_to_as_checked() -> None:
    connected: list[str] = []
    real = socket.create_connection

    def watch(address: tuple[str, int], *arguments: object, **options: object) -> socket.socket:
        connected.append(address[0])
        message = "watched"
        raise OSError(message)

    answers = iter([("93.184.216.34",), ("127.0.0.1",)])
    transport = GuardedTransport(Deadline(2), resolver=lambda _host, _port: next(answers))
    guard = threading.Lock()
    with guard, pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "create_connection", watch)
        assert refusal("http://rebind.example/", transport=transport) == "unreachable"
    assert connected == ["93.184.216.34"]
    assert socket.create_connection is real


def test_one_forbidden_address_among_others_refuses_the_name() -> None:
    transport = GuardedTransport(Deadline(2), resolver=lambda _host, _port: ("93.184.216.34", "10.0.0.1"))
    assert refusal("http://both.example/", transport=transport) == "forbidden-address"


def test_the_way_home_is_opened_on_purpose_only() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as home:
        url = f"http://127.0.0.1:{home.getsockname()[1]}/"
        assert refusal(url, limits=FetchLimits(max_seconds=1)) == "bad-url"
        assert refusal(url, limits=FetchLimits(max_seconds=1, allow_private=True)) == "timeout"


def test_a_bomb_in_a_redirect_is_never_unpacked() -> None:
    bomb = FakePage(b"\x1f\x8b" + b"\0" * 100, 302, {"location": "/story", "content-encoding": "gzip"})
    pages = {"https://courier.example/": bomb, "https://courier.example/story": FakePage(b"<p>Said.")}
    assert fetch("https://courier.example/", transport=FakeWeb(pages)).body == b"<p>Said."


HOSTS = st.text("abc.-:@[]/\\#?%0123456789xＡ。\t\n ", max_size=25)


@given(st.one_of(st.text(max_size=60), HOSTS.map("http://{}".format), HOSTS.map("https://{}/a?b#c".format)))
@example("http://courier.example:80:80/")
@example("http://[::ffff:1.2.3.4%25eth0]/")
def test_any_address_is_asked_as_checked_or_refused(url: str) -> None:
    """What passes the check names one host, the same for the standard library and the client."""
    web = FakeWeb({})
    with pytest.raises(FetchError) as caught:
        fetch(url, transport=web)
    assert caught.value.code in {"bad-url", "http-404"}
    assert all(c.isprintable() for c in caught.value.message)
    for asked in web.asked:
        check_url(asked)


@given(st.ip_addresses())
def test_embedded_addresses_count_as_what_they_embed(ip: object) -> None:
    if ":" not in str(ip) and not is_public(str(ip)):
        assert not is_public(f"::ffff:{ip}")
        assert not is_public(f"64:ff9b::{ip}")
        assert not is_public(f"::{ip}")
