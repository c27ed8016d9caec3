"""Scenes and right answers from annotated articles: JSON lines of attributions, with a table of layers beside them.

The table's rows are: document, number of attribution, source type, speaker, act, certainty,
responds_to, via ("-": none).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.extract.marks import find_quotations
from sayso.extract.shape import kind_of
from sayso.extract.statements import to_statements
from sayso.meaning.language import Language
from sayso.meaning.scene import Scene, Vectors
from sayso.meaning.speakers import Voices
from sayso.types import Article, Attribution, CharSpan, Extractor, Speaker
from training.corpus import SENSE_LINE, read_cases


@dataclass(frozen=True, slots=True)
class Layer:
    """What an annotator says of one attribution."""

    type: str
    speaker: str
    act: str
    level: str
    responds_to: frozenset[int]
    via: str | None


def read_layers(*paths: Path) -> dict[str, tuple[Layer | None, ...]]:
    """Layers by document, in order of the attributions, None where nobody labelled one.

    Of a document in several tables the first counts.
    """
    found: dict[str, dict[int, Layer]] = {}
    for path in paths:
        table: dict[str, dict[int, Layer]] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            document, number, kind, speaker, act, level, answers, via = line.split("\t")
            numbers = frozenset(int(n) for n in answers.split(",") if n != "-")
            layer = Layer(kind, speaker, act, level, numbers, None if via == "-" else via)
            table.setdefault(document, {})[int(number)] = layer
        found = table | found
    return {document: tuple(rows.get(n) for n in range(max(rows) + 1)) for document, rows in found.items()}


def read_scenes(
    gold: Path, layers: Sequence[Path], language: Language, tagger=None
) -> Iterator[tuple[Scene, tuple[Layer, ...]]]:
    """Each article of which all is labelled, over its gold attributions; with the tagger's vectors where one is given.

    The id of the scene's article is the document's.
    """
    table = read_layers(*layers)
    for line in gold.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found = table.get(row["id"], ())
        if found and None not in found and len(found) == len(row["attributions"]):
            yield to_scene(row, language, tagger), found


def read_case_scenes(folder: Path, language: Language, tagger=None) -> Iterator[tuple[Scene, tuple[Layer, ...]]]:
    """The project's own marked articles that tell what answers what (c and d of ``training/cases``)."""
    for path in sorted(folder.glob("[cd][0-9]*.txt")):
        blocks = re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
        for gold, block in zip(read_cases(path), blocks, strict=True):
            found = (line.group(1).split("|") for line in SENSE_LINE.finditer(block))
            layers = tuple(
                Layer(kind, speaker, act, level, _to_numbers(answers), None if via == "-" else via)
                for _, kind, speaker, act, level, answers, via in sorted(found, key=lambda fields: int(fields[0]))
            )
            if len(layers) == len(gold.attributions):
                row = {"id": gold.id, "text": gold.text, "attributions": gold.attributions}
                yield to_scene(row, language, tagger), layers


def _to_numbers(marked: str) -> frozenset[int]:
    """Marked cases count from 1."""
    return frozenset(int(number) - 1 for number in marked.split(",") if number != "-")


def to_scene(row, language: Language, tagger=None) -> Scene:
    text = row["text"]
    article = Article(input=row["id"], sha256="0" * 64, text=text, extractor=Extractor("gold", "1"))
    quotations = find_quotations(text)
    attributions = []
    for each in row["attributions"]:
        roles = [tuple(CharSpan(*span) for span in each.get(role) or ()) for role in ("source", "cue", "content")]
        attributions.append(Attribution(*roles, kind=kind_of(roles[2], text, quotations), confidence=1.0))
    analysis = language.analyse(text)
    vectors = None
    if tagger is not None:
        tagged = tagger.read(text)
        vectors = Vectors(tagged.words, tagged.vectors)
    return Scene(
        article,
        to_statements(tuple(attributions), article),
        analysis.sentences,
        analysis.entities,
        vectors,
        analysis.tokens,
    )


def to_voices(layers: tuple[Layer, ...]) -> Voices:
    """The annotated speakers and types as the step of speakers would give them."""
    speakers = tuple(Speaker(None if layer.speaker == "-" else layer.speaker, 1.0) for layer in layers)
    return Voices(speakers, tuple(layer.type for layer in layers), ())
