"""Ask those who may act now on a waiting paper: new holders after an appointment, or a lost letter."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from notifications.catalogue import Audience, Event
from notifications.context import LetterContext
from notifications.letter import Recipient
from notifications.render import write_letter
from states.authority import Authority, Holder
from states.calendar import london_day
from states.facts import About, Fact, FactName, Subject
from states.refusals import refusal
from states.submission import Step, Submission
from workflow import links, outbox
from workflow.audit.append import EntryDraft, append
from workflow.audit.texts import mentioned
from workflow.links import Link, expiry
from workflow.outbox import Posted
from workflow.store import commands, offices, submissions
from workflow.usecases.correspondence import entitled, posted
from workflow.usecases.desk import Desk
from workflow.usecases.office_act import require_governor
from workflow.usecases.transaction import once
from workflow.usecases.visit import Receipt, Visit, digest, require_key

ASKED = 0
"""The level of this kind of reminder; those that the schedule sends begin at 1."""


def ask_again(desk: Desk, visit: Visit, *, now: datetime) -> Receipt:
    """Send everybody who may act now on the open steps a new link; the older ones end.

    Refuses anybody but a governance officer and the operator, a paper on which no step is open, and one on
    whose open steps nobody may act, or which a board takes at a meeting.
    """
    require_key(visit.key)
    fingerprint = digest(visit.person, "ask_again", visit.submission)

    def work(connection: Connection) -> Receipt:
        found = submissions.load(
            connection, visit.submission or "", steps_of=desk.steps_of(connection), lock=True
        )
        actor = require_governor(connection, visit, now=now)
        if found is None:
            raise refusal("submission-unknown", "There is no such submission. Look it up in your list.")
        letters = _Asking(desk, connection, found, offices.authority(connection), now).letters()
        if not letters:
            raise refusal("nobody-to-ask", "No open step of this paper has anybody to sign it by a link.")
        fact = _reminded(found, outbox.queue(connection, letters, now=now), now=now)
        receipt = _receipt(visit.key, found, now=now)
        commands.keep(connection, visit.key, request=fingerprint, outcome=receipt.as_json(), now=now)
        append(connection, [EntryDraft(receipt.entry_id, fact, actor)], log=desk.log, now=now)
        return receipt

    return once(desk, visit.key, fingerprint, work)


def _reminded(found: Submission, letters: list[dict[str, Any]], *, now: datetime) -> Fact:
    day = london_day(now).isoformat()
    return Fact(
        name=FactName.REMINDED,
        about=Subject(About.SUBMISSION, found.id, found.version),
        before=found.state,
        after=found.state,
        content=found.content,
        data={"level": ASKED, "due_on": day, "late": False, "letters": letters},
    )


def _receipt(key: str, found: Submission, *, now: datetime) -> Receipt:
    return Receipt(
        key=key,
        act=FactName.REMINDED,
        entry_id=f"{key}.0",
        about=found.id,
        at=now.astimezone(UTC).isoformat(),
        number=found.number,
        state=found.state,
        version=found.version,
        content=found.content,
    )


class _Asking:
    def __init__(
        self, desk: Desk, connection: Connection, found: Submission, authority: Authority, now: datetime
    ) -> None:
        self.desk, self.connection, self.found = desk, connection, found
        self.authority, self.now = authority, now
        self.people = offices.people(connection)

    def letters(self) -> list[Posted]:
        """End the links of the open steps, issue new ones, and write the letters that bear them."""
        written = []
        for step in self.found.open_steps():
            if step.quorum > 1:
                continue
            links.end(self.connection, self.found.id, [step.key], now=self.now)
            holders = entitled(step, self.found, self.authority, on=london_day(self.now))
            written += [self._letter(step, holder) for holder in holders]
        return written

    def _letter(self, step: Step, holder: Holder) -> Posted:
        link = Link(
            id=f"l_{self.desk.new_id()}",
            person=holder.person,
            submission=self.found.id,
            version=self.found.version,
            step=step.key,
            expires_at=expiry(self.now),
        )
        links.issue(self.connection, [link], key=self.desk.link_key)
        person = self.people[holder.person]
        letter = write_letter(
            Event.REMINDER,
            Recipient(person.id, person.name, person.email),
            LetterContext(
                organisation=self.desk.organisation,
                site=self.desk.base_url,
                audience=Audience.AWAITED_HOLDERS,
                number=self.found.number,
                fingerprint=self.found.content,
                step_title=step.title,
                office_title=holder.office_title,
                decides=step.decides,
                stands_in_for=self.people[holder.for_person].name if holder.for_person else None,
                **mentioned(self.connection, self.found, None),
            ),
        )
        return posted(self.desk, letter, submission=self.found.id, link=link.id)
