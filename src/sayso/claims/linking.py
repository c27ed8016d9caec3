"""What two entries have to do with each other, from their words and from how a judge weighs them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from sayso.claims.counting import counts_the_same
from sayso.claims.values import Entry, Link, LinkKind
from sayso.claims.wording import puts_as_not_so, telling_words, turns_round

NEAR: Final = 0.7
"""Least cosine of two contents that are worth judging; two that have nothing to do with each other have some 0.5
(decision 22). On four invented affairs 0.66 (and 0.7 for ``worth.CLOSE``) asks the judge of 3,961 pairs, 0.7 (and 0.75)
of 2,546, both for a mean B-cubed F1 of 83.6."""

KEPT: Final = 0.2
"""Least probability that is kept as a link."""

LIKELY: Final = 0.5
_DECIDED: Final = ("same", "related")

_ALIKE: Final = 0.5
"""Share of the telling words of the shorter text that the other must have for a negation to be what sets them apart."""

_PAPER_WORDS: Final = 2
"""Words of a paper's name that its denial must have: "the memo" is many papers' name."""

_PLAIN_CUE: Final = "said"

_QUOTED: Final = "the same words quoted"
_SAYING: Final[dict[LinkKind, str]] = {
    "same": "the same in other words",
    "contrary": "the same, put as not so",
    "opposes": "cannot both be right",
    "related": "on the same matter",
}
_SURELY: Final = ((0.8, "almost certainly "), (0.5, "probably "), (0.0, "perhaps "))
"""How sure the judge is, in a word, from so much weight on."""
_MOST_WORDS: Final = 8


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
    against = entry.act in ("deny", "doubt") or turns_round(entry)
    return _PLAIN_CUE if against or not entry.cue else entry.cue


def link_judged(one: Entry, other: Entry, judged: Judgement) -> tuple[Link, ...]:
    """The links of two entries by how a judge weighs them.

    The judge has read both affirmed (`affirm`): where one of them is put as not so, "the same" means the contrary.
    What it decides counts as likely at least: of four labels the likeliest may have less than half. But nothing is set
    against another unless that is likely by itself.
    """
    scores = dict(judged.scores)
    if judged.label in _DECIDED:
        scores[judged.label] = max(scores[judged.label], LIKELY)
    same, opposes, related = (scores[name] for name in ("same", "opposes", "related"))
    weighed: list[tuple[LinkKind, float]]
    if puts_as_not_so(one) != puts_as_not_so(other):
        weighed = [("contrary", same)] if are_alike(one, other) else []
    else:
        weighed = [("same", same), ("opposes", opposes)]
    found = [_link(one, other, kind, weight, judged.by) for kind, weight in weighed if weight >= KEPT]
    if _denies_paper(one, other) or _denies_paper(other, one):
        found = [_link(one, other, "same", max(same, LIKELY), judged.by)]
    if _count_one_thing(one, other) and (one.article == other.article or 1 - scores["different"] >= LIKELY):
        related = max(related, LIKELY)
    if related >= LIKELY and one.figures and other.figures:
        found.append(_link(one, other, "related", related, judged.by))
    return tuple(found)


def _denies_paper(denial: Entry, other: Entry) -> bool:
    """Whether a denial names the paper that the other entry rests on: "the photograph of the visitors' book"."""
    if other.source_type != "document" or denial.act != "deny" or not turns_round(denial):
        return False
    paper = telling_words(other.source.split(",")[0])
    shared = paper & telling_words(denial.text)
    return len(shared) >= _PAPER_WORDS and len(shared) >= _ALIKE * len(paper)


def _count_one_thing(one: Entry, other: Entry) -> bool:
    """Whether both count the same fate: in one article "340 died" and "the number is below 200" are of one matter."""
    return any(
        first.state is not None and counts_the_same(first, second) for first in one.figures for second in other.figures
    )


def are_alike(one: Entry, other: Entry) -> bool:
    """Whether the shorter of two texts shares half of its telling words (`_ALIKE`), names of speakers aside."""
    # Who speaks is not what is said: a name that stands for "I" or "he" makes no two statements alike.
    names = telling_words(one.speaker or "") | telling_words(other.speaker or "")
    words, others = telling_words(one.text) - names, telling_words(other.text) - names
    return bool(words and others) and len(words & others) >= _ALIKE * min(len(words), len(others))


def _link(one: Entry, other: Entry, kind: LinkKind, weight: float, by: str) -> Link:
    a, b = sorted((one.seed, other.seed))
    return Link(a, b, kind, round(weight, 4), explain(one, other, kind, weight, by))


def explain(one: Entry, other: Entry, kind: LinkKind, weight: float, by: str) -> str:
    """Why two entries are linked, as one reader would tell another; the number stands beside it, not in it."""
    said = _QUOTED if by == "words" else _SAYING[kind]
    sure = "" if by == "words" or kind == "related" else next(words for least, words in _SURELY if weight >= least)
    shared = sorted(word for word in telling_words(one.text) & telling_words(other.text) if word.isalpha())
    figures = sorted({f.words for f in one.figures} & {f.words for f in other.figures})
    parts = [
        f"{sure}{said}",
        *([f"words in common: {', '.join(shared[:_MOST_WORDS])}"] if shared else ["no word in common"]),
        *([f"the same figures: {', '.join(figures)}"] if figures else []),
    ]
    return "; ".join(parts)
