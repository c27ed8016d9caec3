"""``sayso statements``: who said what, by every field."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from sayso.cli.browse import dump_rows, open_chosen
from sayso.cli.options import Database, Format, Limit, Offset, OutputFormat
from sayso.types import ActName, Kind, Level, Page, Relation, SourceType, StatementFilter, StatementRow

Words = Annotated[str | None, typer.Option(help='Words anywhere in the statement; "a phrase"; begin*.')]


def list_statements(  # noqa: PLR0913, PLR0917 - one option a filter
    db: Database = None,
    speaker: Annotated[str | None, typer.Option(help="Words in the source, or in the name behind it.")] = None,
    actor: Annotated[
        str | None, typer.Option(help="A speaker across articles, by name or id: see sayso actors.")
    ] = None,
    outlet: Annotated[str | None, typer.Option(help="Name of the outlet.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Published on this day or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Published on this day or earlier.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="How the words are given.")] = None,
    words: Words = None,
    source_type: Annotated[SourceType | None, typer.Option(help="What kind of source speaks.")] = None,
    act: Annotated[ActName | None, typer.Option(help="What the source does.")] = None,
    certainty: Annotated[Level | None, typer.Option(help="How sure the source gives itself.")] = None,
    via: Annotated[str | None, typer.Option(help="Words in the name of the channel.")] = None,
    chain: Annotated[str | None, typer.Option(help="Words in the name of a link between outlet and origin.")] = None,
    said_since: Annotated[str | None, typer.Option(metavar="DATE", help="Said on this day or later.")] = None,
    said_until: Annotated[str | None, typer.Option(metavar="DATE", help="Said on this day or earlier.")] = None,
    anonymous: Annotated[
        bool | None, typer.Option("--anonymous/--not-anonymous", help="By sources kept unnamed, or not.")
    ] = None,
    denied: Annotated[
        bool | None, typer.Option("--denied/--not-denied", help="A later statement of the article denies it, or none.")
    ] = None,
    answered: Annotated[
        bool | None, typer.Option("--answered/--not-answered", help="A later statement responds to it, or none.")
    ] = None,
    threat: Annotated[bool | None, typer.Option("--threat/--no-threat", help="The source threatens, or not.")] = None,
    figures: Annotated[bool | None, typer.Option("--figures/--no-figures", help="With figures in it, or not.")] = None,
    claim: Annotated[
        str | None, typer.Option(metavar="ID", help="That appear in this claim: see sayso claims.")
    ] = None,
    relation: Annotated[Relation | None, typer.Option(help="What they do with the claim.")] = None,
    min_confidence: Annotated[float, typer.Option(min=0, max=1, help="Least confidence.")] = 0.0,
    sourced: Annotated[bool | None, typer.Option("--sourced/--unsourced", help="With or without a source.")] = None,
    format: OutputFormat = "table",  # noqa: A002
    offset: Offset = 0,
    limit: Limit = 50,
) -> None:
    """List statements, newest first; every filter given must hold.

    What each field means: docs/fields.md.

    [bold]Examples[/bold]

      sayso statements --speaker Koll --since 2024-03-01

      sayso statements --actor "Ada Koll" --act deny --said-since 2024-03-11

      sayso statements --anonymous --denied

      sayso statements --claim 3f2a --relation denies

      sayso statements --outlet "The Courier" --kind direct --format csv > koll.csv
    """
    from sayso.store import statements  # noqa: PLC0415 - heavy: only where it is used

    wanted = StatementFilter(
        speaker=speaker,
        outlet=outlet,
        since=since,
        until=until,
        kind=kind,
        words=words,
        min_confidence=min_confidence,
        sourced=sourced,
        actor=actor,
        source_type=source_type,
        act=act,
        certainty=certainty,
        via=via,
        chain=chain,
        said_since=said_since,
        said_until=said_until,
        anonymous=anonymous,
        denied=denied,
        answered=answered,
        threat=threat,
        figures=figures,
        claim=claim,
        relation=relation,
    )
    with open_chosen(db) as ledger:
        page = statements(ledger, wanted, offset=offset, limit=limit)
    write_statements(page, format)


def write_statements(page: Page[StatementRow], format: Format) -> None:  # noqa: A002
    """Statements in the format chosen."""
    from sayso.cli.present import print_statements  # noqa: PLC0415
    from sayso.cli.write import write_statements_csv  # noqa: PLC0415

    if format == "table":
        print_statements(page)
    elif format == "csv":
        write_statements_csv(page.rows)
    else:
        dump_rows(row_dicts(page), format)


def row_dicts(page: Page[StatementRow]) -> list[dict[str, Any]]:
    """Statements with their articles, ready for JSON."""
    from sayso.wire import statement_to_wire  # noqa: PLC0415

    return [
        statement_to_wire(row.statement)
        | {"article": asdict(row.article), "text_sha256": row.text_sha256, "actors": list(row.actors)}
        for row in page.rows
    ]
