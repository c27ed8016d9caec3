"""``sayso add``: articles into the ledger."""

from __future__ import annotations

import getpass
import sys
from collections import Counter
from typing import Annotated

import typer

from sayso.cli.options import Database, Doubt, Exit, Inputs, Private, Threads
from sayso.types import Refusal


def add(  # noqa: PLR0913, PLR0917 - one option a setting
    inputs: Inputs,
    db: Database = None,
    mode: Doubt = "balanced",
    threads: Threads = None,
    columns: Annotated[
        str | None, typer.Option(metavar="FIELD=COLUMN,…", help="Which column of a CSV table is what.")
    ] = None,
    private_network: Private = False,  # noqa: FBT002
    no_claims: Annotated[  # noqa: FBT002
        bool, typer.Option("--no-claims", help="Leave comparing what is new with all other articles for later.")
    ] = False,
) -> None:
    """Read articles into the ledger; says of each what was new, known or refused, and why.

    Adding the same again changes nothing, so a run that was stopped is simply started again.

    [bold]Examples[/bold]

      sayso add article.html

      sayso add folder/ feed.jsonl

      sayso add https://outlet.example/story --db team.sqlite

      sayso add archive.warc.gz report.pdf letters.mbox

      sayso add list.txt      (addresses, one a line)

      sayso add dump.csv --columns text=Body,title=Headline,published=Date

      SAYSO_DB=postgresql://me@host/sayso sayso add folder/
    """
    from sayso.cli.claims import catch_up  # noqa: PLC0415 - heavy: only where it is used
    from sayso.cli.present import complain, tell_added  # noqa: PLC0415 - heavy: only where it is used
    from sayso.cli.progress import watch  # noqa: PLC0415
    from sayso.config import default_ledger  # noqa: PLC0415
    from sayso.following import ROBOTS_OVERRIDE  # noqa: PLC0415
    from sayso.reading.tables import parse_columns  # noqa: PLC0415
    from sayso.service.keeping import add_inputs  # noqa: PLC0415
    from sayso.service.named import NamedPages  # noqa: PLC0415
    from sayso.service.reading import Sources, shared_interpreter, shared_tagger  # noqa: PLC0415
    from sayso.store import open_ledger  # noqa: PLC0415
    from sayso.store.feeds import RobotsMemory, log_event  # noqa: PLC0415

    def keep(url: str, words: str) -> None:
        complain(f"{url}: {words}")
        log_event(ledger, ROBOTS_OVERRIDE, url, f"{getpass.getuser()}: {words}")

    chosen = parse_columns(columns) if columns is not None else None
    tally: Counter[str] = Counter()
    with open_ledger(db or default_ledger()) as ledger, watch(inputs) as progress:
        pages = NamedPages(keep, memory=lambda: RobotsMemory(ledger), private=private_network)
        sources = Sources(stdin=sys.stdin.buffer, fetcher=pages.fetch, columns=chosen)
        outcomes = add_inputs(ledger, inputs, shared_tagger(threads, mode), sources, shared_interpreter())
        for outcome in progress.count(outcomes):
            if isinstance(outcome, Refusal):
                tally["refused"] += 1
                complain(outcome.message, outcome.hint)
            else:
                tally[outcome.added.outcome] += 1
                tell_added(outcome)
        if not no_claims:
            catch_up(ledger, threads)
    typer.echo(", ".join(f"{count} {what}" for what, count in sorted(tally.items())) or "nothing to add")
    raise typer.Exit(Exit.REFUSED if tally["refused"] else Exit.DONE)
