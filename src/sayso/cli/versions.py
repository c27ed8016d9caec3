"""``sayso versions``, ``sayso diff``: what became of an article."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.options import Database

ArticleName = Annotated[str, typer.Argument(help="Id of an article, or its beginning, or its address.")]


def versions(article: ArticleName, db: Database = None) -> None:
    """List the versions of an article: when, what changed, whether the page tells of it, which statements went.

    [bold]Example[/bold]

      sayso versions https://outlet.example/story
    """
    from sayso.cli.present_versions import print_versions  # noqa: PLC0415 - heavy: only where it is used
    from sayso.config import default_ledger  # noqa: PLC0415
    from sayso.service.comparing import list_versions  # noqa: PLC0415
    from sayso.store import open_ledger  # noqa: PLC0415

    with open_ledger(db or default_ledger()) as ledger:
        steps, withdrawals = list_versions(ledger, article)
    print_versions(steps, withdrawals)


def diff(
    article: ArticleName,
    db: Database = None,
    older: Annotated[int | None, typer.Option("--from", min=1, help="Number of the older version.")] = None,
    newer: Annotated[int | None, typer.Option("--to", min=1, help="Number of the newer version.")] = None,
) -> None:
    """Show what changed between two versions of an article, the last two by default: words, and statements.

    Statements are the same, reworded, gone or new. One whose source, names, figures or negations differ is never
    called reworded.

    [bold]Examples[/bold]

      sayso diff 3f2a

      sayso diff https://outlet.example/story --from 1 --to 3
    """
    from sayso.cli.present_versions import print_comparison  # noqa: PLC0415 - heavy: only where it is used
    from sayso.config import default_ledger  # noqa: PLC0415
    from sayso.service.comparing import compare  # noqa: PLC0415
    from sayso.store import open_ledger  # noqa: PLC0415

    with open_ledger(db or default_ledger()) as ledger:
        comparison = compare(ledger, article, older=older, newer=newer)
    print_comparison(comparison)
