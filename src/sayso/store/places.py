"""Where a ledger is: a path or URL as the user gives it, and an engine for it."""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from sayso.errors import LedgerError

BEGIN = "sayso_begin"
"""Execution option: what begins a transaction on SQLite; empty for none."""

_USES = "give the path of a SQLite file, or postgresql://USER:PASSWORD@HOST/DATABASE"


@dataclass(frozen=True, slots=True)
class Access:
    """How a ledger is opened; ``patience`` is how many seconds to wait for a lock."""

    readonly: bool = False
    patience: float = 10.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a ledger is. ``name`` can be shown: it holds no password."""

    name: str
    where: Path | URL


def find_place(where: str | Path) -> Place:
    """Understand a path, ``sqlite:///PATH`` or ``postgresql://…``.

    Raises:
        LedgerError: it is something else.
    """
    if isinstance(where, Path) or "://" not in where:
        return _file_place(str(where))
    try:
        url = make_url(where)
    except (ArgumentError, ValueError) as fault:
        msg = f"no database URL: {_mask(where)}"
        raise LedgerError(msg, hint=_USES) from fault
    if url.drivername == "sqlite":
        return _file_place(url.database or "")
    if url.drivername in {"postgresql", "postgres", "postgresql+psycopg"}:
        return Place(_mask_url(url), url.set(drivername="postgresql+psycopg"))
    msg = f"sayso cannot keep a ledger in {url.drivername!r}: {_mask_url(url)}"
    raise LedgerError(msg, hint=_USES)


def _file_place(path: str) -> Place:
    if path in {"", ":memory:"} or "\0" in path:
        msg = f"a ledger needs a file: {path!r} names none"
        raise LedgerError(msg, hint=_USES)
    return Place(path, Path(path).expanduser().absolute())


def _mask_url(url: URL) -> str:
    hidden = url.difference_update_query([key for key in url.query if "pass" in key.lower()])
    return hidden.render_as_string(hide_password=True)


def _mask(text: str) -> str:
    return re.sub(r"//.*@", "//***@", text, flags=re.DOTALL)


def make_engine(place: Place, access: Access) -> Engine:
    """An engine for the place; connects to nothing yet, but looks whether a file can be there.

    Raises:
        LedgerError: no SQLite file can be opened there.
    """
    if isinstance(place.where, URL):
        return _postgresql_engine(place.where, access)
    return _sqlite_engine(place, place.where, access)


# ---------------------------------------------------------------- PostgreSQL


def _postgresql_engine(url: URL, access: Access) -> Engine:
    # Two seconds is libpq's own least; pre-ping: a server may restart under a long-lived web app.
    arguments = {"connect_timeout": max(2, int(access.patience)), "application_name": "sayso"}
    engine = create_engine(url, pool_pre_ping=True, connect_args=arguments)
    milliseconds = max(1, int(access.patience * 1000))

    @event.listens_for(engine, "connect")
    def set_patience(connection: Any, record: object) -> None:  # noqa: ANN401, ARG001 - psycopg's
        connection.execute(f"SET lock_timeout = {milliseconds}")
        connection.commit()

    return engine


# ---------------------------------------------------------------- SQLite


def _sqlite_engine(place: Place, path: Path, access: Access) -> Engine:
    try:
        _check_file(place, path, access)
        uri = _readonly_uri(path) if access.readonly else f"{path.as_uri()}?mode=rwc"
    except (OSError, UnicodeError) as fault:
        msg = f"the ledger {place.name} cannot be opened ({fault})"
        raise LedgerError(msg, hint="check its path and the rights on its folder") from fault
    engine = create_engine("sqlite://", creator=lambda: _connect(uri, access), poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # Left to itself, sqlite3 begins late and without a lock, and two writers can then block for good.
        command = connection.get_execution_options().get(BEGIN, "BEGIN")
        if command:
            connection.exec_driver_sql(command)

    return engine


def _connect(uri: str, access: Access) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, timeout=access.patience, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        # FULL waits for the disk at each commit: what was confirmed outlives a power cut too, not
        # only a killed process as with NORMAL. It costs one fsync a reading (2.7 ms on the disk
        # this was measured on), where the tagger takes several hundred for an article of 600 words.
        connection.execute("PRAGMA synchronous = FULL")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _check_file(place: Place, path: Path, access: Access) -> None:
    if path.is_dir():
        msg, hint = f"the ledger {place.name} is a folder", "name a file in it"
    elif not path.parent.is_dir():
        msg, hint = f"the ledger {place.name} has no folder: {path.parent}", f"create it: mkdir -p {path.parent}"
    elif access.readonly and not path.exists():
        msg, hint = f"there is no ledger at {place.name}", "add an article first, or name another with --db"
    elif access.readonly or _may_write(path):
        return
    else:
        msg = f"the ledger {place.name} cannot be written"
        hint = "check the rights on the file and its folder, or choose another with --db"
    raise LedgerError(msg, hint=hint)


def _may_write(path: Path) -> bool:
    # The folder too: SQLite keeps its journal beside the file.
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def _readonly_uri(path: Path) -> str:
    """The URI for reading; as an unchanging file where SQLite can put no lock beside it.

    That is a ledger in a folder or on a disk that cannot be written. Not so if a
    journal lies there: then the file alone is not the whole ledger.
    """
    uri = f"{path.as_uri()}?mode=ro"
    journal = path.with_name(f"{path.name}-wal")
    if journal.exists() and journal.stat().st_size:
        return uri
    try:
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.Error as fault:
        # Other faults whoever connects will hear.
        if fault.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}:
            return f"{uri}&immutable=1"
    return uri
