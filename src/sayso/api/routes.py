"""The API's routes, one question to the ledger each.

They answer plain values built by ``sayso.wire`` and ``sayso.schemas``, not models:
an article of a hundred thousand words need not be checked twice. The tests hold
every answer against its model.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import PlainTextResponse, Response

from sayso import store
from sayso.api.answers import WireResponse
from sayso.schemas import (
    ActorProfileOut,
    ActorQuery,
    ActorSummaryOut,
    ArticleHitOut,
    ArticleQuery,
    ArticleSummaryOut,
    DecisionsOut,
    ErrorOut,
    HealthOut,
    OutletsOut,
    PageOut,
    SearchQuery,
    StatementQuery,
    StatementRowOut,
    StoredArticleOut,
    hit_to_wire,
    page_to_wire,
    row_to_wire,
    stored_to_wire,
    summary_to_wire,
)
from sayso.wire import actor_to_wire, decision_to_wire, profile_to_wire

SNAPSHOT_POLICY = "default-src 'none'; sandbox"
"""Foreign bytes must not do anything, even if somebody gets a browser to show them."""


def _ledger(request: Request) -> store.Ledger:
    ledger: store.Ledger = request.app.state.ledger
    return ledger


Ledger = Annotated[store.Ledger, Depends(_ledger)]
ArticleId = Annotated[str, Path(description="The article's id, or a beginning of it that no other shares.")]
Version = Annotated[str | None, Query(description="`text_sha256` of the version wanted; without it, the newest.")]

_FAILED = "What is wrong, and what to do about it."
_ERROR_OUT = {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorOut"}}}

router = APIRouter(
    default_response_class=WireResponse,
    responses={"default": {"model": ErrorOut, "description": _FAILED}},
)
files = APIRouter(responses={"default": {"description": _FAILED, "content": _ERROR_OUT}})
"""Answers that are no JSON; their failures are, which a model here would not say."""


@router.get("/articles", response_model=PageOut[ArticleSummaryOut], tags=["articles"])
def list_articles(ledger: Ledger, query: Annotated[ArticleQuery, Query()]) -> Response:
    """The articles, newest first."""
    page = store.articles(
        ledger,
        outlet=query.outlet or None,
        language=query.language or None,
        offset=query.offset,
        limit=query.limit,
    )
    return WireResponse(page_to_wire(page, [summary_to_wire(row) for row in page.rows]))


@router.get("/articles/{article_id}", response_model=StoredArticleOut, tags=["articles"])
def show_article(ledger: Ledger, article_id: ArticleId, version: Version = None) -> Response:
    """One version of an article with its statements: `sayso.article/1` and more."""
    stored = store.article(ledger, article_id, text_sha256=version)
    return WireResponse(stored_to_wire(stored))


@files.get("/articles/{article_id}/text", response_class=PlainTextResponse, tags=["articles"])
def show_text(ledger: Ledger, article_id: ArticleId, version: Version = None) -> Response:
    """The text that all spans point into, unaltered."""
    text = store.article(ledger, article_id, text_sha256=version).reading.text
    return Response(
        text.encode("utf-8", "backslashreplace"),
        media_type="text/plain; charset=utf-8",
        headers={"Content-Security-Policy": SNAPSHOT_POLICY},
    )


@files.get(
    "/snapshots/{sha256}",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {}}}},
    tags=["snapshots"],
)
def download_snapshot(
    ledger: Ledger,
    sha256: Annotated[str, Path(pattern="^[0-9a-f]{64}$", description="SHA-256 of the bytes.")],
) -> Response:
    """The bytes as they came in, to be saved, never shown: they are foreign."""
    return Response(
        store.raw_snapshot(ledger, sha256),
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="{sha256}.bin"',
            "Content-Security-Policy": SNAPSHOT_POLICY,
        },
    )


@router.get("/statements", response_model=PageOut[StatementRowOut], tags=["statements"])
def list_statements(ledger: Ledger, query: Annotated[StatementQuery, Query()]) -> Response:
    """The statements that fit the filter."""
    page = store.statements(ledger, query.to_filter(), offset=query.offset, limit=query.limit, order=query.order)
    return WireResponse(page_to_wire(page, [row_to_wire(row) for row in page.rows]))


@router.get("/search", response_model=PageOut[ArticleHitOut], tags=["articles"])
def search(ledger: Ledger, query: Annotated[SearchQuery, Query()]) -> Response:
    """The articles whose text holds the words, best first."""
    page = store.search_articles(ledger, query.q, offset=query.offset, limit=query.limit)
    return WireResponse(page_to_wire(page, [hit_to_wire(row) for row in page.rows]))


@router.get("/actors", response_model=PageOut[ActorSummaryOut], tags=["actors"])
def list_actors(ledger: Ledger, query: Annotated[ActorQuery, Query()]) -> Response:
    """The actors of all articles, those who said most first."""
    page = store.actors(ledger, words=query.q, kind=query.kind, offset=query.offset, limit=query.limit)
    return WireResponse(page_to_wire(page, [actor_to_wire(row) for row in page.rows]))


@router.get("/actors/{actor_id}", response_model=ActorProfileOut, tags=["actors"])
def show_actor(
    ledger: Ledger,
    actor_id: Annotated[str, Path(description="One of the actor's names, its id, or a beginning of that.")],
) -> Response:
    """Who an actor is."""
    return WireResponse(profile_to_wire(store.actor(ledger, actor_id)))


@router.get("/decisions", response_model=DecisionsOut, tags=["actors"])
def list_decisions(ledger: Ledger) -> Response:
    """What people decided about actors, oldest first."""
    return WireResponse({"rows": [decision_to_wire(each) for each in store.decisions(ledger)]})


@router.get("/outlets", response_model=OutletsOut, tags=["outlets"])
def list_outlets(ledger: Ledger) -> Response:
    """The outlets and how many articles each has."""
    rows = [{"name": name, "articles": count} for name, count in store.outlets(ledger)]
    return WireResponse({"rows": rows})


@router.get("/health", response_model=HealthOut, tags=["server"])
def health(request: Request, ledger: Ledger) -> Response:
    """The server answers and its ledger can be read."""
    counts = store.counts(ledger)
    answer: dict[str, Any] = {
        "status": "ok",
        "version": request.app.version,
        "articles": counts.articles,
        "snapshots": counts.snapshots,
        "statements": counts.statements,
        "outlets": counts.outlets,
    }
    return WireResponse(answer)
