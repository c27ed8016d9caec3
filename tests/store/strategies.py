"""Readings of every shape, for hypothesis: any code point there is, surrogates and NUL included."""

from __future__ import annotations

from hypothesis import strategies as st

from sayso.types import ArticleDate, CharSpan, Extractor, Reading, Run, Statement
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
    return tuple(draw(st.permutations(list(made.values()))))


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
    return Reading(article, draw(statements(text)), run, tuple(draw(st.lists(TEXTS, max_size=2))))
