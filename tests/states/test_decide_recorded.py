"""What is recorded afterwards: an act in ink, a board's meeting."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from states.decide import Decided
from states.facts import FactName
from states.vocabulary import Act
from tests.states import builders as build
from tests.states.facts_checked import misfits

CFO, DM = "chief-finance-officer", "decision-maker"
FIFTH = date(2026, 5, 5)
INK = build.ink(f"p_{CFO}", FIFTH)


def in_ink(act: Act, state: str, **asked: Any) -> Decided:
    return build.in_state(state).decided(
        act, by=build.GOVERNANCE, at=datetime(2026, 5, 7, 9, tzinfo=UTC), **asked
    )


def test_ink_is_the_signers_act_recorded_by_another() -> None:
    decided = in_ink(Act.SIGN, f"with:{CFO}", ink=INK, statement=None)
    fact, sign_off = decided.fact, decided.sign_off
    assert sign_off is not None
    assert (sign_off.person, sign_off.signed_on, sign_off.paper) == (f"p_{CFO}", FIFTH, True)
    assert (decided.actor.person, decided.actor.office) == (build.GOVERNANCE, "governance")
    assert fact.name is FactName.RECORDED_FROM_PAPER
    assert fact.data == {
        "act": "signed",
        "signed_on": "2026-05-05",
        "person": f"p_{CFO}",
        "office": CFO,
        "capacity": "substantive",
        "for": None,
        "scan": {"sha256": "5" * 64, "size": 4},
        "limb": "b",
        "regulations": True,
    }
    assert fact.sealed == {"paper_reason": "Signed at a meeting."}


def test_a_decision_in_ink_is_dated_by_its_ink() -> None:
    decided = in_ink(Act.APPROVE, f"with:{DM}", ink=build.ink(f"p_{DM}", date(2026, 5, 6)))
    assert decided.after.decided_on == date(2026, 5, 6)
    assert decided.after.decided_at == datetime(2026, 5, 7, 9, tzinfo=UTC)
    assert decided.fact.data["effective_on"] == "2026-05-06"


INK_ACTS = {Act.SIGN: CFO, Act.SEND_BACK: CFO, Act.APPROVE: DM, Act.REFUSE: DM, Act.DEFER: DM}


@pytest.mark.parametrize(("act", "step"), INK_ACTS.items(), ids=INK_ACTS)
def test_a_fact_from_paper_has_the_members_of_its_form(act: Act, step: str) -> None:
    assert misfits(in_ink(act, f"with:{step}", ink=build.ink(f"p_{step}", FIFTH)).fact) == []


WITH_BOARD = build.in_state("with:board", "board-decision")
M1, M2, M3, M4 = build.MEMBERS[:4]


def test_a_board_acts_by_its_members() -> None:
    held = build.meeting(present=(M1, M2, M3, M4, M4), abstained=(M2,), interests="Member 2: a cousin.")
    decided = WITH_BOARD.decided(Act.APPROVE, meeting=held)
    sign_off = decided.sign_off
    assert sign_off is not None
    assert (sign_off.person, sign_off.office_title, sign_off.members) == (
        build.GOVERNANCE,
        "Policing Board",
        (M1, M3, M4),
    )
    assert sign_off.people() == {M1, M3, M4}
    assert decided.fact.name is FactName.MEETING_RECORDED
    assert decided.fact.data == {
        "act": "approved",
        "met_on": "2026-05-05",
        "present": [M1, M2, M3, M4],
        "abstained": [M2],
        "effective_on": "2026-05-05",
    }
    assert decided.fact.sealed == {
        "reason": "Because.",
        "minute": "Minute 4",
        "interests": "Member 2: a cousin.",
    }


@pytest.mark.parametrize("act", [Act.SEND_BACK, Act.APPROVE, Act.REFUSE, Act.DEFER])
def test_a_fact_from_a_meeting_has_the_members_of_its_form(act: Act) -> None:
    assert misfits(WITH_BOARD.decided(act).fact) == []
