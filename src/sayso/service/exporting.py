"""Exporting: stored versions into archives that others read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version
from typing import BinaryIO

from sayso.reading.warc import Snapshot, write_warc
from sayso.store import Ledger, article, articles, raw_snapshot

_AT_ONCE = 200


def export_warc(ledger: Ledger, stream: BinaryIO, *, outlet: str | None = None) -> int:
    """Write every version of every article that has an address as a WARC archive; how many there were."""
    return write_warc(stream, _snapshots(ledger, outlet), software=f"sayso {version('sayso')}")


def _snapshots(ledger: Ledger, outlet: str | None) -> Iterator[Snapshot]:
    offset = 0
    while rows := articles(ledger, outlet=outlet, offset=offset, limit=_AT_ONCE).rows:
        for row in rows:
            if row.url:
                yield from _versions(ledger, row.id)
        offset += len(rows)


def _versions(ledger: Ledger, key: str) -> Iterator[Snapshot]:
    newest = article(ledger, key)
    url = newest.reading.article.url
    for info in newest.versions:
        read = article(ledger, key, text_sha256=info.text_sha256).reading.article
        body = raw_snapshot(ledger, info.sha256)
        yield Snapshot(read.url or url or "", body, read.media_type, datetime.fromisoformat(info.added))
