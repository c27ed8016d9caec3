"""Reading: names of inputs to what their articles say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO

from sayso.extract.statements import Interprets, read_article
from sayso.extract.tagger import OnnxTagger, Tagger
from sayso.reading import open_inputs, read_capture, read_text
from sayso.reading.tables import ColumnMap
from sayso.service.ahead import map_ahead
from sayso.service.named import NamedPages
from sayso.types import Article, Capture, Mode, Reading, Refusal


@dataclass(frozen=True, slots=True)
class Sources:
    """Where inputs come from: standard input for ``-`` and what fetches URLs."""

    stdin: BinaryIO | None = None
    fetcher: Callable[[str], Capture] | None = None
    """Default: `sayso.service.named.NamedPages`, which goes through the guarded door to the network."""
    columns: ColumnMap | None = None
    """Which column of a CSV table is what; None goes by their usual names."""


def read(text: str, *, tagger: Tagger | None = None, interpreter: Interprets | None = None) -> Reading:
    """Find the statements of a plain text and what they mean; the text is kept as it is: all offsets point into it.

    A ``tagger`` of the caller's own, given without an ``interpreter``, gives statements without meaning.
    Raises ModelError where a shipped model is missing or damaged.
    """
    if tagger is None:
        tagger, interpreter = shared_tagger(), interpreter or shared_interpreter()
    return read_article(read_text(text), tagger, interpreter)


@cache
def shared_tagger(threads: int | None = None, mode: Mode = "balanced") -> Tagger:
    """The shipped tagger, loaded once a process, number of threads and mode."""
    return OnnxTagger(threads=threads, mode=mode)


@cache
def shared_interpreter() -> Interprets:
    """The meaning layer, loaded once a process."""
    from sayso.meaning.interpret import Interpreter  # noqa: PLC0415 - reading without meaning stays without it

    return Interpreter()


def read_inputs(
    names: Iterable[str],
    tagger: Tagger,
    sources: Sources | None = None,
    interpreter: Interprets | None = None,
    *,
    workers: int = 1,
) -> Iterator[Reading | Refusal]:
    """Read every article that ``names`` (files, folders, URLs, ``-``) hold; refusals come in their place.

    Without an ``interpreter`` statements have no meaning. ``workers`` articles are read side by side.
    """

    def read_one(article: Article | Refusal) -> Reading | Refusal:
        return article if isinstance(article, Refusal) else read_article(article, tagger, interpreter)

    opened = captures(names, sources)
    articles = (capture if isinstance(capture, Refusal) else read_capture(capture) for capture in opened)
    return map_ahead(read_one, articles, workers)


def captures(names: Iterable[str], sources: Sources | None) -> Iterator[Capture | Refusal]:
    """Open the inputs."""
    chosen = sources or Sources()
    return open_inputs(
        names, stdin=chosen.stdin, fetcher=chosen.fetcher or _shared_pages().fetch, columns=chosen.columns
    )


@cache
def _shared_pages() -> NamedPages:
    return NamedPages()
