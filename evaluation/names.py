"""When two names, two descriptions or two channels mean the same: the public layer comparison's rules, and our own."""

from __future__ import annotations

import re
from typing import Final

JOINT: Final = re.compile(r"\s*&\s*|,\s+and\s+")
TITLES: Final = re.compile(r"(?:mr|mrs|ms|dr|sen|senator|rep|gov|president|secretary|the|former|us|u\.s\.)\.?\s+")
"""What the public comparison takes off the front of a name."""
CHANNEL_FILLERS: Final = frozenset(
    ("the", "a", "an", "of", "in", "on", "at", "and", "with", "s", "news", "interview", "his", "her", "their")
)
"""Words that tell no channel from another; the public comparison's list."""
FILLERS: Final = CHANNEL_FILLERS | frozenset(("who", "that", "to", "its", "for", "by", "from"))
ENOUGH: Final = 0.5
LONG: Final = 4
"""Letters from which a word in small letters shows that a phrase describes and does not name (of and van do not)."""


def read_names(text: str) -> frozenset[str]:
    """The names in ``text``, without titles and case; `` & `` joins several."""
    return frozenset(filter(None, map(_plain, JOINT.split(text))))


def _plain(name: str) -> str:
    name = name.strip().lower().replace("’", "'").rstrip(".")
    while title := TITLES.match(name):
        name = name[title.end() :]
    return re.sub(r"[^\w' ]", " ", name).strip()


def is_same_name(gold: str | None, found: str | None) -> bool:
    """Whether both name the same, by the public comparison's rule."""
    return read_names(gold or "") == read_names(found or "")


def is_same_channel(gold: str, found: str) -> bool:
    """Whether both channels share a word that tells something, by the public comparison's rule."""
    return bool(_words(gold, CHANNEL_FILLERS) & _words(found, CHANNEL_FILLERS))


def is_same_description(gold: str | None, found: str | None) -> bool:
    """Whether at least half of the telling words of the shorter description stand in the other."""
    ours, theirs = _words(gold or "", FILLERS), _words(found or "", FILLERS)
    return bool(ours and theirs) and len(ours & theirs) >= ENOUGH * min(len(ours), len(theirs))


def is_same_link(gold: str, found: str) -> bool:
    """Whether two links of a chain are the same: names as names are, descriptions as descriptions."""
    return is_same_name(gold, found) or (is_description(gold) and is_same_description(gold, found))


def is_description(text: str) -> bool:
    """Whether a phrase describes (“two people close to the court”) instead of naming (“Bank of Orlesk”)."""
    return any(len(word) >= LONG and word[0].islower() for word in text.split())


def _words(text: str, fillers: frozenset[str]) -> frozenset[str]:
    words = frozenset(re.findall(r"\w+", text.lower()))
    return words - fillers or words
