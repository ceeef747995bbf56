"""A number per calendar year in London, taken at the first submission: no gap, no repeat, no second use."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.workflow.builders import Office, refused
from tests.workflow.sample_office import ORIGINATOR, paper
from workflow.usecases.resubmit import resubmit
from workflow.usecases.submit import submit
from workflow.usecases.withdraw import withdraw


def _numbers(office: Office) -> list[str]:
    return [row[1] for row in sorted(office.rows()["submission"], key=lambda row: str(row[1])) if row[1]]


def test_numbers_follow_one_another(office: Office) -> None:
    for _ in range(3):
        office.submitted()
    assert _numbers(office) == ["01/2026", "02/2026", "03/2026"]


def test_a_draft_has_no_number(office: Office) -> None:
    assert office.load(office.draft()).number is None


def test_a_refused_submit_leaves_no_gap(office: Office) -> None:
    office.submitted()
    about = office.draft(replace(paper(), subject=None))
    visit = office.visit(ORIGINATOR, submission=about)
    assert refused(lambda: submit(office.desk, visit, now=office.tick())).rule == "field-missing"
    office.submitted()
    assert _numbers(office) == ["01/2026", "02/2026"]


def test_a_withdrawn_papers_number_stays_used(office: Office) -> None:
    about = office.submitted()
    withdraw(office.desk, office.visit(ORIGINATOR, submission=about), now=office.tick(), reason="Done.")
    assert office.load(office.submitted()).number == "02/2026"


def test_a_paper_keeps_its_number_in_another_year(office: Office) -> None:
    about = office.submitted()
    office.sent_back()
    office.clock.move_to(date(2027, 1, 4))
    receipt = resubmit(office.desk, office.visit(ORIGINATOR, submission=about), now=office.tick())
    assert receipt.number == "01/2026"


@pytest.mark.parametrize(
    ("instant", "number"),
    [
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "02/2026"),
        (datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC), "02/2026"),
        (datetime(2027, 1, 1, 0, 0, tzinfo=UTC), "01/2027"),
        (datetime(2027, 1, 1, 9, 0, tzinfo=UTC), "01/2027"),
    ],
    ids=["half past eleven", "the last second", "midnight", "the first morning"],
)
def test_the_year_is_that_of_london(office: Office, instant: datetime, number: str) -> None:
    office.submitted()
    about = office.draft()
    office.clock.now = instant
    receipt = submit(office.desk, office.visit(ORIGINATOR, submission=about), now=instant)
    assert receipt.number == number
