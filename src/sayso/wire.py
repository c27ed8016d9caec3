"""Readings as plain JSON values: the form `sayso.article/1`.

The command line writes a million words through here, so it builds plain
dictionaries and imports nothing heavy. ``sayso.schemas`` describes the same form
for the API, the OpenAPI document and the JSON Schema in ``docs/schema``; the
tests hold the two together.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sayso.types import Article, ArticleDate, CharSpan, Extractor, Reading, Run, Statement, Words

SCHEMA: Final = "sayso.article/1"
"""Names the form; it changes only when a field changes its meaning or goes away."""


def to_wire(reading: Reading) -> dict[str, Any]:
    """The reading as an object of the form `sayso.article/1`, ready for ``json.dumps``."""
    return {
        "schema": SCHEMA,
        **_of_article(reading.article),
        "run": _of_run(reading.run),
        "notes": list(dict.fromkeys((*reading.article.notes, *reading.notes))),
        "statements": [statement_to_wire(each) for each in reading.statements],
    }


def statement_to_wire(statement: Statement) -> dict[str, Any]:
    """One statement; a source or cue that is not there has no spans and an empty text."""
    return {
        "id": statement.id,
        "kind": statement.kind,
        "parent": statement.parent,
        "confidence": statement.confidence,
        "source": _of_words(statement.source),
        "cue": _of_words(statement.cue),
        "content": _of_words(statement.content),
    }


def extractor_to_wire(extractor: Extractor) -> dict[str, Any]:
    """What made the text; its settings become an object."""
    return {
        "name": extractor.name,
        "version": extractor.version,
        "settings": json.loads(extractor.settings),
    }


def _of_article(article: Article) -> dict[str, Any]:
    return {
        "input": article.input,
        "sha256": article.sha256,
        "text_sha256": article.text_sha256,
        "key": article.key,
        "given_id": article.given_id,
        "media_type": article.media_type,
        "title": article.title,
        "byline": article.byline,
        "outlet": article.outlet,
        "url": article.url,
        **_of_published(article.published),
        "dates": [_of_date(each) for each in article.dates],
        "language": article.language,
        "completeness": article.completeness,
        "extractor": extractor_to_wire(article.extractor),
        "text": article.text,
        "furniture": _of_spans(article.furniture),
    }


def _of_published(date: ArticleDate | None) -> dict[str, Any]:
    if date is None:
        return {"published": None, "published_precision": None, "published_zone": None}
    return {
        "published": date.value,
        "published_precision": date.precision,
        "published_zone": date.zone,
    }


def _of_date(date: ArticleDate) -> dict[str, Any]:
    return {
        "value": date.value,
        "precision": date.precision,
        "origin": date.origin,
        "kind": date.kind,
        "zone": date.zone,
        "reliable": date.reliable,
        "note": date.note,
    }


def _of_run(run: Run) -> dict[str, Any]:
    return {"id": run.id, "model": run.model, "model_sha256": run.model_sha256, "code": run.code}


def _of_words(words: Words) -> dict[str, Any]:
    return {"spans": _of_spans(words.spans), "text": words.text}


def _of_spans(spans: Iterable[CharSpan]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
