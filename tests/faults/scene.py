"""A small office at work, for tests of faults: every act of the walk by its name, through the use cases."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import bindparam, select

from states.authority import Delegation
from states.calendar import london_day
from states.refusals import Refused
from states.routes import shipped_route
from states.submission import Content
from states.vocabulary import Act, ActorKind, Function, Proof
from workflow.audit.append import Log
from workflow.audit.keys import verifier_key
from workflow.audit.verify import Report, verify_live
from workflow.links import token_of
from workflow.papers import read_paper
from workflow.store import tables
from workflow.store.engine import Store
from workflow.usecases.approve import approve
from workflow.usecases.delegate import delegate
from workflow.usecases.desk import Desk
from workflow.usecases.office_plan import AppointmentPart, OfficePart, OfficePlan, PersonPart, days_off
from workflow.usecases.open_office import Opening, open_office
from workflow.usecases.public_record import PublicRecord
from workflow.usecases.publish import publish
from workflow.usecases.record_from_paper import InkSignOff, record_from_paper
from workflow.usecases.refuse import refuse
from workflow.usecases.resubmit import resubmit
from workflow.usecases.send_back import send_back
from workflow.usecases.sign import sign
from workflow.usecases.start_draft import start_draft
from workflow.usecases.submit import submit
from workflow.usecases.visit import Receipt, Visit
from workflow.usecases.withdraw import withdraw

ORIGIN = "demo.invalid/audit/1"
NOW = datetime(2026, 5, 5, 9, tzinfo=UTC)
"""A Tuesday morning on which the office works."""

TONIGHT = NOW + timedelta(days=1)
"""When the history is checked, unless a test says otherwise."""

_LINK_KEY = bytes(32)
_FIRST_DAY = date(2012, 11, 22)
_OFFICES = {
    "chief-executive": ("Chief Executive", Function.CERTIFY_ADVICE),
    "chief-finance-officer": ("Chief Finance Officer", Function.CERTIFY_MONEY),
    "decision-maker": ("Police and Crime Commissioner", Function.DECIDE),
    "governance": ("Governance Officer", Function.GOVERN),
}
DEPUTIES = {"chief-executive": "deputy-chief-executive", "decision-maker": "deputy-commissioner"}
"""Whoever is nominated to act for the holder of an office, by that office."""

WALK = ("start_draft", "submit", "sign", "certify", "approve", "publish")
"""The acts that take a paper the whole way, in order."""

BEFORE: Mapping[str, tuple[str, ...]] = {act: WALK[:n] for n, act in enumerate(WALK)} | {
    "send_back": WALK[:2],
    "withdraw": WALK[:2],
    "record_from_paper": WALK[:2],
    "resubmit": (*WALK[:2], "send_back"),
    "refuse": WALK[:4],
}
"""Each act with those that a paper has gone through before it."""

_BY = {
    "sign": "chief-executive",
    "send_back": "chief-executive",
    "certify": "chief-finance-officer",
    "approve": "decision-maker",
    "refuse": "decision-maker",
    "publish": "governance",
    "record_from_paper": "governance",
}
_BY_LETTER = frozenset({"sign", "send_back", "certify", "approve", "refuse"})
_OF_CONTENT = _BY_LETTER | {"publish", "record_from_paper"}

_CONTENT = select(tables.submission.c.content).where(tables.submission.c.id == bindparam("one"))
_NEWEST_LINK = (
    select(tables.link.c.id)
    .where(tables.link.c.submission == bindparam("one"), tables.link.c.person == bindparam("who"))
    .order_by(tables.link.c.version.desc())
    .limit(1)
)


@dataclass(frozen=True, kw_only=True)
class Office:
    """An office at its desk. `people` gives each person's id by what they are called in the plan."""

    desk: Desk
    people: Mapping[str, str]

    def visit(self, act: str, key: str, submission: str | None = None, *, by: str | None = None) -> Visit:
        """The visit of whoever does this act, by the link in their newest letter where the act has one."""
        who = by or _BY.get(act, "originator")
        person, details = self.people[who], dict[str, Any]()
        with self.desk.store.reading() as connection:
            if act in _OF_CONTENT:
                details["seen"] = connection.execute(_CONTENT, {"one": submission}).scalar_one()
            if act in _BY_LETTER:
                newest = connection.execute(_NEWEST_LINK, {"one": submission, "who": person}).scalar_one()
                details["link"] = token_of(self.desk.link_key, newest)
            else:
                details["submission"] = submission
        if act == "record_from_paper":
            details["step"] = "chief-executive"
        return Visit(key=key, person=person, proof=Proof.CODE, **details)

    def do(
        self,
        act: str,
        key: str,
        submission: str | None = None,
        *,
        by: str | None = None,
        now: datetime = NOW,
    ) -> Receipt:
        """Do one act of the walk."""
        return self.perform(act, self.visit(act, key, submission, by=by), now=now)

    def perform(self, act: str, visit: Visit, *, now: datetime = NOW) -> Receipt:
        """Do the act that a visit was prepared for."""
        return _VERBS[act](self, visit, now)

    def prepared(self, name: str, *acts: str, now: datetime = NOW) -> str:
        """A submission that has gone through these acts, their keys made from a name of its own."""
        about = ""
        for number, act in enumerate(acts):
            about = self.do(act, f"{name}-{number}", about or None, now=now).about
        return about

    def row(self, submission: str) -> Any:
        """The submission's row as it stands."""
        one = select(tables.submission).where(tables.submission.c.id == submission)
        with self.desk.store.reading() as connection:
            return connection.execute(one).one()

    def verified(self, *, now: datetime = TONIGHT) -> Report:
        """What a check of the whole history and every table finds."""
        return verify_live(self.desk.store, now=now, origin=ORIGIN)


def told(act: Callable[[], Receipt]) -> Receipt | Refused:
    """What somebody is told who acts: the receipt or the refusal."""
    try:
        return act()
    except Refused as refused:
        return refused


@cache
def paper() -> Content:
    """The sample paper."""
    source, route = files("workflow.cli") / "sample" / "paper.txt", shipped_route("pcc-decision")
    return read_paper(source.read_bytes(), name="paper.txt", form=route.form, steps=route.steps).content


_VERBS: Mapping[str, Callable[[Office, Visit, datetime], Receipt]] = {
    "start_draft": lambda o, v, now: start_draft(o.desk, v, paper(), route_key="pcc-decision", now=now),
    "submit": lambda o, v, now: submit(o.desk, v, now=now),
    "sign": lambda o, v, now: sign(o.desk, v, now=now),
    "certify": lambda o, v, now: sign(o.desk, v, now=now, limb="b", regulations=True),
    "approve": lambda o, v, now: approve(o.desk, v, now=now),
    "refuse": lambda o, v, now: refuse(o.desk, v, now=now, reason="It costs too much."),
    "publish": lambda o, v, now: publish(o.desk, v, PublicRecord(details=_details()), now=now),
    "send_back": lambda o, v, now: send_back(o.desk, v, now=now, reason="Section 6 lacks the costs."),
    "resubmit": lambda o, v, now: resubmit(o.desk, v, now=now),
    "withdraw": lambda o, v, now: withdraw(o.desk, v, now=now, reason="No longer needed."),
    "record_from_paper": lambda o, v, now: record_from_paper(o.desk, v, _ink(o), now=now),
}


def open_scene(store: Store) -> Office:
    """Open an office with a deputy for two of its posts, in a migrated, empty database."""
    desk = _desk(store)
    operator = Visit(key="open", person="os:tests", kind=ActorKind.OPERATOR, proof=Proof.CLI)
    plan = _plan()
    opening = Opening(
        plan=plan,
        routes=(shipped_route("pcc-decision"),),
        days_off=days_off(plan, today=london_day(NOW)),
        vkey=verifier_key(ORIGIN, bytes(32)),
        instance="tests",
    )
    open_office(desk, operator, opening, now=NOW)
    office = scene(store)
    for held, deputy in DEPUTIES.items():
        wanted = Delegation(
            id="", office=held, holder=office.people[held], deputy=office.people[deputy], from_on=_FIRST_DAY
        )
        visit = Visit(key=f"delegate-{held}", person=office.people[held], proof=Proof.CODE)
        delegate(office.desk, visit, wanted, now=NOW)
    return office


def scene(store: Store) -> Office:
    """The office that a database holds."""
    with store.reading() as connection:
        rows = connection.execute(select(tables.person.c.email, tables.person.c.id))
        return Office(desk=_desk(store), people={email.partition("@")[0]: person for email, person in rows})


def _desk(store: Store) -> Desk:
    return Desk(
        store=store,
        log=Log(ORIGIN, "0.1.0", new_salt=lambda: secrets.token_bytes(32)),
        base_url="http://demo.invalid",
        link_key=_LINK_KEY,
        new_id=lambda: secrets.token_hex(12),
        organisation="Office of the Police and Crime Commissioner",
    )


def _plan() -> OfficePlan:
    people = ("originator", *_OFFICES, *DEPUTIES.values())
    return OfficePlan(
        name="Office of the Police and Crime Commissioner",
        offices=tuple(OfficePart(key=k, title=t, function=f) for k, (t, f) in _OFFICES.items()),
        people=tuple(
            PersonPart(key=key, name=f"The {key.replace('-', ' ')}", email=f"{key}@demo.invalid")
            for key in people
        ),
        appointments=tuple(AppointmentPart(office=k, person=k, from_on=_FIRST_DAY) for k in _OFFICES),
    )


def _details() -> dict[str, str]:
    return {
        "kind": "grant",
        "public_interest": "yes",
        "recipient": "as named in the recommendation",
        "purpose": "as set out in section 1",
        "grant_conditions": "none",
        "grant_reasons": "as set out in section 3",
        "value_reason": "as set out in section 6",
    }


def _ink(office: Office) -> InkSignOff:
    return InkSignOff(
        act=Act.SIGN,
        signer=office.people["chief-executive"],
        written="05/05/2026",
        scan={"sha256": "5" * 64, "size": 1},
        why_recorded="Signed on paper, as the file shows.",
        details={},
    )
