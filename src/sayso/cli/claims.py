"""``sayso claims``, ``claim``, ``oppositions``, ``copies``: what is claimed, by whom, on how many legs it stands."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from sayso.cli.actors import ShowsByDefault, Who, Why, reason
from sayso.cli.browse import dump_rows, open_chosen
from sayso.cli.options import Database, Limit, Offset, OutputFormat, Threads

if TYPE_CHECKING:
    from sayso.service.joining import Progress
    from sayso.store import Ledger

ClaimId = Annotated[str, typer.Argument(help="Id of a claim, or a beginning of it.", show_default=False)]
StatementId = Annotated[
    str, typer.Argument(help="Key of a statement, as `sayso claim` lists them, or a beginning.", show_default=False)
]
_AT_ONCE = 500
"""Articles whose turn is settled at a time."""
_REBUILD = "Find all claims anew first; decisions stay. If it is stopped, `sayso claims` goes on."
Order = Literal["largest", "newest", "denied"]

claim = typer.Typer(
    cls=ShowsByDefault,
    no_args_is_help=True,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Show a claim with all who put it forward, deny or doubt it, or decide what belongs to it.\n\n"
    "[bold]Examples[/bold]\n\n"
    "  sayso claim 3f2a\n\n"
    '  sayso claim merge 3f2a 77b0 --why "the same meeting"\n\n'
    '  sayso claim move 9c1d --to 3f2a --why "said of the second meeting"\n\n'
    '  sayso claim undo 7 --why "it was the first meeting after all"',
)


def list_claims(  # noqa: PLR0913, PLR0917 - the options of a command
    db: Database = None,
    about: Annotated[str | None, typer.Option(help="Words that one of its statements holds.")] = None,
    denied: Annotated[
        bool | None, typer.Option("--denied/--undenied", help="Only claims that somebody denies.")
    ] = None,
    single_origin: Annotated[
        bool | None, typer.Option("--single-origin/--many-origins", help="Only claims that stand on one leg.")
    ] = None,
    anonymous_only: Annotated[
        bool | None, typer.Option("--anonymous-only/--named", help="Only claims whose sources are all kept unnamed.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="Only claims printed on or after this day (ISO).")] = None,
    least: Annotated[int, typer.Option(min=1, help="Only claims that so many articles have.")] = 1,
    order: Annotated[Order, typer.Option(help="What comes first.")] = "largest",
    rebuild: Annotated[bool, typer.Option("--rebuild", help=_REBUILD)] = False,  # noqa: FBT002
    format: OutputFormat = "table",  # noqa: A002
    offset: Offset = 0,
    limit: Limit = 50,
    threads: Threads = None,
) -> None:
    """List claims with their standing: articles, outlets, origins, denials. With --format json the whole picture.

    Articles that were not compared with the others yet are, first. That can be stopped and goes on where it was.

    [bold]Examples[/bold]

      sayso claims --denied

      sayso claims --about ceasefire --single-origin

      sayso claims --format json > picture.json
    """
    from sayso.claims import ClaimFilter, ClaimSummary  # noqa: PLC0415
    from sayso.cli.claim_tables import print_claims  # noqa: PLC0415 - heavy: only where it is used
    from sayso.cli.write import write_values_csv  # noqa: PLC0415
    from sayso.store.claims import claims  # noqa: PLC0415

    with open_chosen(db) as ledger:
        catch_up(ledger, threads, rebuild=rebuild)
        if format == "json":
            _dump_picture(ledger)
            return
        wanted = ClaimFilter(about, denied, single_origin, anonymous_only, since, least)
        page = claims(ledger, wanted, offset=offset, limit=limit, order=order)
        if format == "jsonl":
            _dump_lines(ledger, [row.id for row in page.rows])
        elif format == "csv":
            write_values_csv(ClaimSummary, page.rows)
        else:
            print_claims(page)


def catch_up(ledger: Ledger, threads: int | None = None, *, rebuild: bool = False) -> None:
    """Compare the articles that wait with all others, showing how far it is."""
    from sayso.cli.progress import track  # noqa: PLC0415 - heavy: only where it is used
    from sayso.config import index_path  # noqa: PLC0415
    from sayso.service.joining import begin_again, join_waiting  # noqa: PLC0415
    from sayso.service.matching import open_matcher  # noqa: PLC0415
    from sayso.store.claim_waiting import count_waiting, judged_by  # noqa: PLC0415

    matcher = open_matcher(index_path(ledger.place), threads)
    # What another judge made is no use to this one.
    if not rebuild and not count_waiting(ledger) and judged_by(ledger) in ("", matcher.name):
        return
    if rebuild:
        begin_again(ledger, matcher)
    for _ in track(join_waiting(ledger, matcher), "comparing", lambda step: (step.done, step.total)):
        pass


def joiner(ledger: Ledger, threads: int | None = None) -> Callable[[], bool]:
    """What compares one waiting article with all others whenever it is called, and tells whether there was one."""
    from sayso.config import index_path  # noqa: PLC0415 - heavy: only where it is used
    from sayso.service.joining import join_waiting  # noqa: PLC0415
    from sayso.service.matching import open_matcher  # noqa: PLC0415
    from sayso.store.claim_waiting import count_waiting  # noqa: PLC0415

    opened = cache(lambda: open_matcher(index_path(ledger.place), threads))
    work: Iterator[Progress] = iter(())

    def join_next() -> bool:
        nonlocal work
        if next(work, None) is not None:
            return True
        # Many at a time: which of all that wait is the oldest takes the longer to find the more there are.
        work = join_waiting(ledger, opened(), limit=_AT_ONCE) if count_waiting(ledger) else iter(())
        return next(work, None) is not None

    return join_next


def _dump_picture(ledger: Ledger) -> None:
    from sayso.service.picture import SCHEMA, picture  # noqa: PLC0415 - heavy: only where it is used

    out = sys.stdout
    out.write(f'{{"schema": "{SCHEMA}"')
    for name, objects in picture(ledger):
        out.write(f',\n"{name}": [')
        _write_listed(objects)
        out.write("]")
    out.write("}\n")


def _write_listed(objects: Iterable[dict[str, Any]]) -> None:
    for number, each in enumerate(objects):
        sys.stdout.write(",\n " if number else "\n ")
        json.dump(each, sys.stdout, ensure_ascii=False)


def _dump_lines(ledger: Ledger, ids: list[str]) -> None:
    from sayso.service.picture import claim_object, see_claims  # noqa: PLC0415 - heavy: only where it is used
    from sayso.store.claims import claims_at  # noqa: PLC0415

    seen = {each.claim.id: claim_object(each) for each in see_claims(ledger, claims_at(ledger, ids))}
    dump_rows([seen[key] for key in ids if key in seen], "jsonl")


@claim.command()
def show(
    claim_id: ClaimId,
    db: Database = None,
    format: OutputFormat = "table",  # noqa: A002
) -> None:
    """Show a claim: its standing, where it comes from, and what everybody says of it in time order.

    [bold]Example[/bold]

      sayso claim show 3f2a
    """
    from sayso.cli.claim_tables import print_claim  # noqa: PLC0415 - heavy: only where it is used
    from sayso.service.picture import claim_object, see_claims  # noqa: PLC0415
    from sayso.store.claim_deciding import claim_decisions  # noqa: PLC0415
    from sayso.store.claims import claim as find  # noqa: PLC0415

    with open_chosen(db) as ledger:
        (seen,) = see_claims(ledger, [find(ledger, claim_id)])
        decided = claim_decisions(ledger) if format == "table" else ()
    if format == "table":
        print_claim(seen, decided)
    else:
        dump_rows([claim_object(seen)], format, single=True)


@claim.command()
def merge(one: ClaimId, other: ClaimId, why: Why, db: Database = None, who: Who = None) -> None:
    """Decide that two claims are one.

    [bold]Example[/bold]

      sayso claim merge 3f2a 77b0 --why "the same meeting"
    """
    from sayso.store.claim_deciding import merge_claims  # noqa: PLC0415

    with open_chosen(db) as ledger:
        found = merge_claims(ledger, one, other, reason(who, why))
    typer.echo(f"one claim now: {found}")


@claim.command()
def move(
    statement: StatementId,
    why: Why,
    to: Annotated[
        str | None, typer.Option(help="Id of the claim it belongs to.", show_default="one of its own")
    ] = None,
    db: Database = None,
    who: Who = None,
) -> None:
    """Decide that a statement belongs to another claim, or to none of those it is with.

    [bold]Example[/bold]

      sayso claim move 9c1d --to 3f2a --why "said of the second meeting"
    """
    from sayso.store.claim_deciding import move_statement  # noqa: PLC0415

    with open_chosen(db) as ledger:
        found = move_statement(ledger, statement, to, reason(who, why))
    typer.echo(f"in claim {found} now" if found else "in no claim of its own now")


@claim.command()
def relate(
    statement: StatementId,
    claim_id: ClaimId,
    relation: Annotated[Literal["supports", "denies", "doubts", "reports"], typer.Argument(show_default=False)],
    why: Why,
    db: Database = None,
    who: Who = None,
) -> None:
    """Decide what a statement does with its claim.

    [bold]Example[/bold]

      sayso claim relate 9c1d 3f2a denies --why "he meant the opposite"
    """
    from sayso.store.claim_deciding import relate_statement  # noqa: PLC0415

    with open_chosen(db) as ledger:
        relate_statement(ledger, statement, claim_id, relation, reason(who, why))
    typer.echo(f"it {relation} the claim now")


@claim.command()
def name(
    claim_id: ClaimId,
    words: Annotated[str, typer.Argument(help="What to call it.", show_default=False)],
    why: Why,
    db: Database = None,
    who: Who = None,
) -> None:
    """Decide what a claim is called.

    [bold]Example[/bold]

      sayso claim name 3f2a "The meeting at the lodge" --why "shorter"
    """
    from sayso.store.claim_deciding import name_claim  # noqa: PLC0415

    with open_chosen(db) as ledger:
        name_claim(ledger, claim_id, words, reason(who, why))
    typer.echo("named")


@claim.command()
def undo(
    number: Annotated[int, typer.Argument(help="Number of the decision.", show_default=False)],
    why: Why,
    db: Database = None,
    who: Who = None,
) -> None:
    """Decide that a decision no longer holds; undoing that brings it back.

    [bold]Example[/bold]

      sayso claim undo 7 --why "it was the first meeting after all"
    """
    from sayso.store.claim_deciding import undo_claim_decision  # noqa: PLC0415

    with open_chosen(db) as ledger:
        undo_claim_decision(ledger, number, reason(who, why))
    typer.echo(f"decision {number} no longer holds")


@claim.command()
def decisions(db: Database = None) -> None:
    """List what people decided about claims, oldest first.

    [bold]Example[/bold]

      sayso claim decisions
    """
    from sayso.cli.claim_tables import print_decisions  # noqa: PLC0415 - heavy: only where it is used
    from sayso.store.claim_deciding import claim_decisions  # noqa: PLC0415

    with open_chosen(db) as ledger:
        print_decisions(claim_decisions(ledger))


def list_oppositions(
    db: Database = None,
    format: Literal["table", "json"] = "table",  # noqa: A002
    limit: Limit = 50,
) -> None:
    """List what cannot both be right: claims against claims, actors who turned, figures that disagree.

    [bold]Example[/bold]

      sayso oppositions
    """
    from sayso.cli.claim_tables import print_conflicts  # noqa: PLC0415 - heavy: only where it is used
    from sayso.service.picture import change_object, conflict_object, find_conflicts, opposition_object  # noqa: PLC0415
    from sayso.store.claims import articles_at  # noqa: PLC0415

    with open_chosen(db) as ledger:
        catch_up(ledger)
        found = find_conflicts(ledger)
        articles = articles_at(ledger, {entry.article for entry in found.entries.values()})
    objects = {
        "oppositions": [opposition_object(each, found, articles) for each in found.oppositions[:limit]],
        "position_changes": [change_object(each, found, articles) for each in found.changes[:limit]],
        "figure_conflicts": [conflict_object(each, found, articles) for each in found.figures[:limit]],
    }
    if format == "json":
        typer.echo(json.dumps(objects, ensure_ascii=False, indent=1))
    else:
        print_conflicts(objects)


def list_copies(
    db: Database = None,
    format: OutputFormat = "table",  # noqa: A002
    limit: Limit = 50,
) -> None:
    """List articles that repeat others, word for word or told anew, with or without a credit.

    [bold]Example[/bold]

      sayso copies
    """
    from sayso.cli.claim_tables import print_copies  # noqa: PLC0415 - heavy: only where it is used
    from sayso.service.picture import copy_objects  # noqa: PLC0415
    from sayso.store.claims import copies  # noqa: PLC0415

    with open_chosen(db) as ledger:
        catch_up(ledger)
        objects = list(copy_objects(ledger, copies(ledger)[:limit]))
    if format == "table":
        print_copies(objects)
    else:
        dump_rows(objects, format)
