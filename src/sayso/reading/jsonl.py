"""One article as a JSON object: a line of a JSONL file, or a whole JSON answer.

Keys: ``text`` (required), ``id``, ``url``, ``outlet``, ``title``, ``byline``,
``published``; all are strings. Where one is missing, what dumps usually call it is
taken for it, and noted. Others are left alone: they stay in the stored bytes. The text
is kept unaltered.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sayso.errors import InputError
from sayso.reading.dates import read_machine_date
from sayso.reading.plain import UNSTORABLE, Given, check_text, describe
from sayso.reading.urls import clean_url
from sayso.text.decode import decode

if TYPE_CHECKING:
    from sayso.types import Article, Capture

FIELDS: Final = ("text", "id", "url", "outlet", "title", "byline", "published")

USUAL_NAMES: Final = {
    "text": ("text", "body", "content", "article", "maintext", "full_text", "plain_text"),
    "id": ("id", "article_id", "guid", "story_id"),
    "url": ("url", "link", "address", "source_url"),
    "outlet": ("outlet", "publisher", "media_name", "publication", "source", "domain"),
    "title": ("title", "headline"),
    "byline": ("byline", "author", "authors"),
    "published": ("published", "date", "publish_date", "date_published", "date_publish", "pub_date", "published_at"),
}
"""The names that columns go by in the dumps of Media Cloud, news-please, Kaggle's news tables and GDELT."""
KEYS = FIELDS[1:]
_HINT = 'Each line is one object, such as {"text": "…", "id": "…", "published": "2024-03-12"}.'


def read_record(capture: Capture) -> Article:
    """Read one JSON object as an article.

    Raises:
        InputError: ``bad-json``, ``bad-record``, ``undecodable``, ``binary`` or ``empty``.

    """
    decoded = decode(capture.body, declared=capture.charset)
    record = _parse(decoded.text)
    taken = _names_of(record)
    text = record.get(taken["text"])
    if not isinstance(text, str):
        what = "has no text" if text is None else f"has a text that is no string but {_kind(text)}"
        message = f"the object {what}"
        raise InputError(message, code="bad-record", hint=_HINT)
    check_text(text)
    given = _given({key: _string(record, taken[key]) for key in KEYS})
    notes = tuple(f"Its {key} was taken from {name!r}." for key, name in taken.items() if key != name)
    given = replace(given, url=given.url or capture.url, notes=decoded.notes + notes + given.notes)
    return describe(capture, text, given)


def _given(fields: dict[str, str | None]) -> Given:
    notes = []
    url = clean_url(fields["url"]) if fields["url"] else None
    if fields["url"] and not url:
        notes.append("The given url is no http or https address and was not used.")
    published = fields["published"]
    found = read_machine_date(published, origin="given") if published else None
    if published and not found:
        notes.append(f"The given date of publication {published[:40]!r} is no date and was not used.")
    return Given(
        given_id=fields["id"],
        url=url,
        outlet=fields["outlet"],
        title=fields["title"],
        byline=_without_label(fields["byline"]),
        dates=(found,) if found else (),
        notes=tuple(notes),
    )


def _without_label(byline: str | None) -> str | None:
    """Agencies send "By Jane Roe" where "Jane Roe" is meant."""
    return byline[3:].strip() if byline and byline[:3].lower() == "by " else byline


def _parse(text: str) -> dict[str, object]:
    try:
        record = json.loads(text)
    except json.JSONDecodeError as error:
        message = f"it is not valid JSON: {error.msg} at character {error.pos + 1}"
        raise InputError(message, code="bad-json", hint=_HINT) from error
    except (ValueError, RecursionError) as error:  # numbers of thousands of figures, endless nesting
        message = "it is JSON that no program can read (too deep, or too large a number)"
        raise InputError(message, code="bad-json", hint=_HINT) from error
    if not isinstance(record, dict):
        message = f"it is {_kind(record)}, not an object"
        raise InputError(message, code="bad-record", hint=_HINT)
    return record


def _names_of(record: dict[str, object]) -> dict[str, str]:
    """Each field's own name where it is there, or else the usual one, in any letter case, that holds a string."""
    spelt = {name.lower(): name for name, value in record.items() if isinstance(value, str) and value.strip()}
    usual = {key: next((spelt[name] for name in names if name in spelt), key) for key, names in USUAL_NAMES.items()}
    return {key: key if record.get(key) is not None else usual[key] for key in FIELDS}


def _string(record: dict[str, object], key: str) -> str | None:
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        message = f"its {key} is no string but {_kind(value)}"
        raise InputError(message, code="bad-record", hint=_HINT)
    if value and UNSTORABLE.search(value):
        message = f"its {key} holds what is no character of a text"
        raise InputError(message, code="binary", hint="Remove it, or save the file as UTF-8 anew.")
    return value.strip() or None if value else None


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", bool: "true or false", int: "a number", float: "a number"}
    return "null" if value is None else names.get(type(value), "a string")
