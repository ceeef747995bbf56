"""What the history says of each act, and that it says so wholly: proof, clock, pins."""

from datetime import UTC

import pytest

from states.refusals import Refused
from states.vocabulary import Proof
from tests.workflow.builders import Office, refused
from tests.workflow.sample_office import CE, CFO, GOVERNANCE
from workflow.audit.entry import NotAnEntry
from workflow.audit.verify import pin_of
from workflow.usecases.accept_clock import accept_clock
from workflow.usecases.pause import pause
from workflow.usecases.sign import sign


def test_an_untouched_history_is_intact_so_far_and_with_a_pin_intact(office: Office) -> None:
    office.published()
    assert office.verified().exit_code == 3
    assert office.verified(pins=[office.pin, pin_of(office.desk.store)]).exit_code == 0


def test_a_pin_of_another_history_does_not_fit(office: Office) -> None:
    office.submitted()
    epoch, size, root = office.pin.split(":")
    report = office.verified(pins=[f"{epoch}:{size}:{root[::-1]}"])
    assert report.exit_code == 1


@pytest.mark.parametrize("proof", [Proof.CODE, Proof.SSO, Proof.PASSKEY, Proof.LINK])
def test_the_entry_and_the_sign_off_say_how_the_person_was_identified(office: Office, proof: Proof) -> None:
    about = office.submitted()
    receipt = sign(office.desk, office.by_letter(CE, proof=proof), now=office.tick())
    assert office.entry(receipt.entry_id)["actor"]["proof"] == proof
    assert office.load(about).sign_offs[0].proof is proof


def test_a_sign_off_by_the_link_alone_says_so(office: Office) -> None:
    office.submitted()
    receipt = sign(office.desk, office.by_letter(CE, proof=Proof.LINK), now=office.tick())
    assert "link-only" in {finding["rule"] for finding in receipt.findings}


def test_a_rehearsals_proof_does_not_enter_a_real_offices_history(office: Office) -> None:
    about = office.submitted()
    visit = office.by_letter(CE, proof=Proof.DEMO)
    with pytest.raises(NotAnEntry):
        sign(office.desk, visit, now=office.tick())
    assert office.load(about).sign_offs == ()


def test_a_receipts_instant_is_in_utc(office: Office) -> None:
    office.submitted()
    assert office.clock.now.utcoffset()
    assert office.signed(CE).at == office.clock.now.astimezone(UTC).isoformat()


def test_the_session_is_kept_by_its_digest(office: Office) -> None:
    office.submitted()
    receipt = sign(office.desk, office.by_letter(CE, session="00112233445566ff"), now=office.tick())
    assert office.entry(receipt.entry_id)["actor"]["session"] == "00112233445566ff"


def test_a_certificate_keeps_its_sentence_limb_and_assurance(office: Office) -> None:
    office.with_cfo()
    data = office.entry(office.signed(CFO).entry_id)["data"]
    assert (data["limb"], data["regulations"]) == ("b", True)
    assert len(data["statement"]) == 64


@pytest.mark.parametrize("limb", [None, "d", "ab"])
def test_a_certificate_has_exactly_one_limb(office: Office, limb: str | None) -> None:
    about = office.with_cfo()
    visit = office.by_letter(CFO)
    found = refused(lambda: sign(office.desk, visit, now=office.tick(), limb=limb, regulations=True))
    assert found.rule == "certificate-limb"
    assert office.load(about).state == "with:chief-finance-officer"


# --- The clock ---------------------------------------------------------------------------------------------


def test_a_clock_far_behind_the_history_stops_acts(office: Office) -> None:
    about = office.submitted()
    visit, rows = office.visit(GOVERNANCE, submission=about), office.rows()
    office.clock.wait(minutes=-6)
    found = refused(lambda: pause(office.desk, visit, now=office.clock.now, reason="Leave."))
    assert found.rule == "clock-behind"
    assert office.rows() == rows
    office.clock.wait(minutes=7)


def test_a_clock_a_little_behind_is_noted_and_time_never_falls(office: Office) -> None:
    visit = office.visit(GOVERNANCE, submission=office.submitted())
    last = office.entries()[-1]["at"]
    office.clock.wait(seconds=-30)
    receipt = pause(office.desk, visit, now=office.clock.now, reason="Leave.")
    entry = office.entry(receipt.entry_id)
    assert entry["at"] == last
    assert entry["data"]["clock_back_ms"] == 30_000


def test_a_clock_a_year_ahead_stops_acts_until_an_operator_accepts_it(office: Office) -> None:
    about = office.submitted()
    visit = office.by_hand(CE, about, CE)
    office.clock.wait(days=400)
    with pytest.raises(Refused, match="more than a year after"):
        sign(office.desk, visit, now=office.clock.now)
    accept_clock(office.desk, office.operator(), now=office.tick())
    receipt = sign(office.desk, office.by_hand(CE, about, CE), now=office.tick())
    assert receipt.state == "with:chief-finance-officer"
