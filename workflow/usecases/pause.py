"""Pause the clock of a submission."""

from datetime import datetime

from states.vocabulary import Act
from workflow.usecases.desk import Desk
from workflow.usecases.visit import Receipt, Visit
from workflow.usecases.walk import walk


def pause(desk: Desk, visit: Visit, *, now: datetime, reason: str | None) -> Receipt:
    """Stop reminders, with a reason, without moving anything. Refuses anybody but a governance officer."""
    request = visit.request(Act.PAUSE, reason=reason)
    return walk(desk, visit, request, now=now)
