"""Rows of old papers: what was read from their files, and the files themselves."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select

from states.vocabulary import State
from workflow.store.audit_tables import audit_entry
from workflow.store.tables import file, historic, submission


@dataclass(frozen=True, slots=True, kw_only=True)
class OldFile:
    """A file that was brought in: the SHA-256 of its bytes (64 hex), their number, what it was called."""

    sha256: str
    size: int
    name: str
    data: bytes = field(repr=False)

    @classmethod
    def of(cls, name: str, data: bytes) -> "OldFile":
        """The file of these bytes. A name's characters that are none become question marks."""
        shown = name.encode(errors="replace").decode()
        return cls(sha256=hashlib.sha256(data).hexdigest(), size=len(data), name=shown, data=data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Historic:
    """What was read from an old paper beside its text, and how it came here.

    `sign_offs` are `{office, date, written}`: each office's date as read (ISO, or null) and as written.
    `findings` are what the rules said on the day it was imported.
    """

    submission: str
    file_sha256: str
    file_size: int
    file_name: str
    office: str
    number_written: str | None
    outcome: str | None
    limb: str | None
    regulations: bool | None
    sign_offs: Sequence[Mapping[str, Any]]
    findings: Sequence[Mapping[str, str]]
    imported_at: datetime
    imported_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoricRow:
    """The submission's own row of an old paper."""

    id: str
    number: str | None
    content: str
    route_key: str
    route_version: int
    route_sha256: str
    steps: Sequence[str]
    created_at: datetime


_OF_FILE = select(historic).where(historic.c.file_sha256 == bindparam("one"))
_OF_SUBMISSION = select(historic).where(historic.c.submission == bindparam("one"))
_SUMMARY = (
    select(
        submission.c.number,
        submission.c.state,
        submission.c.version,
        submission.c.content,
        submission.c.created_at,
        audit_entry.c.entry_id,
    )
    .join(audit_entry, audit_entry.c.about_id == submission.c.id)
    .where(submission.c.id == bindparam("one"))
    .order_by(audit_entry.c.epoch, audit_entry.c.seq)
    .limit(1)
)


def add(connection: Connection, row: HistoricRow) -> None:
    """Keep the submission of an old paper: version 1, nobody's draft, nothing ever to be signed."""
    connection.execute(
        insert(submission).values(
            state=State.HISTORIC.value, version=1, **(asdict(row) | {"steps": list(row.steps)})
        )
    )


def keep(connection: Connection, kept: Historic, source: OldFile) -> None:
    """Keep what was read and the file that it was read from. A file that is here breaks `pk_file`."""
    connection.execute(insert(file).values(sha256=source.sha256, size=source.size, bytes=source.data))
    documents = {"sign_offs": list(kept.sign_offs), "findings": list(kept.findings)}
    connection.execute(insert(historic).values(**(asdict(kept) | documents)))


def of_file(connection: Connection, sha256: str) -> Historic | None:
    """The old paper that this file was kept as, or None."""
    return _historic(connection.execute(_OF_FILE, {"one": sha256}).one_or_none())


def of_submission(connection: Connection, submission_id: str) -> Historic | None:
    """What was read of this old paper; None for a submission that is none."""
    return _historic(connection.execute(_OF_SUBMISSION, {"one": submission_id}).one_or_none())


def by_file_prefix(connection: Connection, prefix: str) -> list[str]:
    """The submissions, two at most, whose file's SHA-256 begins so."""
    wanted = historic.c.file_sha256.between(prefix, prefix + "g")  # after every hex digit
    return list(connection.execute(select(historic.c.submission).where(wanted).limit(2)).scalars())


def summary(connection: Connection, submission_id: str) -> Any:
    """Number, state, version, content and beginning of a submission, with the entry that began it."""
    return connection.execute(_SUMMARY, {"one": submission_id}).one()


def numbers_held(connection: Connection) -> list[str]:
    """Every number that the register holds."""
    held = select(submission.c.number).where(submission.c.number.is_not(None))
    return list(connection.execute(held).scalars())


def _historic(row: Row[Any] | None) -> Historic | None:
    return Historic(**row._mapping) if row else None
