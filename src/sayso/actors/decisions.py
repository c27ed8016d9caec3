"""What people decided about actors: to merge, to split, and to take that back.

Decisions are only ever added. They speak of forms, not of readings, so that they
hold when articles are read again, by better models too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Verb = Literal["merge", "split", "undo"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: who made it, when (ISO 8601, UTC) and why.

    ``merge``: the forms ``one`` and ``other`` are one actor. ``split``: the form ``one``
    is no part of the actor it was found to be; with ``articles``, only what these
    articles say of it. ``undo``: the decision ``undone`` no longer holds.
    """

    number: int
    added: str
    who: str
    why: str
    verb: Verb
    one: str | None = None
    one_name: str | None = None
    other: str | None = None
    other_name: str | None = None
    articles: tuple[str, ...] = ()
    undone: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the decisions come to.

    ``merges`` are pairs of forms; ``apart`` are forms that join nothing by themselves;
    ``moved`` says which form stands for a form in an article, by article and form.
    """

    merges: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[str] = frozenset()
    moved: Mapping[tuple[str, str], str] = field(default_factory=dict)


def find_standing(decisions: Iterable[Decision]) -> Standing:
    """What the decisions come to, in the order of their numbers.

    A later decision wins over an earlier one about the same form. Undoing an undoing
    brings the first decision back.
    """
    ordered = sorted(decisions, key=lambda each: each.number)
    undone: set[int] = set()
    for each in reversed(ordered):
        if each.verb == "undo" and each.number not in undone and each.undone is not None:
            undone.add(each.undone)
    merges: dict[tuple[str, str], None] = {}
    apart: set[str] = set()
    moved: dict[tuple[str, str], str] = {}
    for each in ordered:
        if each.number in undone or each.one is None:
            continue
        if each.verb == "merge" and each.other is not None:
            merges[min(each.one, each.other), max(each.one, each.other)] = None
        elif each.verb == "split" and each.articles:
            name = moved_form(each.one, each.number)
            moved.update({(article, each.one): name for article in each.articles})
            apart.add(name)
        elif each.verb == "split":
            merges = {pair: None for pair in merges if each.one not in pair}
            apart.add(each.one)
    return Standing(frozenset(merges), frozenset(apart), moved)


def moved_form(form: str, number: int) -> str:
    """The id of the form that a split by articles makes of a form."""
    return f"{form}.{number}"
