"""End an appointment before its day."""

from datetime import date, datetime

from sqlalchemy import Connection

from states.facts import About, Fact, FactName, Subject
from states.refusals import refusal
from workflow.store import office_changes
from workflow.usecases.desk import Desk
from workflow.usecases.office_act import OfficeChange, office_act
from workflow.usecases.visit import Receipt, Visit


def end_appointment(desk: Desk, visit: Visit, appointment: str, *, on: date, now: datetime) -> Receipt:
    """Make `on` the last day in post. The appointment stays in the record."""

    def change(connection: Connection) -> OfficeChange:
        if not office_changes.end_appointment(connection, appointment, on=on):
            raise refusal("appointment-unknown", "There is no appointment of this id that can still end.")
        about = Subject(About.APPOINTMENT, appointment)
        return OfficeChange(
            facts=[Fact(FactName.APPOINTMENT_ENDED, about, data={"ended_on": on.isoformat()})]
        )

    return office_act(desk, visit, change, asked=("end_appointment", appointment, on), now=now)
