"""Every pair of colours that is text on ground meets WCAG AA (4.5 to 1)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sayso.web

CSS = (Path(sayso.web.__file__).parent / "static" / "paper.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#\w{6});", part)) for part in CSS.split("@media (prefers-color-scheme: dark)")
)
PAIRS = [
    *(
        (ink, ground)
        for ink in ("ink", "quiet", "link", "source", "warn")
        for ground in ("paper", "sheet", "note-paper")
    ),
    *((ink, f"content-{depth}") for ink in ("ink", "content-edge") for depth in (1, 2)),
    ("ink", "content-3"),
    ("ink", "content-lit"),
    ("ink", "warn-paper"),
    ("warn", "warn-paper"),
    ("content-edge", "paper"),
    ("source-ink", "source"),
    ("cue-ink", "cue"),
]


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(share * value for share, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(colours, ink, ground):
    bright, dim = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)
    assert (bright + 0.05) / (dim + 0.05) >= 4.5
