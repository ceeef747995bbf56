"""What a rule is, and what it may look at."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from states.authority import Authority, Holder, governor_of, may_sign
from states.calendar import Calendar, london_day
from states.form import Form
from states.refusals import Finding
from states.requests import Request
from states.rules.customs import Customs
from states.rules.passages import Passage, passages_of
from states.rules.register import Register
from states.submission import Content, Paper, PaperSignOff, SignOff, Step, Submission
from states.vocabulary import SECTIONS, Severity

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


_NOBODY = Authority()
_USUAL = Customs()


@dataclass(kw_only=True)
class Case:
    """A paper, or an act on a submission, with all that rules may need to judge it. Nobody changes it.

    Rules about text need `content` and `form`; rules about acts need `submission`, `request`, `authority`.
    An old paper is judged by its `paper` and the `steps` of its route. Without a `register` the paper is
    compared with no other. `names` are people's names by id, as far as they are known. `numbers` are those
    of a whole register, for what is said of that; `printed_number` is what stands on the paper itself.
    """

    now: datetime
    calendar: Calendar
    content: Content | None = None
    form: Form | None = None
    submission: Submission | None = None
    request: Request | None = None
    authority: Authority = _NOBODY
    names: Mapping[str, str] = field(default_factory=dict)
    paper: Paper | None = None
    steps: tuple[Step, ...] = ()
    register: Register | None = None
    customs: Customs = _USUAL
    numbers: tuple[str, ...] = ()
    printed_number: str | None = None

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
    def passages(self) -> tuple[Passage, ...]:
        """The running text in the paper's order, without printed numbers and the form's own words."""
        return passages_of(self.text, self.printed)

    @_Once
    def written(self) -> tuple[tuple[Step, PaperSignOff], ...]:
        """Each step of an old paper's route with what its office wrote; nothing, if its block is absent."""
        given = list(self.paper.sign_offs) if self.paper else []
        found = []
        for step in self.steps:
            here = next((one for one in given if one.office == step.office), None)
            if here is not None:
                given.remove(here)
            found.append((step, here or PaperSignOff(step.office, None, None)))
        return tuple(found)

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


class At(StrEnum):
    """Where in a paper's life a rule speaks."""

    DRAFT = "draft"
    SIGN_OFF = "sign-off"
    DECISION = "decision"
    PUBLICATION = "publication"
    OLD_PAPER = "old paper"
    TIMELINE = "timeline"
    OTHER_ACT = "other act"


_LETTERS = {
    "D": At.DRAFT,
    "S": At.SIGN_OFF,
    "X": At.DECISION,
    "P": At.PUBLICATION,
    "O": At.OLD_PAPER,
    "T": At.TIMELINE,
    "A": At.OTHER_ACT,
}


ANYTHING = frozenset(Content.__dataclass_fields__) - {"sections", "amounts"} | frozenset(SECTIONS)
"""Every key of a paper's content that can change by itself. Sums follow from the text they stand in."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue: name, severity, what it demands, where that comes from, and its check.

    `at` is where it speaks. A `reads_text` rule judges free text and can be wrong; it warns and never blocks.
    One that `needs_records` compares with what the office holds, and is silent where that is not known.
    `reads` are the keys of a draft's content that it looks at: while none of them changes, it says the same.
    `listed` is False for the guards that belong to the machine and not to the catalogue.
    """

    name: str
    severity: Severity
    demands: str
    source: str
    check: Check
    at: tuple[At, ...]
    needs_records: bool = False
    reads_text: bool = False
    reads: frozenset[str] = ANYTHING
    listed: bool = True

    @property
    def about(self) -> str:
        """For what the rule speaks and for what it does not, in a few sentences for people."""
        return " ".join((self.check.__doc__ or "").split())

    def findings(self, case: Case) -> tuple[Finding, ...]:
        """What this rule says about the case; nothing if all is well."""
        return tuple(Finding(self.name, self.severity, where, message) for where, message in self.check(case))


def blocks(  # noqa: PLR0913  # the columns of the catalogue
    name: str,
    demands: str,
    *,
    source: str,
    at: str,
    needs_records: bool = False,
    reads: Iterable[str] = ANYTHING,
    listed: bool = True,
) -> Callable[[Check], Rule]:
    """Make a check a rule that stops the act it guards. `at`: letters of the catalogue, or A."""
    return lambda check: Rule(
        name,
        Severity.BLOCKS,
        demands,
        source,
        check,
        at=_places(at),
        needs_records=needs_records,
        reads=_known(reads),
        listed=listed,
    )


def warns(  # noqa: PLR0913  # the columns of the catalogue
    name: str,
    demands: str,
    *,
    source: str,
    at: str,
    needs_records: bool = False,
    reads_text: bool = False,
    reads: Iterable[str] = ANYTHING,
) -> Callable[[Check], Rule]:
    """Make a check a rule that is shown and kept, and stands in nobody's way. `at` as for `blocks`."""
    return lambda check: Rule(
        name,
        Severity.WARNS,
        demands,
        source,
        check,
        at=_places(at),
        needs_records=needs_records,
        reads_text=reads_text,
        reads=_known(reads),
    )


def _places(letters: str) -> tuple[At, ...]:
    return tuple(_LETTERS[letter] for letter in letters.split())


def _known(keys: Iterable[str]) -> frozenset[str]:
    """The keys, which must be some that a content has: a misspelt one would never be seen to change."""
    reads = frozenset(keys)
    if unknown := reads - ANYTHING:
        raise ValueError(f"no content has the key {', '.join(sorted(unknown))}")
    return reads
