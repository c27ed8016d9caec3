"""Readings for tests, of invented articles: quick to make, different by number, with true offsets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256

from sayso.types import Article, ArticleDate, CharSpan, Extractor, Kind, Reading, Run, Statement, Words

EXTRACTOR = Extractor("plain", "1.0", '{"favour": "precision"}')
RUN = Run("tagger-test", "ab" * 32, "0.1.0")

PEOPLE = ("Ada Koll", "Minister Žofia Brandl", "two officials", "Spokesman Ilir Venn", "the harbour authority")
OUTLETS = ("The Ostmark Courier", "Varna Bay Times", "Radio Selvia")
TOPICS = ("the armistice", "grain shipments", "the northern crossing", "prisoners", "the budget", "the strait")


@dataclass(frozen=True)
class Said:
    """One statement to put into a made text."""

    source: str
    cue: str
    content: str
    kind: Kind = "indirect"
    confidence: float = 0.9


def make_text(said: tuple[Said, ...], *, lead: str = "SELVIA CITY — Talks went on.") -> str:
    """A text with one paragraph a statement."""
    return "\n\n".join([lead, *(f"{one.source} {one.cue} {one.content}." for one in said)])


def make_statements(text: str, said: tuple[Said, ...]) -> tuple[Statement, ...]:
    """The statements of a text that ``make_text`` made, in its order."""
    made, reached = [], 0
    for one in said:
        places = []
        for part in (one.source, one.cue, one.content):
            start = text.index(part, reached) if part else reached
            reached = start + len(part)
            places.append((CharSpan(start, reached),) if part else ())
        made.append(make_statement(text, *places, kind=one.kind, confidence=one.confidence))
    return tuple(made)


def make_statement(
    text: str,
    source: tuple[CharSpan, ...],
    cue: tuple[CharSpan, ...],
    content: tuple[CharSpan, ...],
    *,
    kind: Kind = "indirect",
    confidence: float = 0.9,
    parent: str | None = None,
) -> Statement:
    """A statement over the given ranges of a text."""
    name = f"{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}{source}{cue}{content}"
    words = (Words(spans, " … ".join(span.of(text) for span in spans)) for spans in (source, cue, content))
    return Statement(sha256(name.encode()).hexdigest()[:20], kind, parent, confidence, *words)


def make_body(article: Article) -> bytes:
    """The bytes that a made article says it was read from."""
    return f"{article.input}\n{article.text}".encode("utf-8", "surrogatepass")


def make_article(text: str = "Talks went on.", **fields) -> Article:
    """An article of that text; ``make_body`` gives its bytes. Fields as of ``Article``."""
    article = Article(**{"input": "made.txt", "sha256": "", "text": text, "extractor": EXTRACTOR} | fields)
    return replace(article, sha256=sha256(make_body(article)).hexdigest())


def make_reading(number: int = 0, *, said: tuple[Said, ...] | None = None, run: Run = RUN, **fields) -> Reading:
    """A reading of an invented article; another number, another article. Fields as of ``Article``."""
    chosen = make_said(number) if said is None else said
    lead = f"SELVIA CITY, {number} — Talks on {TOPICS[number % len(TOPICS)]} went on."
    text = fields.pop("text", None) or make_text(chosen, lead=lead)
    article = make_article(text, **make_metadata(number) | fields)
    return Reading(article, make_statements(text, chosen), run)


def make_metadata(number: int) -> dict:
    """Title, outlet, dates and so on of article ``number``; the days go backwards through 2024."""
    published = ArticleDate(
        f"2024-{12 - number // 28 % 12:02}-{28 - number % 28:02}T08:{number % 60:02}:00+02:00",
        "minute",
        "json-ld:datePublished",
        zone="+02:00",
    )
    return {
        "input": f"article-{number}.txt",
        "url": f"https://outlet{number % 3}.example/news/{number}",
        "title": f"Report {number} on {TOPICS[number % len(TOPICS)]}",
        "byline": "By Mira Tesk",
        "outlet": OUTLETS[number % len(OUTLETS)],
        "published": published,
        "dates": (published, ArticleDate("2023", "year", "url", reliable=False, note="Older than its own text.")),
        "language": "en",
        "completeness": "full",
        "furniture": (CharSpan(0, 11),),
        "notes": (f"Note {number}.",),
    }


def make_said(number: int, size: int = 3) -> tuple[Said, ...]:
    """What is said in article ``number``."""
    return tuple(
        Said(
            PEOPLE[(number + place) % len(PEOPLE)],
            ("said that", "denied that", "warned that")[place % 3],
            f"{TOPICS[(number * 3 + place) % len(TOPICS)]} would be settled in {number + place} days",
            kind=("indirect", "direct", "mixed")[place % 3],
            confidence=1 - place / (size + 1),
        )
        for place in range(size)
    )
