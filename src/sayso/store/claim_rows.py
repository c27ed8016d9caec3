"""Entries, links and decisions of claims to rows, and back."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, select

from sayso.claims import Attachment, ClaimDecision, ClaimStanding, Entry, Figure, Link, find_claim_standing
from sayso.store import tables
from sayso.store.meanings import Fields
from sayso.types import ChainLink, CharSpan, Interval

AT_ONCE = 500
"""Values in one query: far below what either database takes."""

_LEFT_OUT = ("seed", "article", "actors")
"""What the row's other columns hold, or may change."""


def entry_body(entry: Entry) -> str:
    """An entry as JSON, without what stands beside it or changes with the directory of actors."""
    fields = asdict(entry)
    full = {name: value for name, value in fields.items() if name not in _LEFT_OUT and value not in (None, (), [])}
    return json.dumps(full, ensure_ascii=False, sort_keys=True)


def to_entry(row: Row[Any], actors: Iterable[str] = ()) -> Entry:
    """An entry from its row, with who speaks."""
    body: dict[str, Any] = json.loads(row.body)
    said = body.pop("said", None)
    links = body.pop("chain", ())
    figures = body.pop("figures", ())
    return Entry(
        seed=row.seed,
        article=row.article_id,
        outlet=body.pop("outlet", None),
        said=Interval(**said) if said else None,
        chain=tuple(_to_link(each) for each in links),
        figures=tuple(Figure(**each) for each in figures),
        responds_to=tuple(body.pop("responds_to", ())),
        actors=tuple(sorted(actors)),
        **body,
    )


def _to_link(body: Mapping[str, Any]) -> ChainLink:
    span = body["span"]
    return ChainLink(body["name"], body["kind"], CharSpan(**span) if span else None)


def link_row(link: Link) -> Fields:
    """The row of a link."""
    return asdict(link)


def to_link(row: Row[Any]) -> Link:
    """A link from its row."""
    return Link(row.a, row.b, row.kind, row.weight, row.evidence)


def to_attachment(row: Row[Any]) -> Attachment:
    """An attachment from its row."""
    return Attachment(row.seed, row.target, row.turn, row.evidence, carries=bool(row.carries))


def read_claim_decisions(connection: Connection) -> tuple[ClaimDecision, ...]:
    """What people decided about claims, oldest first."""
    seeds: dict[tuple[int, str], list[str]] = defaultdict(list)
    parts = tables.claim_decision_seeds.c
    ordered = select(tables.claim_decision_seeds).order_by(parts.decision_id, parts.role, parts.number)
    for row in connection.execute(ordered):
        seeds[row.decision_id, row.role].append(row.seed)
    rows = connection.execute(select(tables.claim_decisions).order_by(tables.claim_decisions.c.id)).all()
    return tuple(
        ClaimDecision(
            number=row.id,
            added=row.added,
            who=row.who,
            why=row.why,
            verb=row.verb,
            seeds=tuple(seeds[row.id, "seeds"]),
            others=tuple(seeds[row.id, "others"]),
            words=row.words,
            undone=row.undone,
        )
        for row in rows
    )


def read_standing(connection: Connection) -> ClaimStanding:
    """What people's decisions about claims come to."""
    return find_claim_standing(read_claim_decisions(connection))
