"""``sayso serve``: the web app."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.options import Database


def serve(
    db: Database = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = 8765,
) -> None:
    """Serve the ledger as a web app and a JSON API, on this machine alone by default.

    [bold]Examples[/bold]

      sayso serve

      sayso serve --db team.sqlite --port 9000
    """
    from sayso.config import default_ledger  # noqa: PLC0415 - heavy: only where it is used
    from sayso.server import serve as run  # noqa: PLC0415
    from sayso.store import open_ledger  # noqa: PLC0415

    with open_ledger(db or default_ledger()) as ledger:
        run(ledger, host=host, port=port)
