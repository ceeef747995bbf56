"""What rules are asked about: an act, a paper or a record; all the rules of its place, or some of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Protocol

from states.check import check_paper
from states.dates import valid_date
from states.moves import BY_ACT
from states.refusals import Finding
from states.rules import DRAFT, OLD_PAPER, At, Rule
from states.rules.case import Case
from states.rules.customs import Customs
from states.rules.register import Register
from states.submission import Certificate, Content, Paper, PaperSignOff, Step, Submission
from states.vocabulary import Act
from tests.states import builders as build

STEPS = build.ROUTES["pcc-decision"].steps
NOW = datetime(2026, 5, 20, 9, tzinfo=UTC)
"""When papers are read here: a Wednesday."""


class Asked(Protocol):
    """Something that the rules of its places judge."""

    @property
    def at(self) -> frozenset[At]: ...

    @property
    def rules(self) -> tuple[Rule, ...]: ...

    def __call__(self) -> tuple[Finding, ...]:
        """What the product makes of it."""

    def says(self, rules: tuple[Rule, ...]) -> tuple[Finding, ...]:
        """What these rules say of it."""


@dataclass(frozen=True)
class AskedAct:
    """Somebody asks for an act. `only` is the one rule asked where the machine never lets it come so far."""

    walk: build.Walk
    act: Act
    asked: Mapping[str, Any]
    only: Rule | None = None

    @property
    def at(self) -> frozenset[At]:
        step = self._case().step
        if BY_ACT[self.act].recorded:
            place = At.DECISION if step is not None and step.decides else At.SIGN_OFF
            # What is kept with a sign-off is what its timeline shows.
            return frozenset({place, At.TIMELINE})
        return frozenset({_PLACES.get(self.act, At.OTHER_ACT)})

    @property
    def rules(self) -> tuple[Rule, ...]:
        row = BY_ACT[self.act]
        return (*row.recorded, *row.rules) if self._case().on_paper else row.rules

    def __call__(self) -> tuple[Finding, ...]:
        return self.says((self.only,)) if self.only else self.walk.findings(self.act, **self.asked)

    def says(self, rules: tuple[Rule, ...]) -> tuple[Finding, ...]:
        case = self._case()
        return tuple(finding for rule in rules for finding in rule.findings(case))

    def _case(self) -> Case:
        return self.walk.case(self.act, **self.asked)


_PLACES = {
    Act.SUBMIT: At.DRAFT,
    Act.RESUBMIT: At.DRAFT,
    Act.PUBLISH: At.PUBLICATION,
    Act.CORRECT: At.PUBLICATION,
    Act.WITHHOLD: At.PUBLICATION,
}


def asks(walk: build.Walk, act: Act, **asked: Any) -> AskedAct:
    """The act, asked for as its own page does in all but what is said here."""
    return AskedAct(walk, act, asked)


@dataclass(frozen=True, kw_only=True)
class AskedPaper:
    """A paper is read: as one signed on paper, or as a draft."""

    paper: Paper
    signed: bool = True
    steps: tuple[Step, ...] = STEPS
    now: datetime = NOW
    customs: Customs = field(default_factory=Customs)
    register: Register | None = None

    @property
    def at(self) -> frozenset[At]:
        return frozenset({At.OLD_PAPER if self.signed else At.DRAFT})

    @property
    def rules(self) -> tuple[Rule, ...]:
        return OLD_PAPER if self.signed else DRAFT

    def __call__(self) -> tuple[Finding, ...]:
        return self._check(None)

    def says(self, rules: tuple[Rule, ...]) -> tuple[Finding, ...]:
        return self._check(rules)

    def _check(self, rules: tuple[Rule, ...] | None) -> tuple[Finding, ...]:
        return check_paper(
            self.paper,
            form=build.FORM,
            steps=self.steps,
            calendar=build.CALENDAR,
            now=self.now,
            customs=self.customs,
            register=self.register,
            signed=self.signed,
            rules=rules,
        )


@dataclass(frozen=True, kw_only=True)
class AskedRecord:
    """A timeline or register is looked at. What a sign-off's rules said is kept, and not asked again."""

    rule: Rule
    now: datetime = NOW
    submission: Submission | None = None
    numbers: tuple[str, ...] = ()
    at: frozenset[At] = frozenset({At.TIMELINE})

    @property
    def rules(self) -> tuple[Rule, ...]:
        return (self.rule,)

    def __call__(self) -> tuple[Finding, ...]:
        return self.says(self.rules)

    def says(self, rules: tuple[Rule, ...]) -> tuple[Finding, ...]:
        case = Case(now=self.now, calendar=build.CALENDAR, submission=self.submission, numbers=self.numbers)
        return tuple(finding for rule in rules for finding in rule.findings(case))


def old_paper(
    *written: str | None, content: Content | None = None, steps: tuple[Step, ...] = STEPS, **changes: Any
) -> Paper:
    """A paper signed on paper to which no rule objects, or one with these dates, one for each step."""
    dates = written or tuple(f"{5 + step.order:02}/05/2026" for step in steps)
    paper: dict[str, Any] = {
        "content": content or build.filled(),
        "number": "05/2026",
        "outcome": "approved",
        "certificate": CERTIFIED,
        "sign_offs": tuple(
            PaperSignOff(step.office, valid_date(date) if date else None, date)
            for step, date in zip(steps, dates, strict=True)
        ),
        "statements": MappingProxyType(
            {step.office: step.statement for step in steps if not (step.certificate or step.decides)}
        ),
        "confidential_written": "No",
    }
    return Paper(**paper | changes)


def _limbs() -> tuple[tuple[str, str], ...]:
    certificate = build.FORM.certificate
    assert certificate is not None
    return tuple((limb.letter, limb.text) for limb in (*certificate.choices, certificate.always))


LIMBS = _limbs()
"""The certificate's limbs, as the form prints them."""

CERTIFIED = Certificate("b", True, LIMBS)
