"""A whole office at work, opened and moved by the real use cases alone, with a clock and mail of its own."""

import email
import email.policy
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from email.message import EmailMessage
from hashlib import sha256
from itertools import count
from typing import Any

from sqlalchemy import select

from notifications.delivery import Transport
from notifications.transports import Recorder
from states.authority import Appointment, Delegation
from states.refusals import Refused
from states.requests import Meeting
from states.routes import shipped_routes
from states.submission import Content, Submission
from states.vocabulary import Act, ActorKind, Capacity, Proof
from tests.workflow.clock import Clock
from tests.workflow.sample_office import (
    CE,
    CFO,
    DEPUTY,
    DETAILS,
    FIRST_DAY,
    GOVERNANCE,
    LIMBS,
    MEMBERS,
    ORIGINATOR,
    PCC,
    SCAN,
    board_route,
    paper,
    plan,
)
from workflow.audit.append import Log
from workflow.audit.keys import verifier_key
from workflow.audit.verify import Report, pin_of, verify_live
from workflow.reads.opened_link import OpenedLink, opened_link
from workflow.store import offices, submissions
from workflow.store.audit_tables import audit_entry
from workflow.store.engine import Store
from workflow.store.historic import OldFile
from workflow.store.offices import Person
from workflow.store.schema import metadata
from workflow.store.tables import letter
from workflow.usecases.appoint import appoint
from workflow.usecases.approve import Approval, approve
from workflow.usecases.bring_in import bring_in
from workflow.usecases.delegate import delegate
from workflow.usecases.deliver import Postman
from workflow.usecases.desk import Desk
from workflow.usecases.office_plan import days_off
from workflow.usecases.open_office import Opening, open_office
from workflow.usecases.public_record import PublicRecord
from workflow.usecases.publish import publish
from workflow.usecases.record_from_paper import InkSignOff
from workflow.usecases.record_meeting import BoardAct
from workflow.usecases.send_back import send_back
from workflow.usecases.sign import sign
from workflow.usecases.start_draft import start_draft
from workflow.usecases.submit import submit
from workflow.usecases.visit import Receipt, Visit
from workflow.worker import beat

ORIGIN = "opcc.example/audit/1"
BASE_URL = "https://opcc.example"
SENDER = "signoff@opcc.example"
LINK_KEY = bytes(range(32))
Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Mail:
    """A letter as its reader has it."""

    to: str
    subject: str
    text: str
    html: str
    headers: tuple[str, ...]
    data: bytes


@dataclass
class Office:
    """An office at its desk, with everybody in it by what they are called in the plan."""

    desk: Desk
    clock: Clock
    recorder: Recorder
    people: Mapping[str, Person]
    pin: str
    """What somebody outside kept of the history when the office had just been opened."""
    _mail: list[Mail] = field(default_factory=list)
    _keys: Iterator[int] = field(default_factory=lambda: count(1))

    # --- Who comes, and with what ----------------------------------------------------------------------

    def id(self, who: str) -> str:
        return self.people[who].id

    def visit(self, who: str, **details: Any) -> Visit:
        """A visit of somebody who signed in with a code; each has a key of its own."""
        given = {"key": f"key-{next(self._keys)}", "person": self.id(who), "proof": Proof.CODE}
        return Visit(**(given | details))

    def operator(self, **details: Any) -> Visit:
        """A visit of whoever sits at the command line."""
        given = {"key": f"key-{next(self._keys)}", "kind": ActorKind.OPERATOR, "proof": Proof.CLI}
        return Visit(**({"person": "os:operator"} | given | details))

    def by_hand(self, who: str, submission: str, step: str | None = None, **details: Any) -> Visit:
        """A visit to a submission that was looked up and read, not by a letter's link."""
        seen = self.load(submission).content
        return self.visit(who, **({"submission": submission, "step": step, "seen": seen} | details))

    def by_letter(self, who: str, **details: Any) -> Visit:
        """A visit by the link in the newest letter, after reading what it shows."""
        token = self.token(who)
        shown = self.opened(who, token)
        return self.visit(who, **({"link": token, "seen": shown.submission.content} | details))

    def opened(self, who: str, token: str) -> OpenedLink:
        """What a link shows to somebody now."""
        with self.desk.store.reading() as connection:
            steps_of = self.desk.steps_of(connection)
            return opened_link(connection, token, person=self.id(who), steps_of=steps_of, now=self.clock.now)

    # --- The walk --------------------------------------------------------------------------------------

    def draft(
        self, content: Content | None = None, *, route: str = "pcc-decision", by: str = ORIGINATOR
    ) -> str:
        """A new draft; its id."""
        visit = self.visit(by)
        return start_draft(self.desk, visit, content or paper(), route_key=route, now=self.tick()).about

    def submitted(self, content: Content | None = None, *, route: str = "pcc-decision") -> str:
        """A paper that waits for its first sign-off; its id."""
        about = self.draft(content, route=route)
        submit(self.desk, self.visit(ORIGINATOR, submission=about), now=self.tick())
        return about

    def signed(self, who: str, **details: Any) -> Receipt:
        """Let the holder sign by the letter, with what the step's certificate asks for."""
        return sign(self.desk, self.by_letter(who, **details), now=self.tick(), **LIMBS.get(who, {}))

    def sent_back(self, who: str = CE, reason: str = "Section 6 lacks the costs.") -> Receipt:
        return send_back(self.desk, self.by_letter(who), now=self.tick(), reason=reason)

    def approved(self, approval: Approval | None = None, *, who: str = PCC) -> Receipt:
        return approve(self.desk, self.by_letter(who), now=self.tick(), approval=approval)

    def with_cfo(self) -> str:
        """A paper that the Chief Executive has signed."""
        about = self.submitted()
        self.signed(CE)
        return about

    def with_decider(self) -> str:
        """A paper that both officers have signed."""
        about = self.with_cfo()
        self.signed(CFO)
        return about

    def decided(self) -> str:
        """A paper that was approved."""
        about = self.with_decider()
        self.approved()
        return about

    def published(self, record: PublicRecord | None = None) -> str:
        """A paper that was approved and published."""
        about = self.decided()
        public = record or PublicRecord(details=DETAILS)
        publish(self.desk, self.by_hand(GOVERNANCE, about), public, now=self.tick())
        return about

    def on_board_agenda(self) -> str:
        """A paper that waits for the board's meeting."""
        about = self.submitted(replace(paper(), submitted_to="Policing Board"), route="board-decision")
        self.signed(CE)
        return about

    def meeting(
        self, act: Act = Act.APPROVE, *, voting: Sequence[str] = MEMBERS[:3], **more: Any
    ) -> BoardAct:
        """What the minute of a meeting of today shows."""
        details = more.pop("details", {})
        present = tuple(self.id(who) for who in voting)
        given: dict[str, Any] = {
            "met_on": self.clock.now.date(),
            "present": present,
            "minute": "Minute 12/2026",
        }
        return BoardAct(act=act, meeting=Meeting(**(given | more)), details=details)

    def ink(self, who: str, written: str, **more: Any) -> InkSignOff:
        """What a paper signed in ink shows."""
        given: dict[str, Any] = {
            "act": Act.APPROVE if who == PCC else Act.SIGN,
            "signer": self.id(who),
            "written": written,
            "scan": SCAN,
            "why_recorded": "Signed on paper, as the file shows.",
            "details": LIMBS.get(who, {}),
        }
        return InkSignOff(**(given | more))

    def brought_in(self, text: str | bytes, *, name: str = "paper.txt", **details: Any) -> Receipt:
        """An old paper that the operator has brought in."""
        data = text.encode() if isinstance(text, str) else text
        return bring_in(self.desk, self.operator(), OldFile.of(name, data), now=self.tick(), **details)

    # --- The office ------------------------------------------------------------------------------------

    def appoint(self, office: str, who: str, *, from_on: date = FIRST_DAY, **more: Any) -> str:
        """Appoint somebody; the appointment's id."""
        given = {"id": "", "office": office, "person": self.id(who), "capacity": Capacity.SUBSTANTIVE}
        wanted = Appointment(**(given | {"from_on": from_on} | more))
        return appoint(self.desk, self.visit(GOVERNANCE), wanted, now=self.tick()).about

    def delegate(self, office: str, who: str, *, to_on: date | None = None, to: str = DEPUTY) -> str:
        """Let a holder name a deputy from today on; the delegation's id."""
        wanted = Delegation(
            id="",
            office=office,
            holder=self.id(who),
            deputy=self.id(to),
            from_on=self.clock.now.date(),
            to_on=to_on,
        )
        return delegate(self.desk, self.visit(who), wanted, now=self.tick()).about

    def appointment_of(self, who: str) -> str:
        """The id of somebody's appointment."""
        with self.desk.store.reading() as connection:
            found = offices.authority(connection).appointments
        return next(a.id for a in found if a.person == self.id(who))

    # --- Time and mail ---------------------------------------------------------------------------------

    def tick(self) -> datetime:
        """A minute later."""
        self.clock.wait(minutes=1)
        return self.clock.now

    def postman(self, transport: Transport | None = None, *, name: str = "postman") -> Postman:
        return Postman(
            name=name,
            transport=transport or self.recorder,
            sender=SENDER,
            clock=self.clock,
            jitter=lambda: 0.0,
        )

    def beat(self, transport: Transport | None = None) -> None:
        """Let the worker do all that is due."""
        beat(self.desk, self.postman(transport))

    def post(self) -> list[Mail]:
        """All letters that have ever arrived, the newest last."""
        self.beat()
        new = self.recorder.taken[len(self._mail) :]
        self._mail += [read_mail(recorded.message_bytes) for recorded in new]
        return list(self._mail)

    def token(self, who: str) -> str:
        """The secret of the newest link that somebody got by letter."""
        address = self.people[who].email
        return [token for mail in self.post() if mail.to == address for token in tokens_in(mail.text)][-1]

    def letters_of(self, receipt: Receipt) -> list[tuple[str, str]]:
        """What an act put in the outbox, as (event, person), sorted."""
        names = {person.id: who for who, person in self.people.items()}
        entry = self.entry(receipt.entry_id)
        return sorted((item["event"], names[item["to"]]) for item in entry["data"].get("letters", []))

    # --- What stands in the database -------------------------------------------------------------------

    def load(self, submission: str) -> Submission:
        with self.desk.store.reading() as connection:
            found = submissions.load(connection, submission, steps_of=self.desk.steps_of(connection))
        assert found is not None
        return found

    def entries(self, about: str | None = None) -> list[dict[str, Any]]:
        """The history's entries about one thing, or all, in their order."""
        wanted = select(audit_entry.c.leaf).order_by(audit_entry.c.epoch, audit_entry.c.seq)
        if about is not None:
            wanted = wanted.where(audit_entry.c.about_id == about)
        with self.desk.store.reading() as connection:
            return [json.loads(leaf) for leaf in connection.execute(wanted).scalars()]

    def entry(self, entry_id: str) -> dict[str, Any]:
        return next(entry for entry in self.entries() if entry["id"] == entry_id)

    def facts(self, about: str) -> list[str]:
        return [entry["fact"] for entry in self.entries(about)]

    def statuses(self) -> list[str]:
        """What became of each letter, the oldest first."""
        wanted = select(letter.c.status).order_by(letter.c.created_at, letter.c.id)
        with self.desk.store.reading() as connection:
            return list(connection.execute(wanted).scalars())

    def rows(self) -> Rows:
        """Every row of every table."""
        with self.desk.store.reading() as connection:
            return {
                table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
                for table in metadata.sorted_tables
            }

    def verified(self, *, pins: Sequence[str] = ()) -> Report:
        return verify_live(self.desk.store, now=self.clock.now, origin=ORIGIN, pins=pins)


def open_office_on(store: Store) -> Office:
    """Open an office in a migrated, empty database: every post filled, a deputy and a stranger at hand.

    The letters that tell people of their appointments have been sent.
    """
    desk, clock = desk_on(store), Clock()
    opening = Opening(
        plan=plan(),
        routes=(*shipped_routes().values(), board_route()),
        days_off=days_off(plan(), today=clock.now.date()),
        vkey=verifier_key(ORIGIN, bytes(32)),
        instance="0" * 32,
    )
    operator = Visit(key="open", person="os:operator", kind=ActorKind.OPERATOR, proof=Proof.CLI)
    open_office(desk, operator, opening, now=clock.now)
    pin = pin_of(store)
    beat(desk, Postman(name="opening", transport=Recorder(), sender=SENDER, clock=clock, jitter=lambda: 0.0))
    return office_on(store, pin=pin)


def office_on(store: Store, *, pin: str) -> Office:
    """The office that was opened in this database, on the day it was opened."""
    with store.reading() as connection:
        found = {person.email.partition("@")[0]: person for person in offices.people(connection).values()}
    return Office(desk=desk_on(store, first=1000), clock=Clock(), recorder=Recorder(), people=found, pin=pin)


def desk_on(store: Store, *, first: int = 1) -> Desk:
    """A desk whose ids and salts are counted."""
    ids, salts = count(first), count(first)
    return Desk(
        store=store,
        log=Log(ORIGIN, "0.1.0", new_salt=lambda: sha256(f"salt {next(salts)}".encode()).digest()),
        base_url=BASE_URL,
        link_key=LINK_KEY,
        new_id=lambda: f"{next(ids):024d}",
        organisation="Office of the Police and Crime Commissioner",
    )


def refused(act: Callable[[], object]) -> Refused:
    """The refusal that an act ends in. Fails if it does not."""
    try:
        act()
    except Refused as found:
        return found
    raise AssertionError("the act was done")


def tokens_in(text: str) -> list[str]:
    """The secrets of the links that a text bears."""
    return re.findall(rf"{re.escape(BASE_URL)}/l/([A-Za-z0-9_-]{{43}})", text)


def read_mail(data: bytes) -> Mail:
    """A letter as its reader has it."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    return Mail(
        to=str(message["To"]),
        subject=str(message["Subject"]),
        text=text.get_content(),
        html=html.get_content(),
        headers=tuple(message.keys()),
        data=data,
    )
