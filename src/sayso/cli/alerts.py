"""``sayso alerts``: saved searches that tell of what they find."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer

from sayso.cli.options import Database, Exit, Private
from sayso.types import ActName, Kind, Level, Relation

app = typer.Typer(
    help="Saved searches that tell of new statements, by e-mail, webhook or feed.",
    invoke_without_command=True,
    rich_markup_mode="rich",
)

Name = Annotated[str, typer.Argument(help="Name of the search.")]
Pace = Literal["now", "hour", "day", "week"]
_SECONDS = {"now": 0.0, "hour": 3600.0, "day": 86_400.0, "week": 604_800.0}


@app.callback()
def list_alerts(context: typer.Context, db: Database = None) -> None:
    """List the saved searches: where they tell, how much they have told, what is wrong."""
    if context.invoked_subcommand is not None:
        return
    from sayso.cli.present_alerts import print_searches  # noqa: PLC0415 - heavy: only where it is used
    from sayso.store.searches import list_searches  # noqa: PLC0415

    with _ledger(db) as ledger:
        print_searches(list_searches(ledger))


@app.command("add")
def add(  # noqa: PLR0913, PLR0917 - one option a filter
    name: Name,
    db: Database = None,
    email: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Send mails there.")] = None,
    webhook: Annotated[str | None, typer.Option(metavar="URL", help="Post signed JSON there.")] = None,
    feed: Annotated[bool, typer.Option("--feed", help="Send nothing: offer an Atom and a JSON feed.")] = False,  # noqa: FBT002
    every: Annotated[Pace, typer.Option(help="Tell at once, or gather for so long.")] = "now",
    speaker: Annotated[str | None, typer.Option(help="Words in the source.")] = None,
    words: Annotated[str | None, typer.Option(help='Words anywhere in the statement; "a phrase"; begin*.')] = None,
    outlet: Annotated[str | None, typer.Option(help="Name of the outlet.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="How the words are given.")] = None,
    actor: Annotated[str | None, typer.Option(help="Who speaks, across articles: a name or an id.")] = None,
    act: Annotated[ActName | None, typer.Option(help="What the source does: deny, promise, accuse …")] = None,
    certainty: Annotated[Level | None, typer.Option(help="How sure the source gives itself.")] = None,
    anonymous: Annotated[bool | None, typer.Option("--anonymous/--named", help="Of sources kept unnamed.")] = None,
    claim: Annotated[
        str | None, typer.Option(metavar="ID", help="That appear in this claim, whoever makes them: see sayso claims.")
    ] = None,
    relation: Annotated[Relation | None, typer.Option(help="What they do with the claim.")] = None,
    min_confidence: Annotated[float, typer.Option(min=0, max=1, help="Least confidence.")] = 0.0,
    sourced: Annotated[bool | None, typer.Option("--sourced/--unsourced", help="With or without a source.")] = None,
) -> None:
    """Save a search; `sayso watch` tells of each new statement that it finds, once.

    Mails go out by the server that SAYSO_SMTP names (smtp://NAME:PASSWORD@HOST:PORT), from SAYSO_SMTP_FROM.

    [bold]Examples[/bold]

      sayso alerts add "Koll on the harbour" --speaker Koll --words harbour --email desk@paper.example

      sayso alerts add "Denials of the Chancery" --speaker Chancery --act deny --feed

      sayso alerts add "The bridge" --claim 3f2a --feed

      sayso alerts add "Denials of the bridge" --claim 3f2a --relation denies --email desk@paper.example

      sayso alerts add Dams --words dam* --webhook https://hooks.paper.example/sayso --every day
    """
    import time  # noqa: PLC0415

    from sayso.cli.present_alerts import print_saved  # noqa: PLC0415 - heavy: only where it is used
    from sayso.following import SavedSearch  # noqa: PLC0415
    from sayso.store.searches import add_search  # noqa: PLC0415

    given = {
        "speaker": speaker,
        "words": words,
        "outlet": outlet,
        "kind": kind,
        "actor": actor,
        "act": act,
        "certainty": certainty,
        "anonymous": anonymous,
        "claim": claim,
        "relation": relation,
        "min_confidence": min_confidence or None,
        "sourced": sourced,
    }
    wanted = tuple((field, value) for field, value in given.items() if value is not None)
    targets = [("email", email), ("webhook", webhook), ("feed", "" if feed else None)]
    chosen = [(channel, target) for channel, target in targets if target is not None]
    if not wanted or len(chosen) != 1:
        message = "give one of --email, --webhook and --feed" if wanted else "give at least one filter, such as --words"
        raise typer.BadParameter(message)
    ((channel, target),) = chosen
    search = SavedSearch("", name, wanted, channel, target or "", _SECONDS[every])  # type: ignore[arg-type]
    with _ledger(db) as ledger:
        print_saved(add_search(ledger, search, now=time.time()))


@app.command("remove")
def remove(name: Name, db: Database = None) -> None:
    """Forget a saved search; the statements stay."""
    from sayso.store.searches import find_search, remove_search  # noqa: PLC0415 - heavy: only where it is used

    with _ledger(db) as ledger:
        search = find_search(ledger, name)
        remove_search(ledger, search)
    typer.echo(f"forgotten  {search.name}")


@app.command("send")
def send(
    db: Database = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be sent; send nothing.")] = False,  # noqa: FBT002
    private_network: Private = False,  # noqa: FBT002
) -> None:
    """Look through the saved searches and send what is due, as `sayso watch` does by itself."""
    from sayso.cli.present_alerts import print_told  # noqa: PLC0415 - heavy: only where it is used
    from sayso.config import mail_settings  # noqa: PLC0415
    from sayso.fetch.door import Door  # noqa: PLC0415
    from sayso.fetch.limits import FetchLimits  # noqa: PLC0415
    from sayso.service.alerting import make_messengers, tell_all  # noqa: PLC0415

    with _ledger(db) as ledger:
        messengers = make_messengers(Door(FetchLimits(allow_private=private_network)), *mail_settings())
        told = list(tell_all(ledger, messengers, dry=dry_run))
    print_told(told)
    raise typer.Exit(Exit.REFUSED if any(each.fault for each in told) else Exit.DONE)


def _ledger(db: str | None) -> Any:  # noqa: ANN401 - naming the type would import the database layer
    from sayso.config import default_ledger  # noqa: PLC0415
    from sayso.store import open_ledger  # noqa: PLC0415

    return open_ledger(db or default_ledger())
