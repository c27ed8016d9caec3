"""Column types that hold the same values on SQLite and PostgreSQL."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

# U+001A is the SUBSTITUTE control character: in nobody's prose, legal in both databases.
_ESCAPE = "\x1a"
_NEEDS_ESCAPE = re.compile("[\x00\x1a\ud800-\udfff]")
_ESCAPED = re.compile("\x1a([0-9a-f]{4})")


def escape(text: str) -> str:
    """Spell what no database can hold (NUL, lone surrogates) as U+001A and four hex digits.

    Other text, all real text that is, stays as it is: readable, and open to SQL.
    """
    if _NEEDS_ESCAPE.search(text) is None:
        return text
    return _NEEDS_ESCAPE.sub(lambda found: f"{_ESCAPE}{ord(found[0]):04x}", text)


def unescape(text: str) -> str:
    """The text that ``escape`` was given."""
    if _ESCAPE not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


# Collation "C": text compares by its bytes, as in SQLite, whatever the server's language.
PlainText = Text().with_variant(Text(collation="C"), "postgresql")

# Only INTEGER names SQLite's row id, which counts up by itself.
RowId = BigInteger().with_variant(Integer, "sqlite")


class ExactText(TypeDecorator[str]):
    """Text that comes back as it was, whatever code points are in it."""

    impl = PlainText
    cache_ok = True

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> str | None:  # noqa: ANN401, ARG002
        """Escape on the way in."""
        return None if value is None else escape(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:  # noqa: ANN401, ARG002
        """Unescape on the way out. SQLite lets a tamperer put bytes here: ``check`` is to see them."""
        return unescape(value) if isinstance(value, str) else value
