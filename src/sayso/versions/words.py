"""Texts as words, without what typography alone changes; the lists under ``data/``."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from sayso.types import CharSpan

_WORD: Final = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
_MARKS: Final = str.maketrans(
    {"’": "'", "‘": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "\u00a0": " "}
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark with its place; ``plain`` is what of it typography does not change, case kept."""

    plain: str
    span: CharSpan


def find_words(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """The words and marks of a text, or of a part of it."""
    found = _WORD.finditer(text, start, len(text) if end is None else end)
    return tuple(Word(plain_form(match[0]), CharSpan(*match.span())) for match in found)


def plain_form(text: str) -> str:
    """A text with straight quotation marks, hyphens for dashes, composed letters."""
    return unicodedata.normalize("NFKC", text.translate(_MARKS))


def key_of(text: str) -> tuple[str, ...]:
    """What two texts share that differ in typography, spacing and case alone: their words, marks left out."""
    return tuple(word.plain.casefold() for word in find_words(text) if word.plain[0].isalnum())


@cache
def lines_of(name: str) -> tuple[str, ...]:
    """The entries of a list."""
    text = (files("sayso.versions") / "data" / f"{name}.txt").read_text("utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
