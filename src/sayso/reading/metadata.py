"""What a page says about its article outside of the article: head, address, visible date lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree

from sayso.reading.bylines import is_names, read_byline
from sayso.reading.dates import Kind, day_of, read_date, read_machine_date
from sayso.reading.linked import Linked, read_linked
from sayso.reading.lists import lines_of, numbers_of
from sayso.reading.masthead import title_is_repeated
from sayso.reading.tree import Element, linked_data, words_of
from sayso.reading.urls import clean_url, host_of, is_same_site
from sayso.types import ArticleDate

if TYPE_CHECKING:
    from collections.abc import Iterator

_ASIDE_TAGS = frozenset({"nav", "aside", "footer", "blockquote"})
_ASIDE_NAMES = re.compile(
    r"comment|related|sidebar|footer|recommend|more-|most-read|promo|embed|newsletter", re.IGNORECASE
)
_DATE_NAMES = re.compile(r"date|time(?!line)|publish|posted|updated|byline|meta\b|modified", re.IGNORECASE)
_AUTHOR_NAMES = re.compile(r"\b(?:byline|author|by|contributor|writer)\b", re.IGNORECASE)
_URL_DAYS = (
    re.compile(r"/(20\d\d)/(\d{1,2}|[a-z]{3})/(\d{1,2})(?=[/-]|$)"),
    re.compile(r"[/-](20\d\d)-(\d\d)-(\d\d)(?=\D|$)"),
    re.compile(r"[/-](20\d\d)(\d\d)(\d\d)(?=\D|$)"),
)
_URL_MONTH = re.compile(r"/(20\d\d)/(0[1-9]|1[0-2])(?=/)")
_MOST_DATES = 4
_MOST_CANDIDATES = 300
_BUILT_NAMES = frozenset({"build", "build-date", "build-time", "generated", "deployed", "last-built"})
_NO_AUTHORS = frozenset({"admin", "administrator", "webmaster", "editor", "root", "user"})


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What was found; `read_facts` makes it."""

    title: str | None
    byline: str | None
    outlet: str | None
    url: str | None
    language: str | None
    dates: tuple[ArticleDate, ...]
    built: frozenset[date]
    free: bool | None
    notes: tuple[str, ...]


def read_facts(tree: Element, url: str | None) -> PageFacts:
    """Read everything a page says about its article; ``url`` is where it was fetched from."""
    metas = _metas(tree)
    linked = read_linked(linked_data(tree))
    address, notes = _address(tree, metas, linked, url)
    return PageFacts(
        title=_title(tree, metas, linked),
        byline=_byline(tree, metas, linked),
        outlet=metas.get("og:site_name") or linked.outlet or metas.get("application-name") or host_of(address),
        url=address,
        language=_language(tree),
        dates=(*linked.dates, *_meta_dates(metas), *_shown_dates(tree), *_url_date(address)),
        built=_built(tree, metas),
        free=_free(metas, linked),
        notes=notes,
    )


def _metas(tree: Element) -> dict[str, str]:
    """The fields of the head by name; of several of one name the first that says something."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = " ".join(element.get("content", "").split())
        if name and content:
            found.setdefault(name.strip().lower(), content[:1000])
    return found


def _title(tree: Element, metas: dict[str, str], linked: Linked) -> str | None:
    """The headline as the page shows it, if other fields vouch for it; else as they give it."""
    element = next(tree.iter("title"), None)
    window = words_of(element) if element is not None else ""
    declared = [title for title in (linked.title, metas.get("og:title"), metas.get("twitter:title")) if title]
    shown = [words for heading in tree.iter("h1") if (words := words_of(heading))]
    for heading in shown:
        if len(heading) <= _LONGEST_TITLE and any(_is_like(heading, other) for other in (*declared, window) if other):
            return heading
    if declared:
        return declared[0]
    if len(shown) == 1 and len(shown[0]) <= _LONGEST_TITLE:
        return shown[0]
    return re.split(r"\s+(?:[|–—·»]|::|-)\s+", window)[0].strip()[:_LONGEST_TITLE] or None


_LONGEST_TITLE = 300


def _is_like(one: str, other: str) -> bool:
    """Whether two headlines share most words of the shorter, and that is more than a site's name."""
    if title_is_repeated(one, other):
        return True
    first, second = (set(re.findall(r"\w+", words.casefold())) for words in (one, other))
    shared, least = len(first & second), min(len(first), len(second))
    return shared >= 3 and shared * 2 >= least and shared * 3 >= len(second)  # noqa: PLR2004 - as above


def _byline(tree: Element, metas: dict[str, str], linked: Linked) -> str | None:
    candidates = [linked.byline, metas.get("byl"), metas.get("author"), metas.get("article:author")]
    candidates += [metas.get("parsely-author"), metas.get("dc.creator"), metas.get("sailthru.author")]
    candidates.append(next(_shown_bylines(tree), None))
    for candidate in candidates:
        name = re.sub(r"(?i)^by\s+", "", candidate or "").strip()
        if name and "://" not in name and name.lower() not in _NO_AUTHORS and len(name) <= _LONGEST_TITLE:
            return name
    return None


def _shown_bylines(tree: Element) -> Iterator[str]:
    """Names in parts of the page that are marked as bylines."""
    marked = (element for element in tree.iter("p", "div", "span", "a", "address", "li") if _names_author(element))
    for element in islice(marked, _MOST_CANDIDATES):
        words = words_of(element)
        credit = read_byline(words)
        if credit and credit.byline and not _is_aside(element):
            yield credit.byline
        elif is_names(words, strict=True) and not _is_aside(element):
            yield words


def _names_author(element: Element) -> bool:
    names = f"{element.get('class', '')} {element.get('rel', '')} {element.get('itemprop', '')}"
    return bool(_AUTHOR_NAMES.search(names))


def _address(
    tree: Element, metas: dict[str, str], linked: Linked, url: str | None
) -> tuple[str | None, tuple[str, ...]]:
    """The canonical address, where it is one of the same site; else where the page was fetched from."""
    links = (link.get("href", "") for link in tree.iter("link") if link.get("rel", "").lower() == "canonical")
    asked = clean_url(url) if url else None
    for claim in (next(links, None), metas.get("og:url"), linked.url):
        claimed = clean_url(claim, base=asked) if claim else None
        if not claimed:
            continue
        if asked is None or (is_same_site(claimed, asked) and not _is_front_page(claimed, asked)):
            return claimed, ()
        note = f"The page gives {claimed[:200]} as its address, but came from {asked[:200]}; that was kept."
        return asked, (note,)
    return asked, ()


def _is_front_page(claimed: str, asked: str) -> bool:
    """Whether the claim is the site's front page and the page is not: a common mistake of templates."""
    return _path(claimed) == "/" and _path(asked) != "/"


def _path(url: str) -> str:
    return re.sub(r"^https?://[^/]*", "", url)


def _language(tree: Element) -> str | None:
    match = re.match(r"[a-z]{2}(?![a-z])", (tree.get("lang") or "").strip().lower())
    return match[0] if match else None


def _meta_dates(metas: dict[str, str]) -> Iterator[ArticleDate]:
    for line in lines_of("meta-dates"):
        kind, name = line.split()
        if name in metas:
            read = read_machine_date(metas[name], origin=f"meta:{name}", kind=kind)  # type: ignore[arg-type]
            if read:
                yield read


def _shown_dates(tree: Element) -> Iterator[ArticleDate]:
    """The first dates that the page shows or marks beside its article, one of each kind and origin."""
    seen: set[tuple[str, str]] = set()
    for found in _dates_in(tree):
        key = (found.origin, found.kind)
        if key not in seen:
            seen.add(key)
            yield found
        if len(seen) >= _MOST_DATES:
            return


def _dates_in(tree: Element) -> Iterator[ArticleDate]:
    candidates = (element for element in tree.iter(etree.Element) if _may_be_date(element))
    for element in islice(candidates, _MOST_CANDIDATES):
        if _is_aside(element):
            continue
        shown = _shown_date(element)
        if element.tag == "time" and element.get("datetime"):
            kind = shown.kind if shown else _kind_by_name(element)
            read = read_machine_date(element.get("datetime"), origin="time", kind=kind)
            if read:
                yield read
        if shown:
            yield shown


def _may_be_date(element: Element) -> bool:
    if element.tag == "time":
        return True
    names = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
    return element.tag in ("p", "span", "div", "li", "small", "abbr", "dd") and bool(_DATE_NAMES.search(names))


def _is_aside(element: Element) -> bool:
    for above in (element, *element.iterancestors()):
        names = f"{above.get('class', '')} {above.get('id', '')}"
        if above.tag in _ASIDE_TAGS or (above.tag not in ("html", "body") and _ASIDE_NAMES.search(names)):
            return True
    return False


def _shown_date(element: Element) -> ArticleDate | None:
    """The date in an element's words, with the label around it where there is one."""
    parent = element.getparent()
    around = [element] if parent is None or element.tag != "time" else [parent, element]
    for one in around:
        words = " ".join(piece for piece, _ in zip(one.itertext(), range(30), strict=False))
        for phrase in (words, *words.split("|")):
            found = read_date(phrase, origin="visible") if len(phrase) < _LONGEST_TITLE else None
            if found:
                return found
    return None


def _kind_by_name(element: Element) -> Kind:
    names = f"{element.get('class', '')} {element.get('itemprop', '')}".lower()
    return "modified" if re.search(r"updat|modif", names) and "publish" not in names else "published"


def _url_date(url: str | None) -> Iterator[ArticleDate]:
    path = _path(url or "")
    for shape in _URL_DAYS:
        match = shape.search(path)
        if match:
            month = numbers_of("months").get(match[2], 0) if match[2].isalpha() else int(match[2])
            found = _iso_day(int(match[1]), month, int(match[3]))
            if found:
                yield ArticleDate(found, "day", "url")
                return
    match = _URL_MONTH.search(path)
    if match:
        yield ArticleDate(f"{match[1]}-{match[2]}", "month", "url")


def _iso_day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _built(tree: Element, metas: dict[str, str]) -> frozenset[date]:
    """Days on which the page itself was made, by its footer and its head."""
    texts = [content for name, content in metas.items() if name in _BUILT_NAMES]
    texts += [piece for footer in tree.iter("footer") for piece, _ in zip(footer.itertext(), range(100), strict=False)]
    days = set()
    for text in texts:
        words = text.split()[:60]
        for size in (1, 3):
            for start in range(len(words) - size + 1):
                found = read_machine_date(" ".join(words[start : start + size]).strip(".,;()"), origin="built")
                day = day_of(found) if found else None
                days.update([day] if day else [])
    return frozenset(days)


def _free(metas: dict[str, str], linked: Linked) -> bool | None:
    tier = metas.get("article:content_tier", "").lower()
    if tier in ("locked", "metered"):
        return False if tier == "locked" or linked.free is False else linked.free
    return linked.free
