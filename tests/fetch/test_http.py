from __future__ import annotations

import gzip
import ssl
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar
from urllib.request import urlopen

import httpx2
import pytest

from sayso.errors import FetchError
from sayso.fetch import FetchLimits, fetch
from sayso.fetch.fake import FakePage, FakeWeb
from sayso.fetch.guard import Deadline, GuardedTransport

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = "<html><body><p>The talks go on, said Ana Vell – for now.</p></body></html>".encode()
LOCAL = FetchLimits(allow_private=True, max_bytes=100_000, max_seconds=5)
URL = "https://courier.example/story"


class Handler(BaseHTTPRequestHandler):
    seen: ClassVar[list[dict[str, str]]] = []

    def do_GET(self) -> None:
        self.seen.append(dict(self.headers))
        getattr(self, "page_" + self.path.strip("/").split("?")[0])()

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def page_story(self) -> None:
        self.answer(PAGE, Content_Type="text/html; charset=UTF-8")

    def page_packed(self) -> None:
        self.answer(gzip.compress(PAGE), Content_Type="text/html", Content_Encoding="gzip")

    def page_bomb(self) -> None:
        self.answer(gzip.compress(b"a" * 50_000_000), Content_Type="text/html", Content_Encoding="gzip")

    def page_big(self) -> None:
        self.answer(b"a" * 1_000_000, Content_Type="text/html")

    def page_moved(self) -> None:
        self.answer(b"gone", 301, Location="/story#part")

    def page_secure(self) -> None:
        self.answer(b"", 302, Location=self.path.partition("?")[2])

    def page_loop(self) -> None:
        self.answer(b"", 302, Location="/loop")

    def page_away(self) -> None:
        self.answer(b"", 302, Location="file:///etc/hostname")

    def page_film(self) -> None:
        self.answer(b"....", Content_Type="video/mp4")

    def page_broken(self) -> None:
        self.answer(b"no gzip at all", Content_Type="text/html", Content_Encoding="gzip")

    def page_nameless(self) -> None:
        self.answer(b"  " + PAGE)

    def page_drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        try:
            for _ in range(100):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            self.close_connection = True

    def log_message(self, *args: object) -> None:
        del args


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        httpd.daemon_threads = True
        threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_address[1]}"
        httpd.shutdown()


def code_of(url: str, **options: object) -> str:
    with pytest.raises(FetchError) as caught:
        fetch(url, **options)  # type: ignore[arg-type]
    assert caught.value.hint
    return caught.value.code


def test_page(server: str) -> None:
    capture = fetch(f"{server}/story", limits=LOCAL)
    assert capture.body == PAGE
    assert (capture.media_type, capture.charset) == ("text/html", "utf-8")
    assert capture.input == capture.url == f"{server}/story"


def test_packed_page(server: str) -> None:
    assert fetch(f"{server}/packed", limits=LOCAL).body == PAGE


def test_redirect_is_followed_and_told(server: str) -> None:
    capture = fetch(f"{server}/moved", limits=LOCAL)
    assert capture.body == PAGE
    assert (capture.input, capture.url) == (f"{server}/moved", f"{server}/story")


def test_media_type_is_seen_where_none_is_declared(server: str) -> None:
    assert fetch(f"{server}/nameless", limits=LOCAL).media_type == "text/html"


def test_names_itself_and_asks_for_nothing_it_cannot_unpack(server: str) -> None:
    fetch(f"{server}/story?agent", limits=LOCAL)
    assert Handler.seen[-1]["User-Agent"].startswith("sayso/")
    assert Handler.seen[-1]["Accept-Encoding"] == "gzip, deflate"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("big", "too-large"),
        ("bomb", "too-large"),
        ("loop", "redirect-loop"),
        ("away", "bad-url"),
        ("film", "unsupported-type"),
        ("broken", "bad-response"),
    ],
)
def test_refused(server: str, path: str, code: str) -> None:
    assert code_of(f"{server}/{path}", limits=LOCAL) == code


def test_slow_drip_ends_at_the_deadline(server: str) -> None:
    start = time.monotonic()
    limits = FetchLimits(allow_private=True, max_seconds=0.6)
    assert code_of(f"{server}/drip", limits=limits) == "timeout"
    assert time.monotonic() - start < 3


def test_own_network_is_refused(server: str) -> None:
    port = server.rpartition(":")[2]
    assert code_of(server, limits=FetchLimits()) == "bad-url"  # the port is none of the web's
    assert code_of("http://127.0.0.1:8080/") == "forbidden-address"
    assert code_of("http://2130706433/") == "forbidden-address"
    assert code_of("http://[::ffff:10.0.0.1]/") == "forbidden-address"
    assert port


def guarded(*addresses: str) -> GuardedTransport:
    return GuardedTransport(Deadline(5), resolver=lambda _host, _port: addresses)


@pytest.mark.parametrize("address", ["169.254.169.254", "10.0.0.1", "100.64.0.1", "::1", "fe80::1%eth0"])
def test_name_that_leads_home_is_refused(address: str) -> None:
    assert code_of(URL, transport=guarded(address)) == "forbidden-address"
    assert code_of(URL, transport=guarded("93.184.216.34", address)) == "forbidden-address"


def test_redirect_home_is_refused(server: str) -> None:
    """A checked host may redirect to a forbidden one: the second hop is checked like the first."""
    port = int(server.rpartition(":")[2])

    class Split(httpx2.BaseTransport):
        def handle_request(self, request: httpx2.Request) -> httpx2.Response:
            if request.url.host == "courier.example":
                return httpx2.Response(302, headers={"location": "http://metadata.example/latest"})
            return guarded("169.254.169.254").handle_request(request)

    assert code_of(URL, transport=Split()) == "forbidden-address"
    assert port


def test_unknown_host() -> None:
    def resolver(_host: str, _port: int) -> tuple[str, ...]:
        message = "no such name"
        raise OSError(message)

    assert code_of(URL, transport=GuardedTransport(Deadline(5), resolver=resolver)) == "dns"


def test_resolver_that_hangs() -> None:
    def resolver(_host: str, _port: int) -> tuple[str, ...]:
        time.sleep(2)
        return ()

    assert code_of(URL, transport=GuardedTransport(Deadline(0.2), resolver=resolver)) == "timeout"


def test_nobody_listens() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        port = httpd.server_address[1]
    assert code_of(f"http://127.0.0.1:{port}/", limits=LOCAL) == "unreachable"


def test_no_tls(server: str) -> None:
    with pytest.raises(FetchError, match="does not speak TLS") as caught:
        fetch(server.replace("http:", "https:") + "/story", limits=LOCAL)
    assert caught.value.code == "tls"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 with its key, signed by itself."""
    path = tmp_path_factory.mktemp("tls") / "own.pem"
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    key = path.with_suffix(".key")
    command = ["openssl", "req", "-x509", *kind, *names, "-keyout", str(key), "-out", str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return path


@pytest.fixture(scope="module")
def secure_server(certificate: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, certificate.with_suffix(".key"))
        httpd.socket = context.wrap_socket(httpd.socket, server_side=True)
        httpd.daemon_threads = True
        httpd.handle_error = lambda *_: None  # a client that hangs up is what is wanted
        threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"https://127.0.0.1:{httpd.server_address[1]}"
        httpd.shutdown()


@pytest.mark.parametrize("way", ["direct", "redirected"])
def test_a_certificate_that_nobody_vouches_for_is_refused(
    server: str, secure_server: str, certificate: Path, way: str
) -> None:
    page = f"{secure_server}/story"
    trusting = ssl.create_default_context(cafile=str(certificate))
    with urlopen(page, context=trusting, timeout=5) as answer:
        assert answer.read() == PAGE  # nothing else is wrong with it
    with pytest.raises(FetchError, match=r"its certificate cannot be trusted \(self.signed certificate\)") as caught:
        fetch(page if way == "direct" else f"{server}/secure?{page}", limits=LOCAL)
    assert caught.value.code == "tls"
    assert "certificate is wrong or out of date" in caught.value.hint
    asked = [each for each in Handler.seen if each["Host"] == secure_server.removeprefix("https://")]
    assert [each["User-Agent"].partition("/")[0] for each in asked[-1:]] == ["Python-urllib"]  # we said nothing


@pytest.mark.parametrize(
    "url",
    [
        "ftp://courier.example/",
        "file:///etc/hostname",
        "http://reader:secret@courier.example/",
        "http://10.0.0.1:8888\\@courier.example/",
        "http://courier.example/a\nb",
        "http://courier.example:22/",
        "http://courier.example:x/",
        "http:///story",
        "http://[::1/",
        "http://xn--" + "a" * 80 + ".example/",
    ],
)
def test_bad_urls(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(url, transport=FakeWeb({}))
    assert caught.value.code in {"bad-url", "http-404"}
    assert "secret" not in caught.value.message
    assert "\n" not in caught.value.message


def test_bad_urls_are_never_asked() -> None:
    web = FakeWeb({})
    assert code_of("http://reader:secret@courier.example/", transport=web) == "bad-url"
    assert web.asked == []


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429, 451, 500, 503, 299 + 100, 599])
def test_statuses(status: int) -> None:
    web = FakeWeb({URL: FakePage(b"no", status)})
    with pytest.raises(FetchError) as caught:
        fetch(URL, transport=web)
    assert caught.value.code == f"http-{status}"
    assert URL in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (httpx2.ConnectError("refused"), "unreachable"),
        (httpx2.ConnectTimeout("slow"), "timeout"),
        (httpx2.RemoteProtocolError("odd"), "bad-response"),
    ],
)
def test_failures_of_the_network(failure: Exception, code: str) -> None:
    assert code_of(URL, transport=FakeWeb({URL: failure})) == code


def test_every_hop_waits_for_its_turn_and_may_be_refused() -> None:
    pages = {
        URL: FakePage(status=302, headers={"location": "/next"}),
        "https://courier.example/next": FakePage(PAGE),
    }
    hops: list[str] = []

    @contextmanager
    def turn(url: str) -> Iterator[None]:
        hops.append(url)
        yield
        hops.append("done")

    fetch(URL, transport=FakeWeb(pages), turn=turn)
    assert hops == [URL, "done", "https://courier.example/next", "done"]

    @contextmanager
    def refuse(url: str) -> Iterator[None]:
        message = f"{url} asks not to be read by programs"
        raise FetchError(message, code="robots", hint="Respect it.")
        yield

    assert code_of(URL, transport=FakeWeb(pages), turn=refuse) == "robots"


def test_the_client_is_loaded_when_something_is_fetched() -> None:
    code = "import sys; import sayso.fetch; print('httpx2' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"
