"""``sayso actors`` and ``sayso actor``: who speaks, across articles, and deciding who is who."""

from __future__ import annotations

import getpass
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from sayso.cli.browse import dump_rows, open_chosen
from sayso.cli.options import Database, Format, Limit, Offset, OutputFormat
from sayso.types import ActorKind, StatementFilter

Name = Annotated[str, typer.Argument(help="One of its names, or its id or a beginning of it.", show_default=False)]
Why = Annotated[str, typer.Option("--why", help="Why: others will want to know.", show_default=False)]
Who = Annotated[str | None, typer.Option("--by", help="Who decides.", show_default="your user name")]


class ShowsByDefault(TyperGroup):
    """``sayso actor NAME`` is ``sayso actor show NAME``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - typer's
        """Put the command in front of a name."""
        if args and args[0] not in self.commands and args[0] not in {"-h", "--help"}:
            args = ["show", *args]
        return super().parse_args(ctx, args)


actor = typer.Typer(
    cls=ShowsByDefault,
    no_args_is_help=True,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Show an actor across articles, or decide who is who.\n\n"
    "[bold]Examples[/bold]\n\n"
    '  sayso actor "Ada Koll"\n\n'
    '  sayso actor merge "Ada Koll" "A. Koll-Brandl" --why "married in 2023"\n\n'
    '  sayso actor split "Ada Koll" --article 3f2a --why "the swimmer"\n\n'
    '  sayso actor undo 7 --why "it was her after all"',
)


def list_actors(
    words: Annotated[list[str] | None, typer.Argument(help="Beginnings of words of the name.")] = None,
    db: Database = None,
    kind: Annotated[ActorKind | None, typer.Option(help="Only actors of this kind.")] = None,
    format: OutputFormat = "table",  # noqa: A002
    offset: Offset = 0,
    limit: Limit = 50,
) -> None:
    """List the actors of all articles, those who said most first.

    [bold]Examples[/bold]

      sayso actors

      sayso actors koll --kind person
    """
    from sayso.cli.actor_tables import print_actors  # noqa: PLC0415 - heavy: only where it is used
    from sayso.cli.write import write_values_csv  # noqa: PLC0415
    from sayso.store import actors  # noqa: PLC0415
    from sayso.types import ActorSummary  # noqa: PLC0415
    from sayso.wire import actor_to_wire  # noqa: PLC0415

    with open_chosen(db) as ledger:
        page = actors(ledger, words=" ".join(words or ()), kind=kind, offset=offset, limit=limit)
    if format == "table":
        print_actors(page)
    elif format == "csv":
        write_values_csv(ActorSummary, page.rows)
    else:
        dump_rows([actor_to_wire(row) for row in page.rows], format)


@actor.command()
def show(
    name: Name,
    db: Database = None,
    positions: Annotated[bool, typer.Option("--positions", help="Where it stands on claims, instead.")] = False,  # noqa: FBT002
    format: OutputFormat = "table",  # noqa: A002
    offset: Offset = 0,
    limit: Limit = 50,
) -> None:
    """Show who an actor is and what it said, in time order.

    [bold]Examples[/bold]

      sayso actor show "Ada Koll"

      sayso actor "Ada Koll" --positions
    """
    if positions:
        _show_positions(db, name, format)
        return
    from sayso.cli.actor_tables import print_profile  # noqa: PLC0415 - heavy: only where it is used
    from sayso.cli.statements import row_dicts, write_statements  # noqa: PLC0415
    from sayso.store import actor as find  # noqa: PLC0415
    from sayso.store import decisions, statements  # noqa: PLC0415
    from sayso.wire import profile_to_wire  # noqa: PLC0415

    with open_chosen(db) as ledger:
        profile = find(ledger, name)
        wanted = StatementFilter(actor=profile.summary.id)
        page = statements(ledger, wanted, offset=offset, limit=limit, order="said")
        decided = decisions(ledger) if format == "table" else ()
    if format == "table":
        print_profile(profile, page, decided)
    elif format == "csv":
        write_statements(page, format)
    else:
        dump_rows([profile_to_wire(profile) | {"said": row_dicts(page)}], format, single=True)


def _show_positions(db: str | None, name: str, format: Format) -> None:  # noqa: A002
    from sayso.cli.claim_tables import print_stands  # noqa: PLC0415 - heavy: only where it is used
    from sayso.service.picture import find_stands, stand_object  # noqa: PLC0415
    from sayso.store.claims import articles_at  # noqa: PLC0415

    with open_chosen(db) as ledger:
        stands = find_stands(ledger, name)
        keys = {each.entry.article for stand in stands for each in stand.appearances}
        articles = articles_at(ledger, keys)
    if format == "table":
        print_stands(stands)
    else:
        dump_rows([stand_object(each, articles) for each in stands], format)


@actor.command()
def merge(one: Name, other: Name, why: Why, db: Database = None, who: Who = None) -> None:
    """Decide that two actors are one, in all articles there are and will be.

    [bold]Example[/bold]

      sayso actor merge "Ada Koll" "A. Koll-Brandl" --why "married in 2023"
    """
    from sayso.store import merge_actors  # noqa: PLC0415

    with open_chosen(db) as ledger:
        made = merge_actors(ledger, one, other, reason(who, why))
    typer.echo(f"decision {made.number}: {_plain(made.one_name)} and {_plain(made.other_name)} are one actor")


@actor.command()
def split(
    name: Name,
    why: Why,
    db: Database = None,
    article: Annotated[
        list[str] | None, typer.Option(help="Id of an article in which the name is somebody else's; may be repeated.")
    ] = None,
    who: Who = None,
) -> None:
    """Decide that a name is no part of the actor it was found to be; with --article, there alone.

    [bold]Examples[/bold]

      sayso actor split "Bill Smith" --why "not William Smith"

      sayso actor split "Ada Koll" --article 3f2a --article 77c1 --why "the swimmer"
    """
    from sayso.store import split_actor  # noqa: PLC0415

    with open_chosen(db) as ledger:
        made = split_actor(ledger, name, article or (), reason(who, why))
    where = f" in {len(made.articles)} article{'s' * (len(made.articles) != 1)}" if made.articles else ""
    typer.echo(f"decision {made.number}: {_plain(made.one_name)}{where} is an actor by itself")


@actor.command()
def undo(
    number: Annotated[int, typer.Argument(help="Number of the decision that no longer holds.")],
    why: Why,
    db: Database = None,
    who: Who = None,
) -> None:
    """Decide that a decision no longer holds; to undo an undoing brings the first back.

    [bold]Example[/bold]

      sayso actor undo 7 --why "it was her after all"
    """
    from sayso.store import undo_decision  # noqa: PLC0415

    with open_chosen(db) as ledger:
        made = undo_decision(ledger, number, reason(who, why))
    typer.echo(f"decision {made.number}: decision {number} no longer holds")


@actor.command("decisions")
def list_decisions(db: Database = None, format: OutputFormat = "table") -> None:  # noqa: A002
    """List what was decided: who, when and why.

    [bold]Example[/bold]

      sayso actor decisions --format csv
    """
    from sayso.actors import Decision  # noqa: PLC0415
    from sayso.cli.actor_tables import print_decisions  # noqa: PLC0415
    from sayso.cli.write import write_values_csv  # noqa: PLC0415
    from sayso.store import decisions  # noqa: PLC0415
    from sayso.wire import decision_to_wire  # noqa: PLC0415

    with open_chosen(db) as ledger:
        made = decisions(ledger)
    if format == "table":
        print_decisions(made)
    elif format == "csv":
        write_values_csv(Decision, made)
    else:
        dump_rows([decision_to_wire(each) for each in made], format)


def reason(who: str | None, why: str) -> Any:  # noqa: ANN401 - naming the type would import the database layer
    """Who decides, the user where nobody is named, and why."""
    from sayso.store import Reason  # noqa: PLC0415

    return Reason(who or getpass.getuser(), why)


def _plain(name: str | None) -> str:
    from sayso.cli.plain import plain  # noqa: PLC0415

    return plain(name or "")
