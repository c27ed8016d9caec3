"""Claims from their rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from sayso.claims import Attachment, Claim, ClaimStanding, Group, Member, find_origins, to_claim
from sayso.store.claim_reading import attachments, entries, read_attachments, read_entries, read_rows, to_entries
from sayso.store.copy_rows import read_copies


def build_claims(connection: Connection, ids: Iterable[str], standing: ClaimStanding) -> tuple[Claim, ...]:
    """The claims with these ids that are there, as they were grouped last, in the order of ids."""
    rows = read_rows(connection, entries.claim, ids)
    known = to_entries(connection, rows)
    by_target: dict[str, list[Attachment]] = defaultdict(list)
    for each in read_attachments(connection, attachments.target, known):
        by_target[each.target].append(each)
    known |= read_entries(connection, {each.seed for found in by_target.values() for each in found} - known.keys())
    members: dict[str, list[Member]] = defaultdict(list)
    for row in rows:
        members[row.claim].append(Member(row.seed, row.sign, row.score, row.evidence))
    groups: list[Group] = [
        tuple(sorted(members[claim], key=lambda member: known[member.seed].order)) for claim in sorted(members)
    ]
    return tuple(to_claim(group, by_target, known, standing) for group in groups)


def count_origins(connection: Connection, claims: Sequence[Claim]) -> dict[str, int]:
    """How many independent origins each claim has, by its id."""
    copies = read_copies(connection, {each.entry.article for claim in claims for each in claim.appearances})
    return {claim.id: len(find_origins(claim, copies).origins) for claim in claims}
