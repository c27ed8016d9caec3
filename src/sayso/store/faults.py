"""What databases complain of, as errors of ours that name the ledger and say what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from sayso.errors import LedgerBusy, LedgerError, LedgerFull

_BUSY = "another program is using the ledger; try again when it is done"
_FULL = "free some space, then try again: what was confirmed is safe"

# Primary result codes, https://sqlite.org/rescode.html
_SQLITE: dict[int, tuple[type[LedgerError], str, str]] = {
    sqlite3.SQLITE_BUSY: (LedgerBusy, "is locked", _BUSY),
    sqlite3.SQLITE_LOCKED: (LedgerBusy, "is locked", _BUSY),
    sqlite3.SQLITE_FULL: (LedgerFull, "has no space left to grow", _FULL),
    sqlite3.SQLITE_READONLY: (
        LedgerError,
        "cannot be written",
        "check the rights on the file and its folder, or choose another with --db",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        LedgerError,
        "cannot be opened",
        "check that its folder exists and may be written, or choose another with --db",
    ),
    sqlite3.SQLITE_PERM: (LedgerError, "cannot be opened", "check the rights on the file"),
    sqlite3.SQLITE_NOTADB: (
        LedgerError,
        "is no SQLite database",
        "choose another file with --db; this one was not changed",
    ),
    sqlite3.SQLITE_CORRUPT: (LedgerError, "is damaged", "restore it from a backup"),
    sqlite3.SQLITE_IOERR: (LedgerError, "cannot be read or written", "check the disk it is on"),
}

_NO_CONNECTION = "check that the server runs and that host, port, user, password and database name are right"

# Classes and codes, https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL: dict[str, tuple[type[LedgerError], str, str]] = {
    "28": (LedgerError, "refuses this user or password", "check user and password in the URL"),
    "3D": (LedgerError, "does not exist", "create it first: createdb NAME"),
    "08": (LedgerError, "cannot be reached", _NO_CONNECTION),
    "42501": (LedgerError, "gives this user too few rights", "let the user own the database"),
    "25006": (LedgerError, "cannot be written", "the server or this user is set to read only"),
    "53100": (LedgerFull, "has no space left to grow", _FULL),
    "53300": (LedgerBusy, "has no connection left", "try again, or raise the server's max_connections"),
    "55P03": (LedgerBusy, "is locked", _BUSY),
    "40": (LedgerBusy, "was changed by another program at the same moment", "try again"),
    "57P": (LedgerBusy, "is starting up or shutting down", "try again"),
    "XX": (LedgerError, "is damaged", "ask whoever runs the server to look at its log"),
}

_OTHER = LedgerError, "reports an error", "if it lasts, please report it with this message"
# psycopg gives no code for what goes wrong before there is a connection.
_UNREACHABLE = LedgerError, "cannot be reached", _NO_CONNECTION


@contextmanager
def faults_named(place: str) -> Iterator[None]:
    """Turn what the database raises within into errors of ours, naming the ledger."""
    try:
        yield
    except PoolTimeout as fault:
        msg = f"the ledger {place} is busy: every connection of this process is in use"
        raise LedgerBusy(msg, hint="try again") from fault
    except DBAPIError as fault:
        raise _named(place, fault.orig or fault) from fault
    except SQLAlchemyError as fault:
        raise _named(place, fault) from fault


def _named(place: str, fault: BaseException) -> LedgerError:
    kind, complaint, hint = _find_meaning(fault)
    return kind(f"the ledger {place} {complaint} ({_first_line(fault)})", hint=hint)


def _find_meaning(fault: BaseException) -> tuple[type[LedgerError], str, str]:
    if isinstance(fault, sqlite3.Error):
        # The low byte is the primary code; the rest says more than we need.
        return _SQLITE.get(getattr(fault, "sqlite_errorcode", 0) & 0xFF, _OTHER)
    state = getattr(fault, "sqlstate", None)
    if state:
        known = (_POSTGRESQL[state[:size]] for size in (5, 3, 2) if state[:size] in _POSTGRESQL)
        return next(known, _OTHER)
    return _UNREACHABLE if _is_connection_failure(fault) else _OTHER


def _is_connection_failure(fault: BaseException) -> bool:
    # By name, so that SQLite's users need not load psycopg.
    return any(kind.__name__ == "OperationalError" for kind in type(fault).__mro__)


def _first_line(fault: BaseException) -> str:
    lines = str(fault).strip().splitlines()
    return lines[0].strip() if lines else type(fault).__name__
