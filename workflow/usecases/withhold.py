"""Withhold parts of a published decision."""

from datetime import datetime

from states.vocabulary import Act
from workflow.usecases.desk import Desk
from workflow.usecases.public_record import PublicRecord, prepare_publication
from workflow.usecases.visit import Receipt, Visit
from workflow.usecases.walk import walk


def withhold(desk: Desk, visit: Visit, public: PublicRecord, *, now: datetime, reason: str | None) -> Receipt:
    """Replace the public record by one with parts held back, each with ground and reason, and say why."""
    request = visit.request(Act.WITHHOLD, reason=reason)
    return walk(desk, visit, request, now=now, prepare=prepare_publication(public), asked=public)
