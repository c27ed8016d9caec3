"""Options that several commands share, and how commands end."""

from __future__ import annotations

from enum import IntEnum
from typing import Annotated, Literal

import typer

from sayso.config import DB_VARIABLE
from sayso.types import Mode


class Exit(IntEnum):
    """Exit statuses, as the README promises them."""

    DONE = 0
    REFUSED = 1
    USAGE = 2


Format = Literal["table", "json", "jsonl", "csv"]

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE|FOLDER|URL|-…",
        help="Text, Markdown, HTML, MHTML, JSONL, CSV, PDF, docx, EPUB, mail or WARC files, folders of them, "
        "http(s) addresses, or - for standard input.",
        show_default=False,
    ),
]
OutputFormat = Annotated[
    Format,
    typer.Option(
        "--format",
        "-f",
        help="table: for people; json: one object an article; jsonl: the same, a line each; csv: a row a statement.",
    ),
]
Database = Annotated[
    str | None,
    typer.Option(
        "--db",
        envvar=DB_VARIABLE,
        help="SQLite path or postgresql:// URL of the ledger.",
        show_default="ledger.sqlite in your data folder",
    ),
]
Doubt = Annotated[
    Mode,
    typer.Option(
        "--mode",
        envvar="SAYSO_MODE",
        help="balanced: the best trade of both errors; precise: only what is surely right; complete: whatever may be.",
    ),
]
Threads = Annotated[
    int | None,
    typer.Option("--threads", min=1, envvar="SAYSO_THREADS", help="Processors to use.", show_default="all allowed"),
]
Private = Annotated[
    bool,
    typer.Option(
        "--private-network",
        envvar="SAYSO_PRIVATE_NETWORK",
        help="Ask addresses of this machine and its own network too.",
    ),
]
Offset = Annotated[int, typer.Option("--offset", min=0, help="Rows to pass by.")]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000, help="Rows at most.")]
