"""Who acted on a step, and whether they might: the checks of one sign-off against the log before it."""

from collections.abc import Iterator
from datetime import date

from states.calendar import london_day
from states.facts import FactName
from states.vocabulary import ActorKind, Capacity, open_steps
from workflow.audit.entry import Entry
from workflow.audit.replay_case import AdoptedStep, Case, Signed
from workflow.audit.replay_offices import Entitlement, Offices

_DECISIONS = frozenset({FactName.APPROVED, FactName.REFUSED, FactName.DEFERRED})


def signed_by(entry: Entry) -> Signed:
    """The sign-off in an entry: its own actor's, the one made in ink, or the board's."""
    data, actor = entry.data, entry.actor
    on_paper = entry.fact is FactName.RECORDED_FROM_PAPER
    meeting = entry.fact is FactName.MEETING_RECORDED
    voting = [p for p in data["present"] if p not in data["abstained"]] if meeting else []
    return Signed(
        entry_id=entry.id,
        submission=entry.about.id,
        version=entry.about.version or 0,
        step=entry.about.step or "",
        act=entry.act,
        person=data["person"] if on_paper else actor.person,
        office=data["office"] if on_paper else actor.office,
        capacity=data["capacity"] if on_paper else actor.capacity,
        for_person=data["for"] if on_paper else actor.for_person,
        signed_on=_acted_on(entry),
        at=entry.at,
        proof=actor.proof,
        later=on_paper or meeting,
        data=data,
        members=tuple(dict.fromkeys(voting)),
    )


def faults_of(entry: Entry, signed: Signed, case: Case, offices: Offices) -> Iterator[str]:
    """Everything that is improper about this sign-off, in words that name the person and the step."""
    step = case.step(signed.step)
    if signed.step not in open_steps(case.state or ""):
        yield f"the step {signed.step} was not open"
    if step is None:
        yield f"the route has no step {signed.step} for this version"
        return
    if any(other.step == signed.step for other in case.live()):
        yield f"the step {signed.step} of version {case.version} was signed already"
    on_decider = signed.act in _DECISIONS
    if signed.act is not FactName.SENT_BACK and step.decides is not on_decider:
        yield f"the step {signed.step} cannot be {signed.act.replace('_', ' ')}"
    if signed.signed_on > london_day(entry.clock_at):
        yield f"it is dated {signed.signed_on}, after the day it was recorded"
    if entry.fact is FactName.MEETING_RECORDED:
        yield from _faults_of_meeting(entry, signed, step, offices)
    else:
        yield from _faults_of_signer(entry, signed, step, offices)
    yield from _faults_of_people(signed, case)


def may_govern(entry: Entry, offices: Offices) -> bool:
    """Whether the actor is an operator, or held an office that governs on the day of the entry."""
    actor = entry.actor
    if actor.kind is ActorKind.OPERATOR:
        return True
    if actor.kind is not ActorKind.PERSON:
        return False
    held = [e for e in offices.governors(london_day(entry.clock_at)) if e.person == actor.person]
    named = Entitlement(actor.person or "", actor.office or "", actor.capacity or "", actor.for_person)
    return named in held if actor.office else bool(held)


def _acted_on(entry: Entry) -> date:
    if entry.fact is FactName.RECORDED_FROM_PAPER:
        return date.fromisoformat(entry.data["signed_on"])
    if entry.fact is FactName.MEETING_RECORDED:
        return date.fromisoformat(entry.data["met_on"])
    return london_day(entry.clock_at)


def _faults_of_signer(entry: Entry, signed: Signed, step: AdoptedStep, offices: Offices) -> Iterator[str]:
    if entry.fact is not FactName.RECORDED_FROM_PAPER and entry.actor.kind is not ActorKind.PERSON:
        yield "no person signed"
        return
    if step.quorum > 1 and signed.act is not FactName.SENT_BACK:
        yield f"the step {step.key} needs a meeting with a quorum of {step.quorum}"
    claimed = Entitlement(signed.person or "", signed.office or "", signed.capacity or "", signed.for_person)
    entitled = offices.entitled(step.office, signed.signed_on)
    if claimed not in entitled:
        capacity = signed.capacity or "no capacity"
        yield f"{signed.person} could not act for {step.office} as {capacity} on {signed.signed_on}"
    if step.reserved and signed.capacity == Capacity.DEPUTY:
        yield f"the step {step.key} is reserved to its holder, and {signed.person} is a deputy"


def _faults_of_meeting(entry: Entry, signed: Signed, step: AdoptedStep, offices: Offices) -> Iterator[str]:
    present, abstained = entry.data["present"], entry.data["abstained"]
    if len(set(present)) != len(present) or not set(abstained) <= set(present):
        yield "its members are listed twice, or abstained without being present"
    entitled = {
        e.person
        for e in offices.entitled(step.office, signed.signed_on)
        if not (step.reserved and e.capacity == Capacity.DEPUTY)
    }
    for person in sorted(set(present) - entitled):
        yield f"{person} was no member of {step.office} on {signed.signed_on}"
    voting = entitled & set(signed.members)
    if len(voting) < step.quorum:
        yield f"{len(voting)} members voted, fewer than the quorum of {step.quorum}"


def _faults_of_people(signed: Signed, case: Case) -> Iterator[str]:
    for person in sorted(signed.people):
        if person in case.writers or person == case.originator:
            yield f"{person} wrote or edited the paper"
        if person in case.barred:
            yield f"{person} is barred by a declared interest"
        others = {s.step for s in case.sign_offs if s.step != signed.step and person in s.people}
        if others:
            yield f"{person} also acted on the step {', '.join(sorted(others))}"
