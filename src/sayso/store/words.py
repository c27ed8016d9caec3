"""Words for searching: how text is folded, and what users may ask for.

Both databases are given the same folded words and told not to interpret them, so
that a search finds the same on both: no stemming, no stop words, no case, no
accents (``Žofia`` is found by ``zofia``), no difference between the forms Unicode
has for a letter. Chinese, Japanese, Thai and the like write no spaces: each of
their letters is a word, and a query's run of them is a phrase.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from sayso.errors import BadQuery

# Thai and Lao, Burmese, Khmer, kana, CJK ideographs with extensions and compatibility forms.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
# Invisible within words: soft hyphen, zero-width joiners, word joiner, byte order mark.
_INVISIBLE = "\u00ad\u200c\u200d\u2060\ufeff"
# Stands between pieces that do not belong together, so that no phrase runs across.
# A private-use character: never a letter, hence never in a query.
BREAK = "\ue000"

LONGEST_WORD = 100
"""Code points of a word that count. PostgreSQL takes 2,046 bytes."""

PIECE = 1500
"""Words in one index row, of which there are two columns."""

MOST_REPEATED = 120
"""Occurrences of one word in a column of an index row. PostgreSQL forgets where those
after the 255th stand, in both columns together, and phrases there would not be found.
The most frequent word of English is 6 in 100, so that prose is not cut for this."""

LONGEST_PHRASE = 32
"""Words in a phrase; index rows of one text overlap by as much."""

MOST_TERMS = 32
LONGEST_QUERY = 2000


class Word(NamedTuple):
    """A folded word and where it stands in the text."""

    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Term:
    """Folded words that must stand side by side; the last may be a beginning."""

    words: tuple[str, ...]
    prefix: bool = False


@cache
def _word_pattern() -> re.Pattern[str]:
    # Combining marks belong to the letter before them, but Python's \w leaves them out.
    # None stands above U+1FFFF but the variation selectors.
    unspaced = re.compile(f"[{_UNSPACED}]")
    marks = "".join(
        char
        for char in map(chr, (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0)))
        if unicodedata.category(char)[0] == "M" and not unspaced.match(char)
    )
    letters = rf"[^\W_{_UNSPACED}]"
    # First the words that are ASCII throughout, which take a fifth of the time: nearly all of English.
    ascii_words = r"[0-9A-Za-z]++(?![^\x00-\x7f])"
    return re.compile(rf"{ascii_words}|[{_UNSPACED}]|{letters}+(?:[{marks}{_INVISIBLE}]+{letters}*)*")


def fold(word: str) -> str:
    """The word without case, accents and typographic variants; empty if nothing is left."""
    return word.lower()[:LONGEST_WORD] if word.isascii() else _fold(word[:LONGEST_WORD])


@lru_cache(maxsize=1 << 16)
def _fold(word: str) -> str:
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    kept = "".join(char for char in letters if _is_kept(char))
    return unicodedata.normalize("NFC", kept)[:LONGEST_WORD]


def _is_kept(char: str) -> bool:
    # Marks of class 0 are vowels (Devanagari, Thai); the others are accents and points.
    return char.isalnum() or (unicodedata.category(char)[0] == "M" and not unicodedata.combining(char))


def find_words(text: str) -> Iterator[Word]:
    """The words of a text in order, with their places."""
    for found in _word_pattern().finditer(text):
        folded = fold(found[0])
        if folded:
            yield Word(folded, found.start(), found.end())


def folded_words(*pieces: str) -> Iterator[str]:
    """The folded words of several pieces of text, with a break between them."""
    findall = _word_pattern().findall
    for number, piece in enumerate(pieces):
        if number:
            yield BREAK
        yield from filter(None, map(fold, findall(piece)))


def index_pieces(words: Iterable[str]) -> Iterator[str]:
    """Words joined by spaces into index rows, each beginning with the last words of the one before.

    A row ends at ``PIECE`` words, or when one of them has occurred ``MOST_REPEATED`` times.
    """
    source = iter(words)
    row: list[str] = []
    known = 0  # so many of them stood in the row before
    while True:
        row.extend(islice(source, PIECE - len(row)))
        if len(row) == known:
            return
        end = _find_row_end(row)
        yield " ".join(row[:end])
        known = min(end, LONGEST_PHRASE)
        row = row[end - known :]


def _find_row_end(row: list[str]) -> int:
    if len(row) <= MOST_REPEATED or Counter(row).most_common(1)[0][1] <= MOST_REPEATED:
        return len(row)
    times: Counter[str] = Counter()
    for end, word in enumerate(row, start=1):
        times[word] += 1
        if times[word] == MOST_REPEATED:
            return end
    return len(row)


_QUERY_PART = re.compile(r'"([^"]*)(?:"|$)(\*?)|([^\s"]+)')
_MARKS = str.maketrans(dict.fromkeys("“”„‟«»", '"'))


def read_query(query: str) -> tuple[Term, ...]:
    """What a user asks for: words, ``"phrases"`` and ``beginnings*``, all of which must occur.

    Raises:
        BadQuery: nothing in it is a word, or it is longer than anybody means.
    """
    if len(query) > LONGEST_QUERY:
        msg = f"the search is {len(query):,} characters long; {LONGEST_QUERY:,} are the most"
        raise BadQuery(msg, hint="search for a few of its words")
    terms = tuple(dict.fromkeys(_find_terms(query)))
    if not terms:
        msg = f"no word to search for in {query!r}"
        raise BadQuery(msg, hint="give at least one word with a letter or digit")
    if len(terms) > MOST_TERMS or any(len(term.words) > LONGEST_PHRASE for term in terms):
        msg = f"the search has too many words: at most {MOST_TERMS}, and {LONGEST_PHRASE} in a phrase"
        raise BadQuery(msg, hint="search for a few of its words")
    return terms


def _find_terms(query: str) -> Iterator[Term]:
    for phrase, star, single in _QUERY_PART.findall(query.translate(_MARKS)):
        words = tuple(folded_words(phrase or single))
        if words:
            yield Term(words, prefix=bool(star) or (phrase or single).endswith("*"))
