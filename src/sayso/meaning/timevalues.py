"""What the words of a time phrase stand for, and where the phrase is seen from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from sayso.meaning.periods import Period, part_of, until
from sayso.meaning.timewords import value_of

Direction = Literal["past", "future", "unknown"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where times are reckoned from: the day of publication, where the words look, another time told before."""

    today: date | None
    direction: Direction = "past"
    other: Period | None = None


def number_of(values: dict[str, str], kind: str, default: int = 0) -> int:
    """The number that a group's word stands for; "which" also names its weeks and years."""
    word = values.get(kind)
    if word is None:
        return default
    if word.isdecimal():
        return int(word)
    listed = value_of("which" if kind.startswith("which") else kind.removeprefix("last"), word)
    return int(listed) if listed else ordinal_of(word)


def ordinal_of(word: str) -> int:
    """Read "3rd", "twenty-first"."""
    digits = "".join(letter for letter in word if letter.isdecimal())
    if digits:
        return int(digits)
    tens, _, ones = word.partition("-")
    return {"twenty": 20, "thirty": 30}.get(tens, 0) + int(value_of("ordinal", ones or tens) or 0)


def part_named_by(values: dict[str, str]) -> str | None:
    """Which part of a stretch is meant: "early", "end"."""
    return value_of("part", values["part"]) if "part" in values else None


def narrow(period: Period, values: dict[str, str], today: date | None) -> Period:
    """Its part that the words name; "earlier" reaches up to today, "later" goes on from it."""
    part = part_named_by(values)
    if part is None:
        return period
    if part not in ("earlier", "later"):
        return part_of(period, part)
    if today is None or not period.start <= today <= period.end:
        return period
    return until(period, today) if part == "earlier" else replace(period, start=today, precision="range")
