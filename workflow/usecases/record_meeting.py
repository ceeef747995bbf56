"""Record what a board did at a meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from states.requests import Meeting
from states.vocabulary import Act
from workflow.usecases.desk import Desk
from workflow.usecases.sign import complete_statement
from workflow.usecases.visit import Receipt, Visit
from workflow.usecases.walk import walk


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardAct:
    """What the minute shows: the meeting, the act, and the act's own details (reason, conditions …)."""

    act: Act
    meeting: Meeting
    details: Mapping[str, Any]


def record_meeting(desk: Desk, visit: Visit, done: BoardAct, *, now: datetime) -> Receipt:
    """Record the board's act on its step: the day, who was present and abstained, the minute's reference.

    Refuses a meeting without its quorum of members entitled to vote, and anybody but a governance officer.
    """
    request = visit.request(done.act, meeting=done.meeting, **done.details)
    return walk(desk, visit, request, now=now, prepare=complete_statement)
