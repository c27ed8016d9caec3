"""Pages: main text by trafilatura, metadata by our own reading of head, JSON-LD and date lines.

trafilatura and htmldate get a tree that we decoded, parsed and measured; they
fetch nothing, keep no state (deduplication is off) and see no clock (the
latest date is fixed), so that the same bytes always give the same text.
"""

from __future__ import annotations

import json
import logging
from copy import deepcopy
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, TypeVar

import trafilatura
from htmldate import find_date
from trafilatura.settings import Extractor as Options

from sayso.errors import InputError
from sayso.reading.chronology import judge
from sayso.reading.completeness import PageSigns, find_notices, judge_completeness, refuse_empty
from sayso.reading.dates import read_machine_date
from sayso.reading.masthead import Masthead, read_masthead, title_is_repeated
from sayso.reading.metadata import PageFacts, read_facts
from sayso.reading.tree import Element, drop_unseen, parse, unfold_layout, words_of
from sayso.text.decode import decode
from sayso.text.language import find_language
from sayso.types import Article, ArticleDate, Capture, CharSpan, Extractor

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_SETTINGS: dict[str, Any] = {
    "comments": False,
    "dedup": False,
    "fast": False,
    "formatting": False,
    "images": False,
    "links": False,
    "tables": True,
}
_DATE_SETTINGS: dict[str, Any] = {
    "extensive_search": True,
    "max_date": "2199-12-31",
    "min_date": "1990-01-01",
    "original_date": True,
}
MAX_TEXT = 2_000_000
"""Code points of a page, some 300,000 words; trafilatura takes 4 seconds over them."""

_VISIBLE = 200_000
"""Code points of a page's words that are searched for the words of walls."""

_SAMPLE = 8000


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a page: the headline, an empty line, paragraphs with empty lines between."""

    text: str
    prose: str
    head: Masthead
    furniture: tuple[CharSpan, ...]


def read_page(capture: Capture) -> Article:
    """Read an HTML page.

    Raises:
        InputError: ``undecodable``, ``too-complex``, ``login-wall``,
            ``consent-page``, ``no-text``, ``too-large`` or ``unreadable``.

    """
    decoded = decode(capture.body, declared=capture.charset, markup=True)
    tree, damage = parse(decoded.text)
    facts, visible = _guarded(lambda: _look_through(tree, capture.url))
    if len(visible) > MAX_TEXT:
        message = f"it shows more than {MAX_TEXT / 1e6:g} million characters, which no article does"
        raise InputError(message, code="too-large", hint="Split it into articles.")
    signs = PageSigns(visible[:_VISIBLE], _asks_password(tree), facts.free)
    extracted = _guarded(lambda: _extract(tree))
    if not extracted.strip():
        refuse_empty(signs)
    body = _compose(extracted, facts.title)
    completeness, notes = judge_completeness(body.prose, signs)
    return _assemble(capture, facts, body, _Judged(completeness, decoded.notes + damage + notes, _search_date(tree)))


def _look_through(tree: Element, url: str | None) -> tuple[PageFacts, str]:
    """What the page says about its article, and all that it shows; the tree keeps no more than that."""
    facts = read_facts(tree, url)
    drop_unseen(tree)
    unfold_layout(tree)
    return facts, words_of(tree)


@dataclass(frozen=True, slots=True)
class _Judged:
    completeness: str
    notes: tuple[str, ...]
    searched: tuple[ArticleDate, ...]


def _assemble(capture: Capture, facts: PageFacts, body: Body, judged: _Judged) -> Article:
    dates = judge((*facts.dates, *body.head.dates, *judged.searched), built=facts.built)
    return Article(
        input=capture.input,
        sha256=capture.sha256,
        text=body.text,
        extractor=Extractor("trafilatura", version("trafilatura"), _settings()),
        media_type=capture.media_type,
        title=facts.title,
        byline=facts.byline or body.head.byline,
        outlet=facts.outlet or body.head.outlet,
        url=facts.url,
        published=dates.published,
        dates=dates.dates,
        language=find_language(body.prose[:_SAMPLE]) or facts.language,
        completeness=judged.completeness,  # type: ignore[arg-type]
        furniture=body.furniture,
        notes=judged.notes + facts.notes + body.head.notes + dates.notes,
    )


def _settings() -> str:
    settings = {
        **_SETTINGS,
        "htmldate": {**_DATE_SETTINGS, "version": version("htmldate")},
        "sayso": version("sayso"),
    }
    return json.dumps(settings, sort_keys=True)


def _extract(tree: Element) -> str:
    """Main text, one paragraph a line."""
    document = trafilatura.bare_extraction(
        deepcopy(tree), options=Options(output_format="python", date_params=_DATE_SETTINGS, **_SETTINGS)
    )
    return getattr(document, "text", None) or ""


def _search_date(tree: Element) -> tuple[ArticleDate, ...]:
    value = _guarded(lambda: find_date(deepcopy(tree), **_DATE_SETTINGS))
    found = read_machine_date(value, origin="htmldate") if value else None
    return (found,) if found else ()


def _guarded(work: Callable[[], T]) -> T:
    """Call the libraries that read hostile pages; whatever they raise is a page that cannot be read.

    Raises:
        InputError: ``unreadable``.

    """
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        return work()
    # trafilatura, htmldate, justext and lxml raise AttributeError, IndexError, KeyError, RecursionError,
    # TypeError, ValueError, OverflowError, AssertionError and XMLSyntaxError on broken pages; no list of
    # them is complete from one release to the next, and one page must not stop a batch.
    except Exception as error:
        message = f"the page cannot be read ({type(error).__name__})"
        raise InputError(message, code="unreadable", hint="Save the article as plain text.") from error


def _compose(extracted: str, title: str | None) -> Body:
    """Set headline and paragraphs, and find what of it is no prose."""
    paragraphs = [line.strip() for line in extracted.splitlines() if line.strip()]
    if title and not any(title_is_repeated(title, line) for line in paragraphs[:3]):
        paragraphs.insert(0, title)
    text = "\n\n".join(paragraphs)
    head = read_masthead(text, title=title)
    furniture = tuple(sorted({*head.furniture, *find_notices(text)}))
    return Body(text, _without(text, furniture, title), head, furniture)


def _without(text: str, furniture: tuple[CharSpan, ...], title: str | None) -> str:
    """The text without furniture and headline."""
    pieces, at = [], 0
    for span in furniture:
        pieces.append(text[at : span.start])
        at = span.end
    prose = "".join([*pieces, text[at:]]).strip()
    first, _, rest = prose.partition("\n")
    return rest.strip() if title and title_is_repeated(title, first) else prose


def _asks_password(tree: Element) -> bool:
    return any(element.get("type", "").lower() == "password" for element in tree.iter("input"))
