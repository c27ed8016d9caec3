"""What all tables share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Identity, Integer, MetaData, Table

from sayso.store.columns import RowId

# Alembic can only change constraints that have names, on SQLite above all.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def row_id() -> Column[int]:
    """A number that the database gives."""
    return Column("id", RowId, Identity(always=False), primary_key=True)


def belongs_to(name: str, target: str, *, key: bool = False) -> Column[int]:
    """A column that holds another table's row id."""
    return Column(name, RowId, ForeignKey(target), primary_key=key, autoincrement=False, nullable=False)


def parts_of_reading(name: str, *columns: Column[Any]) -> Table:
    """A table of what a reading has several of, in order."""
    return Table(
        name,
        metadata,
        belongs_to("reading_id", "readings.id", key=True),
        Column("number", Integer, primary_key=True, autoincrement=False),
        *columns,
        sqlite_with_rowid=False,
    )


def parts_of(name: str, owner: str, *columns: Column[Any]) -> Table:
    """A table of what a statement (or another numbered part of a reading) has several of, in order."""
    return Table(
        name,
        metadata,
        Column("reading_id", RowId, primary_key=True, autoincrement=False),
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("position", Integer, primary_key=True, autoincrement=False),
        *columns,
        ForeignKeyConstraint(["reading_id", "number"], [f"{owner}.reading_id", f"{owner}.number"]),
        sqlite_with_rowid=False,
    )


def text_range(*, nullable: bool = False) -> tuple[Column[int], Column[int]]:
    """The two ends of a range of the text."""
    return Column("start", Integer, nullable=nullable), Column("end", Integer, nullable=nullable)
