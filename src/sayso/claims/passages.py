"""Words that two texts have in common, in one stretch: exact, with their places in both.

Time grows with the number of words, whatever the texts (a suffix automaton: Blumer et al.
1985), so that nobody can stop the ledger with an article made of one word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final

from sayso.types import CharSpan

MOST_WORDS: Final = 12_000
"""Words of a text that are compared: more than any news article has. What comes after them is passed by."""

TEXTS: Final = 128
"""Texts whose words are remembered: an article is compared with forty, its followers with mostly the same."""

_WORD: Final = re.compile(r"\w+(?:['’]\w+)*")
_BREAK: Final = re.compile(r"\n|(?<=[.!?…])[\"”’'»)\]]*\s+(?=[\"“‘«(\[]*[A-Z0-9])")
_SHORT: Final = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Col|Gen|Lt|Sgt|Capt|Sen|Rep|Gov|Rev|Hon|St|Jr|Sr|No|vs|a\.m|p\.m|U\.S)\.$"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text without what typography and case change, with their places and sentences."""

    plain: tuple[str, ...]
    spans: tuple[CharSpan, ...]
    sentences: tuple[tuple[int, int], ...]
    """Half-open ranges of word numbers."""
    capital: frozenset[int]
    """Words with a capital letter inside a sentence, and figures: names and numbers."""

    def span_of(self, start: int, end: int) -> CharSpan:
        """The range of code points of the words ``start`` to ``end``, half-open."""
        return CharSpan(self.spans[start].start, self.spans[end - 1].end)

    def numbers_in(self, spans: Iterable[CharSpan]) -> frozenset[int]:
        """The numbers of the words that begin within one of ``spans``."""
        ordered = sorted(spans)
        found, at = set(), 0
        for number, word in enumerate(self.spans):
            while at < len(ordered) and ordered[at].end <= word.start:
                at += 1
            if at < len(ordered) and ordered[at].start <= word.start:
                found.add(number)
        return frozenset(found)


@lru_cache(maxsize=TEXTS)
def plain_words(text: str) -> tuple[str, ...]:
    """The first ``MOST_WORDS`` words of a text without what typography and case change."""
    return tuple(_plain(match[0]) for match in islice(_WORD.finditer(text), MOST_WORDS))


def _plain(word: str) -> str:
    return word.lower() if word.isascii() else unicodedata.normalize("NFKC", word).replace("’", "'").casefold()


@lru_cache(maxsize=TEXTS)
def find_words(text: str) -> Words:
    """The first ``MOST_WORDS`` words of a text; sentences end at lines' ends too."""
    plain = plain_words(text)
    spans = [CharSpan(*match.span()) for match in islice(_WORD.finditer(text), MOST_WORDS)]
    sentences = _find_sentences(text, spans)
    starts = {start for start, _ in sentences}
    capital = frozenset(
        number
        for number, span in enumerate(spans)
        if text[span.start].isdigit() or (text[span.start].isupper() and number not in starts)
    )
    return Words(plain, tuple(spans), sentences, capital)


def _find_sentences(text: str, spans: Sequence[CharSpan]) -> tuple[tuple[int, int], ...]:
    ends = [m.start() for m in _BREAK.finditer(text) if not _SHORT.search(text, max(m.start() - 6, 0), m.start())]
    found, start, at = [], 0, 0
    for number, span in enumerate(spans):
        broken = False
        while at < len(ends) and ends[at] <= span.start:
            broken, at = True, at + 1
        if broken and number > start:
            found.append((start, number))
            start = number
    if len(spans) > start:
        found.append((start, len(spans)))
    return tuple(found)


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """``length`` words in one stretch that are the same: from word ``a`` of one text and ``b`` of the other."""

    b: int
    a: int
    length: int


def find_runs(one: Sequence[str], other: Sequence[str], least: int) -> tuple[Run, ...]:
    """The longest stretches of ``other``, of ``least`` words or more, that ``one`` has too; none overlap in ``other``.

    Of several places in ``one`` the first is given.
    """
    runs: list[Run] = []
    for end, length, place in _Automaton(one).stretches(other):
        if length < least:
            continue
        run = Run(end - length, place, length)
        # Where two overlap, the longer one keeps the words.
        while runs and (over := runs[-1].b + runs[-1].length - run.b) > 0:
            if run.length > runs[-1].length:
                last = runs.pop()
                runs += [Run(last.b, last.a, last.length - over)] if last.length - over >= least else []
            else:
                run = Run(run.b + over, run.a + over, run.length - over)
        if run.length >= least:
            runs.append(run)
    return tuple(runs)


class _Automaton:
    """All stretches of a sequence of words, in as many states as twice its words at most."""

    def __init__(self, words: Sequence[str]) -> None:
        self._next: list[dict[str, int]] = [{}]
        self._link = [-1]
        self._length = [0]
        self._end = [0]
        last = 0
        for number, word in enumerate(words):
            last = self._extend(last, word, number + 1)

    def _add(self, length: int, end: int, moves: dict[str, int], link: int) -> int:
        self._next.append(moves)
        self._link.append(link)
        self._length.append(length)
        self._end.append(end)
        return len(self._next) - 1

    def _extend(self, last: int, word: str, end: int) -> int:
        moves, links, lengths = self._next, self._link, self._length
        new = self._add(lengths[last] + 1, end, {}, 0)
        state = last
        while state >= 0 and word not in moves[state]:
            moves[state][word] = new
            state = links[state]
        if state < 0:
            return new
        target = moves[state][word]
        if lengths[target] == lengths[state] + 1:
            links[new] = target
            return new
        twin = self._add(lengths[state] + 1, self._end[target], dict(moves[target]), links[target])
        while state >= 0 and moves[state].get(word) == target:
            moves[state][word] = twin
            state = links[state]
        links[target] = links[new] = twin
        return new

    def stretches(self, words: Sequence[str]) -> Iterable[tuple[int, int, int]]:
        """(end, length, place in the automaton's words) of the stretches that can grow to neither side."""
        state = length = 0
        for number, word in enumerate(words):
            grown = word in self._next[state]
            if not grown and length:
                yield number, length, self._end[state] - length
            while state and word not in self._next[state]:
                state = self._link[state]
                length = self._length[state]
            if word in self._next[state]:
                state = self._next[state][word]
                length += 1
            else:
                state = length = 0
        if length:
            yield len(words), length, self._end[state] - length
