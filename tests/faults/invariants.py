"""What must hold in a database after any fault, whatever was going on when it struck."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, select

from tests.faults.scene import Office
from workflow.store.audit_tables import audit_entry
from workflow.store.engine import Store
from workflow.store.schema import metadata
from workflow.store.tables import command, letter, link, sign_off


def broken_promises(office: Office) -> list[str]:
    """Every promise that the database breaks, in words; none where all is well."""
    with office.desk.store.reading() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        broken = [*_damaged(connection), *_doubled(connection), *_half_made(connection)]
    report = office.verified()
    return broken if report.exit_code == 3 else [*broken, report.sentence]


def damage(store: Store) -> list[str]:
    """What the database itself finds wrong with its file."""
    with store.reading() as connection:
        return list(_damaged(connection))


def fingerprint(store: Store) -> str:
    """The hash of all that a database holds."""
    digest = hashlib.sha256()
    with store.reading() as connection:
        for table in metadata.sorted_tables:
            digest.update(table.name.encode())
            rows = connection.execute(select(table))
            for row in sorted(repr(tuple(row)) for row in rows):
                digest.update(row.encode())
    return digest.hexdigest()


def entries_of(store: Store, key: str) -> list[str]:
    """The ids of the entries that one command has in the history."""
    wanted = select(audit_entry.c.entry_id).where(
        audit_entry.c.entry_id.startswith(f"{key}.", autoescape=True)
    )
    with store.reading() as connection:
        return list(connection.execute(wanted).scalars())


def _damaged(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    if found != ["ok"]:
        yield f"the database is damaged: {found}"
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        yield "a row names another that is not there"


def _doubled(connection: Connection) -> Iterator[str]:
    step = (sign_off.c.submission, sign_off.c.version, sign_off.c.step)
    live = select(*step).where(sign_off.c.voided_by.is_(None))
    for row in connection.execute(live.group_by(*step).having(func.count() > 1)):
        yield f"two live sign-offs on one step: {tuple(row)}"


def _half_made(connection: Connection) -> Iterator[str]:
    """Acts, entries, letters and claimed links that lack one another."""
    leaves = connection.execute(select(audit_entry.c.entry_id, audit_entry.c.leaf)).all()
    entries: dict[str, dict[str, Any]] = {row.entry_id: json.loads(row.leaf) for row in leaves}
    keys = set(connection.execute(select(command.c.key)).scalars())
    yield from (f"the act {key} has no entry" for key in keys if f"{key}.0" not in entries)
    signed = set(connection.execute(select(sign_off.c.entry_id)).scalars())
    yield from (f"the sign-off {one} has no entry" for one in signed - set(entries))
    told = {one["id"] for entry in entries.values() for one in entry["data"].get("letters", [])}
    written = set(connection.execute(select(letter.c.id)).scalars())
    yield from (f"the letter {one} stands in one place only" for one in told ^ written)
    claims = connection.execute(select(link.c.claimed_by).where(link.c.claimed_by.is_not(None)))
    claimed = list(claims.scalars())
    yield from (f"the link claimed by {key} has no act" for key in claimed if key not in keys)
    if len(set(claimed)) < len(claimed):
        yield "one act claimed two links"
