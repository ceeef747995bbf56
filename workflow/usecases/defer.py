"""Defer a decision to a day."""

from datetime import date, datetime

from states.vocabulary import Act
from workflow.usecases.desk import Desk
from workflow.usecases.visit import Receipt, Visit
from workflow.usecases.walk import walk


def defer(desk: Desk, visit: Visit, *, now: datetime, reason: str | None, back_on: date | None) -> Receipt:
    """Record that the decider defers, with a reason. On `back_on` the worker brings the paper back."""
    request = visit.request(Act.DEFER, reason=reason, back_on=back_on)
    return walk(desk, visit, request, now=now)
