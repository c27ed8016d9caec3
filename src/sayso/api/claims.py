"""The API's routes for claims: lists, one claim, what cannot both be right, copies."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from sayso.api.answers import WireResponse
from sayso.api.routes import Ledger
from sayso.schemas import ErrorOut, PageOut, page_to_wire
from sayso.schemas.claims import ClaimOut, ConflictsOut, CopyOut
from sayso.schemas.queries import ClaimQuery, Paging
from sayso.service.picture import (
    change_object,
    claim_object,
    conflict_object,
    copy_objects,
    find_conflicts,
    opposition_object,
    see_claims,
)
from sayso.store.claims import articles_at, claim, claims, claims_at, copies
from sayso.types import Page

ClaimId = Annotated[str, Path(description="The claim's id, a beginning of it, or the key of a statement in it.")]

router = APIRouter(
    default_response_class=WireResponse,
    responses={"default": {"model": ErrorOut, "description": "What is wrong, and what to do about it."}},
    tags=["claims"],
)


@router.get("/claims", response_model=PageOut[ClaimOut])
def list_claims(ledger: Ledger, query: Annotated[ClaimQuery, Query()]) -> Response:
    """The claims that fit the filter, whole: as in `sayso.claims/1`."""
    page = claims(ledger, query.to_filter(), offset=query.offset, limit=query.limit, order=query.order)
    ids = [row.id for row in page.rows]
    seen = {each.claim.id: claim_object(each) for each in see_claims(ledger, claims_at(ledger, ids))}
    return WireResponse(page_to_wire(page, [seen[key] for key in ids]))


@router.get("/claims/{claim_id}", response_model=ClaimOut)
def show_claim(ledger: Ledger, claim_id: ClaimId) -> Response:
    """One claim: its standing, all its appearances, its origins."""
    (seen,) = see_claims(ledger, [claim(ledger, claim_id)])
    return WireResponse(claim_object(seen))


@router.get("/oppositions", response_model=ConflictsOut)
def list_conflicts(ledger: Ledger) -> Response:
    """What cannot both be right: claims against claims, actors who turned, figures that disagree."""
    found = find_conflicts(ledger)
    articles = articles_at(ledger, {entry.article for entry in found.entries.values()})
    answer: dict[str, Any] = {
        "oppositions": [opposition_object(each, found, articles) for each in found.oppositions],
        "position_changes": [change_object(each, found, articles) for each in found.changes],
        "figure_conflicts": [conflict_object(each, found, articles) for each in found.figures],
    }
    return WireResponse(answer)


@router.get("/copies", response_model=PageOut[CopyOut])
def list_copies(ledger: Ledger, query: Annotated[Paging, Query()]) -> Response:
    """Articles that repeat others, with the passages in common."""
    found = copies(ledger)
    shown = found[query.offset : query.offset + query.limit]
    page = Page(shown, len(found), query.offset, query.limit)
    return WireResponse(page_to_wire(page, list(copy_objects(ledger, shown))))
