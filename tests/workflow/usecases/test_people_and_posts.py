"""People come, change and leave, posts are filled and emptied, while papers are on their way."""

from datetime import date

import pytest

from states.authority import Appointment
from states.vocabulary import Capacity
from tests.workflow.builders import Office, refused
from tests.workflow.sample_office import CE, CFO, GOVERNANCE, ORIGINATOR, PCC, STRANGER, paper
from workflow.store.offices import Person
from workflow.usecases.add_person import add_person
from workflow.usecases.appoint import appoint
from workflow.usecases.change_calendar import DaysOff, change_calendar
from workflow.usecases.change_person import change_person
from workflow.usecases.end_appointment import end_appointment
from workflow.usecases.end_person import end_person
from workflow.usecases.sign import sign
from workflow.usecases.start_draft import start_draft
from workflow.usecases.submit import submit
from workflow.usecases.visit import Receipt

TODAY = date(2026, 5, 5)


def _end_post(office: Office, who: str, *, on: date = TODAY) -> Receipt:
    post = office.appointment_of(who)
    return end_appointment(office.desk, office.visit(GOVERNANCE), post, on=on, now=office.tick())


def _sign(office: Office, who: str, about: str) -> Receipt:
    return sign(office.desk, office.by_hand(who, about, CE), now=office.tick())


# --- Posts -------------------------------------------------------------------------------------------------


def test_a_new_holder_signs_what_already_waits(office: Office) -> None:
    about = office.submitted()
    office.appoint(CE, STRANGER, capacity=Capacity.ACTING, from_on=TODAY)
    receipt = _sign(office, STRANGER, about)
    assert office.entry(receipt.entry_id)["actor"]["capacity"] == "acting"


def test_an_appointment_to_come_does_not_count_yet(office: Office) -> None:
    about = office.submitted()
    office.appoint(CE, STRANGER, from_on=date(2026, 5, 6))
    assert refused(lambda: _sign(office, STRANGER, about)).rule == "not-in-post"


def test_a_holder_signs_until_the_end_of_the_last_day(office: Office) -> None:
    about = office.submitted()
    _end_post(office, CE)
    office.clock.move_to(TODAY, 23, 58)
    assert _sign(office, CE, about).state == "with:chief-finance-officer"


def test_a_former_holder_signs_nothing(office: Office) -> None:
    about = office.submitted()
    visit = office.by_letter(CE)
    _end_post(office, CE)
    office.clock.move_to(date(2026, 5, 6))
    found = refused(lambda: sign(office.desk, visit, now=office.tick()))
    assert found.rule == "not-in-post"
    assert "5 May 2026" in str(found)
    assert office.load(about).state == "with:chief-executive"


def test_an_emptied_office_is_waited_for_and_never_passed_over(office: Office) -> None:
    about = office.with_cfo()
    for holder in (CFO, PCC):
        _end_post(office, holder)
    office.clock.move_to(date(2026, 5, 25))
    office.beat()
    assert office.load(about).state == "with:chief-finance-officer"
    assert office.load(about).sign_offs == office.load(about).live_sign_offs()
    assert len(office.load(about).sign_offs) == 1


def test_governance_hears_of_a_step_that_nobody_can_take(office: Office) -> None:
    _end_post(office, CFO)
    office.clock.move_to(date(2026, 5, 6))
    office.submitted()
    receipt = office.signed(CE)
    assert office.letters_of(receipt) == [("no_holder", GOVERNANCE), ("progress", ORIGINATOR)]


def test_a_sign_off_stands_after_its_signer_left_office(office: Office) -> None:
    about = office.with_cfo()
    before = office.load(about).sign_offs
    _end_post(office, CE)
    office.clock.move_to(date(2026, 5, 6))
    office.signed(CFO)
    assert office.load(about).sign_offs[:1] == before


def test_an_appointment_ends_once(office: Office) -> None:
    post = office.appointment_of(CE)
    _end_post(office, CE)
    visit = office.visit(GOVERNANCE)
    found = refused(lambda: end_appointment(office.desk, visit, post, on=TODAY, now=office.tick()))
    assert found.rule == "appointment-unknown"


@pytest.mark.parametrize(
    ("wanted", "rule"),
    [
        pytest.param({"person": "p_nobody"}, "person-unknown", id="an unknown person"),
        pytest.param({"office": "sheriff"}, "office-unknown", id="an unknown office"),
        pytest.param({"to_on": date(2026, 5, 4)}, "office-days", id="days in the wrong order"),
        pytest.param({"from_on": date(1999, 1, 1)}, "office-unknown", id="before there was an office"),
    ],
)
def test_an_appointment_is_refused(office: Office, wanted: dict[str, object], rule: str) -> None:
    given = {
        "id": "",
        "office": CE,
        "person": office.id(STRANGER),
        "capacity": Capacity.ACTING,
        "from_on": TODAY,
    }
    new = Appointment(**(given | wanted))  # type: ignore[arg-type]
    visit = office.visit(GOVERNANCE)
    assert refused(lambda: appoint(office.desk, visit, new, now=office.tick())).rule == rule


@pytest.mark.parametrize("who", [ORIGINATOR, CE, PCC, STRANGER])
def test_only_governance_changes_the_office(office: Office, who: str) -> None:
    visit = office.visit(who)
    before = office.rows()
    found = refused(
        lambda: add_person(office.desk, visit, name="Somebody", email="new@opcc.example", now=office.tick())
    )
    assert found.rule == "not-in-post"
    assert office.rows() == before


def test_the_operator_changes_the_office_and_is_named(office: Office) -> None:
    receipt = add_person(
        office.desk, office.operator(), name="Somebody", email="new@opcc.example", now=office.tick()
    )
    actor = office.entry(receipt.entry_id)["actor"]
    assert (actor["kind"], actor["person"], actor["proof"]) == ("operator", "os:operator", "cli")


def test_a_governance_officers_deputy_changes_the_office(office: Office) -> None:
    office.delegate(GOVERNANCE, GOVERNANCE)
    receipt = add_person(
        office.desk, office.visit("deputy"), name="Somebody", email="new@opcc.example", now=office.tick()
    )
    actor = office.entry(receipt.entry_id)["actor"]
    assert (actor["capacity"], actor["for"]) == ("deputy", office.id(GOVERNANCE))


# --- People ------------------------------------------------------------------------------------------------


def test_an_address_is_kept_in_one_spelling_and_used_once(office: Office) -> None:
    visit = office.visit(GOVERNANCE)
    found = refused(
        lambda: add_person(
            office.desk, visit, name="Somebody", email="Stranger@OPCC.example", now=office.tick()
        )
    )
    assert found.rule == "address-taken"


@pytest.mark.parametrize("email", ["", "two@opcc.example, three@opcc.example", "x\r\nBcc: y@opcc.example"])
def test_an_address_that_is_not_plain_is_refused(office: Office, email: str) -> None:
    visit = office.visit(GOVERNANCE)
    found = refused(lambda: add_person(office.desk, visit, name="Somebody", email=email, now=office.tick()))
    assert found.rule == "address-invalid"


@pytest.mark.parametrize("name", ["", "  ", "…", "Some\u202ebody", "A\u200bb"], ids=ascii)
def test_a_name_that_nobody_can_read_is_refused(office: Office, name: str) -> None:
    visit = office.visit(GOVERNANCE)
    found = refused(
        lambda: add_person(office.desk, visit, name=name, email="new@opcc.example", now=office.tick())
    )
    assert found.rule == "name-unreadable"


def test_a_leavers_links_die_at_once(office: Office) -> None:
    about = office.submitted()
    visit = office.by_letter(CE)
    end_person(office.desk, office.visit(GOVERNANCE), office.id(CE), now=office.tick())
    assert refused(lambda: office.opened(CE, visit.link or "")).rule == "link-ended"
    assert refused(lambda: sign(office.desk, visit, now=office.tick())).rule == "person-unknown"
    assert office.load(about).state == "with:chief-executive"


def test_a_leavers_open_page_does_nothing(office: Office) -> None:
    about = office.draft()
    visit = office.visit(ORIGINATOR, submission=about)
    end_person(office.desk, office.visit(GOVERNANCE), office.id(ORIGINATOR), now=office.tick())
    assert refused(lambda: submit(office.desk, visit, now=office.tick())).rule == "person-unknown"
    begun = office.visit(ORIGINATOR)
    found = refused(
        lambda: start_draft(office.desk, begun, paper(), route_key="pcc-decision", now=office.tick())
    )
    assert found.rule == "person-unknown"


def test_letters_to_a_leaver_are_withheld(office: Office) -> None:
    office.post()
    office.submitted()
    end_person(office.desk, office.visit(GOVERNANCE), office.id(CE), now=office.tick())
    assert office.people[CE].email not in {mail.to for mail in office.post()}
    assert "withheld" in office.statuses()


def test_a_leavers_deputies_act_no_more(office: Office) -> None:
    office.delegate(CE, CE)
    about = office.submitted()
    end_person(office.desk, office.visit(GOVERNANCE), office.id(CE), now=office.tick())
    assert refused(lambda: _sign(office, "deputy", about)).rule == "not-in-post"


def test_nobody_leaves_twice(office: Office) -> None:
    end_person(office.desk, office.visit(GOVERNANCE), office.id(STRANGER), now=office.tick())
    visit = office.visit(GOVERNANCE)
    found = refused(lambda: end_person(office.desk, visit, office.id(STRANGER), now=office.tick()))
    assert found.rule == "person-unknown"


def test_a_new_address_gets_the_letters_from_then_on(office: Office) -> None:
    wanted = Person(office.id(CE), office.people[CE].name, "new.address@opcc.example")
    change_person(office.desk, office.visit(GOVERNANCE), wanted, now=office.tick())
    office.submitted()
    assert "new.address@opcc.example" in {mail.to for mail in office.post()}


# --- The calendar ------------------------------------------------------------------------------------------


def test_a_changed_calendar_says_what_came_and_what_went(office: Office) -> None:
    closure = date(2026, 12, 29)
    kept = DaysOff(days=frozenset({closure}), source="the office", covers_to=date(2026, 12, 31))
    change_calendar(office.desk, office.visit(GOVERNANCE), kept, now=office.tick())
    receipt = change_calendar(
        office.desk,
        office.visit(GOVERNANCE),
        DaysOff(days=frozenset({date(2026, 8, 31)}), source="the office", covers_to=date(2026, 12, 31)),
        now=office.tick(),
    )
    data = office.entry(receipt.entry_id)["data"]
    assert (data["added"], data["removed"]) == (["2026-08-31"], ["2026-12-29"])


def test_nobody_makes_themselves_a_governance_officer(office: Office) -> None:
    wanted = Appointment(
        id="",
        office=GOVERNANCE,
        person=office.id(STRANGER),
        capacity=Capacity.SUBSTANTIVE,
        from_on=office.clock.now.date(),
    )
    found = refused(lambda: appoint(office.desk, office.visit(STRANGER), wanted, now=office.tick()))
    assert found.rule == "not-in-post"
