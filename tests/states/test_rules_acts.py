"""What an act needs: its turn, the content that was shown, a reason, a certificate, a board its quorum."""

from datetime import date, timedelta
from types import MappingProxyType

import pytest

from states.decide import statement_shown
from states.submission import Amount
from states.vocabulary import Act
from tests.states import builders as build
from tests.states.asked import AskedAct, asks
from tests.states.tables import Row, blocks, heard, row, warns

CE, CFO, DM = "chief-executive", "chief-finance-officer", "decision-maker"
WITH_CE, WITH_CFO, WITH_DM = (build.with_step(step) for step in (CE, CFO, DM))
DEFERRED, APPROVED, PUBLISHED = (build.in_state(state) for state in ("deferred", "approved", "published"))
THE_CE = build.holders(CE)[0]
OLD = build.digest(99)


PAUSED = WITH_CE.do(Act.PAUSE)
TURN = {
    "an earlier step is unsigned": row(
        asks(WITH_CE, Act.SIGN, step=CFO),
        blocks("out-of-turn", "act", "not the Chief Finance Officer", "the Chief Executive comes first"),
    ),
    "both earlier steps are unsigned": row(
        asks(build.submitted("pcc-decision-parallel"), Act.APPROVE, step=DM),
        blocks(
            "out-of-turn", "act", "the Chief Executive and the Chief Finance Officer (Section 151 Officer)"
        ),
    ),
    "already signed": row(
        asks(WITH_CFO, Act.SIGN, step=CE),
        blocks(
            "out-of-turn", "act", f"The Chief Executive (Name of {THE_CE}) has already signed, on 5 May 2026."
        ),
    ),
    "already signed by a deputy": row(
        asks(WITH_CE.do(Act.SIGN, by=build.deputy(CE)), Act.SIGN, step=CE),
        blocks("out-of-turn", "act", f"(Name of {build.deputy(CE)} for Name of {THE_CE}) has already signed"),
    ),
    "already sent back": row(
        asks(build.in_state("sent_back"), Act.SIGN, step=CE),
        blocks("out-of-turn", "act", f"(Name of {THE_CE}) has already sent it back, on 5 May 2026"),
    ),
    **{
        f"already {state}": row(
            asks(build.in_state(state), Act.APPROVE, step=DM),
            blocks("out-of-turn", "act", f"Commissioner (Name of p_{DM}) has already {state} it, on 5 May"),
        )
        for state in ("approved", "refused", "deferred")
    },
    "already decided by a board": row(
        asks(build.in_state("approved", "board-decision"), Act.REFUSE, step="board"),
        blocks("out-of-turn", "act", "The Policing Board has already approved it, on 5 May 2026."),
    ),
    "withdrawn": row(
        asks(build.in_state("withdrawn"), Act.SIGN, step=CE),
        blocks("out-of-turn", "act", "the submission is withdrawn"),
    ),
    "sent back by an earlier step": row(
        asks(build.in_state("sent_back"), Act.APPROVE, step=DM),
        blocks("out-of-turn", "act", "back with its originator"),
    ),
    "no such step": row(
        asks(WITH_CE, Act.SIGN, step="panel"), blocks("out-of-turn", "act", "no step 'panel'")
    ),
    "no step named": row(
        asks(WITH_CE, Act.SIGN, step=None), blocks("out-of-turn", "act", "You cannot sign", "with the Chief")
    ),
    "a step named for an act on none": row(
        asks(WITH_CE, Act.WITHDRAW, step=CE), blocks("out-of-turn", "act", "You cannot withdraw")
    ),
    "an officer approves": row(
        asks(WITH_CE, Act.APPROVE, step=CE),
        blocks("out-of-turn", "act", "You cannot approve as Chief Executive", "sign or send back"),
    ),
    "the decider signs": row(
        asks(WITH_DM, Act.SIGN, step=DM),
        blocks(
            "out-of-turn", "act", "You cannot sign as Decision-maker", "send back, approve, refuse or defer"
        ),
    ),
    "publishing what is not decided": row(
        asks(WITH_DM, Act.PUBLISH), blocks("out-of-turn", "act", "with the Decision-maker")
    ),
    "submitting twice": row(asks(WITH_CE, Act.SUBMIT), blocks("out-of-turn", "act", "You cannot submit")),
    "signing while the clock is paused": row(asks(PAUSED, Act.SIGN)),
    "declaring an interest in a draft": row(asks(build.a_draft(), Act.DECLARE_INTEREST)),
    "withdrawing a draft": row(asks(build.a_draft(), Act.WITHDRAW), blocks("out-of-turn", "act", "a draft")),
}

CERTIFIED = statement_shown(build.ROUTES["pcc-decision"].steps[1], build.FORM, limb="b")
STALE = {
    **{
        f"{act} on {name}": row(
            asks(walk, act, seen=seen),
            blocks("stale-content", "act", "changed since you opened it", "version 1"),
        )
        for act, walk in {
            Act.SIGN: WITH_CE,
            Act.SEND_BACK: WITH_CFO,
            Act.APPROVE: WITH_DM,
            Act.REFUSE: WITH_DM,
            Act.DEFER: WITH_DM,
            Act.PUBLISH: APPROVED,
            Act.CORRECT: PUBLISHED,
        }.items()
        for name, seen in {"another version": OLD, "nothing": None}.items()
    },
    "the version before": row(
        asks(build.in_state("sent_back").do(Act.RESUBMIT), Act.SIGN, seen=build.digest(1)),
        blocks("stale-content", "act", "Read version 2"),
    ),
    **{
        f"signing {name}": row(
            asks(WITH_CE, Act.SIGN, statement=statement), blocks("stale-content", "act", "sentence")
        )
        for name, statement in {
            "no sentence": None,
            "another step's sentence": CERTIFIED,
            "part of the sentence": "I am satisfied.",
        }.items()
    },
    "signing another limb than was shown": row(
        asks(WITH_CFO, Act.SIGN, limb="c", statement=CERTIFIED), blocks("stale-content", "act", "sentence")
    ),
    "stored text altered": row(
        asks(APPROVED, Act.PUBLISH, publication=build.publication(APPROVED.submission, stored_content=OLD)),
        blocks("stale-content", "act", "not the text that was decided", "audit verify"),
    ),
}

NEED_REASON = {
    Act.SEND_BACK: WITH_CE,
    Act.REFUSE: WITH_DM,
    Act.DEFER: WITH_DM,
    Act.WITHDRAW: WITH_CE,
    Act.PAUSE: WITH_CE,
    Act.RESUME: PAUSED,
    Act.CORRECT: PUBLISHED,
    Act.WITHHOLD: PUBLISHED,
}
IN_INK = {"by": build.GOVERNANCE, "ink": build.ink(THE_CE, reason="–")}
REASON = {
    **{
        f"{act} for {reason!r}": row(
            asks(walk, act, reason=reason), blocks("reason-missing", "act", f"Say why you {act.label}")
        )
        for act, walk in NEED_REASON.items()
        for reason in (None, "", " … ")
    },
    **{f"{act} for 'x'": row(asks(walk, act, reason="x")) for act, walk in NEED_REASON.items()},
    "approve without": row(asks(WITH_DM, Act.APPROVE, reason=None)),
    "sign without": row(asks(WITH_CE, Act.SIGN, reason=None)),
    "ink without": row(
        asks(WITH_CE, Act.SIGN, **IN_INK), blocks("reason-missing", "act", "recorded from paper")
    ),
    "ink sends back without": row(
        asks(WITH_CE, Act.SEND_BACK, reason="", **IN_INK), blocks("reason-missing", "act", "you send back")
    ),
    **{
        f"ink with {name}": row(
            asks(WITH_CE, Act.SIGN, by=build.GOVERNANCE, ink=build.ink(THE_CE, scan=MappingProxyType(scan))),
            blocks("scan-missing", "act", "scan or file"),
        )
        for name, scan in {"no scan": {}, "a scan without a digest": {"size": 4}}.items()
    },
    "a decision in ink without a scan": row(
        asks(
            WITH_DM,
            Act.APPROVE,
            by=build.GOVERNANCE,
            ink=build.ink(build.holders(DM)[0], scan=MappingProxyType({})),
        ),
        blocks("scan-missing", "act"),
    ),
}

FIFTH = build.TODAY
WAIT = {
    **{
        f"deferred to {name}": row(
            asks(WITH_DM, Act.DEFER, back_on=day), blocks("defer-date-missing", "act", "a date after today")
        )
        for name, day in {"no day": None, "today": FIFTH, "yesterday": date(2026, 5, 4)}.items()
    },
    "deferred to tomorrow": row(asks(WITH_DM, Act.DEFER, back_on=date(2026, 5, 6))),
    "brought back the day before": row(
        asks(DEFERRED, Act.BRING_BACK, at=build.START + timedelta(days=6)),
        blocks("not-yet-due", "act", "Deferred until 12 May 2026"),
    ),
    "brought back on the day": row(asks(DEFERRED, Act.BRING_BACK, at=build.START + timedelta(days=7))),
    "brought back long after": row(asks(DEFERRED, Act.BRING_BACK, at=build.START + timedelta(days=99))),
    "paused twice": row(asks(PAUSED, Act.PAUSE), blocks("clock-not-running", "act", "already paused")),
    "resumed while running": row(asks(WITH_CE, Act.RESUME), blocks("clock-not-running", "act", "not paused")),
}


def certifies(limb: str | None, regulations: bool | None = True) -> AskedAct:
    statement = statement_shown(build.ROUTES["pcc-decision"].steps[1], build.FORM, limb=limb)
    return asks(WITH_CFO, Act.SIGN, limb=limb, regulations=regulations, statement=statement)


def with_sum(where: str, *, limb: str = "a", pence: int = 1_003_000) -> AskedAct:
    walk = WITH_CFO.but(content=build.filled(amounts=(Amount(pence, where),)))
    statement = statement_shown(build.ROUTES["pcc-decision"].steps[1], build.FORM, limb=limb)
    return asks(walk, Act.SIGN, limb=limb, statement=statement)


NO_COST = "certificate-no-cost-with-amount"
CERTIFICATE = {
    **{f"limb {limb} and d": row(certifies(limb)) for limb in "abc"},
    **{
        f"limb {limb!r}": row(certifies(limb), blocks("certificate-limb", "certificate", "one of a, b, c"))
        for limb in (None, "", "d", "ab")
    },
    **{
        f"d is {d}": row(certifies("b", d), blocks("certificate-limb", "certificate", "Confirm d)"))
        for d in (None, False)
    },
    "neither": row(
        certifies(None, None), blocks("certificate-limb", "certificate", "one of a, b, c", "Confirm d)")
    ),
    "sent back without": row(asks(WITH_CFO, Act.SEND_BACK)),
    "a step without certificate": row(asks(WITH_CE, Act.SIGN)),
    "no cost, with a sum": row(
        with_sum("financial 6.1"), warns(NO_COST, "certificate", "£10,030 in financial 6.1")
    ),
    "no cost, with a recommended sum": row(with_sum("recommendation 1"), warns(NO_COST, "certificate")),
    "no cost, with a sum elsewhere": row(with_sum("background 2.1")),
    "no cost, with a sum of nothing": row(with_sum("financial 6.1", pence=0)),
    "cost, with a sum": row(with_sum("financial 6.1", limb="b")),
}

ROWS = {
    f"{name}: {key}": judged
    for name, table in {
        "turn": TURN,
        "stale": STALE,
        "reason": REASON,
        "wait": WAIT,
        "certificate": CERTIFICATE,
    }.items()
    for key, judged in table.items()
}


@pytest.mark.parametrize("judged", ROWS.values(), ids=ROWS)
def test_an_act_has_what_it_needs(judged: Row) -> None:
    assert heard(judged) == judged.said
