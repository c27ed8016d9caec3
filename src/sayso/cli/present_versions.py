"""How versions and differences look on a terminal, and as plain lines where there is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.text import Text

from sayso.cli.plain import plain, plain_inside
from sayso.cli.present import NO_SOURCE, console, is_terminal
from sayso.service.comparing import Comparison, Step
from sayso.store.feeds import Withdrawal
from sayso.types import Statement
from sayso.versions.align import Aligned
from sayso.versions.diff import Row
from sayso.versions.judge import Change

_FATES = {"same": "dim", "reworded": "yellow", "gone": "red", "new": "green"}
_SIGNS = {"same": " ", "changed": "~", "reworded": "~", "gone": "-", "new": "+"}
_STYLES = {"same": "", "gone": "red strike", "new": "green"}


def print_versions(steps: Sequence[Step], withdrawals: Sequence[Withdrawal]) -> None:
    """One line a version, oldest first, then what the publisher took back."""
    for step in steps:
        reading = step.stored.reading
        head = f"{step.number:3}  {step.stored.added[:19]}Z  {len(reading.statements):3} statements"
        console().print(Text(f"{head}  {plain(reading.article.title or '')}"), soft_wrap=True)
        if step.change is not None:
            _print_change(step.change, step.aligned)
    for mark in withdrawals:
        what = "withdrawn" if mark.withdrawn else "back"
        console().print(Text(f"     {mark.at[:19]}Z  {what}: {plain(mark.words)}", style="magenta"), soft_wrap=True)


def change_in_words(change: Change) -> str:
    """What a new version did, and whether it tells of it."""
    extent = {
        "none": "Nothing that a reader sees changed.",
        "typography": "Only spacing or punctuation marks changed.",
        "headline": "The headline changed.",
        "text": "The text changed.",
    }[change.extent]
    if change.silent:
        return f"{extent} Silent edit: neither the page’s dates nor its words tell of it."
    return " ".join((extent, *change.told))


def statements_in_words(aligned: Sequence[Aligned]) -> str:
    """How many statements are the same, reworded, gone and new."""
    tally: Counter[str] = Counter(each.fate for each in aligned)
    return "statements: " + ", ".join(f"{tally[fate]} {fate}" for fate in _FATES if tally[fate])


def _print_change(change: Change, aligned: Sequence[Aligned]) -> None:
    style = "bold yellow" if change.silent else "dim"
    console().print(Text(f"     {plain(change_in_words(change))}", style=style), soft_wrap=True)
    if aligned:
        console().print(Text(f"     {statements_in_words(aligned)}", style="dim"), soft_wrap=True)


def print_comparison(comparison: Comparison) -> None:
    """The changed paragraphs, then what became of the statements."""
    older, newer = comparison.older, comparison.newer
    head = f"version {older.number} ({older.stored.added[:19]}Z) → version {newer.number} ({newer.stored.added[:19]}Z)"
    console().print(Text(head, style="bold"), soft_wrap=True)
    _print_change(comparison.change, comparison.aligned)
    for row in comparison.rows:
        if row.kind != "same":
            console().print(_row_text(row, comparison), soft_wrap=True)
    for each in comparison.aligned:
        if each.fate != "same":
            _print_aligned(each)


def _row_text(row: Row, comparison: Comparison) -> Text:
    """A changed paragraph; without colours, words that went stand in [-…-] and new ones in {+…+}, as in wdiff."""
    line = Text(f"{_SIGNS[row.kind]} ")
    for piece in row.pieces:
        text = comparison.newer.stored.reading.text if piece.newer else comparison.older.stored.reading.text
        span = piece.newer or piece.older
        words = plain_inside(span.of(text)) if span else ""
        if not is_terminal() and piece.kind != "same" and len(row.pieces) > 1:
            words = f"[-{words}-]" if piece.kind == "gone" else f"{{+{words}+}}"
        line += Text(words, style=_STYLES[piece.kind])
    return line


def _print_aligned(each: Aligned) -> None:
    score = f" ({each.likeness:.0%} of the words)" if each.fate == "reworded" else ""
    console().print(Text(f"{_SIGNS[each.fate]} {each.fate}{score}", style=_FATES[each.fate]))
    for sign, statement in (("-", each.older), ("+", each.newer)):
        if statement is not None:
            console().print(Text(f"    {sign} {_statement_line(statement)}"), soft_wrap=True)


def _statement_line(statement: Statement) -> str:
    source = plain(statement.source.text) or NO_SOURCE
    return f"{source} | {plain(statement.cue.text)} | {plain(statement.content.text)}"
