"""When to ask again: feeds by how often they bring something, pages by their age, failures ever more seldom.

All times are seconds. ``chance`` spreads what was planned together: without it,
ten thousand feeds added at once would be polled at once for ever.
"""

from __future__ import annotations

from random import Random
from typing import Final

SHORTEST: Final = 300.0
"""Between two polls of a feed, however much it brings; feeds that ask for less get this."""

LONGEST: Final = 6 * 3600.0
"""Between two polls of a feed that brings nothing, unless it asks for more."""

LONGEST_BACK_OFF: Final = 86_400.0

JITTER: Final = 0.1
"""A tenth earlier or later."""

POLL_JITTER: Final = 0.25
"""A quarter earlier or later: with a tenth, feeds that were added together stay together, and minutes of many polls
follow minutes of none for hours."""

VISITS: Final = (
    (2 * 3600, 15 * 60),
    (6 * 3600, 3600),
    (86_400, 4 * 3600),
    (3 * 86_400, 12 * 3600),
    (7 * 86_400, 86_400),
    (30 * 86_400, 7 * 86_400),
)
"""Up to this age of an article it is visited again after that time; older ones no more. Half of all edits
come within the first hours (NewsEdits, Spangher et al. 2022)."""

FIRST_MISSING: Final = 3600.0
"""A page that is gone is asked for once more after this time before it counts as taken down."""

PAUSED_AFTER: Final = {
    "http-410": 1, "forbidden-address": 1, "robots": 3, "challenge": 5, "http-401": 5, "http-402": 5, "http-403": 5,
    "http-451": 5, "no-feed": 8, "http-404": 8, "dns": 12, "tls": 12,
}  # fmt: skip
"""Failures in a row after which a feed is paused, by their code: a person has to look at it then."""

PAUSED_AFTER_ANY: Final = 20


def next_poll(interval: float, *, brought: bool, wanted: float | None, chance: Random) -> tuple[float, float]:
    """The new interval of a feed, and the time to its next poll.

    ``brought``: the poll found something new; ``wanted``: what the site asks for
    (``ttl``, Cache-Control), which only ever makes polls rarer.
    """
    least = max(SHORTEST, min(wanted or 0.0, LONGEST_BACK_OFF))
    chosen = max(min(interval / 2 if brought else interval * 1.25, LONGEST), least)
    return chosen, max(spread(chosen, chance, POLL_JITTER), least)


def after_failure(interval: float, failures: int, retry_after: float | None, chance: Random) -> float:
    """The time to the next try after so many failures in a row; never sooner than the site asks for."""
    doubled = min(max(interval, 60.0) * 2.0 ** min(failures, 12), LONGEST_BACK_OFF)
    return max(spread(doubled, chance), retry_after or 0.0)


def next_visit(age: float, chance: Random) -> float | None:
    """The time to the next visit of an article of this age; None where it is visited no more."""
    return next((spread(pause, chance) for limit, pause in VISITS if age < limit), None)


def is_paused(code: str, failures: int) -> bool:
    """Whether a feed that failed so often in a row, last with this code, is paused."""
    return failures >= PAUSED_AFTER.get(code, PAUSED_AFTER_ANY)


def spread(seconds: float, chance: Random, jitter: float = JITTER) -> float:
    """Such a share earlier or later."""
    return seconds * (1 + chance.uniform(-jitter, jitter))
