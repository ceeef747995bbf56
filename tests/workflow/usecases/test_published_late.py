"""A decision that is not published in time is told in its timeline, until it is and for ever after."""

import pytest

from tests.workflow.builders import Office
from tests.workflow.sample_office import DETAILS, GOVERNANCE
from workflow.reads.timeline import timeline
from workflow.usecases.public_record import PublicRecord
from workflow.usecases.publish import publish


def late(office: Office, about: str) -> list[str]:
    """The rules that the timeline of the whole story speaks of."""
    number = office.load(about).number or ""
    with office.desk.store.reading() as connection:
        steps_of = office.desk.steps_of(connection)
        found = timeline(connection, number, steps_of=steps_of, now=office.clock.now)
    return [finding["rule"] for finding in found.findings]


@pytest.mark.parametrize(("days", "told"), [(0, []), (5, []), (30, ["published-late"])])
def test_a_decision_that_waits_for_publication_is_told_once_it_is_late(
    office: Office, days: int, told: list[str]
) -> None:
    about = office.decided()
    office.clock.wait(days=days)
    assert late(office, about) == told


def test_a_decision_published_late_stays_so(office: Office) -> None:
    about = office.decided()
    office.clock.wait(days=30)
    publish(office.desk, office.by_hand(GOVERNANCE, about), PublicRecord(details=DETAILS), now=office.tick())
    assert late(office, about) == ["published-late"]


def test_a_decision_published_in_time_stays_so(office: Office) -> None:
    about = office.published()
    office.clock.wait(days=30)
    assert late(office, about) == []


def test_a_paper_that_is_not_decided_is_not_late(office: Office) -> None:
    about = office.submitted()
    office.clock.wait(days=30)
    assert late(office, about) == []
