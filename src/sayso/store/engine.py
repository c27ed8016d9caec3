"""Opening and closing a ledger, and transactions on it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, inspect, text

from sayso.errors import LedgerBusy, LedgerError
from sayso.store.dialects import READ_OPTIONS
from sayso.store.faults import faults_named
from sayso.store.places import BEGIN, Access, find_place, make_engine

VERSIONS = ("0001", "0002", "0003", "0004")
"""The schema's versions, oldest first; the names of the migrations."""

APPLICATION_ID = int.from_bytes(b"says")
"""Stands in the head of our SQLite files: https://sqlite.org/pragma.html#pragma_application_id"""

# Any number that other users of the server are unlikely to lock.
_MIGRATION_LOCK = APPLICATION_ID


@dataclass(frozen=True, slots=True, eq=False)
class Ledger:
    """An open ledger. Hand it to the functions of ``sayso.store``; close it, or use it in ``with``.

    ``place`` is where it is, without a password. Threads may share it; processes
    open their own.
    """

    place: str
    readonly: bool
    engine: Engine = field(repr=False)

    def __enter__(self) -> Self:
        """The ledger itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        close(self)


def open_ledger(where: str | Path, *, readonly: bool = False, patience: float = 10.0) -> Ledger:
    """Open a ledger; create it where there is none, and bring an older one up to date.

    Args:
        where: path of a SQLite file, ``sqlite:///PATH``, or a PostgreSQL URL.
        readonly: never write; the ledger must be there and up to date.
        patience: seconds to wait for a lock that somebody else holds.

    Raises:
        LedgerError: it cannot be opened, is no ledger, or is of a newer sayso.
        LedgerBusy: somebody else kept it locked.
        LedgerFull: there is no space to create it.
    """
    place = find_place(where)
    ledger = Ledger(place.name, readonly, make_engine(place, Access(readonly, patience)))
    try:
        _prepare(ledger, patience)
    except BaseException:
        close(ledger)
        raise
    return ledger


def close(ledger: Ledger) -> None:
    """Let go of the database. May be called twice."""
    ledger.engine.dispose()


@contextmanager
def read_transaction(ledger: Ledger) -> Iterator[Connection]:
    """A connection that sees one state of the ledger throughout."""
    with _transaction(ledger, READ_OPTIONS[ledger.engine.dialect.name]) as connection:
        yield connection


@contextmanager
def write_transaction(ledger: Ledger) -> Iterator[Connection]:
    """A connection whose changes happen together, or not at all if anything is raised."""
    if ledger.readonly:
        msg = f"the ledger {ledger.place} was opened for reading only"
        raise LedgerError(msg, hint="open it for writing")
    with _transaction(ledger, {BEGIN: "BEGIN IMMEDIATE"}) as connection:
        yield connection


@contextmanager
def _transaction(ledger: Ledger, options: dict[str, Any]) -> Iterator[Connection]:
    with faults_named(ledger.place), ledger.engine.connect() as plain:
        connection = plain.execution_options(**options)
        with connection.begin():
            yield connection


# ---------------------------------------------------------------- the schema


def _prepare(ledger: Ledger, patience: float) -> None:
    with read_transaction(ledger) as connection:
        version = _find_version(ledger, connection)
    if version != VERSIONS[-1]:
        _upgrade(ledger)
    if ledger.engine.dialect.name == "sqlite" and not ledger.readonly:
        _use_wal(ledger, time.monotonic() + patience)


def _upgrade(ledger: Ledger) -> None:
    if ledger.readonly:
        msg = f"{ledger.place} is no ledger yet, or one of an older sayso"
        raise LedgerError(msg, hint="open it once for writing: sayso add does")
    with write_transaction(ledger) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        # Another process may have been faster.
        if _find_version(ledger, connection) != VERSIONS[-1]:
            migrate(connection, VERSIONS[-1])
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def migrate(connection: Connection, version: str) -> None:
    """Bring the schema to a version, ``base`` for none at all, within the caller's transaction."""
    # Opening a ledger that is up to date, as nearly always, need not wait for Alembic to load.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    scripts = str(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", scripts.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    (command.downgrade if version == "base" else command.upgrade)(config, version)


def _find_version(ledger: Ledger, connection: Connection) -> str | None:
    """The schema's version, None in an empty database.

    Raises:
        LedgerError: the database is somebody else's, or of a newer sayso.
    """
    _check_foreign(ledger, connection)
    tables = inspect(connection).get_table_names()
    if "sayso_version" not in tables:
        if tables:
            _refuse_foreign(ledger, f"it has a table {min(tables)!r}")
        return None
    version = connection.execute(text("SELECT version_num FROM sayso_version")).scalar_one_or_none()
    if version is not None and version not in VERSIONS:
        msg = f"the ledger {ledger.place} was written by a newer sayso (schema {version})"
        raise LedgerError(msg, hint="upgrade sayso to open it")
    return version


def _check_foreign(ledger: Ledger, connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        owner = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        if owner not in {0, APPLICATION_ID}:
            _refuse_foreign(ledger, f"application id {owner:#x}")
        return
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        msg = f"the database {ledger.place} cannot hold all of Unicode: its encoding is {encoding}"
        raise LedgerError(msg, hint="create one for sayso: createdb --encoding=UTF8 --template=template0 NAME")


def _refuse_foreign(ledger: Ledger, reason: str) -> None:
    msg = f"{ledger.place} is the database of another application ({reason})"
    raise LedgerError(msg, hint="give sayso one of its own; this one was not changed")


def _use_wal(ledger: Ledger, until: float) -> None:
    """Write-ahead log: readers do not wait for the writer. The file remembers it.

    SQLite does not wait for locks to switch, whatever its timeout: the waiting is done here.
    """
    while True:
        try:
            with _transaction(ledger, {BEGIN: ""}) as connection:
                if connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() != "wal":
                    connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        except LedgerBusy:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return
