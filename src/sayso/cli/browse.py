"""``sayso list``, ``show``, ``search``, ``check``: what the ledger holds."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from sayso.cli.options import Database, Exit, Format, Limit, Offset, OutputFormat


def list_articles(
    db: Database = None,
    outlet: Annotated[str | None, typer.Option(help="Only articles of this outlet.")] = None,
    format: OutputFormat = "table",  # noqa: A002
    offset: Offset = 0,
    limit: Limit = 50,
) -> None:
    """List the articles of the ledger, newest first.

    [bold]Examples[/bold]

      sayso list

      sayso list --outlet "The Courier" --format csv
    """
    from sayso.cli.present import print_articles  # noqa: PLC0415 - heavy: only where it is used
    from sayso.cli.write import write_articles_csv  # noqa: PLC0415
    from sayso.store import articles  # noqa: PLC0415

    with open_chosen(db) as ledger:
        page = articles(ledger, outlet=outlet, offset=offset, limit=limit)
    if format == "table":
        print_articles(page)
    elif format == "csv":
        write_articles_csv(page.rows)
    else:
        dump_rows([asdict(row) for row in page.rows], format)


def show(
    article: Annotated[str, typer.Argument(help="Id of an article, or its beginning, or its address.")],
    db: Database = None,
    version: Annotated[str | None, typer.Option(help="SHA-256 of the text of an older version.")] = None,
    format: OutputFormat = "table",  # noqa: A002
) -> None:
    """Show one article with its statements and versions.

    [bold]Examples[/bold]

      sayso show 3f2a

      sayso show https://outlet.example/story --format json
    """
    from sayso.cli.present import print_stored  # noqa: PLC0415 - heavy: only where it is used
    from sayso.cli.write import open_writer  # noqa: PLC0415
    from sayso.store import article as find  # noqa: PLC0415

    with open_chosen(db) as ledger:
        stored = find(ledger, article, text_sha256=version)
    if format == "table":
        print_stored(stored)
    else:
        open_writer(format, single=True)([stored.reading])


def search(
    words: Annotated[list[str], typer.Argument(help='Words that must all occur; "a phrase"; begin*.')],
    db: Database = None,
    offset: Offset = 0,
    limit: Limit = 20,
    format: OutputFormat = "table",  # noqa: A002
) -> None:
    """Search titles and texts of all articles.

    [bold]Examples[/bold]

      sayso search ceasefire talks

      sayso search '"back channel"' minist*
    """
    from sayso.cli.present import print_hits  # noqa: PLC0415 - heavy: only where it is used
    from sayso.cli.write import write_articles_csv  # noqa: PLC0415
    from sayso.store import search_articles  # noqa: PLC0415

    with open_chosen(db) as ledger:
        page = search_articles(ledger, " ".join(words), offset=offset, limit=limit)
    if format == "table":
        print_hits(page)
    elif format == "csv":
        write_articles_csv(hit.article for hit in page.rows)
    else:
        dump_rows([asdict(hit.article) | {"excerpt": hit.excerpt} for hit in page.rows], format)


def check_ledger(db: Database = None) -> None:
    """Check that the ledger is whole: every snapshot against its digest, and the database itself.

    [bold]Example[/bold]

      sayso check --db team.sqlite
    """
    from sayso.cli.present import complain  # noqa: PLC0415 - heavy: only where it is used
    from sayso.store import check  # noqa: PLC0415

    with open_chosen(db) as ledger:
        problems = check(ledger)
    for problem in problems:
        complain(problem)
    if problems:
        raise typer.Exit(Exit.REFUSED)
    typer.echo("The ledger is whole.")


def open_chosen(db: str | None) -> Any:  # noqa: ANN401 - naming the type would import the database layer
    """The ledger that the options name."""
    from sayso.config import default_ledger  # noqa: PLC0415
    from sayso.store import open_ledger  # noqa: PLC0415

    return open_ledger(db or default_ledger())


def dump_rows(rows: list[dict[str, Any]], format: Format, *, single: bool = False) -> None:  # noqa: A002
    """Rows as JSON, or as lines of it; ``single``: JSON is one object and no list."""
    from sayso.cli.write import dump, write_json  # noqa: PLC0415

    if format == "json":
        write_json(rows, single=single)
        return
    for row in rows:
        typer.echo(dump(row))
