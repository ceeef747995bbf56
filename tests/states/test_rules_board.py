"""A board's decision: at a meeting, with its quorum, each seat once, by those who may vote."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from states.authority import Authority
from states.vocabulary import Act, Capacity
from tests.states import builders as build
from tests.states.asked import AskedAct, asks
from tests.states.tables import Row, blocks, heard, row

WITH_BOARD = build.with_step("board", "board-decision").but(now=build.START + timedelta(days=1))
WITH_MONEY = build.with_step("money", "board-decision")
MET_ON = date(2026, 5, 6)
M1, M2, M3, M4, M5 = build.MEMBERS
BOARD = WITH_BOARD.authority
OUTSIDERS = "1 of those counted may not vote"


def meets(
    *present: str, walk: build.Walk = WITH_BOARD, authority: Authority = BOARD, **said: Any
) -> AskedAct:
    held = build.meeting(met_on=MET_ON, present=present, **said)
    return asks(walk.but(authority=authority), Act.APPROVE, meeting=held)


MONEY = "p_chief-finance-officer"
ROWS = {
    "three of five": row(meets(M1, M2, M3)),
    "all five, two abstaining": row(meets(M1, M2, M3, M4, M5, abstained=(M1, M2))),
    "two of five": row(meets(M1, M2), blocks("quorum-not-met", "act", "2 members voted; the quorum is 3")),
    "four present, two abstaining": row(
        meets(M1, M2, M3, M4, abstained=(M3, M4)), blocks("quorum-not-met", "act", "2 members voted")
    ),
    "one named twice": row(meets(M1, M2, M2), blocks("quorum-not-met", "act", "2 members voted")),
    "nobody": row(meets(), blocks("quorum-not-met", "act", "0 members voted")),
    "an outsider makes the third": row(
        meets(M1, M2, build.STRANGER), blocks("quorum-not-met", "act", OUTSIDERS, "2 members voted")
    ),
    "an outsider beside a quorum": row(
        meets(M1, M2, M3, build.STRANGER), blocks("quorum-not-met", "act", OUTSIDERS)
    ),
    "an outsider who abstains": row(meets(M1, M2, M3, build.STRANGER, abstained=(build.STRANGER,))),
    "a member who left the day before": row(
        meets(M1, M2, M3, authority=build.ending(BOARD, date(2026, 5, 5), f"a_{M3}")),
        blocks("quorum-not-met", "act", OUTSIDERS),
    ),
    "a member on the last day": row(meets(M1, M2, M3, authority=build.ending(BOARD, MET_ON, f"a_{M3}"))),
    "a member with a conflict": row(
        meets(M1, M2, M3, walk=WITH_BOARD.do(Act.DECLARE_INTEREST, by=M3, bars=True)),
        blocks("quorum-not-met", "act", OUTSIDERS),
    ),
    "a member with a conflict who abstains": row(
        meets(M1, M2, M3, M4, walk=WITH_BOARD.do(Act.DECLARE_INTEREST, by=M3, bars=True), abstained=(M3,))
    ),
    **{
        f"{who} as member": row(
            meets(M1, M2, person, authority=build.appointing(BOARD, "board", person)),
            blocks("quorum-not-met", "act", OUTSIDERS),
        )
        for who, person in {
            "the originator": build.ORIGINATOR,
            "the editor": build.EDITOR,
            "the signer of another step": MONEY,
        }.items()
    },
    "a deputy in the member's place": row(meets(build.deputy("board"), M2, M3)),
    "a deputy beside the member": row(
        meets(M1, build.deputy("board"), M2, M3), blocks("quorum-not-met", "act", OUTSIDERS, "one seat")
    ),
    "two deputies of one member": row(
        meets(
            "p_second",
            build.deputy("board"),
            M2,
            M3,
            authority=build.delegating(BOARD, "board", holder=M1, deputy="p_second"),
        ),
        blocks("quorum-not-met", "act", OUTSIDERS),
    ),
    "the deputy of a member with a conflict": row(
        meets(build.deputy("board"), M2, M3, walk=WITH_BOARD.do(Act.DECLARE_INTEREST, by=M1, bars=True)),
        blocks("quorum-not-met", "act", OUTSIDERS),
    ),
    "a deputy for the signer of another step": row(
        meets(
            "p_second",
            M2,
            M3,
            authority=build.delegating(
                build.appointing(BOARD, "board", MONEY), "board", holder=MONEY, deputy="p_second"
            ),
        ),
        blocks("quorum-not-met", "act", OUTSIDERS),
    ),
    "one member alone": row(
        asks(WITH_BOARD, Act.APPROVE, by=M1, meeting=None),
        blocks("quorum-not-met", "act", "acts at a meeting", "governance officer records it"),
    ),
    "one member in ink": row(
        asks(WITH_BOARD, Act.REFUSE, meeting=None, ink=build.ink(M1, MET_ON)),
        blocks("quorum-not-met", "act", "acts at a meeting"),
    ),
    "recorded by a member": row(
        asks(WITH_BOARD, Act.APPROVE, by=M1), blocks("not-in-post", "act", "Only a governance officer")
    ),
    "a meeting of one who is no board": row(
        asks(
            build.with_step("decision-maker"),
            Act.APPROVE,
            by=build.GOVERNANCE,
            meeting=build.meeting(present=("p_decision-maker",)),
        ),
        blocks("quorum-not-met", "act", "no board"),
    ),
    **{
        f"minute {minute!r}": row(
            meets(M1, M2, M3, minute=minute), blocks("minute-missing", "act", "reference of the meeting's")
        )
        for minute in (None, " ")
    },
    "a meeting of an officer who is no board": row(
        asks(WITH_MONEY, Act.SIGN, by=build.GOVERNANCE, meeting=build.meeting()),
        blocks("quorum-not-met", "act", "The Finance is no board"),
    ),
    "a meeting of an officer, without its minute": row(
        asks(
            WITH_MONEY,
            Act.SEND_BACK,
            by=build.GOVERNANCE,
            meeting=build.meeting(minute=""),
        ),
        blocks("minute-missing", "act"),
        blocks("quorum-not-met", "act", "no board"),
    ),
    "a board sends back": row(asks(WITH_BOARD, Act.SEND_BACK)),
}


@pytest.mark.parametrize("judged", ROWS.values(), ids=ROWS)
def test_a_board_decides_at_a_meeting_with_its_quorum(judged: Row) -> None:
    assert heard(judged) == judged.said


def test_a_reserved_board_takes_no_deputies() -> None:
    steps = tuple(replace(step, reserved=step.decides) for step in build.ROUTES["board-decision"].steps)
    walk = build.a_draft("board-decision").do(Act.SUBMIT, steps=steps).do(Act.SIGN)
    held = build.meeting(present=(build.deputy("board"), M2, M3))
    found = walk.findings(Act.APPROVE, meeting=held)
    assert [(f.rule, OUTSIDERS in f.message) for f in found] == [("quorum-not-met", True)]


BOARD_FIRST = """
key = "board-first"
version = 1
title = "The board advises"
decider = ["Mayor"]
form = "pcc-decision"

[[offices]]
key = "board"
title = "Policing Board"
function = "certify-advice"
seats = 5

[[offices]]
key = "mayor"
title = "Mayor"
function = "decide"

[[steps]]
key = "advice"
office = "board"
title = "Board"
statement = "The board advises this."
quorum = 3

[[steps]]
key = "decision"
office = "mayor"
title = "Mayor"
after = ["advice"]
decides = true
"""


@pytest.mark.parametrize(
    ("mayor", "is_refused"),
    [(M2, True), (M1, True), (build.deputy("board"), True), (M4, False)],
    ids=["a member who voted", "whose deputy voted", "the deputy who voted", "a member who was away"],
)
def test_who_filled_a_boards_seat_takes_no_other_step(mayor: str, is_refused: bool) -> None:
    route = build.route_of(BOARD_FIRST)
    authority = build.appointing(build.authority_of(route), "mayor", mayor, capacity=Capacity.ACTING)
    walk = build.a_draft().but(route=route, authority=authority).do(Act.SUBMIT)
    advised = walk.do(Act.SIGN, meeting=build.meeting(present=(build.deputy("board"), M2, M3)))
    found = advised.findings(Act.APPROVE, by=mayor, at=build.START + timedelta(days=1))
    rules = [finding.rule for finding in found]
    assert rules == (["same-person-twice"] if is_refused else [])
