"""The ledger's answers, described."""

from typing import Generic, Literal, TypeVar

from pydantic import Field

from sayso.actors import Verb
from sayso.schemas.articles import ArticleOut, ExtractorOut, StatementOut
from sayso.schemas.base import Span, Wire
from sayso.types import ActorKind

T = TypeVar("T")


class VersionOut(Wire):
    """One stored version of an article."""

    text_sha256: str
    sha256: str
    added: str
    extractor: ExtractorOut
    statements: int
    published: str | None


class StoredArticleOut(ArticleOut):
    """`sayso.article/1` with what the ledger knows besides."""

    id: str
    added: str = Field(description="When this version was added, ISO 8601, UTC.")
    versions: tuple[VersionOut, ...] = Field(description="Oldest first; the one shown is among them.")


class ArticleSummaryOut(Wire):
    """One line of the list of articles, from its newest version."""

    id: str
    title: str | None
    byline: str | None
    outlet: str | None
    url: str | None
    published: str | None
    language: str | None
    completeness: str
    added: str
    versions: int
    statements: int


class StatementRowOut(StatementOut):
    """A statement with the article it stands in."""

    article: ArticleSummaryOut
    text_sha256: str = Field(description="The version of the article whose text the spans point into.")
    actors: tuple[str, ...] = Field(default=(), description="The ids of those who speak, in the directory of actors.")


class ArticleHitOut(Wire):
    """An article whose text holds the words sought."""

    article: ArticleSummaryOut
    excerpt: str
    marks: tuple[Span, ...] = Field(description="Ranges of `excerpt` that matched.")


class PageOut(Wire, Generic[T]):
    """A part of a result: `total` rows in all, these from `offset` on."""

    rows: tuple[T, ...]
    total: int
    offset: int
    limit: int


class OutletOut(Wire):
    """An outlet and how many articles it has."""

    name: str
    articles: int


class OutletsOut(Wire):
    """All outlets of the ledger."""

    rows: tuple[OutletOut, ...]


class ActorSummaryOut(Wire):
    """One line of the directory of actors across articles."""

    id: str = Field(description="Stays valid when more names of the actor come to be known.")
    name: str
    kind: ActorKind
    agency: bool = Field(description="Whether it is a news agency.")
    open: bool = Field(description="Whether the name fits several actors, so that nobody can say which is meant.")
    statements: int
    articles: int = Field(description="In which it occurs.")


class TallyOut(Wire):
    """A name and how often it occurs."""

    name: str
    count: int


class ActorProfileOut(ActorSummaryOut):
    """What the ledger knows of an actor; what it said: `/statements?actor=ID&order=said`."""

    names: tuple[TallyOut, ...] = Field(description="All it goes by.")
    roles: tuple[TallyOut, ...] = Field(description="What articles say it is.")
    acts: tuple[TallyOut, ...]
    outlets: tuple[TallyOut, ...] = Field(description="Who prints what it says, by statements.")
    channels: tuple[TallyOut, ...] = Field(description="Through what the words came, as the text names it.")
    fitting: tuple[ActorSummaryOut, ...] = Field(description="Of an open name: the actors it may be.")
    printed: int = Field(description="Articles that it publishes itself.")


class DecisionOut(Wire):
    """What somebody decided about actors; `one` and `other` are ids of names, `undone` a number."""

    number: int
    added: str
    who: str
    why: str
    verb: Verb
    one: str | None
    one_name: str | None
    other: str | None
    other_name: str | None
    articles: tuple[str, ...]
    undone: int | None


class DecisionsOut(Wire):
    """All decisions, oldest first."""

    rows: tuple[DecisionOut, ...]


class HealthOut(Wire):
    """The server answers and its ledger can be read."""

    status: Literal["ok"]
    version: str
    articles: int
    snapshots: int
    statements: int
    outlets: int


class ErrorDetail(Wire):
    """`code` is stable and for programs; `message` says what is wrong; `hint` what to do."""

    code: str
    message: str
    hint: str


class ErrorOut(Wire):
    """The body of every answer with a status of 400 and above."""

    error: ErrorDetail
