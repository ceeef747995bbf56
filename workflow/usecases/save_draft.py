"""Keep what has been written of a paper so far."""

from datetime import datetime

from states.calendar import london_day
from states.refusals import refusal
from states.submission import Content
from states.vocabulary import State
from workflow.store import offices, submissions
from workflow.usecases.correspondence import governance
from workflow.usecases.desk import Desk
from workflow.usecases.start_draft import require_person, storable
from workflow.usecases.visit import Visit


def save_draft(desk: Desk, visit: Visit, content: Content, *, now: datetime) -> None:
    """Replace the draft's text. Whoever saves counts as an editor for ever, and can never sign this paper.

    Refuses anybody but its originator, its editors so far and governance officers, and a paper that is
    neither a draft nor sent back.
    """
    fields = storable(content)
    with desk.store.writing() as connection:
        person = require_person(connection, visit)
        found = submissions.load(
            connection, visit.submission or "", steps_of=desk.steps_of(connection), lock=True
        )
        officers = governance(offices.authority(connection), on=london_day(now))
        if found is None or person not in {*found.editors, *officers}:
            raise refusal("submission-unknown", "There is no such draft of yours. Look it up in your list.")
        if found.state not in {State.DRAFT, State.SENT_BACK}:
            raise refusal(
                "out-of-turn", "This paper is submitted; it can be changed only if it is sent back."
            )
        submissions.save_draft(connection, found.id, fields, by=person, now=now)
