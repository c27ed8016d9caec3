"""The command line: `sayso`."""

from __future__ import annotations

from sayso.cli.app import main

__all__ = ["main"]
