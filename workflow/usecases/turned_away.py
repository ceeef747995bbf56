"""Refusals worth keeping: somebody tried, by a POST, what they may not do."""

import logging
from datetime import datetime

from states.calendar import london_day
from states.facts import About, Fact, FactName, Subject
from states.refusals import Refused
from states.requests import Request
from states.vocabulary import ActorKind
from workflow import links
from workflow.audit.append import EntryDraft, append
from workflow.store import commands, submissions
from workflow.usecases.desk import Desk
from workflow.usecases.visit import Visit

_log = logging.getLogger("signoff.acts")

AT_MOST_A_DAY = 20
"""How many are kept a day of one person on one link or submission; more would only fill the history."""

WORTH_KEEPING = frozenset(
    {
        "interest-declared",
        "link-ended",
        "not-in-post",
        "not-originator",
        "out-of-turn",
        "reserved-to-holder",
        "same-person-twice",
        "self-approval",
        "stale-content",
    }
)


def keep(desk: Desk, visit: Visit, request: Request, refused: Refused, *, now: datetime) -> None:
    """Keep the refusal in a second short transaction, if it is of a kind that auditors ask about."""
    if refused.rule not in WORTH_KEEPING or visit.kind is not ActorKind.PERSON:
        return
    try:
        _keep(desk, visit, request, refused, now=now)
    except Refused as unkept:
        # The person is still owed the refusal itself; that it could not be kept is for the operator.
        _log.warning("a refusal (%s) was not kept: %s", refused.rule, unkept)


def _keep(desk: Desk, visit: Visit, request: Request, refused: Refused, *, now: datetime) -> None:
    with desk.store.writing() as connection:
        link = links.find(connection, visit.link) if visit.link else None
        wanted = link.submission if link else visit.submission
        if wanted is None:
            return
        found = submissions.load(connection, wanted, steps_of=desk.steps_of(connection), lock=True)
        who = f"{visit.person} {link.id if link else wanted}"
        day = london_day(now).isoformat()
        if found is None or not commands.count_turned_away(connection, who, day, at_most=AT_MOST_A_DAY):
            return
        seen = {"seen": visit.seen} if visit.seen else {}
        step = link.step if link else request.step
        fact = Fact(
            name=FactName.TURNED_AWAY,
            about=Subject(
                About.SUBMISSION, found.id, found.version or None, step if found.step(step or "") else None
            ),
            before=found.state,
            after=found.state,
            content=found.content,
            data={"act": str(request.act), "rule": refused.rule, **seen},
        )
        entry = EntryDraft(f"t_{desk.new_id()}.0", fact, visit.actor())
        append(connection, [entry], log=desk.log, now=now)
