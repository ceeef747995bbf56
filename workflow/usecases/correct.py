"""Correct what is public of a decision."""

from datetime import datetime

from states.vocabulary import Act
from workflow.usecases.desk import Desk
from workflow.usecases.public_record import PublicRecord, prepare_publication
from workflow.usecases.visit import Receipt, Visit
from workflow.usecases.walk import walk


def correct(desk: Desk, visit: Visit, public: PublicRecord, *, now: datetime, reason: str | None) -> Receipt:
    """Replace the public record whole, with a reason; what it said before stays in the history."""
    request = visit.request(Act.CORRECT, reason=reason)
    return walk(desk, visit, request, now=now, prepare=prepare_publication(public), asked=public)
