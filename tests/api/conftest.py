"""The same ledger and client as the pages have."""

from __future__ import annotations

from tests.web.conftest import bare, client, filled, filled_path

__all__ = ["bare", "client", "filled", "filled_path"]
