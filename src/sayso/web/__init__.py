"""The ledger as pages: FastAPI, Jinja2 and htmx; all of it works without scripts too."""

from sayso.web.app import create_web

__all__ = ["create_web"]
