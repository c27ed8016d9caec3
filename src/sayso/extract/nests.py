"""A statement with what stands in its content: who is the outer one, and which of them say nothing of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from sayso.extract.borders import names_cited, settle_citing, split_refusal, split_sentences
from sayso.extract.implausible import settle_all
from sayso.extract.wordlists import one_of, word_list
from sayso.types import Attribution, CharSpan


@dataclass(frozen=True, slots=True)
class Nested:
    """An attribution of the article's own, and those inside its content."""

    outer: Attribution
    inner: tuple[Attribution, ...] = ()


def settle_nested(nested: Nested, text: str) -> Iterator[Nested]:
    """What a statement and those in it come to, when their borders and their order are settled."""
    for one in part_trailing_report(nested, text):
        first, *more = split_refusal(settle_citing(settle_all(one.outer, text), text), text)
        for part in (*split_sentences(first, text), *more):
            yield Nested(part, tuple(each for each in one.inner if begins_in(each, part.content)))


def begins_in(inner: Attribution, content: Sequence[CharSpan]) -> bool:
    """Whether the content of a statement begins in that of another."""
    return any(piece.start <= inner.content[0].start < piece.end for piece in content)


_AS = re.compile(r",\s+as\s+(?:also\s+|first\s+|previously\s+|earlier\s+)*$")
_CUE_AS = re.compile(r"as\s", re.IGNORECASE)
_APART = re.compile(r"[.:;!?“”\"\n]")
_BEFORE = 12
"""Characters before a source that may hold ", as first"."""


def part_trailing_report(nested: Nested, text: str) -> tuple[Nested, ...]:
    """“She denied that P, as the Courier reported”: the denial is hers, the report is of P.

    The tagger takes all that goes before for the content of the report, and the denial would be the outlet's words.
    """
    outer = nested.outer
    if not _trails(outer, text):
        return (nested,)
    own = _first_words(nested, text) or (None if nested.inner else _spell_out(outer, text))
    if own is None:
        return (nested,)
    rest = tuple(one for one in nested.inner if one is not own)
    content = CharSpan(own.content[0].start, max(own.content[0].end, outer.content[0].end))
    clause = _clause().match(content.of(text))
    reported = CharSpan(content.start + clause.start("that"), content.end) if clause else content
    if clause and clause["that"].lower() == "whether":
        reported = CharSpan(content.start + clause.end(), content.end)
    return Nested(replace(own, content=(content,)), rest), Nested(replace(outer, content=(reported,), kind=own.kind))


@cache
def _clause() -> re.Pattern[str]:
    noun = rf"(?:(?:the|any|all|media|press)\s+){{0,2}}{one_of('sayings')}\s+"
    return re.compile(rf"(?:{noun})?(?P<that>that|whether)\s+", re.IGNORECASE)


def _first_words(nested: Nested, text: str) -> Attribution | None:
    """The statement that makes up the content of the outer one, but for a few words at its end."""
    if len(nested.outer.content) != 1:
        return None
    whole = nested.outer.content[0]
    for one in nested.inner:
        if not (one.source and one.cue and len(one.content) == 1):
            continue
        ordered = one.source[0].start < one.cue[0].start < one.content[0].start
        plain = not _APART.search(text[one.content[0].end : whole.end])
        if ordered and plain and one.source[0].start == whole.start and one.content[0].end <= whole.end:
            return one
    return None


def _spell_out(outer: Attribution, text: str) -> Attribution | None:
    """The statement that the content of ``outer`` plainly is, where the tagger has found none in it."""
    whole = outer.content[0]
    match = _plain_speech().fullmatch(text, whole.start, whole.end) if len(outer.content) == 1 else None
    if match is None or not _is_plain_source(match["source"]):
        return None
    source, cue, content = (CharSpan(*match.span(role)) for role in ("source", "cue", "content"))
    return replace(outer, source=(source,), cue=(cue,), content=(content,))


def _is_plain_source(words: str) -> bool:
    """Whether words before a verb are its subject alone: no clause, no opener before it ("But last week she")."""
    parts = words.lower().split()
    opens = parts[0] in word_list("openers") - word_list("owning") or parts[0].endswith("ly")
    return not opens and not word_list("joining").intersection(parts)


@cache
def _plain_speech() -> re.Pattern[str]:
    auxiliary = rf"(?:{one_of('auxiliaries')}\s+(?:not\s+)?)?(?:also\s+|again\s+)?"
    noun = rf"(?:(?:the|any|all|media|press)\s+){{0,2}}{one_of('sayings')}\s+"
    return re.compile(
        rf"(?P<source>(?:[\w’'-]+\s+){{0,5}}?[\w’'-]+)\s+(?P<cue>{auxiliary}{one_of('speaking')})\s+"
        rf"(?P<content>(?:{noun})?(?:that|whether)\s[^.!?“”\"\n]+)",
        re.IGNORECASE,
    )


def _trails(outer: Attribution, text: str) -> bool:
    if not outer.cue:
        return False
    first = min(span.start for span in (*outer.source, *outer.cue))
    if first < outer.content[0].end:
        return False
    before = text[max(0, first - _BEFORE) : first]
    return bool(_AS.search(before)) or (before.endswith(", ") and bool(_CUE_AS.match(outer.cue[0].of(text))))


_CITING = re.compile(r"(?:citing|quoting)", re.IGNORECASE)


def drop_citing(nested: Sequence[Nested], text: str) -> tuple[Nested, ...]:
    """“The Courier reported, citing a diplomat, that …” is one statement: whom it cites is no content."""
    return tuple(one for one in nested if not _is_citing(one.outer, nested, text))


def _is_citing(found: Attribution, nested: Sequence[Nested], text: str) -> bool:
    if not found.cue or not _CITING.fullmatch(found.cue[0].of(text)) or not names_cited(found.content[0].of(text)):
        return False
    return any(other.outer is not found and other.outer.source == found.source for other in nested)


def flatten(nested: Sequence[Nested], base: int) -> Iterator[Attribution]:
    """All in the order of their contents, each inner one with the place of its outer one; ``base`` came before."""
    place = base
    for one in sorted(nested, key=lambda each: (each.outer.content[0].start, each.outer.source[:1])):
        yield one.outer
        yield from (replace(each, parent=place) for each in one.inner)
        place += 1 + len(one.inner)
