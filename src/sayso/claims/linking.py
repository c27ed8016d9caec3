"""What two entries have to do with each other, from their words and from how a judge weighs them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from sayso.claims.values import Entry, Link, LinkKind
from sayso.claims.wording import is_negated, telling_words, turns_round

NEAR: Final = 0.3
"""Least cosine of two contents that are worth judging. Chosen on the bundled affair (docs/samples.md): at 0.5 its
claims come to a B-cubed F1 of 84.4, at 0.4 to 84.8, at 0.3 to 85.5."""

KEPT: Final = 0.2
"""Least probability that is kept as a link."""

LIKELY: Final = 0.5

_ALIKE: Final = 0.5
"""Share of the telling words of the shorter text that the other must have for a negation to be what sets them apart."""

_PLAIN_CUE: Final = "said"


class Judgement(Protocol):
    """What a judge says of two statements."""

    @property
    def label(self) -> str:
        """``same``, ``opposes``, ``related`` or ``different``."""

    @property
    def scores(self) -> Mapping[str, float]:
        """The probability of each label."""

    @property
    def by(self) -> str:
        """``words`` where both hold the same words, else what weighed them."""


def plain_cue(entry: Entry) -> str:
    """The cue by which an entry is compared: a denial's is "said", as if somebody put forward what it denies."""
    turned = turns_round(entry) or entry.act == "doubt"
    return _PLAIN_CUE if turned or not entry.cue else entry.cue


def link_judged(one: Entry, other: Entry, judged: Judgement) -> tuple[Link, ...]:
    """The links of two entries by how a judge weighs them.

    What the judge decides counts as likely at least: it leans towards rare labels, whose probabilities stay small.
    """
    weights = {name: judged.scores[name] for name in ("same", "opposes", "related")}
    if judged.label in weights:
        weights[judged.label] = max(weights[judged.label], LIKELY)
    same, opposes, related = weights.values()
    shared = sorted(telling_words(one.text) & telling_words(other.text))
    weighed = "the same words" if judged.by == "words" else f"judged {same:.0%} the same, {opposes:.0%} opposed"
    evidence = f"{weighed}; in common: {', '.join(shared[:8]) or 'none'}"
    found: list[Link] = []
    if is_negated(one.content) != is_negated(other.content) and _are_alike(one, other):
        if same + opposes >= KEPT:
            found.append(_link(one, other, "contrary", min(same + opposes, 1.0), evidence))
    else:
        if same >= KEPT:
            found.append(_link(one, other, "same", same, evidence))
        if opposes >= KEPT:
            found.append(_link(one, other, "opposes", opposes, evidence))
    if related >= LIKELY and one.figures and other.figures:
        found.append(_link(one, other, "related", related, evidence))
    return tuple(found)


def _are_alike(one: Entry, other: Entry) -> bool:
    words, others = telling_words(one.text), telling_words(other.text)
    return bool(words and others) and len(words & others) >= _ALIKE * min(len(words), len(others))


def _link(one: Entry, other: Entry, kind: LinkKind, weight: float, evidence: str) -> Link:
    a, b = sorted((one.seed, other.seed))
    return Link(a, b, kind, round(weight, 4), evidence)
