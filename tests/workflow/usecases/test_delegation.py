"""A holder names a deputy from day to day; the last day is whole, and a deputy names nobody."""

from datetime import date

import pytest

from states.authority import Delegation
from states.vocabulary import Capacity
from tests.workflow.builders import Office, refused
from tests.workflow.sample_office import CE, CFO, DEPUTY, GOVERNANCE, STRANGER
from workflow.reads.timeline import timeline
from workflow.usecases.delegate import delegate
from workflow.usecases.end_delegation import end_delegation
from workflow.usecases.sign import sign
from workflow.usecases.visit import Receipt

LAST_DAY = date(2026, 5, 8)


def _sign(office: Office, about: str, who: str = DEPUTY) -> Receipt:
    return sign(office.desk, office.by_hand(who, about, CE), now=office.clock.now)


def _delegate(office: Office, visitor: str, **wanted: object) -> Receipt:
    given = {"id": "", "office": CE, "holder": office.id(CE), "deputy": office.id(DEPUTY)}
    new = Delegation(**(given | {"from_on": office.clock.now.date()} | wanted))  # type: ignore[arg-type]
    return delegate(office.desk, office.visit(visitor), new, now=office.tick())


def test_a_deputy_signs_in_the_holders_name(office: Office) -> None:
    office.delegate(CE, CE)
    about = office.submitted()
    receipt = sign(office.desk, office.by_letter(DEPUTY), now=office.tick())
    actor = office.entry(receipt.entry_id)["actor"]
    assert (actor["person"], actor["capacity"], actor["for"]) == (office.id(DEPUTY), "deputy", office.id(CE))
    with office.desk.store.reading() as connection:
        story = timeline(
            connection, receipt.number or "", steps_of=office.desk.steps_of(connection), now=office.clock.now
        )
    signed = next(event for event in story.events if event.fact == "signed")
    assert (signed.person, signed.acted_for) == ("The deputy", "The chief executive")
    assert office.load(about).sign_offs[0].people() == {office.id(DEPUTY), office.id(CE)}


@pytest.mark.parametrize("time", [(0, 0, 0), (12, 0, 0), (23, 59, 59)], ids=str)
def test_the_last_day_is_whole(office: Office, time: tuple[int, int, int]) -> None:
    office.delegate(CE, CE, to_on=LAST_DAY)
    about = office.submitted()
    office.clock.move_to(LAST_DAY, *time)
    assert _sign(office, about).state == "with:chief-finance-officer"


def test_a_second_after_the_last_day_it_is_over(office: Office) -> None:
    office.delegate(CE, CE, to_on=LAST_DAY)
    about = office.submitted()
    office.clock.move_to(date(2026, 5, 9), 0, 0, 0)
    found = refused(lambda: _sign(office, about))
    assert found.rule == "not-in-post"
    assert "8 May 2026" in str(found)


def test_a_link_opens_nothing_once_the_delegation_is_over(office: Office) -> None:
    office.delegate(CE, CE, to_on=LAST_DAY)
    office.submitted()
    token = office.token(DEPUTY)
    office.clock.move_to(date(2026, 5, 9), 0, 0, 0)
    assert refused(lambda: office.opened(DEPUTY, token)).rule == "link-ended"


def test_a_delegation_to_come_does_not_count_yet(office: Office) -> None:
    about = office.submitted()
    _delegate(office, CE, from_on=LAST_DAY)
    assert refused(lambda: _sign(office, about)).rule == "not-in-post"


def test_a_deputys_deputy_is_refused(office: Office) -> None:
    office.delegate(CE, CE)
    found = refused(lambda: _delegate(office, DEPUTY, holder=office.id(DEPUTY), deputy=office.id(STRANGER)))
    assert found.rule == "not-in-post"


def test_a_deputy_cannot_delegate_in_the_holders_name(office: Office) -> None:
    office.delegate(CE, CE)
    found = refused(lambda: _delegate(office, DEPUTY, deputy=office.id(STRANGER)))
    assert found.rule == "not-in-post"


def test_an_appointed_deputy_delegates_nothing(office: Office) -> None:
    office.appoint(CE, DEPUTY, capacity=Capacity.DEPUTY)
    found = refused(lambda: _delegate(office, DEPUTY, holder=office.id(DEPUTY), deputy=office.id(STRANGER)))
    assert found.rule == "not-in-post"


def test_an_acting_holder_may_delegate(office: Office) -> None:
    office.appoint(CE, STRANGER, capacity=Capacity.ACTING)
    _delegate(office, STRANGER, holder=office.id(STRANGER))
    about = office.submitted()
    assert _sign(office, about).state == "with:chief-finance-officer"


@pytest.mark.parametrize("who", [CFO, GOVERNANCE, STRANGER])
def test_nobody_delegates_anothers_office(office: Office, who: str) -> None:
    assert refused(lambda: _delegate(office, who)).rule == "not-in-post"


def test_nobody_is_the_own_deputy(office: Office) -> None:
    assert refused(lambda: _delegate(office, CE, deputy=office.id(CE))).rule == "person-unknown"


def test_the_days_of_a_delegation_are_in_order(office: Office) -> None:
    assert refused(lambda: _delegate(office, CE, to_on=date(2026, 5, 4))).rule == "office-days"


def test_ending_a_delegation_ends_it_the_day_after(office: Office) -> None:
    delegation = office.delegate(CE, CE)
    about = office.submitted()
    today = office.clock.now.date()
    end_delegation(office.desk, office.visit(CE), delegation, on=today, now=office.tick())
    office.clock.move_to(date(2026, 5, 6))
    assert refused(lambda: _sign(office, about)).rule == "not-in-post"


def test_governance_may_end_a_delegation(office: Office) -> None:
    delegation = office.delegate(CE, CE)
    receipt = end_delegation(
        office.desk, office.visit(GOVERNANCE), delegation, on=LAST_DAY, now=office.tick()
    )
    assert office.entry(receipt.entry_id)["data"] == {"ended_on": "2026-05-08"}


@pytest.mark.parametrize("who", [DEPUTY, CFO, STRANGER])
def test_nobody_else_ends_a_delegation(office: Office, who: str) -> None:
    delegation = office.delegate(CE, CE)
    visit = office.visit(who)
    found = refused(lambda: end_delegation(office.desk, visit, delegation, on=LAST_DAY, now=office.tick()))
    assert found.rule == "delegation-unknown"


def test_a_delegation_ends_once(office: Office) -> None:
    delegation = office.delegate(CE, CE)
    end_delegation(office.desk, office.visit(CE), delegation, on=LAST_DAY, now=office.tick())
    visit = office.visit(CE)
    found = refused(lambda: end_delegation(office.desk, visit, delegation, on=LAST_DAY, now=office.tick()))
    assert found.rule == "delegation-unknown"


def test_a_deputy_who_becomes_a_holder_acts_as_the_holder(office: Office) -> None:
    office.delegate(CE, CE)
    office.appoint(CE, DEPUTY, capacity=Capacity.ACTING)
    about = office.submitted()
    receipt = _sign(office, about)
    actor = office.entry(receipt.entry_id)["actor"]
    assert (actor["capacity"], actor["for"]) == ("acting", None)
