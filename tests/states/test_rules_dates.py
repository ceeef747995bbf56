"""Dates and instants: advice before the decision, nothing in the future, nothing guessed."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from states.vocabulary import Act
from tests.states import builders as build
from tests.states.asked import asks
from tests.states.tables import Row, Said, blocks, heard, row, warns

CE, CFO, DM = "chief-executive", "chief-finance-officer", "decision-maker"
LATER = datetime(2026, 6, 3, 9, tzinfo=UTC)
"""A Wednesday on which everything signed in ink is recorded."""


def day(number: int) -> date:
    """A day of May 2026; the 5th, on which every paper is submitted, is a Tuesday."""
    return date(2026, 5, number)


def noon(number: int) -> datetime:
    return datetime(2026, 5, number, 12, tzinfo=UTC)


def in_ink(office: str, on: date | None, **written: Any) -> dict[str, Any]:
    """What a governance officer records for the holder of an office."""
    return {"by": build.GOVERNANCE, "ink": build.ink(build.holders(office)[0], on, **written), "at": LATER}


def after(*signed: dict[str, Any], route: str = "pcc-decision") -> build.Walk:
    """A submission with these sign-offs, one for each step in turn."""
    walk = build.submitted(route)
    for asked in signed:
        walk = walk.do(Act.SIGN, **asked)
    return walk


def online(number: int) -> dict[str, Any]:
    return {"at": noon(number)}


def recorded(office: str) -> Said:
    return warns("recorded-later", f"sign_offs {office}", "recorded 03/06/2026")


SUBMITTED = build.START + build.HOUR
SECOND = timedelta(seconds=1)
NIGHT = datetime(2026, 5, 5, 23, 30, tzinfo=UTC)
"""Half an hour past midnight of the 6th in London."""

ORDER = {
    "ink before the submission": row(
        asks(after(), Act.SIGN, **in_ink(CE, day(1))),
        blocks(
            "date-order",
            "sign_offs submitted, chief-executive",
            "Submitted 05/05/2026",
            "Chief Executive 01/05/",
        ),
    ),
    "ink on the day of the submission": row(asks(after(), Act.SIGN, **in_ink(CE, day(5))), recorded(CE)),
    "ink on the day before a submission just past midnight": row(
        asks(build.a_draft().do(Act.SUBMIT, at=NIGHT), Act.SIGN, **in_ink(CE, day(5))),
        blocks("date-order", "sign_offs submitted, chief-executive", "Submitted 06/05/2026", "05/05/2026"),
    ),
    "ink before the step before": row(
        asks(after(online(7)), Act.SIGN, **in_ink(CFO, day(6))),
        blocks(
            "date-order",
            "sign_offs chief-executive, chief-finance-officer",
            "Chief Executive 07/05/2026",
            "Chief Finance Officer (Section 151 Officer) 06/05/2026",
        ),
    ),
    "ink before ink": row(
        asks(after(in_ink(CE, day(8))), Act.SIGN, **in_ink(CFO, day(7))),
        blocks("date-order", "sign_offs chief-executive, chief-finance-officer", "08/05/2026", "07/05/2026"),
    ),
    "decision before both": row(
        asks(after(online(7), online(8)), Act.APPROVE, **in_ink(DM, day(6))),
        blocks(
            "date-order",
            "sign_offs chief-executive, decision-maker",
            "Chief Executive 07/05/2026",
            "Decision-maker 06/05/2026",
        ),
        blocks(
            "date-order",
            "sign_offs chief-finance-officer, decision-maker",
            "Chief Finance Officer (Section 151 Officer) 08/05/2026",
            "Decision-maker 06/05/2026",
        ),
    ),
    "decision between the two": row(
        asks(after(online(7), online(8)), Act.REFUSE, **in_ink(DM, day(7))),
        blocks("date-order", "sign_offs chief-finance-officer, decision-maker", "08/05/2026", "07/05/2026"),
    ),
    "send back before the step before": row(
        asks(after(online(7)), Act.SEND_BACK, **in_ink(CFO, day(6))),
        blocks("date-order", "sign_offs chief-executive, chief-finance-officer"),
    ),
    "ink on the same day as online": row(
        asks(after(online(7)), Act.SIGN, **in_ink(CFO, day(7))), recorded(CFO)
    ),
    "side by side, the later first": row(
        asks(after(in_ink(CE, day(8)), route="pcc-decision-parallel"), Act.SIGN, **in_ink(CFO, day(6))),
        recorded(CFO),
    ),
    "decision before one of two side by side": row(
        asks(
            after(in_ink(CE, day(8)), in_ink(CFO, day(6)), route="pcc-decision-parallel"),
            Act.APPROVE,
            **in_ink(DM, day(7)),
        ),
        blocks("date-order", "sign_offs chief-executive, decision-maker", "08/05/2026", "07/05/2026"),
    ),
}

CLOCK = {
    "the instant of the submission": row(asks(after(), Act.SIGN, at=SUBMITTED)),
    "before the submission": row(
        asks(after(), Act.SIGN, at=SUBMITTED - SECOND),
        blocks(
            "date-order",
            "sign_offs submitted, chief-executive",
            "Submitted 05/05/2026 10:00:00 UTC",
            "Chief Executive 05/05/2026 09:59:59 UTC",
        ),
    ),
    "the instant of the step before": row(asks(after(online(7)), Act.SIGN, at=noon(7))),
    "before the step before": row(
        asks(after(online(7)), Act.SIGN, at=noon(7) - SECOND),
        blocks(
            "date-order",
            "sign_offs chief-executive, chief-finance-officer",
            "Chief Executive 07/05/2026 12:00:00 UTC",
            "07/05/2026 11:59:59 UTC",
        ),
    ),
    "a day before the step before": row(
        asks(after(online(7)), Act.SEND_BACK, at=noon(6)),
        blocks(
            "date-order", "sign_offs chief-executive, chief-finance-officer", "07/05/2026 is", "06/05/2026."
        ),
    ),
    "decision before the step before": row(
        asks(after(online(7), online(8)), Act.APPROVE, at=noon(8) - SECOND),
        blocks("date-order", "sign_offs chief-finance-officer, decision-maker", "12:00:00", "11:59:59"),
    ),
    "publication before the decision": row(
        asks(build.in_state("approved"), Act.PUBLISH, at=build.START),
        blocks(
            "date-order",
            "sign_offs decision-maker, published",
            "Decision-maker 05/05/2026 13:00:00 UTC",
            "Published 05/05/2026 09:00:00 UTC",
        ),
    ),
    "publication before the decision was recorded": row(
        asks(after(online(7), online(8)).do(Act.APPROVE, **in_ink(DM, day(8))), Act.PUBLISH, at=noon(9)),
        blocks("date-order", "sign_offs decision-maker, published", "03/06/2026", "09/05/2026"),
    ),
    "publication at the instant of the decision": row(
        asks(build.in_state("approved"), Act.PUBLISH, at=build.in_state("approved").now)
    ),
    "side by side, the clock between": row(
        asks(after(online(7), route="pcc-decision-parallel"), Act.SIGN, at=noon(7) - SECOND)
    ),
}

FUTURE = {
    "tomorrow": row(
        asks(after(), Act.SIGN, **in_ink(CE, date(2026, 6, 4))),
        blocks("date-future", "sign_offs chief-executive", "Chief Executive 04/06/2026 has not come"),
    ),
    "today": row(asks(after(), Act.SIGN, **in_ink(CE, date(2026, 6, 3))), recorded(CE)),
    "today in London, yesterday in UTC": row(
        asks(after(), Act.SIGN, **in_ink(CE, day(6)) | {"at": NIGHT}),
        warns("recorded-later", "sign_offs chief-executive", "Signed 06/05/2026, recorded 06/05/2026"),
    ),
    "tomorrow in London": row(
        asks(after(), Act.SIGN, **in_ink(CE, day(7)) | {"at": NIGHT}),
        blocks("date-future", "sign_offs chief-executive", "07/05/2026"),
    ),
    "a meeting tomorrow": row(
        asks(build.with_step("board", "board-decision"), Act.APPROVE, meeting=build.meeting(met_on=day(6))),
        blocks("date-future", "sign_offs board", "Board 06/05/2026"),
    ),
    "no date of the decision": row(
        asks(after(online(7), online(8)), Act.REFUSE, **in_ink(DM, None, written="9/5")),
        blocks("date-invalid", "sign_offs decision-maker", "9/5"),
    ),
    "no date": row(
        asks(after(), Act.SIGN, **in_ink(CE, None, written="19/02/205")),
        blocks("date-invalid", "sign_offs chief-executive", "19/02/205", "full year"),
    ),
}

WARNINGS = {
    "decided in ink the day the finance officer signed": row(
        asks(after(online(7), online(8)), Act.APPROVE, **in_ink(DM, day(8))),
        recorded(DM),
        warns("decision-same-day", "sign_offs decision-maker", "Chief Finance Officer"),
    ),
    "decided online the day of the ink": row(
        asks(after(online(7), in_ink(CFO, date(2026, 6, 3))), Act.DEFER, at=LATER, back_on=date(2026, 7, 1)),
        warns("decision-same-day", "sign_offs decision-maker", "Chief Finance Officer"),
    ),
    "decided online the day of another online act": row(
        asks(after(online(7), online(8)), Act.APPROVE, at=noon(8))
    ),
    "decided in ink the day after": row(
        asks(after(online(6), online(7)), Act.APPROVE, **in_ink(DM, day(8))), recorded(DM)
    ),
    "a Saturday": row(
        asks(after(), Act.SIGN, at=noon(9)),
        warns("non-working-day", "sign_offs chief-executive", "09/05/2026 is a Saturday"),
    ),
    "a Sunday in ink": row(
        asks(after(), Act.SIGN, **in_ink(CE, day(10))),
        recorded(CE),
        warns("non-working-day", "sign_offs chief-executive", "10/05/2026 is a Sunday"),
    ),
    "decided on a Saturday": row(
        asks(after(online(7), online(8)), Act.REFUSE, at=noon(9)),
        warns("non-working-day", "sign_offs decision-maker", "09/05/2026 is a Saturday"),
    ),
    "a bank holiday": row(
        asks(after(), Act.SIGN, at=noon(25)),
        warns("non-working-day", "sign_offs chief-executive", "25/05/2026 is a bank holiday"),
    ),
    "a Friday": row(asks(after(), Act.SIGN, at=noon(8))),
    "takes effect before it is decided": row(
        asks(after(online(6), online(7)), Act.APPROVE, at=noon(8), effective_on=day(7)),
        warns("effective-before-decision", "act", "07/05/2026"),
    ),
    "takes effect the same day": row(
        asks(after(online(6), online(7)), Act.APPROVE, at=noon(8), effective_on=day(8))
    ),
    "takes effect before the ink": row(
        asks(after(online(6), online(7)), Act.APPROVE, effective_on=day(7), **in_ink(DM, day(8))),
        recorded(DM),
        warns("effective-before-decision", "act"),
    ),
}

ROWS = ORDER | CLOCK | FUTURE | WARNINGS


@pytest.mark.parametrize("judged", ROWS.values(), ids=ROWS)
def test_the_date_rules_hold(judged: Row) -> None:
    assert heard(judged) == judged.said


@pytest.mark.parametrize("back", [1, 60, 86_400, 31_536_000])
def test_a_clock_that_went_back_is_refused(back: int) -> None:
    refused = after(online(7)).refused(Act.SIGN, at=noon(7) - back * SECOND)
    assert refused.rule == "date-order"
