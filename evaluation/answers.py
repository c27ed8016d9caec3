"""What statements mean, as values that a key and a prediction both become: like is held against like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from evaluation.measure import ROLES, Roles, Span

FIGURE_FIELDS: Final = ("low", "high", "unit", "of", "as_of")


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity: its words, its bounds (None: open), its unit, what is counted, as of when."""

    span: Span
    low: float | None
    high: float | None
    unit: str | None = None
    of: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of one attribution; ``responds_to`` are places in the article's list.

    ``count`` and ``description`` are those of anonymous sources. ``chain`` holds names, from the printing outlet on.
    """

    source_type: str
    speaker: str | None
    act: str
    certainty: str
    responds_to: tuple[int, ...] = ()
    via: str | None = None
    said: tuple[str, str] | None = None
    figures: tuple[Figure, ...] = ()
    chain: tuple[str, ...] = ()
    conditions: tuple[Span, ...] = ()
    threat: bool = False
    count: int | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Interpreted:
    """An article's attributions, what each means, and the sentences in the article's own voice."""

    attributions: tuple[Roles, ...] = ()
    answers: tuple[Answer, ...] = ()
    own_voice: tuple[Span, ...] = ()


def from_wire(row: Mapping[str, Any]) -> Interpreted:
    """An object of the form ``sayso.article/1`` as what it says; a statement without meaning has empty answers."""
    statements = row["statements"]
    places = {statement["id"]: place for place, statement in enumerate(statements)}
    attributions = tuple({role: [(s, e) for s, e in one[role]["spans"]] for role in ROLES} for one in statements)
    answers = tuple(_read_answer(statement, places) for statement in statements)
    return Interpreted(attributions, answers, tuple(_span(voice["span"]) for voice in row["own_voice"]))


def _read_answer(statement: Mapping[str, Any], places: Mapping[str, int]) -> Answer:
    act, anonymity = statement["act"] or {}, statement["anonymity"] or {}
    said, via = statement["said"], statement["via"]
    return Answer(
        source_type=statement["source_type"] or "",
        speaker=(statement["speaker"] or {}).get("name"),
        act=act.get("name", ""),
        certainty=(statement["certainty"] or {}).get("level", ""),
        responds_to=tuple(places[one] for one in statement["responds_to"]),
        via=via and via["name"],
        said=said and (said["start"], said["end"]),
        figures=tuple(Figure(_span(one["span"]), *map(one.get, FIGURE_FIELDS)) for one in statement["quantities"]),
        chain=tuple(link["name"] for link in statement["chain"]),
        conditions=tuple(map(_span, act.get("conditions", ()))),
        threat=act.get("threat", False),
        count=anonymity.get("count"),
        description=anonymity.get("description"),
    )


def _span(pair: Sequence[int]) -> Span:
    start, end = pair
    return (start, end)
