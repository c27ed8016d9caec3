"""Looking things up must not become slower with the ledger: no query reads a large table from end to end."""

from __future__ import annotations

from sqlalchemy import event

from sayso.store import actor, add_reading, article, articles, is_known, raw_snapshot, statements, text_snapshot
from sayso.types import StatementFilter
from tests.make import RUN, make_body, make_reading
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
    with sqlite_ledger.engine.connect() as connection:
        for query, parameters in queries:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", parameters)
            steps = [row[3] for row in plan]
            assert not [step for step in steps if step in {f"SCAN {table}" for table in LARGE}], (query, steps)


def test_the_newest_statements_are_found_without_sorting(sqlite_ledger):
    queries = []

    @event.listens_for(sqlite_ledger.engine, "before_cursor_execute")
    def note(_connection, _cursor, query, parameters, _context, _many):
        queries.append((query, parameters))

    statements(sqlite_ledger, StatementFilter())
    articles(sqlite_ledger)
    event.remove(sqlite_ledger.engine, "before_cursor_execute", note)
    with sqlite_ledger.engine.connect() as connection:
        for query, parameters in queries:
            if "ORDER BY" in query:
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", parameters)
                assert not [row[3] for row in plan if "TEMP B-TREE" in row[3]]
