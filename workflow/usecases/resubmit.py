"""Submit again what was sent back."""

from datetime import datetime

from states.vocabulary import Act
from workflow.usecases.desk import Desk
from workflow.usecases.new_version import prepare_version
from workflow.usecases.visit import Receipt, Visit
from workflow.usecases.walk import walk


def resubmit(desk: Desk, visit: Visit, *, now: datetime) -> Receipt:
    """Make what was written since a new version, void the sign-offs of the old one, start the route again."""
    return walk(desk, visit, visit.request(Act.RESUBMIT), now=now, prepare=prepare_version)
