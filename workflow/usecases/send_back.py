"""Send a paper back to its originator."""

from datetime import datetime

from states.vocabulary import Act
from workflow.usecases.desk import Desk
from workflow.usecases.visit import Receipt, Visit
from workflow.usecases.walk import walk


def send_back(desk: Desk, visit: Visit, *, now: datetime, reason: str | None) -> Receipt:
    """Send the paper back from an open step, with a reason. The originator may change and resubmit it."""
    request = visit.request(Act.SEND_BACK, reason=reason)
    return walk(desk, visit, request, now=now)
