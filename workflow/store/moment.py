"""What an act asks of the whole database once it holds its submission, in one journey."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, select, true

from workflow.store.audit_tables import audit_head
from workflow.store.prepared import Prepared
from workflow.store.tables import command, installation, version

_MOMENT = Prepared(
    select(
        installation.c.stamp,
        audit_head.c.last_at,
        command.c.request,
        command.c.outcome,
        version.c.manifest,
    ).select_from(
        installation.join(audit_head, true())
        .outerjoin(command, command.c.key == bindparam("one"))
        .outerjoin(
            version,
            and_(version.c.submission == bindparam("submission"), version.c.version == bindparam("number")),
        )
    )
)


@dataclass(frozen=True, slots=True)
class Moment:
    """The stamp of the office's records, the last entry's instant, and what the key has done already.

    `manifest` is that of the version asked for, or None.
    """

    stamp: str
    last_at: datetime
    kept: tuple[str, Mapping[str, Any]] | None
    manifest: bytes | None


def moment(connection: Connection, key: str, *, of: tuple[str, int] = ("", 0)) -> Moment:
    """How things stand for a command of this key, on this submission's version."""
    row = _MOMENT.one(connection, {"one": key, "submission": of[0], "number": of[1]})
    kept = None if row.request is None else (row.request, row.outcome)
    return Moment(row.stamp, datetime.fromisoformat(row.last_at), kept, row.manifest)
