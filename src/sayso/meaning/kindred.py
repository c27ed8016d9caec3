"""Roles that one person can be called by in turn, and nouns that one body can."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sayso.meaning.lists import lines_of


def are_akin(role: str, roles: frozenset[str]) -> bool:
    """Whether one of ``roles`` is a role that the same person can be called by in turn."""
    return role in roles or bool(_kindred().get(role, frozenset()) & roles)


@cache
def _kindred() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in lines_of("kindred-roles"):
        family = frozenset(line.split())
        for role in family:
            found[role] = found.get(role, frozenset()) | family
    return found
