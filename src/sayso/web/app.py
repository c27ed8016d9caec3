"""The pages as an application of its own, so that its errors are always pages."""

from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from sayso.errors import SaysoError
from sayso.schemas import http_status
from sayso.store import Ledger
from sayso.web.claims import router as claims
from sayso.web.collected import router as collected
from sayso.web.pages import router
from sayso.web.rendering import render

STATIC = Path(__file__).parent / "static"

_HTTP_HINTS = {
    404: "The address may be mistyped, or come from another ledger.",
    405: "Pages can only be read.",
}


def create_web(ledger: Ledger, *, version: str) -> FastAPI:
    """The pages over this ledger, to be mounted at the root."""
    app = FastAPI(version=version, openapi_url=None, docs_url=None, redoc_url=None)
    app.state.ledger = ledger
    app.mount("/static", StaticFiles(directory=STATIC))
    app.include_router(claims)
    app.include_router(collected)
    app.include_router(router)
    app.add_exception_handler(SaysoError, _on_sayso_error)
    app.add_exception_handler(HTTPException, _on_http_error)
    app.add_exception_handler(Exception, _on_bug)
    return app


def _on_sayso_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, SaysoError):
        raise error
    return _page(request, http_status(error), error.message, error.hint)


def _on_http_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    message = f"{HTTPStatus(error.status_code).phrase}: {request.url.path}"
    answer = _page(request, error.status_code, message, _HTTP_HINTS.get(error.status_code, ""))
    answer.headers.update(error.headers or {})
    return answer


def _on_bug(request: Request, _: Exception) -> Response:
    hint = "This is a bug in sayso: the server's terminal says more. Please report it."
    return _page(request, 500, "The server could not make this page.", hint)


def _page(request: Request, status: int, message: str, hint: str) -> Response:
    return render(request, "error.html", {"status": status, "message": message, "hint": hint}, status=status)
