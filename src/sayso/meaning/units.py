"""What a figure is given in: a currency, per cent, or a measure."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from babel import Locale
from babel.numbers import get_currency_name

from sayso.meaning.lists import lines_of, rows_of
from sayso.meaning.numerals import words_for
from sayso.meaning.words import cut_words, form_at, is_glued

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.meaning.words import Word

PER_CENT = "%"
_LONGEST = 4  # words in a unit's name ("miles an hour", "Bosnia-Herzegovina convertible marks" is not needed)
_PER_CENT = (("%",), ("percent",), ("per", "cent"), ("pct",), ("percents",), ("percentage",), ("pc",))
_DECLARED = 1000
"""The scale from which "5 million pounds" are money: nobody weighs in millions of pounds without saying of what."""


class Unit(NamedTuple):
    """A unit and the words it is written with, ``words[first:last]``; ``money`` tells currencies."""

    name: str
    first: int
    last: int
    money: bool = False


def find_unit(words: Sequence[Word], first: int, last: int, scale: float) -> Unit | None:
    """The unit of the number at ``words[first:last]``, after it or, for money and earthquakes, before it."""
    return _unit_before(words, first) or _unit_after(words, last, scale)


def _unit_before(words: Sequence[Word], first: int) -> Unit | None:
    """Find "$5", "US$ 5", "EUR 5", "Rs 5", "magnitude 7.8"."""
    names = _before()
    for length in (4, 2, 1):
        start = first - length
        forms = tuple(word.form for word in words[max(start, 0) : first])
        if start >= 0 and forms in names and all(word.glued for word in words[start + 1 : first] if length > 1):
            return Unit(names[forms], start, first, money=True)
    strength = form_at(words, first - 1) == "magnitude"
    return Unit("magnitude", first - 1, first) if strength else None


def _unit_after(words: Sequence[Word], last: int, scale: float) -> Unit | None:
    start = last
    if form_at(words, start) in ("-", "‐", "‑") and is_glued(words, start) and is_glued(words, start + 1):
        start += 1
    for length in range(_LONGEST, 0, -1):
        forms = tuple(word.form for word in words[start : start + length] if word.form != "-" or length > 1)
        if len(forms) < length or start + length > len(words):
            continue
        unit = _named(words, forms, start, scale)
        if unit is not None:
            return unit
    return None


def _named(words: Sequence[Word], forms: tuple[str, ...], start: int, scale: float) -> Unit | None:
    end = start + len(forms)
    if forms in _PER_CENT:
        more = form_at(words, end) in ("point", "points")
        return None if more else Unit(PER_CENT, start, end)
    if forms in _measures() or (is_glued(words, start) and forms in _glued_measures()):
        if scale >= _DECLARED and forms in _declared():
            return Unit(_declared()[forms], start, end, money=True)
        return Unit(" ".join(forms).replace(" - ", "-"), start, end)
    if forms in _after():
        return Unit(_after()[forms], start, end, money=True)
    if scale >= _DECLARED and forms in _declared():
        return Unit(_declared()[forms], start, end, money=True)
    return None


def _cut(name: str) -> tuple[str, ...]:
    return tuple(word.form for word in cut_words(name))


@cache
def _names() -> dict[str, str]:
    """CLDR's English name of each currency, by code."""
    return {str(code): str(name) for code, name in Locale("en").currencies.items()}


@cache
def _codes() -> dict[tuple[str, ...], str]:
    return {(code.lower(),): code for code in _names() if code.lower() not in words_for("no-code")}


@cache
def _measures() -> frozenset[tuple[str, ...]]:
    return frozenset(_cut(line) for line in lines_of("measure-units") if not line.startswith("="))


@cache
def _glued_measures() -> frozenset[tuple[str, ...]]:
    return frozenset(_cut(line[1:]) for line in lines_of("measure-units") if line.startswith("="))


@cache
def _before() -> dict[tuple[str, ...], str]:
    """Signs and codes that stand before their figure."""
    signs = {_cut(name): code for code, name in rows_of("currencies") if not name[-1].islower() or name == "Rs"}
    return {**_codes(), **signs}


@cache
def _after() -> dict[tuple[str, ...], str]:
    """Names, signs and codes that stand after their figure; CLDR's full names through Babel."""
    names: dict[tuple[str, ...], str] = {}
    for code, name in _names().items():
        for count in (1, 2):
            names[_cut(get_currency_name(code, count=count, locale="en"))] = code
        names.setdefault(_cut(name), code)
    own = {_cut(name): code for code, name in rows_of("currencies") if not name.startswith("!")}
    return {**_codes(), **names, **own}


@cache
def _declared() -> dict[tuple[str, ...], str]:
    """Names that mean money only after a scale."""
    return {_cut(name[1:]): code for code, name in rows_of("currencies") if name.startswith("!")}
