"""Descriptions that stand beside a name by their commas alone, where the parser joins the name to something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sayso.meaning.lists import words_of

if TYPE_CHECKING:
    from sayso.meaning.referents import Mention
    from sayso.meaning.scene import Scene

_LOOSE: Final = frozenset({"npadvmod", "dep", "oprd", "ROOT"})
"""What the parser calls a name that it could not join to the noun beside it."""
_DETERMINERS: Final = 3
"""Tokens before a noun among which its article stands."""


def noun_before(mention: Mention, scene: Scene) -> int | None:
    """The noun that a loose name explains: "a letter from the builder, Vel."; None where it explains none."""
    tokens = scene.tokens
    noun = scene.tokens_in(mention.span).start - 2
    if noun < 1 or tokens[mention.head].dep not in _LOOSE or tokens[noun + 1].span.of(scene.text) != ",":
        return None
    definite = any(
        tokens[i].head == noun and tokens[i].lemma.lower() in words_of("definite-determiners")
        for i in range(max(noun - _DETERMINERS, 0), noun)
    )
    ends = scene.text[mention.span.end : mention.span.end + 1] in (",", ".", "")
    return noun if definite and ends and tokens[noun].tag == "NN" else None
