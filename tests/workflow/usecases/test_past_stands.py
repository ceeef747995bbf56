"""Offices are renamed and succeeded, people change their names, routes get new versions: the past stands."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

import pytest

from states.authority import OfficeTitle
from states.routes import shipped_route
from states.submission import Content
from states.vocabulary import Act, Capacity, Function
from tests.workflow.builders import Office, refused
from tests.workflow.sample_office import (
    CE,
    CFO,
    GOVERNANCE,
    ORIGINATOR,
    PCC,
    STRANGER,
    board_route,
    paper,
)
from workflow.reads.timeline import Timeline, timeline
from workflow.store.offices import Person
from workflow.usecases.adopt_route import adopt_route
from workflow.usecases.approve import approve
from workflow.usecases.change_person import change_person
from workflow.usecases.record_meeting import record_meeting
from workflow.usecases.set_office import set_office
from workflow.usecases.sign import sign
from workflow.usecases.visit import Receipt

MAYOR_FROM = date(2026, 5, 11)


def _story(office: Office, about: str) -> Timeline:
    with office.desk.store.reading() as connection:
        number = office.load(about).number or ""
        return timeline(connection, number, steps_of=office.desk.steps_of(connection), now=office.clock.now)


def _set(office: Office, title: OfficeTitle) -> Receipt:
    return set_office(office.desk, office.visit(GOVERNANCE), title, now=office.tick())


def _rename_pcc(office: Office) -> Receipt:
    title = OfficeTitle(
        office=PCC, title="Policing Commissioner", function=Function.DECIDE, from_on=MAYOR_FROM
    )
    return _set(office, title)


def _succeed_pcc(office: Office) -> None:
    _set(
        office,
        OfficeTitle(
            office="mayor", title="Mayor", function=Function.DECIDE, from_on=MAYOR_FROM, succeeds=PCC
        ),
    )
    office.appoint("mayor", STRANGER, from_on=MAYOR_FROM)


def _told(story: Timeline) -> list[dict[str, Any]]:
    return [asdict(event) for event in story.events]


# --- Offices -----------------------------------------------------------------------------------------------


def test_a_renamed_office_signs_under_its_new_title_and_the_old_title_ends(office: Office) -> None:
    receipt = _rename_pcc(office)
    assert [entry["data"]["to_on"] for entry in office.entries(PCC)[-2:]] == [None, "2026-05-10"]
    about = office.with_decider()
    office.clock.move_to(MAYOR_FROM)
    office.approved()
    assert receipt.act == "office_set"
    assert office.load(about).sign_offs[-1].office_title == "Policing Commissioner"


def test_what_was_signed_keeps_the_title_it_was_signed_under(office: Office) -> None:
    about = office.decided()
    before = _told(_story(office, about))
    _rename_pcc(office)
    office.clock.move_to(date(2026, 6, 1))
    assert _told(_story(office, about)) == before
    assert office.load(about).sign_offs[-1].office_title == "Police and Crime Commissioner"


def test_the_successors_holder_decides_what_the_old_office_left_open(office: Office) -> None:
    about = office.with_decider()
    certificates = office.load(about).sign_offs
    _succeed_pcc(office)
    office.clock.move_to(MAYOR_FROM)
    receipt = approve(office.desk, office.by_hand(STRANGER, about, PCC), now=office.tick())
    found = office.load(about)
    assert found.sign_offs[:2] == certificates
    assert found.sign_offs[-1].office_title == "Mayor"
    assert office.entry(receipt.entry_id)["actor"]["office"] == "mayor"


def test_the_old_offices_holder_decides_nothing_after_the_succession(office: Office) -> None:
    about = office.with_decider()
    visit = office.by_letter(PCC)
    _succeed_pcc(office)
    office.clock.move_to(MAYOR_FROM)
    assert refused(lambda: approve(office.desk, visit, now=office.tick())).rule == "not-in-post"
    assert office.load(about).state == "with:decision-maker"


def test_the_old_offices_holder_decides_until_the_evening_before(office: Office) -> None:
    about = office.with_decider()
    _succeed_pcc(office)
    office.clock.move_to(date(2026, 5, 10), 23, 58)
    visit = office.by_hand(PCC, about, PCC)
    assert approve(office.desk, visit, now=office.tick()).state == "approved"


def test_the_successors_holder_gets_the_letter_and_its_link_works(office: Office) -> None:
    _succeed_pcc(office)
    office.clock.move_to(MAYOR_FROM)
    office.with_cfo()
    receipt = office.signed(CFO)
    assert ("your_turn", STRANGER) in office.letters_of(receipt)
    assert office.approved(who=STRANGER).state == "approved"


def test_a_board_may_succeed_to_a_certifying_office(office: Office) -> None:
    title = OfficeTitle(
        office="advice-board",
        title="Advice Board",
        function=Function.CERTIFY_ADVICE,
        from_on=MAYOR_FROM,
        succeeds=CE,
    )
    _set(office, title)
    office.appoint("advice-board", STRANGER, from_on=MAYOR_FROM, capacity=Capacity.ACTING)
    about = office.submitted()
    office.clock.move_to(MAYOR_FROM)
    receipt = sign(office.desk, office.by_hand(STRANGER, about, CE), now=office.tick())
    assert receipt.state == "with:chief-finance-officer"


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        pytest.param({"to_on": date(2026, 5, 10)}, "office-days", id="days in the wrong order"),
        pytest.param({"title": "  "}, "name-unreadable", id="no title"),
        pytest.param({"succeeds": "sheriff"}, "office-unknown", id="succeeds an unknown office"),
        pytest.param({"succeeds": "mayor"}, "office-unknown", id="succeeds itself"),
    ],
)
def test_a_title_is_refused(office: Office, changes: dict[str, Any], rule: str) -> None:
    title = OfficeTitle(office="mayor", title="Mayor", function=Function.DECIDE, from_on=MAYOR_FROM)
    assert refused(lambda: _set(office, replace(title, **changes))).rule == rule


# --- People ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [ORIGINATOR, CE, PCC, GOVERNANCE])
def test_a_new_name_changes_no_past_record(office: Office, who: str) -> None:
    about = office.published()
    office.post()
    before = _story(office, about)
    wanted = Person(office.id(who), "A new name", f"{who}@opcc.example")
    change_person(office.desk, office.visit(GOVERNANCE), wanted, now=office.tick())
    assert _story(office, about) == before


def test_acts_after_a_change_of_name_bear_the_new_one(office: Office) -> None:
    about = office.submitted()
    wanted = Person(office.id(CE), "A new name", "new@opcc.example")
    change_person(office.desk, office.visit(GOVERNANCE), wanted, now=office.tick())
    sign(office.desk, office.by_hand(CE, about, CE), now=office.tick())
    assert office.load(about).sign_offs[0].person_name == "A new name"
    assert _story(office, about).events[-1].person == "A new name"


# --- Routes ------------------------------------------------------------------------------------------------


def test_a_paper_on_its_way_keeps_the_version_of_its_route(office: Office) -> None:
    about = office.on_board_agenda()
    adopt_route(office.desk, office.visit(GOVERNANCE), board_route(version=2), now=office.tick())
    visit = office.by_hand(GOVERNANCE, about, "board")
    receipt = record_meeting(office.desk, visit, office.meeting(Act.APPROVE), now=office.tick())
    assert receipt.state == "approved"
    assert office.load(about).route_version == 1
    assert office.load(about).route_sha256 == board_route().sha256


def test_a_new_paper_takes_the_newest_version_of_its_route(office: Office) -> None:
    adopt_route(office.desk, office.visit(GOVERNANCE), board_route(version=2), now=office.tick())
    assert office.load(office.on_board_agenda()).route_version == 2


def test_a_version_of_a_route_is_adopted_once(office: Office) -> None:
    visit = office.visit(GOVERNANCE)
    found = refused(lambda: adopt_route(office.desk, visit, shipped_route("pcc-decision"), now=office.tick()))
    assert found.rule == "route-taken"


def test_a_paper_for_a_route_that_nobody_adopted_is_refused(office: Office) -> None:
    content: Content = paper()
    found = refused(lambda: office.draft(content, route="mayor-decision"))
    assert found.rule == "route-unknown"
    assert "pcc-decision" in str(found)
