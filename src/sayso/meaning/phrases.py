"""Noun phrases as the parser gives them: what heads one, what is joined to it, and how it describes somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sayso.meaning.lists import words_of
from sayso.meaning.scene import Scene
from sayso.types import CharSpan

_NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X"})
_DEEPEST: Final = 30
"""Links of the parse that are gone down: real phrases have a handful, and no text may cost more than its share."""


def head_of(span: CharSpan, scene: Scene) -> int | None:
    """The token that carries a span: the first nominal one whose own head lies outside of it."""
    inside = scene.tokens_in(span)
    tokens = scene.tokens
    tops = [i for i in inside if tokens[i].head not in inside or tokens[i].head == i]
    tops = [i for i in tops if tokens[i].pos != "PUNCT"] or tops
    return next((i for i in tops if tokens[i].pos in _NOMINAL), tops[0] if tops else None)


def children_of(index: int, within: range, scene: Scene) -> Iterator[int]:
    """The tokens of ``within`` that depend on ``index``, in order."""
    for other in within:
        if scene.tokens[other].head == index and other != index:
            yield other


def joined_to(index: int, within: range, scene: Scene) -> tuple[int, ...]:
    """``index`` and what is joined to it by "and" or commas: "Vel, Koll and two aides"."""
    found = [index]
    for _ in range(_DEEPEST):
        last = found[-1]
        following = next((i for i in children_of(last, within, scene) if scene.tokens[i].dep == "conj"), None)
        if following is None or following in found:
            break
        found.append(following)
    return tuple(found)


_LEAD = re.compile(
    r"(?:(?:the|a|an|another|this|that|these|those|both|his|her|its|their|our|my|said|only|at least|about)\s+)+",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s*(?:(?<!\d),|,(?!\d)|[(–—;:\"“]|\s-\s|\b(?:who|whom|whose|which|that|where|when)\b)")
_EDGES: Final = ' \t\n\u00a0,;:()[]–—-"“”'


def describe(span: CharSpan, scene: Scene) -> str:
    """The noun phrase of a span as the text writes it: no article, no apposition, no relative clause."""
    words = span.of(scene.text).strip(_EDGES)
    lead = _LEAD.match(words)
    rest = words[lead.end() :] if lead else words
    if not rest:
        return words
    tail = _TAIL.search(rest)
    cut = rest[: tail.start()] if tail and tail.start() > 0 else rest
    return " ".join((cut.strip(_EDGES) or rest).removesuffix("’s").removesuffix("'s").split())


def is_definite(index: int, within: range, scene: Scene) -> bool:
    """Whether the noun at ``index`` has "the", "this" or a possessive before it."""
    for child in children_of(index, within, scene):
        token = scene.tokens[child]
        if token.dep in ("det", "poss") and token.lemma.lower() in words_of("definite-determiners"):
            return True
    return False


_OUTSIDE: Final = frozenset(
    {"relcl", "appos", "acl", "advcl", "ccomp", "punct", "parataxis", "prep", "agent", "advmod", "cc"}
)
_WIDEST: Final = 15
"""Tokens to either side of a noun that its phrase may reach."""


def phrase_of(index: int, scene: Scene) -> CharSpan:
    """The noun phrase that the token at ``index`` heads, with "of …" and the like but without clauses."""
    tokens = scene.tokens
    first = last = index
    while first > max(index - _WIDEST, 0) and _belongs(first - 1, index, scene):
        first -= 1
    while last < min(index + _WIDEST, len(tokens) - 1) and _belongs(last + 1, index, scene):
        last += 1
    return CharSpan(tokens[first].span.start, tokens[last].span.end)


def _belongs(other: int, index: int, scene: Scene) -> bool:
    at = other
    for _ in range(_DEEPEST):
        token = scene.tokens[at]
        if at == index:
            return True
        if (
            token.dep in _OUTSIDE - {"prep", "punct", "cc"}
            or token.head == at
            or (token.head == index and token.dep == "punct")
        ):
            return False
        if token.dep == "prep" and (at < index or token.lemma.lower() not in words_of("noun-prepositions")):
            return False
        at = token.head
    return False
