"""Corpora in, training windows out.

Three forms are read: JSON lines with ``text`` and ``attributions`` (character
offsets), PolNeAR's published brat files (``.txt`` beside ``.ann``), and this
project's own cases, marked in the text (``training/cases/README.md``).
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sayso.extract.pieces import WordPieces
from sayso.extract.words import find_words

ROLES = ("source", "cue", "content")
ROLE_LABEL = {"source": 1, "cue": 3, "content": 5}
Ranges = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Gold:
    """A text with its attributions: role to ranges."""

    id: str
    text: str
    attributions: tuple[dict[str, Ranges], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A text as columns, one entry a word; ``owners`` are the attributions a word belongs to."""

    pieces: list[tuple[int, ...]]
    surface: list[tuple[int, int, int]]
    paragraph: tuple[int, ...]
    labels: list[int]
    owners: list[tuple[int, ...]]
    sourced: tuple[bool, ...]
    cued: tuple[bool, ...]


def read_corpus(path: Path) -> list[Gold]:
    """Read a JSONL file, a folder of brat files or a folder of marked cases."""
    if path.is_file():
        return [_from_json(json.loads(line)) for line in path.read_text(encoding="utf-8").split("\n") if line]
    if any(path.rglob("*.ann")):
        return [_from_brat(ann) for ann in sorted(path.rglob("*.ann"))]
    return [gold for file in sorted(path.glob("[a-z][0-9]*.txt")) for gold in read_cases(file)]


def digest(path: Path) -> str:
    """SHA-256 over the bytes of a corpus, in path order."""
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.suffix in (".txt", ".ann"))
    total = sha256()
    for file in files:
        total.update(file.read_bytes())
    return total.hexdigest()


def _from_json(row: dict) -> Gold:
    attributions = tuple(
        {role: [tuple(span) for span in a.get(role) or []] for role in ROLES} for a in row["attributions"]
    )
    return Gold(row["id"], row["text"], attributions)


def _from_brat(ann: Path) -> Gold:
    """PolNeAR's release: ``attributions/NAME_ANNOTATOR.ann`` beside ``text/NAME.txt``.

    ``T`` lines hold spans (pieces parted by ``;``), ``E`` lines an attribution each.
    """
    name = ann.stem.rpartition("_")[0]
    text = (ann.parent.parent / "text" / f"{name}.txt").read_text(encoding="utf-8")
    spans: dict[str, tuple[str, Ranges]] = {}
    events: list[list[str]] = []
    for line in ann.read_text(encoding="utf-8").splitlines():
        key, _, rest = line.partition("\t")
        if key.startswith("T"):
            role, _, places = rest.split("\t")[0].partition(" ")
            pieces = [(int(a), int(b)) for a, b in (place.split() for place in places.split(";"))]
            spans[key] = (role.lower(), pieces)
        elif key.startswith("E"):
            events.append(re.findall(r":(T\d+)", rest))
    return Gold(name, text, tuple(_group([spans[key] for key in event]) for event in events))


def _group(spans: list[tuple[str, Ranges]]) -> dict[str, Ranges]:
    return {role: sorted(piece for kind, pieces in spans if kind == role for piece in pieces) for role in ROLES}


MARK = re.compile(r"\{([sct])([\d,]+):|\}")
KIND = {"s": "source", "c": "cue", "t": "content"}


def read_cases(path: Path) -> Iterator[Gold]:
    """The marked articles of one file."""
    for block in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, _, body = block.partition("\n")
        yield read_marked(head.split("|")[0].strip(), body.strip())


def read_marked(name: str, marked: str) -> Gold:
    """One article with ``{s1:…}``, ``{c1:…}``, ``{t1:…}`` marks; raises ValueError where they do not balance."""
    text, place, opened = [], 0, []
    length = 0
    found: dict[int, dict[str, Ranges]] = {}
    for mark in MARK.finditer(marked):
        before = marked[place : mark.start()]
        text.append(before)
        length += len(before)
        place = mark.end()
        if mark.group(1):
            opened.append((mark.group(1), mark.group(2), length))
            continue
        if not opened:
            raise ValueError(f"{name}: a mark is closed that was not opened, at …{before[-40:]}")
        kind, numbers, start = opened.pop()
        for number in map(int, numbers.split(",")):
            found.setdefault(number, {role: [] for role in ROLES})[KIND[kind]].append((start, length))
    if opened:
        raise ValueError(f"{name}: a mark is not closed")
    text.append(marked[place:])
    groups = ({role: sorted(spans) for role, spans in found[n].items()} for n in sorted(found))
    return Gold(name, "".join(text), tuple(groups))


# ---------------------------------------------------------------- from gold to columns


def to_example(gold: Gold, cutter: WordPieces) -> Example:
    """Label every word with its role and owners; of nested attributions only the outermost counts."""
    words = find_words(gold.text)
    labels = [0] * len(words)
    owners: list[tuple[int, ...]] = [()] * len(words)
    starts = {}
    for index, span in enumerate(words.spans):
        for offset in range(span.start, span.end):
            starts[offset] = index
    order = sorted(range(len(gold.attributions)), key=lambda n: -_extent(gold.attributions[n]))
    for n in order:
        for role in ROLES:
            for start, end in gold.attributions[n][role]:
                inside = sorted({starts[o] for o in range(start, end) if o in starts})
                _claim(inside, role, n, labels, owners)
    return Example(
        pieces=cutter.cut(words.forms),
        surface=list(zip(words.case, words.quoting, words.breaks, strict=True)),
        paragraph=words.paragraph,
        labels=labels,
        owners=owners,
        sourced=tuple(bool(a["source"]) for a in gold.attributions),
        cued=tuple(bool(a["cue"]) for a in gold.attributions),
    )


def _extent(attribution: dict[str, Ranges]) -> int:
    return sum(end - start for start, end in attribution["content"])


def _claim(inside: list[int], role: str, n: int, labels: list[int], owners: list[tuple[int, ...]]) -> None:
    if not inside:
        return
    begin = ROLE_LABEL[role]
    if all(labels[i] in (begin, begin + 1) for i in inside):  # a shared span
        for i in inside:
            owners[i] = (*owners[i], n)
        return
    if any(labels[i] for i in inside):  # nested in, or crossing, a longer one
        return
    for i in inside:
        labels[i] = begin if i == inside[0] else begin + 1
        owners[i] = (n,)


def restyle(text: str, chance: random.Random) -> str:
    """The same text in another house style, of the same length, so that offsets hold.

    Half of the corpus uses curly marks; straight, single and angled ones, and single
    newlines between paragraphs, are seen too seldom to be learnt.
    """
    dice = chance.random()
    if dice < 0.12:
        text = text.translate(str.maketrans("“”‘’", "\"\"''"))
    elif dice < 0.17 and "’" in text:
        text = text.translate(str.maketrans("“”", "‘’"))
    elif dice < 0.20:
        text = text.translate(str.maketrans("“”", "«»"))
    if chance.random() < 0.08:
        text = text.replace("\n\n", "\n ")
    return text


def cut_windows(example: Example, capacity: int, chance: random.Random) -> Iterator[tuple[Example, int, int]]:
    """Windows that follow one another, the first of a random length: borders move from epoch to epoch."""
    start, total = 0, len(example.labels)
    room = chance.randint(capacity // 3, capacity)
    while start < total:
        end, pieces = start, 0
        while end < total and pieces + len(example.pieces[end]) <= room:
            pieces += len(example.pieces[end])
            end += 1
        yield example, start, end
        start, room = end, capacity
