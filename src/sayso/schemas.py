"""The wire forms, described: what the API answers and what ``--format json`` writes.

``sayso.wire`` builds the values; these models say what they are, for the OpenAPI
document, for the JSON Schema in ``docs/schema`` and for the tests. Fields are only
ever added, so readers should pass over fields they do not know.
"""

import datetime as dt
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from sayso.errors import BadQuery, LedgerBusy, NotFound, SaysoError
from sayso.types import (
    ActName,
    ActorKind,
    Completeness,
    IntervalPrecision,
    Kind,
    Level,
    Precision,
    SourceType,
    StatementFilter,
    StoredArticle,
)
from sayso.types import ArticleHit as ArticleHitValue
from sayso.types import ArticleSummary as ArticleSummaryValue
from sayso.types import Page as PageValue
from sayso.types import SnapshotInfo as SnapshotInfoValue
from sayso.types import StatementRow as StatementRowValue
from sayso.wire import extractor_to_wire, statement_to_wire, to_wire

T = TypeVar("T")

MAX_LIMIT = 500
"""Most rows in one answer: with whole contents in each row, about a megabyte."""

Offset = Annotated[int, Field(ge=0, description="Counted in Unicode code points.")]
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Span = Annotated[tuple[Offset, Offset], Field(description="[start, end): a half-open range of the article's `text`.")]


class Wire(BaseModel):
    """Base of all wire forms: unknown fields are allowed, since later versions add some."""

    model_config = ConfigDict(extra="allow", frozen=True)


class WordsOut(Wire):
    """Ranges of the text and the words in them; both empty where the text has none."""

    spans: tuple[Span, ...]
    text: str = Field(description="The words of all spans; pieces are joined by ` … `.")


class SpeakerOut(Wire):
    """Who speaks, by the fullest name the article gives."""

    name: str | None = Field(description="Several are joined by ` & `; null where the text does not say.")
    confidence: float = Field(ge=0, le=1, description="Estimated probability that the name is right.")
    mention: Span | None = Field(description="The words the name was resolved from.")
    reason: str | None = Field(description="Where `name` is null: why.")


class AnonymityOut(Wire):
    """What the article says of sources it does not name."""

    count: int | None = Field(description="How many they are.")
    description: str | None = Field(description="What is said of them: `close to the cabinet`.")
    reason: str | None = Field(description="Why they are unnamed, in the article's words.")


class ActOut(Wire):
    """What the source does with the content."""

    name: ActName
    confidence: float = Field(ge=0, le=1)
    threat: bool = Field(description="A warning by which the source threatens.")
    conditions: tuple[Span, ...] = Field(description="Ranges of conditions: `if not, …`, `so long as …`.")


class CertaintyOut(Wire):
    """How sure the words are, as the source gives them."""

    level: Level
    hedges: tuple[Span, ...] = Field(description="The words that hedge.")
    icd203: str | None = Field(description="The likelihood term of ICD 203 that the hedges fit.")
    distance: tuple[Span, ...] = Field(
        default=(), description="The words by which the article itself stands off: `claimed`, `alleged`."
    )


class IntervalOut(Wire):
    """Days, the last one included."""

    start: str = Field(description="ISO date.")
    end: str = Field(description="ISO date, included.")
    precision: IntervalPrecision
    basis: str = Field(description="The words it was derived from.")


class QuantityOut(Wire):
    """A figure in a content."""

    span: Span
    low: float | None = Field(description="Least value; null: open.")
    high: float | None = Field(description="Greatest value; null: open.")
    unit: str | None
    of: str | None = Field(description="What is counted.")
    as_of: str | None = Field(description="ISO date of the figure.")


class ViaOut(Wire):
    """The channel that the text names for the words."""

    name: str
    span: Span


class ChainLinkOut(Wire):
    """One link between the printing outlet and the origin."""

    name: str
    kind: SourceType
    span: Span | None = Field(description="Its words; null for the printing outlet.")


class StatementOut(Wire):
    """Who said what: a source, a cue and a content, each tied to its words, and what it means.

    The fields of the meaning are null or empty where the text does not say, and all of
    them where nobody asked for the meaning. docs/fields.md explains each with examples.
    """

    id: str = Field(description="Derives from the text and the spans: the same in every run that finds them.")
    kind: Kind = Field(description="direct: all of the content is in quotation marks; mixed: some; indirect: none.")
    parent: str | None = Field(description="The id of the statement in whose content this one stands.")
    confidence: float = Field(ge=0, le=1)
    source: WordsOut
    cue: WordsOut
    content: WordsOut
    speaker: SpeakerOut | None = None
    source_type: SourceType | None = None
    anonymity: AnonymityOut | None = None
    act: ActOut | None = None
    certainty: CertaintyOut | None = None
    said: IntervalOut | None = Field(default=None, description="When it was said.")
    about: tuple[IntervalOut, ...] = Field(default=(), description="The times the content is about.")
    quantities: tuple[QuantityOut, ...] = ()
    via: ViaOut | None = None
    chain: tuple[ChainLinkOut, ...] = Field(default=(), description="From the printing outlet to the origin.")
    responds_to: tuple[str, ...] = Field(default=(), description="Ids of earlier statements of the article.")


class ActorOut(Wire):
    """A person, body, place or outlet of the article."""

    name: str = Field(description="The fullest name the article gives.")
    kind: ActorKind
    aliases: tuple[str, ...]
    roles: tuple[str, ...]
    mentions: tuple[Span, ...]


class OwnVoiceOut(Wire):
    """A hedged or evaluative sentence of the writer's own."""

    span: Span
    hedges: tuple[Span, ...]


class DateOut(Wire):
    """A date that somebody or something claims for the article."""

    value: str = Field(description="ISO 8601, as precise as `precision` says.")
    precision: Precision
    origin: str
    kind: Literal["published", "modified"]
    zone: str | None
    reliable: bool
    note: str


class ExtractorOut(Wire):
    """What turned the bytes into the text."""

    name: str
    version: str
    settings: dict[str, Any]


class RunOut(Wire):
    """What found the statements."""

    id: str
    model: str
    model_sha256: str
    code: str


class ArticleOut(Wire):
    """An article and its statements: `sayso.article/1`."""

    schema_: Literal["sayso.article/1"] = Field(alias="schema")
    input: str = Field(description="How the user named it: a path, a URL, `-`, or `path:line`.")
    sha256: Sha256 = Field(description="SHA-256 of the bytes as they came in.")
    text_sha256: Sha256 = Field(description="SHA-256 of `text` in UTF-8.")
    key: str = Field(description="Shared by all versions of the article; its id in a ledger.")
    given_id: str | None = Field(description="The id that the input gave it.")
    media_type: str
    title: str | None
    byline: str | None
    outlet: str | None
    url: str | None
    published: str | None = Field(description="ISO 8601, as precise as `published_precision` says.")
    published_precision: Precision | None
    published_zone: str | None
    dates: tuple[DateOut, ...] = Field(description="Every date found, with where and how reliable.")
    language: str | None = Field(description="ISO 639-1, or null where the text is too short to tell.")
    completeness: Completeness = Field(description="How much of the article the page gave away.")
    extractor: ExtractorOut
    text: str = Field(description="What all spans point into.")
    furniture: tuple[Span, ...] = Field(description="Ranges that are no prose: byline, date line, credits.")
    run: RunOut
    notes: tuple[str, ...] = Field(description="What the reader of the article should know.")
    statements: tuple[StatementOut, ...]
    actors: tuple[ActorOut, ...] = ()
    own_voice: tuple[OwnVoiceOut, ...] = ()


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


class StatementQuery(Paging):
    """Which statements are wanted; every field that is given must hold."""

    speaker: str | None = Field(None, description="Words of the source.")
    outlet: str | None = Field(None, description="The outlet's name, without regard to case.")
    since: dt.date | None = Field(None, description="First day of publication, YYYY-MM-DD.")
    until: dt.date | None = Field(None, description="Last day of publication, YYYY-MM-DD.")
    kind: Kind | None = None
    words: str | None = Field(None, description="Words of source, cue and content.")
    article: str | None = Field(None, description="The id of an article.")
    min_confidence: float = Field(0.0, ge=0, le=1)
    sourced: bool | None = Field(None, description="true: only with a source; false: only without.")

    def to_filter(self) -> StatementFilter:
        """The same wish in the ledger's words; empty fields count as not given."""
        return StatementFilter(
            speaker=self.speaker or None,
            outlet=self.outlet or None,
            since=self.since.isoformat() if self.since else None,
            until=self.until.isoformat() if self.until else None,
            kind=self.kind,
            words=self.words or None,
            article=self.article or None,
            min_confidence=self.min_confidence,
            sourced=self.sourced,
        )


def article_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `sayso.article/1`, as kept in ``docs/schema``."""
    schema = ArticleOut.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "sayso.article/1"}


def stored_to_wire(stored: StoredArticle) -> dict[str, Any]:
    """A stored article in the form of :class:`StoredArticleOut`."""
    return {
        **to_wire(stored.reading),
        "id": stored.id,
        "added": stored.added,
        "versions": [_version_to_wire(each) for each in stored.versions],
    }


def summary_to_wire(article: ArticleSummaryValue) -> dict[str, Any]:
    """A line of the list of articles in the form of :class:`ArticleSummaryOut`."""
    return {name: getattr(article, name) for name in ArticleSummaryOut.model_fields}


def row_to_wire(row: StatementRowValue) -> dict[str, Any]:
    """A statement with its article in the form of :class:`StatementRowOut`."""
    return {
        **statement_to_wire(row.statement),
        "article": summary_to_wire(row.article),
        "text_sha256": row.text_sha256,
    }


def hit_to_wire(hit: ArticleHitValue) -> dict[str, Any]:
    """A search hit in the form of :class:`ArticleHitOut`."""
    return {
        "article": summary_to_wire(hit.article),
        "excerpt": hit.excerpt,
        "marks": [[mark.start, mark.end] for mark in hit.marks],
    }


def page_to_wire(page: PageValue[Any], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """A page whose rows have been turned into their wire form."""
    return {"rows": rows, "total": page.total, "offset": page.offset, "limit": page.limit}


def error_to_wire(code: str, message: str, hint: str = "") -> dict[str, Any]:
    """The body of an error answer."""
    return {"error": {"code": code, "message": message, "hint": hint}}


def http_status(error: SaysoError) -> int:
    """The HTTP status that fits the error."""
    match error:
        case NotFound():
            return 404
        case BadQuery():
            return 400
        case LedgerBusy():
            return 503
        case _:
            return 500


def _version_to_wire(version: SnapshotInfoValue) -> dict[str, Any]:
    return {
        "text_sha256": version.text_sha256,
        "sha256": version.sha256,
        "added": version.added,
        "extractor": extractor_to_wire(version.extractor),
        "statements": version.statements,
        "published": version.published,
    }
