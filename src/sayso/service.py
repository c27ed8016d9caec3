"""The workflows that every front end calls: read inputs, add them to a ledger.

Nothing here prints, parses options or knows a protocol. Each workflow is a stream:
one outcome per article, as soon as it is known, so that memory stays flat however
long the input is, and a stop at any moment keeps what has been confirmed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sayso.extract.statements import read_article, run_of
from sayso.extract.tagger import OnnxTagger, Tagger
from sayso.fetch import fetch
from sayso.reading import open_inputs, read_capture, read_text
from sayso.store import Ledger, add_reading, is_known
from sayso.types import Added, Capture, Reading, Refusal


@dataclass(frozen=True, slots=True)
class Kept:
    """An article in the ledger: what adding did, and the reading unless it was known already."""

    input: str
    size: int
    added: Added
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class Sources:
    """Where inputs come from: standard input for ``-`` and what fetches URLs."""

    stdin: BinaryIO | None = None
    fetcher: Callable[[str], Capture] = fetch


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
    for capture in _captures(names, sources):
        if isinstance(capture, Refusal):
            yield capture
        else:
            article = read_capture(capture)
            yield article if isinstance(article, Refusal) else read_article(article, tagger)


def add_inputs(
    ledger: Ledger, names: Iterable[str], tagger: Tagger, sources: Sources | None = None
) -> Iterator[Kept | Refusal]:
    """Read ``names`` into the ledger, one transaction an article.

    What the ledger holds already, read by the same model and code, is not read again.
    Raises LedgerError where the ledger cannot be written; all outcomes yielded
    before are kept.
    """
    for capture in _captures(names, sources):
        yield capture if isinstance(capture, Refusal) else _add(ledger, capture, tagger)


def _captures(names: Iterable[str], sources: Sources | None) -> Iterator[Capture | Refusal]:
    chosen = sources or Sources()
    return open_inputs(names, stdin=chosen.stdin, fetcher=chosen.fetcher)


def _add(ledger: Ledger, capture: Capture, tagger: Tagger) -> Kept | Refusal:
    article = read_capture(capture)
    if isinstance(article, Refusal):
        return article
    known = is_known(ledger, article, run_of(tagger))
    if known is not None:
        return Kept(capture.input, len(capture.body), known, None)
    reading = read_article(article, tagger)
    return Kept(capture.input, len(capture.body), add_reading(ledger, reading, capture.body), reading)
