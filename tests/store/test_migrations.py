from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

import sayso.store
from sayso.store import add_reading, check, counts, open_ledger
from sayso.store.engine import VERSIONS, migrate, write_transaction
from sayso.store.tables import metadata
from tests.make import make_body, make_reading


def is_ours(_thing, name, kind, _reflected, _compared):
    """Whether the tables module should know of it: full-text indexes are the migrations' business."""
    return (
        not ("_fts" in name or name in {"vector", "ix_text_index_vector", "ix_statement_index_vector"}) or kind == "x"
    )


def find_differences(connection):
    options = {"include_object": is_ours, "version_table": "sayso_version"}
    return compare_metadata(MigrationContext.configure(connection, opts=options), metadata)


def test_the_migrations_make_the_tables_that_the_code_knows(ledger):
    with write_transaction(ledger) as connection:
        assert find_differences(connection) == []


def test_down_and_up_again(ledger_place):
    reading = make_reading(1)
    with open_ledger(ledger_place) as ledger:
        add_reading(ledger, reading, make_body(reading.article))
        with write_transaction(ledger) as connection:
            migrate(connection, "base")
            assert inspect(connection).get_table_names() == ["sayso_version"]
    with open_ledger(ledger_place) as ledger:
        with write_transaction(ledger) as connection:
            assert find_differences(connection) == []
        assert counts(ledger).articles == 0
        assert add_reading(ledger, reading, make_body(reading.article)).outcome == "new"
        assert check(ledger) == ()


def migrate_and_break_off(ledger):
    with write_transaction(ledger) as connection:
        migrate(connection, "head")
        raise KeyboardInterrupt


def test_a_migration_that_is_broken_off_leaves_nothing(ledger_place):
    with open_ledger(ledger_place) as ledger:
        with write_transaction(ledger) as connection:
            migrate(connection, "base")
        with pytest.raises(KeyboardInterrupt):
            migrate_and_break_off(ledger)
        with write_transaction(ledger) as connection:
            assert inspect(connection).get_table_names() == ["sayso_version"]


def test_the_code_knows_every_version():
    config = Config()
    config.set_main_option("script_location", str(Path(sayso.store.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    assert tuple(script.revision for script in reversed(list(scripts.walk_revisions()))) == VERSIONS
    assert scripts.get_heads() == [VERSIONS[-1]]
