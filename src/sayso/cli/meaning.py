"""What statements mean, on a terminal: a line or two under the words."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from sayso.cli.plain import plain
from sayso.phrases import show_certainty, show_figure, show_said, show_speaker
from sayso.types import Meaning, Statement

COLUMNS = 5
"""Cells of ``meaning_cells``."""

DIRECT = 2
"""Links of a chain that says no more than who printed whom."""


def meaning_cells(statement: Statement) -> tuple[str, ...]:
    """Speaker, act, certainty, when and through what, as plain cells; empty where nothing is known."""
    meaning = statement.meaning
    if meaning is None:
        return ("",) * COLUMNS
    return (
        plain(show_speaker(meaning.speaker)),
        meaning.act.name,
        meaning.certainty.level,
        meaning.said.start if meaning.said and meaning.said.start == meaning.said.end else _days(meaning),
        plain(meaning.via.name) if meaning.via else "",
    )


def _days(meaning: Meaning) -> str:
    return f"{meaning.said.start}/{meaning.said.end}" if meaning.said else ""


def meaning_text(statement: Statement, numbers: dict[str, int]) -> Text:
    """The meaning in a few dim lines, each after a line end; ``numbers`` of statements by their ids."""
    lines = Text()
    if statement.meaning is not None:
        for line in _lines(statement.meaning, numbers):
            lines += Text("\n") + line
    return lines


def _lines(meaning: Meaning, numbers: dict[str, int]) -> Iterator[Text]:
    facts = [_act(meaning), show_certainty(meaning.certainty)]
    if meaning.said:
        facts.append(f"said {show_said(meaning.said)}")
    if meaning.via:
        facts.append(f"via {meaning.via.name}")
    speaker = Text(plain(show_speaker(meaning.speaker)), style="cyan" if meaning.speaker.name else "dim italic")
    yield speaker + Text(f" · {plain(' · '.join(filter(None, facts)))}", style="dim")
    if meaning.anonymity:
        parts = (meaning.anonymity.count, meaning.anonymity.description, meaning.anonymity.reason)
        yield _faint("unnamed: " + ", ".join(str(part) for part in parts if part is not None))
    for figure in meaning.quantities:
        yield _faint(f"figure: {show_figure(figure)}")
    answered = [f"{numbers[each]}" for each in meaning.responds_to if each in numbers]
    if answered:
        yield _faint(f"answers {', '.join(answered)}")
    if len(meaning.chain) > DIRECT:
        for depth, link in enumerate(meaning.chain):
            yield _faint(f"{'  ' * depth}{'← ' * bool(depth)}{link.name} ({link.kind})")


def _act(meaning: Meaning) -> str:
    conditions = " (on a condition)" if meaning.act.conditions else ""
    return f"{'threat' if meaning.act.threat else meaning.act.name}{conditions}"


def _faint(words: str) -> Text:
    lead = len(words) - len(words.lstrip(" "))
    return Text(" " * lead + plain(words), style="dim")
