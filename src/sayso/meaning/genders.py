"""What the text itself tells of people's gender: the pronouns that follow where one person alone is named."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from sayso.extract.marks import find_quotations
from sayso.meaning.names import Gender
from sayso.meaning.referents import Referent
from sayso.meaning.scene import Scene

_PRONOUNS: Final[Mapping[str, Gender]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
}
_ENOUGH: Final = 3
"""Pronouns that settle a gender: two agree by chance where somebody else was named a sentence earlier."""
_MAJORITY: Final = 0.8


def settle_genders(referents: Sequence[Referent], scene: Scene) -> tuple[Referent, ...]:
    """The referents, those whose gender is open with the one that the pronouns after their names agree on."""
    votes: dict[int, Counter[Gender]] = defaultdict(Counter)
    for number, gender in _find_votes(referents, scene):
        votes[number][gender] += 1
    return tuple(_settle(referent, votes[number]) for number, referent in enumerate(referents))


def _settle(referent: Referent, votes: Counter[Gender]) -> Referent:
    if referent.gender != "u" or not votes:
        return referent
    gender, count = votes.most_common(1)[0]
    return replace(referent, gender=gender) if count >= max(_ENOUGH, _MAJORITY * votes.total()) else referent


def _find_votes(referents: Sequence[Referent], scene: Scene) -> Iterator[tuple[int, Gender]]:
    """The pronouns outside of quotations before which, in their sentence and the last, one person alone is named."""
    named = sorted((m.head, n) for n, r in enumerate(referents) if r.sort == "person" for m in r.mentions)
    heads = [head for head, _ in named]
    quoted = frozenset(i for quotation in find_quotations(scene.text) for i in scene.tokens_in(quotation))
    for index, token in enumerate(scene.tokens):
        gender = _PRONOUNS.get(token.span.of(scene.text).lower()) if token.pos == "PRON" else None
        if gender is None or index in quoted:
            continue
        sentence = scene.sentence_at(token.span.start)
        first = scene.tokens_in(scene.sentences[max(sentence - 1, 0)]).start
        near = {number for _, number in named[bisect_left(heads, first) : bisect_left(heads, index)]}
        if len(near) == 1:
            yield near.pop(), gender
