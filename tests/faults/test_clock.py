"""A clock that jumps: acts are refused rather than put in the wrong order."""

import json
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from states.refusals import Refused
from states.vocabulary import ActorKind, Proof
from tests.faults.invariants import broken_promises, fingerprint
from tests.faults.scene import BEFORE, NOW, WALK, Office
from workflow.store.audit_tables import audit_entry
from workflow.usecases.accept_clock import accept_clock
from workflow.usecases.visit import Visit

BEHIND = NOW - timedelta(minutes=6)
YEARS_AHEAD = NOW + timedelta(days=730)
OPERATOR = Visit(key="accept", person="os:tests", kind=ActorKind.OPERATOR, proof=Proof.CLI)


def last_entry(office: Office) -> dict[str, object]:
    newest = select(audit_entry.c.leaf).order_by(audit_entry.c.seq.desc()).limit(1)
    with office.desk.store.reading() as connection:
        entry: dict[str, object] = json.loads(connection.execute(newest).scalar_one())
    return entry


@pytest.mark.parametrize(
    ("act", "now", "rule"),
    [
        *(pytest.param(act, BEHIND, "clock-behind", id=f"{act}, 6 minutes behind") for act in BEFORE),
        # A link has long expired in the year that such a clock shows.
        *(
            pytest.param(act, YEARS_AHEAD, "clock-ahead", id=f"{act}, 2 years ahead")
            for act in ("start_draft", "submit", "resubmit", "withdraw")
        ),
        pytest.param("sign", YEARS_AHEAD, "link-ended", id="sign, 2 years ahead"),
    ],
)
def test_with_a_clock_far_off_an_act_is_refused_and_changes_nothing(
    office: Office, act: str, now: datetime, rule: str
) -> None:
    about = office.prepared("before", *BEFORE[act]) or None
    visit, before = office.visit(act, "jumped", about), fingerprint(office.desk.store)
    with pytest.raises(Refused) as refused:
        office.perform(act, visit, now=now)
    assert refused.value.rule == rule
    assert fingerprint(office.desk.store) == before


def test_a_refusal_worth_keeping_is_not_kept_by_a_clock_far_off(office: Office) -> None:
    about = office.prepared("before", *BEFORE["certify"])
    visit, before = office.visit("send_back", "late", about), fingerprint(office.desk.store)
    with pytest.raises(Refused):
        office.perform("send_back", visit, now=BEHIND)
    assert fingerprint(office.desk.store) == before


def test_a_clock_2_seconds_behind_is_noted_and_the_act_taken(office: Office) -> None:
    about = office.prepared("before", *BEFORE["sign"])
    office.do("sign", "a-little-behind", about, now=NOW - timedelta(seconds=2))
    assert last_entry(office)["data"]["clock_back_ms"] == 2000  # type: ignore[index]


def test_an_accepted_clock_takes_acts_again(office: Office) -> None:
    about = office.prepared("before", *BEFORE["sign"])
    accept_clock(office.desk, OPERATOR, now=YEARS_AHEAD)
    receipt = office.do("withdraw", "mended", about, now=YEARS_AHEAD)
    assert receipt.state == "withdrawn"
    assert office.verified(now=YEARS_AHEAD).exit_code == 3


@pytest.mark.parametrize("behind_seconds", [0, 1, 2, 60, 299])
def test_acts_of_one_submission_never_go_back_in_time(office: Office, behind_seconds: int) -> None:
    about = ""
    for n, act in enumerate(WALK):
        now = NOW + timedelta(minutes=n) - timedelta(seconds=behind_seconds * (n % 2))
        about = office.do(act, f"walk-{n}", about or None, now=now).about
    of_paper = select(audit_entry.c.leaf).where(audit_entry.c.about_id == about).order_by(audit_entry.c.seq)
    with office.desk.store.reading() as connection:
        instants = [json.loads(leaf)["at"] for leaf in connection.execute(of_paper).scalars()]
    assert instants == sorted(instants)
    assert broken_promises(office) == []
