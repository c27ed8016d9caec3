"""What a figure of a statement counts, beyond its noun: what befell those counted, and where.

"463 dead and 89 missing" counts people twice and is no contradiction; "97 in Aldmoor" and "340 in all" are not either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import takewhile
from typing import Final

from sayso.claims.lists import lines_of, rows_of, words_of
from sayso.claims.values import Figure
from sayso.claims.wording import telling_words
from sayso.text.words import words_in
from sayso.types import CharSpan

ROUGHLY: Final = 0.1
"""Share of an approximate number by which what it stands for may lie beside it. Our choice: what is rounded to its
first two digits lies no farther away ("about 900", "roughly 1,100")."""
_AFTER: Final = 9
"""Words behind a figure among which its state is sought: "398 people were known on Sunday to have died"."""
_BEFORE: Final = 6
"""Words before it: "killed at least 340 people", "put the toll at up to 1,200"."""
_BESIDE_SUM: Final = 6
"""Words behind a sum among which it may be called missing: "were now known to be missing" has six."""
_STOPS: Final = frozenset(("and", "or", "but", "while", "where", "when", "as", "plus", "with"))
_WORD = re.compile(r"[\w’'-]+|[.;:!?,\n]")
_PLACE = re.compile(
    r"\b(?:in|at|along|near|around|across|from)\s+"
    r"(?:(?:the\s+)?(?:lower|upper|northern|southern|eastern|western|central)?\s*(?P<named>(?-i:[A-Z])[\w’-]+(?:\s(?-i:[A-Z])[\w’-]+)*)"
    r"|(?P<own>(?:his|her|their|our|my|this|the)\s+(?:town|city|village|district|region|province|country|area|valley)))",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?;]\s")
_CLAUSE_END = re.compile(r"[.!?;:,]\s|\n|\b(?:and|but|while|whereas|which|who)\b")
MISSING: Final = "missing"
"""The state that sums of money have too; a sum is often told without its currency ("nearer 700 million")."""
OWNERS: Final = " & "
"""Stands between the names of several whom a figure is of."""


def is_missing_sum(text: str, span: CharSpan) -> bool:
    """Whether the words beside a sum of money tell that it is missing (``missing-sums.txt``)."""
    return any(
        word.casefold() in words_of("missing-sums")
        for words in _words_beside(text, span, _BESIDE_SUM)
        for word in takewhile(lambda word: word[0].isalnum() and word.casefold() not in _STOPS, words)
    )


def find_state(text: str, span: CharSpan, of: str | None) -> str | None:
    """What befell those whom the figure at ``span`` counts (``counted-states.txt``); None: nothing that is told.

    ``of``: the noun that is counted; where that is none, or a word for a number, the paragraph tells.
    """
    after, before_it = _words_beside(text, span, _AFTER)
    near = _first_state(after) or _first_state(before_it) or _state_of_number(text, span.start)
    if near or (of and of.casefold() not in words_of("tally-words")):
        return near
    before = _WORD.findall(text, text.rfind("\n\n", 0, span.start) + 1, span.start)
    return next((found for word in reversed(before) if (found := _states().get(word.casefold()))), None)


def _words_beside(text: str, span: CharSpan, after: int) -> tuple[list[str], list[str]]:
    """So many words and marks behind a span, and those before it, from the span on."""
    before = _WORD.findall(text, max(span.start - 150, 0), span.start)[::-1][:_BEFORE]
    return _WORD.findall(text, span.end, span.end + 200)[:after], before


def _state_of_number(text: str, end: int) -> str | None:
    """The state that "the number of people killed when the roof fell rose to 19" tells far in front of the figure."""
    for found in reversed([*_numbered().finditer(text, max(end - 200, 0), end)]):
        between = text[found.end() : end]
        if not _BREAK.search(between) and _JOINS.isdisjoint(word.casefold() for word in _WORD.findall(between)):
            return _states()[found["state"].casefold()]
    return None


_JOINS: Final = _STOPS - {"when", "where", "as"}
"""Words that may begin another figure: "the number of missing fell to 12 and 40 houses burned"."""
_BREAK = re.compile(r"[\d\n;:!?]|\.\s")


@cache
def _numbered() -> re.Pattern[str]:
    states = "|".join(map(re.escape, _states()))
    return re.compile(rf"\b(?:number|count|total)\s+of\s+(?:[\w-]+\s+){{0,3}}?(?P<state>{states})\b", re.IGNORECASE)


def is_part(text: str, span: CharSpan) -> bool:
    """Whether a figure counts some of those that another counts, or further ones: "20 of them", "two more died"."""
    return _PART.match(text, span.end) is not None


_PART = re.compile(r"\s+(?:of\s+(?:them|whom|these|those|which)\b|(?:more(?!\s+than)|further)\b)", re.IGNORECASE)


def _first_state(words: list[str]) -> str | None:
    """The state of the first word that tells one, within the figure's own part of the sentence."""
    for word in words:
        plain = word.casefold()
        if plain in _states():
            return _states()[plain]
        if plain in _STOPS or not word[0].isalpha():
            return None
    return None


@cache
def _states() -> dict[str, str]:
    return {word: row[0] for row in rows_of("counted-states") for word in row[2].split()}


@cache
def growing_states() -> frozenset[str]:
    """States whose counts can only rise with time."""
    return frozenset(row[0] for row in rows_of("counted-states") if row[1] == "grows")


def find_place(content: str, words: str) -> str | None:
    """Where the figure with these words counts, as its sentence in the content tells; lower case."""
    at = content.find(words)
    if at < 0:
        return None
    ends = [match.end() for match in _SENTENCE_END.finditer(content)]
    start = max((end for end in ends if end <= at), default=0)
    end = min((end for end in ends if end > at), default=len(content))
    found = _PLACE.search(content, start, end)
    return " ".join((found["named"] or found["own"]).casefold().split()) if found else None


def reach_of(figure: Figure) -> tuple[float | None, float | None]:
    """From where to where a figure reaches: its ends, and by `ROUGHLY` beyond them where its words are approximate.

    "About 900" reaches from 810 to 990.
    """
    if not _rough().search(figure.words):
        return figure.low, figure.high
    low, high = figure.low, figure.high
    return (
        None if low is None else low - ROUGHLY * abs(low),
        None if high is None else high + ROUGHLY * abs(high),
    )


@cache
def _rough() -> re.Pattern[str]:
    words = "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in lines_of("approximations"))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def counts_the_same(one: Figure, other: Figure) -> bool:
    """Whether two figures are of one thing: of one unit, state and place, of the same things, and of the same owner.

    Where nothing befell them, the nouns need a word in common, and whose they are must be told of both or of neither.
    A figure that does not say what it counts, or only that it counts people, is of nothing that another is of; but a
    sum that is missing may be told without its currency.
    """
    if not _are_of_one_unit(one, other) or one.state != other.state or one.place != other.place:
        return False
    if one.state is not None:
        ours, theirs = _special_nouns(one), _special_nouns(other)
        alike = bool(ours & theirs) or not (ours or theirs)
        return alike and (not (one.whose and other.whose) or _share_owner(one, other))
    plain = words_of("people-words")
    return bool((_telling_nouns(one) & _telling_nouns(other)) - plain) and _share_owner(one, other)


def _are_of_one_unit(one: Figure, other: Figure) -> bool:
    if (one.unit or "") == (other.unit or ""):
        return True
    bare = one if not one.unit else other
    return one.state == MISSING and not bare.unit and not telling_words(bare.of or "") - words_of("tally-words")


def _share_owner(one: Figure, other: Figure) -> bool:
    """Whether figures are of one of the same whom both name, or nobody is named: "Koll" may be "Ada Koll"."""
    ours, theirs = ([telling_words(name) for name in (each.whose or "").split(OWNERS) if name] for each in (one, other))
    if not ours and not theirs:
        return True
    return any(own <= their or their <= own for own in ours for their in theirs)


def _special_nouns(figure: Figure) -> frozenset[str]:
    """What kind of people (or what else) a figure counts, where it says more than that they are people."""
    return _telling_nouns(figure) - words_of("people-words") - _states().keys()


def _telling_nouns(figure: Figure) -> frozenset[str]:
    return telling_words(figure.of or "") - words_of("tally-words") - telling_words(figure.unit or "")


def find_whose(text: str, span: CharSpan, limits: CharSpan, named: Iterable[tuple[CharSpan, str]]) -> str | None:
    """Who the figure at ``span`` is told of: whoever is named in its clause, else in front of it in its sentence.

    ``limits`` is the piece of the content that it stands in, ``named`` are mentions of people, bodies and places with
    their names. Several are joined by `OWNERS`; None: nobody is named.
    """
    within = [(at, name) for at, name in named if limits.start <= at.start and at.end <= limits.end]
    for breaks, end in ((_CLAUSE_END, None), (_SENTENCE_END, span.start)):
        ends = [limits.start + match.end() for match in breaks.finditer(text[limits.start : limits.end])]
        start = max((each for each in ends if each <= span.start), default=limits.start)
        stop = end or min((each for each in ends if each >= span.end), default=limits.end)
        found = {name for at, name in within if start <= at.start and at.end <= stop}
        if found:
            return OWNERS.join(sorted(found))
    return None


def name_counted(figure: Figure) -> str:
    """What a figure counts, in a word or two: "people dead"; empty where its text does not say."""
    noun = figure.of if _telling_nouns(figure) else None
    told = {_states().get(word) for word in words_in(noun or "")}
    parts = (noun, None if figure.state in told else figure.state)
    return " ".join(part for part in parts if part) or figure.unit or ""
