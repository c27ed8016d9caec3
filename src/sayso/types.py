"""The frozen values that everything else is built from.

Words mean one thing each, everywhere:

- *source*, *cue*, *content*: the words a statement is attributed to, the words
  that attribute it, and what is attributed (PARC 3.0, PolNeAR).
- *attribution*: those three as ranges of one text.
- *statement*: an attribution with an identity, which is what users see, store
  and search.
- *article*: the text of a capture, with its metadata.
- *capture*: bytes as they came in, before anybody read them.

Offsets count Unicode code points and are half-open. They point into
``Article.text``, which never changes once it is stored.

Values have no database ids and hold no library objects, so they compare, hash,
pickle to a worker and print.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Generic, Literal, TypeVar

T = TypeVar("T")

Kind = Literal["direct", "indirect", "mixed"]
"""direct: all of the content stands in quotation marks; mixed: some; indirect: none."""

Mode = Literal["balanced", "precise", "complete"]
"""What to do about doubtful attributions. balanced: the best trade of both errors; precise: leave out what
is not surely right; complete: show whatever may be right. The borders were chosen on development data."""

Completeness = Literal["full", "teaser", "paywall", "consent", "unknown"]
"""How much of the article a page gave away."""

Precision = Literal["second", "minute", "day", "month", "year"]


@dataclass(frozen=True, slots=True, order=True)
class CharSpan:
    """A half-open range of code points, ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes as they came in.

    ``input`` is how the user named them: a path, a URL, ``-``, or ``path:line``
    for a line of a JSONL file. ``media_type`` and ``charset`` are what the
    sender or the file name says, unverified.
    """

    input: str
    body: bytes
    media_type: str
    charset: str | None = None
    url: str | None = None
    """Where the bytes were fetched from, after redirects."""

    @property
    def sha256(self) -> str:
        """Hex SHA-256 of the bytes: the name of the raw snapshot."""
        return sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class ArticleDate:
    """A date that somebody or something claims for the article.

    ``value`` is ISO 8601, as precise as ``precision`` says and not more
    (``2024-03-12``, ``2024-03-12T19:40:00``, with an offset where ``zone`` is
    known). ``origin`` says where it was read (``json-ld:datePublished``,
    ``meta:article:published_time``, ``text``, ``htmldate``, ``url``, ``given``).
    ``reliable`` is false where it contradicts stronger evidence or itself;
    ``note`` then says why, in words.
    """

    value: str
    precision: Precision
    origin: str
    kind: Literal["published", "modified"] = "published"
    zone: str | None = None
    reliable: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Extractor:
    """What turned a capture into text: enough to do it again."""

    name: str
    version: str
    settings: str = "{}"
    """The settings as a JSON object, keys sorted."""


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its metadata, read from one capture.

    ``furniture`` are the ranges of the text that are not prose (byline, date
    line, photo credit): extraction passes them by. ``key`` names the article
    across its versions: canonical URL, else the id its sender gave it, else the
    digest of its text.
    """

    input: str
    sha256: str
    text: str
    extractor: Extractor
    media_type: str = "text/plain"
    given_id: str | None = None
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: ArticleDate | None = None
    dates: tuple[ArticleDate, ...] = ()
    language: str | None = None
    """ISO 639-1 code, or None where the text is too short to tell."""
    completeness: Completeness = "unknown"
    furniture: tuple[CharSpan, ...] = ()
    notes: tuple[str, ...] = ()
    """Anything the reader of the article should know, in whole sentences."""

    @property
    def text_sha256(self) -> str:
        """Hex SHA-256 of the text in UTF-8: the name of the text snapshot."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def key(self) -> str:
        """Hex digest that all versions of this article share."""
        if self.url:
            name = f"url:{self.url}"
        elif self.given_id:
            name = f"id:{self.outlet or ''}:{self.given_id}"
        else:
            name = f"text:{self.text_sha256}"
        return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that could not be read, and what to do about it.

    ``code`` is stable and machine-readable (``empty``, ``binary``, ``too-large``,
    ``undecodable``, ``no-text``, ``not-found``, ``unreachable``, ``http-404``, …).
    """

    input: str
    code: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source, a cue and a content, as ranges of one text.

    Each role is a tuple of ranges, sorted, not overlapping; ``source`` and
    ``cue`` may be empty, ``content`` never is. ``parent`` is the index, in the
    same sequence, of the attribution whose content this one stands in.
    ``confidence`` is the estimated probability that source and content belong
    together as given.
    """

    source: tuple[CharSpan, ...]
    cue: tuple[CharSpan, ...]
    content: tuple[CharSpan, ...]
    kind: Kind
    confidence: float
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """Ranges of a text with the words they cover; pieces are joined by `` … ``."""

    spans: tuple[CharSpan, ...]
    text: str


# ---------------------------------------------------------------- what a statement means

SourceType = Literal["person", "organization", "outlet", "document", "anonymous", "class", "author", "none"]
"""What kind of source speaks; docs/fields.md defines each."""

ActName = Literal[
    "assert",
    "deny",
    "confirm",
    "admit",
    "doubt",
    "believe",
    "predict",
    "promise",
    "warn",
    "demand",
    "refuse",
    "accuse",
    "praise",
    "agree",
    "ask",
]
"""What the source does with the content."""

Level = Literal["certain", "probable", "possible", "denied", "na"]
"""How sure the source gives itself; ``na`` where there is nothing to be sure of (an order, a wish)."""

IntervalPrecision = Literal["day", "week", "month", "season", "year", "range"]

ActorKind = Literal["person", "organization", "outlet", "place", "document", "group"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, by the fullest name the article gives.

    ``name`` joins several names with `` & ``; it is None where the text does not
    say, and ``reason`` then says why in words. ``mention`` is the span the name was
    resolved from. ``confidence`` is the estimated probability that the name is right.
    """

    name: str | None
    confidence: float
    mention: CharSpan | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Anonymity:
    """What an article says of sources that it does not name."""

    count: int | None = None
    description: str | None = None
    reason: str | None = None
    """Why they are unnamed, in the article's words."""


@dataclass(frozen=True, slots=True)
class Act:
    """What the source does with the content; ``conditions`` are the ranges of its conditions ("if not, …")."""

    name: ActName
    confidence: float
    threat: bool = False
    conditions: tuple[CharSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Certainty:
    """How sure the words are.

    ``hedges`` are the words that hedge; ``icd203`` is the likelihood term of
    Intelligence Community Directive 203 they fit, if any; ``distance`` are the words
    by which the article itself stands off ("claimed", "alleged").
    """

    level: Level
    hedges: tuple[CharSpan, ...] = ()
    icd203: str | None = None
    distance: tuple[CharSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from ``start`` to ``end`` (ISO dates, end included); ``basis`` are the words it was derived from."""

    start: str
    end: str
    precision: IntervalPrecision
    basis: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure of a content: ``low`` to ``high`` (None: open), in ``unit``, of what, as of when (ISO)."""

    span: CharSpan
    low: float | None
    high: float | None
    unit: str | None = None
    of: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class Via:
    """The channel that the text names for the words."""

    name: str
    span: CharSpan


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One link between the printing outlet and the origin; ``span`` is None for the printing outlet itself."""

    name: str
    kind: SourceType
    span: CharSpan | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a statement means beyond its words; docs/fields.md explains each field.

    ``chain`` runs from the printing outlet to the origin. ``responds_to`` holds ids
    of earlier statements of the same article.
    """

    speaker: Speaker
    source_type: SourceType
    act: Act
    certainty: Certainty
    anonymity: Anonymity | None = None
    said: Interval | None = None
    about: tuple[Interval, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    via: Via | None = None
    chain: tuple[ChainLink, ...] = ()
    responds_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, body, place or outlet of an article, with every name and every mention."""

    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    mentions: tuple[CharSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnVoice:
    """A hedged or evaluative sentence that nobody is cited for: the writer's own."""

    span: CharSpan
    hedges: tuple[CharSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution with an identity.

    ``id`` derives from the text's digest and the ranges, so that reading the
    same text again gives the same ids. ``parent`` is the id of the statement
    whose content this one stands in. ``meaning`` is None where nobody asked for it.
    """

    id: str
    kind: Kind
    parent: str | None
    confidence: float
    source: Words
    cue: Words
    content: Words
    meaning: Meaning | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """What produced the statements: the models' names and digest, the code's version.

    Where meanings were sought, ``model`` joins the tagger's and the meaning layer's name by
    a plus sign, and ``model_sha256`` is a digest over both their digests.
    """

    model: str
    model_sha256: str
    code: str

    @property
    def id(self) -> str:
        """Hex digest that runs of the same model and code share."""
        return sha256(f"{self.model}:{self.model_sha256}:{self.code}".encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with what it says: the product's unit of work."""

    article: Article
    statements: tuple[Statement, ...]
    run: Run
    notes: tuple[str, ...] = ()
    """What extraction could not do, in whole sentences (a language it does not read)."""
    actors: tuple[Actor, ...] = ()
    own_voice: tuple[OwnVoice, ...] = ()

    @property
    def text(self) -> str:
        """The text that all offsets point into."""
        return self.article.text


# ---------------------------------------------------------------- the ledger's answers


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a reading did.

    ``new``: an article not seen before. ``revised``: a new snapshot of a known
    article. ``reread``: a known snapshot, read by another model or code version.
    ``known``: nothing changed.
    """

    outcome: Literal["new", "revised", "reread", "known"]
    article: str
    statements: int


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """One line of the list of articles, from its newest snapshot."""

    id: str
    title: str | None
    byline: str | None
    outlet: str | None
    url: str | None
    published: str | None
    language: str | None
    completeness: str
    added: str
    """When the newest snapshot was added, ISO 8601, UTC."""
    versions: int
    statements: int


@dataclass(frozen=True, slots=True)
class SnapshotInfo:
    """One stored version of an article."""

    text_sha256: str
    sha256: str
    added: str
    extractor: Extractor
    statements: int
    published: str | None


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as the ledger holds it: one snapshot, its statements, its other versions."""

    id: str
    reading: Reading
    added: str
    versions: tuple[SnapshotInfo, ...]
    """Oldest first; the one shown is among them."""


Relation = Literal["supports", "denies", "doubts", "reports"]
"""What a statement does with a claim; ``reports``: it passes the claim on without standing for it."""


@dataclass(frozen=True, slots=True)
class StatementFilter:
    """Which statements are wanted; every field that is given must hold.

    ``speaker`` is sought in the words of the source and in the name behind them,
    ``words`` in source, speaker, cue and content (full-text, every word must occur; a
    phrase stands in double quotation marks; ``word*`` finds beginnings), ``via`` and
    ``chain`` so in the names of channels and of links, all without regard to case.
    ``outlet`` equals the outlet's name without regard to case. ``actor`` is an actor
    across articles, by name or id. ``since`` and ``until`` (ISO dates, both included)
    compare with the publication date, ``said_since`` and ``said_until`` with the days of
    saying. ``sourced`` false keeps only statements without a source, true those with one.
    ``anonymous``: of sources kept unnamed; ``denied`` and ``answered``: a later statement
    of the article denies it, or responds to it in any way; ``threat``: by which the
    source threatens; ``figures``: with figures in it; false keeps the others.
    ``claim``: that appear in this claim, by its id, a beginning of it, or the seed of a statement
    in it (several, with blanks between: the first that is there leads to the claim);
    ``relation``: and do this with it.
    """

    speaker: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    kind: Kind | None = None
    words: str | None = None
    article: str | None = None
    min_confidence: float = 0.0
    sourced: bool | None = None
    actor: str | None = None
    source_type: SourceType | None = None
    act: ActName | None = None
    certainty: Level | None = None
    via: str | None = None
    chain: str | None = None
    said_since: str | None = None
    said_until: str | None = None
    anonymous: bool | None = None
    denied: bool | None = None
    answered: bool | None = None
    threat: bool | None = None
    figures: bool | None = None
    claim: str | None = None
    relation: Relation | None = None


StatementOrder = Literal["newest", "said"]
"""newest: by the articles' dates, newest first; said: by when they were said, or else printed, the first first."""


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement with the article it stands in; ``actors`` are the ids of its speakers across articles."""

    statement: Statement
    article: ArticleSummary
    text_sha256: str
    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """An article whose text holds the words sought.

    ``excerpt`` is a piece of its text; ``marks`` are the ranges of the excerpt
    that matched.
    """

    article: ArticleSummary
    excerpt: str
    marks: tuple[CharSpan, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class ActorSummary:
    """One line of the directory of actors across articles.

    ``open`` names fit several actors, so that nobody can say which is meant.
    ``statements`` they made, in so many ``articles`` they occur.
    """

    id: str
    name: str
    kind: ActorKind
    agency: bool
    open: bool
    statements: int
    articles: int


Tally = tuple[tuple[str, int], ...]
"""Names with how often each occurs, most first."""


@dataclass(frozen=True, slots=True)
class ActorProfile:
    """What the ledger knows of an actor across articles.

    ``names`` are all it goes by, ``roles`` what articles say it is. ``fitting`` are the
    actors of whom an open name may be one. ``acts`` are those of its statements,
    ``outlets`` print them, ``channels`` carry them as the text names them.
    ``printed`` is how many articles it publishes itself.
    """

    summary: ActorSummary
    names: Tally
    roles: Tally
    fitting: tuple[ActorSummary, ...]
    acts: Tally
    outlets: Tally
    channels: Tally
    printed: int


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A part of a result: ``total`` rows in all, these from ``offset`` on."""

    rows: tuple[T, ...]
    total: int
    offset: int
    limit: int
