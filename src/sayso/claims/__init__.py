"""Claims: what statements of many articles put forward, deny or doubt in common.

Pure functions over frozen values. Words are judged elsewhere (``sayso.judge``), rows kept
elsewhere (``sayso.store``); ``sayso.service`` brings them together.
"""

from __future__ import annotations

from sayso.claims.attaching import Attached, Attachment, attach_entries
from sayso.claims.decisions import ClaimDecision, ClaimStanding, find_claim_standing
from sayso.claims.entering import seed_of, to_entries
from sayso.claims.forming import form_claims, to_claim
from sayso.claims.grouping import JOIN, Group, Member, find_parts, group_entries, joins
from sayso.claims.linking import NEAR, link_judged, plain_cue
from sayso.claims.opposing import find_figure_conflicts, find_oppositions, find_position_changes
from sayso.claims.summary import ClaimSummary, summarise
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
    "NEAR",
    "Appearance",
    "Attached",
    "Attachment",
    "Claim",
    "ClaimDecision",
    "ClaimStanding",
    "ClaimSummary",
    "Entry",
    "Figure",
    "FigureConflict",
    "Group",
    "Link",
    "LinkKind",
    "Member",
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
    "group_entries",
    "joins",
    "link_judged",
    "plain_cue",
    "seed_of",
    "summarise",
    "to_claim",
    "to_entries",
]
