"""Approve what a paper recommends."""

from dataclasses import dataclass
from datetime import date, datetime

from states.vocabulary import Act
from workflow.usecases.desk import Desk
from workflow.usecases.visit import Receipt, Visit
from workflow.usecases.walk import walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """What may go with an approval: a reason, conditions, the day it takes effect (default: that day)."""

    reason: str | None = None
    conditions: str | None = None
    effective_on: date | None = None


def approve(desk: Desk, visit: Visit, *, now: datetime, approval: Approval | None = None) -> Receipt:
    """Record the decider's approval of exactly the content shown."""
    given = approval or Approval()
    request = visit.request(
        Act.APPROVE,
        reason=given.reason,
        conditions=given.conditions,
        effective_on=given.effective_on,
    )
    return walk(desk, visit, request, now=now)
