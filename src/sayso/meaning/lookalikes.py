"""Numbers that are no figures: codes, times of day, ages, durations, labels, known things, pronouns.

CONVENTIONS: no dates, ages, durations, nor "the two countries".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso.meaning.lists import words_of
from sayso.meaning.numerals import words_for
from sayso.meaning.words import DASHES, form_at, is_glued

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.meaning.numerals import Numeral
    from sayso.meaning.units import Unit
    from sayso.meaning.words import Word

_SMALL = 12
"""Up to twelve, "the twelve countries" points at known ones; above, a definite figure still tells a count."""
_OLDEST = 120  # years; what stands between commas after a name and is no more than this is an age
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
_VAGUE = frozenset(["about", "around", "approximately", "roughly", "exactly", "almost", "nearly", "just", "precisely"])
_ROUND = 100  # "2000 soldiers" are counted, "2013 rules" are of that year


def is_no_figure(words: Sequence[Word], numeral: Numeral, unit: Unit | None) -> bool:
    """Whether the number, with the unit found for it, only looks like a figure."""
    if numeral.share:
        return False
    first, last = around(numeral, unit)
    if begins_in_code(words, first) or (unit is None and ends_in_code(words, last)):
        return True
    if unit is not None:
        if unit.name == "point" and numeral.high == 1:  # "at one point"
            return True
        return unit.name == "feet" and form_at(words, first - 1) in ("on", "at", "his", "her", "their", "my")
    return (
        is_of_time(words, numeral)
        or is_label(words, numeral.first)
        or _is_year(words, numeral)
        or _is_definite(words, numeral)
        or _is_adjective(words, numeral)
        or _is_pronoun(words, numeral)
    )


def is_of_time(words: Sequence[Word], numeral: Numeral) -> bool:
    """Whether the number is part of a duration, a time of day or an age."""
    return _is_duration(words, numeral) or _is_clock(words, numeral) or _is_age(words, numeral)


def around(numeral: Numeral, unit: Unit | None) -> tuple[int, int]:
    """The words of the number and its unit."""
    if unit is None:
        return numeral.first, numeral.last
    return min(numeral.first, unit.first), max(numeral.last, unit.last)


def begins_in_code(words: Sequence[Word], first: int) -> bool:
    """Whether what begins at ``first`` goes on from something glued to it: "F-16", "G7", "9/11", "#5"."""
    before = form_at(words, first - 1)
    if before in {"#", "№"}:
        return True
    if not is_glued(words, first):
        return False
    if before in DASHES:
        return is_glued(words, first - 1) and form_at(words, first - 2)[-1:].isalnum()
    return before.isalnum() or before in "/:@_=&.,%"


def ends_in_code(words: Sequence[Word], last: int) -> bool:
    """Whether something is glued to what ends at ``last``: "737s", "5th", "10:30"."""
    following = form_at(words, last)
    if not is_glued(words, last):
        return False
    return following.isalnum() or (following in {"/", ":", "_", "@", "="} and is_glued(words, last + 1))


def is_label(words: Sequence[Word], first: int) -> bool:
    """Whether the number at ``first`` merely numbers: "Article 5", "No. 10"."""
    before = form_at(words, first - 1)
    if before == "." and is_glued(words, first - 1):
        return form_at(words, first - 2) in words_for("abbreviated")
    return before in words_of("number-labels")


def _is_clock(words: Sequence[Word], numeral: Numeral) -> bool:
    """Whether it is a time of day: "5 p.m.", "9am", "10 o'clock"."""
    form = form_at(words, numeral.last)
    if form in ("a", "p"):
        return form_at(words, numeral.last + 1) == "." and form_at(words, numeral.last + 2) == "m"
    return form in words_for("clock") or _is_dotted_clock(words, numeral)


def are_clock_times(words: Sequence[Word], one: Numeral, two: Numeral) -> bool:
    """Whether both ends of a range are hours and minutes: "between 7.30 and 8.15", which counts nothing."""
    bounded = form_at(words, one.first - 1) in ("between", "from")
    dotted = all(n.last - n.first == 1 and _CLOCK.fullmatch(words[n.first].form) for n in (one, two))
    following = form_at(words, two.last)
    return bounded and dotted and not (following.isalpha() and following not in words_of("clock-neighbours"))


def _is_dotted_clock(words: Sequence[Word], numeral: Numeral) -> bool:
    """Whether it is hours and minutes with a point between: "at about 8.40"; "stood at 10.15" is a rate."""
    if numeral.last - numeral.first != 1 or not _CLOCK.fullmatch(words[numeral.first].form):
        return False
    if form_at(words, numeral.last) in words_of("clock-followers"):
        return True
    place = numeral.first - 1
    while form_at(words, place) in _VAGUE:
        place -= 1
    if form_at(words, place) not in words_of("clock-leads"):
        return False
    before = {form_at(words, place - 1), form_at(words, place - 2)}
    counts = form_at(words, numeral.last).isalpha() and form_at(words, numeral.last) not in words_of("clock-neighbours")
    return not before & words_of("rate-words") and not counts


def _is_duration(words: Sequence[Word], numeral: Numeral) -> bool:
    units, step = words_of("duration-units"), numeral.last
    step += form_at(words, step) in DASHES and is_glued(words, step)
    while form_at(words, step) in words_for("between") and step < numeral.last + 3:
        step += 1
    step += form_at(words, step) == "of" and numeral.scale > 1  # "thousands of years"
    form = form_at(words, step).removesuffix("'s").removesuffix("’s")
    if len(form) == 1 and not (is_glued(words, step) and numeral.written == "digits"):
        return False
    return form in units


def _is_age(words: Sequence[Word], numeral: Numeral) -> bool:
    """Whether it is an age: "aged 5", "at age 12", "children under 5", "Ann Vel, 45,"."""
    if numeral.low > _OLDEST or numeral.high != numeral.low:
        return False
    before, earlier = form_at(words, numeral.first - 1), form_at(words, numeral.first - 2)
    ages = {"aged", "age", "ages"}
    if before in ages or (before in {"of", "over", "under"} and earlier in ages):
        return True
    following = form_at(words, numeral.last)
    ended = not following or not (following.isalnum() or following in "-–%$€£(")
    if ended and before in {"under", "over", "than"}:
        return form_at(words, numeral.first - (3 if before == "than" else 2)) in words_for("aged")
    named = before in {",", "("} and numeral.first > 1 and words[numeral.first - 2].capital
    return named and following in {",", ".", ")"} and numeral.written == "digits" and numeral.low == int(numeral.low)


def _is_year(words: Sequence[Word], numeral: Numeral) -> bool:
    """Whether it is a year that no preposition marks: "his 2013 rules"."""
    form = words[numeral.first].form
    bare = form.isdecimal() and len(form) == 4 and numeral.last == numeral.first + 1  # noqa: PLR2004 - digits of a year
    return bare and _FIRST_YEAR <= numeral.low <= _LAST_YEAR and numeral.low % _ROUND != 0


def _is_definite(words: Sequence[Word], numeral: Numeral) -> bool:
    """Whether it points at what is known: "the two countries", "these three", "the other two"."""
    small = numeral.written == "words" and numeral.high <= _SMALL and numeral.scale == 1
    before = form_at(words, numeral.first - 1)
    if before in words_for("ordering"):
        before = form_at(words, numeral.first - 2)
    return small and before in words_of("definite-words")


def _is_adjective(words: Sequence[Word], numeral: Numeral) -> bool:
    """Whether it is part of an adjective: "a two-man race", "one-sided"."""
    end = numeral.last
    joined = form_at(words, end) in DASHES and is_glued(words, end) and is_glued(words, end + 1)
    return joined and numeral.written == "words" and numeral.high <= _SMALL


def _is_pronoun(words: Sequence[Word], numeral: Numeral) -> bool:
    """Whether "one" is a pronoun or idiom: it counts people, victims and the like, or where it is bounded."""
    if numeral.written != "words" or numeral.high != 1 or numeral.last - numeral.first != 1:
        return False
    if words[numeral.first].form != "one":
        return True
    before, earlier = form_at(words, numeral.first - 1), form_at(words, numeral.first - 2)
    following = {form_at(words, numeral.last), form_at(words, numeral.last + 1)}
    if before in words_for("no-one") or form_at(words, numeral.last) in words_of("one-stops"):
        return True
    bounded = before in {"only", "just"} or (before, earlier) in {("least", "at"), ("than", "more")}
    return not bounded and not following & words_for("counted")
