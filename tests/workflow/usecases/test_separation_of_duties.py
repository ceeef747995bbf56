"""Nobody signs their own paper, nobody takes two steps, nobody acts against a declared conflict."""

import pytest

from states.vocabulary import Capacity
from tests.workflow.builders import Office, refused
from tests.workflow.sample_office import (
    CE,
    CFO,
    DEPUTY,
    GOVERNANCE,
    MEMBERS,
    ORIGINATOR,
    PCC,
    STRANGER,
    paper,
)
from workflow.usecases.declare_interest import declare_interest
from workflow.usecases.record_meeting import record_meeting
from workflow.usecases.resubmit import resubmit
from workflow.usecases.save_draft import save_draft
from workflow.usecases.sign import sign
from workflow.usecases.submit import submit
from workflow.usecases.visit import Receipt


def _sign(office: Office, who: str, about: str, step: str = CE) -> Receipt:
    return sign(office.desk, office.by_hand(who, about, step), now=office.tick())


@pytest.mark.parametrize("when", ["before", "between", "after"])
def test_an_originator_appointed_to_the_office_cannot_sign_the_own_paper(office: Office, when: str) -> None:
    if when == "before":
        office.appoint(CE, ORIGINATOR, capacity=Capacity.ACTING)
    about = office.draft()
    if when == "between":
        office.appoint(CE, ORIGINATOR, capacity=Capacity.ACTING)
    submit(office.desk, office.visit(ORIGINATOR, submission=about), now=office.tick())
    if when == "after":
        office.appoint(CE, ORIGINATOR, capacity=Capacity.ACTING)
    assert refused(lambda: _sign(office, ORIGINATOR, about)).rule == "self-approval"
    assert office.entries(about)[-1]["data"] == {
        "act": "sign",
        "rule": "self-approval",
        "seen": office.load(about).content,
    }


def test_an_originator_who_is_a_deputy_cannot_sign_the_own_paper(office: Office) -> None:
    office.delegate(CE, CE, to=ORIGINATOR)
    about = office.submitted()
    assert refused(lambda: _sign(office, ORIGINATOR, about)).rule == "self-approval"


def test_whoever_edited_the_draft_can_never_sign_it(office: Office) -> None:
    office.appoint(GOVERNANCE, CE)
    about = office.draft()
    save_draft(office.desk, office.visit(CE, submission=about), paper(), now=office.tick())
    submit(office.desk, office.visit(ORIGINATOR, submission=about), now=office.tick())
    assert refused(lambda: _sign(office, CE, about)).rule == "self-approval"


def test_a_deputy_cannot_sign_for_somebody_who_wrote_the_paper(office: Office) -> None:
    office.appoint(CE, ORIGINATOR, capacity=Capacity.ACTING)
    office.delegate(CE, ORIGINATOR)
    about = office.submitted()
    assert refused(lambda: _sign(office, DEPUTY, about)).rule == "self-approval"


def test_nobody_takes_two_steps_of_one_submission(office: Office) -> None:
    office.delegate(CFO, CFO, to=CE)
    about = office.with_cfo()
    visit = office.by_hand(CE, about, CFO)
    found = refused(lambda: sign(office.desk, visit, now=office.tick(), limb="b", regulations=True))
    assert found.rule == "same-person-twice"
    assert "another person must take this one" in str(found)


def test_nobody_takes_a_second_step_for_somebody_who_took_the_first(office: Office) -> None:
    office.appoint(CFO, CE, capacity=Capacity.ACTING)
    office.delegate(CFO, CE)
    about = office.with_cfo()
    visit = office.by_hand(DEPUTY, about, CFO)
    found = refused(lambda: sign(office.desk, visit, now=office.tick(), limb="b", regulations=True))
    assert found.rule == "same-person-twice"


def test_two_steps_are_too_many_also_over_two_versions(office: Office) -> None:
    office.delegate(CFO, CFO, to=CE)
    about = office.with_cfo()
    office.sent_back(CFO)
    office.appoint(CE, STRANGER, capacity=Capacity.ACTING)
    _resubmitted_and_signed_by(office, about, STRANGER)
    visit = office.by_hand(CE, about, CFO)
    found = refused(lambda: sign(office.desk, visit, now=office.tick(), limb="b", regulations=True))
    assert found.rule == "same-person-twice"


def _resubmitted_and_signed_by(office: Office, about: str, who: str) -> None:
    resubmit(office.desk, office.visit(ORIGINATOR, submission=about), now=office.tick())
    _sign(office, who, about)


# --- Interests ---------------------------------------------------------------------------------------------


def _declare(office: Office, who: str, about: str, *, bars: bool, interest: str = "A relative.") -> Receipt:
    visit = office.visit(who, submission=about)
    return declare_interest(office.desk, visit, now=office.tick(), interest=interest, bars=bars)


def test_a_declared_conflict_bars_its_holder(office: Office) -> None:
    about = office.submitted()
    _declare(office, CE, about, bars=True)
    assert refused(lambda: _sign(office, CE, about)).rule == "interest-declared"


def test_a_declared_conflict_bars_the_holders_deputy_too(office: Office) -> None:
    office.delegate(CE, CE)
    about = office.submitted()
    _declare(office, CE, about, bars=True)
    assert refused(lambda: _sign(office, DEPUTY, about)).rule == "interest-declared"


def test_an_interest_that_bars_nobody_is_kept_and_the_holder_signs(office: Office) -> None:
    about = office.submitted()
    receipt = _declare(office, CE, about, bars=False)
    entry = office.entry(receipt.entry_id)
    assert entry["data"]["bars"] is False
    assert set(entry["sealed"]) == {"interest"}
    assert _sign(office, CE, about).state == "with:chief-finance-officer"


def test_a_board_member_with_a_conflict_does_not_count_towards_the_quorum(office: Office) -> None:
    about = office.on_board_agenda()
    _declare(office, MEMBERS[0], about, bars=True)
    done = office.meeting(voting=MEMBERS[:3])
    visit = office.by_hand(GOVERNANCE, about, "board")
    found = refused(lambda: record_meeting(office.desk, visit, done, now=office.tick()))
    assert found.rule == "quorum-not-met"


def test_the_meeting_goes_on_without_the_member_who_left_for_an_interest(office: Office) -> None:
    about = office.on_board_agenda()
    _declare(office, MEMBERS[0], about, bars=True)
    done = office.meeting(
        voting=MEMBERS, abstained=(office.id(MEMBERS[0]),), interests="One member left the room."
    )
    visit = office.by_hand(GOVERNANCE, about, "board")
    receipt = record_meeting(office.desk, visit, done, now=office.tick())
    assert receipt.state == "approved"
    assert set(office.entry(receipt.entry_id)["sealed"]) == {"minute", "interests"}


def test_a_stranger_has_nothing_to_declare(office: Office) -> None:
    about = office.submitted()
    assert refused(lambda: _declare(office, STRANGER, about, bars=True)).rule == "no-part-in-it"


def test_a_declaration_says_what_the_interest_is(office: Office) -> None:
    about = office.submitted()
    found = refused(lambda: _declare(office, CE, about, bars=True, interest="-"))
    assert found.rule == "interest-missing"


def test_a_letter_asks_nobody_to_sign_whom_a_conflict_keeps_away(office: Office) -> None:
    about = office.submitted()
    _declare(office, PCC, about, bars=True)
    office.signed(CE)
    receipt = office.signed(CFO)
    assert ("no_holder", GOVERNANCE) in office.letters_of(receipt)
    assert ("your_turn", PCC) not in office.letters_of(receipt)
