"""Claims: what statements of many articles put forward, deny or doubt in common.

Pure functions over frozen values. Words are judged elsewhere (``sayso.judge``), rows kept
elsewhere (``sayso.store``); ``sayso.service`` brings them together.
"""

from __future__ import annotations

from sayso.claims.attaching import Attached, Attachment, attach_entries
from sayso.claims.decisions import ClaimDecision, ClaimStanding, find_claim_standing
from sayso.claims.forming import form_claims
from sayso.claims.grouping import JOIN, find_parts, joins
from sayso.claims.opposing import find_figure_conflicts, find_oppositions, find_position_changes
from sayso.claims.values import (
    Appearance,
    Claim,
    Entry,
    Figure,
    FigureConflict,
    Link,
    LinkKind,
    Opposition,
    Origin,
    PositionChange,
    Relation,
)

__all__ = [
    "JOIN",
    "Appearance",
    "Attached",
    "Attachment",
    "Claim",
    "ClaimDecision",
    "ClaimStanding",
    "Entry",
    "Figure",
    "FigureConflict",
    "Link",
    "LinkKind",
    "Opposition",
    "Origin",
    "PositionChange",
    "Relation",
    "attach_entries",
    "find_claim_standing",
    "find_figure_conflicts",
    "find_oppositions",
    "find_parts",
    "find_position_changes",
    "form_claims",
    "joins",
]
