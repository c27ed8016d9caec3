"""Letters of names: words without case and accents, and one key for the spellings of one name.

The rules for Slavic endings follow the common romanisations of Russian and Ukrainian
(BGN/PCGN, ISO 9, the Ukrainian table of 2010), which write one ending as
-y, -yy, -iy, -yi, -ii, -ij; those for German follow the habit of writing ö as oe.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from sayso.actors.lists import roots_of

LONGEST_NAME = 200
"""Code points of a name that are looked at: longer ones are no names."""

MOST_WORDS = 8

_WORD = re.compile(r"[^\W_]+")
_SILENT = re.compile("['’ʼʹ`´ʻʿʾ\u00ad.]")
_INITIALS = re.compile(r"(?<=\b[^\W\d_])\.(?=[^\W\d_])")
# Letters that no accent can be taken from.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "ə": "e"}
)
_RULES = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        ("x", "ks"),
        ("(?<=..)(?:iyi|iy|yy|yi|ii|yj|ij)$", "y"),
        ("(?<=[sczt]k)i$", "y"),
        ("(?<=..)(?:ei|ej)$", "ey"),
        ("(?<=...)off$", "ov"),
        ("(?<=...)eff$", "ev"),
        ("(?<=[bdfghjklmnprstvwz])([aou])e(?=[bcdfghkmnprtvz]|ll)", r"\1"),
        ("aa", "a"),
        ("(?<=[bdflmnprstvz])ye|^ye(?=[lrvm])", "e"),
        ("(?<=[aeiouy])kh", "h"),
    )
)


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """Lower case without accents; letters of other alphabets stay."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(char for char in letters if not unicodedata.combining(char)).translate(_LETTERS)


def find_words(name: str, *, initials: bool = True) -> tuple[str, ...]:
    """The words of a name, folded: hyphens part them, points and apostrophes do not.

    With ``initials``, those written together ("J.K.") are a word each.
    """
    parted = name[:LONGEST_NAME]
    if initials:
        parted = _INITIALS.sub(". ", parted)
    return tuple(_WORD.findall(fold(_SILENT.sub("", parted))))[:MOST_WORDS]


@lru_cache(maxsize=1 << 14)
def find_key(word: str) -> str:
    """What the spellings and short forms of one folded word of a person's name share."""
    return roots_of("first-names").get(word) or find_family_key(word)


@lru_cache(maxsize=1 << 14)
def find_family_key(word: str) -> str:
    """What the spellings of one folded family name share: nobody takes "Bill" for the family of William."""
    listed = roots_of("family-names").get(word)
    if listed is not None:
        return listed
    for pattern, instead in _RULES:
        word = pattern.sub(instead, word)
    return word
