"""`sayso.claims/1`, described: all claims of a ledger, who stands where, and where words come from.

An article is named by its address, or by its id where it has none; a statement by its id.
"""

from typing import Any, Literal

from pydantic import Field

from sayso.claims import Relation
from sayso.schemas.base import Span, Wire
from sayso.types import SourceType


class PlaceOut(Wire):
    """A statement and the article that prints it."""

    article: str = Field(description="Address of the article, or its id.")
    statement: str = Field(description="Id of the statement.")
    words: str = Field(description="The content as printed; pieces are joined by ` … `.")
    title: str | None = None
    outlet: str | None = None
    published: str | None = Field(default=None, description="ISO 8601, as precise as it is known.")


class AppearanceOut(PlaceOut):
    """A statement's part in a claim, and why it is there."""

    relation: Relation = Field(
        description="reports: the statement passes the claim on from somebody else, or asks, without standing for it."
    )
    speaker: str | None = Field(description="Null where the text does not say.")
    chain: tuple[str, ...] = Field(description="From the printing outlet to the origin.")
    source_type: SourceType | None = None
    anonymous: str | None = Field(default=None, description="How the text describes a source it does not name.")
    said: str | None = Field(default=None, description="ISO date of the day it was said, the last one of several.")
    score: float | None = Field(default=None, ge=0, le=1, description="How surely it belongs to the claim.")
    evidence: str | None = Field(default=None, description="Why it is there, in words.")


class StatementRefOut(Wire):
    """A statement, by its article and its id."""

    article: str
    statement: str


class OriginOut(Wire):
    """Where a claim enters."""

    outlet: str | None = Field(description="Whose own source it is; null: everybody's, as for words said in public.")
    source: str = Field(description="Who or what the outlet has it from.")
    how: str | None = Field(default=None, description="How it is known, in words.")
    appearances: tuple[StatementRefOut, ...] = Field(default=(), description="What rests on it.")


class OriginsOut(Wire):
    """The independent origins of a claim."""

    count: int = Field(ge=0)
    origins: tuple[OriginOut, ...]


class StandingOut(Wire):
    """How much speaks for a claim, and how much against it, in one line."""

    articles: int = Field(ge=0)
    outlets: int = Field(ge=0)
    origins: int = Field(ge=0, description="Independent ones.")
    supports: int = Field(ge=0, description="Appearances that put the claim forward.")
    denials: int = Field(ge=0, description="Appearances that deny it.")
    doubts: int = Field(ge=0, description="Appearances that doubt it.")
    anonymous_share: float | None = Field(
        ge=0, le=1, description="Of the appearances that put it forward: how many give a source they do not name."
    )
    first: str | None = Field(description="When it was first printed, ISO 8601.")
    last: str | None = Field(description="When it was last printed, ISO 8601.")


class ClaimOut(Wire):
    """One proposition and all that statements do with it."""

    id: str = Field(description="Derives from the statement that founded the claim.")
    text: str = Field(description="Its clearest wording, with names for pronouns.")
    name: str | None = Field(default=None, description="What a person called it.")
    standing: StandingOut | None = None
    appearances: tuple[AppearanceOut, ...] = Field(description="In the order of time.")
    origins: OriginsOut


class OppositionOut(Wire):
    """Two claims that cannot both be right."""

    a: str = Field(description="Id of a claim.")
    b: str = Field(description="Id of the other.")
    why: str
    score: float | None = Field(default=None, ge=0, le=1)
    statements: tuple[PlaceOut, ...] = Field(default=(), description="One of `a` and one of `b` that show it.")


class PositionChangeOut(Wire):
    """An actor on both sides of a claim, or of an opposition."""

    actor: str = Field(description="The actor's name.")
    actor_id: str | None = Field(default=None, description="Its id in the directory of actors.")
    claim: str = Field(description="Id of the claim.")
    from_: Relation = Field(alias="from", description="Where the actor stood first.")
    to: Relation = Field(description="Where the actor stood later.")
    before: PlaceOut | None = Field(default=None, description="The earlier statement.")
    after: PlaceOut | None = Field(default=None, description="The later statement.")


class FigureOut(PlaceOut):
    """A figure that a statement gives."""

    figure: str | None = Field(default=None, description="Its words.")
    low: float | None = Field(description="Least value; null: open.")
    high: float | None = Field(description="Greatest value; null: open.")
    unit: str | None = None
    as_of: str | None = Field(default=None, description="ISO date of the figure.")


class FigureConflictOut(Wire):
    """Figures for one thing whose ranges do not meet."""

    claim: str = Field(description="Id of the claim they belong to.")
    of: str = Field(description="What is counted.")
    figures: tuple[FigureOut, ...]


class PassageOut(Wire):
    """Words that two articles have in common, in one stretch, with their places in both texts."""

    text: str = Field(description="As the copy prints them.")
    copy_span: Span
    of_span: Span


class CopyOut(Wire):
    """An article that repeats the text of another."""

    copy_: str = Field(alias="copy", description="Address or id of the article that repeats.")
    of: str = Field(description="Address or id of the article that is repeated.")
    kind: Literal["verbatim", "rewritten", "partial"]
    credited: bool = Field(description="Whether the copy says whose text it is.")
    share: float | None = Field(default=None, ge=0, le=1, description="How much of the copy's words are the other's.")
    credit: str | None = Field(default=None, description="The words of the credit.")
    evidence: str | None = Field(default=None, description="How the direction is known, in words.")
    passages: tuple[PassageOut, ...] = ()


class ClaimsOut(Wire):
    """The claims of a ledger: `sayso.claims/1`."""

    schema_: Literal["sayso.claims/1"] = Field(alias="schema")
    claims: tuple[ClaimOut, ...]
    oppositions: tuple[OppositionOut, ...]
    position_changes: tuple[PositionChangeOut, ...]
    figure_conflicts: tuple[FigureConflictOut, ...]
    copies: tuple[CopyOut, ...]


class ConflictsOut(Wire):
    """What cannot both be right."""

    oppositions: tuple[OppositionOut, ...]
    position_changes: tuple[PositionChangeOut, ...]
    figure_conflicts: tuple[FigureConflictOut, ...]


def claims_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `sayso.claims/1`, as kept in ``docs/schema``."""
    schema = ClaimsOut.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "sayso.claims/1"}
