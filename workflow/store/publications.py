"""Rows of what is public of a decision."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from workflow.store.tables import publication


def keep(
    connection: Connection, submission: str, *, data: Mapping[str, Any], entry_id: str, now: datetime
) -> None:
    """Keep what is public now, replacing whole what was public before. The first publication's time stays."""
    dialect_insert = pg_insert if connection.dialect.name == "postgresql" else sqlite_insert
    values = {
        "entry_id": entry_id,
        "parts": list(data["parts"]),
        "held": list(data["held"]),
        "notice": data["notice"],
    }
    connection.execute(
        dialect_insert(publication)
        .values(submission=submission, published_at=now, **values)
        .on_conflict_do_update(index_elements=["submission"], set_=values)
    )
