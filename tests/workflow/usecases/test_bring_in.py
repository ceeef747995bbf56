"""Old papers are kept as they are: their number, dates and findings, and never a sign-off."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, select

from states.routes import Route, shipped_route
from tests.workflow.builders import Office, refused
from tests.workflow.old_papers import DATES, old_text
from tests.workflow.sample_office import CE, GOVERNANCE, ORIGINATOR, STRANGER, paper
from workflow.papers import Unreadable
from workflow.store.historic import OldFile
from workflow.store.tables import file, historic, submission
from workflow.usecases.adopt_route import adopt_route
from workflow.usecases.bring_in import KEPT_ALREADY, bring_in
from workflow.usecases.submit import submit
from workflow.usecases.visit import Receipt, Visit

OTHER = (("nowhere supervised", "nothing to do"),)
"""What makes it another paper."""


def row(office: Office, table: Table, key: str) -> Any:
    with office.desk.store.reading() as connection:
        column = next(iter(table.primary_key.columns))
        return connection.execute(select(table).where(column == key)).one()


def rules(receipt: Receipt) -> set[str]:
    return {finding["rule"] for finding in receipt.findings}


def test_an_old_paper_keeps_its_number(office: Office) -> None:
    receipt = office.brought_in(old_text("07/2025"))
    assert (receipt.act, receipt.number, receipt.state) == ("imported", "07/2025", "historic")
    assert office.load(receipt.about).number == "07/2025"


def test_its_dates_are_kept_as_written_and_as_read(office: Office) -> None:
    receipt = office.brought_in(old_text(dates=("19/02/205", "5 January 2026", "06/01/2026")))
    assert row(office, historic, receipt.about).sign_offs == [
        {"office": "chief-executive", "date": None, "written": "19/02/205"},
        {"office": "chief-finance-officer", "date": "2026-01-05", "written": "5 January 2026"},
        {"office": "decision-maker", "date": "2026-01-06", "written": "06/01/2026"},
    ]


def test_its_file_is_kept_byte_for_byte(office: Office) -> None:
    data = old_text().encode("cp1252")
    receipt = office.brought_in(data, name="old paper.txt")
    kept = row(office, historic, receipt.about)
    found = row(office, file, sha256(data).hexdigest())
    assert (found.bytes, found.size) == (data, len(data))
    assert (kept.file_name, kept.file_sha256, kept.file_size) == ("old paper.txt", found.sha256, len(data))


def test_findings_that_block_keep_no_paper_out(office: Office) -> None:
    receipt = office.brought_in(old_text(dates=("19/02/205", *DATES[1:])))
    assert "date-invalid" in rules(receipt)
    assert row(office, historic, receipt.about).findings == list(receipt.findings)


def test_its_fact_has_number_file_and_counts(office: Office) -> None:
    receipt = office.brought_in(old_text())
    blocks = sum(finding["severity"] == "blocks" for finding in receipt.findings)
    data = old_text().encode()
    entry = office.entry(receipt.entry_id)
    assert (entry["fact"], entry["before"], entry["after"]) == ("imported", None, "historic")
    assert entry["data"] == {
        "number": "07/2025",
        "file": {"sha256": sha256(data).hexdigest(), "size": len(data)},
        "blocks": blocks,
        "warns": len(receipt.findings) - blocks,
    }


@pytest.mark.parametrize("table", ["sign_off", "link", "letter", "submission_editor", "number_series"])
def test_nothing_is_invented_beside_it(office: Office, table: str) -> None:
    before = office.rows()[table]
    office.brought_in(old_text())
    assert office.rows()[table] == before


def test_it_has_no_originator_and_no_decision_of_ours(office: Office) -> None:
    kept = row(office, submission, office.brought_in(old_text()).about)
    assert (kept.originator, kept.submitted_at, kept.decided_on, kept.decided_at) == (None, None, None, None)


@pytest.mark.parametrize(
    ("given", "kept"),
    [(None, "Office of the Police and Crime Commissioner"), ("Elsewhere's office", "Elsewhere's office")],
    ids=["this office's", "another's"],
)
def test_it_says_whose_paper_it_is(office: Office, given: str | None, kept: str) -> None:
    receipt = office.brought_in(old_text(), office=given)
    assert row(office, historic, receipt.about).office == kept


def test_the_same_file_again_changes_nothing(office: Office) -> None:
    first = office.brought_in(old_text())
    rows = office.rows()
    again = office.brought_in(old_text(), name="copy.txt")
    assert (again.act, again.about, again.number) == (KEPT_ALREADY, first.about, "07/2025")
    assert again.findings == first.findings
    assert office.rows() == rows


def test_the_same_form_again_gives_the_same_receipt(office: Office) -> None:
    visit, source = office.operator(), OldFile.of("paper.txt", old_text().encode())
    first = bring_in(office.desk, visit, source, now=office.tick())
    assert bring_in(office.desk, visit, source, now=office.tick()) == first


def test_the_same_paper_in_another_file_changes_nothing(office: Office) -> None:
    first = office.brought_in(old_text())
    rows = office.rows()
    again = office.brought_in(old_text().replace("\n", "\r\n"), name="paper-2.txt")
    assert (again.act, again.about) == (KEPT_ALREADY, first.about)
    assert office.rows() == rows


def test_a_copy_on_which_less_can_be_read_changes_nothing(office: Office) -> None:
    first = office.brought_in(old_text())
    unsigned = old_text().replace(f"Date: {DATES[0]}", "Date:")
    assert office.brought_in(unsigned).about == first.about


def test_a_copy_with_another_date_is_kept_without_the_number(office: Office) -> None:
    first = office.brought_in(old_text())
    other = office.brought_in(old_text(dates=(DATES[0], DATES[1], "07/01/2026")))
    assert (other.act, other.number) == ("imported", None)
    assert other.about != first.about


def test_a_number_that_another_paper_has_is_not_taken_from_it(office: Office) -> None:
    first = office.brought_in(old_text())
    other = office.brought_in(old_text(changes=OTHER))
    assert (other.number, office.load(first.about).number) == (None, "07/2025")
    assert "number-taken" in rules(other)
    assert row(office, historic, other.about).number_written == "07/2025"


def test_a_number_given_online_is_not_taken_either(office: Office) -> None:
    office.submitted()
    other = office.brought_in(old_text("01/2026", changes=OTHER))
    assert other.number is None
    assert "number-taken" in rules(other)


def test_a_print_of_a_paper_signed_online_is_that_paper(office: Office) -> None:
    about = office.submitted()
    receipt = office.brought_in(old_text("01/2026"))
    assert (receipt.act, receipt.about) == (KEPT_ALREADY, about)


@pytest.mark.parametrize(
    ("written", "number"),
    [("007/2025", "07/2025"), ("107/2025", "107/2025"), ("5-25", None), ("7/2025", None), ("00/2025", None)],
)
def test_a_number_is_kept_as_the_register_writes_it_or_not_at_all(
    office: Office, written: str, number: str | None
) -> None:
    receipt = office.brought_in(old_text(written))
    assert receipt.number == number
    assert row(office, historic, receipt.about).number_written == written


def test_numbers_of_old_papers_are_not_given_again(office: Office) -> None:
    for number in ("01/2026", "02/2026", "04/2026"):
        office.brought_in(old_text(number, changes=((OTHER[0][0], f"no room {number}"),)))
    given = [office.load(office.submitted()).number for _ in range(3)]
    assert given == ["03/2026", "05/2026", "06/2026"]


def test_the_series_remembers_what_it_skipped(office: Office) -> None:
    office.brought_in(old_text("01/2026", changes=OTHER))
    office.submitted()
    assert office.rows()["number_series"] == [(2026, 2)]


@pytest.mark.parametrize("who", [ORIGINATOR, CE, STRANGER])
def test_nobody_but_governance_brings_papers_in(office: Office, who: str) -> None:
    source, rows = OldFile.of("paper.txt", old_text().encode()), office.rows()
    found = refused(lambda: bring_in(office.desk, office.visit(who), source, now=office.tick()))
    assert found.rule == "not-in-post"
    assert office.rows() == rows


def test_a_governance_officer_brings_papers_in(office: Office) -> None:
    source = OldFile.of("paper.txt", old_text().encode())
    receipt = bring_in(office.desk, office.visit(GOVERNANCE), source, now=office.tick())
    assert office.entry(receipt.entry_id)["actor"]["office"] == GOVERNANCE
    assert row(office, historic, receipt.about).imported_by == office.id(GOVERNANCE)


@pytest.mark.parametrize(
    "data", [b"A shopping list", b"\0\1\2", b"%PDF-1.7 nothing"], ids=["other", "binary", "pdf"]
)
def test_what_cannot_be_read_leaves_nothing_behind(office: Office, data: bytes) -> None:
    rows = office.rows()
    with pytest.raises(Unreadable, match=r"^odd\.txt cannot be read: "):
        office.brought_in(data, name="odd.txt")
    assert office.rows() == rows


def test_a_name_that_is_no_text_is_shown_with_question_marks(office: Office) -> None:
    receipt = office.brought_in(old_text(), name="caf\udce9.txt")
    assert row(office, historic, receipt.about).file_name == "caf?.txt"


def test_bank_holidays_of_years_that_the_office_does_not_know_count(office: Office) -> None:
    receipt = office.brought_in(old_text("01/2015", dates=("02/04/2015", "02/04/2015", "06/04/2015")))
    days = [f["where"] for f in receipt.findings if f["rule"] == "non-working-day"]
    assert days == ["sign_offs decision-maker"]


def _newer(route: Route) -> Route:
    return Route.from_json(replace(route, version=2).to_json())


def test_the_record_hangs_on_the_newest_version_of_its_route(office: Office) -> None:
    newer = _newer(shipped_route("pcc-decision"))
    adopt_route(office.desk, office.visit(GOVERNANCE), newer, now=office.tick())
    kept = office.load(office.brought_in(old_text()).about)
    assert (kept.route_key, kept.route_version, kept.route_sha256) == (newer.key, 2, newer.sha256)


def test_two_who_bring_in_one_file_at_once_keep_it_once(office: Office) -> None:
    source, now = OldFile.of("paper.txt", old_text().encode()), office.tick()

    def act(visit: Visit) -> str:
        return bring_in(office.desk, visit, source, now=now).act

    with ThreadPoolExecutor(4) as pool:
        acts = sorted(pool.map(act, [office.operator() for _ in range(4)]))
    assert acts == ["imported", *[KEPT_ALREADY] * 3]


def test_the_two_real_papers_have_their_findings_and_what_they_share(office: Office, papers: Path) -> None:
    receipts = {
        name: office.brought_in((papers / f"decision-{name}-2025.txt").read_bytes()) for name in ("05", "39")
    }
    expected = {
        name: {
            (finding["rule"], finding["severity"], finding["where"])
            for finding in json.loads((papers / "expected" / f"decision-{name}-2025.json").read_text())[
                "findings"
            ]
        }
        for name in ("05", "39")
    }
    expected["39"] |= {("text-reused", "warns", "paper")}
    found = {
        name: {(finding["rule"], finding["severity"], finding["where"]) for finding in receipt.findings}
        for name, receipt in receipts.items()
    }
    assert found == expected
    assert any("47 % is 05/2025" in finding["message"] for finding in receipts["39"].findings)


def test_a_paper_submitted_online_is_compared_with_old_ones(office: Office) -> None:
    office.brought_in(old_text())
    visit = office.visit(ORIGINATOR, submission=office.draft(paper()))
    receipt = submit(office.desk, visit, now=office.tick())
    reused = [f["message"] for f in receipt.findings if f["rule"] == "text-reused"]
    assert reused
    assert "07/2025" in reused[0]
