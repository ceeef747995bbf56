"""Rows of the office: titles, people, appointments, delegations, routes, calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from states.authority import Appointment, Authority, Delegation, OfficeTitle
from states.calendar import Calendar
from states.refusals import refusal
from states.routes import Route
from states.vocabulary import Capacity, Function
from workflow.store.tables import (
    appointment,
    calendar,
    delegation,
    holiday,
    installation,
    office_title,
    person,
    route,
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the directory. `ended_at` is when they left; they are never deleted."""

    id: str
    name: str
    email: str
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Installation:
    """The name of the office, and what ties this database to its history."""

    name: str
    origin: str
    instance: str


@dataclass(frozen=True, slots=True)
class OfficeRecords:
    """Everything an act asks of the office: who holds what, who is who, which days it works."""

    authority: Authority
    people: Mapping[str, Person]
    calendar: Calendar


_TITLES = select(office_title)
_APPOINTMENTS = (
    select(appointment)
    .join(person, person.c.id == appointment.c.person)
    .where(person.c.ended_at.is_(None))
    .order_by(appointment.c.from_on, appointment.c.id)
)
_DELEGATIONS = (
    select(delegation)
    .join(person, person.c.id == delegation.c.deputy)
    .where(person.c.ended_at.is_(None))
    .order_by(delegation.c.from_on, delegation.c.id)
)
_PEOPLE = select(person.c.id, person.c.name, person.c.email, person.c.ended_at)
_COVERS_TO = select(calendar.c.covers_to)
_HOLIDAYS = select(holiday.c.day)


def records(connection: Connection) -> OfficeRecords:
    """The office's records, whole."""
    return OfficeRecords(authority(connection), people(connection), working_calendar(connection))


def authority(connection: Connection) -> Authority:
    """Every dated record about offices, without people who have left, as this transaction sees them."""
    return Authority(
        titles=tuple(_title(row) for row in connection.execute(_TITLES)),
        appointments=tuple(_appointment(row) for row in connection.execute(_APPOINTMENTS)),
        delegations=tuple(Delegation(**row._mapping) for row in connection.execute(_DELEGATIONS)),
    )


def _title(row: Row[Any]) -> OfficeTitle:
    return OfficeTitle(**{**row._mapping, "function": Function(row.function)})


def _appointment(row: Row[Any]) -> Appointment:
    return Appointment(**{**row._mapping, "capacity": Capacity(row.capacity)})


def people(connection: Connection) -> Mapping[str, Person]:
    """Everybody in the directory by id, also those who have left."""
    return {row.id: Person(*row) for row in connection.execute(_PEOPLE)}


def working_calendar(connection: Connection) -> Calendar:
    """The office's calendar; before it has one, weekends alone and covering nothing."""
    covers_to = connection.execute(_COVERS_TO).scalar_one_or_none()
    return Calendar(
        holidays=frozenset(connection.execute(_HOLIDAYS).scalars()), covers_to=covers_to or date.min
    )


def adopted_route(connection: Connection, key: str, version: int) -> Route:
    """An adopted route, whole. Raises Refused where its stored body is not what was adopted."""
    row = connection.execute(
        select(route.c.body, route.c.sha256).where(route.c.key == key, route.c.version == version)
    ).one_or_none()
    found = Route.from_json(row.body) if row else None
    if row is None or found is None or found.sha256 != row.sha256:
        message = f"Route {key} version {version} is not as it was adopted. Run 'signoff audit verify'."
        raise refusal("route-altered", message)
    return found


def latest_routes(connection: Connection) -> tuple[tuple[str, int], ...]:
    """Key and version of the newest adopted version of every route."""
    rows = connection.execute(select(route.c.key, route.c.version)).all()
    newest: dict[str, int] = {}
    for key, version in rows:
        newest[key] = max(version, newest.get(key, 0))
    return tuple(sorted(newest.items()))


def last_adopted(connection: Connection) -> str | None:
    """The key of the route that was adopted last, or None before there is any."""
    newest_first = select(route.c.key).order_by(
        route.c.adopted_at.desc(), route.c.key, route.c.version.desc()
    )
    return connection.execute(newest_first.limit(1)).scalar_one_or_none()


def installed(connection: Connection) -> Installation | None:
    """What this database belongs to, or None before `signoff init`."""
    row = connection.execute(
        select(installation.c.name, installation.c.origin, installation.c.instance)
    ).one_or_none()
    return Installation(*row) if row else None
