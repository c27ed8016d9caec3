"""Keeping: what articles say, into a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.extract.statements import Interprets, read_article, run_of
from sayso.extract.tagger import Tagger
from sayso.reading import read_capture
from sayso.service.reading import Sources, captures
from sayso.store import Ledger, add_reading, is_known
from sayso.types import Added, Capture, Reading, Refusal


@dataclass(frozen=True, slots=True)
class Kept:
    """An article in the ledger: what adding did, and the reading unless it was known already."""

    input: str
    size: int
    added: Added
    reading: Reading | None


def add_inputs(
    ledger: Ledger,
    names: Iterable[str],
    tagger: Tagger,
    sources: Sources | None = None,
    interpreter: Interprets | None = None,
) -> Iterator[Kept | Refusal]:
    """Read ``names`` into the ledger, one transaction an article; without an ``interpreter`` no meanings.

    What the ledger holds already, read by the same models and code, is not read again.
    Raises LedgerError where the ledger cannot be written; all outcomes yielded
    before are kept.
    """
    for capture in captures(names, sources):
        yield capture if isinstance(capture, Refusal) else _add(ledger, capture, tagger, interpreter)


def _add(ledger: Ledger, capture: Capture, tagger: Tagger, interpreter: Interprets | None) -> Kept | Refusal:
    article = read_capture(capture)
    if isinstance(article, Refusal):
        return article
    known = is_known(ledger, article, run_of(tagger, interpreter))
    if known is not None:
        return Kept(capture.input, len(capture.body), known, None)
    reading = read_article(article, tagger, interpreter)
    return Kept(capture.input, len(capture.body), add_reading(ledger, reading, capture.body), reading)
