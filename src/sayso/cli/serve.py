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
    from sayso.cli.present import complain  # noqa: PLC0415 - heavy: only where it is used
    from sayso.config import default_ledger  # noqa: PLC0415
    from sayso.server import LOOPBACK  # noqa: PLC0415
    from sayso.server import serve as run  # noqa: PLC0415
    from sayso.store import open_ledger  # noqa: PLC0415

    if host not in LOOPBACK:
        complain(
            f"{host} can be reached by others, and sayso knows no users", "anyone who reaches it can read the ledger"
        )
    with open_ledger(db or default_ledger()) as ledger:
        run(ledger, host=host, port=port, announce=lambda url: typer.echo(f"sayso reads at {url} — stop with Ctrl-C"))
