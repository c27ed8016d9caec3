"""Judging pairs of statements: as values, and as JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Protocol

from sayso.errors import InputError
from sayso.judge import Judge, Judged, OnnxJudge, PairText
from sayso.types import Refusal

MOST_AT_ONCE: Final = 64
"""Lines judged together: an answer comes soon, and contents that come back in neighbouring lines are embedded once."""
HINT: Final = 'each line is an object {"a": {"source", "cue", "content"}, "b": {…}}; see sayso compare --help'


class Said(Protocol):
    """Anything with the words of a statement."""

    @property
    def source(self) -> Any:  # noqa: ANN401 - a string, or words with a ``text``
        """Who says it."""

    @property
    def cue(self) -> Any:  # noqa: ANN401 - as above
        """The words that cite."""

    @property
    def content(self) -> Any:  # noqa: ANN401 - as above
        """What is said."""


Side = Mapping[str, Any] | Said


@cache
def shared_judge(threads: int = 1) -> Judge:
    """The shipped judge, loaded once a process and number of threads."""
    return OnnxJudge(threads=threads)


def compare(a: Side, b: Side, *, judge: Judge | None = None) -> Judged:
    """What two statements have to do with each other: same, opposes, related or different.

    ``a`` and ``b`` are mappings or objects with ``source``, ``cue`` and ``content``: strings, or words with a ``text``
    as a Statement has them; source and cue may be missing or None. The order does not matter. The result's
    ``scores`` hold a calibrated probability for each label, and ``cosine``, that of both contents' vectors (-1 to 1).

    Raises InputError where a side has no content, ModelError where the shipped model is missing or damaged.
    """
    (found,) = (judge or shared_judge()).judge([(to_side(a, "a"), to_side(b, "b"))])
    return found


def judge_lines(lines: Iterable[bytes], name: str, judge: Judge) -> Iterator[Judged | Refusal]:
    """Judge a pair a line; what cannot be read comes out as a Refusal in its place. Empty lines are passed by.

    ``name`` is what messages call the input.
    """
    numbered = ((n, line) for n, line in enumerate(lines, 1) if line.strip())
    for some in _portions(numbered):
        read = [_read(line, n, name) for n, line in some]
        judged = iter(judge.judge([one.sides for one in read if isinstance(one, _Pair)]))
        for one in read:
            yield one if isinstance(one, Refusal) else next(judged)


def _portions(numbered: Iterable[tuple[int, bytes]]) -> Iterator[list[tuple[int, bytes]]]:
    """Up to ``MOST_AT_ONCE`` lines at a time."""
    some: list[tuple[int, bytes]] = []
    for each in numbered:
        some.append(each)
        if len(some) == MOST_AT_ONCE:
            yield some
            some = []
    if some:
        yield some


@dataclass(frozen=True, slots=True)
class _Pair:
    sides: tuple[PairText, PairText]


def _read(line: bytes, number: int, name: str) -> _Pair | Refusal:
    try:
        data = json.loads(line.decode("utf-8-sig"))
        if not isinstance(data, dict) or not {"a", "b"} <= data.keys():
            return _refuse(name, number, "is no object with a and b")
        return _Pair((to_side(data["a"], "a"), to_side(data["b"], "b")))
    except InputError as error:
        return _refuse(name, number, error.message)
    except UnicodeDecodeError:
        return _refuse(name, number, "is not UTF-8")
    except (ValueError, RecursionError):
        return _refuse(name, number, "is no JSON")


def _refuse(name: str, number: int, what: str) -> Refusal:
    return Refusal(name, "bad-pair", f"{name}, line {number}: {what}", HINT)


def to_side(side: Side, name: str) -> PairText:
    """The words of one side. Raises InputError where there is no content, or where something is no text."""
    get = side.get if isinstance(side, Mapping) else lambda part: getattr(side, part, None)
    if isinstance(side, (str, bytes, int, float, list, tuple)) or side is None:
        raise InputError(f"{name} is no object with source, cue and content", hint=HINT)
    source, cue, content = (_text(get(part), f"{name}.{part}") for part in ("source", "cue", "content"))
    if not content:
        raise InputError(f"{name}.content is missing or empty", hint=HINT)
    return PairText(source, cue, content)


def _text(value: object, name: str) -> str:
    words = getattr(value, "text", value)
    if words is None:
        return ""
    if not isinstance(words, str):
        raise InputError(f"{name} is no text", hint=HINT)
    return " ".join(words.split())
