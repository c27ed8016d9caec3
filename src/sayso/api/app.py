"""The API as an application of its own, so that its errors are always JSON."""

from fastapi import FastAPI

from sayso.api.claims import router as claims
from sayso.api.failures import register_failures
from sayso.api.routes import files, router
from sayso.store import Ledger

DESCRIPTION = """\
Read-only. Offsets count Unicode code points and are half-open; they point into the `text` of the
article's version that `text_sha256` names. Lists answer `rows`, `total`, `offset` and `limit`.
Every status of 400 and above has the body `{"error": {"code", "message", "hint"}}`.
"""


def create_api(ledger: Ledger, *, version: str) -> FastAPI:
    """The API over this ledger, to be mounted under ``/api/v1``.

    It has no page of its own to try it out: the usual ones load scripts from other hosts.
    """
    app = FastAPI(
        title="sayso",
        summary="Who said what in the news, in whose words.",
        description=DESCRIPTION,
        version=version,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.ledger = ledger
    app.include_router(router)
    app.include_router(claims)
    app.include_router(files)
    register_failures(app)
    return app
