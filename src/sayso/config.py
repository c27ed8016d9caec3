"""Settings, read once by the front ends: no stage of the product looks at the environment."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

DB_VARIABLE = "SAYSO_DB"
MAIL_VARIABLE = "SAYSO_SMTP"
"""Address of the mail server that alerts go out by: ``smtp://NAME:PASSWORD@HOST:PORT`` or ``smtps://…``."""
SENDER_VARIABLE = "SAYSO_SMTP_FROM"


def mail_settings() -> tuple[str | None, str | None]:
    """Mail server and sender, as far as they are set."""
    return os.environ.get(MAIL_VARIABLE) or None, os.environ.get(SENDER_VARIABLE) or None


def default_ledger() -> str:
    """``SAYSO_DB``, else ``ledger.sqlite`` in the platform's data folder, which is made where it is missing."""
    named = os.environ.get(DB_VARIABLE)
    if named:
        return named
    from platformdirs import user_data_path  # noqa: PLC0415 - not needed to print a help text

    folder = Path(user_data_path("sayso", appauthor=False))
    # Where it cannot be made, opening the ledger says so in better words.
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return str(folder / "ledger.sqlite")


def index_path(where: str) -> Path | None:
    """Where the index of a ledger's statements lies between runs: beside a SQLite file, else in the cache folder.

    It can be lost at any time, and is made anew then. None where there is no place for it.
    """
    from hashlib import sha256  # noqa: PLC0415 - not needed to print a help text

    if "://" not in where:
        return Path(f"{where}.nearest")
    if where.startswith("sqlite:///"):
        return Path(f"{where.removeprefix('sqlite:///')}.nearest")
    from platformdirs import user_cache_path  # noqa: PLC0415 - as above

    folder = Path(user_cache_path("sayso", appauthor=False))
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{sha256(where.encode()).hexdigest()[:16]}.nearest" if folder.is_dir() else None
