"""Bring a deferred paper back on its day."""

from datetime import date, datetime

from states.vocabulary import Act, ActorKind, Proof
from workflow.usecases.desk import Desk
from workflow.usecases.visit import Receipt, Visit
from workflow.usecases.walk import walk


def bring_back(desk: Desk, submission: str, *, deferred_to: date, now: datetime) -> Receipt:
    """Open the deciding step again. Any number of workers bring a paper back once: the key is its day's."""
    visit = Visit(
        key=f"back-{submission}-{deferred_to.isoformat()}",
        person=None,
        kind=ActorKind.SYSTEM,
        proof=Proof.NONE,
        submission=submission,
    )
    return walk(desk, visit, visit.request(Act.BRING_BACK), now=now)
