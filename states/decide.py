"""decide: a submission and an act give a new submission and a fact, or a refusal. Pure."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from states.authority import Holder, office_on, title_on
from states.facts import FORMS, About, Actor, Fact, FactName, Subject
from states.machine import move
from states.moves import BY_ACT, Who
from states.refusals import Finding
from states.requests import Meeting, Publication
from states.rules.case import Case
from states.rules.certificate import statement_shown
from states.rules.recorded import voters
from states.submission import SignOff, Step, Submission
from states.vocabulary import Act, Capacity, State

__all__ = ["Decided", "NewVersion", "decide", "draft", "statement_shown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVersion:
    """What a submit or resubmit brings: the digest of the new version and everybody who edited it."""

    content: str
    editors: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What an allowed act makes: the submission as it now stands, the fact, who did it, warnings to keep."""

    before: Submission
    after: Submission
    fact: Fact
    actor: Actor
    sign_off: SignOff | None = None
    warnings: tuple[Finding, ...] = ()

    @property
    def opened(self) -> tuple[Step, ...]:
        """Steps that are open now and were not before, or are open on a new version."""
        if self.after.version != self.before.version:
            return self.after.open_steps()
        old = self.before.open_steps()
        return tuple(step for step in self.after.open_steps() if step not in old)

    @property
    def closed(self) -> tuple[Step, ...]:
        """Steps that were open and are no longer, the act's own included."""
        new = self.after.open_steps()
        return tuple(step for step in self.before.open_steps() if step not in new)


_FACT_OF = {
    Act.SUBMIT: FactName.SUBMITTED,
    Act.RESUBMIT: FactName.RESUBMITTED,
    Act.SIGN: FactName.SIGNED,
    Act.SEND_BACK: FactName.SENT_BACK,
    Act.APPROVE: FactName.APPROVED,
    Act.REFUSE: FactName.REFUSED,
    Act.DEFER: FactName.DEFERRED,
    Act.BRING_BACK: FactName.BROUGHT_BACK,
    Act.WITHDRAW: FactName.WITHDRAWN,
    Act.DECLARE_INTEREST: FactName.INTEREST_DECLARED,
    Act.PAUSE: FactName.PAUSED,
    Act.RESUME: FactName.RESUMED,
    Act.PUBLISH: FactName.PUBLISHED,
    Act.CORRECT: FactName.CORRECTED,
    Act.WITHHOLD: FactName.WITHHELD,
}

_SUBMITS = frozenset({Act.SUBMIT, Act.RESUBMIT})
_SIGN_OFFS = frozenset({Act.SIGN, Act.SEND_BACK, Act.APPROVE, Act.REFUSE, Act.DEFER})


def draft(submission_id: str, *, by: Actor, route_key: str, route_version: int, route_sha256: str) -> Decided:
    """A new submission, as a draft of this originator."""
    originator = by.person or ""
    after = Submission(
        id=submission_id,
        state=State.DRAFT,
        originator=originator,
        editors=frozenset({originator}),
        route_key=route_key,
        route_version=route_version,
        route_sha256=route_sha256,
    )
    fact = Fact(FactName.DRAFTED, Subject(About.SUBMISSION, submission_id), None, State.DRAFT)
    return Decided(before=after, after=after, fact=fact, actor=by)


def decide(case: Case, *, new: NewVersion | None = None) -> Decided:
    """Do the act that the case asks for. Raises Refused naming every rule that stands against it.

    Of a submit or resubmit `new` is what it brings, and the case's submission already carries the steps
    that apply to the new content.
    """
    before = case.record
    if (new is not None) is not (case.asked.act in _SUBMITS):
        raise ValueError("a submit or resubmit brings a new version, and nothing else does")
    state, warnings = move(case)
    actor = _actor(case)
    sign_off = _sign_off(case, actor) if case.asked.act in _SIGN_OFFS else None
    after = _after(case, state, sign_off, new)
    return Decided(
        before=before,
        after=after,
        fact=_fact(case, after),
        actor=actor,
        sign_off=sign_off,
        warnings=warnings,
    )


def _actor(case: Case) -> Actor:
    who, asked = BY_ACT[case.asked.act].who, case.asked.actor
    holder: Holder | None = None
    if who is Who.GOVERNANCE or case.on_paper:
        holder = case.governor
    elif who is Who.HOLDER:
        holder = case.holder
    if holder is None:
        return asked
    return Actor(
        kind=asked.kind,
        person=asked.person,
        office=holder.office,
        capacity=holder.capacity,
        for_person=holder.for_person,
        proof=asked.proof,
        session=asked.session,
    )


def _sign_off(case: Case, actor: Actor) -> SignOff:
    request, step, day = case.asked, case.step, case.acts_on
    if step is None or day is None:
        raise ValueError("a sign-off needs an open step and a day")
    holder = case.holder or _board(case, step, day, recorder=actor.person or "")
    return SignOff(
        step=step.key,
        version=case.record.version,
        act=request.act,
        person=holder.person,
        office=holder.office,
        capacity=holder.capacity,
        for_person=holder.for_person,
        signed_on=day,
        at=case.now,
        paper=case.on_paper,
        proof=actor.proof,
        members=voters(request.meeting) if request.meeting else (),
        entry_id=f"{request.command}.0",
        person_name=case.names.get(holder.person, ""),
        office_title=holder.office_title,
        for_name=case.names.get(holder.for_person) if holder.for_person else None,
    )


def _board(case: Case, step: Step, day: date, *, recorder: str) -> Holder:
    """Under whose name a board's act stands: the office's, by whoever recorded the meeting."""
    office = office_on(case.authority, step.office, day)
    title = title_on(case.authority, step.office, day) or step.title
    return Holder(recorder, office, title, Capacity.SUBSTANTIVE)


def _after(case: Case, state: str, sign_off: SignOff | None, new: NewVersion | None) -> Submission:
    before, request = case.record, case.asked
    changes: dict[str, Any] = {"state": state}
    if new is not None:
        changes |= {
            "version": before.version + 1,
            "content": new.content,
            "editors": before.editors | new.editors,
            "number": before.number or request.number,
            "submitted_at": case.now,
            "sign_offs": tuple(replace(s, live=False) for s in before.sign_offs),
        }
    if sign_off is not None:
        changes["sign_offs"] = (*before.sign_offs, sign_off)
    if also := _ALSO_CHANGES.get(request.act):
        changes |= also(case)
    return before.changed(changes)


def _decided(case: Case) -> dict[str, Any]:
    return {"decided_on": case.acts_on, "decided_at": case.now}


def _brought_back(case: Case) -> dict[str, Any]:
    return {"deferred_to": None, "sign_offs": tuple(_awake(s) for s in case.record.sign_offs)}


def _awake(sign_off: SignOff) -> SignOff:
    """A deferral has done its work once the paper is back; the step waits for another act."""
    return replace(sign_off, live=False) if sign_off.act is Act.DEFER else sign_off


def _interest_declared(case: Case) -> dict[str, Any]:
    person = case.asked.actor.person
    return {"barred": case.record.barred | {person}} if case.asked.bars and person else {}


_ALSO_CHANGES: Mapping[Act, Callable[[Case], dict[str, Any]]] = {
    Act.APPROVE: _decided,
    Act.REFUSE: _decided,
    Act.DEFER: lambda case: {"deferred_to": case.asked.back_on},
    Act.BRING_BACK: _brought_back,
    Act.WITHDRAW: lambda case: {"deferred_to": None},
    Act.DECLARE_INTEREST: _interest_declared,
    Act.PAUSE: lambda case: {"paused": True},
    Act.RESUME: lambda case: {"paused": False},
}


def _fact(case: Case, after: Submission) -> Fact:
    before, request = case.record, case.asked
    name = _FACT_OF[request.act]
    data, sealed = _members(case, name)
    if request.ink:
        data, sealed = _ink_members(case, name, data, sealed)
        name = FactName.RECORDED_FROM_PAPER
    if request.meeting:
        data, sealed = _meeting_members(request.meeting, name, data, sealed)
        name = FactName.MEETING_RECORDED
    return Fact(
        name=name,
        about=Subject(About.SUBMISSION, before.id, after.version or None, request.step),
        before=before.state,
        after=after.state,
        content=after.content,
        data=data,
        sealed=sealed,
    )


_Members = tuple[dict[str, Any], dict[str, Any]]


def _members(case: Case, name: FactName) -> _Members:
    """The fact's own members: what is public in `data`, what people typed in `sealed`."""
    before, request = case.record, case.asked
    reason = {"reason": request.reason} if request.reason and "reason" in FORMS[name].sealed else {}
    match request.act:
        case Act.SIGN:
            return _certified(case), {}
        case Act.SUBMIT:
            return {"number": request.number}, {}
        case Act.RESUBMIT:
            return {"voids": [s.entry_id for s in before.live_sign_offs()]}, {}
        case Act.APPROVE:
            effective_on = request.effective_on or case.acts_on
            conditions = {"conditions": request.conditions} if request.conditions else {}
            return {"effective_on": _day(effective_on)}, conditions | reason
        case Act.DEFER:
            return {"back_on": _day(request.back_on)}, reason
        case Act.DECLARE_INTEREST:
            return {"bars": request.bars}, {"interest": request.interest}
        case Act.PUBLISH | Act.CORRECT | Act.WITHHOLD if request.publication:
            return _publication_members(request.publication, reason)
    return {}, reason


def _certified(case: Case) -> dict[str, Any]:
    request, step = case.asked, case.step
    data: dict[str, Any] = {}
    if request.statement:
        data["statement"] = _digest(request.statement)
    if step and step.certificate:
        data |= {"limb": request.limb, "regulations": bool(request.regulations)}
    return data


@lru_cache(maxsize=64)
def _digest(sentence: str) -> str:
    return hashlib.sha256(sentence.encode()).hexdigest()


def _publication_members(published: Publication, reason: dict[str, Any]) -> _Members:
    data = {
        "parts": list(published.parts),
        "held": [
            {"part": h.part, "ground": h.ground, "review_on": _day(h.review_on)} for h in published.held
        ],
        "notice": published.notice,
    }
    public = {
        "details": dict(published.details),
        "held": {
            h.part: {"reason": h.reason, "opinion": h.opinion, "shown": h.shown} for h in published.held
        },
    }
    return data, {"public": public} | reason


def _ink_members(case: Case, name: FactName, data: dict[str, Any], sealed: dict[str, Any]) -> _Members:
    ink, holder = case.asked.ink, case.holder
    if ink is None or holder is None:
        raise ValueError("an ink sign-off has a signer in post")
    return data | {
        "act": name.value,
        "signed_on": _day(ink.signed_on),
        "person": ink.person,
        "office": holder.office,
        "capacity": holder.capacity.value,
        "for": holder.for_person,
        "scan": dict(ink.scan),
    }, sealed | {"paper_reason": ink.reason}


def _meeting_members(
    meeting: Meeting, name: FactName, data: dict[str, Any], sealed: dict[str, Any]
) -> _Members:
    interests = {"interests": meeting.interests} if meeting.interests else {}
    return data | {
        "act": name.value,
        "met_on": _day(meeting.met_on),
        "present": list(dict.fromkeys(meeting.present)),
        "abstained": list(dict.fromkeys(meeting.abstained)),
    }, sealed | {"minute": meeting.minute} | interests


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
