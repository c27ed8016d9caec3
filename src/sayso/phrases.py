"""Short phrases for what statements mean, the same on a terminal and in a page.

Nothing is made more exact than it is: a month stays a month, an open end stays open.
"""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from math import isfinite
from typing import Final

from sayso.types import Certainty, ChainLink, Interval, Quantity, Speaker

_DAY: Final = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", re.ASCII)

UNKNOWN_SPEAKER: Final = "not told who"


def show_days(interval: Interval) -> str:
    """The days in words: 3 March 2031, February 2031, 2029, 3 to 9 March 2031."""
    start, end = _DAY.fullmatch(interval.start), _DAY.fullmatch(interval.end)
    if start is None or end is None:
        return interval.start if interval.start == interval.end else f"{interval.start} to {interval.end}"
    first, last = (tuple(int(part) for part in found.groups()) for found in (start, end))
    if first == last:
        return _day(*first)
    if first[0] == last[0] and (first[1:], last[1:]) == ((1, 1), (12, 31)):
        return str(first[0])
    if first[:2] == last[:2]:
        whole = (first[2], last[2]) == (1, monthrange(max(first[0], 1), first[1])[1])
        return f"{month_name[first[1]]} {first[0]}" if whole else f"{first[2]} to {_day(*last)}"
    return f"{_day(*first)} to {_day(*last)}"


def show_said(interval: Interval) -> str:
    """When it was said, in words: on 3 March 2031, in February 2031, from 3 to 9 March 2031."""
    days = show_days(interval)
    if interval.start == interval.end:
        return f"on {days}"
    return f"from {days}" if " to " in days else f"in {days}"


def _day(year: int, month: int, day: int) -> str:
    return f"{day} {month_name[month]} {year}"


def show_figure(quantity: Quantity) -> str:
    """A figure in words: at least 50,000 tons of grain (as of 2031-03)."""
    words = [_show_range(quantity.low, quantity.high), quantity.unit or ""]
    counted = quantity.of if quantity.of and quantity.of != quantity.unit else ""
    words.append(f"of {counted}" if quantity.unit and counted else counted)
    words.append(f"(as of {quantity.as_of})" if quantity.as_of else "")
    return " ".join(filter(None, words))


def _show_range(low: float | None, high: float | None) -> str:
    if low is None and high is None:
        return "some"
    if low is None or high is None:
        return f"at least {_show_number(low)}" if high is None else f"at most {_show_number(high)}"
    return _show_number(low) if low == high else f"{_show_number(low)} to {_show_number(high)}"


def _show_number(value: float | None) -> str:
    if value is None or not isfinite(value):
        return "∞" if value and value > 0 else "−∞"
    # Beyond what a double counts exactly, digits would be made up.
    shown = f"{value:,.10f}".rstrip("0").rstrip(".") if abs(value) < 2**53 else f"{value:.3g}"
    return shown.replace("-", "−")


def show_speaker(speaker: Speaker) -> str:
    """The name, or that the text does not tell it."""
    return speaker.name or UNKNOWN_SPEAKER


def show_certainty(certainty: Certainty) -> str:
    """How sure it is, with the likelihood term it fits: probable (likely); empty where nothing is to be sure of."""
    if certainty.level == "na":
        return ""
    return f"{certainty.level} ({certainty.icd203})" if certainty.icd203 else certainty.level


def show_chain(chain: tuple[ChainLink, ...]) -> str:
    """The chain on one line, the printing outlet first."""
    return " ← ".join(link.name for link in chain)
