"""Gold and predictions, read from files.

The project's own gold stands in ``evaluation/corpus``: 60 invented articles, marked by
hand and never trained on; ``evaluation/complaints`` holds short texts, a few for each
complaint of other systems' users. Each begins with ``=== id | field | what it is there for``;
``{s1:…}`` is the source, ``{c1:…}`` the cue and ``{t1:…}`` the content of attribution 1.
Any other gold and any predictions are JSON lines with ``id``, ``text`` (gold only) and
``attributions``: role to ranges of code points.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from evaluation.measure import ROLES, Roles
from training.corpus import read_marked

CORPUS: Final = Path(__file__).parent / "corpus"


class BadGold(Exception):
    """A file of gold or predictions cannot be used; the message names the file and the place."""


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """A text with what is said in it; ``field`` is empty where the file names none."""

    id: str
    text: str
    attributions: tuple[Roles, ...]
    field: str = ""
    shapes: tuple[str, ...] = ()


def read_gold_corpus(folder: Path = CORPUS) -> tuple[GoldArticle, ...]:
    """The marked articles of a folder, in order; raises BadGold where marks do not balance or there are none."""
    articles = tuple(article for file in _marked_files(folder) for article in _read_marked_file(file))
    if not articles:
        raise BadGold(f"{folder}: no marked article (e01.txt, k01.txt …) in this folder")
    return articles


def digest_corpus(folder: Path = CORPUS) -> str:
    """Hex SHA-256 over the names and bytes of the corpus's files, in order of name."""
    whole = sha256()
    for file in _marked_files(folder):
        whole.update(f"{file.name}\n{file.stat().st_size}\n".encode())
        whole.update(file.read_bytes())
    return whole.hexdigest()


def read_gold_lines(path: Path) -> tuple[GoldArticle, ...]:
    """Gold from JSON lines; raises BadGold naming the line that cannot be used."""
    return tuple(
        GoldArticle(str(row["id"]), row["text"], _read_attributions(row, place, len(row["text"])), row.get("field", ""))
        for place, row in read_rows(path, {"id": str, "text": str, "attributions": list})
    )


def read_predictions(path: Path, gold: tuple[GoldArticle, ...]) -> dict[str, tuple[Roles, ...]]:
    """Predictions by article id; raises BadGold where a range lies outside the article's text."""
    sizes = {article.id: len(article.text) for article in gold}
    return {
        row["id"]: _read_attributions(row, place, sizes[row["id"]])
        for place, row in read_rows(path, {"id": str, "attributions": list})
        if row["id"] in sizes
    }


def _marked_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("[a-z][0-9]*.txt"))


def _read_marked_file(path: Path) -> Iterator[GoldArticle]:
    for block in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, _, body = block.partition("\n")
        name, field, shapes = (part.strip() for part in f"{head}||".split("|")[:3])
        try:
            marked = read_marked(name, body.strip())
        except ValueError as error:
            raise BadGold(f"{path.name}: {error}") from error
        if not field:
            raise BadGold(f"{path.name}: {name} names no field")
        yield GoldArticle(
            name, marked.text, marked.attributions, field, tuple(shape.strip() for shape in shapes.split(","))
        )


def read_rows(path: Path, wanted: dict[str, type]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of a file of JSON lines, each with its place; raises BadGold where one lacks a ``wanted`` key."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # str.splitlines would cut at U+2028 within a text
    except (OSError, UnicodeDecodeError) as error:
        raise BadGold(f"{path}: cannot be read ({error})") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield f"{path}:{number}", _read_row(line, f"{path}:{number}", wanted)


def _read_row(line: str, place: str, wanted: dict[str, type]) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise BadGold(f"{place}: not JSON ({error})") from error
    if not isinstance(row, dict) or any(not isinstance(row.get(key), kind) for key, kind in wanted.items()):
        raise BadGold(f"{place}: an object with {', '.join(wanted)} is wanted")
    return row


def _read_attributions(row: dict[str, Any], place: str, size: int) -> tuple[Roles, ...]:
    return tuple(_read_roles(one, place, size) for one in row["attributions"])


def _read_roles(one: Any, place: str, size: int) -> Roles:  # noqa: ANN401 - parsed JSON
    try:
        roles = {role: tuple((int(start), int(end)) for start, end in one.get(role) or ()) for role in ROLES}
    except (AttributeError, TypeError, ValueError) as error:
        raise BadGold(f"{place}: an attribution is no object of role to ranges") from error
    if any(not 0 <= start < end <= size for spans in roles.values() for start, end in spans):
        raise BadGold(f"{place}: a range lies outside the text, or ends before it begins")
    return roles
