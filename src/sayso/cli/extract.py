"""``sayso extract``: statements to the terminal; stores nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import typer

from sayso.cli.options import Doubt, Exit, Inputs, OutputFormat, Private, Threads
from sayso.types import Reading, Refusal


def extract(
    inputs: Inputs,
    format: OutputFormat = "table",  # noqa: A002 - the option's name
    mode: Doubt = "balanced",
    threads: Threads = None,
    private_network: Private = False,  # noqa: FBT002
) -> None:
    """Find the statements of articles and print them; nothing is stored.

    [bold]Examples[/bold]

      sayso extract article.txt

      sayso extract https://outlet.example/story --format json

      sayso extract folder/ --format jsonl > statements.jsonl

      cat article.txt | sayso extract - --format csv
    """
    from sayso.cli.present import complain  # noqa: PLC0415 - heavy: only where it is used
    from sayso.cli.progress import watch  # noqa: PLC0415
    from sayso.cli.write import open_writer  # noqa: PLC0415
    from sayso.extract.processors import count_processors  # noqa: PLC0415
    from sayso.service.named import NamedPages  # noqa: PLC0415
    from sayso.service.reading import Sources, read_inputs, shared_interpreter, shared_tagger  # noqa: PLC0415

    refused = 0

    def kept(outcomes: Iterator[Reading | Refusal]) -> Iterator[Reading]:
        nonlocal refused
        for outcome in outcomes:
            if isinstance(outcome, Refusal):
                refused += 1
                complain(outcome.message, outcome.hint)
            else:
                yield outcome

    pages = NamedPages(lambda url, words: complain(f"{url}: {words}"), private=private_network)
    outcomes = read_inputs(
        inputs,
        shared_tagger(threads, mode),
        Sources(stdin=sys.stdin.buffer, fetcher=pages.fetch),
        shared_interpreter(),
        workers=threads or count_processors(),
    )
    with watch(inputs, quiet=format == "table" and sys.stdout.isatty()) as progress:
        open_writer(format, single=_is_single(inputs))(kept(progress.count(outcomes)))
    raise typer.Exit(Exit.REFUSED if refused else Exit.DONE)


def _is_single(inputs: list[str]) -> bool:
    """Whether the inputs can hold one article only, so that ``--format json`` is one object and no list."""
    from pathlib import Path  # noqa: PLC0415

    return len(inputs) == 1 and not inputs[0].endswith(".jsonl") and not Path(inputs[0]).is_dir()
