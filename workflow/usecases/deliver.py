"""Send what is due in the outbox: claimed in one transaction, sent in none, settled in another."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from notifications.catalogue import Audience, Event, mailings
from notifications.context import LetterContext
from notifications.delivery import Transport, Undeliverable
from notifications.letter import Letter, Recipient
from notifications.message import Misformed, finish, message_bytes
from notifications.render import write_letter
from notifications.retry import after_failure
from states.calendar import london_day
from states.facts import SYSTEM, About, Fact, FactName, Subject
from workflow import links, outbox
from workflow.audit.append import EntryDraft, append
from workflow.faults import reach
from workflow.outbox import Claimed, Posted, Settled, Status
from workflow.store import offices
from workflow.usecases.correspondence import governance, posted
from workflow.usecases.desk import Desk

BATCH = 10
"""How many letters a worker takes at a time."""

BEGIN_WITHIN = timedelta(minutes=2)
"""How long after its claim a letter may still be begun: the talk that follows must end within the lease."""

LOST_AT_MOST = 3
"""After so many tries that ended with the worker, a letter counts as failed."""


@dataclass(frozen=True, kw_only=True)
class Postman:
    """Who sends, and how: the worker's name, the way out, the sender's address, a clock and some luck."""

    name: str
    transport: Transport
    sender: str
    clock: Callable[[], datetime]
    jitter: Callable[[], float]


def deliver(desk: Desk, postman: Postman) -> int:
    """Send one batch of due letters; gives how many were taken. A letter is sent at least once, or fails."""
    with desk.store.writing() as connection:
        claimed = outbox.claim(connection, by=postman.name, now=postman.clock(), limit=BATCH)
    reach("K12 lease committed")
    began = postman.clock()
    for number, one in enumerate(claimed):
        if postman.clock() - began > BEGIN_WITHIN:
            with desk.store.writing() as connection:
                outbox.release(connection, claimed[number:], by=postman.name)
            return number
        became = _send(desk, postman, one)
        reach("K15 answered, row unmarked")
        _settle(desk, postman, one, became)
        reach("K16 marked")
    return len(claimed)


def _send(desk: Desk, postman: Postman, claimed: Claimed) -> Settled:
    if claimed.lost >= LOST_AT_MOST:
        return Settled(status=Status.FAILED, detail="Sending it ended the program three times.")
    with desk.store.reading() as connection:
        if not outbox.is_wanted(connection, claimed):
            return Settled(status=Status.WITHHELD, detail="No longer wanted when its turn came.")
    now = postman.clock()
    try:
        data = message_bytes(
            finish(
                _letter(claimed),
                link=_address(desk, claimed),
                id_header=f"<{claimed.id}@{_domain(postman.sender)}>",
                sender=postman.sender,
                date=claimed.created_at,
            )
        )
        reach("K13 before DATA")
        accepted = postman.transport.deliver(
            data, envelope_from=postman.sender, recipient=claimed.address, now=now
        )
    except Misformed as misformed:
        return Settled(status=Status.FAILED, detail=str(misformed))
    except Undeliverable as failure:
        return _failed(postman, claimed, failure, now=now)
    return Settled(status=Status.ACCEPTED, reply=accepted.reply, detail=accepted.detail)


def _failed(postman: Postman, claimed: Claimed, failure: Undeliverable, *, now: datetime) -> Settled:
    again_at = after_failure(
        failure.temporary,
        attempts=claimed.attempts,
        now=now,
        first_tried_at=claimed.first_tried_at,
        jitter=postman.jitter(),
    )
    status = Status.DUE if again_at else Status.FAILED
    return Settled(status=status, reply=failure.reply, detail=failure.detail, again_at=again_at)


def _letter(claimed: Claimed) -> Letter:
    return Letter(
        event=claimed.event,
        recipient=Recipient(claimed.person, claimed.name, claimed.address),
        subject=claimed.subject,
        text=claimed.text,
        html=claimed.html,
        has_link=claimed.link is not None,
    )


def _address(desk: Desk, claimed: Claimed) -> str | None:
    if claimed.link is None:
        return None
    return links.address_of(desk.base_url, links.token_of(desk.link_key, claimed.link))


def _domain(address: str) -> str:
    return address.rpartition("@")[2]


_FACTS = {Status.ACCEPTED: FactName.LETTER_ACCEPTED, Status.FAILED: FactName.LETTER_FAILED}


def _settle(desk: Desk, postman: Postman, claimed: Claimed, became: Settled) -> None:
    now = postman.clock()
    with desk.store.writing() as connection:
        if not outbox.settle(connection, claimed, became, by=postman.name, now=now):
            return
        name = _FACTS.get(became.status)
        if name is None:
            return
        letters = _alarm(desk, connection, claimed, became, now=now) if name is FactName.LETTER_FAILED else []
        queued = outbox.queue(connection, letters, now=now)
        data = {"reply": became.reply, "attempts": claimed.attempts}
        fact = Fact(
            name, Subject(About.LETTER, claimed.id), data=data | ({"letters": queued} if queued else {})
        )
        append(connection, [EntryDraft(f"{claimed.id}.0", fact, SYSTEM)], log=desk.log, now=now)


def _alarm(
    desk: Desk, connection: Connection, claimed: Claimed, became: Settled, *, now: datetime
) -> list[Posted]:
    """The letters that tell governance officers of a letter that did not arrive."""
    people, authority = offices.people(connection), offices.authority(connection)
    wanted = mailings(FactName.LETTER_FAILED, failed_event=Event(claimed.event))
    context = LetterContext(
        organisation=desk.organisation,
        site=desk.base_url,
        audience=Audience.GOVERNANCE,
        confidential=False,
        letter_to=claimed.name,
        letter_about=claimed.event.replace("_", " "),
        reply=became.reply,
        attempts=claimed.attempts,
    )
    letters = []
    for mailing in wanted:
        for person_id in governance(authority, on=london_day(now)):
            person = people[person_id]
            recipient = Recipient(person.id, person.name, person.email)
            letters.append(posted(desk, write_letter(mailing.event, recipient, context), submission=None))
    return letters
