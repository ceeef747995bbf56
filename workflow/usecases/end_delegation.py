"""End a delegation before its day."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from states.authority import governor_of
from states.calendar import london_day
from states.facts import About, Actor, Fact, FactName, Subject
from states.refusals import refusal
from workflow.store import office_changes, offices
from workflow.usecases.desk import Desk
from workflow.usecases.office_act import OfficeChange, office_act
from workflow.usecases.visit import Receipt, Visit


def end_delegation(desk: Desk, visit: Visit, delegation: str, *, on: date, now: datetime) -> Receipt:
    """Make `on` the deputy's last day. The holder who named the deputy may do it, or a governance officer."""

    def change(connection: Connection) -> OfficeChange:
        if not office_changes.end_delegation(connection, delegation, on=on):
            raise refusal("delegation-unknown", "This delegation has been ended already.")
        about = Subject(About.DELEGATION, delegation)
        return OfficeChange(facts=[Fact(FactName.DELEGATION_ENDED, about, data={"ended_on": on.isoformat()})])

    def by(connection: Connection, visit: Visit, *, now: datetime) -> Actor:
        found = office_changes.delegation_of(connection, delegation)
        governor = governor_of(offices.authority(connection), visit.person, on=london_day(now))
        if found is None or (found.holder != visit.person and governor is None):
            raise refusal("delegation-unknown", "There is no delegation of yours of this id.")
        if governor is None:
            return visit.actor()
        return replace(visit.actor(), office=governor.office, capacity=governor.capacity)

    return office_act(desk, visit, change, asked=("end_delegation", delegation, on), now=now, by=by)
