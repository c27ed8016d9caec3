"""Which stretches of a text name an outlet: known names, and names that end as outlets' names end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate

from sayso.meaning.lists import either, lines_of, words_of
from sayso.types import CharSpan

_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
_WORD = rf"{_CAPITAL}[\w&.'’-]{{0,30}}"


@cache
def _pattern() -> re.Pattern[str]:
    known = either(lines_of("outlet-names"))
    ends = either(lines_of("outlet-words"))
    # A name has at most four words before its last: the bound keeps the search linear in the text.
    return re.compile(
        rf"\b(?:{known})(?:\s+(?:News|Politics|Television|TV|Business|Radio|Magazine)\b)*(?![\w-])"
        rf"|\b(?:Radio|Canal|Kanal|Tele|TV|Channel)[ \xa0](?:[A-Z][\w&-]{{1,30}}|\d{{1,3}}\b)"
        rf"|\b(?:{_WORD}[ \xa0]){{0,4}}(?:{ends})\b(?!['’]s [A-Z]\w+ (?:Act|Law))"
    )


def _is_of_helpers(name: str) -> bool:
    """Whether a name that ends as outlets' do is of those who help or know: "Coast Relief Network"."""
    words = name.split()
    return words[-1] == "Network" and len(words) > 1 and words[-2] in words_of("helping-networks")


@lru_cache(maxsize=16)
def find_outlets(text: str) -> tuple[CharSpan, ...]:
    """The names of outlets in ``text``, in order, without article words; a name may be of something else."""
    known = [
        _bare(CharSpan(*match.span()), text) for match in _pattern().finditer(text) if not _is_of_helpers(match[0])
    ]
    for more in (_find_introduced(text), _find_told(text)):
        known = sorted([*known, *_apart_from(known, more)])
    return tuple(sorted(known))


def _apart_from(known: Sequence[CharSpan], more: Sequence[CharSpan]) -> Iterator[CharSpan]:
    """Those of ``more`` that share no character with one of ``known``, which are in order."""
    ends = list(accumulate((span.end for span in known), max))
    for span in more:
        place = bisect_right(ends, span.start)
        if place == len(known) or known[place].start >= span.end:
            yield span


_NAME = rf"{_CAPITAL}[\w&’'-]{{1,30}}(?:[ \xa0](?:(?:of|for|the|and)[ \xa0])?{_CAPITAL}[\w&’'-]{{1,30}}){{0,3}}"


@cache
def _introductions() -> re.Pattern[str]:
    """“The news site Bollard”, “the BLD news site”, “Bollard, a weekly magazine,”: the text says so."""
    nouns = either(lines_of("outlet-introductions"))
    return re.compile(
        rf"\b(?:{nouns})[ \xa0](?P<after>{_NAME})(?!['’]s?\b)"
        rf"|\b(?P<letters>(?!(?:US|UK|UN|EU|UAE|USA|PR|NGO)\b)[A-Z]{{2,6}})[ \xa0](?:{nouns})\b"
        rf"|\b(?P<before>{_NAME}),[ ](?:an?|the|its|our)[ ](?:[\w-]+[ ]){{0,4}}?(?:{nouns})\b(?![ ]\w+(?:er|or|ist)\b)"
    )


@cache
def _tellings() -> re.Pattern[str]:
    """“Told the Lisle Star”, “the Lisle Star reported”: an ambiguous last word where outlets stand."""
    ends = either(lines_of("outlet-doubtful-words"))
    name = rf"(?:[A-Z][\w&.’'-]{{1,30}}[ ]){{0,3}}(?:{ends})\b"
    before, behind = ("|".join(lines_of(f"outlet-tellings-{side}")) for side in ("before", "behind"))
    return re.compile(
        rf"\b(?:{before})[ ](?:the[ ]|The[ ])?(?P<told>{name})(?!['’]s?[ ][a-z]|[ ][A-Z])"
        rf"|\b(?:[Tt]he[ ])?(?P<tells>{name})(?:[ ](?:{behind})|,[ ](?:citing|quoting))\b"
    )


def _find_told(text: str) -> list[CharSpan]:
    """Every place of a name with an ambiguous last word that stands once where outlets stand, by its short name too."""
    names = {(match["told"] or match["tells"]).removeprefix("The ") for match in _tellings().finditer(text)}
    names -= words_of("no-outlets")
    if not names:
        return []
    found = [CharSpan(*match.span()) for match in re.finditer(rf"\b(?:{either(frozenset(names))})\b", text)]
    short = either(frozenset(name.split()[-1] for name in names))
    shorter = re.finditer(rf"(?<=\b[Tt]he )(?:{short})\b(?![ ]of\b|[ ][A-Z])", text)
    return [*found, *_apart_from(found, [CharSpan(*match.span()) for match in shorter])]


def _find_introduced(text: str) -> list[CharSpan]:
    """Every place of a name that is introduced as an outlet's."""
    names = {
        re.sub(r"['’]s?$", "", match["after"] or match["letters"] or match["before"]).removeprefix("The ")
        for match in _introductions().finditer(text)
    }
    if not names:
        return []
    return [CharSpan(*match.span()) for match in re.finditer(rf"\b(?:{either(frozenset(names))})\b", text)]


def _bare(span: CharSpan, text: str) -> CharSpan:
    words = span.of(text)
    for article in ("The ", "A ", "In ", "On ", "At ", "To ", "As ", "But ", "And ", "For ", "By ", "From "):
        if words.startswith(article) and words[len(article) :].strip() not in (
            "Hill",
            "Nation",
            "Atlantic",
            "Information",
            "Verge",
        ):
            return CharSpan(span.start + len(article), span.end)
    return span


def is_outlet(words: str) -> bool:
    """Whether ``words`` are an outlet's name and nothing more, or a noun that takes one up ("the newspaper")."""
    plain = re.sub(r"^(?:the|an?|its|another)\s+", "", words.strip(), flags=re.IGNORECASE).rstrip("'’s ").lower()
    return plain in lines_of("outlet-nouns") or any(
        s.start <= len("The ") and s.end >= len(words) - 2 for s in find_outlets(words)
    )
