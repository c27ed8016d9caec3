from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import FetchError
from sayso.fetch.door import Door
from sayso.fetch.fake import FakePage, FakeWeb
from sayso.fetch.manners import KEPT_SECONDS, LONGEST_PAUSE, RETRY_SECONDS, Manners, Robots, Rules
from sayso.fetch.messages import Answer, Request

SITE = "https://courier.example"
URL = f"{SITE}/story"


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def door(robots: FakePage | Exception | None, **pages: FakePage) -> tuple[Door, FakeWeb]:
    table: dict[str, FakePage | Exception] = {f"{SITE}/{name}": page for name, page in pages.items()}
    if robots is not None:
        table[f"{SITE}/robots.txt"] = robots
    web = FakeWeb(table)
    return Door(transport=web, pause=0), web


def rules(text: str) -> FakePage:
    return FakePage(text.encode(), headers={"content-type": "text/plain"})


def code_of(opened: Door, url: str = URL, **options: bool) -> str:
    with pytest.raises(FetchError) as caught:
        opened.ask(Request(url), **options)
    assert caught.value.hint
    return caught.value.code


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: *\nDisallow: /\nAllow: /story", True),  # the longest match wins
        ("User-agent: *\nDisallow: /story\nAllow: /story", True),  # and allow wins a tie: RFC 9309, 2.2.2
        ("User-agent: *\nDisallow: /\n\nUser-agent: sayso\nAllow: /", True),
        ("User-agent: SAYSO\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: *\nDisallow: /*ory$", False),
        ("\ufeffUser-agent: *\r\nDisallow: /story # not for programs", False),
        ("<html>not found</html>", True),
        ("", True),
    ],
)
def test_rules_are_kept(text: str, allowed: bool) -> None:
    opened, web = door(rules(text), story=FakePage(b"<p>Said."))
    if allowed:
        assert opened.ask(Request(URL)).body == b"<p>Said."
    else:
        assert code_of(opened) == "robots"
        assert web.asked == [f"{SITE}/robots.txt"]
        assert opened.ask(Request(URL), heed_robots=False).body == b"<p>Said."


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_no_rules_allow_all(status: int) -> None:
    opened, _ = door(FakePage(status=status), story=FakePage(b"<p>Said."))
    assert opened.ask(Request(URL)).status == 200


@pytest.mark.parametrize("status", [429, 500, 503])
def test_rules_that_cannot_be_read_forbid_all(status: int) -> None:
    opened, web = door(FakePage(status=status), story=FakePage(b"<p>Said."))
    assert code_of(opened) == "robots-unreachable"
    assert URL not in web.asked


def test_rules_are_asked_for_once_and_redirects_are_judged_too() -> None:
    opened, web = door(
        rules("User-agent: *\nDisallow: /private"),
        story=FakePage(b"<p>Said."),
        moved=FakePage(status=301, headers={"location": "/private/story"}),
    )
    for _ in range(3):
        opened.ask(Request(URL))
    assert web.asked.count(f"{SITE}/robots.txt") == 1
    assert code_of(opened, f"{SITE}/moved") == "robots"


def test_rules_hold_for_a_day_and_failures_for_minutes() -> None:
    clock = Clock()
    asked: list[str] = []

    def asker(request: Request) -> Answer:
        asked.append(request.url)
        return Answer(request.url, 200, (), b"User-agent: *\nDisallow: /x", "text/plain")

    robots = Robots(asker, {"http://down.example": Rules("nothing", "", clock.now)}, clock)
    robots.check("http://a.example/1")
    clock.now += KEPT_SECONDS - 1
    robots.check("http://a.example/2")
    assert asked == ["http://a.example/robots.txt"]
    clock.now += 2
    robots.check("http://a.example/3")
    assert len(asked) == 2
    assert not Rules("nothing", "", clock.now - RETRY_SECONDS).hold(clock.now)


def test_a_huge_robots_file_is_read_in_part() -> None:
    opened, _ = door(rules("User-agent: *\nDisallow: /story\n" + "# more\n" * 200_000), story=FakePage(b"<p>Said."))
    assert code_of(opened) == "robots"


def test_rules_made_to_be_slow_are_not() -> None:
    opened, _ = door(rules("User-agent: *\nDisallow: /" + "*a" * 300 + "*b$\n"), **{"a" * 1500: FakePage(b"<p>Said.")})
    assert opened.ask(Request(f"{SITE}/{'a' * 1500}")).status == 200


@given(st.text(max_size=300))
def test_any_rules_can_be_read(text: str) -> None:
    opened, _ = door(FakePage(text.encode("utf-8", "replace"), headers={}), story=FakePage(status=404))
    with pytest.raises(FetchError) as caught:
        opened.ask(Request(URL))
    assert caught.value.code in {"robots", "http-404"}


def test_a_pause_between_two_requests_to_one_host() -> None:
    clock = Clock()
    manners = Manners(pause=2.0, clock=clock, sleep=clock.sleep)
    for host in ("a", "a", "b", "a"):
        with manners.turn(f"http://{host}.example/"):
            clock.now += 0.5
    assert clock.slept == [2.0, 1.5]


@pytest.mark.parametrize(("wanted", "waited"), [("7", 7.0), ("100000", LONGEST_PAUSE), ("0.1", 1.0), ("many", 1.0)])
def test_the_pause_that_a_site_asks_for(wanted: str, waited: float) -> None:
    clock = Clock()
    text = f"User-agent: *\nCrawl-delay: {wanted}"
    robots = Robots(lambda request: Answer(request.url, 200, (), text.encode(), "text/plain"), clock=clock)
    manners = Manners(robots, clock=clock, sleep=clock.sleep)
    for _ in range(2):
        with manners.turn(URL):
            pass
    assert clock.slept == [waited]


def test_one_request_at_a_host_at_a_time() -> None:
    manners = Manners(pause=0)
    inside, most = 0, 0
    guard = threading.Lock()
    gate = threading.Barrier(6)

    def visit() -> None:
        nonlocal inside, most
        gate.wait()
        for _ in range(50):
            with manners.turn(URL):
                with guard:
                    inside += 1
                    most = max(most, inside)
                with guard:
                    inside -= 1

    threads = [threading.Thread(target=visit) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
