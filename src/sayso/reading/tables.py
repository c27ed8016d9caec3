"""Tables (CSV) with an article a row: which column is what, and each row as a JSON object."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from io import TextIOWrapper
from typing import BinaryIO, Final

from sayso.errors import InputError
from sayso.types import Refusal

ColumnMap = Mapping[str, str]
"""Our name of a field (``text``, ``url``, …) to the table's name of its column."""

FIELDS: Final = ("text", "id", "url", "outlet", "title", "byline", "published")

USUAL_NAMES: Final = {
    "text": ("text", "body", "content", "article", "maintext", "full_text", "plain_text"),
    "id": ("id", "article_id", "guid", "story_id"),
    "url": ("url", "link", "address", "source_url"),
    "outlet": ("outlet", "publisher", "media_name", "publication", "source", "domain"),
    "title": ("title", "headline"),
    "byline": ("byline", "author", "authors"),
    "published": ("published", "date", "publish_date", "date_published", "pub_date", "published_at"),
}
"""The names that columns go by in the dumps of Media Cloud, news-please, Kaggle's news tables and GDELT."""

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


def read_rows(stream: BinaryIO, columns: ColumnMap | None = None) -> Iterator[tuple[int, bytes | Refusal]]:
    """Number (the header is line 1) and JSON object of each row; the delimiter is found out.

    Raises:
        InputError: ``bad-table``: there is no column for the text; ``undecodable``.

    """
    csv.field_size_limit(_LONGEST_FIELD)
    reader_stream = TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    try:
        head = reader_stream.readline(_LONGEST_FIELD)
        delimiter = _find_delimiter(head)
        names = next(csv.reader([head], delimiter=delimiter), [])
        places = _places(names, columns)
        for number, row in enumerate(csv.reader(reader_stream, delimiter=delimiter), start=2):
            if any(cell.strip() for cell in row):
                yield number, _object(row, places)
    except UnicodeDecodeError as error:
        message = "the table is not in UTF-8"
        raise InputError(message, code="undecodable", hint="Save it as UTF-8.") from error
    except csv.Error as error:
        message = f"the table is broken ({error})"
        raise InputError(message, code="bad-table", hint="Save it anew, with quoted fields.") from error
    finally:
        reader_stream.detach()


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
