"""Values of the ledger in their wire forms."""

from typing import Any

from sayso.errors import BadQuery, LedgerBusy, NotFound, SaysoError
from sayso.schemas.ledger import ArticleSummaryOut
from sayso.types import ArticleHit, ArticleSummary, Page, SnapshotInfo, StatementRow, StoredArticle
from sayso.wire import extractor_to_wire, statement_to_wire, to_wire


def stored_to_wire(stored: StoredArticle) -> dict[str, Any]:
    """A stored article in the form of :class:`StoredArticleOut`."""
    return {
        **to_wire(stored.reading),
        "id": stored.id,
        "added": stored.added,
        "versions": [_version_to_wire(each) for each in stored.versions],
    }


def summary_to_wire(article: ArticleSummary) -> dict[str, Any]:
    """A line of the list of articles in the form of :class:`ArticleSummaryOut`."""
    return {name: getattr(article, name) for name in ArticleSummaryOut.model_fields}


def row_to_wire(row: StatementRow) -> dict[str, Any]:
    """A statement with its article in the form of :class:`StatementRowOut`."""
    return {
        **statement_to_wire(row.statement),
        "article": summary_to_wire(row.article),
        "text_sha256": row.text_sha256,
        "actors": list(row.actors),
    }


def hit_to_wire(hit: ArticleHit) -> dict[str, Any]:
    """A search hit in the form of :class:`ArticleHitOut`."""
    return {
        "article": summary_to_wire(hit.article),
        "excerpt": hit.excerpt,
        "marks": [[mark.start, mark.end] for mark in hit.marks],
    }


def page_to_wire(page: Page[Any], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """A page whose rows have been turned into their wire form."""
    return {"rows": rows, "total": page.total, "offset": page.offset, "limit": page.limit}


def error_to_wire(code: str, message: str, hint: str = "") -> dict[str, Any]:
    """The body of an error answer."""
    return {"error": {"code": code, "message": message, "hint": hint}}


def http_status(error: SaysoError) -> int:
    """The HTTP status that fits the error."""
    match error:
        case NotFound():
            return 404
        case BadQuery():
            return 400
        case LedgerBusy():
            return 503
        case _:
            return 500


def _version_to_wire(version: SnapshotInfo) -> dict[str, Any]:
    return {
        "text_sha256": version.text_sha256,
        "sha256": version.sha256,
        "added": version.added,
        "extractor": extractor_to_wire(version.extractor),
        "statements": version.statements,
        "published": version.published,
    }
