"""Which of the dates that are claimed for an article to believe.

There is no clock here, so "in the future" cannot be told; what can is
contradiction. Every kind of evidence has a weight, candidates within a day of
one another (time zones) support each other, and the best supported day wins.
What the reader of the page sees weighs more than what its machine fields say:
those are often rewritten by an import or a rebuild (htmldate 119, newspaper4k
575, guardian/frontend 15942). Nothing is dropped: what loses is kept, marked
unreliable, with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sayso.reading.dates import day_of, moment_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sayso.types import ArticleDate

WEIGHTS = {
    "given": 3,
    "text": 2,
    "visible": 2,
    "time": 2,
    "url": 2,
    "dateline": 1,
    "json-ld": 1,
    "meta": 1,
    "htmldate": 0,
}
"""How much each kind of evidence counts: what a sender states for this very article, what is printed on it or
in its address, what its machine fields hold. htmldate derives from all of these and so adds nothing."""

_SEEN = frozenset({"given", "text", "visible", "time", "url"})
_SLACK = timedelta(days=1)
"""Two dates a day apart may be the same moment in two time zones."""

_PRECISIONS = ("second", "minute", "day", "month", "year")


@dataclass(frozen=True, slots=True)
class Judgement:
    """All candidates, marked, the best reliable date of publication, and what there is to say about it."""

    dates: tuple[ArticleDate, ...]
    published: ArticleDate | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Winner:
    day: date
    weight: int
    seen: bool


def judge(candidates: Iterable[ArticleDate], *, built: Collection[date] = ()) -> Judgement:
    """Mark what contradicts stronger evidence, and choose the date of publication.

    ``built`` are days on which the page itself was made (a date in its footer):
    a machine field that has such a day proves nothing.
    """
    unique = tuple(dict.fromkeys(candidates))
    winner = _winner([found for found in unique if found.kind == "published" and found.reliable], built)
    if winner is None:
        return Judgement(unique, None, _notes_without(unique))
    marked = tuple(_mark(found, winner) for found in unique)
    marked = _mark_modified(marked, winner)
    published = _best([found for found in marked if found.kind == "published" and found.reliable])
    doubted = [found for found in marked if found.kind == "published" and not found.reliable]
    if published is None:
        return Judgement(marked, None, _notes_without(marked))
    return Judgement(marked, published, _notes_about(doubted, published))


def _kind_of(found: ArticleDate) -> str:
    return found.origin.partition(":")[0]


def _weight(found: ArticleDate, built: Collection[date]) -> int:
    kind = _kind_of(found)
    if kind not in _SEEN and day_of(found) in built:
        return 0
    return WEIGHTS.get(kind, 0)


def _winner(candidates: list[ArticleDate], built: Collection[date]) -> _Winner | None:
    """The day with the most support; of equals the one the reader sees, then the earliest."""
    ranked = []
    for day in {day for found in candidates if (day := day_of(found))}:
        support: dict[str, int] = {}
        for found in candidates:
            if _agrees(found, day):
                kind = _kind_of(found)
                support[kind] = max(support.get(kind, 0), _weight(found, built))
        seen = not _SEEN.isdisjoint(support)
        ranked.append((sum(support.values()), seen, -day.toordinal()))
    if not ranked:
        return None
    weight, seen, ordinal = max(ranked)
    return _Winner(date.fromordinal(-ordinal), weight, seen)


def _agrees(found: ArticleDate, day: date) -> bool:
    other = day_of(found)
    if other is None:  # as precise as a month or a year: it agrees with every day of it
        return day.isoformat().startswith(found.value)
    return abs(other - day) <= _SLACK


def _mark(found: ArticleDate, winner: _Winner) -> ArticleDate:
    if found.kind != "published" or not found.reliable:
        return found
    if not _agrees(found, winner.day):
        note = f"It differs from {winner.day.isoformat()}, for which there is better evidence."
        return _doubt(found, note)
    if winner.weight == 0:
        note = "It was found by a search for patterns or equals the day the page was made; nothing confirms it."
        return _doubt(found, note)
    return found


def _mark_modified(marked: tuple[ArticleDate, ...], winner: _Winner) -> tuple[ArticleDate, ...]:
    """An article cannot be changed before it is published: one of the two dates is wrong."""
    published = _best([found for found in marked if found.kind == "published" and found.reliable])
    if published is None:
        return marked
    early = [found for found in marked if found.kind == "modified" and _is_before(found, published)]
    if not early:
        return marked
    if winner.seen:
        note = f"It is earlier than the publication ({published.value})."
        return tuple(replace(found, reliable=False, note=note) if found in early else found for found in marked)
    note = f"It is later than the last change ({early[0].value})."
    return tuple(
        _doubt(found, note) if found.kind == "published" and found.reliable and _is_before(early[0], found) else found
        for found in marked
    )


def _doubt(found: ArticleDate, note: str) -> ArticleDate:
    return replace(found, reliable=False, note=note)


def _is_before(earlier: ArticleDate, later: ArticleDate) -> bool:
    """Whether one date is certainly before the other: by the moment, or by over a day."""
    moments = moment_of(earlier), moment_of(later)
    if moments[0] and moments[1]:
        return moments[0] < moments[1]
    days = day_of(earlier), day_of(later)
    return bool(days[0] and days[1] and days[0] + _SLACK < days[1])


def _best(candidates: list[ArticleDate]) -> ArticleDate | None:
    """The most precise, with a zone before without, by weight of evidence, the earliest."""
    return min(
        candidates,
        key=lambda found: (
            _PRECISIONS.index(found.precision),
            found.zone is None,
            -WEIGHTS.get(_kind_of(found), 0),
            found.value,
        ),
        default=None,
    )


def _notes_without(candidates: tuple[ArticleDate, ...]) -> tuple[str, ...]:
    doubted = [found for found in candidates if found.kind == "published"]
    if not doubted:
        return ()
    first = doubted[0]
    return (f"No date of publication is certain; {first.value} ({first.origin}) is doubtful: {first.note}",)


def _notes_about(doubted: list[ArticleDate], published: ArticleDate) -> tuple[str, ...]:
    if not doubted:
        return ()
    claims = ", ".join(f"{found.value} ({found.origin})" for found in doubted[:3])
    return (f"Dates contradict each other: {published.value} ({published.origin}) was taken, not {claims}.",)
