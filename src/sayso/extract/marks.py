"""Quotation marks: which stretches of a text stand in them.

The styles are “…”, "…", «…», „…“, ‘…’, '…', ''…'' and ``…''. Direction is
read from the neighbours of a mark, so that one missing or stray mark spoils its own
paragraph at most: pairing by counting loses the whole article (textacy PR 380),
and open-ended pairing swallows it (CoreNLP issues 338 and 1139).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.types import CharSpan

MARK = re.compile(r"''|``|[\"“”„‟«»‘’‚'＂]|\n[ \t\r\f\v]*\n\s*")
_CLOSERS = {
    "“": '”“"',
    "„": '“”"',
    "‟": '”"',
    "«": "»",
    '"': '"”',
    "＂": "＂",
    "‘": "’'",
    "‚": "‘’",
    "'": "'’",
    "''": "''",
    "``": "''",
}
_DOUBLE = frozenset({"“", "„", "‟", "«", '"', "＂", "''", "``"})


def find_quotations(text: str) -> tuple[CharSpan, ...]:
    """The outermost quoted stretches, marks included, in order, never overlapping.

    A quotation that is not closed ends with its paragraph: writers open each
    paragraph of a long quotation and close the last alone.
    """
    found: list[CharSpan] = []
    opened: tuple[str, int] | None = None
    for match in MARK.finditer(text):
        mark, start, end = match.group(), match.start(), match.end()
        if mark.startswith("\n"):
            found.extend(_unclosed(opened, start))
            opened = None
        elif opened and _closes(text, opened[0], mark, start, end):
            found.append(CharSpan(opened[1], end))
            opened = None
        elif _opens(text, mark, start, end) and (opened is None or _outranks(mark, opened[0])):
            opened = (mark, start)
    found.extend(_unclosed(opened, len(text.rstrip())))
    return tuple(found)


def is_left_open(quotation: CharSpan, text: str) -> bool:
    """Whether a quotation of ``find_quotations`` ends with its paragraph and without a closing mark."""
    opener = "''" if text.startswith("''", quotation.start) else text[quotation.start]
    closers = _CLOSERS.get(opener, opener)
    return text[quotation.end - 1] not in closers


def _unclosed(opened: tuple[str, int] | None, end: int) -> Iterator[CharSpan]:
    # A single mark left open is far more often an apostrophe ('tis, '90s) than a quotation.
    if opened and opened[0] in _DOUBLE and end > opened[1] + 1:
        yield CharSpan(opened[1], end)


def _outranks(mark: str, opened: str) -> bool:
    return mark in _DOUBLE and opened not in _DOUBLE


def _neighbours(text: str, start: int, end: int) -> tuple[str, str]:
    return text[start - 1] if start else " ", text[end] if end < len(text) else " "


def _opens(text: str, mark: str, start: int, end: int) -> bool:
    before, after = _neighbours(text, start, end)
    if mark not in _CLOSERS or after.isspace():
        return False
    if mark in ("“", "„", "‟", "«", "``"):
        return True
    if after.isdigit() and mark in ("'", "‘", "’"):  # the '90s
        return False
    return not before.isalnum() and before not in ".,!?;…"


def _closes(text: str, opener: str, mark: str, start: int, end: int) -> bool:
    if mark not in _CLOSERS[opener]:
        return False
    before, after = _neighbours(text, start, end)
    if mark in ("”", "»", "''"):
        return True
    if mark in ("'", "’", "‘"):  # not the apostrophe of don't or workers'
        return not before.isspace() and not after.isalnum()
    return not before.isspace() or after.isspace() or not after.isalnum()
