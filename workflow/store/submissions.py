"""Rows of a submission: load it as one value under its lock, keep what an act made of it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, false, insert, select, union_all, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from states.refusals import refusal
from states.submission import SignOff, Step, Submission
from states.vocabulary import Act, Capacity, Proof
from workflow.store.prepared import Prepared
from workflow.store.tables import (
    draft,
    interest,
    number_series,
    sign_off,
    submission,
    submission_editor,
    version,
)

StepsOf = Callable[[str, int, Sequence[str]], tuple[Step, ...]]
"""From a route's key, its version and the keys of the steps that apply, the steps."""

_BY_ID = select(submission).where(submission.c.id == bindparam("submission"))
_SUBMISSION, _LOCKED = Prepared(_BY_ID), Prepared(_BY_ID.with_for_update())
_SIGN_OFFS = Prepared(
    select(sign_off).where(sign_off.c.submission == bindparam("submission")).order_by(sign_off.c.at)
)
_KEPT_AWAY = Prepared(
    union_all(
        select(submission_editor.c.person, false().label("bars")).where(
            submission_editor.c.submission == bindparam("submission")
        ),
        select(interest.c.person, interest.c.bars).where(
            interest.c.submission == bindparam("submission"), interest.c.bars.is_(True)
        ),
    )
)
"""Editors, and (bars) those with a declared conflict."""


def load(
    connection: Connection, submission_id: str, *, steps_of: StepsOf, lock: bool = False
) -> Submission | None:
    """The submission as it stands, or None; with `lock`, nobody changes it until the transaction ends."""
    one = {"submission": submission_id}
    row = (_LOCKED if lock else _SUBMISSION).row(connection, one)
    if row is None:
        return None
    kept_away = _KEPT_AWAY.rows(connection, one)
    return Submission(
        id=row.id,
        state=row.state,
        originator=row.originator or "",
        editors=frozenset(person for person, bars in kept_away if not bars),
        number=row.number,
        version=row.version,
        content=row.content,
        route_key=row.route_key,
        route_version=row.route_version,
        route_sha256=row.route_sha256,
        steps=steps_of(row.route_key, row.route_version, row.steps),
        sign_offs=tuple(_sign_off(r) for r in _SIGN_OFFS.rows(connection, one)),
        barred=frozenset(person for person, bars in kept_away if bars),
        paused=row.paused_at is not None,
        submitted_at=row.submitted_at,
        decided_on=row.decided_on,
        decided_at=row.decided_at,
        deferred_to=row.deferred_to,
    )


def _sign_off(row: Any) -> SignOff:
    return SignOff(
        step=row.step,
        version=row.version,
        act=Act(row.act),
        person=row.person,
        person_name=row.person_name,
        office=row.office,
        office_title=row.office_title,
        capacity=Capacity(row.capacity),
        for_person=row.for_person,
        for_name=row.for_name,
        signed_on=row.signed_on,
        at=row.at,
        paper=row.paper,
        proof=Proof(row.proof),
        members=tuple(row.details.get("members", ())),
        entry_id=row.entry_id,
        live=row.voided_by is None,
    )


def id_of_number(connection: Connection, number: str) -> str | None:
    """The submission that has this number, or None."""
    return connection.execute(
        select(submission.c.id).where(submission.c.number == number)
    ).scalar_one_or_none()


def add(connection: Connection, new: Submission, *, now: datetime) -> None:
    """Keep a new submission and its originator as its first editor."""
    connection.execute(
        insert(submission).values(
            id=new.id,
            state=new.state,
            version=0,
            route_key=new.route_key,
            route_version=new.route_version,
            route_sha256=new.route_sha256,
            steps=[step.key for step in new.steps],
            originator=new.originator,
            created_at=now,
        )
    )
    connection.execute(insert(submission_editor).values(submission=new.id, person=new.originator))


_UPDATE = Prepared(
    update(submission)
    .where(
        submission.c.id == bindparam("one"),
        submission.c.state == bindparam("old_state"),
        submission.c.version == bindparam("old_version"),
    )
    .values(
        state=bindparam("new_state"),
        number=bindparam("new_number"),
        version=bindparam("new_version"),
        content=bindparam("new_content"),
        steps=bindparam("new_steps", type_=submission.c.steps.type),
        submitted_at=bindparam("new_submitted_at"),
        decided_on=bindparam("new_decided_on"),
        decided_at=bindparam("new_decided_at"),
        deferred_to=bindparam("new_deferred_to"),
    )
)


def change(connection: Connection, before: Submission, after: Submission) -> None:
    """Set the submission's new state; exactly one row, or the act lost a race and is refused."""
    changed = _UPDATE.run(
        connection,
        {
            "one": before.id,
            "old_state": before.state,
            "old_version": before.version,
            "new_state": after.state,
            "new_number": after.number,
            "new_version": after.version,
            "new_content": after.content,
            "new_steps": [step.key for step in after.steps],
            "new_submitted_at": after.submitted_at,
            "new_decided_on": after.decided_on,
            "new_decided_at": after.decided_at,
            "new_deferred_to": after.deferred_to,
        },
    )
    if changed != 1:
        raise refusal("out-of-turn", "Somebody else acted on this submission a moment ago. Look again.")


def set_clock(connection: Connection, submission_id: str, *, paused_at: datetime | None) -> None:
    """Stop the clock of reminders at an instant, or (None) let it run."""
    connection.execute(update(submission).where(submission.c.id == submission_id).values(paused_at=paused_at))


def add_editors(connection: Connection, before: Submission, after: Submission) -> None:
    """Keep who has edited the paper since."""
    new = [{"submission": after.id, "person": p} for p in sorted(after.editors - before.editors)]
    if new:
        connection.execute(insert(submission_editor), new)


_INSERT_SIGN_OFF = Prepared(insert(sign_off))


def add_sign_off(
    connection: Connection,
    submission_id: str,
    new: SignOff,
    *,
    details: Mapping[str, Any],
    findings: Sequence[Mapping[str, str]],
) -> None:
    """Keep a sign-off with the authority, names and findings of that moment."""
    _INSERT_SIGN_OFF.run(
        connection,
        {
            "entry_id": new.entry_id,
            "submission": submission_id,
            "version": new.version,
            "step": new.step,
            "act": new.act,
            "person": new.person,
            "person_name": new.person_name,
            "office": new.office,
            "office_title": new.office_title,
            "capacity": new.capacity,
            "for_person": new.for_person,
            "for_name": new.for_name,
            "signed_on": new.signed_on,
            "at": new.at,
            "proof": new.proof,
            "paper": new.paper,
            "details": dict(details) | ({"members": list(new.members)} if new.members else {}),
            "findings": list(findings),
            "voided_by": None,
        },
    )


def void_sign_offs(connection: Connection, before: Submission, after: Submission, *, by: str) -> None:
    """Mark the sign-offs that no longer count, with the entry that ended them."""
    still = {s.entry_id for s in after.sign_offs if s.live}
    ended = [s.entry_id for s in before.sign_offs if s.live and s.entry_id not in still]
    if ended:
        connection.execute(update(sign_off).where(sign_off.c.entry_id.in_(ended)).values(voided_by=by))


def add_version(  # noqa: PLR0913  # the columns of one row
    connection: Connection,
    submission_id: str,
    number: int,
    *,
    content: str,
    manifest: bytes,
    by: str | None,
    now: datetime,
) -> None:
    """Keep a version's manifest; it never changes again."""
    connection.execute(
        insert(version).values(
            submission=submission_id,
            version=number,
            content=content,
            manifest=manifest,
            created_at=now,
            created_by=by,
        )
    )


_MANIFEST = Prepared(
    select(version.c.manifest).where(
        version.c.submission == bindparam("submission"), version.c.version == bindparam("number")
    )
)


def manifest_of(connection: Connection, submission_id: str, number: int) -> bytes | None:
    """The stored manifest of one version, or None."""
    one = {"submission": submission_id, "number": number}
    row = _MANIFEST.row(connection, one)
    return row.manifest if row else None


def next_number(connection: Connection, year: int) -> int:
    """A year's next number that no old paper has. Its row stays locked until the transaction ends: no gap,
    no repeat.
    """
    dialect_insert = pg_insert if connection.dialect.name == "postgresql" else sqlite_insert
    statement = dialect_insert(number_series).values(year=year, last=1)
    taken: int = connection.execute(
        statement.on_conflict_do_update(
            index_elements=["year"], set_={"last": number_series.c.last + 1}
        ).returning(number_series.c.last)
    ).scalar_one()
    free = taken
    while id_of_number(connection, f"{free:02d}/{year}") is not None:  # by a paper that was imported
        free += 1
    if free != taken:
        connection.execute(update(number_series).where(number_series.c.year == year).values(last=free))
    return free


def due_back(connection: Connection, today: date, *, limit: int) -> list[tuple[str, date]]:
    """Deferred submissions whose day has come, with that day."""
    rows = connection.execute(
        select(submission.c.id, submission.c.deferred_to)
        .where(submission.c.deferred_to <= today)
        .order_by(submission.c.deferred_to, submission.c.id)
        .limit(limit)
    )
    return [(row.id, row.deferred_to) for row in rows]


def add_interest(
    connection: Connection, submission_id: str, *, person: str, bars: bool, entry_id: str
) -> None:
    connection.execute(
        insert(interest).values(entry_id=entry_id, submission=submission_id, person=person, bars=bars)
    )


def draft_of(connection: Connection, submission_id: str) -> Mapping[str, Any] | None:
    """The draft's fields by their keys, or None where nothing is being written."""
    return connection.execute(
        select(draft.c.content).where(draft.c.submission == submission_id)
    ).scalar_one_or_none()


def drop_draft(connection: Connection, submission_id: str) -> None:
    connection.execute(delete(draft).where(draft.c.submission == submission_id))


def save_draft(
    connection: Connection, submission_id: str, fields: Mapping[str, Any], *, by: str, now: datetime
) -> None:
    """Keep the draft's text as it is now, and who wrote it among the editors."""
    dialect_insert = pg_insert if connection.dialect.name == "postgresql" else sqlite_insert
    values = {"content": dict(fields), "saved_at": now, "saved_by": by}
    connection.execute(
        dialect_insert(draft)
        .values(submission=submission_id, **values)
        .on_conflict_do_update(index_elements=["submission"], set_=values)
    )
    connection.execute(
        dialect_insert(submission_editor)
        .values(submission=submission_id, person=by)
        .on_conflict_do_nothing(index_elements=["submission", "person"])
    )
