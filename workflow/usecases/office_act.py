"""What all acts on the office share: who may do them, one transaction, their facts and letters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Protocol

from sqlalchemy import Connection

from notifications.catalogue import Audience, Event, mailings
from notifications.context import LetterContext
from notifications.letter import Recipient
from notifications.render import write_letter
from states.authority import governor_of
from states.calendar import london_day
from states.facts import Actor, Fact
from states.refusals import refusal
from states.vocabulary import ActorKind
from workflow import outbox
from workflow.audit.append import EntryDraft, append
from workflow.faults import reach
from workflow.outbox import Posted
from workflow.store import commands, office_changes, offices
from workflow.usecases.correspondence import posted
from workflow.usecases.desk import Desk
from workflow.usecases.transaction import once
from workflow.usecases.visit import Receipt, Visit, digest, require_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Whom a fact names, and what the letter to them says of it."""

    person: str
    office_title: str
    capacity: str
    from_on: str
    to_on: str | None
    stands_in_for: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeChange:
    """The facts of one act on the office, and per fact the person that it names, if any."""

    facts: Sequence[Fact]
    told: dict[int, Told] = field(default_factory=dict)


Change = Callable[[Connection], OfficeChange]


class Entitled(Protocol):
    """Who may do an act: gives the visitor as an actor, or refuses."""

    def __call__(self, connection: Connection, visit: Visit, *, now: datetime) -> Actor: ...


def require_governor(connection: Connection, visit: Visit, *, now: datetime) -> Actor:
    """The visitor as an actor: the operator, or a governance officer in post today. Refuses anybody else."""
    actor = visit.actor()
    if actor.kind is ActorKind.OPERATOR:
        return actor
    authority = offices.authority(connection)
    holder = governor_of(authority, actor.person, on=london_day(now))
    if holder is None:
        raise refusal("not-in-post", "Only a governance officer in post today may do this.")
    return replace(actor, office=holder.office, capacity=holder.capacity, for_person=holder.for_person)


def office_act(  # noqa: PLR0913  # one act, whole
    desk: Desk,
    visit: Visit,
    change: Change,
    *,
    asked: object,
    now: datetime,
    by: Entitled = require_governor,
) -> Receipt:
    """Do one act on the office: rows, letters, facts, all or nothing.

    Refuses whom `by` does not let: if not said otherwise, anybody but a governance officer in post today and
    the operator at the command line.
    """
    require_key(visit.key)
    fingerprint = digest(visit.person, visit.kind, asked)

    def work(connection: Connection) -> Receipt:
        # Asked before anything is changed: nobody may appoint themselves and then be found in post.
        actor = by(connection, visit, now=now)
        return keep_change(
            desk, connection, change(connection), actor=actor, fingerprint=(visit.key, fingerprint), now=now
        )

    return once(desk, visit.key, fingerprint, work)


def keep_change(  # noqa: PLR0913  # one change, whole
    desk: Desk,
    connection: Connection,
    change: OfficeChange,
    *,
    actor: Actor,
    fingerprint: tuple[str, str],
    now: datetime,
) -> Receipt:
    """Queue the letters of a change that has been made, keep its receipt and append its facts."""
    key, request = fingerprint
    office_changes.restamp(connection, desk.new_stamp())
    drafts = []
    for number, fact in enumerate(change.facts):
        letters = _letters(desk, connection, fact, change.told.get(number), actor)
        queued = outbox.queue(connection, letters, now=now)
        data: dict[str, Any] = dict(fact.data) | ({"letters": queued} if queued else {})
        drafts.append(EntryDraft(f"{key}.{number}", replace(fact, data=data), actor))
    reach("K06 links and letters in")
    first = change.facts[0]
    receipt = Receipt(
        key=key,
        act=str(first.name),
        entry_id=f"{key}.0",
        about=first.about.id,
        at=now.astimezone(UTC).isoformat(),
    )
    commands.keep(connection, key, request=request, outcome=receipt.as_json(), now=now)
    append(connection, drafts, log=desk.log, now=now)
    reach("K07 history appended")
    return receipt


def _letters(desk: Desk, connection: Connection, fact: Fact, told: Told | None, actor: Actor) -> list[Posted]:
    if told is None:
        return []
    people = offices.people(connection)
    person, recorder = people.get(told.person), people.get(actor.person or "")
    if person is None or person.ended_at is not None:
        return []
    context = LetterContext(
        organisation=desk.organisation,
        site=desk.base_url,
        audience=Audience.NAMED,
        confidential=False,
        office_title=told.office_title,
        capacity=told.capacity,
        from_on=told.from_on,
        to_on=told.to_on,
        stands_in_for=told.stands_in_for,
        actor_name=recorder.name if recorder else "the operator of this system",
    )
    wanted: list[Event] = [mailing.event for mailing in mailings(fact.name)]
    recipient = Recipient(person.id, person.name, person.email)
    return [posted(desk, write_letter(event, recipient, context), submission=None) for event in wanted]
