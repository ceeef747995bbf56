"""Submit a draft for the first time."""

from datetime import datetime

from states.vocabulary import Act
from workflow.usecases.desk import Desk
from workflow.usecases.new_version import prepare_version
from workflow.usecases.visit import Receipt, Visit
from workflow.usecases.walk import walk


def submit(desk: Desk, visit: Visit, *, now: datetime) -> Receipt:
    """Make the draft version 1, give it the year's next number and ask the first step for its sign-off.

    Refuses while a rule blocks, and anybody but the originator.
    """
    return walk(desk, visit, visit.request(Act.SUBMIT), now=now, prepare=prepare_version)
