"""Open an office: its first record, made once by the operator."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from notifications.addresses import require_address
from states.authority import Appointment, OfficeTitle
from states.calendar import london_day
from states.facts import Fact
from states.refusals import refusal
from states.routes import Route
from workflow.audit.append import open_log
from workflow.store import office_changes, offices
from workflow.store.office_changes import DaysChanged
from workflow.store.offices import Person
from workflow.usecases.appoint import told_of
from workflow.usecases.change_calendar import DaysOff
from workflow.usecases.desk import Desk
from workflow.usecases.office_act import OfficeChange, Told, keep_change
from workflow.usecases.office_facts import (
    appointed,
    calendar_changed,
    office_set,
    person_added,
    route_adopted,
)
from workflow.usecases.office_plan import OfficePlan
from workflow.usecases.transaction import once
from workflow.usecases.visit import Receipt, Visit, digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What an office opens with. `vkey` is the history's verifier key, `instance` names the installation."""

    plan: OfficePlan
    routes: Sequence[Route]
    days_off: DaysOff
    vkey: str
    instance: str


def open_office(desk: Desk, visit: Visit, opening: Opening, *, now: datetime) -> Receipt:
    """Begin the history and keep the office's people, posts, routes and calendar, in one transaction.

    Refuses a database that already holds an office.
    """
    fingerprint = digest("open_office", opening.plan.name)
    desk = replace(desk, organisation=opening.plan.name)

    def work(connection: Connection) -> Receipt:
        if offices.installed(connection) is not None:
            raise refusal(
                "office-exists", "This database already holds an office. Name another SIGNOFF_DATABASE."
            )
        office_changes.install(
            connection,
            name=opening.plan.name,
            origin=desk.log.origin,
            instance=opening.instance,
            stamp=desk.new_stamp(),
        )
        open_log(
            connection,
            log=desk.log,
            vkey=opening.vkey,
            actor=visit.actor(),
            command=f"{visit.key}-log",
            now=now,
        )
        change = _change(desk, connection, opening, now=now)
        return keep_change(
            desk, connection, change, actor=visit.actor(), fingerprint=(visit.key, fingerprint), now=now
        )

    return once(desk, visit.key, fingerprint, work)


def _change(desk: Desk, connection: Connection, opening: Opening, *, now: datetime) -> OfficeChange:
    facts: list[Fact] = []
    told: dict[int, Told] = {}
    titles = _set_titles(connection, opening, facts, now=now)
    people = _add_people(desk, connection, opening, facts)
    for part in opening.plan.appointments:
        new = Appointment(
            id=f"a_{desk.new_id()}",
            office=part.office,
            person=people[part.person],
            capacity=part.capacity,
            from_on=part.from_on,
            to_on=part.to_on,
        )
        office_changes.add_appointment(connection, new)
        told[len(facts)] = told_of(new, titles[part.office])
        facts.append(appointed(new))
    for route in opening.routes:
        office_changes.adopt_route(connection, route, now=now)
        facts.append(route_adopted(route))
    days = DaysChanged(
        source=opening.days_off.source,
        covers_to=opening.days_off.covers_to,
        added=tuple(sorted(opening.days_off.days)),
    )
    office_changes.set_calendar(connection, days)
    return OfficeChange(facts=[*facts, calendar_changed(days)], told=told)


def _set_titles(
    connection: Connection, opening: Opening, facts: list[Fact], *, now: datetime
) -> dict[str, str]:
    first = min((a.from_on for a in opening.plan.appointments), default=london_day(now))
    for part in opening.plan.offices:
        title = OfficeTitle(office=part.key, title=part.title, function=part.function, from_on=first)
        office_changes.set_title(connection, title)
        facts.append(office_set(title))
    return {part.key: part.title for part in opening.plan.offices}


def _add_people(desk: Desk, connection: Connection, opening: Opening, facts: list[Fact]) -> dict[str, str]:
    ids = {}
    for part in opening.plan.people:
        person = Person(f"p_{desk.new_id()}", part.name, require_address(part.email))
        office_changes.add_person(connection, person)
        facts.append(person_added(person.id, name=person.name, email=person.email))
        ids[part.key] = person.id
    return ids
