"""What every step of interpretation looks at: an article, its statements and the language under them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sayso.types import Article, CharSpan, Statement


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark as the parser sees it.

    ``pos`` is its universal part of speech, ``tag`` its Penn Treebank tag (which tells
    number and tense); ``head`` is the index, in the scene's tokens, of the token it
    depends on (its own index at the root of a sentence) and ``dep`` the kind of that
    dependency, as spaCy labels it.
    """

    span: CharSpan
    lemma: str
    pos: str
    head: int
    dep: str
    tag: str = ""


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
    """An article with its statements, sentences (sorted, covering all prose), names and tokens (sorted)."""

    article: Article
    statements: tuple[Statement, ...]
    sentences: tuple[CharSpan, ...]
    entities: tuple[Entity, ...] = ()
    vectors: Vectors | None = None
    tokens: tuple[Token, ...] = ()

    @property
    def text(self) -> str:
        """The text that all offsets point into."""
        return self.article.text

    def sentence_at(self, place: int) -> int:
        """Number of the sentence that holds ``place``, or of the last one that begins before it (0 if none)."""
        return max(bisect_right(self.sentences, place, key=lambda s: s.start) - 1, 0)

    def tokens_in(self, span: CharSpan) -> range:
        """Indices of the tokens that begin within ``span``."""
        return range(self._first_token(span.start), self._first_token(span.end))

    def _first_token(self, place: int) -> int:
        return bisect_left(self.tokens, place, key=lambda t: t.span.start)
