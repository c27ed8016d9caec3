"""Two statements in one window of word pieces, as the judge sees them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, get_args

from sayso.runtime import open_tokenizer

Label = Literal["same", "opposes", "related", "different"]
LABELS: Final[tuple[Label, ...]] = get_args(Label)
ROLES: Final = ("none", "a.source", "a.cue", "a.content", "b.source", "b.cue", "b.content")
"""Whose part a piece is; by place in this list."""
START, END = "[CLS]", "[SEP]"
MOST: Final = (16, 12, 80)
"""Pieces of a source, a cue and a content that are seen: 99 of 100 contents of the train pairs have 78 or fewer."""


@dataclass(frozen=True, slots=True)
class PairText:
    """One side of a pair: a statement's words."""

    source: str
    cue: str
    content: str


@dataclass(frozen=True, slots=True)
class Window:
    """Piece ids, the role of each (``ROLES``), and whether the other side has the same piece (0 or 1)."""

    ids: tuple[int, ...]
    roles: tuple[int, ...]
    shared: tuple[int, ...]


class WindowMaker:
    """Cuts both statements into pieces: start, a's parts, end, b's parts, end."""

    def __init__(self, path: Path, edges: tuple[str, str] = (START, END)) -> None:
        """``path`` is ``tokenizer.json``, ``edges`` its pieces that begin and end a text.

        Raises ModelError where the file is missing or damaged.
        """
        self._tokenizer = open_tokenizer(path)
        self._start, self._end = (self._tokenizer.token_to_id(name) for name in edges)

    def make(self, a: PairText, b: PairText) -> Window:
        """The window of one pair; the order of both is kept."""
        sides = [[self._cut(text, most) for text, most in zip(_parts(side), MOST, strict=True)] for side in (a, b)]
        known = [{piece for part in side for piece in part} for side in sides]
        ids, roles, shared = [self._start], [0], [0]
        for n, side in enumerate(sides):
            for place, part in enumerate(side):
                ids += part
                roles += [1 + 3 * n + place] * len(part)
                shared += [int(piece in known[1 - n]) for piece in part]
            ids.append(self._end)
            roles.append(0)
            shared.append(0)
        return Window(tuple(ids), tuple(roles), tuple(shared))

    def _cut(self, text: str, most: int) -> list[int]:
        whole = text.encode("utf-8", "replace").decode("utf-8")  # half a character, which is no text, becomes "?"
        ids: list[int] = self._tokenizer.encode(whole, add_special_tokens=False).ids
        return ids[:most]


def _parts(side: PairText) -> tuple[str, str, str]:
    return side.source, side.cue, side.content
