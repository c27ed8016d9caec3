"""Full-text search of articles: index rows, ranking, excerpts."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from itertools import islice, takewhile, zip_longest

from sqlalchemy import Connection, Select, func, select

from sayso.store import tables
from sayso.store.dialects import matching_ids, scored_ids
from sayso.store.engine import Ledger, read_transaction
from sayso.store.meanings import Fields
from sayso.store.read import NEWEST_FIRST, SUMMARY, find_window, summaries
from sayso.store.rows import in_text_order, to_summary
from sayso.store.words import Term, Word, find_words, folded_words, index_pieces, read_query
from sayso.types import Article, ArticleHit, CharSpan, Page, Statement

EXCERPT = 240
"""Code points of an excerpt, about two lines on a screen."""

_BEFORE = 60
# Enough to find a good place for the excerpt, in a book too.
_MATCHES_LOOKED_AT = 400


def text_index_rows(article: Article) -> Iterator[Fields]:
    """The rows of ``text_index`` for an article: its title's words and its text's."""
    head = index_pieces(folded_words(article.title or ""))
    return _index_rows(head, index_pieces(folded_words(article.text)))


def statement_index_rows(statements: tuple[Statement, ...]) -> Iterator[Fields]:
    """The rows of ``statement_index``: the words of source and speaker, and of cue and content."""
    for number, (_, statement) in enumerate(in_text_order(statements)):
        speaker = statement.meaning.speaker.name if statement.meaning else None
        source = index_pieces(folded_words(*source_words(statement.source.text, speaker)))
        rest = index_pieces(folded_words(statement.cue.text, statement.content.text))
        for row in _index_rows(source, rest):
            yield row | {"number": number}


def source_words(source: str, speaker: str | None) -> tuple[str, ...]:
    """The words by which a statement's source can be found."""
    return (source, speaker) if speaker else (source,)


def _index_rows(heads: Iterable[str], bodies: Iterable[str]) -> Iterator[Fields]:
    for head, body in zip_longest(heads, bodies, fillvalue=""):
        yield {"head": head, "body": body}


def search_articles(ledger: Ledger, words: str, *, offset: int = 0, limit: int = 20) -> Page[ArticleHit]:
    """Articles whose newest title and text hold all the words, the best first.

    ``words`` may be words, ``"phrases"`` and ``beginnings*``, without regard to case
    or accents. Which articles are found is the same on both databases; their order
    is by each one's own measure (``dialects.scored_ids``).

    Raises:
        BadQuery: there is no word in it, or far too many.
    """
    window = find_window(offset, limit)
    terms = read_query(words)
    with read_transaction(ledger) as connection:
        found = _found(connection.dialect.name, terms)
        total = connection.execute(select(func.count()).select_from(found.subquery())).scalar_one()
        ranked = _ranked(connection.dialect.name, terms).subquery()
        query = (
            summaries(*SUMMARY, tables.snapshots.c.text_sha256)
            .join(ranked, ranked.c.article_id == tables.heads.c.article_id)
            .where(tables.heads.c.article_id.in_(found))
            .order_by(ranked.c.score, *NEWEST_FIRST)
        )
        page = connection.execute(query.offset(window.offset).limit(window.limit)).all()
        rows = []
        for row in page:
            excerpt, marks = find_excerpt(_read_text(connection, row.text_sha256), terms)
            rows.append(ArticleHit(to_summary(row), excerpt, marks))
    return Page(tuple(rows), total, window.offset, window.limit)


def _found(dialect: str, terms: tuple[Term, ...]) -> Select[tuple[str]]:
    # One clause a term: a long text has several index rows, and the terms may be in different ones.
    index = tables.text_index
    clauses = (
        tables.heads.c.article_id.in_(
            select(index.c.article_id).where(index.c.id.in_(matching_ids(dialect, index, term)))
        )
        for term in terms
    )
    return select(tables.heads.c.article_id).where(*clauses)


def _ranked(dialect: str, terms: tuple[Term, ...]) -> Select[tuple[str, float]]:
    index = tables.text_index
    scored = scored_ids(dialect, index, terms).subquery()
    return (
        select(index.c.article_id, func.min(scored.c.score).label("score"))
        .join(scored, scored.c.id == index.c.id)
        .group_by(index.c.article_id)
    )


def _read_text(connection: Connection, text_sha256: str) -> str:
    texts = tables.texts.c
    text: str = connection.execute(select(texts.body).where(texts.sha256 == text_sha256)).scalar_one()
    return text


# ---------------------------------------------------------------- excerpts


def find_excerpt(text: str, terms: tuple[Term, ...]) -> tuple[str, tuple[CharSpan, ...]]:
    """The piece of a text where most of the terms stand together, and where they stand in it.

    Where only the title matched it is the beginning of the text, without marks.
    """
    matches = list(islice(_find_matches(text, terms), _MATCHES_LOOKED_AT))
    first = _find_densest(matches)
    begin = _next_word(text, max(0, first - _BEFORE)) if first > _BEFORE else 0
    end = _last_space(text, begin, begin + EXCERPT)
    inside = (span for _, span in matches if begin <= span.start and span.end <= end)
    marks = tuple(CharSpan(span.start - begin, span.end - begin) for span in _without_overlaps(inside))
    return text[begin:end], marks


def _find_matches(text: str, terms: tuple[Term, ...]) -> Iterator[tuple[Term, CharSpan]]:
    wholes: dict[str, list[Term]] = defaultdict(list)
    beginnings: list[Term] = []
    for term in terms:
        (beginnings if term.prefix else wholes[term.words[-1]]).append(term)
    recent: deque[Word] = deque(maxlen=max(len(term.words) for term in terms))
    for word in find_words(text):
        recent.append(word)
        begun = (term for term in beginnings if word.folded.startswith(term.words[-1]))
        for term in (*wholes.get(word.folded, ()), *begun):
            first = len(recent) - len(term.words)
            before = (other.folded for other in islice(recent, max(first, 0), len(recent) - 1))
            if first >= 0 and tuple(before) == term.words[:-1]:
                yield term, CharSpan(recent[first].start, word.end)


def _find_densest(matches: list[tuple[Term, CharSpan]]) -> int:
    """Where the stretch begins that holds the most different terms; the first of equals."""
    best, best_start = 0, 0
    for number, (_, span) in enumerate(matches):
        reach = span.start + EXCERPT - _BEFORE
        near = takewhile(lambda match, reach=reach: match[1].end <= reach, islice(matches, number, None))  # type: ignore[misc]
        held = len({term for term, _ in near})
        if held > best:
            best, best_start = held, span.start
    return best_start


def _next_word(text: str, begin: int) -> int:
    # Not beyond what is to be shown: in a text without spaces a word is cut.
    space = next((place for place in range(begin, begin + _BEFORE) if text[place].isspace()), None)
    return begin if space is None else space + 1


def _last_space(text: str, begin: int, end: int) -> int:
    if end >= len(text):
        return len(text)
    space = next((place for place in range(end, end - _BEFORE, -1) if text[place].isspace()), None)
    return end if space is None or space <= begin else space


def _without_overlaps(spans: Iterable[CharSpan]) -> Iterator[CharSpan]:
    reached = 0
    for span in sorted(spans):
        if span.start >= reached:
            yield span
            reached = span.end
