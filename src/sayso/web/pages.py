"""The pages, one function each: ask the ledger, hand the answer to a template."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse

from sayso import store
from sayso.actors import Decision
from sayso.errors import BadQuery, NotFound
from sayso.schemas import http_status
from sayso.service.picture import find_stands
from sayso.types import ActorProfile, StatementFilter, StoredArticle
from sayso.web.asking import MEANING_FIELDS, STATEMENT_FIELDS, given, page_through, read_offset, read_statement_query
from sayso.web.charts import draw_bars
from sayso.web.marking import draw, entries
from sayso.web.rendering import render
from sayso.web.wording import ACTOR_KINDS

ARTICLES_A_PAGE = 40
STATEMENTS_A_PAGE = 30
HITS_A_PAGE = 15
STATEMENT_HITS = 10
ACTORS_A_PAGE = 60
STANDS = 12
"""Claims on which an actor's page tells where it stands, those it was on both sides of first."""


def _ledger(request: Request) -> store.Ledger:
    ledger: store.Ledger = request.app.state.ledger
    return ledger


Ledger = Annotated[store.Ledger, Depends(_ledger)]

router = APIRouter()


@router.get("/")
def list_articles(request: Request, ledger: Ledger) -> HTMLResponse:
    """The articles, newest first."""
    fields = given(request.query_params, ("outlet",))
    page = store.articles(
        ledger,
        outlet=fields.get("outlet"),
        offset=read_offset(request.query_params),
        limit=ARTICLES_A_PAGE,
    )
    context = {
        "page": page,
        "pager": page_through(page, "/", fields),
        "fields": fields,
        "outlets": store.outlets(ledger),
        "counts": store.counts(ledger),
    }
    return render(request, "articles.html", context)


@router.get("/articles/{article_id}")
def show_article(
    request: Request,
    ledger: Ledger,
    article_id: str,
    version: str | None = None,
    statement: str | None = None,
) -> HTMLResponse:
    """One article: its text with every statement marked, and the list of them.

    ``statement`` is the id of one that is lit from the start, for links from elsewhere
    and for readers without scripts.
    """
    stored = store.article(ledger, article_id, text_sha256=version or None)
    reading = stored.reading
    context = {
        "stored": stored,
        "article": reading.article,
        "run": reading.run,
        "notes": tuple(dict.fromkeys((*reading.notes, *reading.article.notes))),
        "actors": reading.actors,
        "own_voice": reading.own_voice,
        "known": store.article_actors(ledger, stored.id) if _is_newest(stored) else store.ArticleActors({}, {}),
        "paragraphs": draw(reading, statement),
        "entries": entries(reading.statements, statement),
        "newest": stored.versions[-1].text_sha256 if stored.versions else None,
    }
    return render(request, "article.html", context)


def _is_newest(stored: StoredArticle) -> bool:
    """Whether it is the version that the directory of actors knows."""
    return bool(stored.versions) and stored.versions[-1].text_sha256 == stored.reading.article.text_sha256


@router.get("/actors")
def list_actors(request: Request, ledger: Ledger) -> HTMLResponse:
    """The actors of all articles, those who said most first."""
    fields = given(request.query_params, ("q", "kind"))
    kind = fields.get("kind")
    if kind is not None and kind not in ACTOR_KINDS:
        raise BadQuery(f"Kind: “{kind}” cannot be understood", hint="Choose one of the list.")
    page = store.actors(
        ledger,
        words=fields.get("q"),
        kind=kind,
        offset=read_offset(request.query_params),
        limit=ACTORS_A_PAGE,
    )
    context = {
        "page": page,
        "pager": page_through(page, "/actors", fields),
        "fields": fields,
        "counts": store.counts(ledger),
    }
    return render(request, "actors.html", context)


@router.get("/actors/{actor_id}")
def show_actor(request: Request, ledger: Ledger, actor_id: str) -> HTMLResponse:
    """One actor: who it is, what it said in time order, through whom."""
    profile = store.actor(ledger, actor_id)
    found = profile.summary.id
    page = store.statements(
        ledger,
        StatementFilter(actor=found),
        offset=read_offset(request.query_params),
        limit=STATEMENTS_A_PAGE,
        order="said",
    )
    context = {
        "profile": profile,
        "actor": profile.summary,
        "chart": draw_bars(profile.acts),
        "page": page,
        "pager": page_through(page, f"/actors/{found}", {}),
        "decisions": _decisions_about(ledger, profile),
        "stands": sorted(find_stands(ledger, found), key=lambda each: -len(each.sides))[:STANDS],
    }
    return render(request, "actor.html", context)


def _decisions_about(ledger: store.Ledger, profile: ActorProfile) -> list[Decision]:
    ids = {profile.summary.id, *(each.id for each in profile.fitting)}
    return [each for each in store.decisions(ledger) if ids & {each.one, each.other}]


@router.get("/statements")
def list_statements(request: Request, ledger: Ledger) -> HTMLResponse:
    """The statements that fit the filter, with the filter."""
    fields = given(request.query_params, STATEMENT_FIELDS)
    context: dict[str, Any] = {
        "fields": fields,
        "outlets": store.outlets(ledger),
        "counts": store.counts(ledger),
        "page": None,
        "failure": None,
        "meant": [name for name in MEANING_FIELDS if name in fields],
    }
    try:
        query = read_statement_query({**fields, "offset": request.query_params.get("offset") or "0"})
        page = store.statements(ledger, query.to_filter(), offset=query.offset, limit=STATEMENTS_A_PAGE)
    except (BadQuery, NotFound) as failure:
        return render(request, "statements.html", {**context, "failure": failure}, status=http_status(failure))
    context |= {"page": page, "pager": page_through(page, "/statements", fields)}
    return render(request, "statements.html", context)


@router.get("/search")
def search(request: Request, ledger: Ledger) -> HTMLResponse:
    """The articles and statements that hold the words sought."""
    words = request.query_params.get("q", "").strip()
    context: dict[str, Any] = {
        "search": words,
        "page": None,
        "failure": None,
        "counts": store.counts(ledger),
    }
    if not words:
        return render(request, "search.html", context)
    try:
        offset = read_offset(request.query_params)
        page = store.search_articles(ledger, words, offset=offset, limit=HITS_A_PAGE)
        found = store.statements(ledger, StatementFilter(words=words), limit=STATEMENT_HITS)
    except BadQuery as failure:
        return render(request, "search.html", {**context, "failure": failure}, status=400)
    context |= {"page": page, "pager": page_through(page, "/search", {"q": words}), "found": found}
    return render(request, "search.html", context)
