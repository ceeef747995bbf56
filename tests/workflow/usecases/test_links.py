"""A link opens one act of one person on one step of one version, and looking at it changes nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from states.refusals import Refused
from tests.workflow.builders import Office, refused, tokens_in
from tests.workflow.sample_office import CE, CFO, DEPUTY, GOVERNANCE, ORIGINATOR, PCC, STRANGER
from workflow.links import LINK_DAYS
from workflow.usecases.approve import approve
from workflow.usecases.declare_interest import declare_interest
from workflow.usecases.pause import pause
from workflow.usecases.resubmit import resubmit
from workflow.usecases.sign import sign
from workflow.usecases.visit import Receipt, Visit
from workflow.usecases.withdraw import withdraw

ENDED = "This link no longer opens anything. Ask for a new one from your waiting list."


def _unknown(_office: Office) -> tuple[str, str]:
    return CE, "A" * 43


def _spent(office: Office) -> tuple[str, str]:
    office.submitted()
    token = office.token(CE)
    office.signed(CE)
    return CE, token


def _ended(office: Office) -> tuple[str, str]:
    office.submitted(route="pcc-decision-parallel")
    token = office.token(CFO)
    office.sent_back(CE)
    return CFO, token


def _of_an_older_version(office: Office) -> tuple[str, str]:
    about = office.submitted()
    token = office.token(CE)
    office.sent_back(CE)
    resubmit(office.desk, office.visit(ORIGINATOR, submission=about), now=office.tick())
    return CE, token


def _of_another_person(office: Office) -> tuple[str, str]:
    office.submitted()
    return CFO, office.token(CE)


def _expired(office: Office) -> tuple[str, str]:
    office.submitted()
    token = office.token(CE)
    office.clock.wait(days=LINK_DAYS)
    return CE, token


def _of_a_former_holder(office: Office) -> tuple[str, str]:
    office.delegate(CE, CE, to_on=date(2026, 5, 5))
    office.submitted()
    token = office.token(DEPUTY)
    office.clock.move_to(date(2026, 5, 6))
    return DEPUTY, token


def _no_text_at_all(_office: Office) -> tuple[str, str]:
    return CE, "\udcff"


DEAD = [
    _unknown,
    _spent,
    _ended,
    _of_an_older_version,
    _of_another_person,
    _expired,
    _of_a_former_holder,
    _no_text_at_all,
]


@pytest.mark.parametrize("dead", DEAD, ids=lambda make: make.__name__.strip("_").replace("_", " "))
def test_every_link_that_opens_nothing_gets_one_and_the_same_answer(
    office: Office, dead: Callable[[Office], tuple[str, str]]
) -> None:
    who, token = dead(office)
    found = refused(lambda: office.opened(who, token))
    assert (found.rule, str(found)) == ("link-ended", ENDED)
    assert found.values == {}


def test_looking_at_a_link_changes_no_row(office: Office) -> None:
    office.submitted()
    token = office.token(CE)
    rows = office.rows()
    shown = office.opened(CE, token)
    refused(lambda: office.opened(STRANGER, token))
    assert office.rows() == rows
    assert shown.step.key == "chief-executive"
    assert shown.fields["subject"].startswith("Harbour Street")


def test_a_link_still_works_after_it_was_looked_at_often(office: Office) -> None:
    about = office.submitted()
    token = office.token(CE)
    for _ in range(20):
        office.opened(CE, token)
    office.signed(CE)
    assert office.load(about).state == "with:chief-finance-officer"


def test_a_link_works_until_its_last_day(office: Office) -> None:
    about = office.submitted()
    token = office.token(CE)
    office.clock.wait(days=LINK_DAYS, seconds=-90)
    assert office.opened(CE, token).submission.id == about
    assert office.signed(CE).state == "with:chief-finance-officer"


def test_every_link_opens_its_own_step_for_its_own_person_alone(office: Office) -> None:
    abouts = [office.submitted(route="pcc-decision-parallel") for _ in range(2)]
    pairs = []
    for officer in (CE, CFO):
        address = office.people[officer].email
        letters = [mail for mail in office.post() if mail.to == address]
        pairs += [(officer, token) for mail in letters for token in tokens_in(mail.text)]
    opened = [(owner, who) for owner, token in pairs for who in office.people if _opens(office, who, token)]
    assert len(pairs) == 4
    assert opened == [(owner, owner) for owner, _ in pairs]
    assert {office.opened(owner, token).submission.id for owner, token in pairs} == set(abouts)


def _opens(office: Office, who: str, token: str) -> bool:
    try:
        office.opened(who, token)
    except Refused:
        return False
    return True


# --- Acting by a link --------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [STRANGER, CFO, GOVERNANCE, ORIGINATOR, DEPUTY])
def test_a_forwarded_link_acts_for_nobody_else(office: Office, who: str) -> None:
    about = office.submitted()
    visit = replace(office.by_letter(CE), person=office.id(who), key=f"forwarded-{who}")
    found = refused(lambda: sign(office.desk, visit, now=office.tick()))
    assert (found.rule, str(found)) == ("link-ended", ENDED)
    assert office.load(about).sign_offs == ()
    assert office.signed(CE).state == "with:chief-finance-officer"


def test_a_post_on_an_unknown_link_gets_the_same_answer(office: Office) -> None:
    rows = office.rows()
    visit = office.visit(CE, link="A" * 43)
    found = refused(lambda: sign(office.desk, visit, now=office.tick()))
    assert str(found) == ENDED
    assert office.rows() == rows


def test_a_post_on_an_expired_link_does_nothing(office: Office) -> None:
    about = office.submitted()
    visit = office.by_letter(CE)
    office.clock.wait(days=LINK_DAYS)
    assert refused(lambda: sign(office.desk, visit, now=office.tick())).rule == "link-ended"
    assert office.load(about).state == "with:chief-executive"


def test_the_owner_of_a_spent_link_is_told_who_did_what(office: Office) -> None:
    about = office.submitted()
    late = office.by_letter(CE)
    sign(office.desk, office.by_hand(CE, about, CE), now=office.tick())
    found = refused(lambda: sign(office.desk, late, now=office.tick()))
    assert found.rule == "out-of-turn"
    assert "The chief executive" in str(found)


def test_a_link_to_one_step_acts_on_no_other(office: Office) -> None:
    about = office.submitted(route="pcc-decision-parallel")
    visit = replace(office.by_letter(CE), step="chief-finance-officer")
    sign(office.desk, visit, now=office.tick())
    assert [s.step for s in office.load(about).sign_offs] == ["chief-executive"]


def test_a_link_to_a_certificate_approves_nothing(office: Office) -> None:
    about = office.submitted()
    visit = office.by_letter(CE)
    refused(lambda: approve(office.desk, visit, now=office.tick()))
    assert office.load(about).state == "with:chief-executive"


def _pause(office: Office, visit: Visit) -> Receipt:
    return pause(office.desk, visit, now=office.tick(), reason="Leave.")


def _withdraw(office: Office, visit: Visit) -> Receipt:
    return withdraw(office.desk, visit, now=office.tick(), reason="Leave.")


def _declare(office: Office, visit: Visit) -> Receipt:
    return declare_interest(office.desk, visit, now=office.tick(), interest="A relative.", bars=False)


@pytest.mark.parametrize("act", [_pause, _withdraw, _declare], ids=["pause", "withdraw", "declare"])
def test_an_act_without_a_step_is_refused_by_link_and_does_not_spend_it(
    office: Office, act: Callable[[Office, Visit], Receipt]
) -> None:
    about = office.submitted()
    visit = office.by_letter(CE)
    assert refused(lambda: act(office, replace(visit, key="other"))).rule == "link-ended"
    sign(office.desk, visit, now=office.tick())
    assert office.load(about).state == "with:chief-finance-officer"


# --- What is kept of those turned away ---------------------------------------------------------------------


def test_a_post_on_somebody_elses_link_is_kept(office: Office) -> None:
    about = office.submitted()
    visit = replace(office.by_letter(CE), person=office.id(STRANGER), key="stranger")
    refused(lambda: sign(office.desk, visit, now=office.tick()))
    entry = office.entries(about)[-1]
    assert entry["fact"] == "turned_away"
    assert entry["actor"]["person"] == office.id(STRANGER)
    assert entry["data"] == {"act": "sign", "rule": "link-ended", "seen": visit.seen}
    assert entry["before"] == entry["after"] == "with:chief-executive"


def test_at_most_twenty_a_day_are_kept_of_one_person(office: Office) -> None:
    about = office.submitted()
    visit = replace(office.by_letter(CE), person=office.id(STRANGER))
    for number in range(25):
        refused(partial(sign, office.desk, replace(visit, key=f"again-{number}"), now=office.clock.now))
    assert office.facts(about).count("turned_away") == 20
    office.clock.move_to(date(2026, 5, 6))
    refused(lambda: sign(office.desk, replace(visit, key="tomorrow"), now=office.tick()))
    assert office.facts(about).count("turned_away") == 21


def test_a_refusal_that_tells_nothing_of_the_person_is_not_kept(office: Office) -> None:
    about = office.with_decider()
    visit = office.by_letter(PCC)
    rows = office.rows()
    refused(lambda: approve(office.desk, replace(visit, submission=about, key=""), now=office.tick()))
    assert office.rows() == rows
