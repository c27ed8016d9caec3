"""How much of an article a page gives away.

Publishers' own declarations are often wrong (flairNLP/fundus 546), so they are
weighed against what the page shows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NoReturn

from sayso.errors import InputError
from sayso.reading.lists import lines_of
from sayso.types import CharSpan, Completeness

_LONGEST_NOTICE = 400
"""Code points; a longer paragraph is prose, whatever phrase it holds."""

_LONGEST_WALL = 120
"""Words of a wall at the end of a text: offers, prices, questions."""

_NO_ARTICLE = 15
"""Words; with fewer, a page that shows a wall shows nothing else."""

_ENOUGH = 150
"""Words; an article without any sign of a wall is taken to be whole from here on."""

_PLENTY = 400
"""Words; so much text stands behind no wall, whatever the page declares."""


@dataclass(frozen=True, slots=True)
class PageSigns:
    """What a page shows and declares.

    ``visible`` are all the words that it shows; ``free`` is what it says about
    access, None where it says nothing.
    """

    visible: str
    asks_password: bool = False
    free: bool | None = None


def find_notices(text: str) -> tuple[CharSpan, ...]:
    """Paragraphs that are no part of the article: words of a wall, advertisements, links to other stories."""
    paragraphs = list(re.finditer(r"[^\n]+", text))
    notices = [match for match in paragraphs if len(match[0]) <= _LONGEST_NOTICE and _is_notice(match[0])]
    wall = next((match.start() for match in notices if _holds(match[0], "paywall-phrases")), len(text))
    if len(text[wall:].split()) <= _LONGEST_WALL:  # what follows a wall's first words to the end is the wall
        notices += [match for match in paragraphs if match.start() > wall]
    return tuple(sorted({CharSpan(match.start(), match.end()) for match in notices}))


def judge_completeness(prose: str, signs: PageSigns) -> tuple[Completeness, tuple[str, ...]]:
    """How complete an article is, and a note where it is not.

    ``prose`` is the article's text without headline and furniture.

    Raises:
        InputError: ``consent-page``, ``login-wall`` or ``no-text``, where there is no article at all.

    """
    count = len(prose.split())
    if count < _NO_ARTICLE:
        _refuse_wall(signs, has_text=count > 0)
    walled = _holds(signs.visible, "paywall-phrases")
    if (walled or signs.free is False) and count < _PLENTY:
        return "paywall", (f"The page keeps the rest for subscribers; {count} words are here.",)
    if walled or signs.free is False:
        return "unknown", (f"The page says that it is for subscribers, but {count} words are here.",)
    if count < _ENOUGH and _ends_as_teaser(prose):
        return "teaser", (f"This is the beginning of a longer article; {count} words are here.",)
    return ("full" if signs.free or count >= _ENOUGH else "unknown"), ()


def refuse_empty(signs: PageSigns) -> NoReturn:
    """Say why a page has no article.

    Raises:
        InputError: ``consent-page``, ``login-wall`` or ``no-text``.

    """
    _refuse_wall(signs, has_text=False)
    message = "no article was found on the page"
    raise InputError(message, code="no-text", hint="Check in a browser that it shows an article without a script.")


def _refuse_wall(signs: PageSigns, *, has_text: bool) -> None:
    hint = "Open it in your browser, save the page there and give the file."
    asks_login = signs.asks_password or _holds(signs.visible, "login-phrases")
    if asks_login or _holds(signs.visible, "paywall-phrases"):
        message = "it shows no article but asks its readers to log in or to subscribe"
        raise InputError(message, code="login-wall", hint=hint)
    if _holds(signs.visible, "consent-phrases") and not has_text:
        message = "it shows no article but asks for consent to cookies"
        raise InputError(message, code="consent-page", hint=hint)


def _is_notice(paragraph: str) -> bool:
    if any(pattern.fullmatch(paragraph) for pattern in _strangers()):
        return True
    if any(mark in paragraph for mark in '“”"«»'):  # somebody is quoted: that is prose
        return False
    return any(_holds(paragraph, name) for name in ("paywall-phrases", "login-phrases", "consent-phrases"))


def _ends_as_teaser(prose: str) -> bool:
    last = prose.rstrip().rpartition("\n")[2]
    return any(re.search(pattern, last, re.IGNORECASE) for pattern in lines_of("teaser-ends"))


def _holds(words: str, name: str) -> bool:
    return bool(_phrases(name).search(words.lower().replace("’", "'")))


@cache
def _strangers() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(line, re.IGNORECASE) for line in lines_of("body-furniture"))


@cache
def _phrases(name: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(phrase)}" for phrase in lines_of(name)))
