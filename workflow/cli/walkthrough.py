"""What the people of the sample office do with a paper: online, and with the dates of its own ink."""

from dataclasses import dataclass
from datetime import date, timedelta

from states.dates import as_form, valid_date
from states.facts import FactName
from states.refusals import Refused
from states.submission import Content, Paper, PaperSignOff, Step, Submission
from states.vocabulary import Act
from workflow.cli.rehearsal import Rehearsal, scan_of
from workflow.store import submissions
from workflow.usecases.approve import approve
from workflow.usecases.public_record import PublicRecord
from workflow.usecases.publish import publish
from workflow.usecases.record_from_paper import InkSignOff, record_from_paper
from workflow.usecases.sign import sign
from workflow.usecases.start_draft import start_draft
from workflow.usecases.submit import submit
from workflow.usecases.visit import Receipt

ORIGINATOR, GOVERNANCE = "originator", "governance"

MAILBOXES = {
    "chief-executive": "chief.executive",
    "chief-finance-officer": "finance",
    "decision-maker": "commissioner",
}
"""Whose mailbox in the sample office belongs to which office of the shipped routes."""

_HOURS = ((2, 11, 20), (4, 14, 40), (5, 16, 15))
"""On which working day after the first, and when, the first, second and third sign-off is made."""

LAST_DAY = 7
"""The working day on which the decision is published."""


def begin(rehearsal: Rehearsal, content: Content, *, route_key: str, day: int, name: str) -> Receipt:
    """Start the paper and submit it on one day."""
    rehearsal.move_to(day, 9, 30)
    visit = rehearsal.visit(ORIGINATOR, f"{name}-draft")
    drafted = start_draft(rehearsal.desk, visit, content, route_key=route_key, now=rehearsal.now)
    rehearsal.keep("drafted", ORIGINATOR, drafted)
    rehearsal.move_to(day, 10, 5)
    visit = rehearsal.visit(ORIGINATOR, f"{name}-submit", submission=drafted.about)
    return rehearsal.keep("submitted", ORIGINATOR, submit(rehearsal.desk, visit, now=rehearsal.now))


def walk_online(rehearsal: Rehearsal, submitted: Receipt, content: Content) -> None:
    """Have each officer act by the link in their letter, then publish."""
    moments = iter(_HOURS)
    while steps := _load(rehearsal, submitted).open_steps():
        rehearsal.move_to(*next(moments))
        _act(rehearsal, steps[0])
    rehearsal.move_to(LAST_DAY, 10, 0)
    now_stands = _load(rehearsal, submitted)
    visit = rehearsal.visit(GOVERNANCE, "walk-publish", submission=now_stands.id, seen=now_stands.content)
    receipt = publish(rehearsal.desk, visit, PublicRecord(details=_details(content)), now=rehearsal.now)
    rehearsal.keep("published", GOVERNANCE, receipt, "governance")


def _act(rehearsal: Rehearsal, step: Step) -> None:
    mailbox = MAILBOXES[step.office]
    visit, _shown = rehearsal.visit_by_letter(mailbox, f"walk-{step.key}")
    if step.decides:
        receipt = approve(rehearsal.desk, visit, now=rehearsal.now)
    else:
        # Limb b: the costs can be met from existing budgets, outside money with its source stated included.
        limb, regulations = ("b", True) if step.certificate else (None, None)
        receipt = sign(rehearsal.desk, visit, now=rehearsal.now, limb=limb, regulations=regulations)
    rehearsal.keep(receipt.act, mailbox, receipt, step.office)


def _details(content: Content) -> dict[str, str]:
    """What the sample governance officer adds to a paper that does not say it: it is read as a grant."""
    return {
        "kind": content.kind or "grant",
        "public_interest": "yes, determined by the Governance Officer, sample office",
        "recipient": content.recipient or "as named in the recommendation",
        "purpose": content.purpose or "as set out in section 1",
        "grant_conditions": content.grant_conditions or "none",
        "grant_reasons": content.grant_reasons or "as set out in section 3",
        "value_reason": content.value_reason or "as set out in section 6",
    }


@dataclass(frozen=True, slots=True)
class InkDate:
    """One date of a paper's own to record: as written, and whether it is what was meant or a supposition."""

    office: str
    written: str
    supposed: bool = False


def ink_dates(paper: Paper) -> tuple[InkDate, ...]:
    """The paper's own dates in route order. After an impossible one, what it might have been meant as."""
    found = []
    for one in paper.sign_offs:
        if one.written is None:
            continue
        found.append(InkDate(one.office, one.written))
        if one.on is None and (meant := _supposed(one, paper)):
            found.append(InkDate(one.office, as_form(meant), supposed=True))
    return tuple(found)


def has_faulty_dates(paper: Paper) -> bool:
    """Whether the paper's own dates could not all be recorded: one is no date, or they are out of order."""
    days = [one.on for one in paper.sign_offs if one.on]
    return any(one.written and one.on is None for one in paper.sign_offs) or days != sorted(days)


def first_valid(paper: Paper) -> date | None:
    """The earliest valid date on the paper."""
    return min((one.on for one in paper.sign_offs if one.on), default=None)


def record_ink(rehearsal: Rehearsal, submitted: Receipt, paper: Paper, *, source: bytes) -> None:
    """Have the governance officer try to record the dates as they stand on the paper."""
    dates = ink_dates(paper)
    latest = max(day for one in dates if (day := valid_date(one.written)))
    rehearsal.move_to_date(latest + timedelta(days=1), 10)
    for number, one in enumerate(dates):
        standing = _load(rehearsal, submitted)
        step = next(step for step in standing.steps if step.office == one.office)
        visit = rehearsal.visit(
            GOVERNANCE, f"ink-{number}", submission=standing.id, step=step.key, seen=standing.content
        )
        signed = InkSignOff(
            act=Act.APPROVE if step.decides else Act.SIGN,
            signer=rehearsal.person(MAILBOXES[step.office]).id,
            written=one.written,
            scan=scan_of(source),
            why_recorded="Signed on paper, as the file shows.",
            details={"limb": "b", "regulations": True} if step.certificate else {},
        )
        as_written = {"written": one.written, "supposed": one.supposed}
        try:
            receipt = record_from_paper(rehearsal.desk, visit, signed, now=rehearsal.now)
            rehearsal.keep(receipt.act, GOVERNANCE, receipt, one.office, **as_written)
        except Refused as refused:
            act = FactName.RECORDED_FROM_PAPER.value
            rehearsal.keep_refused(act, GOVERNANCE, refused, one.office, **as_written)


def _supposed(one: PaperSignOff, paper: Paper) -> date | None:
    """The same day and month in the year of the paper's other dates: a supposition, and said to be one."""
    known = first_valid(paper)
    day_and_month = (one.written or "").rpartition("/")[0]
    return valid_date(f"{day_and_month}/{known.year}") if known else None


def _load(rehearsal: Rehearsal, submitted: Receipt) -> Submission:
    desk = rehearsal.desk
    with desk.store.reading() as connection:
        found = submissions.load(connection, submitted.about, steps_of=desk.steps_of(connection))
    if found is None:
        raise LookupError(submitted.about)
    return found
