"""Offsets for tools that count otherwise.

Everything inside counts Unicode code points. JavaScript, Java and the browser's
DOM count UTF-16 code units, of which a character beyond U+FFFF (an emoji) takes
two. A view is made where text meets such a tool, and nowhere else.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Utf16View:
    """The UTF-16 offsets of one text.

    ``length`` is the text's length in code points, ``astral`` the positions of
    the characters that take two units.
    """

    length: int
    astral: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Utf16View:
        """The view of a text."""
        return cls(len(text), tuple(match.start() for match in _ASTRAL.finditer(text)))

    @property
    def units(self) -> int:
        """The text's length in UTF-16 code units."""
        return self.length + len(self.astral)

    def to_units(self, point: int) -> int:
        """The UTF-16 offset of a code point offset.

        Raises:
            ValueError: the offset lies outside of the text.

        """
        if not 0 <= point <= self.length:
            message = f"offset {point} lies outside of a text of {self.length} code points"
            raise ValueError(message)
        return point + bisect_left(self.astral, point)

    def to_points(self, unit: int) -> int:
        """The code point offset of a UTF-16 offset.

        Raises:
            ValueError: the offset lies outside of the text or within a character.

        """
        if not 0 <= unit <= self.units:
            message = f"offset {unit} lies outside of a text of {self.units} UTF-16 units"
            raise ValueError(message)
        before = bisect_left(range(len(self.astral)), unit, key=lambda i: self.astral[i] + i)
        if before and self.astral[before - 1] + before == unit:
            message = f"offset {unit} lies within a character"
            raise ValueError(message)
        return unit - before
