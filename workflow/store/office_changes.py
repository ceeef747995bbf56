"""Writing rows of the office. Nothing is deleted; what ends gets a last day."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Table, delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from states.authority import Appointment, Delegation, OfficeTitle
from states.routes import Route
from workflow.store.offices import Person
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


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysChanged:
    """What came to the days on which the office does not work, and what went."""

    source: str
    covers_to: date
    added: tuple[date, ...]
    removed: tuple[date, ...] = ()


def install(connection: Connection, *, name: str, origin: str, instance: str, stamp: str) -> None:
    """Say once what this database belongs to."""
    connection.execute(
        insert(installation).values(id=1, name=name, origin=origin, instance=instance, stamp=stamp)
    )


def restamp(connection: Connection, stamp: str) -> None:
    """Say that the office's records have changed. A stamp is never used twice, not even after a rollback."""
    connection.execute(update(installation).values(stamp=stamp))


def set_title(connection: Connection, title: OfficeTitle) -> None:
    """Keep what an office is called, from day to day; a title from the same first day is replaced."""
    dialect_insert = pg_insert if connection.dialect.name == "postgresql" else sqlite_insert
    values = {
        "to_on": title.to_on,
        "title": title.title,
        "function": title.function,
        "succeeds": title.succeeds,
    }
    connection.execute(
        dialect_insert(office_title)
        .values(office=title.office, from_on=title.from_on, **values)
        .on_conflict_do_update(index_elements=["office", "from_on"], set_=values)
    )


def add_person(connection: Connection, new: Person) -> None:
    connection.execute(insert(person).values(id=new.id, name=new.name, email=new.email))


def change_person(connection: Connection, person_id: str, *, name: str, email: str) -> None:
    connection.execute(update(person).where(person.c.id == person_id).values(name=name, email=email))


def end_person(connection: Connection, person_id: str, *, now: datetime) -> None:
    connection.execute(update(person).where(person.c.id == person_id).values(ended_at=now))


def add_appointment(connection: Connection, new: Appointment) -> None:
    connection.execute(
        insert(appointment).values(
            id=new.id,
            office=new.office,
            person=new.person,
            capacity=new.capacity,
            from_on=new.from_on,
            to_on=new.to_on,
        )
    )


def end_appointment(connection: Connection, appointment_id: str, *, on: date) -> bool:
    """Give an appointment its last day; False if there is none of this id that is still open then."""
    return _end(connection, appointment, appointment_id, on)


def add_delegation(connection: Connection, new: Delegation) -> None:
    connection.execute(
        insert(delegation).values(
            id=new.id,
            office=new.office,
            holder=new.holder,
            deputy=new.deputy,
            from_on=new.from_on,
            to_on=new.to_on,
        )
    )


def delegation_of(connection: Connection, delegation_id: str) -> Delegation | None:
    row = connection.execute(select(delegation).where(delegation.c.id == delegation_id)).one_or_none()
    return Delegation(**row._mapping) if row else None


def end_delegation(connection: Connection, delegation_id: str, *, on: date) -> bool:
    """Give a delegation its last day; False if there is none of this id that is still open then."""
    return _end(connection, delegation, delegation_id, on)


def adopt_route(connection: Connection, new: Route, *, now: datetime) -> None:
    """Keep a route whole, for good."""
    connection.execute(
        insert(route).values(
            key=new.key, version=new.version, sha256=new.sha256, body=new.to_json(), adopted_at=now
        )
    )


def set_calendar(connection: Connection, changed: DaysChanged) -> None:
    """Change the office's bank holidays and closure days."""
    if changed.removed:
        connection.execute(delete(holiday).where(holiday.c.day.in_(changed.removed)))
    if changed.added:
        connection.execute(insert(holiday), [{"day": day} for day in changed.added])
    values = {"source": changed.source, "covers_to": changed.covers_to}
    if connection.execute(update(calendar).values(**values)).rowcount == 0:
        connection.execute(insert(calendar).values(id=1, **values))


def _end(connection: Connection, table: Table, row_id: str, on: date) -> bool:
    ended = connection.execute(
        update(table).where(table.c.id == row_id, table.c.ended_on.is_(None)).values(ended_on=on)
    )
    return bool(ended.rowcount == 1)
