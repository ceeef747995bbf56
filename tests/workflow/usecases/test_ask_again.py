"""A lost letter, a new holder: those who may act now get a new link, and the older ones end."""

import pytest

from states.refusals import Refused
from states.vocabulary import Capacity
from tests.workflow.builders import Office, refused
from tests.workflow.sample_office import CE, CFO, GOVERNANCE, ORIGINATOR, PCC, STRANGER
from workflow.usecases.ask_again import ask_again
from workflow.usecases.visit import Receipt


def _ask(office: Office, about: str, *, who: str = GOVERNANCE) -> Receipt:
    return ask_again(office.desk, office.visit(who, submission=about), now=office.tick())


def test_a_new_link_works_and_the_old_one_is_dead(office: Office) -> None:
    about = office.submitted()
    old = office.token(CE)
    _ask(office, about)
    assert office.token(CE) != old
    assert refused(lambda: office.opened(CE, old)).rule == "link-ended"
    assert office.signed(CE).state == "with:chief-finance-officer"


def test_a_new_holder_gets_a_link_to_what_already_waits(office: Office) -> None:
    about = office.submitted()
    office.appoint(CE, STRANGER, capacity=Capacity.ACTING)
    receipt = _ask(office, about)
    assert office.letters_of(receipt) == [("reminder", CE), ("reminder", STRANGER)]
    assert office.signed(STRANGER).state == "with:chief-finance-officer"


def test_side_by_side_both_officers_are_asked(office: Office) -> None:
    about = office.submitted(route="pcc-decision-parallel")
    assert office.letters_of(_ask(office, about)) == [("reminder", CE), ("reminder", CFO)]


def test_asking_moves_nothing(office: Office) -> None:
    about = office.submitted()
    before = office.load(about)
    _ask(office, about)
    assert office.load(about) == before


def test_the_same_form_again_asks_nobody_twice(office: Office) -> None:
    visit = office.visit(GOVERNANCE, submission=office.submitted())
    first = ask_again(office.desk, visit, now=office.tick())
    rows = office.rows()
    assert ask_again(office.desk, visit, now=office.tick()) == first
    assert office.rows() == rows


@pytest.mark.parametrize("who", [CE, ORIGINATOR, STRANGER])
def test_nobody_but_governance_asks_in_the_offices_name(office: Office, who: str) -> None:
    about = office.submitted()
    assert refused(lambda: _ask(office, about, who=who)).rule == "not-in-post"


@pytest.mark.parametrize("ready", ["draft", "on_board_agenda", "decided"])
def test_where_nobody_signs_by_a_link_nobody_is_asked(office: Office, ready: str) -> None:
    about = getattr(office, ready)()
    rows = office.rows()
    with pytest.raises(Refused, match="anybody to sign it by a link"):
        _ask(office, about)
    assert office.rows() == rows


def test_the_decider_is_asked_to_decide(office: Office) -> None:
    about = office.with_decider()
    _ask(office, about)
    letter = [mail for mail in office.post() if mail.to == office.people[PCC].email][-1]
    assert "01/2026" in letter.subject
