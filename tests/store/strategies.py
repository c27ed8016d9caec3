"""Readings of every shape, for hypothesis: any code point there is, surrogates and NUL included."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from hypothesis import strategies as st

from sayso.types import (
    Act,
    ActName,
    Actor,
    ActorKind,
    Anonymity,
    ArticleDate,
    Certainty,
    ChainLink,
    CharSpan,
    Extractor,
    Interval,
    IntervalPrecision,
    Level,
    Meaning,
    OwnVoice,
    Quantity,
    Reading,
    Run,
    SourceType,
    Speaker,
    Statement,
    Via,
)
from tests.make import make_article, make_statement

# Astral characters, NUL, CR LF, lone surrogates, right-to-left, our own escape, combining marks, CJK.
SPICE = st.sampled_from(
    [
        "\U0001f54a",
        "\x00",
        "\r\n",
        "\ud800",
        "\udfff",
        "שלום",
        "مرحبا",
        "\x1a",
        "\x1a0041",
        "e\u0301",
        "停戦",
        "\ufeff",
        "\ue000",
    ]
)
PROSE = st.sampled_from(
    ["Ada Koll said ", "“No,” ", "the strait. ", "\n\n", "Žofia ", "U.S. ", "'quoted' ", "back\\slash "]
)
TEXTS = st.lists(st.one_of(SPICE, PROSE, st.text(st.characters(codec=None), max_size=5)), min_size=1, max_size=25).map(
    "".join
)
MAYBE = st.none() | TEXTS
NAMES = st.text("abcdefgh-.0123456789 é", min_size=1, max_size=12)
DATES = st.builds(
    ArticleDate,
    value=st.sampled_from(
        ["2024-03-12", "2024-03", "2024", "2024-03-12T19:40:00+02:00", "2024-03-12T19:40:00Z", "soon", ""]
    )
    | TEXTS,
    precision=st.sampled_from(["second", "minute", "day", "month", "year"]),
    origin=TEXTS,
    kind=st.sampled_from(["published", "modified"]),
    zone=MAYBE,
    reliable=st.booleans(),
    note=TEXTS,
)


@st.composite
def spans(draw, length: int, *, least: int = 0) -> tuple[CharSpan, ...]:
    """Sorted ranges of a text of that length that do not overlap."""
    pieces = draw(st.integers(least, 3))
    edges = sorted(draw(st.lists(st.integers(0, length), min_size=2 * pieces, max_size=2 * pieces)))
    return tuple(CharSpan(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True))


def one_of(values) -> st.SearchStrategy[str]:
    """One of the values of a ``Literal``."""
    return st.sampled_from(get_args(values))


CHANCES = st.floats(0, 1)
FIGURES = st.none() | st.floats(allow_nan=False)
INTERVALS = st.builds(Interval, TEXTS, TEXTS, one_of(IntervalPrecision), TEXTS)


def several(one: st.SearchStrategy) -> st.SearchStrategy[tuple]:
    """A few of them."""
    return st.lists(one, max_size=3).map(tuple)


def meanings(length: int, ids: list[str]) -> st.SearchStrategy[Meaning]:
    """What a statement of a text of that length might mean, or seem to."""
    span = spans(length, least=1).map(lambda found: found[0])
    return st.builds(
        Meaning,
        speaker=st.builds(Speaker, MAYBE, CHANCES, st.none() | span, MAYBE),
        source_type=one_of(SourceType),
        act=st.builds(Act, one_of(ActName), CHANCES, st.booleans(), spans(length)),
        certainty=st.builds(Certainty, one_of(Level), spans(length), MAYBE, spans(length)),
        anonymity=st.none() | st.builds(Anonymity, st.none() | st.integers(0, 10**6), MAYBE, MAYBE),
        said=st.none() | INTERVALS,
        about=several(INTERVALS),
        quantities=several(st.builds(Quantity, span, FIGURES, FIGURES, MAYBE, MAYBE, MAYBE)),
        via=st.none() | st.builds(Via, TEXTS, span),
        chain=several(st.builds(ChainLink, TEXTS, one_of(SourceType), st.none() | span)),
        responds_to=several(st.sampled_from(ids)),
    )


def actors(length: int) -> st.SearchStrategy[tuple[Actor, ...]]:
    """Actors of a text of that length."""
    names = several(TEXTS)
    people = st.sampled_from(["Ada Koll", "A. Koll", "Koll", "Minister Žofia Brandl", "UN", "Varna Bay Times"])
    return several(st.builds(Actor, TEXTS | people, one_of(ActorKind), names, names, spans(length)))


@st.composite
def statements(draw, text: str) -> tuple[Statement, ...]:
    """Statements over a text, in any order, some within others."""
    made: dict[str, Statement] = {}
    for _ in range(draw(st.integers(0, 4))):
        statement = make_statement(
            text,
            draw(spans(len(text))),
            draw(spans(len(text))),
            draw(spans(len(text), least=1)),
            kind=draw(st.sampled_from(["direct", "indirect", "mixed"])),
            confidence=draw(st.floats(0, 1)),
            parent=draw(st.sampled_from([None, *made])),
        )
        made.setdefault(statement.id, statement)
    meant = meanings(len(text), list(made))
    ordered = draw(st.permutations(list(made.values())))
    return tuple(replace(each, meaning=draw(st.none() | meant)) for each in ordered)


@st.composite
def readings(draw) -> Reading:
    """A reading; ``make_body`` of its article gives the bytes."""
    text = draw(TEXTS)
    article = make_article(
        text,
        input=draw(TEXTS),
        extractor=draw(st.builds(Extractor, NAMES, NAMES, TEXTS)),
        media_type=draw(st.sampled_from(["text/plain", "text/html"]) | TEXTS),
        given_id=draw(MAYBE),
        title=draw(MAYBE),
        byline=draw(MAYBE),
        outlet=draw(MAYBE),
        url=draw(MAYBE),
        published=draw(st.none() | DATES),
        dates=tuple(draw(st.lists(DATES, max_size=3))),
        language=draw(st.none() | st.sampled_from(["en", "de"])),
        completeness=draw(st.sampled_from(["full", "teaser", "paywall", "consent", "unknown"])),
        furniture=draw(spans(len(text))),
        notes=tuple(draw(st.lists(TEXTS, max_size=3))),
    )
    run = draw(st.builds(Run, NAMES, NAMES, NAMES))
    voices = several(st.builds(OwnVoice, spans(len(text), least=1).map(lambda found: found[0]), spans(len(text))))
    return Reading(
        article=article,
        statements=draw(statements(text)),
        run=run,
        notes=tuple(draw(st.lists(TEXTS, max_size=2))),
        actors=draw(actors(len(text))),
        own_voice=draw(voices),
    )
