"""Watching invented outlets on loopback: polls, visits, faults, several workers, kills."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator

import pytest

from sayso.following import name_url
from sayso.reading.confined import Confined
from sayso.service.following import Follower, follow_all
from sayso.service.watching import Watch, WatchPlan
from sayso.store import Ledger, articles, check, counts, open_ledger
from sayso.store import article as find_article
from sayso.store.feeds import find_feed, find_page, find_withdrawals, list_feeds, read_events, set_feed_state
from sayso.store.jobs import claim_job, find_next_due, finishing, renew_lease
from sayso.types import Refusal
from tests.service.outlets import Outlets, running_outlets
from tests.service.watchers import make_collector, make_due, start_watch

HOUR = 3600.0


class Clock:
    """The time of day, which a test may put forward."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


@pytest.fixture(scope="module")
def confined() -> Iterator[Confined]:
    with Confined() as opened:
        yield opened


@pytest.fixture
def outlet() -> Iterator[tuple[Outlets, str]]:
    with running_outlets(1) as (outlets, (host,)):
        yield outlets, host


def watch(ledger: Ledger, confined: Confined, clock: Clock | None = None, **plan) -> list[tuple[str, str]]:
    """Do all that is due; what came of each job, as (kind, words)."""
    told: list[tuple[str, str]] = []
    collector = make_collector(ledger, confined, **({"clock": clock} if clock else {}))
    Watch(collector, WatchPlan(once=True, **plan), lambda outcome: told.append((outcome.kind, outcome.words))).run()
    return told


def follow(ledger: Ledger, confined: Confined, *names: str, **options) -> list:
    collector = make_collector(ledger, confined)
    return list(follow_all(Follower(ledger, collector.door, confined), names, **options))


def test_articles_arrive_and_change(ledger: Ledger, confined: Confined, outlet: tuple[Outlets, str]) -> None:
    outlets, host = outlet
    clock = Clock()
    for number in range(3):
        outlets.publish(host, number)
    (followed,) = follow(ledger, confined, outlets.url(host, "/feed.xml"))
    assert (followed.new, followed.kind, followed.title, followed.entries) == (True, "feed", f"Outlet {host}", 3)
    told = watch(ledger, confined, clock)
    assert sorted(kind for kind, _ in told) == ["new", "new", "new", "polled"]
    (feed,) = list_feeds(ledger)
    assert (feed.entries, feed.articles, feed.fault, feed.polls, feed.failures) == (3, 3, None, 1, 0)

    outlets.publish(host, 1, version=2)
    outlets.publish(host, 3)
    clock.ahead = 0.5 * HOUR
    assert sorted(kind for kind, _ in watch(ledger, confined, clock)) == [
        "new", "polled", "revised", "unchanged", "unchanged",
    ]  # fmt: skip
    assert outlets.conditional == 2
    stored = find_article(ledger, outlets.url(host, "/news/1"))
    assert len(stored.versions) == 2
    assert counts(ledger).snapshots == 5
    assert check(ledger) == ()
    kinds = [event.kind for event in read_events(ledger)]
    assert (kinds.count("new"), kinds.count("revised")) == (4, 1)


def test_a_page_that_goes_is_marked_after_a_second_look(ledger, confined, outlet) -> None:
    outlets, host = outlet
    clock = Clock()
    path = outlets.publish(host, 1)
    url = outlets.url(host, path)
    follow(ledger, confined, outlets.url(host, "/feed.xml"))
    watch(ledger, confined, clock)
    key = find_article(ledger, url).id

    outlets.faults[host, path] = (404, {})
    clock.ahead += HOUR
    assert ("fault", "There is no such page any more.") in watch(ledger, confined, clock)
    assert find_withdrawals(ledger, key) == ()
    clock.ahead += 1.5 * HOUR
    assert ("withdrawn", "There is no such page any more.") in watch(ledger, confined, clock)
    (mark,) = find_withdrawals(ledger, key)
    assert (mark.withdrawn, mark.cause) == (True, "page")
    assert counts(ledger).articles == 1  # nothing is deleted

    del outlets.faults[host, path]
    clock.ahead += 8 * HOUR
    watch(ledger, confined, clock)
    assert [mark.withdrawn for mark in find_withdrawals(ledger, key)] == [True, False]
    assert len(find_article(ledger, url).versions) == 1
    assert check(ledger) == ()


def test_410_is_believed_at_once(sqlite_ledger, confined, outlet) -> None:
    outlets, host = outlet
    clock = Clock()
    path = outlets.publish(host, 1)
    follow(sqlite_ledger, confined, outlets.url(host, "/feed.xml"))
    watch(sqlite_ledger, confined, clock)
    outlets.faults[host, path] = (410, {})
    clock.ahead += HOUR
    assert "withdrawn" in [kind for kind, _ in watch(sqlite_ledger, confined, clock)]


def test_what_is_taken_out_of_a_feed_by_name(sqlite_ledger, confined, outlet) -> None:
    outlets, host = outlet
    clock = Clock()
    outlets.publish(host, 1)
    item = f'{{"id": "one", "url": "{outlets.url(host, "/news/1")}"%s}}'
    key = (host, "/feed.json")
    outlets.bodies[key] = ("application/feed+json", f'{{"items": [{item % ""}]}}'.encode())
    follow(sqlite_ledger, confined, outlets.url(*key))
    watch(sqlite_ledger, confined, clock)
    withheld = item % ', "pubstatus": "withheld"'
    outlets.bodies[key] = ("application/feed+json", f'{{"items": [{withheld}]}}'.encode())
    clock.ahead += HOUR
    watch(sqlite_ledger, confined, clock)
    (mark,) = find_withdrawals(sqlite_ledger, find_article(sqlite_ledger, outlets.url(host, "/news/1")).id)
    assert (mark.withdrawn, mark.cause) == (True, "feed")


def test_a_wall_is_no_new_version(sqlite_ledger, confined, outlet) -> None:
    outlets, host = outlet
    clock = Clock()
    body = "".join(
        f"<p>The talks on point {n} went on for a long while in the old harbour of the city.</p>" for n in range(30)
    )
    page = f"<html><head><title>Talks</title></head><body><article><h1>Talks</h1>{body}</article></body></html>"
    key = (host, "/page")
    outlets.bodies[key] = ("text/html", page.encode())
    follow(sqlite_ledger, confined, outlets.url(*key), as_page=True)
    assert "new" in [kind for kind, _ in watch(sqlite_ledger, confined, clock)]
    wall = "<p>The talks on point 0 went on for a long while in the old harbour of the city and nobody knew how.</p><p>Subscribe to continue reading.</p>"
    outlets.bodies[key] = ("text/html", page.replace(body, wall).encode())
    clock.ahead += HOUR
    told = watch(sqlite_ledger, confined, clock)
    assert ("fault", "The site shows no article but asks its readers to log in or to subscribe.") in told
    assert len(find_article(sqlite_ledger, outlets.url(*key)).versions) == 1


@pytest.mark.parametrize(
    ("status", "headers", "words"),
    [
        (404, {}, "There is no such page any more."),
        (403, {"cf-mitigated": "challenge"}, "The site shows a test for browsers and lets no program pass."),
        (503, {"Retry-After": "7200"}, "The site is closed for a while."),
    ],
)
def test_a_feed_that_fails_says_why_and_is_asked_ever_more_seldom(
    sqlite_ledger, confined, outlet, status, headers, words
) -> None:
    outlets, host = outlet
    clock = Clock()
    follow(sqlite_ledger, confined, outlets.url(host, "/feed.xml"))
    watch(sqlite_ledger, confined, clock)
    outlets.faults[host, "/feed.xml"] = (status, headers)
    waits = []
    for _ in range(25):
        (feed,) = list_feeds(sqlite_ledger)
        if feed.state != "following":
            break
        clock.ahead = feed.next_try - time.time() + 1
        assert ("fault", words) in (told := watch(sqlite_ledger, confined, clock)) or ("paused", words) in told
        waits.append((list_feeds(sqlite_ledger)[0].next_try or 0) - clock())
    (feed,) = list_feeds(sqlite_ledger)
    assert (feed.state, feed.next_try) == ("paused", None)
    assert words in feed.reason
    assert waits[2] > waits[0] > 500
    if headers.get("Retry-After"):
        assert min(waits[:-1]) >= 7199

    del outlets.faults[host, "/feed.xml"]
    set_feed_state(sqlite_ledger, feed, "following", "", host=host, now=clock())
    watch(sqlite_ledger, confined, clock)
    assert list_feeds(sqlite_ledger)[0].fault is None


def test_robots_are_heeded_unless_a_person_says_otherwise(sqlite_ledger, confined, outlet) -> None:
    outlets, host = outlet
    outlets.publish(host, 1)
    outlets.robots[host] = "User-agent: *\nDisallow: /"
    (refused,) = follow(sqlite_ledger, confined, outlets.url(host, "/feed.xml"))
    assert isinstance(refused, Refusal)
    assert refused.code == "robots"
    assert outlets.asked[host, "/feed.xml"] == 0
    collector = make_collector(sqlite_ledger, confined)
    follower = Follower(sqlite_ledger, collector.door, confined, heed_robots=False)
    (followed,) = follow_all(follower, [outlets.url(host, "/feed.xml")])
    assert followed.new
    assert "new" in [kind for kind, _ in watch(sqlite_ledger, confined)]


def test_a_site_is_followed_by_the_feed_it_names_or_keeps_at_a_usual_place(sqlite_ledger, confined) -> None:
    with running_outlets(4) as (outlets, hosts):
        for host in hosts:
            outlets.publish(host, 1)
        named, _usual, mapped, bare = hosts
        front = b"<html><head>%s</head><body><p>Welcome</p></body></html>"
        link = b'<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
        for host in hosts:
            outlets.bodies[host, "/"] = ("text/html", front % (link if host == named else b""))
        for host in (mapped, bare):
            outlets.faults[host, "/feed.xml"] = (404, {})
        sitemap = f"<urlset><url><loc>{outlets.url(mapped, '/news/1')}</loc></url></urlset>"
        outlets.robots[mapped] = f"Sitemap: {outlets.url(mapped, '/map')}"
        outlets.bodies[mapped, "/map"] = ("application/xml", sitemap.encode())
        found = follow(sqlite_ledger, confined, *(outlets.url(host, "/") for host in hosts))
        assert [(each.kind, each.found) for each in found[:3]] == [
            ("feed", "named by the page"),
            ("feed", "found at a usual place"),
            ("sitemap", "the site's sitemap"),
        ]
        assert isinstance(found[3], Refusal)
        assert found[3].code == "no-feed"
        assert not follow(sqlite_ledger, confined, outlets.url(named, "/"))[0].new


def test_lists_of_feeds_are_spread_evenly(sqlite_ledger, confined, tmp_path) -> None:
    """Ten thousand in ``python -m evaluation.watch feeds``."""
    path = tmp_path / "list.opml"
    size = 150
    outlines = "".join(f'<outline text="Outlet {n}" xmlUrl="https://outlet{n}.example/feed"/>' for n in range(size))
    path.write_text(f"<opml><body>{outlines}</body></opml>")
    assert len(follow(sqlite_ledger, confined, str(path), str(tmp_path / "none.opml"))) == size + 1
    due = [feed.next_try for feed in list_feeds(sqlite_ledger)]
    per_minute = [sum(60 * n <= moment - min(due) < 60 * (n + 1) for moment in due) for n in range(15)]
    assert min(per_minute) >= size // 15 - 2
    assert not any(each.new for each in follow(sqlite_ledger, confined, str(path)))
    assert [feed.next_try for feed in list_feeds(sqlite_ledger)] == due


def test_one_host_is_asked_by_one_worker_at_a_time(ledger_place, confined) -> None:
    with running_outlets(3) as (outlets, hosts), open_ledger(ledger_place, patience=120) as ledger:
        for host in hosts:
            for number in range(5):
                outlets.publish(host, number)
        follow(ledger, confined, *(outlets.url(host, "/feed.xml") for host in hosts))
        watches = [threading.Thread(target=watch, args=(ledger, confined), kwargs={"workers": 4}) for _ in range(2)]
        for thread in watches:
            thread.start()
        for thread in watches:
            thread.join()
        assert outlets.most_at_once == 1
        assert all(count == 1 for (_, path), count in outlets.asked.items() if path.startswith("/news/"))
        assert counts(ledger).snapshots == 15


def test_a_lease_that_ran_out_stores_nothing(ledger, confined, outlet) -> None:
    outlets, host = outlet
    follow(ledger, confined, outlets.url(host, "/feed.xml"))
    now = time.time()
    slow = claim_job(ledger, now=now, lease_seconds=1)
    assert slow is not None
    assert claim_job(ledger, now=now + 0.5, lease_seconds=1) is None
    assert renew_lease(ledger, slow, now + 2)
    assert claim_job(ledger, now=now + 1.5, lease_seconds=1) is None
    other = claim_job(ledger, now=now + 3, lease_seconds=1)
    assert other is not None
    assert (other.key, other.attempts) == (slow.key, 2)
    assert not renew_lease(ledger, slow, now + 9)
    with pytest.raises(Exception, match="taken over"), finishing(ledger, slow, due=now, ready=now):
        pytest.fail("the late worker got in")
    with finishing(ledger, other, due=now + 100, ready=now):
        pass
    assert find_next_due(ledger) == pytest.approx(now + 100)


def test_what_ended_its_worker_waits_behind_what_did_not(ledger, confined) -> None:
    """Else two hundred kills would hit the same few jobs, until these were put aside for a day."""
    with running_outlets(8) as (outlets, hosts):
        for host in hosts:
            outlets.publish(host, 1)
        follow(ledger, confined, *(outlets.url(host, "/feed.xml") for host in hosts))
        now = time.time() + 1
        claimed = [claim_job(ledger, now=now + 10 * number, lease_seconds=1) for number in range(24)]
        assert len({job.key for job in claimed[:8]}) == 8
        assert [job.attempts for job in claimed] == [1] * 8 + [2] * 8 + [3] * 8
        clock = Clock()
        clock.ahead = 300
        assert sorted(kind for kind, _ in watch(ledger, confined, clock)) == ["new"] * 8 + ["polled"] * 8


def test_what_ends_every_worker_is_put_aside(sqlite_ledger, confined, outlet) -> None:
    outlets, host = outlet
    follow(sqlite_ledger, confined, outlets.url(host, "/feed.xml"))
    now = time.time()
    for number in range(5):
        assert claim_job(sqlite_ledger, now=now + number * 10, lease_seconds=1) is not None
    clock = Clock()
    clock.ahead = 100
    assert [kind for kind, _ in watch(sqlite_ledger, confined, clock)] == ["fault"]
    assert find_feed(sqlite_ledger, outlets.url(host, "/feed.xml")).next_try > time.time() + 20 * HOUR


def test_a_watch_stops_when_asked(sqlite_ledger, confined, outlet) -> None:
    outlets, host = outlet
    outlets.publish(host, 1)
    follow(sqlite_ledger, confined, outlets.url(host, "/feed.xml"))
    seen = threading.Event()
    watching = Watch(
        make_collector(sqlite_ledger, confined),
        WatchPlan(),
        lambda outcome: seen.set() if outcome.kind == "new" else None,
    )
    thread = threading.Thread(target=watching.run)
    thread.start()
    assert seen.wait(20)
    watching.stop()
    thread.join(10)
    assert not thread.is_alive()
    page = find_page(sqlite_ledger, name_url(outlets.url(host, "/news/1")))
    assert page.visits == 1


KILLS = 6


def test_killed_at_any_moment(ledger_place: str) -> None:
    """A small edition of ``python -m evaluation.watch kill``."""
    chance = random.Random(11)
    with running_outlets(4) as (outlets, hosts), Confined() as confined:
        for host in hosts:
            for number in range(5):
                outlets.publish(host, number)
        with open_ledger(ledger_place) as ledger:
            follow(ledger, confined, *(outlets.url(host, "/feed.xml") for host in hosts))
        expected = outlets.texts()
        watch_with_kills(ledger_place, KILLS // 2, chance)
        make_due(ledger_place)
        for host in hosts:
            for number in range(0, 4, 2):
                outlets.publish(host, number, version=2)
        expected |= outlets.texts()
        watch_with_kills(ledger_place, KILLS // 2, chance)
        with open_ledger(ledger_place, patience=30) as ledger:
            expect_exactly(ledger, expected, size=20, changed=8)


def watch_with_kills(place: str, kills: int, chance: random.Random) -> None:
    for _ in range(kills):
        process = start_watch(place)
        process.join(chance.uniform(0.05, 1.2))
        process.kill()
        process.join()
    last = start_watch(place)
    last.join(300)
    assert last.exitcode == 0


def expect_exactly(ledger: Ledger, expected: set[str], *, size: int, changed: int) -> None:
    """Exactly these texts, each once, in so many articles, so many of them with two versions."""
    page = articles(ledger, limit=10_000)
    assert page.total == size
    found = [version.text_sha256 for row in page.rows for version in find_article(ledger, row.id).versions]
    assert sorted(found) == sorted(expected)
    assert sum(row.versions == 2 for row in page.rows) == changed
    assert check(ledger) == ()
