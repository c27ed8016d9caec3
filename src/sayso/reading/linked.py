"""What a page's JSON-LD (schema.org) says about its article."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.reading.dates import read_machine_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sayso.types import ArticleDate

_MOST_NODES = 500
_LONGEST = 1_000_000
_WRAPPING = re.compile(r"^\s*(?://)?\s*(?:<!--|<!\[CDATA\[)|(?://)?\s*(?:-->|\]\]>)\s*$")
_ARTICLE_TYPES = ("Article", "Posting", "Report")
_PAGE_TYPE = "WebPage"

Node = dict[str, object]


@dataclass(frozen=True, slots=True)
class Linked:
    """Facts of an article's JSON-LD; ``free`` is what it says about access, None where it says nothing."""

    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    dates: tuple[ArticleDate, ...] = ()
    free: bool | None = None


def read_linked(scripts: Iterable[str]) -> Linked:
    """The facts of the first article (else page) in a page's JSON-LD; broken JSON says nothing."""
    nodes = [node for script in scripts for node in _nodes(_parse(script))]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    article = next((node for node in nodes if _is_type(node, _ARTICLE_TYPES)), None)
    article = article or next((node for node in nodes if _is_type(node, (_PAGE_TYPE,))), None)
    if article is None:
        return Linked()
    return Linked(
        title=_string(article.get("headline")) or _string(article.get("name")),
        byline=_names(article.get("author"), by_id),
        outlet=_names(article.get("publisher"), by_id),
        url=_address(article),
        dates=_dates(article),
        free=_is_free(article),
    )


def _parse(script: str) -> object:
    if len(script) > _LONGEST:
        return None
    try:
        return json.loads(_WRAPPING.sub("", script), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: object) -> list[Node]:
    """All objects on the upper levels: of lists, graphs and what a page is about."""
    found: list[Node] = []
    waiting = [value]
    while waiting and len(found) < _MOST_NODES:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting.extend(item[:_MOST_NODES])
        elif isinstance(item, dict):
            found.append(item)
            waiting.extend(item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item)
    return found


def _is_type(node: Node, endings: tuple[str, ...]) -> bool:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and name.endswith(endings) for name in names)


def _string(value: object) -> str | None:
    return " ".join(value.split())[:300] or None if isinstance(value, str) else None


def _names(value: object, by_id: dict[object, Node]) -> str | None:
    """The name of a person or body, or of several."""
    names = []
    for item in (value if isinstance(value, list) else [value])[:20]:
        if isinstance(item, dict):
            key = item.get("@id")
            node = by_id.get(key, item) if isinstance(key, str) and "name" not in item else item
            names.append(_string(node.get("name")))
        else:
            names.append(_string(item))
    return ", ".join(dict.fromkeys(name for name in names if name and "://" not in name)) or None


def _address(article: Node) -> str | None:
    for key in ("url", "mainEntityOfPage", "@id"):
        value = article.get(key)
        value = value.get("@id") if isinstance(value, dict) else value
        if isinstance(value, str) and value.startswith("http"):
            return value
    return None


def _dates(article: Node) -> tuple[ArticleDate, ...]:
    read: list[ArticleDate | None] = []
    for key in ("datePublished", "dateCreated", "dateModified"):
        value = article.get(key)
        # The date of creation counts only where that of publication is missing.
        if isinstance(value, str) and not (key == "dateCreated" and read):
            kind = "modified" if key == "dateModified" else "published"
            read.append(read_machine_date(value, origin=f"json-ld:{key}", kind=kind))  # type: ignore[arg-type]
    return tuple(found for found in read if found)


def _is_free(article: Node) -> bool | None:
    value = article.get("isAccessibleForFree")
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower())
    return value if isinstance(value, bool) else None
