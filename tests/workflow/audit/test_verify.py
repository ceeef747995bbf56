"""Verification of a live database: what is whole passes, and what was changed is found and named."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Table, delete, insert, text, update

from states.facts import About, Subject
from states.vocabulary import State
from tests.workflow.audit import builders
from tests.workflow.audit.builders import START, Book, holder
from workflow.audit.problems import Problem
from workflow.audit.verify import Report, pin_of, verify_live
from workflow.store import tables, triggers
from workflow.store.audit_tables import audit_head, audit_opening
from workflow.store.engine import Store


@pytest.fixture
def book(store: Store) -> Book:
    """An office with one decided and published paper, and one on its way."""
    book = builders.office(store)
    with book.together():
        builders.decided(book)
        book.publish("s_1")
        book.draft("s_2")
        book.submit("s_2")
        book.pause("s_2")
        book.declare("s_2", "p_two")
    return book


def verified(book: Book, **asked: Any) -> Report:
    return verify_live(book.store, now=book.at, **asked)


def execute(book: Book, statement: Any, values: Mapping[str, Any] | None = None) -> None:
    with book.store.writing() as connection:
        connection.execute(statement, values or {})


def without_triggers(book: Book) -> None:
    """What a table's owner can do: take the triggers away."""
    with book.store.writing() as connection:
        for statement in triggers.drop(connection.dialect.name):
            connection.exec_driver_sql(statement)


def test_a_whole_history_without_a_pin_is_intact_so_far(book: Book) -> None:
    report = verified(book)
    assert report.problems == ()
    assert (report.exit_code, report.result) == (3, "intact so far")
    assert report.size == book.entries + 1
    assert report.facts["signed"] == 2
    assert "no pin was given to compare it with" in report.sentence


def test_a_whole_history_that_fits_its_pins_is_intact(book: Book) -> None:
    early = pin_of(book.store)
    book.draft("s_3")
    report = verified(book, pins=[early, pin_of(book.store)], origin=builders.ORIGIN)
    assert (report.exit_code, report.result) == (0, "intact")


def test_a_pin_of_another_history_is_not_met(book: Book) -> None:
    epoch, size, root = pin_of(book.store).split(":")
    report = verified(book, pins=[f"{epoch}:{size}:{'0' * len(root)}"])
    assert report.exit_code == 1
    assert report.problems == (
        Problem("C13", f"pin 1:{size}", "the history up to there is not the one that was pinned"),
    )


@pytest.mark.parametrize("pin", ["1:999:" + "a" * 64, "2:1:" + "a" * 64], ids=["longer", "later epoch"])
def test_a_pin_beyond_the_end_finds_a_cut_tail(book: Book, pin: str) -> None:
    report = verified(book, pins=[pin])
    assert (report.exit_code, report.problems[0].check) == (1, "C13")


@pytest.mark.parametrize(
    "pin", ["", "1:2", "1:2:xyz", "0:1:" + "a" * 64, "1:01:" + "a" * 64, "1:2:" + "A" * 64, "1:2:" + "a" * 65]
)
def test_what_is_no_pin_cannot_be_checked(book: Book, pin: str) -> None:
    report = verified(book, pins=[pin])
    assert (report.exit_code, report.result) == (2, "not checked")


def test_another_origin_is_not_this_log(book: Book) -> None:
    report = verified(book, origin="elsewhere.example/audit/1")
    assert (report.exit_code, report.problems[0].check) == (1, "C04")


def test_a_history_from_the_future_is_not_intact(book: Book) -> None:
    report = verify_live(book.store, now=START - timedelta(minutes=6))
    assert (report.exit_code, report.problems[0].check) == (1, "C07")


def test_a_database_without_tables_cannot_be_checked(tmp_path: Any) -> None:
    store = Store(f"sqlite:///{tmp_path / 'empty.db'}")
    report = verify_live(store, now=START)
    store.close()
    assert (report.exit_code, report.result) == (2, "not checked")


def test_a_history_that_was_never_opened_is_not_intact(store: Store) -> None:
    report = verify_live(store, now=START)
    assert report.problems == (Problem("C03", "audit_head", "there is no head"),)


def test_a_changed_head_is_found(book: Book) -> None:
    execute(book, update(audit_head).values(size=audit_head.c.size - 1))
    assert verified(book).problems[0] == Problem(
        "C03", "audit_head", "the head is not that of the last entry"
    )


@pytest.mark.parametrize(
    ("column", "value", "check"),
    [
        ("leaf", b"{}", "C03"),
        ("leaf", b'{"v": 1}', "C02"),
        ("leaf_hash", b"\0" * 32, "C03"),
        ("entry_id", "other.0", "C03"),
        ("about_id", "s_9", "C03"),
    ],
)
def test_a_changed_entry_is_found_where_it_is(book: Book, column: str, value: object, check: str) -> None:
    without_triggers(book)
    execute(book, text(f"UPDATE audit_entry SET {column} = :v WHERE seq = 7"), {"v": value})
    problem = verified(book).problems[0]
    assert (problem.check, problem.where) == (check, "entry 1:7")


def test_a_removed_entry_is_found_where_it_was(book: Book) -> None:
    without_triggers(book)
    execute(book, text("DELETE FROM audit_entry WHERE seq = 7"))
    problem = verified(book).problems[0]
    assert (problem.check, problem.where) == ("C05", "entry 1:8")


def test_altered_text_is_found(book: Book) -> None:
    without_triggers(book)
    one = "(SELECT seal FROM audit_opening LIMIT 1)"
    execute(book, text(f"UPDATE audit_opening SET value = :v WHERE seal = {one}"), {"v": b'"x"'})
    problems = verified(book).problems
    assert [p.check for p in problems if p.check == "C15"] == ["C15"]
    assert "does not fit its commitment" in next(p.message for p in problems if p.check == "C15")


def test_a_missing_opening_that_nobody_erased_is_found(book: Book) -> None:
    execute(book, delete(audit_opening))
    checks = {p.check for p in verified(book).problems}
    assert checks == {"C15"}


def test_an_erased_opening_is_no_problem(book: Book) -> None:
    with book.store.reading() as connection:
        seals = [row.seal.hex() for row in connection.execute(audit_opening.select())]
    with book.together():
        for seal in seals:
            data = {"seal": seal, "ground": "Retention has ended."}
            book.write("erased", Subject(About.LOG, builders.ORIGIN), data=data)
    execute(book, delete(audit_opening))
    assert verified(book).problems == ()


def test_an_opening_of_nothing_is_found(book: Book) -> None:
    row = {"seal": b"\1" * 32, "salt": b"\2" * 32, "value": b'"x"'}
    execute(book, insert(audit_opening), row)
    assert verified(book).problems == (Problem("C15", "audit_opening", "1 openings belong to no commitment"),)


def test_an_altered_manifest_is_found(book: Book) -> None:
    without_triggers(book)
    execute(book, update(tables.version).where(tables.version.c.submission == "s_2").values(manifest=b"{}"))
    report = verified(book)
    assert report.exit_code == 1
    assert "no stored manifest of version 1 gives its content" in report.problems[0].message


S_1, S_2, APPROVAL = {"id": "s_1"}, {"id": "s_2"}, {"act": "approve"}
CE, CE_POST = {"id": "p_ce"}, {"person": "p_ce"}
GOVERNANCE = {"office": "governance"}
DAY = date(2026, 1, 2)

CHANGED: dict[str, tuple[Table, dict[str, Any], dict[str, Any], str]] = {
    "a state": (tables.submission, S_2, {"state": "approved"}, "submission s_2"),
    "a number": (tables.submission, S_2, {"number": "99/2026"}, "submission s_2"),
    "the steps": (tables.submission, S_2, {"steps": []}, "submission s_2"),
    "a digest": (tables.submission, S_2, {"content": "0" * 64}, "submission s_2"),
    "an originator": (tables.submission, S_2, {"originator": "p_two"}, "submission s_2"),
    "a route": (tables.submission, S_2, {"route_version": 2}, "submission s_2"),
    "a decision's day": (tables.submission, S_1, {"decided_on": DAY}, "submission s_1"),
    "a decision's instant": (tables.submission, S_1, {"decided_at": START}, "submission s_1"),
    "a return day": (tables.submission, S_2, {"deferred_to": DAY}, "submission s_2"),
    "a clock": (tables.submission, S_2, {"paused_at": None}, "submission s_2"),
    "a submission's instant": (tables.submission, S_2, {"submitted_at": START}, "submission s_2"),
    "a signer": (tables.sign_off, APPROVAL, {"person": "p_two"}, "sign_off"),
    "a signer's name": (tables.sign_off, APPROVAL, {"person_name": "Other"}, "sign_off"),
    "an office's title then": (tables.sign_off, APPROVAL, {"office_title": "Mayor"}, "sign_off"),
    "a capacity": (tables.sign_off, APPROVAL, {"capacity": "acting"}, "sign_off"),
    "whose deputy": (tables.sign_off, APPROVAL, {"for_person": "p_two"}, "sign_off"),
    "an act": (tables.sign_off, APPROVAL, {"act": "refuse"}, "sign_off"),
    "a signing day": (tables.sign_off, APPROVAL, {"signed_on": DAY}, "sign_off"),
    "a signing instant": (tables.sign_off, APPROVAL, {"at": START}, "sign_off"),
    "what it says": (tables.sign_off, APPROVAL, {"details": {"effective_on": "2026-01-01"}}, "sign_off"),
    "who voted": (tables.sign_off, APPROVAL, {"details": {"members": ["p_two"]}}, "sign_off"),
    "a list of details": (tables.sign_off, APPROVAL, {"details": []}, "sign_off"),
    "a proof": (tables.sign_off, APPROVAL, {"proof": "link"}, "sign_off"),
    "recorded later": (tables.sign_off, APPROVAL, {"paper": True}, "sign_off"),
    "a voided sign-off": (tables.sign_off, APPROVAL, {"voided_by": "e1.0"}, "sign_off"),
    "a bar": (tables.interest, {"submission": "s_2"}, {"bars": False}, "interest"),
    "a person's name": (tables.person, CE, {"name": "Other"}, "person p_ce"),
    "a person's address": (tables.person, CE, {"email": "x@y.example"}, "person p_ce"),
    "a leaver": (tables.person, CE, {"ended_at": START}, "person p_ce"),
    "a title": (tables.office_title, GOVERNANCE, {"title": "Other"}, "office_title governance 2026-01-01"),
    "a function": (tables.office_title, GOVERNANCE, {"function": "decide"}, "office_title governance"),
    "an appointment": (
        tables.appointment,
        CE_POST,
        {"person": "p_two"},
        "appointment a_p_ce_chief-executive",
    ),
    "its last day": (tables.appointment, CE_POST, {"ended_on": DAY}, "appointment a_p_ce_chief-executive"),
    "a route's body": (tables.route, {"key": "pcc-decision"}, {"body": "{}"}, "route pcc-decision 1"),
    "the calendar": (tables.calendar, {"id": 1}, {"source": "other"}, "calendar 1"),
    "the numbers": (tables.number_series, {"year": 2026}, {"last": 7}, "number_series 2026"),
    "public parts": (tables.publication, {"submission": "s_1"}, {"parts": []}, "publication s_1"),
    "what is held": (tables.publication, {"submission": "s_1"}, {"held": [1]}, "publication s_1"),
    "a notice": (tables.publication, {"submission": "s_1"}, {"notice": "7" * 64}, "publication s_1"),
}

ADDED_OR_REMOVED: dict[str, tuple[Any, str]] = {
    "a sign-off removed": (delete(tables.sign_off).where(tables.sign_off.c.act == "approve"), "sign_off"),
    "an interest removed": (delete(tables.interest), "interest"),
    "a publication removed": (delete(tables.publication), "publication s_1"),
    "a holiday removed": (delete(tables.holiday), "holiday 2026-05-25"),
    "a holiday added": (insert(tables.holiday).values(day=DAY), "holiday 2026-01-02"),
    "a person added": (insert(tables.person).values(id="p_x", name="X", email="x@y.example"), "person p_x"),
    "a delegation added": (
        insert(tables.delegation).values(
            id="d_x", office="chief-executive", holder="p_ce", deputy="p_two", from_on=DAY
        ),
        "delegation d_x",
    ),
}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("change", CHANGED, ids=lambda name: name.replace(" ", "-"))
def test_what_was_set_by_sql_is_found_and_its_row_named(book: Book, change: str) -> None:
    table, of, values, where = CHANGED[change]
    execute(book, update(table).filter_by(**of).values(values))
    assert where in rows_named(verified(book))


@pytest.mark.parametrize("change", ADDED_OR_REMOVED, ids=lambda name: name.replace(" ", "-"))
def test_a_row_added_or_removed_by_sql_is_found_and_named(book: Book, change: str) -> None:
    statement, where = ADDED_OR_REMOVED[change]
    execute(book, statement)
    assert where in rows_named(verified(book))


def rows_named(report: Report) -> str:
    assert report.exit_code == 1
    return ", ".join(p.where for p in report.problems if p.check == "C18")


def test_a_discarded_draft_is_no_problem(book: Book) -> None:
    book.draft("s_3")
    execute(book, delete(tables.submission).where(tables.submission.c.id == "s_3"))
    assert verified(book).problems == ()


def test_a_row_may_be_written_a_little_before_its_entry(book: Book) -> None:
    earlier = book.at - timedelta(seconds=90)
    table = tables.submission
    execute(book, update(table).where(table.c.id == "s_2").values(paused_at=earlier))
    assert verified(book).problems == ()


def test_a_board_a_deputy_and_ink_are_followed(store: Store) -> None:
    book = builders.office(store)
    book.delegate("chief-executive", "p_ce", "p_dep")
    board = builders.variant("board", decision_maker={"quorum": 2})
    book.adopt(board)
    book.appoint("decision-maker", "p_two")
    book.draft("s_1", route=board)
    book.submit("s_1")
    deputy = holder("p_dep", "chief-executive", capacity="deputy", for_person="p_ce")
    book.act("signed", "s_1", by=deputy, after=builders.WITH_CFO)
    ink = {
        "act": "signed",
        "signed_on": "2026-05-05",
        "person": "p_cfo",
        "office": "chief-finance-officer",
        "capacity": "substantive",
        "for": None,
        "scan": {"sha256": "7" * 64, "size": 9},
    }
    clerk = holder("p_gov", "governance")
    step = "chief-finance-officer"
    book.act("recorded_from_paper", "s_1", step=step, by=clerk, after=builders.WITH_PCC, data=ink)
    met = {"act": "approved", "met_on": "2026-05-05", "present": ["p_pcc", "p_two"], "abstained": []}
    book.act("meeting_recorded", "s_1", step="decision-maker", by=clerk, after=State.APPROVED, data=met)
    assert verified(book).problems == ()


UNREADABLE = {
    "a day": "UPDATE submission SET decided_on = 'x' WHERE id = 's_1'",
    "an instant": "UPDATE submission SET submitted_at = 'x' WHERE id = 's_1'",
    "a list": "UPDATE submission SET steps = '{' WHERE id = 's_1'",
    "a number": "UPDATE number_series SET last = 'x'",
    "an entry": "UPDATE audit_entry SET leaf = 'x' WHERE seq = 7",
    "an entry's place": "UPDATE audit_entry SET seq = 'x' WHERE seq = 7",
    "an opening": "UPDATE audit_opening SET value = 'x'",
    "a salt": "UPDATE audit_opening SET salt = '" + "x" * 32 + "'",
    "a manifest": "UPDATE version SET manifest = 'x'",
    "a route": "UPDATE route SET body = X'00'",
    "the head": "UPDATE audit_head SET last_at = X'00'",
}


@pytest.mark.parametrize("what", UNREADABLE, ids=lambda name: name.replace(" ", "-"))
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_cannot_even_be_read_is_not_intact(book: Book, what: str) -> None:
    without_triggers(book)
    execute(book, text(UNREADABLE[what]))
    assert verified(book).exit_code == 1
