"""End a delegation before its day."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from states.authority import governor_of
from states.calendar import london_day
from states.facts import About, Fact, FactName, Subject
from states.refusals import refusal
from workflow.store import office_changes, offices
from workflow.usecases.desk import Desk
from workflow.usecases.office_act import OfficeChange, keep_change
from workflow.usecases.transaction import committed, repeated
from workflow.usecases.visit import Receipt, Visit, digest, require_key


def end_delegation(desk: Desk, visit: Visit, delegation: str, *, on: date, now: datetime) -> Receipt:
    """Make `on` the deputy's last day. The holder who named the deputy may do it, or a governance officer."""
    require_key(visit.key)
    fingerprint = digest(visit.person, "end_delegation", delegation, on)

    def work(connection: Connection) -> Receipt:
        if receipt := repeated(connection, visit.key, fingerprint):
            return receipt
        found = office_changes.delegation_of(connection, delegation)
        governor = governor_of(offices.authority(connection), visit.person, on=london_day(now))
        if found is None or (found.holder != visit.person and governor is None):
            raise refusal("delegation-unknown", "There is no delegation of yours of this id.")
        if not office_changes.end_delegation(connection, delegation, on=on):
            raise refusal("delegation-unknown", "This delegation has been ended already.")
        actor = visit.actor()
        if governor is not None:
            actor = replace(actor, office=governor.office, capacity=governor.capacity)
        about = Subject(About.DELEGATION, delegation)
        change = OfficeChange(
            facts=[Fact(FactName.DELEGATION_ENDED, about, data={"ended_on": on.isoformat()})]
        )
        return keep_change(
            desk, connection, change, actor=actor, fingerprint=(visit.key, fingerprint), now=now
        )

    return committed(desk, visit.key, fingerprint, work)
