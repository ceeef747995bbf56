"""The outbox: letters queued in an act's own transaction, claimed with a lease, sent outside of any."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, and_, bindparam, case, exists, func, insert, or_, select, tuple_, update

from notifications.letter import Letter
from workflow.store.prepared import Prepared
from workflow.store.tables import letter, link, person

LEASE = timedelta(minutes=15)
"""How long a worker may keep a letter before another takes it: longer than any talk with a mail server."""


class Status(StrEnum):
    """Where a letter is. Stored values never change."""

    DUE = "due"
    SENDING = "sending"
    ACCEPTED = "accepted"
    FAILED = "failed"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A letter on its way into the outbox, with its seal, the salt of that, and the link it will bear."""

    id: str
    letter: Letter
    salt: bytes
    seal: str
    link: str | None = None
    submission: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A letter that a worker has taken to send; nobody else sends it until the lease ends."""

    id: str
    event: str
    link: str | None
    person: str
    name: str
    address: str
    subject: str
    text: str
    html: str
    attempts: int
    lost: int
    first_tried_at: datetime
    created_at: datetime
    submission: str | None


_INSERT = Prepared(insert(letter))


def queue(connection: Connection, posted: Sequence[Posted], *, now: datetime) -> list[dict[str, Any]]:
    """Put letters in the outbox; gives what the history's entry says of them (`data.letters`)."""
    rows, items = [], []
    for one in posted:
        rows.append(
            {
                "id": one.id,
                "event": one.letter.event,
                "to_person": one.letter.recipient.person,
                "submission": one.submission,
                "link": one.link,
                "subject": one.letter.subject,
                "text": one.letter.text,
                "html": one.letter.html,
                "salt": one.salt,
                "seal": one.seal,
                "status": Status.DUE.value,
                "attempts": 0,
                "lost": 0,
                "created_at": now,
                "due_at": now,
            }
        )
        items.append(
            {
                "id": one.id,
                "event": one.letter.event,
                "to": one.letter.recipient.person,
                "link": one.link,
                "seal": one.seal,
            }
        )
    _INSERT.run_each(connection, rows)
    return items


_ORDER = (letter.c.lost, letter.c.due_at, letter.c.id)

_sooner = letter.alias("sooner")
_CUT_OFF = select(letter.c.id).where(
    letter.c.status == Status.SENDING,
    ~exists().where(
        _sooner.c.status == Status.SENDING,
        _sooner.c.claimed_by == letter.c.claimed_by,
        _sooner.c.claimed_at == letter.c.claimed_at,
        tuple_(_sooner.c.lost, _sooner.c.due_at, _sooner.c.id) < tuple_(*_ORDER),
    ),
)
"""What workers were sending when they ended: a batch is sent in order, and what is done has left it."""


def claim(connection: Connection, *, by: str, now: datetime, limit: int) -> list[Claimed]:
    """Take due letters, oldest first, and those whose worker has been silent for longer than a lease.

    Of the letters that a silent worker held, the one it was sending counts one more as `lost`. Lost ones
    come last: a letter that ends every worker holds up no other.
    """
    ids = _take(connection, by=by, now=now, limit=limit)
    if not ids:
        return []
    rows = connection.execute(_CLAIMED.where(letter.c.id.in_(ids)).order_by(*_ORDER))
    return [Claimed(**row._mapping) for row in rows]


def _take(connection: Connection, *, by: str, now: datetime, limit: int) -> list[str]:
    is_due = and_(letter.c.status == Status.DUE, letter.c.due_at <= now)
    is_stale = and_(letter.c.status == Status.SENDING, letter.c.claimed_at <= now - LEASE)
    wanted = select(letter.c.id).where(or_(is_due, is_stale)).order_by(*_ORDER).limit(limit)
    ids = list(connection.execute(wanted.with_for_update(skip_locked=True)).scalars())
    if not ids:
        return ids
    # A row that kills its worker must not be taken for ever, nor count against those behind it.
    cut_off = list(connection.execute(_CUT_OFF.where(letter.c.id.in_(ids))).scalars())
    untried = and_(letter.c.status == Status.SENDING, letter.c.id.not_in(cut_off))
    connection.execute(
        update(letter)
        .where(letter.c.id.in_(ids))
        .values(
            status=Status.SENDING,
            claimed_by=by,
            claimed_at=now,
            attempts=case((untried, letter.c.attempts), else_=letter.c.attempts + 1),
            lost=case((letter.c.id.in_(cut_off), letter.c.lost + 1), else_=letter.c.lost),
            first_tried_at=func.coalesce(
                letter.c.first_tried_at, bindparam("tried_at", now, letter.c.first_tried_at.type)
            ),
        )
    )
    return ids


_CLAIMED = select(
    letter.c.id,
    letter.c.event,
    letter.c.link,
    letter.c.to_person.label("person"),
    person.c.name,
    person.c.email.label("address"),
    letter.c.subject,
    letter.c.text,
    letter.c.html,
    letter.c.attempts,
    letter.c.lost,
    letter.c.first_tried_at,
    letter.c.created_at,
    letter.c.submission,
).join(person, person.c.id == letter.c.to_person)


def is_wanted(connection: Connection, claimed: Claimed) -> bool:
    """Whether the letter still serves: its person has not left, its link has not ended."""
    left = select(person.c.id).where(person.c.id == claimed.person, person.c.ended_at.is_not(None))
    if connection.execute(left).first():
        return False
    if claimed.link is None:
        return True
    ended = select(link.c.id).where(link.c.id == claimed.link, link.c.ended_at.is_not(None))
    return connection.execute(ended).first() is None


_SETTLE = (
    update(letter)
    .where(
        letter.c.id == bindparam("one"),
        letter.c.status == Status.SENDING,
        letter.c.claimed_by == bindparam("owner"),
    )
    .values(
        status=bindparam("new_status"),
        reply=bindparam("new_reply"),
        detail=bindparam("new_detail"),
        due_at=bindparam("new_due_at"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What became of a try: the new status, the server's reply and words, and when to try again if so."""

    status: Status
    reply: int | None = None
    detail: str = ""
    again_at: datetime | None = None


def settle(connection: Connection, claimed: Claimed, became: Settled, *, by: str, now: datetime) -> bool:
    """Record what became of a letter; False if another worker has taken it meanwhile."""
    settled = connection.execute(
        _SETTLE,
        {
            "one": claimed.id,
            "owner": by,
            "new_status": became.status.value,
            "new_reply": became.reply,
            "new_detail": became.detail,
            "new_due_at": became.again_at or now,
        },
    )
    return settled.rowcount == 1


def release(connection: Connection, claimed: Sequence[Claimed], *, by: str) -> None:
    """Give letters back unsent: the time left of the lease is too short to send them surely once."""
    connection.execute(
        update(letter)
        .where(
            letter.c.id.in_([one.id for one in claimed]),
            letter.c.status == Status.SENDING,
            letter.c.claimed_by == by,
        )
        .values(status=Status.DUE, attempts=letter.c.attempts - 1)
    )


def of_submission(connection: Connection, submission: str) -> list[Mapping[str, Any]]:
    """What was written to whom about a submission, and what became of it."""
    rows = connection.execute(
        select(
            letter.c.id,
            letter.c.event,
            letter.c.subject,
            letter.c.to_person,
            letter.c.status,
            letter.c.attempts,
            letter.c.created_at,
        )
        .where(letter.c.submission == submission)
        .order_by(letter.c.created_at, letter.c.id)
    )
    return [dict(row._mapping) for row in rows]
