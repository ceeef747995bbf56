"""Change the office's bank holidays and closure days."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from workflow.store import office_changes, offices
from workflow.store.office_changes import DaysChanged
from workflow.usecases.desk import Desk
from workflow.usecases.office_act import OfficeChange, office_act
from workflow.usecases.office_facts import calendar_changed
from workflow.usecases.visit import Receipt, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysOff:
    """The days on which an office does not work, where they are from, and up to which day they are known."""

    days: frozenset[date]
    source: str
    covers_to: date


def change_calendar(desk: Desk, visit: Visit, wanted: DaysOff, *, now: datetime) -> Receipt:
    """Make these the days on which the office does not work. The fact says what came and what went."""

    def change(connection: Connection) -> OfficeChange:
        known = offices.working_calendar(connection).holidays
        changed = DaysChanged(
            source=wanted.source,
            covers_to=wanted.covers_to,
            added=tuple(sorted(wanted.days - known)),
            removed=tuple(sorted(known - wanted.days)),
        )
        office_changes.set_calendar(connection, changed)
        return OfficeChange(facts=[calendar_changed(changed)])

    return office_act(
        desk,
        visit,
        change,
        asked=("change_calendar", sorted(wanted.days), wanted.source, wanted.covers_to),
        now=now,
    )
