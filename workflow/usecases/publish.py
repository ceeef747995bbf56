"""Publish a decision."""

from datetime import datetime

from states.vocabulary import Act
from workflow.usecases.desk import Desk
from workflow.usecases.public_record import PublicRecord, prepare_publication
from workflow.usecases.visit import Receipt, Visit
from workflow.usecases.walk import walk


def publish(desk: Desk, visit: Visit, public: PublicRecord, *, now: datetime) -> Receipt:
    """Make the decision public: every part listed, nothing else.

    Refuses a paper that is not decided, or whose stored text is not the one decided.
    """
    request = visit.request(Act.PUBLISH)
    return walk(desk, visit, request, now=now, prepare=prepare_publication(public), asked=public)
