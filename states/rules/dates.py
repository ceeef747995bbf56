"""The date rules: advice comes before the decision, nothing is signed in the future, no date is guessed."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from states.calendar import day_kind, is_working_day, london_day
from states.dates import as_form
from states.rules.case import Case, blocks, warns
from states.submission import SignOff, Step
from states.vocabulary import Act

Found = Iterable[tuple[str, str]]


class _Dated(NamedTuple):
    """One event under an office's key and title: its instant where the system saw it happen, else its day."""

    key: str
    title: str
    at: datetime | None
    day: date | None = None

    @property
    def on(self) -> date:
        if self.day is not None:
            return self.day
        if self.at is None:
            raise ValueError("an event has an instant or a day")
        return london_day(self.at)


@blocks("date-invalid", "A date is a real day, written out in full.", source="paper 05/2025: 19/02/205")
def date_invalid(case: Case) -> Found:
    ink = case.asked.ink
    if ink is not None and ink.signed_on is None:
        title = case.step.title if case.step else "sign-off"
        yield (
            _where(case),
            f"The {title}'s date, {ink.written}, is not a date. Write day, month and full year.",
        )


@blocks(
    "date-future", "Nothing is signed on a day that has not come.", source="form: the date of a signature"
)
def date_future(case: Case) -> Found:
    if case.on_paper and case.acts_on is not None and case.acts_on > case.today:
        yield _where(case), f"{_title(case)} {as_form(case.acts_on)} has not come."


@blocks(
    "date-order",
    "Advice precedes the decision, step by step.",
    source="form: approval to submit to the decision-maker",
)
def date_order(case: Case) -> Found:
    """A later step's date is not before an earlier step's; two online acts compare by instant.

    Each step is compared with those of the order signed just before it, a deciding step with all.
    Nothing is signed before it was submitted, nor published before its decision was recorded.
    """
    later = _later(case)
    if later is None:
        return
    for earlier in _earlier(case):
        if _is_before(later, earlier):
            yield (
                f"sign_offs {earlier.key}, {later.key}",
                f"{earlier.title} {_written(earlier, later)} is after "
                f"{later.title} {_written(later, earlier)}.",
            )


_AFTER_DECISION = frozenset({Act.PUBLISH, Act.CORRECT, Act.WITHHOLD})


def _later(case: Case) -> _Dated | None:
    """What the act would add: the publication, or a sign-off with its date."""
    if case.asked.act in _AFTER_DECISION:
        return _Dated("published", "Published", case.now)
    if case.step is None or case.acts_on is None:
        return None
    at = None if case.on_paper else case.now
    return _Dated(case.step.office, case.step.title, at, case.acts_on)


def _earlier(case: Case) -> Iterator[_Dated]:
    """What may not be later than that: the decision, or the submission and the sign-offs before."""
    record = case.record
    if case.asked.act in _AFTER_DECISION:
        decider = next((step for step in record.steps if step.decides), None)
        if record.decided_at is not None and decider is not None:
            yield _Dated(decider.office, decider.title, record.decided_at)
        return
    if record.submitted_at is not None:
        yield _Dated("submitted", "Submitted", record.submitted_at)
    for step, given in _signed_before(case):
        yield _Dated(step.office, step.title, None if given.paper else given.at, given.signed_on)


def _signed_before(case: Case) -> list[tuple[Step, SignOff]]:
    this = case.step
    if this is None or not case.earlier:
        return []
    steps = {step.key: step for step in case.record.steps if step.order < this.order}
    signed = [(steps[given.step], given) for given in case.earlier if given.step in steps]
    if this.decides or not signed:
        return signed
    nearest = max(step.order for step, _ in signed)
    return [(step, given) for step, given in signed if step.order == nearest]


def _is_before(later: _Dated, earlier: _Dated) -> bool:
    if later.at is not None and earlier.at is not None:
        return later.at < earlier.at
    return later.on < earlier.on


def _written(one: _Dated, other: _Dated) -> str:
    if one.on == other.on and one.at is not None:
        return f"{as_form(one.on)} {one.at:%H:%M:%S} UTC"
    return as_form(one.on)


@warns("decision-same-day", "The order within one day of paper dates cannot be shown.", source="audit")
def decision_same_day(case: Case) -> Found:
    if case.step is None or not case.step.decides or case.acts_on is None:
        return
    same = [s for s in case.earlier if s.signed_on == case.acts_on and (s.paper or case.on_paper)]
    if same:
        step = case.record.step(same[0].step)
        yield _where(case), f"Decided the day the {step.title if step else same[0].step} signed."


@warns("non-working-day", "Offices sign on working days.", source="paper 05/2025: a Saturday")
def non_working_day(case: Case) -> Found:
    if case.acts_on is not None and not is_working_day(case.calendar, case.acts_on):
        yield _where(case), f"{as_form(case.acts_on)} is {day_kind(case.calendar, case.acts_on)}."


@warns(
    "recorded-later",
    "An ink sign-off recorded afterwards says so for ever.",
    source="design 2: record on paper",
)
def recorded_later(case: Case) -> Found:
    if case.asked.ink and case.acts_on is not None:
        yield _where(case), f"Signed {as_form(case.acts_on)}, recorded {as_form(case.today)}."


@warns("effective-before-decision", "A decision takes effect when it is made, or later.", source="audit")
def effective_before_decision(case: Case) -> Found:
    effective_on = case.asked.effective_on
    if effective_on is not None and case.acts_on is not None and effective_on < case.acts_on:
        yield "act", f"Takes effect {as_form(effective_on)}, before it is decided."


def _where(case: Case) -> str:
    return f"sign_offs {case.step.office}" if case.step else "act"


def _title(case: Case) -> str:
    return case.step.title if case.step else "The date"
