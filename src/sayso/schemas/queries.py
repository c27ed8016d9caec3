"""Questions to the ledger, described and checked."""

import datetime as dt
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from sayso.claims import ClaimFilter, ClaimOrder
from sayso.types import ActName, ActorKind, Kind, Level, Relation, SourceType, StatementFilter, StatementOrder

MAX_LIMIT = 500
"""Most rows in one answer: with whole contents in each row, about a megabyte."""


class Paging(BaseModel):
    """Which part of a result is wanted."""

    model_config = ConfigDict(extra="forbid")

    offset: int = Field(0, ge=0, le=2**53, description="Rows to pass over.")
    limit: int = Field(50, ge=1, le=MAX_LIMIT, description="Most rows in the answer.")


class ArticleQuery(Paging):
    """Which articles are wanted."""

    outlet: str | None = Field(None, description="The outlet's name, without regard to case.")
    language: str | None = Field(None, description="ISO 639-1 code.")


class SearchQuery(Paging):
    """Words to seek in the texts of articles."""

    q: str = Field(min_length=1, description='Every word must occur; `"a phrase"`; `begin*`.')
    limit: int = Field(20, ge=1, le=MAX_LIMIT, description="Most rows in the answer.")


class ActorQuery(Paging):
    """Which actors are wanted."""

    q: str | None = Field(None, description="Beginnings of words of one of its names.")
    kind: ActorKind | None = None


class StatementWish(BaseModel):
    """Which statements are wanted; every field that is given must hold."""

    model_config = ConfigDict(extra="forbid")

    speaker: str | None = Field(None, description="Words of the source, or of the name behind it.")
    outlet: str | None = Field(None, description="The outlet's name, without regard to case.")
    since: dt.date | None = Field(None, description="First day of publication, YYYY-MM-DD.")
    until: dt.date | None = Field(None, description="Last day of publication, YYYY-MM-DD.")
    kind: Kind | None = None
    words: str | None = Field(None, description="Words of source, speaker, cue and content.")
    article: str | None = Field(None, description="The id of an article.")
    min_confidence: float = Field(0.0, ge=0, le=1)
    sourced: bool | None = Field(None, description="true: only with a source; false: only without.")
    actor: str | None = Field(None, description="A speaker across articles, by name or id.")
    source_type: SourceType | None = None
    act: ActName | None = None
    certainty: Level | None = None
    via: str | None = Field(None, description="Words of the channel's name.")
    chain: str | None = Field(None, description="Words of the name of a link between outlet and origin.")
    said_since: dt.date | None = Field(None, description="First day of saying, YYYY-MM-DD.")
    said_until: dt.date | None = Field(None, description="Last day of saying, YYYY-MM-DD.")
    anonymous: bool | None = Field(None, description="By sources kept unnamed.")
    denied: bool | None = Field(None, description="A later statement of the article denies it.")
    answered: bool | None = Field(None, description="A later statement of the article responds to it.")
    threat: bool | None = Field(None, description="The source threatens.")
    figures: bool | None = Field(None, description="With figures in it.")
    claim: str | None = Field(None, description="That appear in this claim: its id, or a beginning of it.")
    relation: Relation | None = Field(None, description="What it does with the claim.")

    def to_filter(self) -> StatementFilter:
        """The same wish in the ledger's words; empty fields count as not given."""
        wanted: dict[str, Any] = {}
        for name in StatementWish.model_fields:
            value = getattr(self, name)
            wanted[name] = value.isoformat() if isinstance(value, dt.date) else None if value == "" else value
        return StatementFilter(**wanted)


class StatementQuery(StatementWish, Paging):
    """Which statements are wanted, and which part of them."""

    order: StatementOrder = Field(
        "newest", description="newest: by the articles' dates; said: by when they were said, the first first."
    )


class ClaimQuery(Paging):
    """Which claims are wanted; every field that is given must hold."""

    about: str | None = Field(None, description="Words that one of its statements holds.")
    denied: bool | None = Field(None, description="Somebody denies it.")
    single_origin: bool | None = Field(None, description="It stands on one independent origin.")
    anonymous_only: bool | None = Field(None, description="All who put it forward are kept unnamed.")
    since: dt.date | None = Field(None, description="Printed on or after this day, YYYY-MM-DD.")
    least: int = Field(1, ge=1, description="In so many articles at least.")
    order: ClaimOrder = "largest"
    limit: int = Field(20, ge=1, le=MAX_LIMIT, description="Most rows in the answer.")

    def to_filter(self) -> ClaimFilter:
        """The filter as the ledger takes it."""
        return ClaimFilter(
            about=self.about,
            denied=self.denied,
            single_origin=self.single_origin,
            anonymous_only=self.anonymous_only,
            since=self.since.isoformat() if self.since else None,
            least=self.least,
        )
