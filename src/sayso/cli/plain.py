"""Words of articles made harmless for a terminal."""

from __future__ import annotations

import unicodedata


def plain(words: str) -> str:
    """Words on one line, with control characters and direction marks as ``<U+XXXX>``."""
    line = " ".join(words.split())
    return "".join(f"<U+{ord(c):04X}>" if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") else c for c in line)


def plain_inside(words: str) -> str:
    """``plain`` for a piece of a line: the spaces at its ends stay."""
    lead = " " if words[:1].isspace() else ""
    tail = " " if words[-1:].isspace() and words.strip() else ""
    return lead + plain(words) + tail
