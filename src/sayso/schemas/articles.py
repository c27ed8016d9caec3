"""`sayso.article/1`, described: an article, its statements and what they mean."""

from typing import Any, Literal

from pydantic import Field

from sayso.schemas.base import Sha256, Span, Wire
from sayso.types import ActName, ActorKind, Completeness, IntervalPrecision, Kind, Level, Precision, SourceType


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


def article_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `sayso.article/1`, as kept in ``docs/schema``."""
    schema = ArticleOut.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "sayso.article/1"}
