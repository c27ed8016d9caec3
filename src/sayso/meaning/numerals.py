"""Numbers as they are written: in digits, in words, in round plurals, as parts of a whole.

text2num reads what number words make together; digits, scales ("1.2bn"), round
plurals ("tens of thousands") and parts ("two-thirds", "one in five") are read here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from text_to_num import text2num

from sayso.meaning.bounds import find_bounds
from sayso.meaning.lists import lines_of, rows_of, words_of
from sayso.meaning.words import DASHES, form_at, is_glued

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.meaning.words import Word

LONGEST_FIGURE = 24
"""Characters; what is longer is a key or noise, and no money or crowd needs more."""

_DIGITS = re.compile(r"(?:\d{1,3}(?:[, \u00a0\u2009\u202f]\d{3})+|\d+)(?:\.\d+)?|\.\d+")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})*,\d{3}(?:\.\d+)?")
_GROUPING = re.compile(r"[^\d.]")
_LONGEST_RUN = 12  # words: "nine hundred and ninety nine million …" needs no more, and a run costs its square
_LARGEST_WHOLE = 1_000_000  # "one in a million" is the rarest that is still said so
_THOUSAND = 1000
_YEAR_LENGTH = 4
_FEW = {"few": (2, 10), "several": (2, 10), "couple": (2, 2)}
"""How many of the next scale: "several thousand" is more than one of them and no ten."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """The number that ``words[first:last]`` write, from ``low`` to ``high``.

    ``scale`` is what its digits were multiplied by. A ``share`` is a part of a whole, in per cent.
    ``written`` tells how.
    """

    first: int
    last: int
    low: float
    high: float
    scale: float = 1
    share: bool = False
    written: str = "digits"


@cache
def _scales() -> dict[str, tuple[float, bool]]:
    """Value by word; True where it counts only when glued to its figure."""
    found: dict[str, tuple[float, bool]] = {}
    for value, word, *glued in rows_of("number-scales"):
        found[word] = (float(value), bool(glued) and found.get(word, (0, True))[1])
    return found


@cache
def _classes() -> dict[str, tuple[float, float]]:
    return {word: (float(low), float(high)) for low, high, word in rows_of("number-classes")}


@cache
def _parts() -> dict[str, int]:
    return {word: int(whole) for whole, word in rows_of("number-parts")}


@cache
def _starts() -> frozenset[str]:
    words = {*lines_of("number-words"), *_classes(), *_parts(), *_scales(), *_FEW, "a", "an"}
    return frozenset(word for word in words if len(word) > 1 or word == "a")


def find_numerals(words: Sequence[Word]) -> tuple[Numeral, ...]:
    """Every number written in ``words``, in order, none within another."""
    found: list[Numeral] = []
    starts = _starts()
    place = 0
    while place < len(words):
        form = words[place].form
        numeral = None
        if form in starts or form[-1].isdigit() or (len(form) == 1 and form.isnumeric()):
            numeral = _read(words, place)
        if numeral is not None:
            found.append(numeral)
        place = numeral.last if numeral else place + 1
    return tuple(found)


@cache
def words_for(use: str) -> frozenset[str]:
    """The words that data/figure-words.txt keeps for a use."""
    return frozenset(word for one, listed in rows_of("figure-words") if one == use for word in listed.split())


def _read(words: Sequence[Word], place: int) -> Numeral | None:
    return (
        _read_class(words, place)
        or _read_half(words, place)
        or _read_ratio(words, place)
        or _read_counted_ratio(words, place)
        or _read_part(words, place)
        or _read_cardinal(words, place)
    )


# ---------------------------------------------------------------- cardinals


def _read_cardinal(words: Sequence[Word], place: int) -> Numeral | None:
    numeral = _read_digits(words, place) or _read_words(words, place) or _read_article(words, place)
    if numeral is None:
        return None
    written, _ = _scales().get(form_at(words, numeral.last - 1), (1, False))  # text2num has read "million" already
    numeral = _scaled(words, _add_decimals(words, _add_half(words, numeral, written if written >= _THOUSAND else 1)))
    return numeral if numeral is None or numeral.scale == 1 else _add_half(words, numeral, numeral.scale)


def _read_digits(words: Sequence[Word], place: int) -> Numeral | None:
    form = words[place].form
    if len(form) == 1 and not form.isdecimal():
        value = unicodedata.numeric(form, None)
        return None if value is None else Numeral(place, place + 1, value, value)
    if len(form) > LONGEST_FIGURE or not (_DIGITS.fullmatch(form) or _INDIAN.fullmatch(form)):
        return None
    value = float(_GROUPING.sub("", form))
    return Numeral(place, place + 1, value, value)


def _read_words(words: Sequence[Word], place: int) -> Numeral | None:
    run = _run_of(words, place)
    for last in range(len(run), 0, -1):
        written = " ".join(form for form in run[:last] if form not in DASHES)
        if run[last - 1] in DASHES or run[last - 1] == "and" or not written:
            continue
        try:
            value = float(text2num(written, "en"))
        except ValueError:
            continue
        end = place + last
        if form_at(words, end) in DASHES and is_glued(words, end) and form_at(words, end + 1) in words_for("ordinal"):
            return None
        return Numeral(place, end, value, value, written="words")
    return None


def _run_of(words: Sequence[Word], place: int) -> list[str]:
    """The number words from ``place`` on, with the hyphens and the "and" among them."""
    numbers = words_of("number-words")
    run: list[str] = []
    for step in range(place, min(place + _LONGEST_RUN, len(words))):
        form = words[step].form
        joins = form == "and" or (form in DASHES and words[step].glued)
        if form not in numbers and not (joins and run and form_at(words, step + 1) in numbers):
            break
        if form == "and" and run[-1] not in ("hundred", "thousand", "million", "billion"):
            break
        run.append(form)
    return run


def _read_article(words: Sequence[Word], place: int) -> Numeral | None:
    """Read "a hundred", "a dozen", "a couple of thousand", "several hundred"; None where no scale follows."""
    form = words[place].form
    following = place + 1
    if form in ("a", "an") and form_at(words, following) in _FEW:
        form, following = words[following].form, following + 1
    if form == "couple" and following == place + 2:
        return _read_couple(words, place, following)
    if form in _FEW and form_at(words, following) in _scales() and not _scales()[words[following].form][1]:
        low, high = _FEW[form]
        return Numeral(place, following, low, high, written="class")
    if form in ("a", "an") and _scales().get(form_at(words, following), (0.0, True))[1] is False:
        return Numeral(place, following, 1, 1, written="words")
    if form == "dozen":
        return Numeral(place, place, 1, 1, written="words")
    return None


def _read_couple(words: Sequence[Word], place: int, following: int) -> Numeral | None:
    scale = following + (form_at(words, following) == "of")
    if form_at(words, scale) in _scales() and not _scales()[words[scale].form][1]:
        return Numeral(place, scale, 2, 2, written="words")
    return Numeral(place, following, 2, 2, written="words") if scale > following else None


def _read_half(words: Sequence[Word], place: int) -> Numeral | None:
    """Read "half a million", "half-dozen", "a quarter of a million"."""
    part = place + (words[place].form == "a")
    if form_at(words, part) not in ("half", "quarter"):
        return None
    step = part + 1
    while step < part + 4 and form_at(words, step) in ("of", "a", "an", "-"):
        step += 1
    scale, glued_only = _scales().get(form_at(words, step), (0, True))
    value = 1 / _parts()[words[part].form]
    if form_at(words, step) in words_for("halved") and step > part + 1:
        return Numeral(place, step, value, value, written="words")
    if glued_only:
        return None
    return Numeral(place, step + 1, value * scale, value * scale, scale, written="words")


def _add_decimals(words: Sequence[Word], numeral: Numeral) -> Numeral:
    """Read "five point two five": single digits behind "point"."""
    if numeral.written != "words" or form_at(words, numeral.last) != "point":
        return numeral
    last, digits = numeral.last + 1, ""
    while (digit := value_of_digit(form_at(words, last))) is not None and len(digits) < LONGEST_FIGURE:
        digits, last = digits + digit, last + 1
    more = float(f"0.{digits or 0}")
    return replace(numeral, last=last, low=numeral.low + more, high=numeral.high + more) if digits else numeral


def value_of_digit(form: str) -> str | None:
    """The digit that a word names: "nought" is 0; None for any other word."""
    return next((digit for digit in "0123456789" if form in words_for(digit)), None)


def _add_half(words: Sequence[Word], numeral: Numeral, scale: float) -> Numeral:
    """Read "two and a half", "3½", "three million and a half"."""
    end = numeral.last
    form = form_at(words, end)
    if len(form) == 1 and not form.isdecimal() and is_glued(words, end):
        more = unicodedata.numeric(form, 0.0)
        return replace(numeral, last=end + 1, low=numeral.low + more, high=numeral.high + more) if more else numeral
    forms = [w.form for w in words[end : end + 6] if w.form not in DASHES]
    if forms[:3] in (["and", "a", "half"], ["and", "a", "quarter"]):
        more = scale / _parts()[forms[2]]
        last = next(i for i in range(end, len(words)) if words[i].form == forms[2]) + 1
        return replace(numeral, last=last, low=numeral.low + more, high=numeral.high + more)
    return numeral


def _scaled(words: Sequence[Word], numeral: Numeral) -> Numeral | None:
    """With the scales that follow: "1.2 billion", "5bn", "two dozen", "$2-million"."""
    for _ in range(2):
        place = numeral.last
        if form_at(words, place) in DASHES and is_glued(words, place) and is_glued(words, place + 1):
            place += 1
        value, glued_only = _scales().get(form_at(words, place), (0, True))
        if not value or (glued_only and not _takes_suffix(words, numeral, place)):
            break
        numeral = replace(
            numeral,
            last=place + 1,
            low=numeral.low * value,
            high=numeral.high * value,
            scale=numeral.scale * value,
        )
    return numeral if numeral.last > numeral.first else None


def _takes_suffix(words: Sequence[Word], numeral: Numeral, place: int) -> bool:
    """Whether the letter at ``place`` multiplies: "5k", "£5m", "5m people", but "100m" alone is metres."""
    if not is_glued(words, place) or place != numeral.last or numeral.written != "digits":
        return False
    form = words[place].form
    if form not in ("m", "b") or words[place].capital:
        return True
    money = unicodedata.category(form_at(words, numeral.first - 1)[-1:] or " ") == "Sc"
    counted = form_at(words, place + 1)
    return money or (form == "m" and (counted in _crowds() or (counted.isalpha() and counted.endswith("s"))))


@cache
def _crowds() -> frozenset[str]:
    return words_of("plural-nouns")


# ---------------------------------------------------------------- round plurals and parts of a whole


def _read_class(words: Sequence[Word], place: int) -> Numeral | None:
    """Read "dozens", "hundreds of thousands"."""
    classes = _classes()
    if words[place].form not in classes:
        return None
    low, high = classes[words[place].form]
    last = place + 1
    if form_at(words, last) == "of" and form_at(words, last + 1) in classes:
        factor = classes[words[last + 1].form][0]
        return Numeral(place, last + 2, low * factor, high * factor, factor, written="class")
    if words[place].form in ("tens", "scores") and not (words[place].form == "scores" and form_at(words, last) == "of"):
        return None
    return Numeral(place, last, low, high, written="class")


def _read_ratio(words: Sequence[Word], place: int) -> Numeral | None:
    """Read "one in five", "nine out of ten": in per cent."""
    part = _read_digits(words, place) or _read_words(words, place)
    if part is None or part.low < 1 or part.low != int(part.low):
        return None
    step = part.last
    if form_at(words, step) in DASHES:
        step += 1
    if form_at(words, step) == "out" and form_at(words, step + 1) == "of":
        step += 2
    elif form_at(words, step) == "in":
        step += 1
    else:
        return None
    step += form_at(words, step) == "every"
    step += form_at(words, step) in DASHES
    whole = _read_whole(words, step)
    if whole is None or not part.low < whole.low <= _LARGEST_WHOLE:
        return None
    if words[step].form.isdigit() and len(words[step].form) == _YEAR_LENGTH:  # "one in 2016"
        return None
    if form_at(words, whole.last) in words_of("duration-units"):
        return None
    share = round(100 * part.low / whole.low, 4)
    return Numeral(place, whole.last, share, share, share=True)


def _read_counted_ratio(words: Sequence[Word], place: int) -> Numeral | None:
    """Read "one chip in 40": in per cent. "One goal in 40 games" counts goals and games: no noun may follow."""
    counted, step = form_at(words, place + 1), place + 3
    if words[place].form not in ("one", "1") or not counted.isalpha() or form_at(words, place + 2) != "in":
        return None
    if counted in words_for("no-counted") or counted.endswith("ed"):
        return None
    step += form_at(words, step) == "every"
    whole = _read_whole(words, step)
    if whole is None or not 1 < whole.low <= _LARGEST_WHOLE:
        return None
    if words[step].form.isdigit() and len(words[step].form) == _YEAR_LENGTH:  # "one case in 2016"
        return None
    following = form_at(words, whole.last)
    glued = following in DASHES or following == "/"  # "20-car", "9/11"
    if glued or (following.isalpha() and following not in words_for("behind-part")):
        return None
    share = round(100 / whole.low, 4)
    return Numeral(place, whole.last, share, share, share=True)


def _read_whole(words: Sequence[Word], place: int) -> Numeral | None:
    if place >= len(words):
        return None
    article = _read_article(words, place) if words[place].form == "a" else None
    whole = _read_digits(words, place) or _read_words(words, place) or article
    return _scaled(words, whole) if whole else None


def _read_part(words: Sequence[Word], place: int) -> Numeral | None:
    """Read "a third of", "two-thirds", "half the", "three quarters of": in per cent."""
    count, step = _read_count(words, place)
    whole = _parts().get(form_at(words, step))
    if not whole or not _is_share(words, place, step):
        return None
    share = round(100 * count / whole, 2)
    return Numeral(place, step + 1, share, share, share=True, written="words")


def _read_count(words: Sequence[Word], place: int) -> tuple[float, int]:
    """How many parts, and where the word for the part stands."""
    form = words[place].form
    if form in ("a", "one"):
        return 1, place + 1 + (form_at(words, place + 1) in DASHES)
    number = _read_digits(words, place) or _read_words(words, place)
    if number is not None and number.low < 10:  # noqa: PLR2004 - no newspaper counts elevenths
        return number.low, number.last + (form_at(words, number.last) in DASHES)
    return 1, place


def _is_share(words: Sequence[Word], place: int, step: int) -> bool:
    """Whether the part at ``step`` is one of a whole, and no ordinal ("a third term"), quarter of a year, half-time.

    Without "of" and "by" a bound shows it where no noun follows: "down almost a third", but "about a third attack".
    """
    form, following = words[step].form, form_at(words, step + 1)
    before = form_at(words, place - 1)
    if form == "half":
        compared = following in words_for("whole") or before in words_for("before-half")
        return compared and before not in words_for("other-half") and following not in words_of("duration-units")
    if form.endswith("s") and step > place:
        return following not in words_of("duration-units")
    if step == place:
        return False
    kind, start, _ = find_bounds(words, place, step + 1)
    led = form_at(words, start - 1) == "by" and form != "half"
    alone = not following.isalpha() or following in words_for("behind-part")
    compared = following in words_for("compared-part")
    of = following == "of" and not _is_part_of_time(words, step + 2)
    return of or led or compared or (kind is not None and alone)


def _is_part_of_time(words: Sequence[Word], place: int) -> bool:
    """Whether a stretch of time stands at ``place``: "a quarter of an hour"."""
    return form_at(words, place) in ("a", "an") and form_at(words, place + 1) in words_of("duration-units")
