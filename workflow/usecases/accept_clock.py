"""Accept this machine's clock after it jumped far ahead of the last recorded act."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from states.facts import About, Fact, FactName, Subject
from workflow.store.audit_tables import audit_head
from workflow.usecases.desk import Desk
from workflow.usecases.office_act import OfficeChange, office_act
from workflow.usecases.visit import Receipt, Visit


def accept_clock(desk: Desk, visit: Visit, *, now: datetime) -> Receipt:
    """Record by how much the clock has moved since the last act, so that acts are taken again."""

    def change(connection: Connection) -> OfficeChange:
        last_at = datetime.fromisoformat(connection.execute(select(audit_head.c.last_at)).scalar_one())
        moved = (now - last_at) // timedelta(milliseconds=1)
        about = Subject(About.LOG, desk.log.origin)
        return OfficeChange(facts=[Fact(FactName.CLOCK_STEPPED, about, data={"by_ms": moved})])

    return office_act(desk, visit, change, asked=("accept_clock", visit.key), now=now)
