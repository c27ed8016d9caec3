"""Figures of a text: numbers with their bounds, ranges and units, without what only looks like one.

Bounds follow CONVENTIONS: "at least" has a lower one only, "up to" an upper one
only, "about" and "nearly" are the number itself. Shares are in per cent: "a third
of" is 33.33.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sayso.meaning.bounds import find_bounds
from sayso.meaning.lists import words_of
from sayso.meaning.lookalikes import are_clock_times, begins_in_code, ends_in_code, is_label, is_no_figure, is_of_time
from sayso.meaning.numerals import Numeral, find_numerals
from sayso.meaning.ranges import Measured, find_pairing, lift
from sayso.meaning.units import PER_CENT, Unit, find_unit
from sayso.meaning.words import cut_words, form_at, is_glued
from sayso.types import CharSpan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.meaning.words import Word


_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its words with bound and unit, its number alone, its bounds (None: open), its unit.

    ``money`` tells currencies.
    """

    span: CharSpan
    number: CharSpan
    low: float | None
    high: float | None
    unit: str | None = None
    money: bool = False


class _Amount(NamedTuple):
    """The words ``first`` to ``last`` of a number or range with its unit, and those of the ``number`` alone."""

    first: int
    last: int
    low: float
    high: float
    unit: Unit | None
    share: bool
    number: tuple[int, int]


def find_figures(text: str, taken: Sequence[CharSpan] = ()) -> tuple[Figure, ...]:
    """The figures of ``text``, in order; numbers that touch a ``taken`` range (a date) or an address are none."""
    words = cut_words(text)
    taken = sorted((*taken, *(CharSpan(*match.span()) for match in _ADDRESS.finditer(text))))
    numerals = [
        Measured(numeral, find_unit(words, numeral.first, numeral.last, numeral.scale))
        for numeral in find_numerals(words)
        if not _is_taken(words, numeral, taken)
    ]
    found: list[Figure] = []
    place = 0
    while place < len(numerals):
        amount, used = _read_amount(words, numerals[place : place + 2])
        if amount is not None:
            found.append(_to_figure(text, words, amount))
        place += used
    return tuple(found)


def _is_taken(words: Sequence[Word], numeral: Numeral, taken: Sequence[CharSpan]) -> bool:
    start, end = words[numeral.first].start, words[numeral.last - 1].end
    place = bisect_right(taken, start, key=lambda span: span.start)
    return any(span.start < end and start < span.end for span in taken[max(place - 1, 0) : place + 1])


def _read_amount(words: Sequence[Word], numerals: Sequence[Measured]) -> tuple[_Amount | None, int]:
    """The amount that the first of one or two neighbours begins, if it is one, and how many of them it uses."""
    one = numerals[0]
    pairing = find_pairing(words, one, numerals[1]) if len(numerals) > 1 else None
    if pairing is not None:
        return (_read_range(words, one, numerals[1]) if pairing == "range" else None), 2
    if is_no_figure(words, one.numeral, one.unit) and not _is_partitive(words, one):
        return None, 1
    return _read_single(words, one), 1


def _is_partitive(words: Sequence[Word], one: Measured) -> bool:
    """Whether the number is the whole that another counts a part of: the five of "two of the five villages"."""
    first = one.first
    if one.unit is not None or form_at(words, first - 1) != "the" or form_at(words, first - 2) != "of":
        return False
    part = form_at(words, first - 3)
    counted = part.isdecimal() or (part in words_of("number-words") and part != "one")
    return counted and form_at(words, one.last).isalpha()


def _read_single(words: Sequence[Word], one: Measured) -> _Amount:
    first, numeral = one.first, one.numeral
    low, high = numeral.low, numeral.high
    if _is_negative(words, first):
        first, low, high = first - 1, -high, -low
    return _Amount(first, one.last, low, high, one.unit, numeral.share, (numeral.first, numeral.last))


def _is_negative(words: Sequence[Word], first: int) -> bool:
    """Whether "minus" or a sign stands before: "-5", but not "2-5" or " - 5"."""
    before = form_at(words, first - 1)
    if before in {"-", "−"}:
        return is_glued(words, first) and not is_glued(words, first - 1)
    return before in {"minus", "negative"}


def _read_range(words: Sequence[Word], one: Measured, two: Measured) -> _Amount | None:
    first, last = one.first, two.last
    timed = is_of_time(words, two.numeral) or are_clock_times(words, one.numeral, two.numeral)
    unmeasured = two.unit is None and (timed or ends_in_code(words, last))
    if unmeasured or begins_in_code(words, first) or is_label(words, first):
        return None
    low, high = lift(one.numeral, two.numeral), two.numeral.high
    first -= form_at(words, first - 1) in ("between", "from")
    number = (one.numeral.first, two.numeral.last)
    return _Amount(first, last, low, high, one.unit or two.unit, share=False, number=number)


def _to_figure(text: str, words: Sequence[Word], amount: _Amount) -> Figure:
    kind, first, last = find_bounds(words, amount.first, amount.last)
    return Figure(
        span=CharSpan(words[first].start, words[last - 1].end),
        number=CharSpan(words[amount.number[0]].start, words[amount.number[1] - 1].end),
        low=None if kind == "high" else amount.low,
        high=None if kind == "low" else amount.high,
        unit=_name_unit(text, words, amount),
        money=amount.unit is not None and amount.unit.money,
    )


def _name_unit(text: str, words: Sequence[Word], amount: _Amount) -> str | None:
    """The code of a currency, "%", or a measure in the text's own words."""
    unit = amount.unit
    if amount.share:
        return PER_CENT
    if unit is None or unit.money or unit.name == PER_CENT:
        return unit.name if unit else None
    return text[words[unit.first].start : words[unit.last - 1].end]
