"""Hostile HTML to a tree of known size.

libxml2 reads any HTML in one go, and for some pages takes minutes or gigabytes
over it: a tag with 200,000 attributes takes it 105 seconds. So the tags are
first counted by the same parser without building anything, which takes
milliseconds, and what no page of news has is refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree, html

from sayso.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_TAGS = 30_000
"""Measured on this many: trafilatura takes 1 to 5 seconds and 200 MB. News pages have 500 to 10,000."""

MAX_DEPTHS = 600_000
"""The depths of all tags, added up: justext builds the path of each. A page of 5,000 tags has 80,000."""

MAX_ATTRIBUTES = 500
"""On one tag."""

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What a page may hold and a tree may not; browsers show none of it."""

_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DROPPED = ("script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "select")
_PARAGRAPHS_OF_LAYOUT = 3
_TABLE_PARTS = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "colgroup"})
_LINKED_DATA = "application/ld+json"

Element = Any
"""An lxml element; lxml has no types."""


class _TooComplexError(Exception):
    """The page has more of something than pages have."""


class _Counter:
    """A parser target that builds nothing."""

    def __init__(self) -> None:
        self._tags = 0
        self._depth = 0
        self._depths = 0

    def start(self, _tag: str, attributes: dict[str, str]) -> None:
        self._tags += 1
        self._depth += 1
        self._depths += self._depth
        if self._depths > MAX_DEPTHS:
            message = "tags nested too deeply"
            raise _TooComplexError(message)
        if self._tags > MAX_TAGS:
            message = f"more than {MAX_TAGS} tags"
            raise _TooComplexError(message)
        if len(attributes) > MAX_ATTRIBUTES:
            message = f"a tag with more than {MAX_ATTRIBUTES} attributes"
            raise _TooComplexError(message)

    def end(self, _tag: str) -> None:
        self._depth -= 1

    def close(self) -> None:
        """Nothing was built."""


def parse(markup: str) -> tuple[Element, tuple[str, ...]]:
    """The tree of a page, and notes about what could not be read of it.

    Raises:
        InputError: ``too-complex`` or ``no-text``.

    """
    body = _NO_XML.sub("", markup).encode("utf-8", "replace")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        _count(body)
        tree = html.document_fromstring(body, parser=parser)
    except _TooComplexError as error:
        message = f"it is no page of news: it has {error}"
        raise InputError(message, code="too-complex", hint="Save the article as plain text.") from error
    except (etree.LxmlError, AssertionError, ValueError) as error:
        message = "no page can be made out in it"
        raise InputError(message, code="no-text", hint="Check in a browser that it shows an article.") from error
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        return tree, ("The page is nested deeper than any browser needs; what follows that was not read.",)
    return tree, ()


def _count(body: bytes) -> None:
    parser = etree.HTMLParser(target=_Counter(), encoding="utf-8", huge_tree=False)
    parser.feed(body)
    parser.close()


def drop_unseen(tree: Element) -> None:
    """Take out what a reader of the page does not see: scripts, templates, hidden parts.

    What a style sheet hides is not known here. ``html`` and ``body`` stay:
    pages that hide themselves until a script has run are common.
    """
    unseen = [element for element in tree.iter(etree.Element) if _is_unseen(element)]
    for element in unseen:
        if element.getparent() is not None:
            element.drop_tree()


def unfold_layout(tree: Element) -> None:
    """Turn tables that lay out a page, as old ones do, into plain blocks: their cells are no data."""
    layouts = _layouts(tree)
    within: dict[Element, bool] = {}
    for element in tree.iter(etree.Element):
        in_data = within.get(element.getparent(), False)
        if element.tag == "table":
            in_data = in_data or element not in layouts
        if element.tag in _TABLE_PARTS and not in_data:
            element.tag = "div"
        within[element] = in_data


def _layouts(tree: Element) -> set[Element]:
    """Tables around headings, articles, other tables, or with several paragraphs in their cells."""
    found: set[Element] = set()
    paragraphs: dict[Element, int] = {}
    for element in tree.iter("h1", "article", "main", "table", "p"):
        above = next(element.iterancestors("table"), None)
        if element.tag == "p" and above is not None:
            paragraphs[above] = paragraphs.get(above, 0) + (element.getparent().tag == "td")
        while element.tag != "p" and above is not None and above not in found:
            found.add(above)
            above = next(above.iterancestors("table"), None)
    return found | {table for table, count in paragraphs.items() if count >= _PARAGRAPHS_OF_LAYOUT}


def _is_unseen(element: Element) -> bool:
    tag = element.tag
    if tag in _DROPPED:
        return str(element.get("type", "")).strip().lower() != _LINKED_DATA
    if tag in ("html", "body", "head", "main", "article"):
        return False
    hidden = element.get("hidden") is not None and element.get("hidden") != "until-found"
    return hidden or element.get("type") == "hidden" or _HIDING.search(element.get("style", "")) is not None


def words_of(element: Element) -> str:
    """The words within an element, spaces made single."""
    return " ".join(" ".join(element.itertext()).split())


def linked_data(tree: Element) -> Iterator[str]:
    """The JSON-LD of a page."""
    for element in tree.iter("script"):
        if element.get("type", "").partition(";")[0].strip().lower() == _LINKED_DATA and element.text:
            yield element.text
