"""Every failure as ``{"error": {"code", "message", "hint"}}``."""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from sayso.api.answers import WireResponse
from sayso.errors import SaysoError
from sayso.schemas import error_to_wire, http_status

_CODES = {404: "not-found", 405: "not-allowed"}
_HINTS = {
    404: "All paths are listed in /api/v1/openapi.json.",
    405: "The API only reads: use GET.",
}


def register_failures(app: FastAPI) -> None:
    """Let the app answer every failure in the one form."""
    app.add_exception_handler(SaysoError, _on_sayso_error)
    app.add_exception_handler(HTTPException, _on_http_error)
    app.add_exception_handler(RequestValidationError, _on_invalid_request)
    app.add_exception_handler(Exception, _on_bug)


def _on_sayso_error(_: Request, error: Exception) -> Response:
    if not isinstance(error, SaysoError):
        raise error
    return _answer(http_status(error), error.code, error.message, error.hint)


def _on_http_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    status = error.status_code
    message = f"{HTTPStatus(status).phrase}: {request.method} {request.url.path}"
    answer = _answer(status, _CODES.get(status, "http"), message, _HINTS.get(status, ""))
    answer.headers.update(error.headers or {})
    return answer


def _on_invalid_request(_: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    faults = "; ".join(f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors())
    hint = "What each parameter takes is listed in /api/v1/openapi.json."
    return _answer(422, "invalid-request", faults, hint)


def _on_bug(_: Request, __: Exception) -> Response:
    hint = "This is a bug in sayso: the server's terminal says more. Please report it."
    return _answer(500, "internal", "The server could not answer this.", hint)


def _answer(status: int, code: str, message: str, hint: str) -> WireResponse:
    return WireResponse(error_to_wire(code, message, hint), status_code=status)
