"""Labelled attributions as the statements that the product sees: as they were marked, and as the tagger found them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sayso.extract.marks import find_quotations
from sayso.extract.shape import kind_of
from sayso.extract.statements import to_statements
from sayso.extract.tagger import Tagged, Tagger
from sayso.extract.words import WORD
from sayso.meaning.language import Language
from sayso.meaning.scene import Scene, Vectors
from sayso.types import Article, Attribution, CharSpan, Extractor
from training.corpus import Gold, Ranges


@dataclass(frozen=True, slots=True)
class Staged:
    """A text read once: ``owners`` tells of which attribution of ``gold`` each statement is, by their numbers.

    ``found`` tells the tagger's statements from the marked ones.
    """

    gold: Gold
    scene: Scene
    owners: Mapping[int, int]
    found: bool


def stage(golds: Iterable[Gold], tagger: Tagger, language: Language) -> Iterator[Staged]:
    """Every text twice: with its statements as marked, and as the tagger found them."""
    for gold in golds:
        tagged = tagger.read(gold.text)
        marked, places = _marked(gold)
        pairs = {found: own for own, found in match(gold, tagged.attributions)}
        bare = to_scene(gold.text, tagged, language)
        for attributions, owners in ((marked, places), (tagged.attributions, pairs)):
            statements = to_statements(attributions, bare.article)
            yield Staged(gold, replace(bare, statements=statements), owners, found=attributions is not marked)


def match(gold: Gold, found: tuple[Attribution, ...]) -> list[tuple[int, int]]:
    """One-to-one pairs of a gold and a found attribution whose contents overlap by half or more, the best first."""
    starts = [m.start() for m in WORD.finditer(gold.text) if m.group().isalnum()]
    wanted = [_covered(starts, [CharSpan(*s) for s in a["content"]]) for a in gold.attributions]
    given = [_covered(starts, a.content) for a in found]
    scored = sorted(
        (-len(w & g) / len(w | g), i, j) for i, w in enumerate(wanted) for j, g in enumerate(given) if w & g
    )
    pairs: list[tuple[int, int]] = []
    for score, i, j in scored:
        if score <= -0.5 and all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return pairs


def _covered(starts: list[int], spans: Iterable[CharSpan]) -> frozenset[int]:
    return frozenset(s for span in spans for s in starts if span.start <= s < span.end)


def _marked(gold: Gold) -> tuple[tuple[Attribution, ...], dict[int, int]]:
    """The gold attributions that have a content, and for each its number."""
    quotations = find_quotations(gold.text)
    kept = [n for n, a in enumerate(gold.attributions) if a["content"]]
    holders = {n: _holder(n, gold, kept) for n in kept}
    places = {n: place for place, n in enumerate(kept)}
    attributions = []
    for n in kept:
        source, cue, content = (_spans(gold.attributions[n][role]) for role in ("source", "cue", "content"))
        holder = holders[n]
        parent = None if holder is None else places[holder]
        attributions.append(Attribution(source, cue, content, kind_of(content, gold.text, quotations), 0.9, parent))
    return tuple(attributions), dict(enumerate(kept))


def _spans(ranges: Ranges) -> tuple[CharSpan, ...]:
    return tuple(CharSpan(*r) for r in ranges)


def _holder(n: int, gold: Gold, kept: list[int]) -> int | None:
    own = gold.attributions[n]["content"]
    holders = []
    for m in kept:
        other = gold.attributions[m]["content"]
        if m != n and other != own and all(any(s <= a and b <= e for s, e in other) for a, b in own):
            holders.append((sum(e - s for s, e in other), m))
    return min(holders)[1] if holders else None


def to_scene(text: str, tagged: Tagged, language: Language) -> Scene:
    """What the product's interpreter sees of a text, still without statements."""
    article = Article("training", "", text, Extractor("training", "0"))
    analysis = language.analyse(text)
    return Scene(
        article=article,
        statements=(),
        sentences=analysis.sentences,
        entities=analysis.entities,
        tokens=analysis.tokens,
        vectors=None if tagged.vectors is None else Vectors(tagged.words, tagged.vectors),
    )
