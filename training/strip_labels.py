"""Labels of attributions without what tells of their texts: ``python -m training.strip_labels OUT TABLE …``.

Each table has the eight columns of the layers (document, number, source type, speaker, act, certainty, responds to,
via). What is written keeps six: digest of the document's id, number, source type, act, certainty and the numbers of
the attributions responded to (``-``: none); no names, no words. ``read_links`` reads those back.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from training.layers_senses import short_digest, to_numbers


def main() -> None:
    out, *tables = map(Path, sys.argv[1:])
    rows = sorted(row for table in tables for row in strip(table))
    out.write_text("".join("\t".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")
    print(f"{len(rows)} rows written to {out}")


def strip(table: Path) -> Iterator[tuple[str, int, str, str, str, str]]:
    """The rows of one table that are kept; raises ValueError where a label is none of the guide's."""
    for line in table.read_text(encoding="utf-8").splitlines():
        document, number, kind, _, act, level, links, _ = line.split("\t")
        to_numbers(kind, act, level)
        yield short_digest(document), int(number), kind, act, level, links.replace(" ", "") or "-"


def read_links(path: Path) -> dict[str, dict[int, tuple[int, ...]]]:
    """Of each document (by the digest of its id): attribution to those that it responds to, () where none."""
    found: dict[str, dict[int, tuple[int, ...]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        document, number, *_, links = line.split("\t")
        own = () if links == "-" else tuple(map(int, links.split(",")))
        found.setdefault(document, {})[int(number)] = own
    return found


if __name__ == "__main__":
    main()
