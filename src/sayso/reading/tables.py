"""Tables (CSV) with an article a row: which column is what, and each row as a JSON object.

Called in a process that can be killed, some rows at a time.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from typing import Final

from sayso.errors import InputError
from sayso.reading.jsonl import FIELDS, USUAL_NAMES
from sayso.types import Capture, Refusal

ColumnMap = Mapping[str, str]
"""Our name of a field (``text``, ``url``, …) to the table's name of its column."""

BATCH_BYTES: Final = 8_000_000
"""Of rows, handed over at a time: memory stays flat however long the table is."""

_LONGEST_FIELD = 20_000_000


def parse_columns(given: str) -> ColumnMap:
    """``text=Body,title=Headline`` as a map.

    Raises:
        InputError: ``bad-columns``.

    """
    pairs = dict(part.strip().split("=", 1) for part in given.split(",") if "=" in part)
    unknown = [name for name in pairs if name not in FIELDS]
    if unknown or not pairs or len(pairs) != given.count("=") or any("=" not in part for part in given.split(",")):
        message = f"{given[:100]!r} does not say which column is what"
        hint = f"Write it like text=Body,title=Headline; the fields are {', '.join(FIELDS)}."
        raise InputError(message, code="bad-columns", hint=hint)
    return pairs


@dataclass(frozen=True, slots=True)
class RowPlace:
    """Where to go on: a position of the table's text stream (`io.TextIOBase.tell`), and the number of the row there."""

    position: int = 0
    number: int = 2


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a table; ``following`` is where to go on, None at its end."""

    found: tuple[Capture | Refusal, ...]
    following: RowPlace | None


def read_rows(path: str, name: str, columns: ColumnMap | None, start: RowPlace) -> Rows:
    """The next rows of a table, each as a JSON object under ``NAME:NUMBER`` (the header is row 1).

    The delimiter is found out. Where the table breaks off, the rows before are kept and a refusal ends them.

    Raises:
        InputError: ``bad-table``: there is no column for the text; ``undecodable``: at its beginning.

    """
    csv.field_size_limit(_LONGEST_FIELD)
    found: list[Capture | Refusal] = []
    size = 0
    try:
        with open(path, "rb") as raw, TextIOWrapper(raw, encoding="utf-8-sig", newline="") as stream:  # noqa: PTH123 - a name as it was given
            head = stream.readline(_LONGEST_FIELD)
            delimiter = _find_delimiter(head)
            places = _places(next(csv.reader([head], delimiter=delimiter), []), columns)
            if start.position:
                stream.seek(start.position)
            # Line by line and not as an iterator: only so the stream knows where it is.
            lines = iter(stream.readline, "")
            for number, row in enumerate(csv.reader(lines, delimiter=delimiter), start=start.number):
                if any(cell.strip() for cell in row):
                    body = _object(row, places)
                    found.append(Capture(f"{name}:{number}", body, "application/json"))
                    size += len(body)
                if size >= BATCH_BYTES:
                    return Rows(tuple(found), RowPlace(stream.tell(), number + 1))
    except (UnicodeDecodeError, csv.Error) as error:
        fault = _fault_of(error)
        if not found:
            raise fault from error
        found.append(Refusal(name, fault.code, f"{name}: {fault.message}", fault.hint))
    return Rows(tuple(found), None)


def _fault_of(error: Exception) -> InputError:
    if isinstance(error, UnicodeDecodeError):
        return InputError("the table is not in UTF-8", code="undecodable", hint="Save it as UTF-8.")
    message = f"the table is broken ({error})"
    return InputError(message, code="bad-table", hint="Save it anew, with quoted fields.")


def _find_delimiter(head: str) -> str:
    return max(",;\t|", key=head.count)


def _places(names: Sequence[str], columns: ColumnMap | None) -> dict[str, int]:
    lowered = [name.strip().lower() for name in names]
    wanted = {field: (name.lower(),) for field, name in columns.items()} if columns is not None else USUAL_NAMES
    found = {}
    for field, choices in wanted.items():
        place = next((lowered.index(name) for name in choices if name in lowered), None)
        if place is not None:
            found[field] = place
        elif columns is not None:
            message = f"the table has no column {columns[field]!r}"
            raise InputError(message, code="bad-table", hint=f"It has {', '.join(names)[:300]}.")
    if "text" not in found:
        message = f"no column of the table is known to hold the text; it has {', '.join(names)[:300]}"
        raise InputError(message, code="bad-table", hint="Say which one does: --columns text=NAME.")
    return found


def _object(row: Sequence[str], places: Mapping[str, int]) -> bytes:
    fields = {field: row[place] for field, place in places.items() if place < len(row) and row[place].strip()}
    return json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass")
