"""Appoint somebody to an office."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from notifications.context import day_in_words
from states.authority import Appointment, title_on
from states.refusals import refusal
from workflow.store import office_changes, offices
from workflow.usecases.desk import Desk
from workflow.usecases.office_act import OfficeChange, Told, office_act
from workflow.usecases.office_facts import appointed
from workflow.usecases.visit import Receipt, Visit


def appoint(desk: Desk, visit: Visit, wanted: Appointment, *, now: datetime) -> Receipt:
    """Put a person in post, substantive, acting or as deputy, from day to day. The receipt is about its id.

    The id given is replaced by a new one. Refuses unknown people and offices, and days in the wrong order.
    """

    def change(connection: Connection) -> OfficeChange:
        person = offices.people(connection).get(wanted.person)
        if person is None or person.ended_at is not None:
            raise refusal("person-unknown", "There is nobody of this id in the directory today.")
        authority = offices.authority(connection)
        title = title_on(authority, wanted.office, wanted.from_on)
        if title is None:
            raise refusal(
                "office-unknown", f"There is no office {wanted.office!r} on that day. Set it first."
            )
        if wanted.to_on is not None and wanted.to_on < wanted.from_on:
            raise refusal("office-days", "The last day in post is before the first. Give later days.")
        new = replace(wanted, id=f"a_{desk.new_id()}")
        office_changes.add_appointment(connection, new)
        return OfficeChange(facts=[appointed(new)], told={0: told_of(new, title)})

    return office_act(desk, visit, change, asked=("appoint", wanted), now=now)


def told_of(new: Appointment, title: str) -> Told:
    """What the letter to the person appointed says."""
    return Told(
        person=new.person,
        office_title=title,
        capacity=new.capacity.value,
        from_on=day_in_words(new.from_on),
        to_on=day_in_words(new.to_on) if new.to_on else None,
    )
