"""A rehearsal: a paper walked through a sample office, every act by the link in a letter that arrived.

Its clock is its own and runs through past working days, so that the waits are those of a real office.
"""

import email
import email.policy
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from states.calendar import Calendar, add_working_days
from states.refusals import Refused
from states.vocabulary import Proof
from workflow.app import open_postman
from workflow.config import Settings
from workflow.reads.opened_link import OpenedLink, opened_link
from workflow.store import offices
from workflow.store.offices import Person
from workflow.usecases.deliver import BATCH, Postman, deliver
from workflow.usecases.desk import Desk
from workflow.usecases.visit import Receipt, Visit

LONDON = ZoneInfo("Europe/London")


@dataclass(kw_only=True)
class Done:
    """One act of the rehearsal, as it was told to the person: a receipt, or a refusal."""

    act: str
    person: str
    office: str | None
    at: str
    receipt: Receipt | None = None
    refused: Refused | None = None
    written: str | None = None
    """The date on paper that was to be recorded, as it is written there."""
    supposed: bool = False
    """Whether that date is only what may have been meant."""

    def as_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {
            "act": self.act,
            "person": self.person,
            "office": self.office,
            "at": self.at,
            "result": "refused" if self.refused else "recorded",
        }
        if self.written:
            told |= {"written": self.written, "supposed": self.supposed}
        if self.refused:
            told |= {
                "rule": self.refused.rule,
                "message": str(self.refused),
                "findings": [finding.as_json() for finding in self.refused.findings],
            }
        if self.receipt:
            told |= {"state": self.receipt.state, "entry": self.receipt.entry_id}
        return told


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """One letter as it lies in the Maildir."""

    to: str
    subject: str
    message_id: str
    text: str
    file: str

    def as_json(self) -> dict[str, str]:
        return {"to": self.to, "subject": self.subject, "message_id": self.message_id}


Tell = Callable[[Done | Arrived | str], None]
"""What is done with each act, letter and heading as it happens."""


class Rehearsal:
    """The sample office at work. `day` 0 is the day the paper is begun; hours are London's."""

    def __init__(self, desk: Desk, settings: Settings, *, first_day: date, tell: Tell) -> None:
        self.desk = desk
        self._tell = tell
        self.first_day = first_day
        self.now = self.opening_hour(first_day)
        self.done: list[Done] = []
        self.letters: list[Arrived] = []
        self._maildir = Path(settings.mail.removeprefix("maildir:")) / "new"
        self._seen = set(self._files())
        self._postman: Postman = open_postman(settings, clock=lambda: self.now)
        with desk.store.reading() as connection:
            self.people = {p.email: p for p in offices.people(connection).values()}
            self.calendar: Calendar = offices.working_calendar(connection)

    @staticmethod
    def opening_hour(day: date) -> datetime:
        """When the sample office opens on its first day."""
        return _at(day, 8, 0)

    def say(self, heading: str) -> None:
        """Announce what comes next."""
        self._tell(heading)

    def move_to(self, day: int, hour: int, minute: int = 0) -> None:
        """Let the clock run to an hour of the n-th working day."""
        wanted = _at(add_working_days(self.calendar, self.first_day, day), hour, minute)
        self.now = max(self.now, wanted)

    def move_to_date(self, day: date, hour: int) -> None:
        """Let the clock run to an hour of a day."""
        self.now = max(self.now, _at(day, hour, 0))

    def person(self, mailbox: str) -> Person:
        """Whoever reads this mailbox of the sample office."""
        return self.people[f"{mailbox}@demo.invalid"]

    def visit(self, mailbox: str, key: str, **details: Any) -> Visit:
        """A visit of the person with this mailbox."""
        return Visit(key=key, person=self.person(mailbox).id, proof=Proof.DEMO, **details)

    def keep(
        self, act: str, mailbox: str, receipt: Receipt, office: str | None = None, **details: Any
    ) -> Receipt:
        """Note an act, and let the worker send what it caused."""
        self._note(act, mailbox, office, receipt=receipt, **details)
        self.post()
        return receipt

    def keep_refused(self, act: str, mailbox: str, refused: Refused, office: str, **details: Any) -> None:
        """Note a refusal."""
        self._note(act, mailbox, office, refused=refused, **details)

    def _note(self, act: str, mailbox: str, office: str | None, **told: Any) -> None:
        who = self.person(mailbox).name
        done = Done(act=act, person=who, office=office, at=self.now.isoformat(), **told)
        self.done.append(done)
        self._tell(done)

    def post(self) -> None:
        """Let the worker send everything that is due, and fetch what arrived."""
        while deliver(self.desk, self._postman) == BATCH:
            continue
        for path in sorted(self._files() - self._seen):
            self._seen.add(path)
            letter = _arrived(path)
            self.letters.append(letter)
            self._tell(letter)

    def _files(self) -> set[Path]:
        return set(self._maildir.iterdir()) if self._maildir.is_dir() else set()

    def open_letter(self, mailbox: str) -> tuple[str, OpenedLink]:
        """The secret of the newest link in a mailbox, and what it shows to its reader."""
        address = f"{mailbox}@demo.invalid"
        found = [token for letter in self.letters if letter.to == address for token in self._tokens(letter)]
        token = found[-1]
        with self.desk.store.reading() as connection:
            shown = opened_link(
                connection,
                token,
                person=self.people[address].id,
                steps_of=self.desk.steps_of(connection),
                now=self.now,
            )
        return token, shown

    def _tokens(self, letter: Arrived) -> Iterator[str]:
        yield from re.findall(re.escape(f"{self.desk.base_url}/l/") + r"([A-Za-z0-9_-]{43})", letter.text)

    def visit_by_letter(self, mailbox: str, key: str) -> tuple[Visit, OpenedLink]:
        """The visit of somebody who opens the link in their newest letter and has read what it shows."""
        token, shown = self.open_letter(mailbox)
        return self.visit(mailbox, key, link=token, seen=shown.submission.content), shown


def scan_of(data: bytes) -> dict[str, Any]:
    """What the record keeps of a file that shows ink: its SHA-256 and size in bytes."""
    return {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=LONDON)


def _arrived(path: Path) -> Arrived:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    if not isinstance(message, EmailMessage):
        raise TypeError("the mail policy gives e-mail messages")
    body = message.get_body(("plain",))
    return Arrived(
        to=str(message["To"]),
        subject=str(message["Subject"]),
        message_id=str(message["Message-ID"]),
        text=body.get_content() if body else "",
        file=path.name,
    )
