"""Interviews printed as questions and answers: whose words a labelled paragraph holds, and where they end.

"Q:" and "A:" are labels, not names. An answer is the interviewee's, whom the introduction may name (else its label
stays its source); it ends at the next label or where narration goes on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Final

from sayso.extract.marks import find_quotations
from sayso.extract.nests import Nested, begins_in
from sayso.extract.shape import kind_of
from sayso.extract.wordlists import one_of, word_list
from sayso.types import Attribution, CharSpan

CONFIDENCE: Final = 0.8
"""Of an answer: a rule has no odds."""

_LABEL = re.compile(r"(?:^|(?<=\n))[ \t]*(?P<label>Q|A|Question|Answer)(?P<mark>[:.])[ \t]+(?=\S)")
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|me|us|[Mm]y|[Oo]ur|myself|ourselves)\b(?![’']s\s+[A-Z])")


@dataclass(frozen=True, slots=True)
class Block:
    """A labelled part of an interview: ``label`` and ``mark`` as they stand, ``pieces`` a range for each paragraph."""

    label: CharSpan
    mark: CharSpan
    pieces: tuple[CharSpan, ...]
    is_question: bool


def settle_labels(nested: Sequence[Nested], text: str, part: CharSpan) -> tuple[Nested, ...]:
    """What stands under labels goes to those whose labels they are."""
    confined = [each for one in nested for each in _confine(one, text)]
    blocks = find_blocks(text, part)
    if not blocks:
        return tuple(confined)
    source = find_interviewee(text, blocks[0].label.start)
    quotations = find_quotations(text)
    free: list[Nested] = []
    held: list[list[Nested]] = [[] for _ in blocks]
    for one in confined:
        number = _block_of(one.outer, blocks)
        (free if number is None else held[number]).append(one)
    for block, inside in zip(blocks, held, strict=True):
        if block.is_question:
            free += _as_question(block, inside)
        else:
            free.append(_as_answer(block, inside, source, text, quotations))
    return tuple(free)


# ---------------------------------------------------------------- questions and answers


def find_blocks(text: str, part: CharSpan) -> tuple[Block, ...]:
    """The labelled blocks of a part of the text: none where no question has its answer."""
    # Nothing stands behind a label that ends the part: it is none. A part begins with a word, the label's line before.
    line = text.rfind("\n", 0, part.start) + 1
    labels = [m for m in _LABEL.finditer(text, line, part.end) if part.start <= m.start("label")]
    kinds = [m["label"][0] for m in labels]
    if ("Q", "A") not in pairwise(kinds):
        return ()
    ends = [*(m.start() for m in labels[1:]), part.end]
    return tuple(_block(match, end, text) for match, end in zip(labels, ends, strict=True))


def _block(match: re.Match[str], end: int, text: str) -> Block:
    first, *later = (CharSpan(m.start(), m.end()) for m in _PARAGRAPH.finditer(text, match.end(), end))
    pieces = [_without_stop(first, text)]
    for paragraph in later:
        if not _goes_on(paragraph, text):
            break
        pieces.append(_without_stop(paragraph, text))
    label, mark = (CharSpan(*match.span(group)) for group in ("label", "mark"))
    return Block(label, mark, tuple(pieces), is_question=match["label"][0] == "Q")


def _without_stop(span: CharSpan, text: str) -> CharSpan:
    words = span.of(text).rstrip()
    return CharSpan(span.start, span.start + max(len(words.rstrip(".,;:")), 1))


def _goes_on(paragraph: CharSpan, text: str) -> bool:
    """Whether a paragraph without a label still belongs to the answer before it: its first person says so."""
    return bool(_FIRST_PERSON.search(_unquoted(paragraph, text)))


def _unquoted(paragraph: CharSpan, text: str) -> str:
    words = paragraph.of(text)
    for quotation in reversed(find_quotations(words)):
        words = words[: quotation.start] + words[quotation.end :]
    return words


def _block_of(found: Attribution, blocks: Sequence[Block]) -> int | None:
    """The number of the block in which an attribution begins, or None."""
    first = min(span.start for span in (*found.source, *found.cue, *found.content))
    number = bisect_right(blocks, first, key=lambda block: block.label.start) - 1
    return number if number >= 0 and first < blocks[number].pieces[-1].end else None


def _is_label(found: Attribution, block: Block) -> bool:
    """Whether the tagger took the label itself for a source."""
    return bool(found.source) and found.source[0].start == block.label.start and found.source[0].end <= block.mark.end


def _as_question(block: Block, inside: Sequence[Nested]) -> Iterator[Nested]:
    """The question as the tagger has it, and what it has found beside; no source reaches into the label."""
    for one in inside:
        if _is_label(one.outer, block):
            yield one
        elif any(span.start >= block.mark.end for span in one.outer.content):
            yield replace(one, outer=_unlabelled(one.outer, block))


def _unlabelled(found: Attribution, block: Block) -> Attribution:
    """“Q. Bo Ott | says” is “Bo Ott | says”."""
    first = block.pieces[0].start
    source = tuple(CharSpan(max(span.start, first), span.end) for span in found.source if span.end > first)
    content = tuple(CharSpan(max(span.start, first), span.end) for span in found.content if span.end > first)
    return replace(found, source=source, content=content or found.content)


def _as_answer(
    block: Block, inside: Sequence[Nested], source: CharSpan | None, text: str, quotations: Sequence[CharSpan]
) -> Nested:
    """The answer as one statement, with all that it tells of others inside it."""
    own = [one for one in inside if _is_label(one.outer, block)]
    inner = [each for one in own for each in one.inner]
    for one in inside:
        if one not in own and any(span.start >= block.mark.end for span in one.outer.content):
            inner += [_unlabelled(one.outer, block), *one.inner]
    outer = Attribution(
        source=(source or block.label,),
        cue=(block.mark,),
        content=block.pieces,
        kind=kind_of(block.pieces, text, quotations),
        confidence=max((one.outer.confidence for one in own), default=CONFIDENCE),
    )
    held = sorted((one for one in inner if _lies_in(one, block)), key=lambda one: one.content[0].start)
    return Nested(outer, tuple(held))


def _lies_in(found: Attribution, block: Block) -> bool:
    spans = (*found.source, *found.cue, *found.content)
    inside = all(any(p.start <= span.start and span.end <= p.end for p in block.pieces) for span in spans)
    return inside and found.content != block.pieces


# ---------------------------------------------------------------- who answers


_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'-]+(?:[ \t]+(?:(?:von|van|de|der|den|la|al|bin)[ \t]+)?[A-ZÀ-ÖØ-Þ][\w’'-]+){1,3}"


def find_interviewee(text: str, end: int) -> CharSpan | None:
    """The one person whom the words before the first label plainly introduce as the one asked, or None."""
    met = _names(_met(), text, end)
    if met:
        return met[0] if len({span.of(text) for span in met}) == 1 else None
    subjects = _names(_introduced(), text, end)
    return subjects[0] if len({span.of(text) for span in subjects}) == 1 else None


def _names(pattern: re.Pattern[str], text: str, end: int) -> list[CharSpan]:
    found = (CharSpan(*m.span(m.lastgroup or "name")) for m in pattern.finditer(text, 0, end))
    return [span for span in found if span.of(text).split()[-1].lower() not in word_list("bodies")]


@cache
def _full_name() -> str:
    # "On Monday Ada Koll" is no name: no day or other opener begins one.
    return rf"(?!(?i:{one_of('openers')})\b){_NAME}"


@cache
def _met() -> re.Pattern[str]:
    role = r"(?:(?:the|our|its)\s+)?(?:[a-z][\w’'-]*\s+){0,4}?"
    return re.compile(
        rf"(?:spoke|speaks|talked|talks|sat\s+down)\s+(?:to|with)\s+{role}(?P<met>{_full_name()})"
        rf"|(?:interview|interviewed|conversation\s+with|interview\s+with|asked)\s+{role}(?P<asked>{_full_name()})"
        rf"|(?P<speaks>{_full_name()})(?:,[^.,\n]{{2,80}},)?\s+(?:spoke|speaks|talked|talks|sat\s+down)\s+(?:to|with)\b"
    )


@cache
def _introduced() -> re.Pattern[str]:
    # "Ada Koll has led the clinic for six years": the subject of a sentence about what a person is or does.
    return re.compile(
        rf"(?:(?<=\n)|(?<=[.!?][ ])|(?<=[—–][ ])|\A)"
        rf"(?:(?:Dr|Mr|Mrs|Ms|Prof)\.?\s+|Professor\s+)?(?P<name>{_full_name()})"
        rf"(?:,[^.,\n]{{2,80}},)?\s+{one_of('careers')}\b"
    )


# ---------------------------------------------------------------- other labels


def _confine(one: Nested, text: str) -> Iterator[Nested]:
    """“Koll: Yes.” ends with its paragraph where the next one has a source of its own and no first person."""
    outer = one.outer
    if len(outer.cue) != 1 or outer.cue[0].of(text) != ":" or not _is_at_paragraph(outer, text):
        yield one
        return
    kept = tuple(
        piece
        for number, piece in enumerate(outer.content)
        if not number or not _is_narrated(_paragraph_of(piece, text), outer, text)
    )
    if kept == outer.content:
        yield one
        return
    inner = [each for each in one.inner if begins_in(each, kept)]
    yield Nested(replace(outer, content=kept), tuple(inner))
    yield from (Nested(each) for each in one.inner if each not in inner)


def _is_at_paragraph(found: Attribution, text: str) -> bool:
    """Whether the source opens its paragraph and the colon follows at once."""
    if len(found.source) != 1:
        return False
    source = found.source[0]
    opens = not text[max(0, source.start - 1) : source.start].strip() and "\n" in text[: source.start][-1:]
    return (opens or not source.start) and not text[source.end : found.cue[0].start].strip()


def _paragraph_of(span: CharSpan, text: str) -> CharSpan:
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.start)
    return CharSpan(start, len(text) if end < 0 else end)


def _is_narrated(paragraph: CharSpan, outer: Attribution, text: str) -> bool:
    """Whether a later paragraph has speech of its own, told by nobody who says "I"."""
    if paragraph.start <= outer.cue[0].start or _goes_on(paragraph, text):
        return False
    return re.search(rf"\b{one_of('reporting')}\b", _unquoted(paragraph, text)) is not None
