"""Keeping: what articles say, into a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.extract.statements import Interprets, read_article, run_of
from sayso.extract.tagger import Tagger
from sayso.reading import read_capture
from sayso.service.ahead import map_ahead
from sayso.service.reading import Sources, captures
from sayso.store import Ledger, add_reading, is_known
from sayso.types import Added, Article, Capture, Reading, Refusal

_AHEAD = 2
"""Pages whose text is found, in processes of their own, while the one before them is read and stored."""


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
    given = list(names)
    # Who pipes articles in may send the next one much later: each is kept as it comes.
    workers = 1 if "-" in given else _AHEAD
    for opened in map_ahead(_read, captures(given, sources), workers):
        yield opened if isinstance(opened, Refusal) else _add(ledger, *opened, tagger, interpreter)


def _read(capture: Capture | Refusal) -> tuple[Capture, Article] | Refusal:
    if isinstance(capture, Refusal):
        return capture
    article = read_capture(capture)
    return article if isinstance(article, Refusal) else (capture, article)


def _add(ledger: Ledger, capture: Capture, article: Article, tagger: Tagger, interpreter: Interprets | None) -> Kept:
    known = is_known(ledger, article, run_of(tagger, interpreter))
    if known is not None:
        return Kept(capture.input, len(capture.body), known, None)
    reading = read_article(article, tagger, interpreter)
    return Kept(capture.input, len(capture.body), add_reading(ledger, reading, capture.body), reading)
