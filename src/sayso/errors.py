"""Everything sayso raises on purpose.

::

    SaysoError
    ├── InputError         an input cannot be read; becomes a Refusal, the batch goes on
    ├── FetchError         a URL cannot be fetched (a kind of InputError)
    ├── LedgerError        the database cannot be opened, read or written
    │   ├── LedgerBusy     somebody else holds the lock; try again
    │   └── LedgerFull     no space left
    ├── NotFound           no such article, statement or snapshot
    ├── BadQuery           a filter or search that cannot be understood
    └── ModelError         a model's files are missing or damaged

Each message names the file, URL or value and says what is wrong; ``hint`` says
what to do about it.
"""

from __future__ import annotations


class SaysoError(Exception):
    """Base of all errors that sayso raises on purpose."""

    code = "error"

    def __init__(self, message: str, *, hint: str = "", code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        if code is not None:
            self.code = code


class InputError(SaysoError):
    """An input cannot be read."""

    code = "unreadable"


class FetchError(InputError):
    """A URL cannot be fetched.

    ``retry_after`` is how many seconds the site wants to be left alone, None where it does not say.
    """

    code = "unreachable"
    retry_after: float | None = None


class LedgerError(SaysoError):
    """The database cannot be opened, read or written."""

    code = "ledger"


class LedgerBusy(LedgerError):
    """Somebody else holds the database's lock."""

    code = "ledger-busy"


class LedgerFull(LedgerError):
    """No space is left for the database."""

    code = "ledger-full"


class NotFound(SaysoError):
    """No such article, statement or snapshot."""

    code = "not-found"


class BadQuery(SaysoError):
    """A filter or search that cannot be understood."""

    code = "bad-query"


class ModelError(SaysoError):
    """A model's files are missing or damaged."""

    code = "model"
