"""The ledger: articles, their snapshots, and who said what in them, kept for good.

SQLite or PostgreSQL, the same functions and the same answers on both::

    with open_ledger("ledger.db") as ledger:
        added = add_reading(ledger, reading, body)
        page = statements(ledger, StatementFilter(speaker="Koll"))

Raw bytes, texts, snapshots and readings are only ever added: the database itself
refuses to change or delete them. Everything here raises only the errors of
``sayso.errors``.
"""

from __future__ import annotations

from sayso.store import followed as _followed  # noqa: F401 - makes its tables known to the migrations
from sayso.store.actors import (
    ArticleActors,
    Reason,
    actor,
    actors,
    article_actors,
    decisions,
    merge_actors,
    split_actor,
    undo_decision,
)
from sayso.store.check import check
from sayso.store.engine import Ledger, close, open_ledger
from sayso.store.filters import statements
from sayso.store.read import (
    Counts,
    article,
    articles,
    counts,
    outlets,
    raw_snapshot,
    text_snapshot,
)
from sayso.store.search import search_articles
from sayso.store.write import add_reading, is_known

__all__ = [
    "ArticleActors",
    "Counts",
    "Ledger",
    "Reason",
    "actor",
    "actors",
    "add_reading",
    "article",
    "article_actors",
    "articles",
    "check",
    "close",
    "counts",
    "decisions",
    "is_known",
    "merge_actors",
    "open_ledger",
    "outlets",
    "raw_snapshot",
    "search_articles",
    "split_actor",
    "statements",
    "text_snapshot",
    "undo_decision",
]
