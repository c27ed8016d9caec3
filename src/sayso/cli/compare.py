"""``sayso compare``: what pairs of statements have to do with each other; stores nothing."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, BinaryIO

import typer

from sayso.cli.options import Exit, Threads


def compare(
    pairs: Annotated[
        str,
        typer.Option(
            "--pairs",
            metavar="FILE|-",
            help='JSON lines, each {"a": {"source", "cue", "content"}, "b": {…}}; - reads standard input.',
            show_default=False,
        ),
    ],
    threads: Threads = None,
) -> None:
    """Judge pairs of statements: same, opposes, related or different, with how probable each is.

    Writes a line for each line read: {"label", "scores"}, scores being the probability of each label and the
    cosine of both contents. A line that cannot be read gives {"error"} in its place, and the rest goes on.

    [bold]Examples[/bold]

      sayso compare --pairs pairs.jsonl > judged.jsonl

      cat pairs.jsonl | sayso compare --pairs -
    """
    from sayso.cli.present import complain  # noqa: PLC0415 - heavy: only where it is used
    from sayso.extract.processors import count_processors  # noqa: PLC0415
    from sayso.service.judging import judge_lines, shared_judge  # noqa: PLC0415
    from sayso.types import Refusal  # noqa: PLC0415

    refused = 0
    with _open(pairs) as lines:
        for one in judge_lines(
            lines, "standard input" if pairs == "-" else pairs, shared_judge(threads or count_processors())
        ):
            if isinstance(one, Refusal):
                refused += 1
                complain(one.message, one.hint)
                told: dict[str, object] = {"error": {"code": one.code, "message": one.message}}
            else:
                told = {"label": one.label, "scores": one.scores}
            sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    raise typer.Exit(Exit.REFUSED if refused else Exit.DONE)


@contextmanager
def _open(name: str) -> Iterator[BinaryIO]:
    from sayso.errors import InputError  # noqa: PLC0415

    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        file = open(name, "rb")  # noqa: PTH123, SIM115 - closed below; a Path would turn "" into the folder
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror}", hint="give a file of JSON lines, or -") from error
    with file:
        yield file
