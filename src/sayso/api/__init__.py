"""The ledger over JSON: read-only, described by OpenAPI at ``/api/v1/openapi.json``."""

from sayso.api.app import create_api

__all__ = ["create_api"]
