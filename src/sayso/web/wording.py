"""How values are put into words for readers.

Nothing is made to look more certain than it is: a date is shown as precisely as it
is known, an unknown zone is called unknown.
"""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from sayso.types import ActName, ActorKind, Level, SourceType

_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_DATE: Final = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>[0-3]\d)"
    r"(?:[T ](?P<time>\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?P<zone>Z|[+-]\d\d:?\d\d)?)?)?)?"
)

_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls, but not tab and line ends
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # they turn the direction of what follows
    "\u2028\u2029\u206a-\u206f\ufff9-\ufffb\U000e0000-\U000e007f"  # other layout orders and tags
    "\ud800-\udfff]"  # halves of characters: UTF-8 has no form for them
)

_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

COMPLETENESS: Final = {
    "full": "full text",
    "teaser": "teaser only",
    "paywall": "cut at a pay wall",
    "consent": "consent page, not the article",
    "unknown": "completeness unknown",
}
KINDS: Final = {
    "direct": "direct: in the source’s own words, all in quotation marks",
    "indirect": "indirect: told in the article’s words",
    "mixed": "mixed: partly in quotation marks",
}

SOURCE_TYPES: Final[dict[SourceType, str]] = {
    "person": "a named person",
    "organization": "an organisation",
    "outlet": "an outlet",
    "document": "a document",
    "anonymous": "kept unnamed",
    "class": "a crowd in general",
    "author": "the article’s own author",
    "none": "nobody named",
}
ACTS: Final[dict[ActName, str]] = {
    "assert": "states",
    "deny": "denies",
    "confirm": "confirms",
    "admit": "admits",
    "doubt": "doubts",
    "believe": "believes",
    "predict": "predicts",
    "promise": "promises",
    "warn": "warns",
    "demand": "demands",
    "refuse": "refuses",
    "accuse": "accuses",
    "praise": "praises",
    "agree": "agrees",
    "ask": "asks",
}
LEVELS: Final[dict[Level, str]] = {
    "certain": "certain",
    "probable": "probable",
    "possible": "possible",
    "denied": "held to be untrue",
    "na": "nothing to be sure of",
}
ACTOR_KINDS: Final[dict[ActorKind, str]] = {
    "person": "person",
    "organization": "organisation",
    "outlet": "outlet",
    "place": "place",
    "document": "document",
    "group": "group",
}

_LANGUAGES: Final[dict[str, str]] = json.loads((Path(__file__).parent / "languages.json").read_text(encoding="utf-8"))


def show_date(value: str | None, zone: str | None = None) -> str:
    """An ISO 8601 date in words, no more precise than it is; ``zone`` is its zone's name, if known."""
    if not value:
        return "date unknown"
    parts = _DATE.fullmatch(value)
    if parts is None:
        return value
    if parts["month"] is None:
        return parts["year"]
    month = f"{_MONTHS[int(parts['month']) - 1]} {parts['year']}"
    if parts["day"] is None:
        return month
    day = f"{int(parts['day'])} {month}"
    if parts["time"] is None:
        return day
    return f"{day}, {parts['time']} {_show_zone(parts['zone'], zone)}"


def _show_zone(offset: str | None, name: str | None) -> str:
    if offset is None:
        return name or "(zone unknown)"
    shown = "UTC" if offset in {"Z", "+00:00", "-00:00", "+0000"} else f"UTC{offset}".replace("-", "−")
    return shown if name in {None, offset, shown, "Z"} else f"{shown} ({name})"


def is_date(value: str | None) -> bool:
    """Whether the value may stand in a page as a machine-readable time."""
    return bool(value and _DATE.fullmatch(value))


def show_language(code: str | None) -> str:
    """The language's English name."""
    if not code:
        return "language unknown"
    return _LANGUAGES.get(code, code)


def show_confidence(value: float) -> str:
    """A probability as a percentage; never rounded up to certainty."""
    return f"{min(round(value * 100), 99)}%"


def count_of(number: int, one: str, many: str = "") -> str:
    """The number with its noun: 1 article, 2 articles."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def web_address(url: str | None) -> str | None:
    """The URL if a page may link to it: http or https with a host, nothing else."""
    if not url or _UNSEEN.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None


def visible(value: object) -> object:
    """Text with characters that act unseen (controls, turns of direction) spelled out.

    Everything a template prints goes through here before it is escaped.
    """
    if isinstance(value, str) and not isinstance(value, Markup):
        return _UNSEEN.sub(lambda found: _spelled(found[0]), value)
    return value


def storable(text: str) -> str:
    """A text without what no XML document may hold."""
    return _NO_XML.sub("", text)


def visible_words(text: str) -> Markup:
    """An article's words, escaped; what :func:`visible` spells out is set apart."""
    pieces, last = [], 0
    for found in _UNSEEN.finditer(text):
        name = unicodedata.name(found[0], "control character")
        pieces += [
            escape(text[last : found.start()]),
            Markup('<span class="unseen" title="{}">{}</span>').format(name, _spelled(found[0])),
        ]
        last = found.end()
    return Markup("").join([*pieces, escape(text[last:])])


def _spelled(character: str) -> str:
    return f"⟨U+{ord(character):04X}⟩"
