"""Declare an interest in a submission."""

from datetime import datetime

from states.vocabulary import Act
from workflow.usecases.desk import Desk
from workflow.usecases.visit import Receipt, Visit
from workflow.usecases.walk import walk


def declare_interest(desk: Desk, visit: Visit, *, now: datetime, interest: str, bars: bool) -> Receipt:
    """Keep what the interest is and whose. One that `bars` keeps the person from every step."""
    request = visit.request(Act.DECLARE_INTEREST, interest=interest, bars=bars)
    return walk(desk, visit, request, now=now)
