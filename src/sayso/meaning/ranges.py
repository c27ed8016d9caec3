"""Two numbers side by side: a range ("5 to 7 million", "between 5% and 7%"), a result ("won 3-1"), or neither."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from sayso.meaning.lists import words_of
from sayso.meaning.numerals import words_for
from sayso.meaning.words import DASHES, form_at, is_glued

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.meaning.numerals import Numeral
    from sayso.meaning.units import Unit
    from sayso.meaning.words import Word

Pairing = Literal["range", "result"]


class Measured(NamedTuple):
    """A number with its unit."""

    numeral: Numeral
    unit: Unit | None

    @property
    def first(self) -> int:
        """Where its words begin."""
        return min(self.numeral.first, self.unit.first) if self.unit else self.numeral.first

    @property
    def last(self) -> int:
        """Where its words end."""
        return max(self.numeral.last, self.unit.last) if self.unit else self.numeral.last


def find_pairing(words: Sequence[Word], one: Measured, two: Measured) -> Pairing | None:
    """What the two make; None where they are two figures, or one is a share or a round plural."""
    joint = one.last
    plain = not any(n.share or n.written == "class" for n in (one.numeral, two.numeral))
    if not plain or two.first - joint != 1 or _differ(one.unit, two.unit):
        return None
    joiner, before = words[joint].form, form_at(words, one.first - 1)
    rises = lift(one.numeral, two.numeral) < two.numeral.low
    if joiner in DASHES:
        return _pair_by_dash(words, one, two, rises=rises)
    if not rises or before in words_of("result-verbs"):
        return None
    if joiner == "or" or (joiner == "and" and before == "between"):
        return "range"
    moved = before in {"from", "by"} and not _ranges(words, one)
    return "range" if joiner in ("to", "through") and not moved else None


def _differ(one: Unit | None, two: Unit | None) -> bool:
    """Whether two units are given and not the same: "rose 5% to $3 million" tells two figures."""
    return one is not None and two is not None and one.name != two.name


def lift(one: Numeral, two: Numeral) -> float:
    """The first bound, in the second's scale where it has none of its own: "5 to 7 million"."""
    lifted = two.scale > 1 and one.scale == 1 and one.low < two.low / two.scale
    return one.low * two.scale if lifted else one.low


def _pair_by_dash(words: Sequence[Word], one: Measured, two: Measured, *, rises: bool) -> Pairing | None:
    following = form_at(words, two.last)
    counted = one.unit or two.unit or following.isalpha()
    told = following in words_of("tally-words") or form_at(words, one.first - 1) in words_of("result-verbs")
    if rises and counted and not told:
        return "range"
    return "result" if is_glued(words, one.last) and is_glued(words, one.last + 1) else None


def _ranges(words: Sequence[Word], one: Measured) -> bool:
    """Whether "from 5 to 7" tells a range: "ranging from", "anywhere from"."""
    return any(form_at(words, one.first - step) in words_for("ranging") for step in (2, 3))
