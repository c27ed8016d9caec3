"""The pages of claims: what is claimed, by whom, against whom, and on how many legs it stands."""

from typing import Any, Final, get_args

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from sayso import store
from sayso.claims import Appearance, ClaimFilter, ClaimOrder, summarise
from sayso.errors import BadQuery
from sayso.schemas import http_status
from sayso.service.picture import Seen, find_conflicts, find_conflicts_of, see_claims
from sayso.store.claim_deciding import claim_decisions
from sayso.store.claim_waiting import count_waiting
from sayso.store.claims import articles_at, claim, claims, copies, texts_of
from sayso.web.asking import given, page_through, read_offset
from sayso.web.pages import Ledger
from sayso.web.provenance import draw_provenance
from sayso.web.ranges import draw_all
from sayso.web.rendering import render
from sayso.web.timeline import draw_timeline

CLAIMS_A_PAGE: Final = 40
SHOWN: Final = 6
"""Lines of each list of the overview."""
CONFLICTS: Final = 100
FIELDS: Final = ("about", "standing", "since", "order")
STANDINGS: Final = {
    "denied": ClaimFilter(denied=True),
    "single": ClaimFilter(single_origin=True),
    "anonymous": ClaimFilter(anonymous_only=True),
    "spread": ClaimFilter(least=2),
}
"""What the form calls the standing of a claim."""


router = APIRouter()


@router.get("/claims")
def list_claims(request: Request, ledger: Ledger) -> HTMLResponse:
    """The claims that fit the filter, with the filter."""
    fields = given(request.query_params, FIELDS)
    context: dict[str, Any] = {
        "fields": fields,
        "waiting": count_waiting(ledger),
        "counts": store.counts(ledger),
        "page": None,
        "failure": None,
    }
    try:
        wanted, order = _read_filter(fields)
        page = claims(ledger, wanted, offset=read_offset(request.query_params), limit=CLAIMS_A_PAGE, order=order)
    except BadQuery as failure:
        return render(request, "claims.html", {**context, "failure": failure}, status=http_status(failure))
    context |= {"page": page, "pager": page_through(page, "/claims", fields)}
    return render(request, "claims.html", context)


def _read_filter(fields: dict[str, str]) -> tuple[ClaimFilter, ClaimOrder]:
    standing, order = fields.get("standing"), fields.get("order", "largest")
    if standing is not None and standing not in STANDINGS:
        raise BadQuery(f"Standing: “{standing}” cannot be understood", hint="Choose one of the list.")
    if order not in get_args(ClaimOrder):
        raise BadQuery(f"Order: “{order}” cannot be understood", hint="Choose one of the list.")
    chosen = STANDINGS[standing] if standing else ClaimFilter()
    wanted = ClaimFilter(
        about=fields.get("about"),
        denied=chosen.denied,
        single_origin=chosen.single_origin,
        anonymous_only=chosen.anonymous_only,
        since=fields.get("since"),
        least=chosen.least,
    )
    return wanted, order  # type: ignore[return-value]


@router.get("/claims/{claim_id}")
def show_claim(request: Request, ledger: Ledger, claim_id: str) -> HTMLResponse:
    """One claim: its standing, its time line, where it comes from, both sides' words."""
    (seen,) = see_claims(ledger, [claim(ledger, claim_id)])
    found = seen.claim
    mine = {each.entry.seed for each in found.appearances}
    conflicts = find_conflicts_of(ledger, found)
    context = {
        "claim": found,
        "standing": summarise(found, len(seen.provenance.origins)),
        "seen": seen,
        "timeline": draw_timeline(found.appearances),
        "graph": draw_provenance(seen.provenance, found, seen.articles),
        "sides": _sides(seen),
        "conflicts": conflicts,
        "articles": {**articles_at(ledger, {each.article for each in conflicts.entries.values()}), **seen.articles},
        "ranges": draw_all(conflicts.figures),
        "names": {each.entry.seed: _tell(each) for each in found.appearances},
        "decisions": [each for each in claim_decisions(ledger) if mine & {*each.seeds, *each.others}],
    }
    return render(request, "claim.html", context)


def _tell(each: Appearance) -> str:
    """An appearance in a few words, for those who cannot see where its dot lies."""
    entry = each.entry
    who = entry.speaker or entry.anonymous or entry.source or "source not named"
    return f"{each.relation}: {who}, {entry.outlet or 'outlet unknown'}, {entry.when[:10] or 'undated'}"


def _sides(seen: Seen) -> list[tuple[str, list[Any]]]:
    """Appearances by what they do with the claim, those that put it forward first."""
    names = {"supports": "For it", "reports": "Passing it on", "doubts": "Doubting it", "denies": "Against it"}
    sides = [(name, [e for e in seen.claim.appearances if e.relation == relation]) for relation, name in names.items()]
    return [(name, found) for name, found in sides if found]


@router.get("/overview")
def overview(request: Request, ledger: Ledger) -> HTMLResponse:
    """What is new: denials, claims, claims on one unnamed leg, actors who turned."""
    conflicts = find_conflicts(ledger, limit=CONFLICTS)
    context = {
        "waiting": count_waiting(ledger),
        "counts": store.counts(ledger),
        "denied": claims(ledger, ClaimFilter(denied=True), limit=SHOWN, order="denied"),
        "newest": claims(ledger, ClaimFilter(least=2), limit=SHOWN, order="newest"),
        "alone": claims(ledger, ClaimFilter(anonymous_only=True, single_origin=True), limit=SHOWN, order="newest"),
        "changes": conflicts.changes[:SHOWN],
        "conflicts": conflicts,
        "articles": articles_at(ledger, {each.article for each in conflicts.entries.values()}),
    }
    return render(request, "overview.html", context)


@router.get("/oppositions")
def list_oppositions(request: Request, ledger: Ledger) -> HTMLResponse:
    """What cannot both be right."""
    conflicts = find_conflicts(ledger, limit=CONFLICTS)
    articles = articles_at(ledger, {entry.article for entry in conflicts.entries.values()})
    context: dict[str, Any] = {"conflicts": conflicts, "articles": articles, "ranges": draw_all(conflicts.figures)}
    context["waiting"] = count_waiting(ledger)
    return render(request, "oppositions.html", context)


@router.get("/copies")
def list_copies(request: Request, ledger: Ledger) -> HTMLResponse:
    """Articles that repeat others."""
    found = copies(ledger)[:CONFLICTS]
    keys = {end for each in found for end in (each.copy, each.of)}
    context = {
        "copies": found,
        "articles": articles_at(ledger, keys),
        "texts": texts_of(ledger, {each.copy for each in found}),
        "waiting": count_waiting(ledger),
    }
    return render(request, "copies.html", context)
