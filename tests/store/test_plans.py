"""Looking things up must not become slower with the ledger: no query reads a large table from end to end."""

from __future__ import annotations

from sqlalchemy import event

from sayso.claims import ClaimFilter
from sayso.judge import FakeEmbedder, FakeJudge
from sayso.judge.neighbours import Neighbours
from sayso.service.joining import Matcher, join_waiting
from sayso.service.picture import find_conflicts_of, see_claims
from sayso.store import actor, add_reading, article, articles, is_known, raw_snapshot, statements, text_snapshot
from sayso.store.claims import claim, claims
from sayso.types import StatementFilter
from tests.make import RUN, make_body, make_reading, make_said
from tests.store.test_actors import tell

LARGE = (
    "raw",
    "texts",
    "articles",
    "snapshots",
    "dates",
    "readings",
    "statements",
    "spans",
    "text_index",
    "statement_index",
    "meanings",
    "quantities",
    "links",
    "answers",
    "actors",
    "mentions",
    "forms",
    "bearings",
    "ties",
    "claim_entries",
    "claim_links",
    "claim_attachments",
    "claims",
    "copies",
    "bands",
)


def test_lookups_use_indexes(sqlite_ledger):
    # The first to write makes the directory of actors, once.
    add_reading(sqlite_ledger, make_reading(9), make_body(make_reading(9).article))
    queries = []

    @event.listens_for(sqlite_ledger.engine, "before_cursor_execute")
    def note(_connection, _cursor, query, parameters, _context, many):
        if not many and query.startswith(("SELECT", "WITH", "UPDATE", "DELETE")):
            queries.append((query, parameters))

    for reading in (make_reading(1), make_reading(1), tell(2, "Ada Koll"), tell(2, "Ada Koll", title="Revised")):
        add_reading(sqlite_ledger, reading, make_body(reading.article))
    key = reading.article.key
    is_known(sqlite_ledger, reading.article, RUN)
    articles(sqlite_ledger)
    article(sqlite_ledger, key[:9])
    raw_snapshot(sqlite_ledger, reading.article.sha256)
    text_snapshot(sqlite_ledger, reading.article.text_sha256)
    for wanted in (
        StatementFilter(),
        StatementFilter(speaker="koll", words="talks"),
        StatementFilter(article=key),
        StatementFilter(act="deny", denied=True, figures=False),
        StatementFilter(source_type="person", said_since="2031-03-01"),
        StatementFilter(actor="Ada Koll"),
    ):
        statements(sqlite_ledger, wanted)
    actor(sqlite_ledger, "Ada Koll")
    event.remove(sqlite_ledger.engine, "before_cursor_execute", note)
    assert len(queries) > 20
    check_plans(sqlite_ledger, queries)


def check_plans(ledger, queries):
    """No large table is read from end to end."""
    for query, parameters in queries:
        steps = plan_of(ledger, query, parameters)
        assert not [step for step in steps if step in {f"SCAN {table}" for table in LARGE}], (query, steps)


def plan_of(ledger, query, parameters):
    """The steps of a query, as SQLite tells them."""
    with ledger.engine.connect() as connection:
        return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", parameters)]


def test_joining_and_claim_pages_use_indexes(sqlite_ledger):
    matcher = Matcher(FakeEmbedder(), FakeJudge(), Neighbours(384))
    readings = [make_reading(number, said=make_said(1), url=f"https://a.example/{number}") for number in range(1, 6)]
    add_reading(sqlite_ledger, readings[0], make_body(readings[0].article))
    list(join_waiting(sqlite_ledger, matcher))  # the first finds that nothing was judged yet, and lets all wait
    queries = []

    @event.listens_for(sqlite_ledger.engine, "before_cursor_execute")
    def note(_connection, _cursor, query, parameters, _context, many):
        if not many and query.startswith(("SELECT", "WITH", "UPDATE", "DELETE")):
            queries.append((query, parameters))

    for each in readings[1:]:
        add_reading(sqlite_ledger, each, make_body(each.article))
        list(join_waiting(sqlite_ledger, matcher))
    # Most links are of one kind: to go through them by kind is to go through them all.
    assert not [step for query, given in queries for step in plan_of(sqlite_ledger, query, given) if "_kind" in step]
    for order in ("largest", "newest", "denied"):
        claims(sqlite_ledger, ClaimFilter(), order=order)
    found = claim(sqlite_ledger, claims(sqlite_ledger, ClaimFilter()).rows[0].id)
    see_claims(sqlite_ledger, [found])
    find_conflicts_of(sqlite_ledger, found)
    event.remove(sqlite_ledger.engine, "before_cursor_execute", note)
    assert len(found.appearances) == 5
    assert any("claim_links" in query for query, _ in queries)
    assert any("bands" in query for query, _ in queries)
    check_plans(sqlite_ledger, queries)


def test_the_newest_statements_are_found_without_sorting(sqlite_ledger):
    queries = []

    @event.listens_for(sqlite_ledger.engine, "before_cursor_execute")
    def note(_connection, _cursor, query, parameters, _context, _many):
        queries.append((query, parameters))

    statements(sqlite_ledger, StatementFilter())
    articles(sqlite_ledger)
    event.remove(sqlite_ledger.engine, "before_cursor_execute", note)
    for query, parameters in queries:
        if "ORDER BY" in query:
            steps = plan_of(sqlite_ledger, query, parameters)
            assert not [step for step in steps if "TEMP B-TREE" in step]
