"""Whether a change was owned up to: a silent edit is one that neither the page's dates nor its words tell of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.types import Article
from sayso.versions.diff import Row, diff_texts
from sayso.versions.words import key_of, lines_of

Extent = Literal["none", "typography", "headline", "text"]


@dataclass(frozen=True, slots=True)
class Change:
    """What a new version did. ``told`` says, in words, how the page tells of it; empty for a silent edit."""

    extent: Extent
    told: tuple[str, ...]

    @property
    def silent(self) -> bool:
        """Whether words changed and the page says nothing of it."""
        return self.extent in {"headline", "text"} and not self.told


def judge_change(older: Article, newer: Article, rows: tuple[Row, ...] | None = None) -> Change:
    """What changed between two versions of an article, and whether the newer one tells of it."""
    rows = diff_texts(older.text, newer.text) if rows is None else rows
    return Change(_find_extent(older, newer), (*_dated(older, newer), *_noted(newer, rows)))


def _find_extent(older: Article, newer: Article) -> Extent:
    title = key_of(older.title or ""), key_of(newer.title or "")
    texts = [key_of(article.text) for article in (older, newer)]
    if title[0] != title[1]:
        # Pages have their headline in the text too.
        texts = [_without(text, head) for text, head in zip(texts, title, strict=True)]
        return "text" if texts[0] != texts[1] else "headline"
    if texts[0] != texts[1]:
        return "text"
    return "none" if older.text == newer.text and older.title == newer.title else "typography"


def _without(text: tuple[str, ...], head: tuple[str, ...]) -> tuple[str, ...]:
    return text[len(head) :] if head and text[: len(head)] == head else text


def _dated(older: Article, newer: Article) -> list[str]:
    """The page's date of change, where it moved."""
    before = {date.value for date in older.dates if date.kind == "modified"}
    after = [date.value for date in newer.dates if date.kind == "modified" and date.value not in before]
    return [f"The page gives {after[0]} as the date of its change."] if after else []


def _noted(newer: Article, rows: tuple[Row, ...]) -> list[str]:
    """A paragraph that came or changed and owns up to a change."""
    for row in rows:
        if row.kind not in {"new", "changed"}:
            continue
        spans = [piece.newer for piece in row.pieces if piece.newer is not None]
        paragraph = newer.text[spans[0].start : spans[-1].end] if spans else ""
        folded = paragraph.casefold()
        if any(phrase in folded for phrase in lines_of("notes")):
            return [f"It says: “{' '.join(paragraph.split())[:300]}”"]
    return []
