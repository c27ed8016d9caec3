"""Names of outlets, as far as copies and origins need them: which two are one outlet's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from sayso.actors import Bearer, find_form, is_agency

_WORD = re.compile(r"\w+")
_ARTICLES = frozenset(("the", "a", "an", "le", "la", "les", "der", "die", "das", "el"))


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """What the full names of one outlet share: "the Associated Press" and "AP", "The Valmere Courier" without "The"."""
    form = find_form(Bearer(name.strip(), "outlet", ""))
    if form is not None and form.block is not None and is_agency(form):
        return form.block
    return " ".join(words_of_name(name))


@lru_cache(maxsize=4096)
def words_of_name(name: str) -> tuple[str, ...]:
    """The words of an outlet's name, without article and possessive, in lower case."""
    words = _WORD.findall(re.sub(r"['’]s\b", "", name).casefold())
    return tuple(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)


def are_one_outlet(one: str | None, other: str | None) -> bool:
    """Whether two names are one outlet's, or one of them the end of the other ("the Courier", "The Valmere Courier").

    A short form is trusted only within one story: in another, "the Courier" may be another paper.
    """
    if not one or not other:
        return False
    if name_key(one) == name_key(other):
        return True
    short, long = sorted((words_of_name(one), words_of_name(other)), key=len)
    return bool(short) and len(short) < len(long) and long[-len(short) :] == short


class OutletNames:
    """The names of outlets within one story: short ones stand for the one long name that ends with them."""

    def __init__(self, names: Iterable[str]) -> None:
        by_key: dict[str, list[str]] = defaultdict(list)
        for name in names:
            by_key[name_key(name)].append(name)
        # Of the spellings of one name the longest is shown, the first by alphabet among equals.
        self._shown = {key: min(found, key=lambda each: (-len(each), each)) for key, found in by_key.items()}

    def full(self, name: str) -> str:
        """The fullest name of the outlet that ``name`` stands for; ``name`` itself where several may be meant."""
        key = name_key(name)
        words = words_of_name(name)
        longer = [
            other
            for other in sorted(self._shown)
            if other != key and words and words_of_name(other)[-len(words) :] == words
        ]
        return self._shown[longer[0]] if len(longer) == 1 else self._shown.get(key, name)
