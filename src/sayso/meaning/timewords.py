"""Where a text speaks of days, weeks, months and years, found by rules over whole words.

The rules are data (``data/time-rules.txt`` over ``data/time-words.txt``). What they
find is not reckoned yet: that takes the day of publication (`timereckoning`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sayso.meaning.lists import either, lines_of, rows_of, words_of
from sayso.types import CharSpan

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPACE = r"(?:[^\S\n]{1,3}|[^\S\n]?\n[^\S\n]?)"
"""Between two words of one expression: a little white space, no blank line."""

_YEAR = r"(?:1[5-9]|20)\d\d(?!\d|[.,]\d|[^\S\n]?%)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\w|[.,:]\d|[^\S\n]?%)"
_LEAD = re.compile(
    r"(?<!\S)[(“\"‘']?(?P<lead>(?:(?:just|only|back|as\sof|as\sat|of|at|late|early|since|on|in|by|during|over|from|until|till|before|after"
    r"|for|to|through|throughout|around|about|dated|sometime)\s){1,4})$",
    re.IGNORECASE,
)
_LONGEST_LEAD = 32  # characters: "sometime back in early "


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """Words for a time: ``span`` with the ``lead`` before them ("back in"), ``core`` without.

    ``rule`` names the function of `timereckoning` that reads ``values``.
    """

    span: CharSpan
    core: CharSpan
    lead: str
    rule: str
    values: tuple[tuple[str, str], ...]


class _Rule(NamedTuple):
    name: str
    pattern: re.Pattern[str]


@lru_cache(maxsize=4)
def find_time_phrases(text: str) -> tuple[TimePhrase, ...]:
    """The expressions of time in ``text``, in order, none within another."""
    lowered = _lower(text)
    blocked = [match.span() for match in _lookalikes().finditer(lowered)]
    return tuple(_find(text, lowered, blocked))


def value_of(kind: str, word: str) -> str | None:
    """The number or name that ``word`` stands for in data/time-words.txt."""
    return _values().get((kind, word))


def _find(text: str, lowered: str, blocked: list[tuple[int, int]]) -> Iterator[TimePhrase]:
    place = 0
    while match := _scanner().search(lowered, place):
        start, end = match.span()
        place = max(end, start + 1)
        read = next((found for rule in _rules() if (found := _read(rule, lowered, start))), None)
        if read is None:
            continue
        rule, values, end = read
        place = max(end, start + 1)
        if any(low < end and start < high for low, high in blocked) or not _is_time(text, start, end, rule, values):
            continue
        yield _phrase(text, start, _without_full_stop(text, end, values), rule, values)


def _read(rule: _Rule, lowered: str, start: int) -> tuple[str, dict[str, str], int] | None:
    match = rule.pattern.match(lowered, start)
    if match is None:
        return None
    return rule.name, {name: found for name, found in match.groupdict().items() if found}, match.end()


def _without_full_stop(text: str, end: int, values: dict[str, str]) -> int:
    """A full stop behind a whole month's name ends the sentence; behind "Dec." it belongs to the word."""
    whole = values.get("month", "") in words_of("time-whole-months")
    return end - 1 if whole and text[end - 1] == "." else end


def _phrase(text: str, start: int, end: int, rule: str, values: dict[str, str]) -> TimePhrase:
    lead = _LEAD.search(text[max(start - _LONGEST_LEAD, 0) : start])
    words = lead["lead"] if lead else ""
    span = CharSpan(start - len(words), end)
    return TimePhrase(span, CharSpan(start, end), words.strip().lower(), rule, tuple(sorted(values.items())))


def _is_time(text: str, start: int, end: int, rule: str, values: dict[str, str]) -> bool:
    """Whether words that mean other things as well are a time here: "May", "March", a bare 2016."""
    before = text[max(start - _LONGEST_LEAD, 0) : start]
    if rule == "year" and text[start].isdigit() and "part" not in values:
        return bool(_DATING.search(before) or _DATED.match(text, end))
    if rule == "day" and text[max(start - 1, 0)] in _MARKS and _CLOSED.match(text, end):
        return False  # a programme's name: “Today”
    month = values.get("month") or values.get("lastmonth")
    if month is None or month in words_of("time-plain-months"):
        return True
    place = _lower(text[start:end]).find(month)
    dated = len(values) > 1 and month not in words_of("time-verb-months")
    if not text[start + place].isupper() and not dated:
        return False
    return rule != "month" or len(values) > 1 or bool(_INTRODUCED.search(before))


_MARKS = frozenset("\"'“‘")
_CLOSED = re.compile(r"[,.]?[\"'”’]")
_INTRODUCED = re.compile(
    r"\b(?:in|since|until|till|by|from|between|during|through|of|for|and|to|after|before)[^\S\n]{1,3}$", re.IGNORECASE
)
_DATING = re.compile(
    r"\b(?:in|since|by|of|during|until|till|from|for|to|through|throughout|before|after|than|and|season|around|circa|the|a|an|his|her|its|their|our|this|that)"
    r"[^\S\n]{1,3}$|['’]s"
    r"[^\S\n]{1,3}$",
    re.IGNORECASE,
)
_DATED = re.compile(r"[^\S\n]?(?:[.,;:)?!”\"’\n]|$|(?:and|but|when|because|after|in|at|on|to|by|with|as)\b)")
"""What stands before or after a bare year; "2000 soldiers" has neither."""


def _lower(text: str) -> str:
    """Lower case, letter for letter, so that offsets stay."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(letter if len(low := letter.lower()) != 1 else low for letter in text)


# ---------------------------------------------------------------- from data to patterns


@cache
def _values() -> dict[tuple[str, str], str]:
    return {(kind, word): value for kind, value, words in rows_of("time-words") for word in words.split()}


@cache
def _groups() -> dict[str, str]:
    """Pattern by group name."""
    kinds = {kind for kind, _ in _values()}
    groups = {kind: either(frozenset(word for one, word in _values() if one == kind)) for kind in kinds}
    ordinals = rf"(?:(?:twenty|thirty)-)?(?:{groups['ordinal']})"
    groups |= {
        "day": f"{_DAY}|{ordinals}",
        "year": _YEAR,
        "decade": r"(?:1[5-9]|20)\d0|(?<=['’])\d0",
        "lastshort": r"\d\d(?!\d)",
        "monthnumber": r"0[1-9]|1[012]",
        "quarternumber": "[1-4]",
        "count": groups["count"] + r"|\d{1,3}(?![\d.,])",
        "firstnumber": r"0?[1-9]|[12]\d|3[01]",
        "secondnumber": r"0?[1-9]|[12]\d|3[01]",
        "nth": f"{groups['ordinal']}|[1-5](?:st|nd|rd|th)|last|final",
        "nthcentury": rf"{ordinals}|[12]?\d(?:st|nd|rd|th)",
        "feast": either(frozenset(words for *_, words in rows_of("time-feasts"))),
        "whichyear": groups["which"],
        "whichweek": groups["which"],
    }
    return groups | {f"last{name}": groups[name] for name in ("day", "month", "year")}


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(_Rule(name, re.compile(_written(pattern, named=True))) for name, pattern in rows_of("time-rules"))


@cache
def _scanner() -> re.Pattern[str]:
    return re.compile("|".join(_written(pattern, named=False) for _, pattern in rows_of("time-rules")))


def _written(pattern: str, *, named: bool) -> str:
    body, _, following = pattern.partition("~")
    body, following = body.replace("_", _SPACE), following.replace("_", _SPACE)

    mark = r"(?P<\1>" if named else "(?:"
    body = _GROUP.sub(lambda match: match.expand(mark) + _groups()[match[1]] + ")", body)
    following = _GROUP.sub(lambda match: f"(?:{_groups()[match[1]]})", following)
    return rf"(?<![\w-])(?:{body})(?!\w){following}"


_GROUP = re.compile(r"(?<!\(\?)<(\w+)>")


@cache
def _lookalikes() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{either(lines_of('time-lookalikes'))})\b")
