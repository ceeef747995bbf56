"""The same form sent again gives the same receipt and does nothing; another form under its key is refused."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from states.authority import Appointment, Delegation
from states.vocabulary import Capacity
from tests.workflow.builders import Office, refused
from tests.workflow.sample_office import (
    CE,
    CFO,
    DEPUTY,
    DETAILS,
    FIRST_DAY,
    GOVERNANCE,
    ORIGINATOR,
    PCC,
    STRANGER,
    paper,
)
from workflow.usecases.add_person import add_person
from workflow.usecases.appoint import appoint
from workflow.usecases.approve import Approval, approve
from workflow.usecases.delegate import delegate
from workflow.usecases.public_record import PublicRecord
from workflow.usecases.publish import publish
from workflow.usecases.send_back import send_back
from workflow.usecases.sign import sign
from workflow.usecases.start_draft import start_draft
from workflow.usecases.submit import submit
from workflow.usecases.visit import Receipt

Act = Callable[[], Receipt]


def _start_draft(office: Office) -> Act:
    visit = office.visit(ORIGINATOR)
    return lambda: start_draft(office.desk, visit, paper(), route_key="pcc-decision", now=office.tick())


def _submit(office: Office) -> Act:
    visit = office.visit(ORIGINATOR, submission=office.draft())
    return lambda: submit(office.desk, visit, now=office.tick())


def _sign(office: Office) -> Act:
    office.submitted()
    visit = office.by_letter(CE)
    return lambda: sign(office.desk, visit, now=office.tick())


def _approve(office: Office) -> Act:
    office.with_decider()
    visit, given = office.by_letter(PCC), Approval(conditions="A report in July.")
    return lambda: approve(office.desk, visit, now=office.tick(), approval=given)


def _publish(office: Office) -> Act:
    visit = office.by_hand(GOVERNANCE, office.decided())
    return lambda: publish(office.desk, visit, PublicRecord(details=DETAILS), now=office.tick())


def _add_person(office: Office) -> Act:
    visit = office.visit(GOVERNANCE)
    return lambda: add_person(
        office.desk, visit, name="Somebody", email="new@opcc.example", now=office.tick()
    )


def _appoint(office: Office) -> Act:
    visit = office.visit(GOVERNANCE)
    wanted = Appointment(
        id="", office=CE, person=office.id(STRANGER), capacity=Capacity.ACTING, from_on=FIRST_DAY
    )
    return lambda: appoint(office.desk, visit, wanted, now=office.tick())


def _delegate(office: Office) -> Act:
    visit = office.visit(CE)
    wanted = Delegation(id="", office=CE, holder=office.id(CE), deputy=office.id(DEPUTY), from_on=FIRST_DAY)
    return lambda: delegate(office.desk, visit, wanted, now=office.tick())


EVERY = [_start_draft, _submit, _sign, _approve, _publish, _add_person, _appoint, _delegate]


@pytest.mark.parametrize("prepared", EVERY, ids=lambda prepare: prepare.__name__.strip("_"))
def test_the_same_form_again_gives_an_equal_receipt_and_changes_nothing(
    office: Office, prepared: Callable[[Office], Act]
) -> None:
    act = prepared(office)
    first = act()
    rows = office.rows()
    assert act() == first
    assert office.rows() == rows


def test_a_repeat_after_the_next_step_was_signed_still_gives_the_first_receipt(office: Office) -> None:
    act = _sign(office)
    first = act()
    office.signed(CFO)
    assert act() == first


def test_another_act_under_a_used_key_is_refused(office: Office) -> None:
    about = office.submitted()
    visit = office.by_letter(CE)
    sign(office.desk, visit, now=office.tick())
    rows = office.rows()
    found = refused(lambda: send_back(office.desk, visit, now=office.tick(), reason="A slip."))
    assert found.rule == "key-reused"
    assert office.rows() == rows
    assert office.load(about).state == "with:chief-finance-officer"


def test_another_persons_form_under_a_used_key_is_refused(office: Office) -> None:
    about = office.submitted()
    visit = office.by_hand(CE, about, CE)
    sign(office.desk, visit, now=office.tick())
    other = replace(visit, person=office.id(CFO), step=CFO)
    assert refused(lambda: sign(office.desk, other, now=office.tick())).rule == "key-reused"


def test_another_detail_under_a_used_key_is_refused(office: Office) -> None:
    about = office.with_cfo()
    visit = office.by_hand(CFO, about, CFO)
    sign(office.desk, visit, now=office.tick(), limb="b", regulations=True)
    found = refused(lambda: sign(office.desk, visit, now=office.tick(), limb="c", regulations=True))
    assert found.rule == "key-reused"


def test_another_public_record_under_a_used_key_is_refused(office: Office) -> None:
    visit = office.by_hand(GOVERNANCE, office.decided())
    publish(office.desk, visit, PublicRecord(details=DETAILS), now=office.tick())
    other = PublicRecord(details=DETAILS, parts=("subject",))
    assert refused(lambda: publish(office.desk, visit, other, now=office.tick())).rule == "key-reused"


def test_another_paper_under_a_used_key_is_refused(office: Office) -> None:
    visit = office.visit(ORIGINATOR)
    start_draft(office.desk, visit, paper(), route_key="pcc-decision", now=office.tick())
    other = replace(paper(), subject="Another paper")
    found = refused(
        lambda: start_draft(office.desk, visit, other, route_key="pcc-decision", now=office.tick())
    )
    assert found.rule == "key-reused"


def test_a_refused_form_may_be_sent_again_and_then_counts(office: Office) -> None:
    about = office.draft()
    visit = office.visit(STRANGER, submission=about)
    refused(lambda: submit(office.desk, visit, now=office.tick()))
    own = replace(visit, person=office.id(ORIGINATOR))
    assert submit(office.desk, own, now=office.tick()).state == "with:chief-executive"


@pytest.mark.parametrize("key", ["", "a" * 65, "a b", "a.0", "ä", "a\n"], ids=ascii)
def test_a_key_that_the_history_could_not_hold_is_refused(office: Office, key: str) -> None:
    visit = office.visit(ORIGINATOR, key=key)
    found = refused(
        lambda: start_draft(office.desk, visit, paper(), route_key="pcc-decision", now=office.tick())
    )
    assert found.rule == "key-malformed"
