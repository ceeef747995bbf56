"""THE table of acts: from which state, to which, by whom, under which rules. The machine is built from it."""

from dataclasses import dataclass
from enum import StrEnum

from states.rules import DRAFT, acts, certificate, checklist, dates, fields, publication, recorded, wording
from states.rules.case import Rule
from states.vocabulary import Act, State


class Who(StrEnum):
    """By whom an act may be done. The rules of the act check it; this names it for tables and pages."""

    ORIGINATOR = "the originator"
    HOLDER = "the holder of the open step's office, or a nominated deputy"
    TAKES_PART = "anyone who acts or may act"
    GOVERNANCE = "a governance officer"
    SYSTEM = "the clock"


class On(StrEnum):
    """Which steps an act is done on."""

    NONE = "the submission"
    CERTIFYING = "an open step that certifies"
    DECIDING = "the open step that decides"
    ANY = "any open step"


class To(StrEnum):
    """Where an act leads, if not to a fixed state."""

    FIRST = "the first steps of the route"
    NEXT = "the step's state without this step, or the next steps"
    DECIDER = "the deciding step"
    SAME = "the same state"


OPEN = "with:"
"""Stands in the table for every state in which a step is open."""


@dataclass(frozen=True, slots=True)
class Move:
    """One row: the act, the states it may start in, where it leads, who does it, the rules that guard it.

    `recorded` are the rules that come first when the act was made in ink or at a meeting.
    """

    act: Act
    sources: tuple[str, ...]
    to: str
    who: Who
    rules: tuple[Rule, ...]
    on: On = On.NONE
    recorded: tuple[Rule, ...] = ()


_INK = (
    dates.date_invalid,
    dates.date_future,
    acts.not_governance,
    recorded.scan_missing,
    recorded.minute_missing,
    dates.recorded_later,
)

_SIGNING = (
    dates.date_order,
    acts.out_of_turn,
    acts.stale_content,
    acts.not_in_post,
    acts.self_approval,
    acts.same_person_twice,
    acts.interest_declared,
    recorded.quorum_not_met,
    acts.reason_missing,
    dates.non_working_day,
    acts.link_only,
)

_DECIDING = (*_SIGNING, acts.reserved_to_holder, dates.decision_same_day)

_PUBLIC = (
    acts.not_governance,
    dates.date_order,
    acts.stale_content,
    publication.sign_off_missing,
    checklist.confidential_reasons_missing,
    fields.marking_contradicts,
    publication.publication_fields_missing,
    publication.withheld_without_ground,
    publication.withheld_text_shown,
    wording.contract_threshold,
)

_UNDECIDED = (OPEN, State.SENT_BACK, State.DEFERRED)

MOVES: tuple[Move, ...] = (
    Move(
        Act.SUBMIT,
        (State.DRAFT,),
        To.FIRST,
        Who.ORIGINATOR,
        (acts.not_originator, *DRAFT),
    ),
    Move(
        Act.RESUBMIT,
        (State.SENT_BACK,),
        To.FIRST,
        Who.ORIGINATOR,
        (acts.not_originator, *DRAFT),
    ),
    Move(
        Act.SIGN,
        (OPEN,),
        To.NEXT,
        Who.HOLDER,
        (
            *_SIGNING,
            acts.reserved_to_holder,
            certificate.certificate_limb,
            certificate.certificate_no_cost_with_amount,
        ),
        On.CERTIFYING,
        _INK,
    ),
    Move(Act.SEND_BACK, (OPEN,), State.SENT_BACK, Who.HOLDER, _SIGNING, On.ANY, _INK),
    Move(
        Act.APPROVE,
        (OPEN,),
        State.APPROVED,
        Who.HOLDER,
        (*_DECIDING, dates.effective_before_decision),
        On.DECIDING,
        _INK,
    ),
    Move(Act.REFUSE, (OPEN,), State.REFUSED, Who.HOLDER, _DECIDING, On.DECIDING, _INK),
    Move(
        Act.DEFER,
        (OPEN,),
        State.DEFERRED,
        Who.HOLDER,
        (*_DECIDING, acts.defer_date_missing),
        On.DECIDING,
        _INK,
    ),
    Move(Act.BRING_BACK, (State.DEFERRED,), To.DECIDER, Who.SYSTEM, (acts.not_the_clock, acts.not_yet_due)),
    Move(
        Act.WITHDRAW,
        _UNDECIDED,
        State.WITHDRAWN,
        Who.ORIGINATOR,
        (acts.not_originator, acts.reason_missing),
    ),
    Move(
        Act.DECLARE_INTEREST,
        (State.DRAFT, *_UNDECIDED),
        To.SAME,
        Who.TAKES_PART,
        (acts.no_part_in_it, acts.interest_missing),
    ),
    Move(
        Act.PAUSE,
        _UNDECIDED,
        To.SAME,
        Who.GOVERNANCE,
        (acts.not_governance, acts.reason_missing, acts.clock_as_asked),
    ),
    Move(
        Act.RESUME,
        _UNDECIDED,
        To.SAME,
        Who.GOVERNANCE,
        (acts.not_governance, acts.reason_missing, acts.clock_as_asked),
    ),
    Move(
        Act.PUBLISH,
        (State.APPROVED, State.REFUSED),
        State.PUBLISHED,
        Who.GOVERNANCE,
        (*_PUBLIC, publication.published_late),
    ),
    Move(Act.CORRECT, (State.PUBLISHED,), To.SAME, Who.GOVERNANCE, (*_PUBLIC, acts.reason_missing)),
    Move(Act.WITHHOLD, (State.PUBLISHED,), To.SAME, Who.GOVERNANCE, (*_PUBLIC, acts.reason_missing)),
)

BY_ACT = {move.act: move for move in MOVES}
"""The one row of each act."""
