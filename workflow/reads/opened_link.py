"""What a link shows to the person it belongs to. Looking changes nothing, ever: mail scanners look too."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from states.authority import may_sign
from states.calendar import london_day
from states.submission import Step, Submission
from workflow import links
from workflow.audit.texts import read_fields
from workflow.store import offices, submissions
from workflow.store.submissions import StepsOf


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedLink:
    """The act that a link opens: the submission as it stands, the step, and the text to be read first."""

    submission: Submission
    step: Step
    fields: Mapping[str, Any]


def opened_link(
    connection: Connection, token: str, *, person: str, steps_of: StepsOf, now: datetime
) -> OpenedLink:
    """What the link opens for this person.

    Refuses with one and the same answer a link that is unknown, spent, ended, expired or somebody else's,
    and one whose holder may no longer act on the step.
    """
    link = links.find(connection, token)
    if link is None or link.person != person or link.claimed_by or link.ended_at or link.expires_at <= now:
        raise links.ended()
    found = submissions.load(connection, link.submission, steps_of=steps_of)
    step = found.step(link.step) if found else None
    if found is None or step is None or found.version != link.version:
        raise links.ended()
    authority = offices.authority(connection)
    if may_sign(authority, step.office, person=person, on=london_day(now), reserved=step.reserved) is None:
        raise links.ended()
    return OpenedLink(submission=found, step=step, fields=read_fields(connection, found.id, found.version))
