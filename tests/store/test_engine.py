from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from sayso.errors import LedgerBusy, LedgerError, LedgerFull, NotFound
from sayso.store import add_reading, article, articles, check, close, counts, open_ledger, raw_snapshot
from sayso.store.engine import write_transaction
from tests.make import make_body, make_reading
from tests.postgres import PASSWORD, find_free_port
from tests.store.adders import open_and_add, open_and_count, without_rights


def add(ledger, number=1):
    reading = make_reading(number)
    return add_reading(ledger, reading, make_body(reading.article))


def add_many(ledger, numbers):
    for number in numbers:
        add(ledger, number)


def read_all(where):
    with open_ledger(where) as ledger:
        articles(ledger)
        check(ledger)


def break_off(ledger):
    """Begin a transaction, write, and fail."""
    with write_transaction(ledger) as connection:
        connection.execute(text("INSERT INTO articles (id, added) VALUES ('aa', 'now')"))
        raise ZeroDivisionError


def lose_connection(ledger, postgres):
    with write_transaction(ledger) as connection:
        pid = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        postgres.execute(f"SELECT pg_terminate_backend({pid})")
        connection.execute(text("SELECT 1"))


def refusal(where, **options):
    """What opening is refused with: message and hint."""
    with pytest.raises(LedgerError) as refused:
        open_ledger(where, **options)
    assert refused.value.hint
    return refused.value.message


def test_a_ledger_is_made_and_found_again(ledger_place):
    with open_ledger(ledger_place) as ledger:
        assert add(ledger).outcome == "new"
    with open_ledger(ledger_place) as ledger:
        assert add(ledger).outcome == "known"
    with open_ledger(ledger_place, readonly=True) as ledger:
        assert articles(ledger).total == 1
        assert check(ledger) == ()
        with pytest.raises(LedgerError, match="reading only"):
            add(ledger, 2)
    close(ledger)
    close(ledger)


def test_the_password_is_never_shown(postgres):
    with open_ledger(postgres.create_ledger()) as ledger:
        assert PASSWORD not in repr(ledger)
        assert "%20sesame" not in repr(ledger)
        assert "***@127.0.0.1" in ledger.place


# ---------------------------------------------------------------- SQLite


@pytest.mark.parametrize("form", [str, Path, "sqlite:///{}".format])
def test_ways_to_name_a_file(tmp_path, form):
    path = tmp_path / "a b#c%20?é.db"
    if form not in {str, Path}:
        path = tmp_path / "plain.db"
    with open_ledger(form(path)) as ledger:
        add(ledger)
    assert path.exists()
    with closing(sqlite3.connect(path)) as plain:
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert plain.execute("PRAGMA application_id").fetchone() == (int.from_bytes(b"says"),)


def test_a_path_below_the_home_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    with open_ledger("~/mine.db"):
        assert (tmp_path / "mine.db").exists()


@pytest.mark.parametrize(
    "where",
    [
        "",
        ":memory:",
        "a\0b",
        "sqlite://",
        "mysql://me:open-sesame@host/db",
        "https://me:open-sesame@a.example/",
        "://",
        "postgresql://me:open-sesame@[/x",
    ],
)
def test_no_place_for_a_ledger(where):
    assert "open-sesame" not in refusal(where)


def test_no_such_folder(tmp_path):
    where = tmp_path / "no" / "ledger.db"
    assert str(where.parent) in refusal(where)
    assert not where.parent.exists()


def test_a_folder_instead_of_a_file(tmp_path):
    assert "is a folder" in refusal(tmp_path)


def test_no_ledger_to_read(tmp_path):
    assert "there is no ledger at" in refusal(tmp_path / "none.db", readonly=True)
    assert not list(tmp_path.iterdir())


def test_an_empty_file_becomes_a_ledger_but_not_by_reading(tmp_path):
    where = tmp_path / "ledger.db"
    where.touch()
    assert "no ledger yet" in refusal(where, readonly=True)
    with open_ledger(where) as ledger:
        assert add(ledger).outcome == "new"


def test_a_file_that_is_no_database_is_left_alone(tmp_path):
    where = tmp_path / "letter.txt"
    where.write_bytes(b"Dear editor, " * 500)
    for readonly in (False, True):
        message = refusal(where, readonly=readonly)
        assert str(where) in message
        assert "is no SQLite database" in message
    assert where.read_bytes() == b"Dear editor, " * 500
    assert list(tmp_path.iterdir()) == [where]


@pytest.mark.parametrize("mark", ["CREATE TABLE songs (id)", "PRAGMA application_id = 77; CREATE TABLE x (id)"])
def test_a_database_of_another_application_is_left_alone(tmp_path, mark):
    where = tmp_path / "songs.db"
    with closing(sqlite3.connect(where)) as other:
        other.executescript(mark)
    before = where.read_bytes()
    for readonly in (False, True):
        message = refusal(where, readonly=readonly)
        assert "another application" in message
        assert str(where) in message
    assert where.read_bytes() == before


def test_a_damaged_ledger(tmp_path):
    where = tmp_path / "ledger.db"
    with open_ledger(where) as ledger:
        for number in range(20):
            add(ledger, number)
    size = where.stat().st_size
    with where.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * (size - 8192))
    with pytest.raises(LedgerError) as damaged:
        read_all(where)
    assert str(where) in damaged.value.message


def test_a_locked_ledger_is_busy_for_writers_but_can_be_read(tmp_path):
    where = tmp_path / "ledger.db"
    with open_ledger(where, patience=0.05) as ledger, closing(sqlite3.connect(where)) as other:
        add(ledger)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerBusy) as busy:
            add(ledger, 2)
        assert str(where) in busy.value.message
        assert "locked" in busy.value.message
        assert articles(ledger).total == 1
        other.rollback()
        assert add(ledger, 2).outcome == "new"


def test_a_new_ledger_that_is_locked_while_it_is_opened(tmp_path):
    where = tmp_path / "ledger.db"
    with closing(sqlite3.connect(where)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "is locked" in refusal(where, patience=0.05)


def test_a_full_disk_loses_nothing_confirmed(tmp_path):
    with open_ledger(tmp_path / "ledger.db") as ledger:
        add(ledger)
        # A limit on the file's pages makes SQLite report what it reports on a full disk.
        with ledger.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 3}")
        with pytest.raises(LedgerFull) as full:
            add_many(ledger, range(2, 200))
        assert ledger.place in full.value.message
        confirmed = counts(ledger).articles
        assert check(ledger) == ()
    with open_ledger(tmp_path / "ledger.db") as ledger:
        assert counts(ledger).articles == confirmed
        assert add(ledger, 500).outcome == "new"


@pytest.fixture
def shared(tmp_path):
    """A folder that others may look into, but only its owner may change; with a ledger."""
    folder = tmp_path / "shared"
    folder.mkdir()
    with open_ledger(folder / "ledger.db") as ledger:
        add(ledger)
    for parent in (tmp_path, *tmp_path.parents):
        if parent.owner() == folder.owner() and parent != Path("/") and "pytest" in str(parent):
            parent.chmod(0o755)
    yield folder
    folder.chmod(0o755)


def test_a_ledger_that_may_only_be_read(shared):
    where = shared / "ledger.db"
    where.chmod(0o444)
    shared.chmod(0o555)
    kind, message, hint = without_rights(open_and_add, str(where))
    assert (kind, bool(hint)) == ("LedgerError", True)
    assert f"{where} cannot be written" in message
    assert without_rights(open_and_count, str(where)) == ("done", (1, ["ledger.db"]))


def test_a_folder_that_may_not_be_written(shared):
    shared.chmod(0o555)
    kind, message, _ = without_rights(open_and_add, str(shared / "new.db"))
    assert (kind, "new.db cannot be written" in message) == ("LedgerError", True)


def test_a_ledger_that_may_not_be_read(shared):
    where = shared / "ledger.db"
    where.chmod(0)
    for action in (open_and_add, open_and_count):
        kind, message, hint = without_rights(action, str(where))
        assert (kind, bool(hint)) == ("LedgerError", True)
        assert str(where) in message
    where.chmod(0o644)


def test_a_folder_that_may_not_be_looked_into(shared):
    shared.chmod(0)
    for action in (open_and_add, open_and_count):
        kind, message, hint = without_rights(action, str(shared / "ledger.db"))
        assert (kind, bool(hint)) == ("LedgerError", True)
        assert str(shared) in message


@pytest.mark.parametrize("name", ["x" * 300, "\ud800.db"])
def test_names_that_no_file_can_have(tmp_path, name):
    for readonly in (False, True):
        refusal(tmp_path / name, readonly=readonly)


def test_reading_sees_what_is_still_in_the_journal(tmp_path):
    where = tmp_path / "ledger.db"
    with open_ledger(where) as ledger:
        add(ledger)
        assert (tmp_path / "ledger.db-wal").stat().st_size
        with open_ledger(where, readonly=True) as reader:
            assert articles(reader).total == 1


def test_the_file_goes_away(tmp_path):
    where = tmp_path / "in" / "ledger.db"
    where.parent.mkdir()
    ledger = open_ledger(where)
    close(ledger)
    shutil.rmtree(where.parent)
    with pytest.raises(LedgerError) as gone:
        articles(ledger)
    assert str(where) in gone.value.message
    close(ledger)


# ---------------------------------------------------------------- PostgreSQL


def test_postgresql_that_cannot_be_reached(postgres):
    nowhere = f"postgresql://me:open-sesame@127.0.0.1:{find_free_port()}/ledger?sslpassword=open-sesame"
    wrong = postgres.url("postgres", password="open-sesame")
    absent = postgres.url("no_such_database")
    unknown = "postgresql://me:open-sesame@no-such-host.example/ledger"
    for where, reason in (
        (nowhere, "refused"),
        (wrong, "password authentication failed"),
        (absent, "does not exist"),
        (unknown, "no-such-host"),
    ):
        message = refusal(where, patience=2)
        assert "cannot be reached" in message
        assert reason in message
        assert "open-sesame" not in message
        assert PASSWORD not in message


def test_postgresql_without_rights(postgres):
    name = postgres.create_database()
    postgres.execute("DROP ROLE IF EXISTS guest")
    postgres.execute("CREATE ROLE guest LOGIN PASSWORD 'guest'")
    assert "too few rights" in refusal(postgres.url(name, user="guest", password="guest"))
    with open_ledger(postgres.url(name)) as ledger:
        add(ledger)
    assert "too few rights" in refusal(postgres.url(name, user="guest", password="guest"))
    postgres.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest", database=name)
    with open_ledger(postgres.url(name, user="guest", password="guest")) as ledger:
        assert articles(ledger).total == 1
        with pytest.raises(LedgerError, match="too few rights"):
            add(ledger, 2)


def test_postgresql_of_another_application(postgres):
    name = postgres.create_database()
    postgres.execute("CREATE TABLE songs (id int)", database=name)
    assert "another application" in refusal(postgres.url(name))
    assert postgres.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", database=name) == [(1,)]


def test_postgresql_of_a_small_encoding(postgres):
    name = postgres.create_database(options="ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    assert "LATIN1" in refusal(postgres.url(name))


def test_postgresql_that_is_locked(postgres):
    with open_ledger(postgres.create_ledger(), patience=0.2) as ledger, ledger.engine.connect() as other:
        other.execute(text("LOCK TABLE articles IN EXCLUSIVE MODE"))
        with pytest.raises(LedgerBusy, match="is locked"):
            add(ledger)
        other.rollback()
        assert add(ledger).outcome == "new"


def test_postgresql_that_drops_its_connections(postgres):
    with open_ledger(postgres.create_ledger()) as ledger:
        add(ledger)
        postgres.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sayso' AND pid <> pg_backend_pid()"
        )
        assert articles(ledger).total == 1
        with pytest.raises(LedgerBusy):
            lose_connection(ledger, postgres)
        assert add(ledger, 2).outcome == "new"


# ---------------------------------------------------------------- both


def test_a_ledger_of_a_newer_sayso(ledger_place):
    with open_ledger(ledger_place) as ledger, write_transaction(ledger) as connection:
        connection.execute(text("UPDATE sayso_version SET version_num = '9999'"))
    for readonly in (False, True):
        message = refusal(ledger_place, readonly=readonly)
        assert "newer sayso (schema 9999)" in message


EVIDENCE = [
    "raw",
    "texts",
    "articles",
    "snapshots",
    "dates",
    "furniture",
    "snapshot_notes",
    "runs",
    "readings",
    "statements",
    "spans",
]


def test_evidence_is_never_changed_or_deleted(ledger):
    reading = make_reading(1)
    add(ledger)
    columns = {"raw": "body", "texts": "body", "runs": "code", "articles": "added", "snapshots": "title", "spans": "start", "dates": "value", "furniture": "start", "snapshot_notes": "note", "readings": "statements", "statements": "source"}  # fmt: skip
    for table in EVIDENCE:
        for command in (f'UPDATE {table} SET "{columns[table]}" = "{columns[table]}"', f"DELETE FROM {table}"):
            with pytest.raises(LedgerError, match="only ever added to"), write_transaction(ledger) as connection:
                connection.execute(text(command))
    assert article(ledger, reading.article.key).reading == reading
    assert check(ledger) == ()


def test_replacing_changes_nothing_on_sqlite(sqlite_ledger):
    reading = make_reading(1)
    add(sqlite_ledger)
    with write_transaction(sqlite_ledger) as connection:
        for command in (
            "INSERT OR REPLACE INTO raw SELECT sha256, x'00' FROM raw",
            "INSERT OR REPLACE INTO texts SELECT sha256, 'changed' FROM texts",
        ):
            connection.execute(text(command))
    assert raw_snapshot(sqlite_ledger, reading.article.sha256) == make_body(reading.article)
    assert article(sqlite_ledger, reading.article.key).reading == reading


def test_truncating_is_refused_by_postgresql(postgres):
    with open_ledger(postgres.create_ledger()) as ledger:
        add(ledger)
        with pytest.raises(LedgerError, match="only ever added to"), write_transaction(ledger) as connection:
            connection.execute(text("TRUNCATE raw CASCADE"))


def test_a_failing_transaction_leaves_nothing(ledger):
    with pytest.raises(ZeroDivisionError):
        break_off(ledger)
    with pytest.raises(NotFound):
        article(ledger, "aa")
