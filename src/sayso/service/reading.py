"""Reading: names of inputs to what their articles say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, BinaryIO

from sayso.extract.statements import read_article
from sayso.extract.tagger import OnnxTagger, Tagger
from sayso.reading import open_inputs, read_capture, read_text
from sayso.reading.tables import ColumnMap
from sayso.types import Capture, Reading, Refusal

if TYPE_CHECKING:
    from sayso.fetch.manners import Manners


@dataclass(frozen=True, slots=True)
class Sources:
    """Where inputs come from: standard input for ``-`` and what fetches URLs."""

    stdin: BinaryIO | None = None
    fetcher: Callable[[str], Capture] | None = None
    """Default: the guarded door to the network, ``sayso.fetch.fetch``."""
    columns: ColumnMap | None = None
    """Which column of a CSV table is what; None goes by their usual names."""


def read(text: str, *, tagger: Tagger | None = None) -> Reading:
    """Find the statements of a plain text, which is kept as it is: all offsets point into it.

    Raises ModelError where the shipped model is missing or damaged.
    """
    return read_article(read_text(text), tagger or shared_tagger())


def shared_tagger(threads: int | None = None) -> Tagger:
    """The shipped tagger, loaded once a process and number of threads."""
    if threads not in _taggers:
        _taggers[threads] = OnnxTagger(threads=threads)
    return _taggers[threads]


_taggers: dict[int | None, Tagger] = {}


def read_inputs(names: Iterable[str], tagger: Tagger, sources: Sources | None = None) -> Iterator[Reading | Refusal]:
    """Read every article that ``names`` (files, folders, URLs, ``-``) hold; refusals come in their place."""
    for capture in captures(names, sources):
        if isinstance(capture, Refusal):
            yield capture
        else:
            article = read_capture(capture)
            yield article if isinstance(article, Refusal) else read_article(article, tagger)


def captures(names: Iterable[str], sources: Sources | None) -> Iterator[Capture | Refusal]:
    """Open the inputs."""
    chosen = sources or Sources()
    return open_inputs(names, stdin=chosen.stdin, fetcher=chosen.fetcher or _fetch, columns=chosen.columns)


def _fetch(url: str) -> Capture:
    from sayso.fetch import fetch  # noqa: PLC0415 - the network's library, for those who give an address

    return fetch(url, turn=_manners().free_turn)


@cache
def _manners() -> Manners:
    """Pauses between requests to one host; whose rules for programs do not bind what a person names."""
    from sayso.fetch.manners import Manners  # noqa: PLC0415 - as above

    return Manners()
