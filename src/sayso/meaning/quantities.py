"""The figures of each statement: how many or how much, in what, of what, as of when.

What is counted is read from the parse: the noun that a number belongs to, what
follows "of", or the subject of a verb of measuring ("unemployment fell to 4%").
``as_of`` is an ISO 8601 day, month or year, or, for other stretches, an ISO 8601
interval ``start/end``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso.meaning.figures import Figure, find_figures
from sayso.meaning.timereckoning import reckon
from sayso.meaning.times import find_today
from sayso.meaning.timevalues import Anchor
from sayso.meaning.timewords import TimePhrase, find_time_phrases
from sayso.meaning.uncounted import find_all_counted
from sayso.types import CharSpan, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.meaning.periods import Period
    from sayso.meaning.scene import Scene
    from sayso.types import Statement

_NAMED = frozenset(["PRODUCT", "LAW", "FAC", "WORK_OF_ART", "EVENT", "ORG", "PERSON", "GPE", "LOC", "NORP"])
"""Names hold numbers that count nothing: "Group of Seven", "Channel 4"."""
_DATING = re.compile(
    r"\b(?:as\s(?:of|at)|(?:data|figures?|numbers?|count|tally|counts|tallies)\s(?:from|for|of|up\sto|until))\s$",
    re.IGNORECASE,
)
_LONGEST_DATING = 24  # characters: "as of ", "figures up to "


def find_quantities(scene: Scene) -> tuple[tuple[Quantity, ...], ...]:
    """The figures in each statement's content, in the order of the text; inner statements' are the outer's as well."""
    phrases = find_time_phrases(scene.text)
    figures = [
        figure
        for figure in find_figures(scene.text, tuple(phrase.span for phrase in phrases))
        if any(_holds(statement, figure) for statement in scene.statements) and not _is_name(scene, figure)
    ]
    if not figures:
        return ((),) * len(scene.statements)
    dates = tuple(_find_dates(scene, phrases))
    counted = find_all_counted(scene, figures)
    quantities = [(figure, _to_quantity(scene, figure, of, dates)) for figure, of in zip(figures, counted, strict=True)]
    return tuple(
        tuple(quantity for figure, quantity in quantities if any(_holds(one, figure) for one in family))
        for family in _families(scene.statements)
    )


def _families(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Each statement with those that stand within it."""
    families = {statement.id: [statement] for statement in statements}
    parents = {statement.id: statement.parent for statement in statements}
    for statement in statements:
        above, seen = statement.parent, {statement.id}
        while above is not None and above in families and above not in seen:
            families[above].append(statement)
            seen.add(above)
            above = parents[above]
    return [families[statement.id] for statement in statements]


def _holds(statement: Statement, figure: Figure) -> bool:
    return any(span.start <= figure.number.start and figure.number.end <= span.end for span in statement.content.spans)


def _is_name(scene: Scene, figure: Figure) -> bool:
    """Whether the number is part of a name: "Channel 4", "Boeing 737"."""
    if figure.unit is not None:
        return False
    start, end = figure.number.start, figure.number.end
    for entity in scene.entities:
        inside = entity.span.start <= start and end <= entity.span.end and entity.span != figure.number
        if inside and entity.label in _NAMED and entity.span.start < start:
            return True
    return _follows_name(scene, figure)


def _follows_name(scene: Scene, figure: Figure) -> bool:
    """A short plain number right behind a name, with nothing to count: "Apollo 11", "Airbus 320"."""
    number = figure.number.of(scene.text)
    place = scene.tokens_in(figure.number)
    if not place or not number.isdecimal() or figure.span != figure.number:
        return False
    token = scene.tokens[place[0]]
    before = scene.tokens[place[0] - 1] if place[0] else token
    counts = token.dep == "nummod" and token.head > place[0]
    return before.pos == "PROPN" and before.span.end + 1 == token.span.start and not counts


def _to_quantity(scene: Scene, figure: Figure, of: str | None, dates: Sequence[tuple[CharSpan, Period]]) -> Quantity:
    return Quantity(
        span=figure.span,
        low=figure.low,
        high=figure.high,
        unit=figure.unit,
        of=of,
        as_of=_find_as_of(scene, figure, dates),
    )


def _find_dates(scene: Scene, phrases: Sequence[TimePhrase]) -> Iterator[tuple[CharSpan, Period]]:
    """The times that date a figure: "as of mid-summer", "figures from May"."""
    anchor = Anchor(find_today(scene.article))
    for phrase in phrases:
        before = scene.text[max(phrase.core.start - _LONGEST_DATING, 0) : phrase.core.start]
        if _DATING.search(before) and (period := reckon(phrase, anchor)) is not None:
            yield phrase.core, period


def _find_as_of(scene: Scene, figure: Figure, dates: Sequence[tuple[CharSpan, Period]]) -> str | None:
    if not scene.sentences:
        return None
    sentence = scene.sentences[scene.sentence_at(figure.number.start)]
    near = [(span, period) for span, period in dates if sentence.start <= span.start < sentence.end]
    if not near:
        return None
    _, period = min(near, key=lambda one: abs(one[0].start - figure.number.start))
    return to_iso(period)


def to_iso(period: Period) -> str:
    """ISO 8601: a day, a month (2023-07), a year (2023), else an interval (2023-06-01/2023-08-31)."""
    start = period.start.isoformat()
    written = {"day": start, "month": start[:7], "year": start[:4]}
    return written.get(period.precision, f"{start}/{period.end.isoformat()}")
