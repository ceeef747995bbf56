"""What a paper is compared with: what has its number, the latest others, recipients, and no more."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, delete, update

from states.form import Form
from states.routes import shipped_route
from states.rules.register import LATEST, Register
from states.submission import Content
from tests.workflow.builders import Office, desk_on, open_office_on
from tests.workflow.old_papers import old_text
from tests.workflow.sample_office import ORIGINATOR, paper, with_summary
from workflow.register import Runs, Version, register_for
from workflow.register.comparing import MOST_RUNS
from workflow.store.audit_tables import audit_opening
from workflow.store.engine import Store
from workflow.store.tables import submission
from workflow.usecases.resubmit import resubmit
from workflow.usecases.submit import submit


@pytest.fixture
def office(store: Store) -> Office:
    return open_office_on(store)


def register(office: Office, *, number: str | None = None, besides: str | None = None) -> Register:
    with office.desk.store.reading() as connection:
        return office.desk.register(connection, number=number, besides=besides)


def fresh(office: Office, **asked: Any) -> Register:
    """The register as somebody finds it who remembers nothing."""
    office.desk = desk_on(office.desk.store, first=5000)
    return register(office, **asked)


def test_an_empty_register_holds_nothing(office: Office) -> None:
    assert register(office, number="01/2026") == Register()


def test_it_has_what_is_held_under_a_number(office: Office) -> None:
    office.submitted(with_summary("To mend the roof."))
    holding = register(office, number="01/2026").holding
    assert holding is not None
    assert [item.text for item in holding.summary] == ["To mend the roof."]


def test_a_paper_is_not_held_against_itself(office: Office) -> None:
    about = office.submitted()
    found = register(office, number="01/2026", besides=about)
    assert (found.holding, found.earlier) == (None, ())


def test_earlier_papers_stand_newest_first_by_what_they_are_called(office: Office) -> None:
    office.brought_in(old_text("07/2025"))
    office.brought_in(old_text("5-25"), name="no-number.txt")
    office.submitted()
    assert [one.name for one in register(office).earlier] == ["01/2026", "no-number.txt", "07/2025"]


def test_drafts_are_nobodys_earlier_papers(office: Office) -> None:
    office.draft()
    assert register(office).earlier == ()


def test_the_latest_version_counts(office: Office) -> None:
    about = office.submitted(replace(paper(), recipient="The first club"))
    office.sent_back()
    resubmit(office.desk, office.visit(ORIGINATOR, submission=about), now=office.tick())
    assert len(register(office).earlier) == 1


def test_no_more_than_the_latest_are_compared(office: Office) -> None:
    for number in range(1, LATEST + 3):
        office.brought_in(old_text(f"{number:02d}/2024"))
    names = [one.name for one in register(office).earlier]
    assert names == [f"{number:02d}/2024" for number in range(LATEST + 2, 2, -1)]


def test_recipients_of_papers_submitted_online_are_known(office: Office) -> None:
    office.submitted(replace(paper(), recipient="Harbour Street Boxing Club"))
    office.draft(replace(paper(), recipient="Nobody yet"))
    assert register(office).recipients == {"Harbour Street Boxing Club"}


def test_a_recipient_spelt_slightly_otherwise_is_pointed_out_at_submission(office: Office) -> None:
    office.submitted(replace(paper(), recipient="Harbour Street Boxing Clubs Trust"))
    about = office.draft(replace(paper(), recipient="Harbour Street Boxing Club Trust"))
    receipt = submit(office.desk, office.visit(ORIGINATOR, submission=about), now=office.tick())
    said = [f["message"] for f in receipt.findings if f["rule"] == "recipient-name-varies"]
    assert any("Harbour Street Boxing Clubs Trust" in message for message in said)


def test_what_was_erased_is_left_out(office: Office) -> None:
    office.submitted(replace(paper(), recipient="Harbour Street Boxing Club"))
    with office.desk.store.writing() as connection:
        connection.execute(delete(audit_opening))
    found = fresh(office)
    assert found.recipients == frozenset()
    assert [(one.name, one.runs) for one in found.earlier] == [("01/2026", frozenset())]


def test_a_paper_that_was_altered_stops_no_other(office: Office) -> None:
    office.submitted()
    with office.desk.store.writing() as connection:
        connection.execute(update(submission).values(version=2))
    found = fresh(office, number="01/2026")
    assert (found.holding, [one.runs for one in found.earlier]) == (None, [frozenset()])


class Reader:
    """Reads one text for every version, and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[Version] = []

    def __call__(self, _connection: Connection, version: Version) -> tuple[Content, Form]:
        self.asked.append(version)
        return paper(), shipped_route("pcc-decision").form


def test_a_version_is_read_once(office: Office) -> None:
    office.brought_in(old_text())
    reader = Reader()
    cache = Runs(reader)
    with office.desk.store.reading() as connection:
        found = [register_for(connection, number=None, besides=None, cache=cache) for _ in range(3)]
    assert len(reader.asked) == 1
    assert found[0] == found[2]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_is_remembered_is_bounded(store: Store) -> None:
    reader = Reader()
    cache = Runs(reader)
    versions = [Version(f"s_{n}", 1, "pcc-decision", 1) for n in range(MOST_RUNS + 1)]
    with store.reading() as connection:
        for version in (*versions, versions[-1], versions[0]):
            cache.of(connection, version)
    assert len(reader.asked) == MOST_RUNS + 2


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_no_statement_looks_through_the_whole_register(office: Office) -> None:
    asked: list[str] = []
    with office.desk.store.reading() as connection:
        driver: Any = connection.connection.driver_connection
        driver.set_trace_callback(asked.append)
        office.desk.register(connection, number="01/2026", besides=None)
        driver.set_trace_callback(None)
        queries = [words for words in asked if words.startswith("SELECT")]
        plans = [row[3] for words in queries for row in driver.execute(f"EXPLAIN QUERY PLAN {words}")]
    assert len(queries) == 3
    assert [plan for plan in plans if plan.startswith("SCAN") and "USING INDEX" not in plan] == []
    assert not any("TEMP B-TREE" in plan for plan in plans)
