"""Versions of the ledger's schema, run by Alembic when a ledger is opened."""
