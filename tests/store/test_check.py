from __future__ import annotations

import pytest
from sqlalchemy import text

from sayso.store import add_reading, check, open_ledger
from sayso.store.engine import write_transaction
from tests.make import make_body, make_reading

GUARDED = ("raw", "texts", "statements", "spans", "readings")


def spoil(ledger, *commands):
    """Do what nobody may do: with the guards away, as somebody bent on it would."""
    with write_transaction(ledger) as connection:
        if connection.dialect.name == "sqlite":
            for table in GUARDED:
                connection.execute(text(f"DROP TRIGGER {table}_no_update"))
                connection.execute(text(f"DROP TRIGGER {table}_no_delete"))
        else:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        for command in commands:
            connection.execute(text(command))


@pytest.fixture
def filled(ledger):
    for number in range(3):
        reading = make_reading(number)
        add_reading(ledger, reading, make_body(reading.article))
    return ledger


def test_nothing_is_wrong(ledger, filled):
    assert check(ledger) == check(filled) == ()


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        ("UPDATE raw SET body = 'x' WHERE sha256 = (SELECT min(sha256) FROM raw)", "The bytes under"),
        ("UPDATE texts SET body = body || '.' WHERE sha256 = (SELECT min(sha256) FROM texts)", "The text under"),
        ("UPDATE readings SET statements = 4 WHERE id = 2", "Reading 2 should have 4 statements"),
        ("DELETE FROM spans WHERE reading_id = 2 AND number = 1", "has lost its content's place"),
        ("UPDATE statements SET source = 'Nobody' WHERE reading_id = 2 AND number = 1", "is not indexed as it reads"),
        ("DELETE FROM text_index WHERE id = 1", "is not indexed as it reads"),
        ("DELETE FROM statement_index WHERE id = 1", "is not indexed as it reads"),
        ("UPDATE heads SET versions = 7 WHERE reading_id = 2", "does not show its newest version"),
        ("DELETE FROM heads WHERE reading_id = 2", "is in no list"),
    ],
)
def test_what_was_tampered_with_is_named(filled, command, problem):
    spoil(filled, command)
    problems = check(filled)
    assert any(problem in found for found in problems)


def test_an_index_out_of_step_is_found_on_sqlite(sqlite_ledger):
    reading = make_reading(1)
    add_reading(sqlite_ledger, reading, make_body(reading.article))
    spoil(
        sqlite_ledger,
        "INSERT INTO text_index_fts(text_index_fts, rowid, head, body) VALUES ('delete', 1, 'no', 'such')",
    )
    assert any("text_index_fts does not agree" in found for found in check(sqlite_ledger))


def test_checking_a_ledger_that_may_only_be_read(ledger_place):
    with open_ledger(ledger_place) as ledger:
        reading = make_reading(1)
        add_reading(ledger, reading, make_body(reading.article))
    with open_ledger(ledger_place, readonly=True) as ledger:
        assert check(ledger) == ()
