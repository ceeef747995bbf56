"""Let the clock of a submission run again."""

from datetime import datetime

from states.vocabulary import Act
from workflow.usecases.desk import Desk
from workflow.usecases.visit import Receipt, Visit
from workflow.usecases.walk import walk


def resume(desk: Desk, visit: Visit, *, now: datetime, reason: str | None) -> Receipt:
    """Start reminders again, with a reason. Refuses anybody but a governance officer."""
    request = visit.request(Act.RESUME, reason=reason)
    return walk(desk, visit, request, now=now)
