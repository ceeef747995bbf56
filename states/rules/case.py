"""What a rule is, and what it may look at."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from states.authority import Authority, Holder, governor_of, may_sign
from states.calendar import Calendar, london_day
from states.form import Form
from states.refusals import Finding
from states.requests import Request
from states.submission import Content, SignOff, Step, Submission
from states.vocabulary import Severity

Check = Callable[["Case"], Iterable[tuple[str, str]]]
_Value = TypeVar("_Value")


class _Once(Generic[_Value]):
    """`functools.cached_property` without its lock, which until Python 3.12 costs more than these values."""

    def __init__(self, find: Callable[[Any], _Value]) -> None:
        self.find = find
        self.__doc__ = find.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, case: object, owner: type) -> _Value:
        value: _Value = self.find(case)
        case.__dict__[self.name] = value
        return value


@dataclass(kw_only=True)
class Case:
    """A paper, or an act on a submission, with all that rules may need to judge it. Nobody changes it.

    Rules about text need `content` and `form`; rules about acts need `submission`, `request`, `authority`.
    `names` are people's names by id, as far as they are known.
    """

    now: datetime
    calendar: Calendar
    content: Content | None = None
    form: Form | None = None
    submission: Submission | None = None
    request: Request | None = None
    authority: Authority = field(default_factory=Authority)
    names: Mapping[str, str] = field(default_factory=dict)
    contract_line_pence: int = 1_000_000
    publish_within_days: int = 5

    @_Once
    def today(self) -> date:
        return london_day(self.now)

    @_Once
    def asked(self) -> Request:
        if self.request is None:
            raise ValueError("this rule judges an act, and none was given")
        return self.request

    @_Once
    def record(self) -> Submission:
        if self.submission is None:
            raise ValueError("this rule judges a submission, and none was given")
        return self.submission

    @_Once
    def text(self) -> Content:
        if self.content is None:
            raise ValueError("this rule judges a text, and none was given")
        return self.content

    @_Once
    def printed(self) -> Form:
        if self.form is None:
            raise ValueError("this rule judges a form, and none was given")
        return self.form

    @_Once
    def step(self) -> Step | None:
        """The step that the act is on, or None for an act on no step or an unknown one."""
        return self.record.step(self.asked.step) if self.asked.step else None

    @_Once
    def acts_on(self) -> date | None:
        """The London day that counts for the act: of ink or a meeting its own, else today's."""
        if self.asked.ink:
            return self.asked.ink.signed_on
        if self.asked.meeting:
            return self.asked.meeting.met_on
        return self.today

    @_Once
    def on_paper(self) -> bool:
        return self.asked.ink is not None or self.asked.meeting is not None

    @_Once
    def holder(self) -> Holder | None:
        """The signer's authority over the step on the act's day, or None."""
        if self.step is None or self.acts_on is None or self.asked.signer is None:
            return None
        return may_sign(self.authority, self.step.office, person=self.asked.signer, on=self.acts_on)

    @_Once
    def governor(self) -> Holder | None:
        """The actor's authority as a governance officer today, or None."""
        return governor_of(self.authority, self.asked.actor.person, on=self.today)

    @_Once
    def earlier(self) -> tuple[SignOff, ...]:
        """Live sign-offs on the latest version."""
        return self.record.live_sign_offs()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue: name, severity, what it demands, where that comes from, and its check.

    A `reads_text` rule judges free text and can be wrong; it warns and never blocks.
    `listed` is False for the guards that belong to the machine and not to the catalogue.
    """

    name: str
    severity: Severity
    demands: str
    source: str
    check: Check
    reads_text: bool = False
    listed: bool = True

    def findings(self, case: Case) -> tuple[Finding, ...]:
        """What this rule says about the case; nothing if all is well."""
        return tuple(Finding(self.name, self.severity, where, message) for where, message in self.check(case))


def blocks(name: str, demands: str, *, source: str, listed: bool = True) -> Callable[[Check], Rule]:
    """Make a check a rule that stops the act it guards."""
    return lambda check: Rule(name, Severity.BLOCKS, demands, source, check, listed=listed)


def warns(name: str, demands: str, *, source: str, reads_text: bool = False) -> Callable[[Check], Rule]:
    """Make a check a rule that is shown and kept, and stands in nobody's way."""
    return lambda check: Rule(name, Severity.WARNS, demands, source, check, reads_text=reads_text)
