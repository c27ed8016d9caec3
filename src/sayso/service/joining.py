"""Joining: each article's statements are compared with those of all others, and claims brought up to date.

One transaction an article: a stop at any moment leaves articles joined or waiting, and nothing between.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from sayso.claims import (
    NEAR,
    Copy,
    Entry,
    Link,
    Piece,
    affirm,
    attach_entries,
    bands_of,
    find_copy,
    find_repeated,
    is_worth_judging,
    link_judged,
    may_repeat,
    plain_cue,
    to_entries,
)
from sayso.extract.marks import find_quotations
from sayso.judge import Embedder, Judge, PairText
from sayso.judge.neighbours import to_bytes
from sayso.store.claim_waiting import Joining, Waiting, begin_anew, joining, judged_by, waiting_articles
from sayso.store.claim_writing import Joined
from sayso.store.engine import Ledger
from sayso.types import Article

NEIGHBOURS: Final = 7
"""Entries of other articles that each entry is compared with at most, the nearest. On four invented affairs 5, 6, 7, 8,
9 and 12 bring a mean B-cubed F1 of 81.1, 81.6, 81.6, 81.3, 81.4 and 81.6: the farther ones cost time for nothing."""

RULES: Final = "9"
"""Goes up when claims are found otherwise than before from the same judgements."""

_AT_ONCE: Final = 4096


class Near(Protocol):
    """A neighbour: the number of an entry's row, and the cosine."""

    @property
    def number(self) -> int:
        """The number of the row."""

    @property
    def cosine(self) -> float:
        """The cosine of both texts."""


class Nearest(Protocol):
    """An index of vectors by number."""

    @property
    def last(self) -> int:
        """The highest number that was added."""

    def add(self, numbered: Sequence[tuple[int, bytes]]) -> None:
        """Add vectors by their numbers, all higher than ``last``."""

    def search(self, vectors: Sequence[bytes], count: int, least: float) -> Sequence[Sequence[Near]]:
        """For each vector its nearest."""

    def get(self, number: int) -> bytes | None:
        """The vector of a number, None where there is none."""

    def clear(self) -> None:
        """Forget all vectors."""

    def among(self, vectors: Sequence[bytes], least: float) -> Sequence[tuple[int, int, float]]:
        """Which of some vectors lie near each other, by their places, with the cosine."""

    def save(self, *, more: bool = False) -> None:
        """Keep it for the next run, where enough was added since it was kept last; seldom while more is to come."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """What finds and judges statements that say the same: places of texts, labels of pairs, an index of places."""

    embedder: Embedder
    judge: Judge
    nearest: Nearest

    @property
    def name(self) -> str:
        """A digest of models and rules: links that others made are made anew."""
        return f"{self.embedder.name}+{self.judge.name}+{self.judge.sha256[:12]}+{RULES}"


@dataclass(frozen=True, slots=True)
class Progress:
    """An article was joined: so many ``entries`` and ``links``; ``done`` of ``total`` articles."""

    article: str
    entries: int
    links: int
    done: int
    total: int


def join_waiting(ledger: Ledger, matcher: Matcher, *, limit: int | None = None) -> Iterator[Progress]:
    """Join the articles that wait, the oldest printed first; all of them anew where another judge made what is there.

    Raises LedgerError where the ledger cannot be written; all articles yielded before are joined.
    """
    if judged_by(ledger) != matcher.name:
        begin_anew(ledger, matcher.name)
    keys = waiting_articles(ledger, limit=limit)
    for done, key in enumerate(keys, 1):
        joined = join_article(ledger, key, matcher)
        matcher.nearest.save(more=done < len(keys))
        if joined is not None:
            yield Progress(key, len(joined.entries), len(joined.links), done, len(keys))


def begin_again(ledger: Ledger, matcher: Matcher) -> None:
    """Let all articles wait to be joined anew; what people decided stays, and is heeded."""
    begin_anew(ledger, matcher.name)
    matcher.nearest.clear()


def join_article(ledger: Ledger, key: str, matcher: Matcher) -> Joined | None:
    """Join one article that waits; None where it no longer does."""
    with joining(ledger) as work:
        waiting = work.read_waiting(key)
        if waiting is None:
            return None
        joined = _compare(work, waiting, matcher)
        return joined if work.enter(joined) else None


def _compare(work: Joining, waiting: Waiting, matcher: Matcher) -> Joined:
    entries = to_entries(waiting.reading, waiting.article, waiting.when)
    attached = attach_entries(entries)
    bearers = [entry for entry in entries if entry.seed in attached.bearers]
    placed = matcher.embedder.embed([affirm(entry.text) for entry in bearers])
    vectors = {entry.seed: to_bytes(place) for entry, place in zip(bearers, placed, strict=True)}
    nearest = matcher.nearest
    catch_up(work, nearest)
    pairs = [
        *_pair_across(work, bearers, vectors, nearest, waiting.article),
        *_pair_within(bearers, vectors, nearest),
    ]
    return Joined(
        article=waiting.article,
        reading=waiting.number,
        entries=entries,
        numbers={entry.seed: waiting.numbers[entry.statement] for entry in entries},
        attached=attached,
        vectors=vectors,
        links=_find_links(pairs, matcher.judge),
        copies=_find_copies(work, waiting),
    )


def _find_copies(work: Joining, waiting: Waiting) -> tuple[Copy, ...]:
    """The copies that an article is or has; the keys of its passages are entered."""
    text = waiting.reading.text
    work.enter_keys(waiting.article, bands_of(text))
    common = work.find_common([waiting.article])[waiting.article]
    piece = _to_piece(waiting.reading.article, common)
    # What an outlet prints under everything makes no copies: those who share nothing else need not be read.
    texts = work.read_texts(work.find_candidates(waiting.article, common))
    likely = [key for key, other in texts.items() if may_repeat(text, other)]
    articles, theirs = work.read_articles(likely), work.find_common(likely)
    found = (find_copy(piece, _to_piece(articles[key], theirs[key])) for key in likely)
    return tuple(copy for copy in found if copy is not None)


def _to_piece(article: Article, common: frozenset[str]) -> Piece:
    modified = [date.value for date in article.dates if date.kind == "modified" and date.reliable]
    repeated = find_repeated(article.text, common)
    return Piece(
        article=article.key,
        text=article.text,
        outlet=article.outlet,
        byline=article.byline,
        when=article.published.value if article.published else "",
        modified=max(modified, default=""),
        quotations=find_quotations(article.text),
        furniture=tuple(sorted((*article.furniture, *repeated))),
    )


def catch_up(work: Joining, nearest: Nearest) -> None:
    """Bring the index up to what the ledger holds; one of another ledger, or of one made anew, is made anew."""
    newest = work.read_vector(nearest.last)
    if nearest.last and (newest is None or nearest.get(newest[0]) != newest[1]):
        nearest.clear()
    while fresh := work.read_vectors(nearest.last, _AT_ONCE):
        nearest.add(fresh)


def _pair_across(
    work: Joining, bearers: Sequence[Entry], vectors: Mapping[str, bytes], nearest: Nearest, article: str
) -> Iterator[tuple[Entry, Entry]]:
    """Each entry with its nearest in other articles."""
    # Twice as many as wanted: some are of what is gone since, or of this article's reading before.
    found = nearest.search([vectors[entry.seed] for entry in bearers], 2 * NEIGHBOURS, NEAR)
    homes = work.read_homes({near.number for row in found for near in row})
    others = [[near for near in row if homes.get(near.number, article) != article][:NEIGHBOURS] for row in found]
    known = work.read_numbered({near.number for row in others for near in row})
    for entry, row in zip(bearers, others, strict=True):
        pairs = ((known[near.number], near.cosine) for near in row)
        yield from ((entry, each) for each, cosine in pairs if is_worth_judging(entry, each, cosine))


def _pair_within(
    bearers: Sequence[Entry], vectors: Mapping[str, bytes], nearest: Nearest
) -> Iterator[tuple[Entry, Entry]]:
    """Entries of the article that lie near each other."""
    for a, b, cosine in nearest.among([vectors[each.seed] for each in bearers], NEAR):
        if is_worth_judging(bearers[a], bearers[b], cosine):
            yield bearers[a], bearers[b]


def _find_links(pairs: Sequence[tuple[Entry, Entry]], judge: Judge) -> tuple[Link, ...]:
    judged = judge.judge([(to_side(one), to_side(other)) for one, other in pairs])
    found = [link for (one, other), each in zip(pairs, judged, strict=True) for link in link_judged(one, other, each)]
    by_key = {(link.a, link.b, link.kind): link for link in found}
    return tuple(by_key[key] for key in sorted(by_key))


def to_side(entry: Entry) -> PairText:
    """An entry as a judge reads it: put as if it were so."""
    return PairText(entry.speaker or entry.source, plain_cue(entry), affirm(entry.text))
