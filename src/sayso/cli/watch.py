"""``sayso follow``, ``feeds``, ``watch``: articles that arrive by themselves."""

from __future__ import annotations

import getpass
import signal
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from sayso.cli.options import Database, Exit, Private, Threads


def follow(
    names: Annotated[
        list[str], typer.Argument(metavar="URL|OPML…", help="A site, a feed, a sitemap, or a list of feeds.")
    ],
    db: Database = None,
    page: Annotated[bool, typer.Option("--page", help="The address is one article: follow its changes.")] = False,  # noqa: FBT002
    ignore_robots: Annotated[
        str | None,
        typer.Option(metavar="REASON", help="Read it against the site's robots.txt; the run log keeps the reason."),
    ] = None,
    private_network: Private = False,  # noqa: FBT002
) -> None:
    """Follow outlets: finds the feed of a site; takes feeds, sitemaps and OPML lists too.

    [bold]Examples[/bold]

      sayso follow https://outlet.example/

      sayso follow https://outlet.example/news-sitemap.xml

      sayso follow subscriptions.opml

      sayso follow --page https://outlet.example/the-one-story
    """
    from sayso.cli.plain import plain  # noqa: PLC0415 - heavy: only where it is used
    from sayso.cli.present import complain  # noqa: PLC0415
    from sayso.fetch.door import Door  # noqa: PLC0415
    from sayso.fetch.limits import FetchLimits  # noqa: PLC0415
    from sayso.following import ROBOTS_OVERRIDE  # noqa: PLC0415
    from sayso.reading.confined import Confined  # noqa: PLC0415
    from sayso.service.following import Follower, follow_all  # noqa: PLC0415
    from sayso.store.feeds import RobotsMemory, log_event  # noqa: PLC0415
    from sayso.types import Refusal  # noqa: PLC0415

    refused = False
    with _ledger(db) as ledger, Confined() as confined:
        door = Door(FetchLimits(allow_private=private_network), memory=RobotsMemory(ledger))
        follower = Follower(ledger, door, confined, heed_robots=ignore_robots is None)
        for outcome in follow_all(follower, names, as_page=page):
            if isinstance(outcome, Refusal):
                refused = True
                complain(outcome.message, outcome.hint)
                continue
            if ignore_robots is not None:
                words = f"{getpass.getuser()} reads it against its robots.txt: {ignore_robots}"
                log_event(ledger, ROBOTS_OVERRIDE, outcome.url, words)
            state = "now followed" if outcome.new else "followed already"
            name = f"  {plain(outcome.title)}" if outcome.title else ""
            typer.echo(f"{state}  {plain(outcome.url)}  ({outcome.kind}, {plain(outcome.found)}){name}")
    raise typer.Exit(Exit.REFUSED if refused else Exit.DONE)


def feeds(  # noqa: PLR0913, PLR0917 - one option a thing to do
    db: Database = None,
    stop: Annotated[str | None, typer.Option(metavar="FEED", help="Follow it no more.")] = None,
    resume: Annotated[str | None, typer.Option(metavar="FEED", help="Follow it again.")] = None,
    opml: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the list for other readers; - to print.")
    ] = None,
    log: Annotated[bool, typer.Option("--log", help="Show what happened lately.")] = False,  # noqa: FBT002
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000, help="Lines of the log.")] = 50,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a feed.")] = False,  # noqa: FBT002
) -> None:
    """Show what is followed and how it is: last success, next try, what is wrong, counts.

    [bold]Examples[/bold]

      sayso feeds

      sayso feeds --log

      sayso feeds --stop https://outlet.example/feed

      sayso feeds --opml feeds.opml
    """
    from sayso.cli.present_feeds import print_events, print_feeds, write_feeds_json  # noqa: PLC0415
    from sayso.store.feeds import list_feeds, read_events  # noqa: PLC0415

    with _ledger(db) as ledger:
        if stop or resume:
            _change_state(ledger, stop, resume)
        elif log:
            print_events(read_events(ledger, limit=limit))
        elif opml:
            _write_opml(list_feeds(ledger), opml)
        elif json:
            write_feeds_json(list_feeds(ledger))
        else:
            print_feeds(list_feeds(ledger))


def _change_state(ledger: Any, stop: str | None, resume: str | None) -> None:  # noqa: ANN401 - naming it would import the database layer
    import time  # noqa: PLC0415

    from sayso.service.following import host_of  # noqa: PLC0415
    from sayso.store.feeds import find_feed, set_feed_state  # noqa: PLC0415

    if stop:
        feed = find_feed(ledger, stop)
        set_feed_state(ledger, feed, "stopped", "Stopped by hand.", host=host_of(feed.url), now=time.time())
        typer.echo(f"no longer followed  {feed.url}")
    if resume:
        feed = find_feed(ledger, resume)
        set_feed_state(ledger, feed, "following", "", host=host_of(feed.url), now=time.time())
        typer.echo(f"followed again  {feed.url}")


def _write_opml(feeds: Any, path: Path) -> None:  # noqa: ANN401 - feeds
    from sayso.following import FeedLink  # noqa: PLC0415
    from sayso.reading.opml import write_opml  # noqa: PLC0415

    body = write_opml(FeedLink(feed.url, feed.title) for feed in feeds if feed.kind == "feed")
    if str(path) == "-":
        sys.stdout.buffer.write(body)
    else:
        path.write_bytes(body)


def watch(  # noqa: PLR0913, PLR0917 - one option a setting
    db: Database = None,
    once: Annotated[bool, typer.Option("--once", help="Do what is due, then end: for cron.")] = False,  # noqa: FBT002
    workers: Annotated[int, typer.Option(min=1, max=64, help="Sites asked at the same time.")] = 4,
    pause: Annotated[float, typer.Option(min=0, help="Seconds between two requests to one site.")] = 1.0,
    lease: Annotated[
        float, typer.Option(min=0.5, help="Seconds of silence after which another watch takes a job over.")
    ] = 60.0,
    haste: Annotated[
        float, typer.Option(min=1, help="Look again so many times sooner: for demonstrations on your own outlets.")
    ] = 1.0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but trouble.")] = False,  # noqa: FBT002
    private_network: Private = False,  # noqa: FBT002
    threads: Threads = None,
) -> None:
    """Poll what is followed, read what is new, look again at what may have changed; until stopped with Ctrl-C.

    Killed at any moment it loses nothing: start it again. Several may run on one ledger.

    [bold]Examples[/bold]

      sayso watch

      sayso watch --once --quiet
    """
    from sayso.cli.claims import joiner  # noqa: PLC0415 - heavy: only where it is used
    from sayso.cli.present_alerts import tell_alerts  # noqa: PLC0415
    from sayso.cli.present_feeds import tell_outcome  # noqa: PLC0415
    from sayso.config import mail_settings  # noqa: PLC0415
    from sayso.fetch.door import Door  # noqa: PLC0415
    from sayso.fetch.limits import FetchLimits  # noqa: PLC0415
    from sayso.reading.confined import Confined  # noqa: PLC0415
    from sayso.service.alerting import make_messengers, tell_all  # noqa: PLC0415
    from sayso.service.collecting import Collector  # noqa: PLC0415
    from sayso.service.reading import shared_interpreter, shared_tagger  # noqa: PLC0415
    from sayso.service.watching import Watch, WatchPlan  # noqa: PLC0415
    from sayso.store.feeds import RobotsMemory  # noqa: PLC0415

    with _ledger(db, patience=60.0) as ledger, Confined() as confined:
        door = Door(FetchLimits(allow_private=private_network), pause=pause, memory=RobotsMemory(ledger))
        collector = Collector(ledger, door, confined, shared_tagger(threads), shared_interpreter(), haste=haste)
        messengers = make_messengers(door, *mail_settings())
        plan = WatchPlan(
            workers,
            once,
            lease,
            between=lambda: tell_alerts(tell_all(ledger, messengers)),
            beside=joiner(ledger, threads),
        )
        watching = Watch(collector, plan, None if quiet else tell_outcome)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: _stop(watching))
        watching.run()


def _stop(watching: Any) -> None:  # noqa: ANN401 - a Watch
    """Once asked: finish what is at hand. Asked again: end now, which loses nothing either."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    sys.stderr.write("sayso: finishing what is at hand; once more to end now\n")
    watching.stop()


def _ledger(db: str | None, *, patience: float = 10.0) -> Any:  # noqa: ANN401 - naming it would import the database layer
    from sayso.config import default_ledger  # noqa: PLC0415
    from sayso.store import open_ledger  # noqa: PLC0415

    return open_ledger(db or default_ledger(), patience=patience)
