"""What every step of interpretation looks at: an article, its statements and the language under them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sayso.types import Article, CharSpan, Statement


@dataclass(frozen=True, slots=True)
class Entity:
    """A name that the named-entity recognizer marks; ``label`` is one of OntoNotes' (PERSON, ORG, GPE, …)."""

    span: CharSpan
    label: str


@dataclass(frozen=True, slots=True)
class Vectors:
    """The tagger's encoding of a text: row ``i`` of ``rows`` [words, width] belongs to the word at ``spans[i]``."""

    spans: tuple[CharSpan, ...]
    rows: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scene:
    """An article with its statements, sentences (sorted, covering all prose) and names (sorted)."""

    article: Article
    statements: tuple[Statement, ...]
    sentences: tuple[CharSpan, ...]
    entities: tuple[Entity, ...] = ()
    vectors: Vectors | None = None

    @property
    def text(self) -> str:
        """The text that all offsets point into."""
        return self.article.text

    def sentence_at(self, place: int) -> int:
        """Number of the sentence that holds ``place``, or of the last one that begins before it (0 if none)."""
        return max(bisect_right(self.sentences, place, key=lambda s: s.start) - 1, 0)
