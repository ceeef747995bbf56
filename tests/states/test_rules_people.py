"""Who may act: in post that day, not the writer, not on two steps, not with a conflict."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from states.authority import OfficeTitle
from states.facts import SYSTEM
from states.vocabulary import Act, Capacity, Function, Proof
from tests.states import builders as build
from tests.states.asked import AskedAct, asks
from tests.states.tables import Row, blocks, heard, row, warns

CE, CFO, DM = "chief-executive", "chief-finance-officer", "decision-maker"
THE_CE, THE_CFO, THE_DM = (build.holders(office)[0] for office in (CE, CFO, DM))
ACTING, DEPUTY = Capacity.ACTING, Capacity.DEPUTY
WITH_CE, WITH_CFO, WITH_DM = (build.with_step(step) for step in (CE, CFO, DM))
AUTHORITY = WITH_CE.authority


def signs(at: datetime, *, last: date, record: str = f"a_{THE_CE}", by: str = THE_CE) -> AskedAct:
    """The Chief Executive's step at an instant, a record of authority having this last day."""
    return asks(WITH_CE.but(authority=build.ending(AUTHORITY, last, record)), Act.SIGN, at=at, by=by)


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


SECOND = timedelta(seconds=1)
SUNDAY = warns("non-working-day", "sign_offs chief-executive", "Sunday")
MIDNIGHTS = {
    "summer": (date(2026, 5, 8), utc(2026, 5, 8, 23), ()),
    "winter": (date(2026, 12, 18), utc(2026, 12, 19), ()),
    "the clocks go forward": (date(2027, 3, 28), utc(2027, 3, 28, 23), (SUNDAY,)),
    "the clocks go back": (date(2026, 10, 25), utc(2026, 10, 26), (SUNDAY,)),
    "the day before they go back": (date(2026, 10, 23), utc(2026, 10, 23, 23), ()),
}
"""A last day, the instant it is over in London, and what else there is to say about that day."""

IN_POST = {
    **{
        f"a holder's last second, {season}": row(signs(over - SECOND, last=last), *said)
        for season, (last, over, said) in MIDNIGHTS.items()
    },
    **{
        f"a second later, {season}": row(
            signs(over, last=last), blocks("not-in-post", "act", f"until {last.day} {last:%B %Y}")
        )
        for season, (last, over, _) in MIDNIGHTS.items()
    },
    "a deputy's last second": row(
        signs(utc(2026, 5, 8, 22, 59, 59), last=date(2026, 5, 8), record=f"g_{CE}", by=build.deputy(CE))
    ),
    "a deputy a second later": row(
        signs(utc(2026, 5, 8, 23), last=date(2026, 5, 8), record=f"g_{CE}", by=build.deputy(CE)),
        blocks("not-in-post", "act", "until 8 May 2026"),
    ),
    "the deputy of one no longer in post": row(
        signs(utc(2026, 5, 11, 9), last=date(2026, 5, 8), by=build.deputy(CE)),
        blocks("not-in-post", "act", "until 8 May 2026"),
    ),
    "before the first day": row(
        asks(
            WITH_CE.but(
                authority=build.appointing(AUTHORITY, CE, "p_next", from_on=date(2026, 5, 11)),
            ),
            Act.SIGN,
            by="p_next",
            at=utc(2026, 5, 10, 22, 59, 59),
        ),
        blocks("not-in-post", "act", "Not in post as Chief Executive on 10 May 2026"),
    ),
    "on the first day": row(
        asks(
            WITH_CE.but(
                authority=build.appointing(AUTHORITY, CE, "p_next", from_on=date(2026, 5, 11)),
            ),
            Act.SIGN,
            by="p_next",
            at=utc(2026, 5, 10, 23),
        )
    ),
    "a deputy's deputy": row(
        asks(
            WITH_CE.but(authority=build.delegating(AUTHORITY, CE, holder=build.deputy(CE), deputy="p_third")),
            Act.SIGN,
            by="p_third",
        ),
        blocks("not-in-post", "act", "nor a nominated deputy"),
    ),
    "a deputy of another office": row(
        asks(WITH_CE, Act.SIGN, by=build.deputy(CFO)), blocks("not-in-post", "act", "Chief Executive")
    ),
    "a stranger": row(
        asks(WITH_CE, Act.SEND_BACK, by=build.STRANGER), blocks("not-in-post", "act", "5 May 2026")
    ),
    "nobody": row(asks(WITH_CE, Act.SIGN, by=SYSTEM), blocks("not-in-post", "act", "Not in post")),
    "an acting holder": row(
        asks(
            WITH_CE.but(authority=build.appointing(AUTHORITY, CE, "p_acting", capacity=ACTING)),
            Act.SIGN,
            by="p_acting",
        )
    ),
    "in post on the day of the ink, not today": row(
        asks(
            WITH_CE.but(authority=build.ending(AUTHORITY, date(2026, 5, 6), f"a_{THE_CE}")),
            Act.SIGN,
            by=build.GOVERNANCE,
            ink=build.ink(THE_CE, date(2026, 5, 6)),
            at=utc(2026, 5, 8, 9),
        ),
        warns("recorded-later", "sign_offs chief-executive", "Signed 06/05/2026, recorded 08/05/2026"),
    ),
    "in post today, not on the day of the ink": row(
        asks(
            WITH_CE.but(authority=build.appointing(AUTHORITY, CE, "p_next", from_on=date(2026, 5, 7))),
            Act.SIGN,
            by=build.GOVERNANCE,
            ink=build.ink("p_next", date(2026, 5, 6)),
            at=utc(2026, 5, 8, 9),
        ),
        blocks("not-in-post", "act", "on 6 May 2026"),
    ),
    "ink recorded by its signer": row(
        asks(WITH_CE, Act.SIGN, by=THE_CE, ink=build.ink(THE_CE)),
        blocks("not-in-post", "act", "Only a governance officer"),
    ),
    "ink recorded by a governance officer no longer in post": row(
        asks(
            WITH_CE.but(authority=build.ending(AUTHORITY, date(2026, 5, 5), f"a_{build.GOVERNANCE}")),
            Act.SIGN,
            by=build.GOVERNANCE,
            ink=build.ink(THE_CE),
            at=utc(2026, 5, 6, 9),
        ),
        blocks("not-in-post", "act", "governance officer in post today"),
    ),
}

MAYOR = OfficeTitle(
    office="mayor",
    title="Mayor",
    function=Function.DECIDE,
    from_on=date(2026, 6, 1),
    succeeds=DM,
)
SUCCEEDED = build.appointing(
    replace(AUTHORITY, titles=(*AUTHORITY.titles, MAYOR)), "mayor", "p_mayor", from_on=date(2026, 6, 1)
)
SUCCESSION = {
    "the successor's holder": row(
        asks(WITH_DM.but(authority=SUCCEEDED), Act.APPROVE, by="p_mayor", at=utc(2026, 6, 1, 9))
    ),
    "the old holder, afterwards": row(
        asks(WITH_DM.but(authority=SUCCEEDED), Act.APPROVE, by=THE_DM, at=utc(2026, 6, 1, 9)),
        blocks("not-in-post", "act", "until 31 May 2026"),
    ),
    "the old holder, the day before": row(
        asks(WITH_DM.but(authority=SUCCEEDED), Act.APPROVE, by=THE_DM, at=utc(2026, 5, 29, 9))
    ),
    "the successor's holder, the day before": row(
        asks(WITH_DM.but(authority=SUCCEEDED), Act.APPROVE, by="p_mayor", at=utc(2026, 5, 29, 9)),
        blocks("not-in-post", "act", "29 May 2026"),
    ),
}

RESERVED = build.with_step("decision", "reserved-decision")
COMMISSIONER = "commissioner"
ONLY_IN_PERSON = {
    "the holder decides what is reserved": row(asks(RESERVED, Act.APPROVE)),
    "an acting holder decides what is reserved": row(
        asks(
            RESERVED.but(
                authority=build.appointing(RESERVED.authority, COMMISSIONER, "p_acting", capacity=ACTING)
            ),
            Act.REFUSE,
            by="p_acting",
        )
    ),
    **{
        f"a deputy's {act} of what is reserved": row(
            asks(RESERVED, act, by=build.deputy(COMMISSIONER)),
            blocks("reserved-to-holder", "act", "Commissioner", "in person"),
        )
        for act in (Act.APPROVE, Act.REFUSE, Act.DEFER)
    },
    "an appointed deputy": row(
        asks(
            RESERVED.but(
                authority=build.appointing(RESERVED.authority, COMMISSIONER, "p_second", capacity=DEPUTY)
            ),
            Act.APPROVE,
            by="p_second",
        ),
        blocks("reserved-to-holder", "act"),
    ),
    "a deputy decides what is not reserved": row(asks(WITH_DM, Act.APPROVE, by=build.deputy(DM))),
    "a deputy sends back what is reserved": row(asks(RESERVED, Act.SEND_BACK, by=build.deputy(COMMISSIONER))),
}


OTHERS = {
    **{
        f"{act} by another": row(
            asks(build.in_state(state), act, by=build.EDITOR),
            blocks("not-originator", "act", f"Only the originator may {act}"),
        )
        for act, state in {
            Act.SUBMIT: "draft",
            Act.RESUBMIT: "sent_back",
            Act.WITHDRAW: "with:chief-executive",
        }.items()
    },
    **{
        f"{act} without being governance officer": row(
            asks(build.in_state(state), act, by=build.ORIGINATOR),
            blocks("not-in-post", "act", "Only a governance officer"),
        )
        for act, state in {
            Act.PAUSE: "with:chief-executive",
            Act.PUBLISH: "approved",
            Act.CORRECT: "published",
            Act.WITHHOLD: "published",
        }.items()
    },
    "brought back by a person": row(
        asks(build.in_state("deferred"), Act.BRING_BACK, by=THE_DM, at=utc(2026, 6, 1, 9)),
        blocks("not-the-clock", "act", "by itself"),
    ),
    "by the link alone": row(
        asks(WITH_CE, Act.SIGN, by=build.person(THE_CE, proof=Proof.LINK)),
        warns("link-only", "sign_offs chief-executive", "Link only"),
    ),
    **{
        f"by {proof}": row(asks(WITH_CE, Act.SIGN, by=build.person(THE_CE, proof=proof)))
        for proof in (Proof.CODE, Proof.SSO, Proof.PASSKEY)
    },
    "decided by the link alone": row(
        asks(WITH_DM, Act.REFUSE, by=build.person(THE_DM, proof=Proof.LINK)),
        warns("link-only", "sign_offs decision-maker", "Link only"),
    ),
}

ROWS = {
    f"{name}: {key}": judged
    for name, table in {
        "in post": IN_POST,
        "successor": SUCCESSION,
        "reserved": ONLY_IN_PERSON,
        "others": OTHERS,
    }.items()
    for key, judged in table.items()
}


@pytest.mark.parametrize("judged", ROWS.values(), ids=ROWS)
def test_only_those_sign_who_may(judged: Row) -> None:
    assert heard(judged) == judged.said
