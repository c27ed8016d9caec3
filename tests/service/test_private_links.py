"""Every way into the product is behind the one guarded door: what feeds, pages, lists and sitemaps lead to.

Other tools were bypassed by entry points that skipped the check (changedetection.io: GHSA-hm22-wg2m-35v4,
GHSA-56fq-63vj-9992; Miniflux: GHSA-xwh2-742g-w3wp).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

import sayso
from sayso.errors import FetchError
from sayso.extract.tagger import FakeTagger
from sayso.fetch.door import Door
from sayso.fetch.fake import FakePage, FakeWeb
from sayso.fetch.guard import Deadline, GuardedTransport
from sayso.reading.confined import Confined
from sayso.service.collecting import Collector
from sayso.service.following import Followed, Follower, follow_all
from sayso.service.named import NamedPages
from sayso.service.watching import Watch, WatchPlan
from sayso.store import Ledger, counts
from sayso.store.feeds import list_feeds, read_events
from sayso.types import Refusal

HOME = (
    "http://127.0.0.1/a",
    "http://169.254.169.254/latest/",
    "http://[::1]/b",
    "http://10.0.0.1/c",
    "http://localhost/d",
)
"""None of these may ever be connected to."""

SITE = "https://courier.example"
XML = {"content-type": "application/xml"}


class Web(httpx2.BaseTransport):
    """A web in memory under .example; everything else is the real network behind its guard."""

    def __init__(self, pages: dict[str, FakePage]) -> None:
        self.known = FakeWeb(pages)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        if request.url.host.endswith(".example"):
            return self.known.handle_request(request)
        return GuardedTransport(Deadline(60)).handle_request(request)


@pytest.fixture(scope="module")
def confined() -> Iterator[Confined]:
    with Confined() as opened:
        yield opened


def watch(ledger: Ledger, confined: Confined, door: Door) -> None:
    Watch(Collector(ledger, door, confined, FakeTagger()), WatchPlan(once=True)).run()


def test_what_a_feed_names(sqlite_ledger: Ledger, confined: Confined) -> None:
    items = "".join(f"<item><link>{url}</link></item>" for url in HOME)
    web = Web({f"{SITE}/feed": FakePage(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), headers=XML)})
    door = Door(pause=0, transport=web)
    (followed,) = follow_all(Follower(sqlite_ledger, door, confined), [f"{SITE}/feed"])
    assert isinstance(followed, Followed)
    assert followed.entries == len(HOME)
    watch(sqlite_ledger, confined, door)
    faults = [event.words for event in read_events(sqlite_ledger) if event.kind == "fault"]
    assert len(faults) == len(HOME)
    assert all("private network" in words for words in faults)
    assert counts(sqlite_ledger).articles == 0


@pytest.mark.parametrize("home", HOME)
def test_what_a_page_its_robots_txt_and_its_sitemap_name(sqlite_ledger: Ledger, confined: Confined, home: str) -> None:
    front = f"<html><head><link rel='alternate' type='application/rss+xml' href='{home}'></head><body>x</body></html>"
    index = f"<sitemapindex><sitemap><loc>{home}</loc></sitemap></sitemapindex>"
    web = Web(
        {
            f"{SITE}/": FakePage(front.encode()),
            f"{SITE}/robots.txt": FakePage(f"Sitemap: {home}".encode(), headers={"content-type": "text/plain"}),
            f"{SITE}/map.xml": FakePage(index.encode(), headers=XML),
        }
    )
    door = Door(pause=0, transport=web)
    refused, mapped = follow_all(Follower(sqlite_ledger, door, confined), [f"{SITE}/", f"{SITE}/map.xml"])
    assert isinstance(refused, Refusal)
    assert isinstance(mapped, Followed)
    watch(sqlite_ledger, confined, door)
    assert [feed.entries for feed in list_feeds(sqlite_ledger)] == [0]


@pytest.mark.parametrize("home", HOME)
def test_what_a_list_or_a_person_names(sqlite_ledger: Ledger, confined: Confined, home: str, tmp_path: Path) -> None:
    (tmp_path / "list.opml").write_text(f"<opml><body><outline xmlUrl='{home}'/></body></opml>")
    door = Door(pause=0, transport=Web({}))
    list(follow_all(Follower(sqlite_ledger, door, confined), [str(tmp_path / "list.opml")]))
    watch(sqlite_ledger, confined, door)
    assert [(feed.state, feed.fault) for feed in list_feeds(sqlite_ledger)] == [("paused", "forbidden-address")]
    with pytest.raises(FetchError) as caught:
        NamedPages().fetch(home)
    assert caught.value.code == "forbidden-address"


NETWORK = {
    "httpx2",
    "httpcore2",
    "socket",
    "http.client",
    "urllib.request",
    "ftplib",
    "smtplib",
    "requests",
    "urllib3",
    "asyncio",
}


def test_nothing_else_can_speak_to_the_network() -> None:
    """Only the guarded door imports what opens connections; mails go out by the user's own server, the server listens."""
    root = Path(sayso.__file__).parent
    speaking = set()
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            if any(name == known or name.startswith(f"{known}.") for name in names for known in NETWORK):
                speaking.add(path.relative_to(root).as_posix())
    allowed = {"service/alerting.py", "server.py"}
    assert {name for name in speaking if not name.startswith("fetch/")} <= allowed, speaking


def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind a proxy the check would be the proxy's: an address that is checked here is connected to from here."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://93.184.216.34:8080")
    with pytest.raises(FetchError) as caught:
        NamedPages().fetch(HOME[0])
    assert caught.value.code == "forbidden-address"
