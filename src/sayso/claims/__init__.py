"""Claims: what statements of many articles put forward, deny or doubt in common.

Pure functions over frozen values. Words are judged elsewhere (``sayso.judge``), rows kept
elsewhere (``sayso.store``); ``sayso.service`` brings them together.
"""

from __future__ import annotations

from sayso.claims.affirming import affirm
from sayso.claims.attaching import Attached, Attachment, attach_entries
from sayso.claims.bands import bands_of
from sayso.claims.copies import Copy, Passage, find_copy
from sayso.claims.credits import Credit
from sayso.claims.decisions import ClaimDecision, ClaimStanding, find_claim_standing
from sayso.claims.entering import seed_of, to_entries
from sayso.claims.forming import form_claims, to_claim
from sayso.claims.grouping import JOIN, Group, Member, find_parts, group_entries, joins
from sayso.claims.likely import may_repeat
from sayso.claims.linking import NEAR, link_judged, plain_cue
from sayso.claims.opposing import find_figure_conflicts, find_oppositions, find_position_changes
from sayso.claims.origins import find_origins
from sayso.claims.pieces import Piece, find_repeated
from sayso.claims.provenance import Provenance
from sayso.claims.settling import settle_copies
from sayso.claims.summary import ClaimFilter, ClaimOrder, ClaimSummary, summarise
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
)
from sayso.claims.worth import is_worth_judging
from sayso.types import Relation

__all__ = [
    "JOIN",
    "NEAR",
    "Appearance",
    "Attached",
    "Attachment",
    "Claim",
    "ClaimDecision",
    "ClaimFilter",
    "ClaimOrder",
    "ClaimStanding",
    "ClaimSummary",
    "Copy",
    "Credit",
    "Entry",
    "Figure",
    "FigureConflict",
    "Group",
    "Link",
    "LinkKind",
    "Member",
    "Opposition",
    "Origin",
    "Passage",
    "Piece",
    "PositionChange",
    "Provenance",
    "Relation",
    "affirm",
    "attach_entries",
    "bands_of",
    "find_claim_standing",
    "find_copy",
    "find_figure_conflicts",
    "find_oppositions",
    "find_origins",
    "find_parts",
    "find_position_changes",
    "find_repeated",
    "form_claims",
    "group_entries",
    "is_worth_judging",
    "joins",
    "link_judged",
    "may_repeat",
    "plain_cue",
    "seed_of",
    "settle_copies",
    "summarise",
    "to_claim",
    "to_entries",
]
