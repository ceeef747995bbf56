"""Keep what has been written of a paper so far, and say at once what is wrong with it."""

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from states.calendar import london_day
from states.check import check_draft, recheck
from states.money import amounts_of
from states.refusals import Finding, refusal
from states.submission import Content, Submission
from states.vocabulary import SECTIONS, State
from workflow.audit.manifest import content_of
from workflow.store import offices, submissions
from workflow.usecases.correspondence import governance
from workflow.usecases.desk import Desk
from workflow.usecases.start_draft import require_person, storable
from workflow.usecases.visit import Visit
from workflow.usecases.written import written


def save_draft(
    desk: Desk, visit: Visit, content: Content, *, now: datetime, known: Iterable[Finding] | None = None
) -> tuple[Finding, ...]:
    """Replace the draft's text; gives what the rules find in it now. Whoever saves counts as an editor for
    ever, and can never sign this paper.

    `known` is what the last saving found: then only the rules that read what has changed are run again.
    Refuses anybody but its originator, its editors so far and governance officers, and a paper that is
    neither a draft nor sent back.
    """
    stored = storable(content)
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
        findings = _findings(desk, connection, found, content_of(stored), known=known, now=now)
        submissions.save_draft(connection, found.id, stored, by=person, now=now)
    return findings


def _findings(  # noqa: PLR0913  # all that a draft is judged by
    desk: Desk,
    connection: Connection,
    found: Submission,
    content: Content,
    *,
    known: Iterable[Finding] | None,
    now: datetime,
) -> tuple[Finding, ...]:
    content = replace(content, amounts=amounts_of(content))
    around: dict[str, Any] = {
        "form": desk.form(connection, found.route_key, found.route_version),
        "calendar": offices.working_calendar(connection),
        "now": now,
        "customs": desk.customs,
        "register": desk.register(connection, number=found.number, besides=found.id),
        "number": found.number,
    }
    if known is None:
        return check_draft(content, **around)
    return recheck(known, content, changed=_changed(written(connection, found), content), **around)


def _changed(before: Content, after: Content) -> set[str]:
    """The keys, of fields and of sections, whose text is not what it was."""
    names = {field.name for field in fields(Content)} - {"sections", "amounts"}
    changed = {name for name in names if getattr(before, name) != getattr(after, name)}
    return changed | {key for key in SECTIONS if before.sections.get(key, ()) != after.sections.get(key, ())}
