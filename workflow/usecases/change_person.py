"""Change a person's name or address."""

from datetime import datetime

from sqlalchemy import Connection

from notifications.addresses import require_address
from states.facts import About, Fact, FactName, Subject
from states.refusals import refusal
from workflow.store import office_changes, offices
from workflow.store.offices import Person
from workflow.usecases.add_person import require_name
from workflow.usecases.desk import Desk
from workflow.usecases.office_act import OfficeChange, office_act
from workflow.usecases.visit import Receipt, Visit


def change_person(desk: Desk, visit: Visit, wanted: Person, *, now: datetime) -> Receipt:
    """Set name and registered address from now on. What was signed keeps the name it was signed with."""

    def change(connection: Connection) -> OfficeChange:
        if wanted.id not in offices.people(connection):
            raise refusal("person-unknown", "There is nobody of this id in the directory.")
        name, address = require_name(wanted.name), require_address(wanted.email)
        office_changes.change_person(connection, wanted.id, name=name, email=address)
        fact = Fact(
            FactName.PERSON_CHANGED,
            Subject(About.PERSON, wanted.id),
            sealed={"name": name, "email": address},
        )
        return OfficeChange(facts=[fact])

    return office_act(desk, visit, change, asked=("change_person", wanted), now=now)
