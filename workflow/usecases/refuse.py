"""Refuse what a paper recommends."""

from datetime import datetime

from states.vocabulary import Act
from workflow.usecases.desk import Desk
from workflow.usecases.visit import Receipt, Visit
from workflow.usecases.walk import walk


def refuse(desk: Desk, visit: Visit, *, now: datetime, reason: str | None) -> Receipt:
    """Record the decider's refusal, with its reason."""
    request = visit.request(Act.REFUSE, reason=reason)
    return walk(desk, visit, request, now=now)
