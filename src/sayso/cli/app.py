"""The commands and how each ends; what they print is in ``present``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from sayso.cli import actors, add, alerts, browse, claims, compare, export, extract, serve, statements, versions, watch
from sayso.cli.options import Exit
from sayso.errors import SaysoError

app = typer.Typer(
    name="sayso",
    help="Who said what in the news: every attributed statement with its source, its cue and its exact words.",
    epilog="Exit status: 0 done, 1 some inputs refused, 2 wrong usage. Guide: README.md and `sayso COMMAND --help`.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - reads files; only for this option

        typer.echo(f"sayso {version('sayso')}")
        raise typer.Exit


@app.callback()
def begin(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Who said what in the news: every attributed statement with its source, its cue and its exact words."""


app.command("extract")(extract.extract)
app.command("add")(add.add)
app.command("list")(browse.list_articles)
app.command("show")(browse.show)
app.command("statements")(statements.list_statements)
app.command("actors")(actors.list_actors)
app.add_typer(actors.actor, name="actor")
app.command("search")(browse.search)
app.command("claims")(claims.list_claims)
app.add_typer(claims.claim, name="claim")
app.command("oppositions")(claims.list_oppositions)
app.command("copies")(claims.list_copies)
app.command("compare")(compare.compare)
app.command("check")(browse.check_ledger)
app.command("serve")(serve.serve)
app.command("follow")(watch.follow)
app.command("feeds")(watch.feeds)
app.command("watch")(watch.watch)
app.command("versions")(versions.versions)
app.command("diff")(versions.diff)
app.command("export")(export.export)
app.add_typer(alerts.app, name="alerts")


def main() -> None:
    """Run the command line; expected failures become one message and an exit status."""
    try:
        app()
    except SaysoError as error:
        from sayso.cli.present import complain  # noqa: PLC0415 - rich is only needed to fail nicely

        complain(error.message, error.hint)
        sys.exit(Exit.REFUSED)
    except SystemExit as end:
        # click ends with 1 where the reader of our output (head, less) has gone, which is no refusal.
        if isinstance(end.__context__, BrokenPipeError):
            sys.exit(Exit.DONE)
        raise
