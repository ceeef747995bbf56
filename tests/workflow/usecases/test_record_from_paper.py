"""A sign-off made in ink is recorded afterwards: as it was, marked for ever, and never by guessing a date."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from tests.workflow.builders import Office, refused
from tests.workflow.sample_office import CE, CFO, DEPUTY, GOVERNANCE, ORIGINATOR, PCC, SCAN, STRANGER
from workflow.reads.timeline import timeline
from workflow.usecases.record_from_paper import InkSignOff, record_from_paper
from workflow.usecases.sign import sign
from workflow.usecases.visit import Receipt

TODAY = "05/05/2026"
LATER = date(2026, 5, 12)
"""A week after the paper was submitted: the ink of the days between can be recorded."""


def _record(office: Office, about: str, step: str, signed: InkSignOff, *, who: str = GOVERNANCE) -> Receipt:
    visit = office.by_hand(who, about, step)
    return record_from_paper(office.desk, visit, signed, now=office.tick())


def test_ink_is_recorded_as_the_act_it_was(office: Office) -> None:
    about = office.submitted()
    office.clock.move_to(LATER)
    receipt = _record(office, about, CE, office.ink(CE, "07/05/2026"))
    assert receipt.state == "with:chief-finance-officer"
    entry = office.entry(receipt.entry_id)
    assert entry["fact"] == "recorded_from_paper"
    assert entry["actor"]["person"] == office.id(GOVERNANCE)
    assert entry["data"]["act"] == "signed"
    assert entry["data"]["person"] == office.id(CE)
    assert entry["data"]["signed_on"] == "2026-05-07"
    assert entry["data"]["scan"] == SCAN
    assert set(entry["sealed"]) == {"paper_reason"}


def test_ink_says_recorded_later_for_ever(office: Office) -> None:
    about = office.submitted()
    office.clock.move_to(LATER)
    receipt = _record(office, about, CE, office.ink(CE, "07/05/2026"))
    assert "recorded-later" in {finding["rule"] for finding in receipt.findings}
    office.signed(CFO)
    office.approved()
    with office.desk.store.reading() as connection:
        story = timeline(
            connection, receipt.number or "", steps_of=office.desk.steps_of(connection), now=office.clock.now
        )
    ink = next(event for event in story.events if event.fact == "recorded_from_paper")
    assert ink.recorded_later
    assert (ink.on, ink.act, ink.person) == ("2026-05-07", "signed", "The chief executive")
    assert ("recorded-later", "Signed 07/05/2026, recorded 12/05/2026.") in {
        (finding["rule"], finding["message"]) for finding in ink.findings
    }


def test_a_whole_paper_can_be_recorded_from_its_ink(office: Office) -> None:
    about = office.submitted()
    office.clock.move_to(LATER)
    for holder, written in ((CE, "06/05/2026"), (CFO, "7 May 2026"), (PCC, "2026-05-08")):
        _record(office, about, holder, office.ink(holder, written))
    found = office.load(about)
    assert found.state == "approved"
    assert found.decided_on == date(2026, 5, 8)
    assert [sign_off.signed_on.day for sign_off in found.sign_offs] == [6, 7, 8]


def test_ink_and_online_acts_may_alternate(office: Office) -> None:
    about = office.submitted()
    _record(office, about, CE, office.ink(CE, TODAY))
    assert office.signed(CFO).state == "with:decision-maker"


@pytest.mark.parametrize(
    "written",
    ["31/02/2026", "19/02/205", "5/2026", "soon", "", "05/13/2026"],
    ids=lambda text: text or "empty",
)
def test_an_impossible_date_is_refused_and_nobody_guesses(office: Office, written: str) -> None:
    about = office.submitted()
    found = refused(lambda: _record(office, about, CE, office.ink(CE, written)))
    assert found.rule == "date-invalid"
    assert office.load(about).sign_offs == ()


def test_a_date_to_come_is_refused(office: Office) -> None:
    about = office.submitted()
    found = refused(lambda: _record(office, about, CE, office.ink(CE, "06/05/2026")))
    assert found.rule == "date-future"


def test_today_in_london_is_not_the_future_though_it_is_yesterday_in_utc(office: Office) -> None:
    about = office.submitted()
    office.clock.move_to(date(2026, 5, 12), 0, 30)
    receipt = _record(office, about, CE, office.ink(CE, "12/05/2026"))
    assert receipt.state == "with:chief-finance-officer"


def test_a_date_before_the_submission_is_refused_naming_both(office: Office) -> None:
    about = office.submitted()
    found = refused(lambda: _record(office, about, CE, office.ink(CE, "04/05/2026")))
    assert found.rule == "date-order"
    for words in ("Submitted", "05/05/2026", "Chief Executive", "04/05/2026"):
        assert words in str(found)


def test_a_date_before_an_earlier_step_is_refused_naming_both_offices_and_dates(office: Office) -> None:
    about = office.submitted()
    office.clock.move_to(LATER)
    _record(office, about, CE, office.ink(CE, "11/05/2026"))
    found = refused(lambda: _record(office, about, CFO, office.ink(CFO, "08/05/2026")))
    assert found.rule == "date-order"
    for words in ("Chief Executive", "11/05/2026", "Chief Finance Officer", "08/05/2026"):
        assert words in str(found)


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        pytest.param({"scan": {}}, "scan-missing", id="no scan"),
        pytest.param({"why_recorded": None}, "reason-missing", id="no reason"),
        pytest.param({"why_recorded": " . "}, "reason-missing", id="a reason without words"),
        pytest.param({"signer": CFO}, "not-in-post", id="ink of another office"),
        pytest.param({"signer": STRANGER}, "not-in-post", id="ink of a stranger"),
        pytest.param({"signer": ORIGINATOR}, "not-in-post", id="ink of the originator"),
    ],
)
def test_what_must_come_with_ink(office: Office, more: Mapping[str, Any], rule: str) -> None:
    about = office.submitted()
    given = {**more, "signer": office.id(more.get("signer", CE))}
    found = refused(lambda: _record(office, about, CE, office.ink(CE, TODAY, **given)))
    assert rule in {finding.rule for finding in found.findings}
    assert office.load(about).sign_offs == ()


@pytest.mark.parametrize(
    ("details", "rule"),
    [
        pytest.param({}, "certificate-limb", id="no limb"),
        pytest.param({"limb": "e", "regulations": True}, "certificate-limb", id="a limb there is not"),
        pytest.param({"limb": "b", "regulations": False}, "certificate-limb", id="without d"),
    ],
)
def test_ink_on_the_certificate_needs_one_limb_and_d(
    office: Office, details: dict[str, Any], rule: str
) -> None:
    about = office.with_cfo()
    found = refused(lambda: _record(office, about, CFO, office.ink(CFO, TODAY, details=details)))
    assert rule in {finding.rule for finding in found.findings}


@pytest.mark.parametrize("who", [CE, ORIGINATOR, STRANGER])
def test_only_a_governance_officer_records_ink(office: Office, who: str) -> None:
    about = office.submitted()
    found = refused(lambda: _record(office, about, CE, office.ink(CE, TODAY), who=who))
    assert found.rule == "not-in-post"


def test_ink_counts_for_who_was_in_post_on_its_day(office: Office) -> None:
    about = office.submitted()
    office.clock.move_to(LATER)
    office.delegate(CE, CE)
    found = refused(
        lambda: _record(office, about, CE, office.ink(CE, "11/05/2026", signer=office.id(DEPUTY)))
    )
    assert found.rule == "not-in-post"
    receipt = _record(office, about, CE, office.ink(CE, "12/05/2026", signer=office.id(DEPUTY)))
    data = office.entry(receipt.entry_id)["data"]
    assert (data["person"], data["capacity"], data["for"]) == (office.id(DEPUTY), "deputy", office.id(CE))


def test_a_step_recorded_from_paper_is_not_signed_again(office: Office) -> None:
    about = office.submitted()
    online = office.by_letter(CE)
    _record(office, about, CE, office.ink(CE, TODAY))
    found = refused(lambda: sign(office.desk, online, now=office.tick()))
    assert found.rule == "out-of-turn"
    assert "The chief executive" in str(found)


def test_ink_ends_the_link_in_the_holders_letter(office: Office) -> None:
    about = office.submitted()
    token = office.token(CE)
    _record(office, about, CE, office.ink(CE, TODAY))
    assert refused(lambda: office.opened(CE, token)).rule == "link-ended"
