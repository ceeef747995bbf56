"""Rows of the office: titles, people, appointments, delegations, routes, calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Date, Row, bindparam, literal_column, null, select, true, union_all

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


_NO_DAY = null().cast(Date)
# One journey to the database for three kinds of record: every act asks for all of them.
_RECORDS = union_all(
    select(
        literal_column("'title'").label("kind"),
        office_title.c.office,
        office_title.c.from_on,
        office_title.c.to_on,
        _NO_DAY.label("ended_on"),
        office_title.c.title.label("id"),
        office_title.c.function.label("first"),
        office_title.c.succeeds.label("second"),
    ),
    select(
        literal_column("'appointment'"),
        appointment.c.office,
        appointment.c.from_on,
        appointment.c.to_on,
        appointment.c.ended_on,
        appointment.c.id,
        appointment.c.person,
        appointment.c.capacity,
    )
    .join(person, person.c.id == appointment.c.person)
    .where(person.c.ended_at.is_(None)),
    select(
        literal_column("'delegation'"),
        delegation.c.office,
        delegation.c.from_on,
        delegation.c.to_on,
        delegation.c.ended_on,
        delegation.c.id,
        delegation.c.holder,
        delegation.c.deputy,
    )
    .join(person, person.c.id == delegation.c.deputy)
    .where(person.c.ended_at.is_(None)),
)
_PEOPLE = select(person.c.id, person.c.name, person.c.email, person.c.ended_at)
_BY_EMAIL = _PEOPLE.where(person.c.email == bindparam("address"))
_CALENDAR = select(calendar.c.covers_to, holiday.c.day).select_from(calendar.outerjoin(holiday, true()))


def authority(connection: Connection) -> Authority:
    """Every dated record about offices, without people who have left, as this transaction sees them."""
    rows = connection.execute(_RECORDS).all()
    return Authority(
        titles=tuple(_title(row) for row in rows if row.kind == "title"),
        appointments=tuple(_appointment(row) for row in rows if row.kind == "appointment"),
        delegations=tuple(_delegation(row) for row in rows if row.kind == "delegation"),
    )


def _title(row: Row[Any]) -> OfficeTitle:
    return OfficeTitle(
        office=row.office,
        title=row.id,
        function=Function(row.first),
        from_on=row.from_on,
        to_on=row.to_on,
        succeeds=row.second,
    )


def _appointment(row: Row[Any]) -> Appointment:
    return Appointment(
        id=row.id,
        office=row.office,
        person=row.first,
        capacity=Capacity(row.second),
        from_on=row.from_on,
        to_on=row.to_on,
        ended_on=row.ended_on,
    )


def _delegation(row: Row[Any]) -> Delegation:
    return Delegation(
        id=row.id,
        office=row.office,
        holder=row.first,
        deputy=row.second,
        from_on=row.from_on,
        to_on=row.to_on,
        ended_on=row.ended_on,
    )


def people(connection: Connection) -> Mapping[str, Person]:
    """Everybody in the directory by id, also those who have left."""
    return {row.id: Person(*row) for row in connection.execute(_PEOPLE)}


def person_by_email(connection: Connection, email: str) -> Person | None:
    """Who has this registered address, or None."""
    row = connection.execute(_BY_EMAIL, {"address": email}).one_or_none()
    return Person(*row) if row else None


def working_calendar(connection: Connection) -> Calendar:
    """The office's calendar; with no row, weekends alone and covering nothing."""
    rows = connection.execute(_CALENDAR).all()
    days = frozenset(day for _covers_to, day in rows if day)
    return Calendar(holidays=days, covers_to=rows[0].covers_to if rows else date.min)


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


def installed(connection: Connection) -> Installation | None:
    """What this database belongs to, or None before `signoff init`."""
    row = connection.execute(
        select(installation.c.name, installation.c.origin, installation.c.instance)
    ).one_or_none()
    return Installation(*row) if row else None
