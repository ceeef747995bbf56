"""Separate duties: nobody signs their own paper, takes two steps, or acts with a conflict of interest."""

from datetime import UTC, date, datetime

import pytest

from states.facts import SYSTEM
from states.vocabulary import Act
from tests.states import builders as build
from tests.states.asked import asks
from tests.states.tables import Row, blocks, heard, row

CE, CFO, DM = "chief-executive", "chief-finance-officer", "decision-maker"
THE_CE, THE_CFO = (build.holders(office)[0] for office in (CE, CFO))
WITH_CE, WITH_CFO = (build.with_step(step) for step in (CE, CFO))
AUTHORITY = WITH_CE.authority


def also(office: str, person: str) -> build.Walk:
    """A submission with an office that this person holds too."""
    walk = build.with_step(office)
    return walk.but(authority=build.appointing(walk.authority, office, person))


def deputising(office: str, deputy: str, *, holder: str | None = None) -> build.Walk:
    """A submission with an office for whose (or this) holder this person is deputy."""
    walk = build.with_step(office)
    authority = walk.authority
    if holder:
        authority = build.appointing(authority, office, holder)
    named = holder or build.holders(office)[0]
    return walk.but(authority=build.delegating(authority, office, holder=named, deputy=deputy))


WRITERS = {
    **{
        f"the {who} as {office}": row(
            asks(also(office, person), act, by=person),
            blocks("self-approval", "act", "You wrote or edited"),
        )
        for who, person in {"originator": build.ORIGINATOR, "editor": build.EDITOR}.items()
        for office, act in {CE: Act.SIGN, CFO: Act.SEND_BACK, DM: Act.APPROVE}.items()
    },
    "the originator as somebody's deputy": row(
        asks(deputising(CE, build.ORIGINATOR), Act.SIGN, by=build.ORIGINATOR),
        blocks("self-approval", "act", "You wrote"),
    ),
    "the originator's deputy": row(
        asks(deputising(CE, "p_second", holder=build.ORIGINATOR), Act.SIGN, by="p_second"),
        blocks("self-approval", "act", "You would act for somebody who wrote"),
    ),
    "the editor's deputy": row(
        asks(deputising(DM, "p_second", holder=build.EDITOR), Act.REFUSE, by="p_second"),
        blocks("self-approval", "act", "You would act for"),
    ),
    "the originator in ink": row(
        asks(also(CE, build.ORIGINATOR), Act.SIGN, by=build.GOVERNANCE, ink=build.ink(build.ORIGINATOR)),
        blocks("self-approval", "act", "The signer wrote"),
    ),
    "the editor of an earlier version": row(
        asks(
            build.in_state("sent_back")
            .do(Act.RESUBMIT)
            .but(authority=build.appointing(AUTHORITY, CE, build.EDITOR)),
            Act.SIGN,
            by=build.EDITOR,
        ),
        blocks("self-approval", "act"),
    ),
    "the other holder of the originator's office": row(asks(also(CE, build.ORIGINATOR), Act.SIGN)),
}

SENT_BACK_BY_CFO = WITH_CFO.do(Act.SEND_BACK).do(Act.RESUBMIT)
BY_DEPUTY = WITH_CE.do(Act.SIGN, by=build.deputy(CE))
TWICE = {
    "the first signer holds the second office too": row(
        asks(also(CFO, THE_CE), Act.SIGN, by=THE_CE),
        blocks("same-person-twice", "act", "You took the step of the Chief Executive"),
    ),
    "the first signer is the second's deputy": row(
        asks(deputising(CFO, THE_CE), Act.SIGN, by=THE_CE),
        blocks("same-person-twice", "act", "You took the step"),
    ),
    "the first signer's deputy in another office": row(
        asks(deputising(CFO, "p_second", holder=THE_CE), Act.SIGN, by="p_second"),
        blocks("same-person-twice", "act", "act for the one who took the step of the Chief Executive"),
    ),
    "the one whose deputy signed": row(
        asks(BY_DEPUTY.but(authority=build.appointing(AUTHORITY, CFO, THE_CE)), Act.SIGN, by=THE_CE),
        blocks("same-person-twice", "act", "You took"),
    ),
    "the deputy who signed": row(
        asks(
            BY_DEPUTY.but(authority=build.appointing(AUTHORITY, CFO, build.deputy(CE))),
            Act.SIGN,
            by=build.deputy(CE),
        ),
        blocks("same-person-twice", "act", "You took"),
    ),
    "the decider signed two steps before": row(
        asks(also(DM, THE_CE), Act.APPROVE, by=THE_CE),
        blocks("same-person-twice", "act", "Chief Executive"),
    ),
    "in ink": row(
        asks(also(CFO, THE_CE), Act.SIGN, by=build.GOVERNANCE, ink=build.ink(THE_CE)),
        blocks("same-person-twice", "act", f"Name of {THE_CE} took the step of the Chief Executive"),
    ),
    "another step on an earlier version": row(
        asks(SENT_BACK_BY_CFO.but(authority=build.appointing(AUTHORITY, CE, THE_CFO)), Act.SIGN, by=THE_CFO),
        blocks("same-person-twice", "act", "Chief Finance Officer (Section 151 Officer)"),
    ),
    "the same step on a new version": row(asks(SENT_BACK_BY_CFO, Act.SIGN, by=THE_CE)),
    "the same step after sending it back": row(asks(SENT_BACK_BY_CFO.do(Act.SIGN), Act.SIGN, by=THE_CFO)),
    "another of the first signer's office": row(asks(BY_DEPUTY, Act.SIGN)),
}


def conflict(walk: build.Walk, person: str, *, bars: bool = True) -> build.Walk:
    return walk.do(Act.DECLARE_INTEREST, by=person, bars=bars)


INTEREST = {
    "the holder with a conflict": row(
        asks(conflict(WITH_CE, THE_CE), Act.SIGN), blocks("interest-declared", "act", "conflict of interest")
    ),
    "the holder with an interest that is no conflict": row(
        asks(conflict(WITH_CE, THE_CE, bars=False), Act.SIGN)
    ),
    "the deputy of one with a conflict": row(
        asks(conflict(WITH_CE, THE_CE), Act.SIGN, by=build.deputy(CE)), blocks("interest-declared", "act")
    ),
    "the deputy with a conflict": row(
        asks(conflict(WITH_CE, build.deputy(CE)), Act.SIGN, by=build.deputy(CE)),
        blocks("interest-declared", "act"),
    ),
    "the holder whose deputy has a conflict": row(asks(conflict(WITH_CE, build.deputy(CE)), Act.SIGN)),
    "in ink": row(
        asks(conflict(WITH_CE, THE_CE), Act.SIGN, by=build.GOVERNANCE, ink=build.ink(THE_CE)),
        blocks("interest-declared", "act"),
    ),
    "on a new version": row(
        asks(conflict(WITH_CE.do(Act.SEND_BACK), THE_CE).do(Act.RESUBMIT), Act.SIGN),
        blocks("interest-declared", "act"),
    ),
    "the decider with a conflict": row(
        asks(conflict(build.with_step(DM), build.holders(DM)[0]), Act.APPROVE),
        blocks("interest-declared", "act"),
    ),
    "declared by a stranger": row(
        asks(WITH_CE, Act.DECLARE_INTEREST, by=build.STRANGER), blocks("no-part-in-it", "act", "no part")
    ),
    "declared by nobody": row(asks(WITH_CE, Act.DECLARE_INTEREST, by=SYSTEM), blocks("no-part-in-it", "act")),
    "declared by one who signed and left": row(
        asks(
            WITH_CFO.but(authority=build.ending(AUTHORITY, date(2026, 5, 5), f"a_{THE_CE}")),
            Act.DECLARE_INTEREST,
            by=THE_CE,
            at=datetime(2026, 5, 7, 9, tzinfo=UTC),
        )
    ),
    "declared by a holder who left": row(
        asks(
            WITH_CE.but(authority=build.ending(AUTHORITY, date(2026, 5, 5), f"a_{THE_CE}")),
            Act.DECLARE_INTEREST,
            by=THE_CE,
            at=datetime(2026, 5, 7, 9, tzinfo=UTC),
        ),
        blocks("no-part-in-it", "act"),
    ),
    **{
        f"declared as {interest!r}": row(
            asks(WITH_CE, Act.DECLARE_INTEREST, by=THE_CE, interest=interest),
            blocks("interest-missing", "act", "what the interest is"),
        )
        for interest in (None, " ", "…")
    },
}

ROWS = {
    f"{name}: {key}": judged
    for name, table in {"writer": WRITERS, "twice": TWICE, "interest": INTEREST}.items()
    for key, judged in table.items()
}


@pytest.mark.parametrize("judged", ROWS.values(), ids=ROWS)
def test_duties_are_kept_apart(judged: Row) -> None:
    assert heard(judged) == judged.said
