"""From the names of inputs to articles: `open_inputs`, then `read_capture` for each capture.

::

    for item in open_inputs(["story.txt", "pages/", "-"], stdin=sys.stdin.buffer):
        result = item if isinstance(item, Refusal) else read_capture(item)

Neither raises for bad input: each gives a `Refusal` in its place. A text that is
already in hand is read by `read_text`.
"""

from __future__ import annotations

from sayso.reading.inputs import MAX_BYTES, open_inputs
from sayso.reading.read import read_capture, read_text
from sayso.reading.sniff import KNOWN_SUFFIXES

__all__ = ["KNOWN_SUFFIXES", "MAX_BYTES", "open_inputs", "read_capture", "read_text"]
