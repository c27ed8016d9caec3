"""Comparing: the versions of an article, and what changed between two of them."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.errors import BadQuery
from sayso.store import Ledger, article
from sayso.store.feeds import Withdrawal, find_withdrawals
from sayso.types import StoredArticle
from sayso.versions.align import Aligned, align
from sayso.versions.diff import Row, diff_texts
from sayso.versions.judge import Change, judge_change


@dataclass(frozen=True, slots=True)
class Step:
    """One version of an article: its number from 1, and how it differs from the one before (None for the first)."""

    number: int
    stored: StoredArticle
    change: Change | None
    aligned: tuple[Aligned, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions side by side."""

    older: Step
    newer: Step
    rows: tuple[Row, ...]
    aligned: tuple[Aligned, ...]
    change: Change
    versions: int


def list_versions(ledger: Ledger, id_or_prefix: str) -> tuple[tuple[Step, ...], tuple[Withdrawal, ...]]:
    """All versions of an article, oldest first, each compared with the one before; and its withdrawals.

    Raises:
        NotFound: there is no such article.
        BadQuery: several ids begin so.

    """
    newest = article(ledger, id_or_prefix)
    steps: list[Step] = []
    for number, version in enumerate(newest.versions, start=1):
        stored = article(ledger, newest.id, text_sha256=version.text_sha256)
        before = steps[-1].stored.reading if steps else None
        change = judge_change(before.article, stored.reading.article) if before else None
        aligned = align(before.statements, stored.reading.statements) if before else ()
        steps.append(Step(number, stored, change, aligned))
    return tuple(steps), find_withdrawals(ledger, newest.id)


def compare(ledger: Ledger, id_or_prefix: str, *, older: int | None = None, newer: int | None = None) -> Comparison:
    """Two versions of an article, by their numbers from 1; the last two where none are given.

    Raises:
        NotFound: there is no such article.
        BadQuery: it has one version only, or none of that number.

    """
    newest = article(ledger, id_or_prefix)
    count = len(newest.versions)
    if count < 2:  # noqa: PLR2004 - two are compared
        message = f"article {newest.id} has one version only"
        raise BadQuery(message, hint="sayso watch looks again at what is followed")
    last = newer or count
    first = older or last - 1
    if not 1 <= first < last <= count:
        message = f"versions {first} and {last} are no two versions of article {newest.id}, the older one first"
        raise BadQuery(message, hint=f"it has versions 1 to {count}")
    stored = [article(ledger, newest.id, text_sha256=newest.versions[n - 1].text_sha256) for n in (first, last)]
    old, new = stored[0].reading, stored[1].reading
    rows = diff_texts(old.text, new.text)
    change = judge_change(old.article, new.article, rows)
    aligned = align(old.statements, new.statements)
    steps = (Step(first, stored[0], None, ()), Step(last, stored[1], change, aligned))
    return Comparison(steps[0], steps[1], rows, aligned, change, count)
