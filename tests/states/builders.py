"""Submissions in memory, walked to where a test needs them through `draft` and `decide` alone."""

import hashlib
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any

import pytest

from states.authority import Appointment, Authority, Delegation, OfficeTitle
from states.calendar import Calendar
from states.decide import Decided, NewVersion, decide, draft, statement_shown
from states.facts import SYSTEM, Actor
from states.machine import edges
from states.moves import BY_ACT, Who
from states.refusals import Finding, Refused
from states.requests import Ink, Meeting, Publication, Request
from states.routes import Route
from states.rules.case import Case
from states.submission import Answer, Content, Emission, Item, Step, Submission
from states.vocabulary import SECTIONS, Act, ActorKind, Capacity, Function, Proof, State, open_steps
from tests.states.built_routes import BOARD as BOARD
from tests.states.built_routes import FORM as FORM
from tests.states.built_routes import ROUTES as ROUTES
from tests.states.built_routes import SHIPPED as SHIPPED
from tests.states.built_routes import route_of as route_of

START = datetime(2026, 5, 5, 9, tzinfo=UTC)
"""When every walk begins: a Tuesday, 10 o'clock in London, the day after a bank holiday."""

TODAY = START.date()

HOUR = timedelta(hours=1)
CALENDAR = Calendar(frozenset({date(2026, 5, 4), date(2026, 5, 25)}), date(2028, 12, 31))

ORIGINATOR, EDITOR, STRANGER, GOVERNANCE = "p_originator", "p_editor", "p_stranger", "p_governance"
MEMBERS = tuple(f"p_member{n}" for n in range(1, 6))


def holders(office: str) -> tuple[str, ...]:
    """Who holds an office in these tests."""
    return MEMBERS if office == "board" else (f"p_{office}",)


def deputy(office: str) -> str:
    """The deputy to whom the (first) holder of an office delegated."""
    return f"d_{office}"


def authority_of(route: Route) -> Authority:
    """Every office of the route held since January, each with one deputy, and a governance officer."""
    since = date(2026, 1, 1)
    seats = [(office.key, person) for office in route.offices for person in holders(office.key)]
    seats.append(("governance", GOVERNANCE))
    titles = [
        OfficeTitle(office=o.key, title=o.title, function=o.function, from_on=since) for o in route.offices
    ]
    govern = OfficeTitle(office="governance", title="Monitor", function=Function.GOVERN, from_on=since)
    return Authority(
        titles=(*titles, govern),
        appointments=tuple(
            Appointment(
                id=f"a_{person}", office=office, person=person, capacity=Capacity.SUBSTANTIVE, from_on=since
            )
            for office, person in seats
        ),
        delegations=tuple(
            Delegation(
                id=f"g_{office.key}",
                office=office.key,
                holder=holders(office.key)[0],
                deputy=deputy(office.key),
                from_on=since,
            )
            for office in route.offices
        ),
    )


def names_of(route: Route) -> dict[str, str]:
    """A name for everybody who can sign in a route."""
    people = [p for office in route.offices for p in (*holders(office.key), deputy(office.key))]
    return {person: f"Name of {person}" for person in people}


def ending(authority: Authority, on: date, *ids: str) -> Authority:
    """The same authority, some of its appointments or delegations having this last day."""
    appointments = (replace(a, ended_on=on) if a.id in ids else a for a in authority.appointments)
    delegations = (replace(d, ended_on=on) if d.id in ids else d for d in authority.delegations)
    return replace(authority, appointments=tuple(appointments), delegations=tuple(delegations))


def appointing(
    authority: Authority,
    office: str,
    person: str,
    *,
    capacity: Capacity = Capacity.SUBSTANTIVE,
    from_on: date = date(2026, 1, 1),
) -> Authority:
    """The same authority with one more holder of an office."""
    new = Appointment(
        id=f"a_{office}_{person}", office=office, person=person, capacity=capacity, from_on=from_on
    )
    return replace(authority, appointments=(*authority.appointments, new))


def delegating(
    authority: Authority, office: str, *, holder: str, deputy: str, to_on: date | None = None
) -> Authority:
    """The same authority with one more deputy."""
    new = Delegation(
        id=f"g_{office}_{deputy}",
        office=office,
        holder=holder,
        deputy=deputy,
        from_on=date(2026, 1, 1),
        to_on=to_on,
    )
    return replace(authority, delegations=(*authority.delegations, new))


_OPTIONS = (Item("Do nothing.", "4.1"), Item("Repair the old radios.", "4.2"))


def filled(**changes: Any) -> Content:
    """A paper to which no rule objects."""
    content = Content(
        subject="Radios for the control room",
        originator="Head of Estates",
        reason="For Decision",
        submitted_to="PCC",
        outcome_by="PCC",
        summary=(Item("Buy new radios.", "1"),),
        recommendation=(Item("Approve the purchase.", "1"),),
        sections=MappingProxyType(
            {key: (Item("Text.", f"{n}.1"),) for n, key in enumerate(SECTIONS, 1)} | {"options": _OPTIONS}
        ),
        emissions=tuple(Emission(category, "0", "not assessed") for category in FORM.emissions.categories),
        checklist=tuple(Answer(q.key, q.text, "yes", "Yes") for q in FORM.checklist.questions),
        confidential="no",
        marking="Not Protectively Marked",
    )
    return replace(content, **changes)


def publication(submission: Submission, **changes: Any) -> Publication:
    """What a governance officer publishes when all is well."""
    published = Publication(
        parts=("subject",),
        details=MappingProxyType({"kind": "other", "public_interest": "no"}),
        texts=MappingProxyType({"subject": "Radios for the control room"}),
        notice="0" * 64,
        stored_content=submission.content,
    )
    return replace(published, **changes)


def meeting(**changes: Any) -> Meeting:
    """A board's meeting with three of its five members."""
    held = Meeting(met_on=TODAY, present=MEMBERS[:3], minute="Minute 4")
    return replace(held, **changes)


def ink(signer: str, signed_on: date | None = TODAY, **changes: Any) -> Ink:
    """A sign-off that a person made in ink."""
    signed = Ink(
        person=signer,
        written="05/05/2026",
        signed_on=signed_on,
        scan=MappingProxyType({"sha256": "5" * 64, "size": 4}),
        reason="Signed at a meeting.",
    )
    return replace(signed, **changes)


def person(person_id: str | None, **changes: Any) -> Actor:
    """A person who proved who they are by a code."""
    return replace(Actor(kind=ActorKind.PERSON, person=person_id, proof=Proof.CODE), **changes)


_FILLED = filled()


@dataclass(frozen=True, kw_only=True)
class Walk:
    """A submission on its way: everything that was done to it, who may act, and what the clock says."""

    route: Route
    authority: Authority
    history: tuple[Decided, ...]
    now: datetime = START
    content: Content = _FILLED

    @property
    def submission(self) -> Submission:
        return self.history[-1].after

    def but(self, **changes: Any) -> "Walk":
        """The same walk with other authority, content or clock."""
        return replace(self, **changes)

    def case(
        self, act: Act, *, by: str | Actor | None = None, at: datetime | None = None, **asked: Any
    ) -> Case:
        """The case of an act that is right in all but what the test says: its actor, instant or request."""
        submission = self.submission
        if act in {Act.SUBMIT, Act.RESUBMIT}:
            submission = replace(submission, steps=asked.pop("steps", self.route.steps))
        step = asked.pop("step", _step_for(submission, act, asked))
        wanted = self._usual(submission, act, step) | asked
        usual_actor = wanted.pop("by")
        actor = usual_actor if by is None else by
        if isinstance(actor, str):
            actor = person(actor)
        request = Request(act=act, actor=actor, command=f"c{len(self.history)}", step=step, **wanted)
        return Case(
            now=at or self.now + HOUR,
            calendar=CALENDAR,
            content=self.content,
            form=self.route.form,
            submission=submission,
            request=request,
            authority=self.authority,
            names=names_of(self.route),
        )

    def decided(self, act: Act, **asked: Any) -> Decided:
        """What the act makes."""
        version = self.submission.version + 1
        brings = NewVersion(content=digest(version), editors=frozenset({ORIGINATOR, EDITOR}))
        new = asked.pop("new", brings) if act in {Act.SUBMIT, Act.RESUBMIT} else None
        return decide(self.case(act, **asked), new=new)

    def do(self, act: Act, **asked: Any) -> "Walk":
        """The walk after the act."""
        at = asked.get("at") or self.now + HOUR
        return replace(self, history=(*self.history, self.decided(act, **asked)), now=at)

    def findings(self, act: Act, **asked: Any) -> tuple[Finding, ...]:
        """What the rules say of the act: the warnings if it is done, all that stands against it if not."""
        try:
            return self.decided(act, **asked).warnings
        except Refused as refused:
            return refused.findings

    def refused(self, act: Act, **asked: Any) -> Refused:
        """The refusal of the act, which must be refused."""
        with pytest.raises(Refused) as refused:
            self.decided(act, **asked)
        return refused.value

    def _usual(self, submission: Submission, act: Act, step_key: str | None) -> dict[str, Any]:
        """What the act's own page sends."""
        step = submission.step(step_key) if step_key else None
        usual: dict[str, Any] = {
            "seen": submission.content,
            "by": _actor_for(act, step),
            "reason": "Because.",
        }
        if act in {Act.SUBMIT, Act.RESUBMIT}:
            usual["number"] = "01/2026"
        if act is Act.SIGN and step:
            usual["limb"], usual["regulations"] = ("b", True) if step.certificate else (None, None)
            usual["statement"] = statement_shown(step, self.route.form, limb=usual["limb"])
        if act is Act.DEFER:
            usual["back_on"] = (self.now + 7 * 24 * HOUR).date()
        if act is Act.DECLARE_INTEREST:
            usual["interest"] = "A cousin works for the supplier."
        if act in {Act.PUBLISH, Act.CORRECT, Act.WITHHOLD}:
            usual["publication"] = publication(submission)
        if step and step.quorum > 1:
            usual["meeting"] = meeting(met_on=self.now.date())
        return usual


def digest(version: int) -> str:
    """The digest of a version's content."""
    return hashlib.sha256(f"version {version}".encode()).hexdigest()


def a_draft(route: str = "pcc-decision") -> Walk:
    """A new submission in a route."""
    chosen = ROUTES[route]
    made = draft(
        "s_1",
        by=person(ORIGINATOR),
        route_key=chosen.key,
        route_version=chosen.version,
        route_sha256=chosen.sha256,
    )
    return Walk(route=chosen, authority=authority_of(chosen), history=(made,))


def submitted(route: str = "pcc-decision") -> Walk:
    """A submission in the first state of its route."""
    return a_draft(route).do(Act.SUBMIT)


@cache
def in_state(state: str, route: str = "pcc-decision") -> Walk:
    """A submission that came to a state by the shortest way, one act an hour."""
    waiting = deque([a_draft(route)])
    seen = {str(State.DRAFT)}
    while waiting:
        walk = waiting.popleft()
        if walk.submission.state == state:
            return walk
        for act, step, target in ways(walk):
            if target not in seen:
                seen.add(target)
                waiting.append(walk.do(act, step=step))
    raise ValueError(f"{state} is not reached in {route}")


def with_step(step: str, route: str = "pcc-decision") -> Walk:
    """A submission that came to a state in which the step is open, by the shortest way."""
    states = reachable(route)
    return in_state(next(state for state in states if step in open_steps(state)), route)


@cache
def reachable(route: str) -> tuple[str, ...]:
    """Every state that a submission of a route can come to, the draft first."""
    found = [str(State.DRAFT)]
    for state in found:
        found += dict.fromkeys(t for s, _, t in edges(ROUTES[route].steps) if s == state and t not in found)
    return tuple(found)


def ways(walk: Walk) -> tuple[tuple[Act, str | None, str], ...]:
    """The acts that lead elsewhere from here: act, step and state."""
    state = walk.submission.state
    found = [(name.partition(" "), target) for s, name, target in edges(walk.route.steps) if s == state]
    return tuple((Act(act), step or None, target) for (act, _, step), target in found if target != state)


def _actor_for(act: Act, step: Step | None) -> str | Actor:
    who = BY_ACT[act].who
    if who is Who.SYSTEM:
        return SYSTEM
    if who is Who.HOLDER and step and step.quorum == 1:
        return holders(step.office)[0]
    return GOVERNANCE if who in {Who.GOVERNANCE, Who.HOLDER} else ORIGINATOR


def _step_for(submission: Submission, act: Act, asked: Mapping[str, Any]) -> str | None:
    """The first open step on which the act can be done."""
    if BY_ACT[act].who is not Who.HOLDER:
        return None
    decides = {Act.SIGN: {False}, Act.SEND_BACK: {False, True}}.get(act, {True})
    return next((s.key for s in submission.open_steps() if s.decides in decides), None)
