"""Alembic's entrance: takes the connection that `migrate` hands over, or SIGNOFF_DATABASE for maintainers."""

import os
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import JSON, Connection, create_engine

from workflow.store import audit_tables, tables
from workflow.store.schema import Instant, metadata

TABLES = (tables, audit_tables)
"""Imported so that every table is known to the metadata."""


def render_item(kind: str, value: Any, autogen_context: AutogenContext) -> str | Literal[False]:
    """Write our own column types in terms that a migration needs no import of ours for."""
    if kind == "type" and isinstance(value, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(value, JSON):
        autogen_context.imports.add("from sqlalchemy.dialects import postgresql")
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=render_item,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with create_engine(os.environ["SIGNOFF_DATABASE"]).connect() as connection:
        run(connection)
