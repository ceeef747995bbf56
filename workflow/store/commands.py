"""Rows of commands: one for each idempotency key that did something, with its outcome."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from workflow.store.prepared import Prepared
from workflow.store.tables import command, turned_away

_FIND = Prepared(select(command.c.request, command.c.outcome).where(command.c.key == bindparam("one")))
_INSERT = Prepared(insert(command))


def outcome_of(connection: Connection, key: str) -> tuple[str, Mapping[str, Any]] | None:
    """The request's fingerprint and the outcome kept under a key, or None."""
    row = _FIND.row(connection, {"one": key})
    return (row.request, row.outcome) if row else None


def keep(
    connection: Connection, key: str, *, request: str, outcome: Mapping[str, Any], now: datetime
) -> None:
    """Keep an outcome; a repeated key raises IntegrityError."""
    _INSERT.run(connection, {"key": key, "request": request, "outcome": dict(outcome), "at": now})


def count_turned_away(connection: Connection, who: str, day: str, *, at_most: int) -> bool:
    """Count one more refusal worth keeping for this person and link today; False once there are enough."""
    dialect_insert = pg_insert if connection.dialect.name == "postgresql" else sqlite_insert
    statement = dialect_insert(turned_away).values(who=who, day=day, times=1)
    times: int = connection.execute(
        statement.on_conflict_do_update(
            index_elements=["who", "day"], set_={"times": turned_away.c.times + 1}
        ).returning(turned_away.c.times)
    ).scalar_one()
    return times <= at_most
