"""Old papers in the history: whole as they were kept, and found out where anybody changed them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Table, delete, insert, update

from states.facts import About, Subject
from tests.workflow.audit import builders
from tests.workflow.audit.builders import Book, holder, person
from tests.workflow.builders import Office, open_office_on
from tests.workflow.old_papers import old_text
from tests.workflow.sample_office import ORIGINATOR
from workflow.audit.problems import Problem
from workflow.audit.replay_fits import Counted
from workflow.audit.verify import verify_live
from workflow.store import tables
from workflow.store.engine import Store


@pytest.fixture
def office(store: Store) -> Office:
    """An office with one old paper and one that goes its way online."""
    office = open_office_on(store)
    office.brought_in(old_text())
    office.submitted()
    return office


def problems(office: Office) -> tuple[Problem, ...]:
    return office.verified(pins=[office.pin]).problems


def execute(office: Office, statement: Any) -> None:
    with office.desk.store.writing() as connection:
        connection.execute(statement)


def test_a_history_with_old_papers_in_it_is_whole(office: Office) -> None:
    assert problems(office) == ()
    assert office.verified().facts["imported"] == 1


FINDING = {"rule": "subject", "severity": "warns", "where": "subject", "message": "Look."}


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        (tables.historic, "file_size", 1),
        (tables.historic, "findings", []),
        (tables.historic, "findings", [FINDING] * 99),
        (tables.historic, "imported_by", "os:somebody"),
        (tables.file, "size", 1),
        (tables.submission, "state", "published"),
        (tables.submission, "number", "08/2025"),
        (tables.submission, "decided_on", date(2026, 1, 6)),
        (tables.submission, "route_version", 2),
        (tables.submission, "steps", ["decision-maker"]),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_a_changed_column_is_found(office: Office, table: Table, column: str, value: Any) -> None:
    statement = update(table).values({column: value})
    if table is tables.submission:
        statement = statement.where(table.c.state == "historic")
    execute(office, statement)
    found = [p for p in problems(office) if p.check == "C18" and p.where.startswith(table.name)]
    assert any(column in problem.message for problem in found)


def test_an_originator_put_in_afterwards_is_found(office: Office) -> None:
    table = tables.submission
    execute(
        office, update(table).where(table.c.originator.is_(None)).values(originator=office.id(ORIGINATOR))
    )
    assert any("originator" in problem.message for problem in problems(office))


def test_bytes_that_do_not_give_their_hash_are_found(office: Office) -> None:
    execute(office, update(tables.file).values(bytes=b"another paper"))
    (problem,) = problems(office)
    assert (problem.check, problem.message) == ("C16", "the stored bytes do not give its hash and size")


def test_a_file_that_nobody_brought_in_is_found(office: Office) -> None:
    execute(office, insert(tables.file).values(sha256="0" * 64, size=1, bytes=b"x"))
    found = {(problem.check, problem.message) for problem in problems(office)}
    assert ("C18", "nothing in the history made this row") in found


def test_what_was_taken_away_is_found(office: Office) -> None:
    execute(office, delete(tables.historic))
    execute(office, delete(tables.file))
    missing = "the history made this row, and it is missing"
    assert {p.where.split()[0] for p in problems(office) if p.message == missing} == {"historic", "file"}


def test_a_live_paper_made_historic_is_found(office: Office) -> None:
    execute(office, update(tables.submission).values(state="historic"))
    assert any(problem.check == "C18" and "state is" in problem.message for problem in problems(office))


@pytest.mark.parametrize(
    ("blocks", "warns", "fits"), [(1, 2, True), (2, 1, False), (0, 3, False), (1, 1, False), (1, 3, False)]
)
def test_findings_fit_the_history_by_how_many_of_each_kind(blocks: int, warns: int, fits: bool) -> None:
    found = [FINDING, FINDING | {"severity": "blocks"}, FINDING]
    assert Counted(blocks, warns).fits(found) is fits


@pytest.mark.parametrize(
    "found", [None, "text", 7, ["text"], [None], [FINDING | {"severity": "odd"}], [{}], [{"severity": []}]]
)
def test_what_is_no_list_of_findings_fits_nothing(found: object) -> None:
    assert not Counted(0, 1).fits(found)


# --- Imports that nobody might have done --------------------------------------------------------------------

FILE = {"sha256": "0" * 64, "size": 1}


def write(book: Book, key: str, *, number: str | None = None, file: Any = FILE, **by: Any) -> None:
    data = {"number": number, "file": file, "blocks": 0, "warns": 0}
    book.write("imported", Subject(About.SUBMISSION, key), data=data, states=(None, "historic"), **by)


def by_the_originator(book: Book) -> None:
    write(book, "s_old", by=person("p_ori"))


def by_an_officer_without_that_duty(book: Book) -> None:
    write(book, "s_old", by=holder("p_ce", "chief-executive"))


def with_a_number_given_online(book: Book) -> None:
    write(book, "s_old", number="01/2026")


def with_a_number_imported_before(book: Book) -> None:
    write(book, "s_old", number="07/2025")
    write(book, "s_older", number="07/2025", file={"sha256": "1" * 64, "size": 1})


def of_a_file_imported_before(book: Book) -> None:
    write(book, "s_old")
    write(book, "s_older")


def over_a_submission(book: Book) -> None:
    write(book, "s_1")


IMPROPER: dict[Callable[[Book], None], str] = {
    by_the_originator: "p_ori is no governance officer",
    by_an_officer_without_that_duty: "p_ce is no governance officer",
    with_a_number_given_online: "the number 01/2026 is taken",
    with_a_number_imported_before: "the number 07/2025 is taken",
    of_a_file_imported_before: "its file was imported before",
    over_a_submission: "s_1 exists already",
}


@pytest.mark.parametrize("forge", IMPROPER, ids=lambda forge: forge.__name__)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_an_improper_import_is_found_and_named(store: Store, forge: Callable[[Book], None]) -> None:
    book = builders.office(store)
    with book.together():
        book.draft("s_1")
        book.submit("s_1")
        forge(book)
    found = verify_live(store, now=book.at).problems
    assert any(IMPROPER[forge] in problem.message for problem in found if problem.check == "C17")
