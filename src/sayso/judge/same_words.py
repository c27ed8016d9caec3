"""Quotations of the same words: known without a model.

An ellipsis stands for any words left out. Words in square brackets are the quoting writer's: "[the] plan … works"
is the words "plan" and "works" in this order, whatever stands between or instead of what the brackets hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sayso.judge.lists import words_of
from sayso.judge.windows import Label, PairText
from sayso.judge.wording import is_negation
from sayso.text.words import words_in

LEAST: Final = 6
"""Words that both have at least: fewer ("That is false", "Senator Ada Koll of Lisk") are said of many things. Of 66
labelled pairs with the same five words or more, all five that did not say the same had five."""
HALF: Final = 0.5
"""Least share of the longer text that the shorter one covers: one sentence of a long quotation is not its claim."""

_ADDED = re.compile(r"\[[^\[\]]*\]")
_CUT = re.compile(r"(?:\.\s*){3,}|…")


def judge_same_words(a: PairText, b: PairText) -> Label | None:
    """``same``, or ``opposes`` where one side's cue denies the words; None where the words differ or leave it open."""
    shorter, longer = sorted((a.content, b.content), key=lambda text: (sum(map(len, _pieces(text))), text))
    left = leave_out(shorter, longer)
    if left is None or any(is_negation(word) for word in left):
        return None
    cues = [frozenset(words_in(side.cue)) for side in (a, b)]
    if any(cue & words_of("doubting-words") for cue in cues):
        return None
    if any(is_negation(word) for cue in cues for word in cue):
        return None
    first, second = (bool(cue & words_of("denying-words")) for cue in cues)
    return "opposes" if first != second else "same"


def leave_out(shorter: str, longer: str) -> tuple[str, ...] | None:
    """The words of ``longer`` that ``shorter`` leaves out; None where they are not the same words.

    Either may have ellipses and brackets. What the shorter one cuts out between its pieces counts as left out.
    """
    pieces, whole = (_pieces(text) for text in (shorter, longer))
    said = [word for piece in pieces for word in piece]
    flat = [word for piece in whole for word in piece]
    if len(said) < LEAST or len(said) < HALF * len(flat):
        return None
    at, left = 0, list[str]()
    for piece in pieces:
        found = _find(piece, flat, at)
        if found is None:
            return None
        left += flat[at:found]
        at = found + len(piece)
    return (*left, *flat[at:])


def _pieces(text: str) -> list[tuple[str, ...]]:
    parts = (words_in(part) for part in _CUT.split(_ADDED.sub(" … ", text)))
    return [part for part in parts if part]


def _find(piece: Sequence[str], whole: Sequence[str], start: int) -> int | None:
    last = len(whole) - len(piece)
    return next((at for at in range(start, last + 1) if tuple(whole[at : at + len(piece)]) == tuple(piece)), None)
