"""Refused, approved with conditions, deferred, withdrawn, paused."""

from datetime import date

import pytest

from states.refusals import Refused
from tests.workflow.builders import Office, refused
from tests.workflow.sample_office import CE, CFO, DETAILS, GOVERNANCE, ORIGINATOR, PCC, STRANGER
from workflow.usecases.approve import Approval, approve
from workflow.usecases.bring_back import bring_back
from workflow.usecases.defer import defer
from workflow.usecases.discard_draft import discard_draft
from workflow.usecases.pause import pause
from workflow.usecases.public_record import PublicRecord
from workflow.usecases.publish import publish
from workflow.usecases.refuse import refuse
from workflow.usecases.resume import resume
from workflow.usecases.submit import submit
from workflow.usecases.visit import Receipt
from workflow.usecases.withdraw import withdraw

BACK_ON = date(2026, 5, 18)


def _deferred(office: Office) -> str:
    about = office.with_decider()
    visit = office.by_letter(PCC)
    defer(office.desk, visit, now=office.tick(), reason="The audit report is due.", back_on=BACK_ON)
    return about


def _withdraw(office: Office, about: str, *, who: str = ORIGINATOR, reason: str | None = "Done.") -> Receipt:
    visit = office.visit(who, submission=about)
    return withdraw(office.desk, visit, now=office.tick(), reason=reason)


# --- The decision ------------------------------------------------------------------------------------------


def test_a_refusal_keeps_its_reason_sealed_and_is_published_like_an_approval(office: Office) -> None:
    about = office.with_decider()
    receipt = refuse(office.desk, office.by_letter(PCC), now=office.tick(), reason="It costs too much.")
    assert receipt.state == "refused"
    entry = office.entry(receipt.entry_id)
    assert set(entry["sealed"]) == {"reason"}
    assert "costs too much" not in str(entry)
    visit = office.by_hand(GOVERNANCE, about)
    published = publish(office.desk, visit, PublicRecord(details=DETAILS), now=office.tick())
    assert published.state == "published"


def test_refusing_needs_a_reason(office: Office) -> None:
    office.with_decider()
    visit = office.by_letter(PCC)
    assert (
        refused(lambda: refuse(office.desk, visit, now=office.tick(), reason=None)).rule == "reason-missing"
    )


def test_an_approval_takes_effect_on_its_own_day_unless_another_is_given(office: Office) -> None:
    office.with_decider()
    receipt = office.approved()
    assert office.entry(receipt.entry_id)["data"]["effective_on"] == "2026-05-05"


def test_an_approval_keeps_its_conditions_reason_and_day(office: Office) -> None:
    office.with_decider()
    given = Approval(reason="It is worth it.", conditions="A report in July.", effective_on=date(2026, 6, 1))
    entry = office.entry(office.approved(given).entry_id)
    assert entry["data"]["effective_on"] == "2026-06-01"
    assert set(entry["sealed"]) == {"reason", "conditions"}


def test_a_decided_paper_is_decided_for_good(office: Office) -> None:
    about = office.decided()
    visit = office.by_hand(PCC, about, "decision-maker")
    found = refused(lambda: refuse(office.desk, visit, now=office.tick(), reason="Second thoughts."))
    assert found.rule == "out-of-turn"
    assert "has already approved it" in str(found)


# --- Deferred ----------------------------------------------------------------------------------------------


def test_a_deferred_paper_is_brought_back_by_the_worker_on_its_day(office: Office) -> None:
    about = _deferred(office)
    office.clock.move_to(date(2026, 5, 17), 23, 59)
    office.beat()
    assert office.load(about).state == "deferred"
    office.clock.move_to(BACK_ON, 0, 1)
    office.beat()
    assert office.load(about).state == "with:decision-maker"
    assert office.entries(about)[-1]["actor"]["kind"] == "system"


def test_a_late_worker_brings_it_back_once_and_the_decider_gets_a_new_link(office: Office) -> None:
    about = _deferred(office)
    first = office.token(PCC)
    office.clock.move_to(date(2026, 5, 21))
    office.beat()
    office.beat()
    assert office.facts(about).count("brought_back") == 1
    assert office.token(PCC) != first
    office.approved()
    assert office.load(about).state == "approved"


def test_two_workers_that_see_the_same_day_bring_it_back_once(office: Office) -> None:
    about = _deferred(office)
    office.clock.move_to(BACK_ON)
    now = office.clock.now
    first = bring_back(office.desk, about, deferred_to=BACK_ON, now=now)
    assert bring_back(office.desk, about, deferred_to=BACK_ON, now=now) == first
    assert office.facts(about).count("brought_back") == 1


def test_a_paper_may_be_deferred_again(office: Office) -> None:
    about = _deferred(office)
    office.clock.move_to(BACK_ON)
    again = date(2026, 6, 1)
    office.beat()
    visit = office.by_letter(PCC)
    defer(office.desk, visit, now=office.tick(), reason="Not ready yet.", back_on=again)
    office.clock.move_to(again)
    office.beat()
    office.approved()
    assert office.facts(about).count("deferred") == 2
    assert office.load(about).state == "approved"


@pytest.mark.parametrize(
    "back_on", [None, date(2026, 5, 4), date(2026, 5, 5)], ids=["no day", "yesterday", "today"]
)
def test_a_deferral_names_a_day_to_come(office: Office, back_on: date | None) -> None:
    office.with_decider()
    visit = office.by_letter(PCC)
    found = refused(lambda: defer(office.desk, visit, now=office.tick(), reason="Later.", back_on=back_on))
    assert found.rule == "defer-date-missing"


def test_an_officer_who_certifies_cannot_defer(office: Office) -> None:
    about = office.submitted()
    visit = office.by_letter(CE)
    refused(lambda: defer(office.desk, visit, now=office.tick(), reason="Later.", back_on=BACK_ON))
    assert office.load(about).state == "with:chief-executive"


# --- Withdrawn ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ready", ["submitted", "with_cfo", "with_decider"])
def test_the_originator_may_withdraw_until_the_decision(office: Office, ready: str) -> None:
    about = getattr(office, ready)()
    assert _withdraw(office, about).state == "withdrawn"


def test_a_deferred_paper_that_is_withdrawn_does_not_come_back(office: Office) -> None:
    about = _deferred(office)
    _withdraw(office, about)
    office.clock.move_to(BACK_ON)
    office.beat()
    assert office.load(about).state == "withdrawn"


def test_a_withdrawn_papers_links_open_nothing(office: Office) -> None:
    about = office.submitted()
    token = office.token(CE)
    _withdraw(office, about)
    assert refused(lambda: office.opened(CE, token)).rule == "link-ended"


@pytest.mark.parametrize("who", [CE, GOVERNANCE, STRANGER])
def test_nobody_else_withdraws(office: Office, who: str) -> None:
    about = office.submitted()
    assert refused(lambda: _withdraw(office, about, who=who)).rule == "not-originator"


def test_withdrawing_needs_a_reason(office: Office) -> None:
    about = office.submitted()
    assert refused(lambda: _withdraw(office, about, reason=None)).rule == "reason-missing"


def test_a_decided_paper_cannot_be_withdrawn(office: Office) -> None:
    about = office.decided()
    refused(lambda: _withdraw(office, about))
    assert office.load(about).state == "approved"


def test_a_discarded_draft_leaves_only_that_it_was_begun(office: Office) -> None:
    about = office.draft()
    discard_draft(office.desk, office.visit(ORIGINATOR, submission=about))
    assert office.facts(about) == ["drafted"]
    assert office.rows()["draft"] == []


def test_only_its_originator_discards_a_draft(office: Office) -> None:
    about = office.draft()
    visit = office.visit(STRANGER, submission=about)
    assert refused(lambda: discard_draft(office.desk, visit)).rule == "submission-unknown"


def test_a_submitted_paper_cannot_be_discarded(office: Office) -> None:
    about = office.submitted()
    visit = office.visit(ORIGINATOR, submission=about)
    assert refused(lambda: discard_draft(office.desk, visit)).rule == "out-of-turn"


def test_a_discarded_draft_cannot_be_submitted(office: Office) -> None:
    about = office.draft()
    discard_draft(office.desk, office.visit(ORIGINATOR, submission=about))
    visit = office.visit(ORIGINATOR, submission=about)
    found = refused(lambda: submit(office.desk, visit, now=office.tick()))
    assert "field-missing" in {finding.rule for finding in found.findings}


# --- The clock ---------------------------------------------------------------------------------------------


def test_a_pause_stops_the_clock_and_moves_nothing(office: Office) -> None:
    about = office.submitted()
    paused = pause(
        office.desk, office.visit(GOVERNANCE, submission=about), now=office.tick(), reason="Leave."
    )
    assert office.load(about).paused
    assert paused.state == "with:chief-executive"
    resume(office.desk, office.visit(GOVERNANCE, submission=about), now=office.tick(), reason="Back.")
    assert not office.load(about).paused


def test_a_holder_may_sign_while_the_clock_is_paused(office: Office) -> None:
    about = office.submitted()
    pause(office.desk, office.visit(GOVERNANCE, submission=about), now=office.tick(), reason="Leave.")
    office.signed(CE)
    assert office.load(about).state == "with:chief-finance-officer"
    assert office.load(about).paused


def _pause_by(office: Office, about: str, who: str = GOVERNANCE, reason: str | None = "Leave.") -> Receipt:
    return pause(office.desk, office.visit(who, submission=about), now=office.tick(), reason=reason)


@pytest.mark.parametrize("who", [ORIGINATOR, CE, PCC])
def test_only_governance_pauses(office: Office, who: str) -> None:
    about = office.submitted()
    assert refused(lambda: _pause_by(office, about, who)).rule == "not-in-post"


def test_a_pause_needs_a_reason(office: Office) -> None:
    about = office.submitted()
    assert refused(lambda: _pause_by(office, about, reason=" ")).rule == "reason-missing"


def test_a_clock_is_paused_once(office: Office) -> None:
    about = office.submitted()
    _pause_by(office, about)
    assert refused(lambda: _pause_by(office, about)).rule == "clock-not-running"


# --- Every act out of its turn -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "step"),
    [(CFO, "chief-finance-officer"), (PCC, "decision-maker"), (ORIGINATOR, "chief-executive")],
    ids=["finance before advice", "the decision first", "the originator"],
)
def test_no_step_is_taken_before_its_turn(office: Office, who: str, step: str) -> None:
    about = office.submitted()
    visit = office.by_hand(who, about, step)
    before = office.load(about)
    with pytest.raises(Refused):
        approve(office.desk, visit, now=office.tick())
    assert office.load(about) == before
