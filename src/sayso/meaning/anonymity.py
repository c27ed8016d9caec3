"""What an article says of the sources that it does not name: how many, who they are, why they are not named."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from sayso.meaning.lists import lines_of, rows_of, words_of
from sayso.meaning.phrases import describe, head_of
from sayso.meaning.scene import Scene
from sayso.types import Anonymity, CharSpan, SourceType, Speaker, Statement

_BEHIND: Final = frozenset({"relcl", "acl", "prep", "amod", "advcl"})
_DEEPEST: Final = 12
_LONGEST: Final = 40
"""Tokens after a noun that may still describe it."""
_PLURAL: Final = frozenset({"NNS", "NNPS"})


def find_anonymity(
    scene: Scene, types: Sequence[SourceType], speakers: Sequence[Speaker] = ()
) -> tuple[Anonymity | None, ...]:
    """Find what is said of each anonymous source; None for statements with a source of another type.

    With ``speakers``, a pronoun gets what was said of those it stands for.
    """
    mentions = [speaker.mention for speaker in speakers] or [None] * len(types)
    behind_commas = _find_behind_commas(scene) if "anonymous" in types else []
    return tuple(
        _describe(statement, mention, scene, behind_commas) if kind == "anonymous" else None
        for statement, kind, mention in zip(scene.statements, types, mentions, strict=True)
    )


def _describe(statement: Statement, mention: CharSpan | None, scene: Scene, behind_commas: Sequence[int]) -> Anonymity:
    own = statement.source.spans[0] if statement.source.spans else None
    head = _noun(own, scene)
    if head is None:
        head = _noun(mention, scene)
    reason = next(_reasons(statement, head, scene, behind_commas), None)
    if head is None:
        return Anonymity(reason=reason)
    return Anonymity(_count(head, scene), _description(head, scene), reason)


def _noun(span: CharSpan | None, scene: Scene) -> int | None:
    head = None if span is None else head_of(span, scene)
    return head if head is not None and scene.tokens[head].pos in ("NOUN", "PROPN", "NUM") else None


# ---------------------------------------------------------------- how many


def _count(head: int, scene: Scene) -> int | None:
    """The number before a noun; one for a single person; None where the text gives none."""
    tokens = scene.tokens
    number = _numbers().get(tokens[head].span.of(scene.text).lower())
    if number is not None and number > 1:
        return number
    for index in range(max(head - 8, 0), head):
        token = tokens[index]
        value = _numbers().get(token.span.of(scene.text).lower())
        if value is not None and token.head == head and token.dep in ("nummod", "det", "quantmod"):
            return value if value > 1 or tokens[head].tag not in _PLURAL else None
    return None if tokens[head].tag in _PLURAL or tokens[head].pos != "NOUN" else 1


@cache
def _numbers() -> dict[str, int]:
    return {word: int(value) for word, value in rows_of("source-counts")}


# ---------------------------------------------------------------- who they are


def _description(head: int, scene: Scene) -> str | None:
    """What stands after the noun ("close to the Kremlin"), or else the noun with what stands before it."""
    tokens = scene.tokens
    last = head
    while last + 1 < min(head + _LONGEST, len(tokens)) and _is_behind(last + 1, head, scene):
        last += 1
    words = scene.text[tokens[head].span.end : tokens[last].span.end]
    after = _plain(words)
    if after and (tokens[head].span.of(scene.text).lower() in words_of("anonymity-nouns")):
        return after
    first = head
    while first > max(head - 10, 0) and _is_before(first - 1, head, scene):
        first -= 1
    noun = describe(CharSpan(tokens[first].span.start, tokens[head].span.end), scene)
    # "nurse at the hospital": the noun itself tells, as "source" and "official" do not.
    return f"{noun} {after}" if after and _ATTACHED.match(words) else after or noun


_ATTACHED = re.compile(r"\s+(?!who\b|that\b|which\b)")
_LEAD = re.compile(r"^[\s,–—-]*(?:(?:who|that|which) )?(?:(?:is|are|was|were|said to be|being) )*", re.IGNORECASE)
_AUTHORITY = re.compile(r"authori[sz]ed to")
_STOP = re.compile(r"[,;:(\n“”\"–—]|\s-\s")


def _plain(words: str) -> str:
    """A description without "who were", up to the first mark, and nothing that only asks for anonymity."""
    rest = _LEAD.sub("", words)
    rest = _STOP.split(rest, maxsplit=1)[0].strip()
    asks = _requests().search(rest) or _whys().match(rest) or _AUTHORITY.search(rest)
    return "" if asks else " ".join(rest.split())


def _is_behind(other: int, head: int, scene: Scene) -> bool:
    at = other
    for _ in range(_DEEPEST):
        token = scene.tokens[at]
        if token.head == head:
            return token.dep in _BEHIND or token.dep == "punct"
        if token.head == at:
            return False
        at = token.head
    return False


def _is_before(other: int, head: int, scene: Scene) -> bool:
    at = other
    for _ in range(_DEEPEST):
        token = scene.tokens[at]
        if token.head == head:
            return token.dep in ("amod", "compound", "poss", "nmod", "nummod", "punct")
        if token.head == at:
            return False
        at = token.head
    return False


# ---------------------------------------------------------------- why


@cache
def _requests() -> re.Pattern[str]:
    return re.compile("|".join(lines_of("anonymity-requests")), re.IGNORECASE)


@cache
def _whys() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(lines_of("anonymity-reasons")) + ")", re.IGNORECASE)


def _reasons(statement: Statement, head: int | None, scene: Scene, behind_commas: Sequence[int]) -> Iterator[str]:
    """The reason beside a wish to be unnamed, in the sentence of the statement or of the source's noun."""
    places = [span.start for span in (*statement.source.spans, *statement.cue.spans, statement.content.spans[0])]
    if head is not None:
        places.append(scene.tokens[head].span.start)
    numbers = {scene.sentence_at(place) for place in places if scene.sentences}
    for sentence in sorted({n + step for n in numbers for step in (0, 1) if n + step < len(scene.sentences)}):
        span = scene.sentences[sentence]
        yield from _reasons_in(span.of(scene.text), _borders_in(span, statement, behind_commas))


def _borders_in(sentence: CharSpan, statement: Statement, behind_commas: Sequence[int]) -> list[int]:
    """Where a reason in ``sentence`` ends at the latest: where the statement's own cue begins, or a cue behind a comma.

    "…, who asked not to be named because they feared for their jobs, said …": the main verb is no part of the reason.
    """
    first, last = bisect_right(behind_commas, sentence.start), bisect_left(behind_commas, sentence.end)
    own = (span.start for span in statement.cue.spans if sentence.start < span.start < sentence.end)
    return sorted(place - sentence.start for place in (*behind_commas[first:last], *own))


_COMMAS: Final = (",", ",”", ',"')


def _find_behind_commas(scene: Scene) -> list[int]:
    """Where cues begin that stand right behind a comma, in order."""
    starts = (span.start for statement in scene.statements for span in statement.cue.spans)
    return sorted({place for place in starts if scene.text[max(place - 3, 0) : place].rstrip().endswith(_COMMAS)})


def _reasons_in(sentence: str, borders: Sequence[int]) -> Iterator[str]:
    request = _requests().search(sentence)
    authority = _AUTHORITY.search(sentence)
    if request is None and authority is None:
        return
    start = request.end() if request else 0
    why = _whys().search(sentence, start) or _whys().search(sentence)
    if why is not None:
        end = next((border for border in borders if border > why.start()), len(sentence))
        words = sentence[why.start() : min(why.end(), end)]
        yield " ".join(words.removeprefix("who ").split()).rstrip(" ,—–-")
    elif request is not None:
        yield " ".join(request.group().removeprefix("who ").removeprefix("and ").split())
