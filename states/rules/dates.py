"""The date rules: advice comes before the decision, nothing is signed in the future, no date is guessed."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from states.calendar import day_kind, is_working_day, london_day
from states.dates import as_form
from states.rules.case import Case, blocks, warns
from states.rules.words import quoted
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


class _Given(NamedTuple):
    """A sign-off's date as judged: its stable place, its title, the words written, and the day they are."""

    where: str
    title: str
    written: str | None
    on: date | None


@blocks(
    "date-invalid",
    "A date is a real day, written out in full.",
    source="paper 05/2025: 19/02/205",
    at="S X O",
)
def date_invalid(case: Case) -> Found:
    """Fires for each date that is none: day, month and year of four digits, with strokes, dots, hyphens or
    the month's name, a real day of this century whose weekday, if given, is right. Nothing is completed,
    corrected or guessed.
    """
    for given in _given(case):
        if given.on is None:
            written = quoted(given.written or "") or "left empty"
            yield (
                given.where,
                f"The {given.title}'s date, {written}, is not a date. Write day, month and full year.",
            )


@blocks(
    "date-future",
    "Nothing is signed on a day that has not come.",
    source="the form: the date of a signature",
    at="S X O",
)
def date_future(case: Case) -> Found:
    """Fires for each date of a sign-off after today, in London."""
    for given in _given(case):
        if given.on is not None and given.on > case.today:
            yield given.where, f"{given.title} {as_form(given.on)} has not come: correct the date."


def _given(case: Case) -> Iterator[_Given]:
    """The dates written on an old paper, or the one date of an act."""
    if case.paper is None:
        ink = case.asked.ink
        yield _Given(_where(case), _title(case), ink.written if ink else None, case.acts_on)
        return
    for step, given in case.written:
        if given.written or given.on:
            yield _Given(f"sign_offs {step.office}", step.title, given.written, given.on)


@blocks(
    "date-order",
    "Advice precedes the decision, step by step.",
    source="the form, row 27: approval to submit to the decision-maker",
    at="S X P O",
)
def date_order(case: Case) -> Found:
    """Fires where a later step is dated before an earlier one. Each step is compared with those of the order
    dated just before it, the decision with all; one day is in order, and steps side by side are not compared.
    Two acts done here compare by their time. Nothing is signed before it was submitted, nor published before
    it was decided. A date that cannot be read takes no part.
    """
    for earlier, later in _of_act(case) if case.paper is None else _on_paper(case):
        if _is_before(later, earlier):
            yield (
                f"sign_offs {earlier.key}, {later.key}",
                f"{earlier.title} {_written(earlier, later)} is after "
                f"{later.title} {_written(later, earlier)}.",
            )


def _on_paper(case: Case) -> Iterator[tuple[_Dated, _Dated]]:
    """Each dated step of an old paper with those of the next dated order, and with the decision."""
    kept = [
        (step, _Dated(step.office, step.title, None, given.on)) for step, given in case.written if given.on
    ]
    for step, earlier in kept:
        following = min((other.order for other, _ in kept if other.order > step.order), default=None)
        for other, later in kept:
            if other.order == following or (other.decides and other.order > step.order):
                yield earlier, later


_AFTER_DECISION = frozenset({Act.PUBLISH, Act.CORRECT, Act.WITHHOLD})


def _of_act(case: Case) -> Iterator[tuple[_Dated, _Dated]]:
    """What may not be later than the act, each with the act."""
    later = _later(case)
    if later is not None:
        for earlier in _earlier(case):
            yield earlier, later


def _later(case: Case) -> _Dated | None:
    """What the act would add: the publication, or a sign-off with its date."""
    if case.asked.act in _AFTER_DECISION:
        return _Dated("published", "Published", case.now)
    if case.step is None or case.acts_on is None:
        return None
    at = None if case.on_paper else case.now
    return _Dated(case.step.office, case.step.title, at, case.acts_on)


def _earlier(case: Case) -> Iterator[_Dated]:
    """The decision before its publication; before a sign-off the submission and the sign-offs before."""
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


@warns(
    "decision-same-day",
    "A decision is not signed in ink on the day of the advice.",
    source="good practice: a record shows that advice came first",
    at="X O",
)
def decision_same_day(case: Case) -> Found:
    """Fires where the decision has the date of an officer's sign-off and one of the two was signed in ink:
    which came first that day cannot be shown. Two acts done here have their time, and are in order.
    """
    advised = _advised_that_day(case)
    if advised:
        decider = next(step for step in (case.steps or case.record.steps) if step.decides)
        yield (
            f"sign_offs {decider.office}",
            f"Decided the day the {' and the '.join(advised)} signed: the order that day cannot be shown.",
        )


def _advised_that_day(case: Case) -> list[str]:
    """The titles of the officers' steps dated on the day of the decision, where one of the two is in ink."""
    if case.paper is not None:
        decided = next((given.on for step, given in case.written if step.decides), None)
        dated = {step.key for step, given in case.written if decided and given.on == decided}
        return [step.title for step in case.steps if step.key in dated and not step.decides]
    if case.step is None or not case.step.decides or case.acts_on is None:
        return []
    same = (given for given in case.earlier if given.signed_on == case.acts_on)
    dated = {given.step for given in same if given.paper or case.on_paper}
    return [step.title for step in case.record.steps if step.key in dated and not step.decides]


@warns(
    "non-working-day",
    "Offices sign on working days.",
    source="paper 05/2025: a decision on a Saturday",
    at="S X O",
)
def non_working_day(case: Case) -> Found:
    """Fires for each date of a sign-off on a Saturday, a Sunday, a bank holiday of the office's nation or
    one of its closure days.
    """
    on = case.acts_on if case.paper is None else None
    if on is not None and is_working_day(case.calendar, on):
        return  # most acts are on such a day, and every one asks
    for given in _given(case):
        if given.on is not None and not is_working_day(case.calendar, given.on):
            advice = ": check the date" if case.paper else ""
            yield given.where, f"{as_form(given.on)} is {day_kind(case.calendar, given.on)}{advice}."


@warns(
    "recorded-later",
    "An ink sign-off recorded afterwards says so for ever.",
    source="good practice: a record says when it was made",
    at="S X T",
    needs_records=True,
)
def recorded_later(case: Case) -> Found:
    """Fires for each sign-off made in ink that is recorded here afterwards. The minutes of a meeting are not
    such a sign-off.
    """
    if case.asked.ink and case.acts_on is not None:
        yield _where(case), f"Signed {as_form(case.acts_on)}, recorded {as_form(case.today)}."


@warns(
    "effective-before-decision",
    "A decision takes effect when it is made, or later.",
    source="good practice: no decision takes effect before it is made",
    at="X T",
    needs_records=True,
)
def effective_before_decision(case: Case) -> Found:
    """Fires where the day from which an approval takes effect is before the day of the decision."""
    effective_on = case.asked.effective_on
    if effective_on is not None and case.acts_on is not None and effective_on < case.acts_on:
        yield "act", f"Takes effect {as_form(effective_on)}, before it is decided."


def _where(case: Case) -> str:
    return f"sign_offs {case.step.office}" if case.step else "act"


def _title(case: Case) -> str:
    return case.step.title if case.step else "The date"
