"""Withdraw a paper before it is decided."""

from datetime import datetime

from states.vocabulary import Act
from workflow.usecases.desk import Desk
from workflow.usecases.visit import Receipt, Visit
from workflow.usecases.walk import walk


def withdraw(desk: Desk, visit: Visit, *, now: datetime, reason: str | None) -> Receipt:
    """Take the originator's paper back for good, with a reason. Its number stays used."""
    request = visit.request(Act.WITHDRAW, reason=reason)
    return walk(desk, visit, request, now=now)
