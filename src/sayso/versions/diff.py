"""Two texts side by side: paragraphs that are the same, changed, gone or new, and the words that changed in them."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from sayso.types import CharSpan
from sayso.versions.words import Word, find_words, plain_form

Kind = Literal["same", "changed", "gone", "new"]

MOST_UNITS: Final = 1500
"""Paragraphs of a text, or words of a paragraph, that are compared one by one. What two texts that are
longer differ in is shown as a whole: comparing takes time by the square of this."""

LEAST_ALIKE: Final = 0.4
"""Share of words that a changed paragraph has in common with the older one."""

_PARAGRAPH: Final = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words. ``older`` and ``newer`` are its places in the two texts, None where it is in one only."""

    kind: Literal["same", "gone", "new"]
    older: CharSpan | None
    newer: CharSpan | None


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph, in pieces: several where it was changed."""

    kind: Kind
    pieces: tuple[Piece, ...]


def diff_texts(older: str, newer: str) -> tuple[Row, ...]:
    """The paragraphs of both texts in their order; typography alone makes no difference."""
    olds, news = _paragraphs(older), _paragraphs(newer)
    old_keys = [_key(span.of(older)) for span in olds]
    new_keys = [_key(span.of(newer)) for span in news]
    rows: list[Row] = []
    for kind, (first, last), (begin, end) in _blocks(old_keys, new_keys):
        if kind == "same":
            pairs = zip(olds[first:last], news[begin:end], strict=True)
            rows.extend(Row("same", (Piece("same", old, new),)) for old, new in pairs)
        else:
            rows.extend(_replaced(older, newer, olds[first:last], news[begin:end]))
    return tuple(rows)


def _paragraphs(text: str) -> list[CharSpan]:
    return [CharSpan(match.start(), match.end()) for match in _PARAGRAPH.finditer(text)]


def _key(paragraph: str) -> str:
    return " ".join(plain_form(paragraph).split())


def _blocks(
    older: Sequence[Hashable], newer: Sequence[Hashable]
) -> Iterator[tuple[Literal["same", "other"], tuple[int, int], tuple[int, int]]]:
    """Stretches that are the same and stretches that are not, in order."""
    head = _common(older, newer)
    tail = _common(older[head:][::-1], newer[head:][::-1])
    if head:
        yield "same", (0, head), (0, head)
    old_end, new_end = len(older) - tail, len(newer) - tail
    middle = older[head:old_end], newer[head:new_end]
    if max(map(len, middle)) > MOST_UNITS:
        yield "other", (head, old_end), (head, new_end)
    elif any(middle):
        matcher = SequenceMatcher(None, *middle, autojunk=False)
        for tag, first, last, begin, end in matcher.get_opcodes():
            kind: Literal["same", "other"] = "same" if tag == "equal" else "other"
            yield kind, (head + first, head + last), (head + begin, head + end)
    if tail:
        yield "same", (old_end, len(older)), (new_end, len(newer))


def _common(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _replaced(older: str, newer: str, olds: Sequence[CharSpan], news: Sequence[CharSpan]) -> Iterator[Row]:
    """Paragraphs that stand in each other's place: changed where they are alike, else gone and new."""
    place = 0
    for old in olds:
        old_words = find_words(older, old.start, old.end)
        match = next((n for n in range(place, min(place + 5, len(news))) if _is_alike(old_words, newer, news[n])), None)
        if match is None:
            yield Row("gone", (Piece("gone", old, None),))
            continue
        yield from (Row("new", (Piece("new", None, span),)) for span in news[place:match])
        yield Row("changed", tuple(_word_pieces(old, news[match], old_words, newer)))
        place = match + 1
    yield from (Row("new", (Piece("new", None, span),)) for span in news[place:])


def _is_alike(old_words: tuple[Word, ...], newer: str, span: CharSpan) -> bool:
    one = {word.plain.casefold() for word in old_words}
    other = {word.plain.casefold() for word in find_words(newer, span.start, span.end)}
    return bool(one and other) and 2 * len(one & other) >= LEAST_ALIKE * (len(one) + len(other))


def _word_pieces(old: CharSpan, new: CharSpan, old_words: tuple[Word, ...], newer: str) -> Iterator[Piece]:
    """The changed words of a paragraph; spaces belong to the piece before them."""
    new_words = find_words(newer, new.start, new.end)
    old_edges = [*(word.span.start for word in old_words), old.end]
    new_edges = [*(word.span.start for word in new_words), new.end]
    old_edges[0], new_edges[0] = old.start, new.start
    blocks = _blocks([word.plain for word in old_words], [word.plain for word in new_words])
    for kind, (first, last), (begin, end) in blocks:
        gone = CharSpan(old_edges[first], old_edges[last])
        came = CharSpan(new_edges[begin], new_edges[end])
        if kind == "same":
            yield Piece("same", gone, came)
            continue
        if last > first:
            yield Piece("gone", gone, None)
        if end > begin:
            yield Piece("new", None, came)
