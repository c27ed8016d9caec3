"""Readings and statements as JSON, JSON lines and CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from itertools import chain
from typing import Any, TypeVar

from sayso.cli.options import Format
from sayso.cli.present import print_readings
from sayso.types import ArticleSummary, Reading, Statement, StatementRow
from sayso.wire import statement_to_wire, to_wire

T = TypeVar("T")
Writer = Callable[[Iterable[Reading]], None]

READING_COLUMNS = ("input", "title", "outlet", "published", "url")
STATEMENT_COLUMNS = (
    "statement",
    "kind",
    "confidence",
    "parent",
    "source",
    "cue",
    "content",
    "source_spans",
    "cue_spans",
    "content_spans",
)
# Where a field has parts: the first is the field, the others its parts.
MEANING_COLUMNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("speaker", ("name", "confidence", "mention", "reason")),
    ("source_type", ()),
    ("anonymity", ("count", "description", "reason")),
    ("act", ("name", "confidence", "threat", "conditions")),
    ("certainty", ("level", "hedges", "icd203", "distance")),
    ("said", ("start", "end", "precision", "basis")),
    ("about", ()),
    ("quantities", ()),
    ("via", ("name", "span")),
    ("chain", ()),
    ("responds_to", ()),
)
_NAMING = {"name", "level"}
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is run by spreadsheets (OWASP, CSV injection)."""


def open_writer(format: Format, *, single: bool) -> Writer:  # noqa: A002
    """What writes readings in a format; ``single``: JSON is one object and no list."""
    if format == "json":
        return lambda readings: write_json((to_wire(r) for r in readings), single=single)
    return {"table": print_readings, "jsonl": _write_jsonl, "csv": _write_csv}[format]


def write_json(objects: Iterable[dict[str, Any]], *, single: bool) -> None:
    """One object, or a list that is written as it comes."""
    if single:
        for value in objects:
            sys.stdout.write(dump(value, indent=2) + "\n")
        return
    first = True
    sys.stdout.write("[")
    for value in objects:
        sys.stdout.write("\n" if first else ",\n")
        sys.stdout.write(dump(value, indent=2))
        first = False
    sys.stdout.write("\n]\n" if not first else "]\n")


def dump(value: dict[str, Any], *, indent: int | None = None) -> str:
    """JSON in UTF-8; a lone surrogate, which UTF-8 cannot hold, is escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent)
    return text


def _write_jsonl(readings: Iterable[Reading]) -> None:
    for reading in readings:
        sys.stdout.write(dump(to_wire(reading)) + "\n")
        sys.stdout.flush()


def _write_csv(readings: Iterable[Reading]) -> None:
    rows = ((_reading_cells(reading), s) for reading in readings for s in reading.statements)
    write_rows(READING_COLUMNS, rows)


def write_statements_csv(rows: Iterable[StatementRow]) -> None:
    """Statements of the ledger, each with its article."""
    columns = ("article", "text_sha256", "title", "outlet", "published", "url")
    write_rows(columns, ((_row_cells(row), row.statement) for row in rows))


def write_articles_csv(rows: Iterable[ArticleSummary]) -> None:
    """Articles of the ledger."""
    write_values_csv(ArticleSummary, rows)


def write_values_csv(kind: type, rows: Iterable[object]) -> None:
    """Values of one kind, a column a field."""
    names = [each.name for each in fields(kind)]
    out = csv.writer(sys.stdout)
    out.writerow(names)
    out.writerows([_cell(getattr(row, name)) for name in names] for row in rows)


def write_rows(columns: tuple[str, ...], rows: Iterable[tuple[tuple[str | None, ...], Statement]]) -> None:
    """A header, then article cells followed by the statement's."""
    out = csv.writer(sys.stdout)
    out.writerow((*columns, *STATEMENT_COLUMNS, *_meaning_columns()))
    for cells, statement in rows:
        out.writerow([_cell(value) for value in chain(cells, _statement_cells(statement))])


def _reading_cells(reading: Reading) -> tuple[str | None, ...]:
    article = reading.article
    published = article.published.value if article.published else None
    return (article.input, article.title, article.outlet, published, article.url)


def _row_cells(row: StatementRow) -> tuple[str | None, ...]:
    article = row.article
    return (article.id, row.text_sha256, article.title, article.outlet, article.published, article.url)


def _statement_cells(statement: Statement) -> Iterator[str | None]:
    wire = statement_to_wire(statement)
    yield from (wire["id"], wire["kind"], str(wire["confidence"]), wire["parent"])
    yield from (wire[role]["text"] for role in ("source", "cue", "content"))
    yield from (json.dumps(wire[role]["spans"]) for role in ("source", "cue", "content"))
    for field, parts in MEANING_COLUMNS:
        value = wire[field]
        yield from (_flat(value and value[part]) for part in parts) if parts else (_flat(value),)


def _meaning_columns() -> Iterator[str]:
    """speaker, speaker_confidence, … : a field's own name for the part that names it."""
    for field, parts in MEANING_COLUMNS:
        yield from (field if part in _NAMING else f"{field}_{part}" for part in parts) if parts else (field,)


def _flat(value: object) -> str | None:
    """Lists and objects as JSON; nothing for what is empty."""
    if value is None or value == []:
        return None
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict | bool) else str(value)


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
