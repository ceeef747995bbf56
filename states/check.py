"""What is wrong with a paper: the rules of its place in life, one after another."""

from collections.abc import Iterable
from datetime import datetime
from itertools import chain

from states.calendar import Calendar
from states.form import Form
from states.refusals import Finding
from states.rules import DRAFT, OLD_PAPER, Rule
from states.rules.case import ANYTHING, Case
from states.rules.customs import Customs
from states.rules.register import Register
from states.submission import Content, Paper, Step


def check_paper(  # noqa: PLR0913  # all that a paper is judged by
    paper: Paper,
    *,
    form: Form,
    steps: tuple[Step, ...],
    calendar: Calendar,
    now: datetime,
    customs: Customs | None = None,
    register: Register | None = None,
    signed: bool | None = None,
    rules: Iterable[Rule] | None = None,
) -> tuple[Finding, ...]:
    """What the rules find in a paper: as an old one where any office dated it, or `signed` says so.

    Without a `register` rules that compare with the office's records are silent. `rules` are those asked,
    if not all of the place.
    """
    is_old = paper.is_signed if signed is None else signed
    case = Case(
        now=now,
        calendar=calendar,
        content=paper.content,
        form=form,
        paper=paper if is_old else None,
        printed_number=paper.number,
        steps=steps,
        customs=customs or Customs(),
        register=register,
    )
    if rules is None:
        rules = OLD_PAPER if is_old else DRAFT
    return _findings(case, rules)


def check_draft(  # noqa: PLR0913  # all that a draft is judged by
    content: Content,
    *,
    form: Form,
    calendar: Calendar,
    now: datetime,
    customs: Customs | None = None,
    register: Register | None = None,
    number: str | None = None,
) -> tuple[Finding, ...]:
    """What the rules find in a draft, as its originator sees it while writing; `number` if it has one."""
    paper = Paper(content=content, number=number)
    return check_paper(
        paper,
        form=form,
        steps=(),
        calendar=calendar,
        now=now,
        customs=customs,
        register=register,
        signed=False,
    )


def recheck(  # noqa: PLR0913  # all that a draft is judged by
    before: Iterable[Finding],
    content: Content,
    *,
    changed: Iterable[str],
    form: Form,
    calendar: Calendar,
    now: datetime,
    customs: Customs | None = None,
    register: Register | None = None,
    number: str | None = None,
) -> tuple[Finding, ...]:
    """What the rules find in a draft of which some keys changed since they found what is `before`.

    The same as `check_draft`, for the same customs, register and number, with only those rules run that read
    one of the keys: fields and sections by their own names (`summary`, `financial`, `checklist`). ValueError
    for any other name.
    """
    keys = frozenset(changed)
    if unknown := keys - ANYTHING:
        raise ValueError(f"no content has the key {', '.join(sorted(unknown))}")
    kept: dict[str, list[Finding]] = {}
    for finding in before:
        kept.setdefault(finding.rule, []).append(finding)
    case = Case(
        now=now,
        calendar=calendar,
        content=content,
        form=form,
        customs=customs or Customs(),
        register=register,
        printed_number=number,
    )
    found = (rule.findings(case) if keys & rule.reads else kept.get(rule.name, ()) for rule in DRAFT)
    return _once(chain.from_iterable(found))


def _findings(case: Case, rules: Iterable[Rule]) -> tuple[Finding, ...]:
    return _once(chain.from_iterable(rule.findings(case) for rule in rules))


def _once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One finding for each rule and place, the first. Source: the rules, "Where"."""
    found: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        found.setdefault((finding.rule, finding.where), finding)
    return tuple(found.values())
