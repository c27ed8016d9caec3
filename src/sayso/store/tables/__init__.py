"""The ledger's tables.

Evidence, only ever added (triggers in the migrations refuse anything else)::

    raw       bytes as they came in, by their SHA-256
    texts     extracted texts, by the SHA-256 of their UTF-8
    articles  what all versions of one article share: its key
    snapshots one version: article + raw + text + extractor + metadata
              with dates, furniture and snapshot_notes
    runs      a model and a code version
    readings  a snapshot read by a run; with reading_notes
    statements, spans   what a reading found
    meanings  what a statement means, with periods, quantities, links and answers;
              its hedges, distances and conditions are in spans
    actors    who occurs in a reading, with actor_names and mentions
    own_voice sentences nobody is cited for, with own_hedges
    decisions what people decided about actors across articles, with decision_articles
    claim_decisions  what people decided about claims, with claim_decision_seeds

Derived, and kept in step within the same transaction::

    heads            for each article its newest snapshot, with the newest reading of that
    text_index       words of the newest titles and texts       (see search.py)
    statement_index  words of the newest readings' statements
    forms            names under which actors go, each with the actor it stands for
    bearings         which form each actor, speaker and outlet of the newest readings bears
    ties             names that an article uses for another name
    directory        one row, with the matching rules that made the last four; whoever changes them locks it
    bands            keys of an article's passages that articles with a passage in common share
    copies           articles that repeat others

Derived, and brought up to date article by article after it is added (``sayso.service.joining``)::

    claim_waiting      articles whose newest statements are not compared with all others yet
    claim_judge        one row: what judged them
    claim_entries      statements as claims see them, each with its claim
    claim_attachments  statements that appear in the claims of others
    claim_links        what statements have to do with each other
    claims             a summary of each claim

The full-text indexes over text_index and statement_index (FTS5 tables, ``vector`` columns) differ
between the databases and exist in the migrations only.
"""

from __future__ import annotations

from sayso.store.tables.actors import bearings, decision_articles, decisions, directory, forms, ties
from sayso.store.tables.articles import articles, dates, furniture, raw, snapshot_notes, snapshots, texts
from sayso.store.tables.claims import (
    bands,
    claim_attachments,
    claim_decision_seeds,
    claim_decisions,
    claim_entries,
    claim_judge,
    claim_links,
    claim_waiting,
    claims,
    copies,
)
from sayso.store.tables.derived import heads, statement_index, text_index
from sayso.store.tables.meanings import (
    actor_names,
    actors,
    answers,
    links,
    meanings,
    mentions,
    own_hedges,
    own_voice,
    periods,
    quantities,
)
from sayso.store.tables.readings import reading_notes, readings, runs, spans, statements
from sayso.store.tables.schema import metadata

__all__ = [
    "actor_names",
    "actors",
    "answers",
    "articles",
    "bands",
    "bearings",
    "claim_attachments",
    "claim_decision_seeds",
    "claim_decisions",
    "claim_entries",
    "claim_judge",
    "claim_links",
    "claim_waiting",
    "claims",
    "copies",
    "dates",
    "decision_articles",
    "decisions",
    "directory",
    "forms",
    "furniture",
    "heads",
    "links",
    "meanings",
    "mentions",
    "metadata",
    "own_hedges",
    "own_voice",
    "periods",
    "quantities",
    "raw",
    "reading_notes",
    "readings",
    "runs",
    "snapshot_notes",
    "snapshots",
    "spans",
    "statement_index",
    "statements",
    "text_index",
    "texts",
    "ties",
]
