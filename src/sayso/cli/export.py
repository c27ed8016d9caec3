"""``sayso export``: snapshots out of the ledger."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.options import Database


def export(
    warc: Annotated[Path, typer.Option("--warc", metavar="FILE", help="The archive to write; - for standard output.")],
    db: Database = None,
    outlet: Annotated[str | None, typer.Option(help="Only articles of this outlet.")] = None,
) -> None:
    """Write every stored version of every article that has an address into a WARC archive (ISO 28500).

    [bold]Example[/bold]

      sayso export --warc ledger.warc.gz
    """
    from sayso.config import default_ledger  # noqa: PLC0415 - heavy: only where it is used
    from sayso.service.exporting import export_warc  # noqa: PLC0415
    from sayso.store import open_ledger  # noqa: PLC0415

    with open_ledger(db or default_ledger()) as ledger:
        if str(warc) == "-":
            export_warc(ledger, sys.stdout.buffer, outlet=outlet)
            return
        with warc.open("wb") as stream:
            count = export_warc(ledger, stream, outlet=outlet)
    typer.echo(f"{count} snapshots written to {warc}")
