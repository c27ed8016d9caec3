"""Values to rows and rows to values; what goes in comes out equal."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Row

from sayso.store.meanings import Fields, hedge_spans
from sayso.store.parts import Parts
from sayso.types import (
    Article,
    ArticleDate,
    ArticleSummary,
    CharSpan,
    Extractor,
    Reading,
    Run,
    Statement,
    Words,
)

ROLES = ("source", "cue", "content")

_DAY_OR_MORE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class DateBounds:
    """What a publication date comes to: a UTC moment to sort by, and the days it can mean.

    ``order`` is empty and the days are None where the date is missing or makes no sense.
    """

    order: str = ""
    first_day: str | None = None
    last_day: str | None = None


def find_date_bounds(value: str | None) -> DateBounds:
    """The bounds of an ISO 8601 date of any precision; its days are those of its own zone."""
    try:
        days = find_days(value or "")
        moment = datetime.fromisoformat(value or "") if days[0] == days[1] else days[0]
        return DateBounds(_in_utc(moment), days[0].isoformat(), days[1].isoformat())
    except (ValueError, OverflowError):
        return DateBounds()


def find_days(value: str) -> tuple[date, date]:
    """The first and the last day that an ISO date of any precision can mean.

    Raises:
        ValueError: it is none.
    """
    found = _DAY_OR_MORE.fullmatch(value)
    if found is None:
        msg = f"not an ISO date: {value!r}"
        raise ValueError(msg)
    year, month, day = (int(part) if part else None for part in found.groups())
    first = date(year or 0, month or 1, day or 1)
    if day:
        return first, first
    last_month = first.replace(month=month or 12, day=28)
    # Four days after a 28th is the next month, whatever the month. Year 9999 has no next.
    if (last_month.year, last_month.month) == (9999, 12):
        return first, date.max
    after = last_month + timedelta(days=4)
    return first, after - timedelta(days=after.day)


def _in_utc(moment: date) -> str:
    if not isinstance(moment, datetime):
        return f"{moment.isoformat()}T00:00:00"
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC)
    return moment.replace(tzinfo=None, microsecond=0).isoformat()


def outlet_key(outlet: str | None) -> str | None:
    """What names of an outlet that differ only in case share; None for no name."""
    name = unicodedata.normalize("NFC", (outlet or "").strip().casefold())
    return digest_of(name) if name else None


def digest_of(*parts: str) -> str:
    """A hex digest of some texts; parts that are cut differently give another one."""
    sized = "".join(f"{len(part)}:{part}" for part in parts)
    return sha256(sized.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def now() -> str:
    """This moment, ISO 8601 in UTC, always of the same length so that it sorts as text."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def snapshot_row(article: Article) -> Fields:
    """The row of ``snapshots``, without its id and when it was added."""
    row: Fields = {
        "article_id": article.key,
        "raw_sha256": article.sha256,
        "text_sha256": article.text_sha256,
        "media_type": article.media_type,
        "extractor_name": article.extractor.name,
        "extractor_version": article.extractor.version,
        "extractor_settings": article.extractor.settings,
        "given_id": article.given_id,
        "title": article.title,
        "byline": article.byline,
        "outlet": article.outlet,
        "url": article.url,
        "language": article.language,
        "completeness": article.completeness,
    }
    # The name the user gave the input is left out: the same file under another name is the same.
    return row | {"digest": _snapshot_digest(row, article), "input": article.input}


def _snapshot_digest(row: Fields, article: Article) -> str:
    """What makes a version of an article that version: its bytes, its text, and all that was read of it.

    Missing values are left out, so that a field which later versions of sayso add
    does not make what is stored look new.
    """
    given = {name: value for name, value in row.items() if value is not None}
    more = date_rows(article), furniture_rows(article), note_rows(article.notes)
    return digest_of(json.dumps([given, *more], sort_keys=True))


def date_rows(article: Article) -> list[Fields]:
    """The rows of ``dates``: number 0 is the publication date, the candidates follow."""
    numbered = [(0, article.published), *enumerate(article.dates, start=1)]
    return [
        {
            "number": number,
            "value": found.value,
            "precision": found.precision,
            "origin": found.origin,
            "kind": found.kind,
            "zone": found.zone,
            "reliable": found.reliable,
            "note": found.note,
        }
        for number, found in numbered
        if found is not None
    ]


def furniture_rows(article: Article) -> list[Fields]:
    """The rows of ``furniture``."""
    return [{"number": number, "start": span.start, "end": span.end} for number, span in enumerate(article.furniture)]


def note_rows(notes: Iterable[str]) -> list[Fields]:
    """The rows of ``snapshot_notes`` or ``reading_notes``."""
    return [{"number": number, "note": note} for number, note in enumerate(notes)]


def run_row(run: Run) -> Fields:
    """The row of ``runs``."""
    return {"id": run.id, "model": run.model, "model_sha256": run.model_sha256, "code": run.code}


def in_text_order(statements: tuple[Statement, ...]) -> list[tuple[int, Statement]]:
    """The statements as they begin in the text, each with its place among those given."""
    return sorted(enumerate(statements), key=lambda numbered: (_start(numbered[1]), numbered[0]))


def _start(statement: Statement) -> int:
    parts = statement.source, statement.cue, statement.content
    return min((span.start for words in parts for span in words.spans), default=0)


def statement_rows(statements: tuple[Statement, ...]) -> list[Fields]:
    """The rows of ``statements``, numbered in the order of the text."""
    return [
        {
            "number": number,
            "place": place,
            "id": statement.id,
            "kind": statement.kind,
            "parent": statement.parent,
            "confidence": statement.confidence,
            "sourced": bool(statement.source.spans),
            "source": statement.source.text,
            "cue": statement.cue.text,
            "content": statement.content.text,
        }
        for number, (place, statement) in enumerate(in_text_order(statements))
    ]


def span_rows(statements: tuple[Statement, ...]) -> list[Fields]:
    """The rows of ``spans``."""
    return [
        {"number": number, "role": role, "position": position, "start": span.start, "end": span.end}
        for number, (_, statement) in enumerate(in_text_order(statements))
        for role, ranges in _ranges(statement).items()
        for position, span in enumerate(ranges)
    ]


def _ranges(statement: Statement) -> dict[str, tuple[CharSpan, ...]]:
    own = {role: getattr(statement, role).spans for role in ROLES}
    return own if statement.meaning is None else own | hedge_spans(statement.meaning)


# ---------------------------------------------------------------- and back


def to_statement(row: Row[Any], parts: Parts) -> Statement:
    """A statement from its row and what else belongs to it."""
    source, cue, content = (Words(tuple(parts.spans.get(role, ())), getattr(row, role)) for role in ROLES)
    return Statement(
        id=row.id,
        kind=row.kind,
        parent=row.parent,
        confidence=row.confidence,
        source=source,
        cue=cue,
        content=content,
        meaning=parts.to_meaning(),
    )


def to_extractor(row: Row[Any]) -> Extractor:
    """The extractor of a row of ``snapshots``."""
    return Extractor(row.extractor_name, row.extractor_version, row.extractor_settings)


def to_date(row: Row[Any]) -> ArticleDate:
    """A date from its row."""
    return ArticleDate(
        value=row.value,
        precision=row.precision,
        origin=row.origin,
        kind=row.kind,
        zone=row.zone,
        reliable=row.reliable,
        note=row.note,
    )


@dataclass(frozen=True, slots=True)
class SnapshotParts:
    """What of a snapshot stands in other tables."""

    text: str
    dates: Mapping[int, ArticleDate]
    furniture: tuple[CharSpan, ...]
    notes: tuple[str, ...]


def to_article(row: Row[Any], parts: SnapshotParts) -> Article:
    """An article from its row of ``snapshots`` and what belongs to it."""
    return Article(
        input=row.input,
        sha256=row.raw_sha256,
        text=parts.text,
        extractor=to_extractor(row),
        media_type=row.media_type,
        given_id=row.given_id,
        title=row.title,
        byline=row.byline,
        outlet=row.outlet,
        url=row.url,
        published=parts.dates.get(0),
        dates=tuple(found for number, found in sorted(parts.dates.items()) if number),
        language=row.language,
        completeness=row.completeness,
        furniture=parts.furniture,
        notes=parts.notes,
    )


def to_run(row: Row[Any]) -> Run:
    """A run from its row."""
    return Run(row.model, row.model_sha256, row.code)


def to_summary(row: Row[Any]) -> ArticleSummary:
    """A summary from the columns of ``read.SUMMARY``."""
    return ArticleSummary(
        id=row.article_id,
        title=row.title,
        byline=row.byline,
        outlet=row.outlet,
        url=row.url,
        published=row.published,
        language=row.language,
        completeness=row.completeness,
        added=row.added,
        versions=row.versions,
        statements=row.article_statements,
    )


def head_fields(reading: Reading) -> Fields:
    """What of ``heads`` derives from the reading itself."""
    published = reading.article.published
    bounds = find_date_bounds(published.value if published else None)
    return {
        "published_order": bounds.order,
        "first_day": bounds.first_day,
        "last_day": bounds.last_day,
        "published": published.value if published else None,
        "outlet_key": outlet_key(reading.article.outlet),
        "statements": len(reading.statements),
    }
