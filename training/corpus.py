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
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from sayso.extract.pieces import WordPieces
from sayso.extract.words import find_words
from training.layers_senses import to_numbers

ROLES = ("source", "cue", "content")
ROLE_LABEL = {"source": 1, "cue": 3, "content": 5}
Ranges = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Gold:
    """A text with its attributions: role to ranges.

    ``inner`` are those inside contents where they are known apart (a teacher's guesses); in marked
    cases they stand among the others. ``doubtful`` are ranges of which nobody knows whether they
    hold nested speech. ``senses`` are labels of attributions: source type, act, certainty.
    """

    id: str
    text: str
    attributions: tuple[dict[str, Ranges], ...]
    inner: tuple[dict[str, Ranges], ...] = ()
    doubtful: tuple[tuple[int, int], ...] = ()
    senses: tuple[tuple[int, tuple[int, int, int]], ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """One level of attributions, one entry a word; ``owners`` are the attributions a word belongs to."""

    labels: list[int]
    owners: list[tuple[int, ...]]
    sourced: tuple[bool, ...]
    cued: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A text as columns, one entry a word; ``known`` says where the inner level may be learnt from."""

    id: str
    pieces: list[tuple[int, ...]]
    surface: list[tuple[int, int, int]]
    paragraph: tuple[int, ...]
    outer: Marks
    inner: Marks
    known: list[bool]
    senses: dict[int, tuple[int, int, int]]


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
    return Gold(row["id"], row["text"], attributions, doubtful=_contents(attributions))


def _contents(attributions: tuple[dict[str, Ranges], ...]) -> tuple[tuple[int, int], ...]:
    """All contents: where a corpus does not mark nested speech, they may hold some."""
    return tuple(span for a in attributions for span in a["content"])


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
    attributions = tuple(_group([spans[key] for key in event]) for event in events)
    return Gold(name, text, attributions, doubtful=_contents(attributions))


def _group(spans: list[tuple[str, Ranges]]) -> dict[str, Ranges]:
    return {role: sorted(piece for kind, pieces in spans if kind == role for piece in pieces) for role in ROLES}


MARK = re.compile(r"\{([sct])([\d,]+):|\}")
SENSE_LINE = re.compile(r"^@(.*)\n?", re.MULTILINE)
"""``@number|source type|speaker|act|certainty|responds to|via`` after an article: what its attributions mean."""
KIND = {"s": "source", "c": "cue", "t": "content"}


def read_cases(path: Path) -> Iterator[Gold]:
    """The marked articles of one file."""
    for block in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, _, body = block.partition("\n")
        gold = read_marked(head.split("|")[0].strip(), SENSE_LINE.sub("", body).strip())
        senses = [row.group(1).split("|") for row in SENSE_LINE.finditer(body)]
        labels = tuple((int(n) - 1, to_numbers(kind, act, level)) for n, kind, _, act, level, *_ in senses)
        yield replace(gold, senses=labels)


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
    """Label every word with its role and owners, at the outer level and at the one inside contents."""
    words = find_words(gold.text)
    starts = {}
    for index, span in enumerate(words.spans):
        for offset in range(span.start, span.end):
            starts[offset] = index
    nested = gold.inner or tuple(a for n, a in enumerate(gold.attributions) if is_nested(n, gold.attributions))
    doubtful = {starts[o] for start, end in gold.doubtful for o in range(start, end) if o in starts}
    return Example(
        id=gold.id,
        pieces=cutter.cut(words.forms),
        surface=list(zip(words.case, words.quoting, words.breaks, strict=True)),
        paragraph=words.paragraph,
        outer=_mark(gold.attributions, starts, len(words)),
        inner=_mark(nested, starts, len(words)),
        known=[number not in doubtful for number in range(len(words))],
        senses=dict(gold.senses),
    )


def is_nested(n: int, attributions: tuple[dict[str, Ranges], ...]) -> bool:
    own = attributions[n]["content"]
    return any(
        all(any(s <= start and end <= e for s, e in other["content"]) for start, end in own)
        and _extent(other) > _extent(attributions[n])
        for other in attributions
        if other is not attributions[n]
    )


def _mark(attributions: tuple[dict[str, Ranges], ...], starts: dict[int, int], words: int) -> Marks:
    """Labels and owners; where attributions lie in or across each other the one of longer content wins."""
    labels = [0] * words
    owners: list[tuple[int, ...]] = [()] * words
    for n in sorted(range(len(attributions)), key=lambda n: -_extent(attributions[n])):
        for role in ROLES:
            for start, end in attributions[n][role]:
                inside = sorted({starts[o] for o in range(start, end) if o in starts})
                _claim(inside, role, n, labels, owners)
    sourced = tuple(bool(a["source"]) for a in attributions)
    return Marks(labels, owners, sourced, tuple(bool(a["cue"]) for a in attributions))


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
    start, total = 0, len(example.pieces)
    room = chance.randint(capacity // 3, capacity)
    while start < total:
        end, pieces = start, 0
        while end < total and pieces + len(example.pieces[end]) <= room:
            pieces += len(example.pieces[end])
            end += 1
        yield example, start, end
        start, room = end, capacity
