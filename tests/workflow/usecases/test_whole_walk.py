"""A paper goes from draft to published, on every route."""

from dataclasses import replace

import pytest

from states.vocabulary import Act
from tests.workflow.builders import Office, refused
from tests.workflow.sample_office import CE, CFO, DETAILS, GOVERNANCE, MEMBERS, PCC, STRANGER, paper
from workflow.usecases.approve import approve
from workflow.usecases.public_record import PublicRecord
from workflow.usecases.publish import publish
from workflow.usecases.record_meeting import record_meeting
from workflow.usecases.visit import Receipt, Visit

PUBLIC = PublicRecord(details=DETAILS)


def test_default_route_goes_chief_executive_finance_commissioner_published(office: Office) -> None:
    about = office.submitted()
    states = [office.load(about).state]
    for officer in (CE, CFO):
        states.append(office.signed(officer).state or "")
    states.append(office.approved().state or "")
    published = publish(office.desk, office.by_hand(GOVERNANCE, about), PUBLIC, now=office.tick())
    assert states == [
        "with:chief-executive",
        "with:chief-finance-officer",
        "with:decision-maker",
        "approved",
    ]
    assert published.state == "published"
    assert office.facts(about) == ["drafted", "submitted", "signed", "signed", "approved", "published"]


@pytest.mark.parametrize("first", [CE, CFO])
def test_side_by_side_either_officer_may_sign_first(office: Office, first: str) -> None:
    about = office.submitted(route="pcc-decision-parallel")
    assert office.load(about).state == "with:chief-executive+chief-finance-officer"
    office.signed(first)
    office.signed(CFO if first == CE else CE)
    assert office.load(about).state == "with:decision-maker"
    office.approved()
    publish(office.desk, office.by_hand(GOVERNANCE, about), PUBLIC, now=office.tick())
    assert office.load(about).state == "published"


def test_side_by_side_the_commissioner_waits_for_both(office: Office) -> None:
    about = office.submitted(route="pcc-decision-parallel")
    office.signed(CE)
    visit = office.by_hand(PCC, about, "decision-maker")
    assert refused(lambda: _approve(office, visit)).rule == "out-of-turn"
    assert office.load(about).state == "with:chief-finance-officer"


def test_a_paper_to_the_chief_executive_is_decided_by_one_act(office: Office) -> None:
    about = office.submitted(
        replace(paper(), submitted_to="Chief Executive"), route="chief-executive-decision"
    )
    office.approved(who=CE)
    publish(office.desk, office.by_hand(GOVERNANCE, about), PUBLIC, now=office.tick())
    assert office.facts(about) == ["drafted", "submitted", "approved", "published"]


def test_a_board_decides_at_a_meeting_that_the_governance_officer_records(office: Office) -> None:
    about = office.on_board_agenda()
    visit = office.by_hand(GOVERNANCE, about, "board")
    office.clock.wait(hours=2)
    receipt = record_meeting(office.desk, visit, office.meeting(), now=office.tick())
    assert receipt.state == "approved"
    data = office.entry(receipt.entry_id)["data"]
    assert data["act"] == "approved"
    assert data["met_on"] == "2026-05-05"
    assert data["present"] == [office.id(member) for member in MEMBERS[:3]]
    publish(office.desk, office.by_hand(GOVERNANCE, about), PUBLIC, now=office.tick())
    assert office.load(about).state == "published"


def test_a_board_may_send_back_at_its_meeting(office: Office) -> None:
    about = office.on_board_agenda()
    visit = office.by_hand(GOVERNANCE, about, "board")
    done = office.meeting(Act.SEND_BACK, details={"reason": "The board wants a second quote."})
    assert record_meeting(office.desk, visit, done, now=office.tick()).state == "sent_back"


@pytest.mark.parametrize(
    ("voting", "abstaining"),
    [
        pytest.param(MEMBERS[:2], (), id="two of the three needed"),
        pytest.param((*MEMBERS[:2], MEMBERS[0]), (), id="one counted twice"),
        pytest.param((*MEMBERS[:2], STRANGER), (), id="one is no member"),
        pytest.param((*MEMBERS[:2], CE), (), id="one signed the step before"),
        pytest.param(MEMBERS[:3], MEMBERS[2:3], id="one of three abstains"),
    ],
)
def test_a_meeting_without_its_quorum_decides_nothing(
    office: Office, voting: tuple[str, ...], abstaining: tuple[str, ...]
) -> None:
    about = office.on_board_agenda()
    visit = office.by_hand(GOVERNANCE, about, "board")
    done = office.meeting(voting=voting, abstained=tuple(map(office.id, abstaining)))
    found = refused(lambda: record_meeting(office.desk, visit, done, now=office.tick()))
    assert found.rule == "quorum-not-met"
    assert office.load(about).state == "with:board"


def test_a_meeting_without_a_minute_is_not_recorded(office: Office) -> None:
    about = office.on_board_agenda()
    visit, done = office.by_hand(GOVERNANCE, about, "board"), office.meeting(minute=" ")
    found = refused(lambda: record_meeting(office.desk, visit, done, now=office.tick()))
    assert found.rule == "minute-missing"


def test_a_board_member_cannot_approve_alone(office: Office) -> None:
    about = office.on_board_agenda()
    visit = office.by_hand(MEMBERS[0], about, "board")
    assert refused(lambda: _approve(office, visit)).rule == "quorum-not-met"


def test_only_a_governance_officer_records_a_meeting(office: Office) -> None:
    about = office.on_board_agenda()
    visit = office.by_hand(CE, about, "board")
    found = refused(lambda: record_meeting(office.desk, visit, office.meeting(), now=office.tick()))
    assert found.rule == "not-in-post"


def _approve(office: Office, visit: Visit) -> Receipt:
    return approve(office.desk, visit, now=office.tick())
