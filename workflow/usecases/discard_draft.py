"""Throw a draft away."""

from states.refusals import refusal
from states.vocabulary import State
from workflow.store import submissions
from workflow.usecases.desk import Desk
from workflow.usecases.start_draft import require_person
from workflow.usecases.visit import Visit


def discard_draft(desk: Desk, visit: Visit) -> None:
    """Remove the text of a draft that was never submitted. That somebody once began it stays in the history.

    Refuses anybody but its originator.
    """
    with desk.store.writing() as connection:
        person = require_person(connection, visit)
        found = submissions.load(
            connection, visit.submission or "", steps_of=desk.steps_of(connection), lock=True
        )
        if found is None or found.originator != person:
            raise refusal("submission-unknown", "There is no such draft of yours. Look it up in your list.")
        if found.state != State.DRAFT:
            raise refusal("out-of-turn", "This paper was submitted: withdraw it instead, with a reason.")
        submissions.drop_draft(connection, found.id)
