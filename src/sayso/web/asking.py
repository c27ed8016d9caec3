"""What an address asks for: filters and pages, read from the query, written back as links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from pydantic import ValidationError

from sayso.errors import BadQuery
from sayso.schemas import StatementQuery

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sayso.types import Page

MEANING_FIELDS = (
    "source_type",
    "act",
    "certainty",
    "via",
    "chain",
    "said_since",
    "said_until",
    "anonymous",
    "denied",
    "answered",
    "threat",
    "figures",
)
"""The fields of the form's second part: what statements mean."""

STATEMENT_FIELDS = (
    "speaker",
    "words",
    "outlet",
    "since",
    "until",
    "kind",
    "min_confidence",
    "sourced",
    "actor",
    *MEANING_FIELDS,
    "article",
    "claim",
    "relation",
)
"""The fields of the filter in the order of the form."""

_NAMES = {
    "since": "From",
    "until": "To",
    "kind": "Kind",
    "min_confidence": "Confidence",
    "sourced": "Source",
    "offset": "The page",
    "source_type": "Kind of source",
    "act": "What it does",
    "certainty": "How sure",
    "said_since": "Said from",
    "said_until": "Said to",
    "anonymous": "Unnamed",
    "denied": "Denied",
    "answered": "Answered",
    "threat": "Threat",
    "figures": "Figures",
    "relation": "In the claim",
}
_FORMS = {
    "since": "Write the day as YYYY-MM-DD.",
    "until": "Write the day as YYYY-MM-DD.",
    "kind": "Choose direct, indirect or mixed.",
    "min_confidence": "Give a number from 0 to 1.",
    "sourced": "Choose true or false.",
    "offset": "Rows are counted from 0.",
    "said_since": "Write the day as YYYY-MM-DD.",
    "said_until": "Write the day as YYYY-MM-DD.",
    **dict.fromkeys(("source_type", "act", "certainty", "relation"), "Choose one of the list."),
    **dict.fromkeys(("anonymous", "denied", "answered", "threat", "figures"), "Choose true or false."),
}


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a page of rows stands in its result, with links to the next ones."""

    first: int
    last: int
    total: int
    previous: str | None
    following: str | None
    start: str


def given(query: Mapping[str, str], names: tuple[str, ...]) -> dict[str, str]:
    """The fields that are not empty: forms without scripts send the empty ones too."""
    return {name: query[name].strip() for name in names if query.get(name, "").strip()}


def read_offset(query: Mapping[str, str]) -> int:
    """How many rows to pass over.

    Raises:
        BadQuery: it is no number that a result could have.
    """
    return read_statement_query({"offset": query.get("offset") or "0"}).offset


def read_statement_query(fields: Mapping[str, str]) -> StatementQuery:
    """The filter that the fields ask for.

    Raises:
        BadQuery: a field cannot be understood; the message names it as the form does.
    """
    try:
        return StatementQuery.model_validate(dict(fields))
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        value = fields.get(name, "")
        message = f"{_NAMES.get(name, name)}: “{value}” cannot be understood"
        raise BadQuery(message, hint=_FORMS.get(name, "")) from error


def page_through(page: Page[Any], path: str, fields: Mapping[str, str]) -> Pager:
    """The pager for this page of the result at ``path``."""
    shown = page.offset + len(page.rows)
    return Pager(
        first=page.offset + 1,
        last=shown,
        total=page.total,
        previous=_link(path, fields, max(page.offset - page.limit, 0)) if page.offset else None,
        following=_link(path, fields, shown) if page.rows and shown < page.total else None,
        start=_link(path, fields, 0),
    )


def _link(path: str, fields: Mapping[str, str], offset: int) -> str:
    query = urlencode({**fields, **({"offset": offset} if offset else {})}, errors="replace")
    return f"{path}?{query}" if query else path
