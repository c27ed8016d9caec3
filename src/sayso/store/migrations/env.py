"""What Alembic runs to run the migrations, on the connection it was handed.

The caller's transaction is around it: a migration happens as a whole or not at all.
"""

from __future__ import annotations

from alembic import context

from sayso.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table="sayso_version",
    # SQLite's changes of schema are transactional too; Alembic assumes they are not.
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
