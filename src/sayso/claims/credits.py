"""Credit lines: where an article says that its words, or what it tells, come from another outlet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from sayso.actors.lists import rows_of
from sayso.claims.lists import lines_of
from sayso.claims.outlet_names import name_key, words_of_name
from sayso.claims.pieces import Piece
from sayso.types import CharSpan

CreditPlace = Literal["byline", "dateline", "closing", "text"]
"""``byline`` and ``closing`` (the last lines, a copyright line) sign the text with the name, ``dateline`` opens it
with it; ``text``: a sentence names the outlet as the one who reports, as whoever tells its news does."""

_HEAD: Final = 400
"""Code points at an article's head within which a dateline begins a paragraph."""
_LINE: Final = 160
"""Code points of a credit line at most."""
_LAST: Final = 3
"""Lines at the end that may be credit lines."""
_NEAR: Final = 40
"""Code points around a name in which the words that credit it stand."""
_LETTERS: Final = 4
"""Names as long as that are letters, such as an agency's "ANSA": they count in capitals alone."""
_DATELINE = re.compile(r"[^\n()]{0,60}\((?P<name>[^()\n]{2,40})\)\s*[-–—:]")


@dataclass(frozen=True, slots=True)
class Credit:
    """Words of ``article`` that name ``outlet``; ``span`` is None where they stand in the metadata alone."""

    article: str
    outlet: str
    place: CreditPlace
    words: str
    span: CharSpan | None = None

    @property
    def signs(self) -> bool:
        """Whether the whole text is credited, and not a sentence of it."""
        return self.place != "text"


def find_credits(piece: Piece, outlet: str) -> tuple[Credit, ...]:
    """Where ``piece`` credits ``outlet``: byline and dateline first."""
    pattern = _pattern_of(outlet)
    found = [*_in_lines(piece, pattern, outlet), *_in_text(piece, pattern, outlet)]
    unique: dict[CharSpan | None, Credit] = {}
    for credit in found:
        unique.setdefault(credit.span, credit)
    return tuple(unique.values())


def find_signed(piece: Piece) -> tuple[Credit, ...]:
    """Agencies and other outlets that the piece is signed with: its text is theirs, by what it says itself."""
    own = name_key(piece.outlet) if piece.outlet else None
    names = {match["name"].strip() for match in _datelines(piece.text)} | {_display(row) for row in rows_of("agencies")}
    found = (
        credit
        for name in sorted(names, key=lambda each: (-len(each), each))
        for credit in _in_lines(piece, _pattern_of(name), name)
    )
    unique: dict[str, Credit] = {}
    for credit in found:
        if name_key(credit.outlet) != own:
            unique.setdefault(name_key(credit.outlet), credit)
    return tuple(unique.values())


def _display(names: tuple[str, ...]) -> str:
    """An agency's name as it is written: the lists have it in lower case."""
    return names[0].upper() if len(names[0]) <= _LETTERS else names[0].title()


def _in_lines(piece: Piece, pattern: re.Pattern[str], outlet: str) -> Iterator[Credit]:
    byline = piece.byline or ""
    if _is_named(pattern, byline):
        start = piece.text.find(byline, 0, _HEAD + len(byline))
        span = CharSpan(start, start + len(byline)) if start >= 0 else None
        yield Credit(piece.article, outlet, "byline", byline, span)
    for match in _datelines(piece.text):
        if pattern.fullmatch(match["name"].strip()):
            yield _credit(piece, outlet, "dateline", CharSpan(*match.span("name")))
    for line, place in _lines(piece.text):
        if _is_named(pattern, line.of(piece.text)):
            yield _credit(piece, outlet, place, line)


@lru_cache(maxsize=256)
def _datelines(text: str) -> tuple[re.Match[str], ...]:
    found: list[re.Match[str]] = []
    start = 0
    while start < min(_HEAD, len(text)):
        match = _DATELINE.match(text, start)
        if match:
            found.append(match)
        end = text.find("\n", start)
        start = end + 1 if end >= 0 else len(text)
    return tuple(found)


@lru_cache(maxsize=256)
def _lines(text: str) -> tuple[tuple[CharSpan, CreditPlace], ...]:
    """The lines at the head that sign it ("By …"), short ones at the end, and copyright lines anywhere."""
    spans = [CharSpan(*match.span()) for match in re.finditer(r"[^\n]*\S[^\n]*", text)]
    short = [(number, span) for number, span in enumerate(spans) if span.end - span.start <= _LINE]
    found: list[tuple[CharSpan, CreditPlace]] = []
    for number, span in short:
        words = span.of(text).strip()
        if span.start < _HEAD and number < _LAST and _matches("byline-starts", words):
            found.append((span, "byline"))
        elif (number >= max(len(spans) - _LAST, 1) and _is_line(words)) or _matches("copyright-starts", words):
            found.append((span, "closing"))
    return tuple(found)


def _is_line(words: str) -> bool:
    """Whether a last line is no sentence of the story: it does not end like one, or is in brackets, or says so."""
    return words[-1] not in '.!?”"' or words[0] in "([—–-©" or _matches("closing-starts", words)


def _matches(name: str, words: str) -> bool:
    return bool(_starts(name).match(words))


@cache
def _starts(name: str) -> re.Pattern[str]:
    return re.compile("|".join(lines_of(name)), re.IGNORECASE)


def _in_text(piece: Piece, pattern: re.Pattern[str], outlet: str) -> Iterator[Credit]:
    for match in pattern.finditer(piece.text):
        lead = _before().search(piece.text[max(match.start() - _NEAR, 0) : match.start()])
        verb = _after().match(piece.text[match.end() : match.end() + _NEAR])
        if not match[0][0].islower() and (lead or verb):
            start = match.start() - (len(lead[0]) if lead else 0)
            yield _credit(piece, outlet, "text", CharSpan(start, match.end() + (len(verb[0]) if verb else 0)))


def _is_named(pattern: re.Pattern[str], words: str) -> bool:
    return any(not match[0][0].islower() for match in pattern.finditer(words))


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lines_of('credit-leads'))})\s+(?:the\s+)?$", re.IGNORECASE)


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"(?:['’]s)?,?\s+(?:{'|'.join(lines_of('credit-verbs'))})\b", re.IGNORECASE)


def _credit(piece: Piece, outlet: str, place: CreditPlace, span: CharSpan) -> Credit:
    return Credit(piece.article, outlet, place, span.of(piece.text).strip(), span)


@lru_cache(maxsize=1024)
def _pattern_of(outlet: str) -> re.Pattern[str]:
    """The outlet's names: full, without its article, and an agency's other ones."""
    rows = (row for row in rows_of("agencies") if name_key(row[0]) == name_key(outlet))
    listed = [field for row in rows for field in row if "." not in field]
    letters = sorted({name.upper() for name in (outlet, *listed) if len(name) <= _LETTERS})
    names = sorted({name for name in (outlet, *listed) if len(name) > _LETTERS})
    whole = sorted({r"[\s-]+".join(map(re.escape, words_of_name(name))) for name in names})
    forms = [f"(?i:{form})" for form in whole if form] + [re.escape(form) for form in letters]
    return re.compile(rf"\b(?:{'|'.join(forms)})\b" if forms else r"(?!)")
