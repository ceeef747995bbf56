"""Record that somebody has left."""

from datetime import datetime

from sqlalchemy import Connection

from states.facts import About, Fact, FactName, Subject
from states.refusals import refusal
from workflow import links
from workflow.store import office_changes, offices
from workflow.usecases.desk import Desk
from workflow.usecases.office_act import OfficeChange, office_act
from workflow.usecases.visit import Receipt, Visit


def end_person(desk: Desk, visit: Visit, person: str, *, now: datetime) -> Receipt:
    """End a person's part in the office at once, links included. They stay in the record for ever."""

    def change(connection: Connection) -> OfficeChange:
        found = offices.people(connection).get(person)
        if found is None or found.ended_at is not None:
            raise refusal("person-unknown", "There is nobody of this id in the directory today.")
        office_changes.end_person(connection, person, now=now)
        links.end_of_person(connection, person, now=now)
        return OfficeChange(facts=[Fact(FactName.PERSON_ENDED, Subject(About.PERSON, person))])

    return office_act(desk, visit, change, asked=("end_person", person), now=now)
