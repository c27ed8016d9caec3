"""Articles out of a small grammar, as many words as are wanted: load for the benchmark, not for scores."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

GRAMMAR: Final[dict[str, tuple[str, ...]]] = {
    "paragraph": ("SPOKEN TOLD", "TOLD PLAIN", "PLAIN SPOKEN", "PLAIN PLAIN TOLD", "TOLD SPLIT", "SPOKEN PLAIN TOLD"),
    "SPOKEN": ("“CLAUSE,” PERSON said. “CLAUSE.”", "“CLAUSE,” said PERSON.", "“CLAUSE,” PERSON told the OUTLET."),
    "SPLIT": ("“CLAUSE,” PERSON said, “and CLAUSE.”",),
    "TOLD": (
        "PERSON said that CLAUSE.",
        "According to PERSON, CLAUSE.",
        "The OUTLET reported that CLAUSE.",
        "PERSON denied that CLAUSE.",
        "PERSON feared that CLAUSE.",
    ),
    "PLAIN": ("WHEN, THING EVENT PLACE.", "THING EVENT PLACE, and THING EVENT PLACE.", "THING EVENT WHEN."),
    "CLAUSE": ("THING EVENT PLACE", "for all THING did, THING EVENT", "THING EVENT because THING EVENT"),
    "PERSON": ("TITLE NAME SURNAME", "SURNAME", "a spokesman for THING", "two officials", "NAME SURNAME, a ROLE,"),
    "TITLE": ("Mayor", "Minister", "Dr", "Colonel", "Judge"),
    "NAME": ("Isolde", "Marten", "Quill", "Tamsin", "Ruben", "Odette", "Casper"),
    "SURNAME": ("Varnholt", "Peck", "Lindqvale", "Amberley", "Stroop", "Oduna", "Kestrel"),
    "ROLE": ("ferry pilot", "baker", "surveyor of bridges", "member of the council"),
    "OUTLET": ("Evening Sluice", "Marsh Gazette", "Northern Lantern"),
    "THING": ("the harbour board", "a second inquiry", "the old bridge", "the ministry", "the grain fleet", "the levy"),
    "EVENT": ("was put off", "failed", "held", "came to nothing", "was paid for", "drew a crowd", "was rebuilt"),
    "PLACE": ("in Marlowe Sound", "north of the locks", "at the edge of the town", "in the lower valley"),
    "WHEN": ("on Monday", "late in the evening", "before the frost", "for the third time this year"),
}
"""A word that is a key stands for one of its phrases."""
BEGINNING: Final = re.compile(r"(?:^|(?<=[.] )|(?<=[.]” )|(?<=“)(?!and ))[a-z]")
"""The first letter of a sentence."""
WORDS_AN_ARTICLE: Final = 450


def write_articles(folder: Path, words: int, *, seed: int = 1) -> int:
    """Write plain-text articles of about 450 words until ``words`` are reached; the number of words written."""
    chance = random.Random(seed)  # noqa: S311 - no secret, the same load every time
    written = number = 0
    while written < words:
        text = "\n\n".join(make_paragraphs(chance, min(WORDS_AN_ARTICLE, words - written)))
        (folder / f"{number:05}.txt").write_text(text + "\n", encoding="utf-8")
        written += len(text.split())
        number += 1
    return written


def make_paragraphs(chance: random.Random, words: int) -> Iterator[str]:
    """A headline and paragraphs, until there are ``words`` words."""
    yield _expand("THING EVENT PLACE", chance).capitalize()
    made = 0
    while made < words:
        paragraph = _expand("paragraph", chance)
        made += len(paragraph.split())
        yield paragraph


def _expand(phrase: str, chance: random.Random) -> str:
    filled = " ".join(_fill(word, chance) for word in phrase.split())
    return BEGINNING.sub(lambda m: m[0].upper(), filled) if "." in filled else filled


def _fill(word: str, chance: random.Random) -> str:
    core = word.strip("“”,.")
    if core not in GRAMMAR:
        return word
    return word.replace(core, _expand(chance.choice(GRAMMAR[core]), chance))
