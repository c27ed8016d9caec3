"""Which stretches of a text name an outlet: known names, and names that end as outlets' names end."""

from __future__ import annotations

import re
from functools import cache

from sayso.meaning.lists import either, lines_of
from sayso.types import CharSpan

_WORD = r"[A-Z][\w&.'’-]{0,30}"


@cache
def _pattern() -> re.Pattern[str]:
    known = either(lines_of("outlet-names"))
    ends = either(lines_of("outlet-words"))
    # A name has at most four words before its last: the bound keeps the search linear in the text.
    return re.compile(
        rf"\b(?:{known})(?:\s+(?:News|Politics|Television|TV|Business|Radio|Magazine)\b)*(?![\w-])"
        rf"|\b(?:{_WORD}[ \xa0]){{0,4}}(?:{ends})\b(?!['’]s [A-Z]\w+ (?:Act|Law))"
    )


def find_outlets(text: str) -> tuple[CharSpan, ...]:
    """The names of outlets in ``text``, in order, without article words; a name may be of something else."""
    return tuple(_bare(CharSpan(*match.span()), text) for match in _pattern().finditer(text))


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
