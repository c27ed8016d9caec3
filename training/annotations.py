"""Labels of a corpus that nobody may pass on, kept apart from its words.

    python -m training.annotations strip --corpus POLNEAR --out training/annotated.tsv LAYERS.tsv …
    python -m training.annotations fill --corpus POLNEAR --out LAYERS.tsv training/annotated.tsv

A table of layers has eight columns: document, number of the attribution, source type, speaker, act, certainty,
responds to, via. Stripped of what tells of the texts, the document is the digest of its id, and names are places in
the text: ``12:25``, several speakers joined by ``&``, ``-`` for none, ``?`` for a name that the text does not hold
as it was given. With the corpus at hand, ``fill`` makes the table again; where a name stays ``?``, the row says so.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from training.corpus import Gold, read_corpus
from training.layers_senses import short_digest, to_numbers

NONE, UNKNOWN = "-", "?"
TOGETHER = " & "


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("do", choices=("strip", "fill"))
    parser.add_argument("tables", type=Path, nargs="+")
    parser.add_argument("--corpus", type=Path, required=True, help="the articles that the labels are of")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    rows = (line.split("\t") for table in args.tables for line in table.read_text(encoding="utf-8").splitlines())
    done = list({"strip": strip, "fill": fill}[args.do](rows, read_corpus(args.corpus)))
    if args.do == "strip":
        done.sort(key=lambda row: (row[0], int(row[1])))
    args.out.write_text("".join("\t".join(row) + "\n" for row in done), encoding="utf-8")
    print(f"{len(done)} rows written to {args.out}")


def strip(rows: Iterable[list[str]], golds: Iterable[Gold]) -> Iterator[list[str]]:
    """The rows without words. Raises ValueError for a label that the guide does not know, KeyError for an article
    that the corpus does not hold."""
    texts = {gold.id: gold.text for gold in golds}
    for document, number, kind, speaker, act, level, links, via in rows:
        to_numbers(kind, act, level)
        text = texts[document]
        places = _join(speaker.split(TOGETHER), text, "&")
        yield [short_digest(document), number, kind, places, act, level, links.replace(" ", ""), _join([via], text)]


def fill(rows: Iterable[list[str]], golds: Iterable[Gold]) -> Iterator[list[str]]:
    """The rows of articles that the corpus holds, as a table of layers."""
    known = {short_digest(gold.id): gold for gold in golds}
    for document, number, kind, speaker, act, level, links, via in rows:
        if gold := known.get(document):
            names = TOGETHER.join(_read(place, gold.text) for place in speaker.split("&"))
            yield [gold.id, number, kind, names, act, level, links, _read(via, gold.text)]


def _join(names: Iterable[str], text: str, sign: str = "") -> str:
    places = [_place(name, text) for name in names]
    return UNKNOWN if UNKNOWN in places else sign.join(places)


def _place(name: str, text: str) -> str:
    if name == NONE:
        return NONE
    start = text.find(name)
    if start < 0:
        start = text.lower().find(name.lower()) if len(text) == len(text.lower()) else -1
    return UNKNOWN if start < 0 or not name else f"{start}:{start + len(name)}"


def _read(place: str, text: str) -> str:
    if place in (NONE, UNKNOWN):
        return place
    start, end = map(int, place.split(":"))
    return text[start:end]


if __name__ == "__main__":
    main()
