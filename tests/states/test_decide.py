"""What each act makes: the fact, the submission after it, the steps that open and close, the warnings."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from states.decide import Decided, NewVersion, decide, statement_shown
from states.facts import FORMS, Fact, FactName
from states.refusals import Refused
from states.requests import Held
from states.routes import applicable_steps
from states.submission import SignOff
from states.vocabulary import Act, Capacity, Proof
from tests.states import builders as build
from tests.states.facts_checked import misfits

CE, CFO, DM = "chief-executive", "chief-finance-officer", "decision-maker"
FIFTH = date(2026, 5, 5)


def made(act: Act, state: str, route: str = "pcc-decision", **asked: Any) -> Decided:
    walk = build.in_state(state, route)
    if act is Act.BRING_BACK:
        asked["at"] = walk.now + timedelta(days=8)
    if act is Act.RESUME:
        walk = walk.do(Act.PAUSE)
    return walk.decided(act, **asked)


def keys(decided: Decided) -> tuple[list[str], list[str]]:
    """The steps that opened, and those that closed."""
    return [step.key for step in decided.opened], [step.key for step in decided.closed]


WITH_CE, WITH_CFO, WITH_DM = f"with:{CE}", f"with:{CFO}", f"with:{DM}"
BOTH = f"with:{CE}+{CFO}"
PARALLEL = "pcc-decision-parallel"
HELD = Held(part="financial.1", ground="FOIA s.43", reason="Prices.", opinion="Monitor", review_on=FIFTH)

# act, state, after, fact, data, sealed, opened, closed
MADE = [
    (Act.SUBMIT, "draft", WITH_CE, {"number": "01/2026"}, {}, [CE], []),
    (Act.RESUBMIT, "sent_back", WITH_CE, {"voids": ["c2.0"]}, {}, [CE], []),
    (Act.SEND_BACK, WITH_CFO, "sent_back", {}, {"reason": "Because."}, [], [CFO]),
    (Act.APPROVE, WITH_DM, "approved", {"effective_on": "2026-05-05"}, {"reason": "Because."}, [], [DM]),
    (Act.REFUSE, WITH_DM, "refused", {}, {"reason": "Because."}, [], [DM]),
    (Act.DEFER, WITH_DM, "deferred", {"back_on": "2026-05-12"}, {"reason": "Because."}, [], [DM]),
    (Act.BRING_BACK, "deferred", WITH_DM, {}, {}, [DM], []),
    (Act.WITHDRAW, WITH_CFO, "withdrawn", {}, {"reason": "Because."}, [], [CFO]),
    (Act.WITHDRAW, "deferred", "withdrawn", {}, {"reason": "Because."}, [], []),
    (
        Act.DECLARE_INTEREST,
        WITH_CE,
        WITH_CE,
        {"bars": False},
        {"interest": "A cousin works for the supplier."},
        [],
        [],
    ),
    (Act.PAUSE, WITH_CE, WITH_CE, {}, {"reason": "Because."}, [], []),
    (Act.RESUME, "sent_back", "sent_back", {}, {"reason": "Because."}, [], []),
]


@pytest.mark.parametrize(
    ("act", "state", "after", "data", "sealed", "opened", "closed"),
    MADE,
    ids=[f"{act} {state}" for act, state, *_ in MADE],
)
def test_an_act_makes_its_fact_and_leads_to_its_state(
    act: Act,
    state: str,
    after: str,
    data: dict[str, Any],
    sealed: dict[str, Any],
    opened: list[str],
    closed: list[str],
) -> None:
    decided = made(act, state)
    fact = decided.fact
    assert (fact.before, fact.after, decided.after.state) == (state, after, after)
    assert (fact.data, fact.sealed) == (data, sealed)
    assert keys(decided) == (opened, closed)


def test_signing_keeps_the_hash_of_the_sentence_and_the_limb() -> None:
    decided = made(Act.SIGN, WITH_CFO)
    step = build.ROUTES["pcc-decision"].steps[1]
    sentence = statement_shown(step, build.FORM, limb="b")
    assert decided.fact.data == {
        "statement": hashlib.sha256(sentence.encode()).hexdigest(),
        "limb": "b",
        "regulations": True,
    }


def test_a_step_without_certificate_keeps_no_limb() -> None:
    assert set(made(Act.SIGN, WITH_CE, limb="b", regulations=True).fact.data) == {"statement"}


def test_the_sentence_of_a_certificate_has_its_limb_and_d() -> None:
    step = build.ROUTES["pcc-decision"].steps[1]
    assert statement_shown(step, build.FORM, limb="c") == (
        "I certify that: c) the costs identified in this report can be financed from reserves And d) the "
        "decision can be taken on the basis of my assurance that Financial Regulations have been complied "
        "with."
    )


def test_the_sentence_of_another_step_is_its_statement() -> None:
    step = build.ROUTES["pcc-decision"].steps[2]
    assert (
        statement_shown(step, build.FORM, limb="c") == "The recommendations as outlined above are approved."
    )


EVERY_FACT = [
    *((act, state) for act, state, *_ in MADE),
    (Act.SIGN, WITH_CE),
    (Act.SIGN, WITH_CFO),
    *((act, state) for state in ("approved", "refused") for act in (Act.PUBLISH,)),
    (Act.CORRECT, "published"),
    (Act.WITHHOLD, "published"),
]


@pytest.mark.parametrize(("act", "state"), EVERY_FACT, ids=[f"{act} {state}" for act, state in EVERY_FACT])
def test_a_fact_has_the_members_of_its_form_and_no_others(act: Act, state: str) -> None:
    assert misfits(made(act, state).fact) == []


def test_a_draft_is_its_originators() -> None:
    drafted = build.a_draft().history[0]
    assert (drafted.fact.name, drafted.fact.before, drafted.fact.after) == (FactName.DRAFTED, None, "draft")
    assert drafted.after.originator == build.ORIGINATOR
    assert drafted.after.editors == {build.ORIGINATOR}
    assert (drafted.after.version, drafted.after.content, drafted.after.number) == (0, None, None)


def test_a_submission_brings_the_first_version() -> None:
    after = made(Act.SUBMIT, "draft").after
    assert (after.version, after.content, after.number) == (1, build.digest(1), "01/2026")
    assert after.editors == {build.ORIGINATOR, build.EDITOR}
    assert after.submitted_at == build.START + build.HOUR


@pytest.mark.parametrize(("act", "new"), [(Act.SUBMIT, None), (Act.WITHDRAW, "brought")])
def test_only_a_submission_brings_a_version(act: Act, new: str | None) -> None:
    walk = build.in_state("draft" if act is Act.SUBMIT else WITH_CE)
    version = NewVersion(content=build.digest(1), editors=frozenset()) if new else None
    with pytest.raises(ValueError, match="new version"):
        decide(walk.case(act), new=version)


def test_a_resubmission_voids_what_was_signed_and_starts_again() -> None:
    decided = build.with_step(DM).do(Act.SEND_BACK).decided(Act.RESUBMIT, number="99/2026")
    after = decided.after
    assert decided.fact.data == {"voids": ["c2.0", "c3.0", "c4.0"]}
    assert (after.state, after.version, after.content, after.number) == (
        WITH_CE,
        2,
        build.digest(2),
        "01/2026",
    )
    assert after.live_sign_offs() == ()
    assert [(s.step, s.act, s.version, s.live) for s in after.sign_offs] == [
        (CE, "sign", 1, False),
        (CFO, "sign", 1, False),
        (DM, "send_back", 1, False),
    ]


def test_a_resubmission_opens_a_step_that_was_open_before() -> None:
    assert keys(build.with_step(CE).do(Act.SEND_BACK).decided(Act.RESUBMIT)) == ([CE], [])


def test_editors_of_every_version_are_kept() -> None:
    new = NewVersion(content=build.digest(2), editors=frozenset({"p_late"}))
    after = build.in_state("sent_back").decided(Act.RESUBMIT, new=new).after
    assert after.editors == {build.ORIGINATOR, build.EDITOR, "p_late"}


def test_a_sign_off_keeps_authority_and_names_as_they_stood() -> None:
    decided = made(Act.SIGN, WITH_CFO, by=build.person(build.deputy(CFO), proof=Proof.SSO))
    expected = SignOff(
        step=CFO,
        version=1,
        act=Act.SIGN,
        person=build.deputy(CFO),
        office=CFO,
        capacity=Capacity.DEPUTY,
        for_person=f"p_{CFO}",
        signed_on=FIFTH,
        at=build.START + 3 * build.HOUR,
        proof=Proof.SSO,
        entry_id="c3.0",
        person_name=f"Name of {build.deputy(CFO)}",
        office_title="Chief Finance Officer",
        for_name=f"Name of p_{CFO}",
    )
    assert decided.sign_off == decided.after.sign_offs[-1] == expected


def test_the_actor_of_a_holders_act_has_office_and_capacity() -> None:
    actor = made(Act.SEND_BACK, WITH_CE, by=build.deputy(CE)).actor
    assert (actor.office, actor.capacity, actor.for_person) == (CE, Capacity.DEPUTY, f"p_{CE}")


@pytest.mark.parametrize(
    ("act", "state", "office"),
    [
        (Act.SUBMIT, "draft", None),
        (Act.PAUSE, WITH_CE, "governance"),
        (Act.PUBLISH, "approved", "governance"),
    ],
)
def test_the_actor_of_another_act_has_the_office_it_is_done_in(
    act: Act, state: str, office: str | None
) -> None:
    assert made(act, state).actor.office == office


@pytest.mark.parametrize("act", [Act.APPROVE, Act.REFUSE])
def test_a_decision_has_its_day_and_its_instant(act: Act) -> None:
    after = made(act, WITH_DM).after
    assert (after.decided_on, after.decided_at) == (FIFTH, build.START + 4 * build.HOUR)


def test_an_approval_just_past_midnight_takes_effect_on_the_london_day() -> None:
    night = datetime(2026, 5, 5, 23, 30, tzinfo=UTC)
    decided = made(Act.APPROVE, WITH_DM, at=night)
    assert (decided.after.decided_on, decided.fact.data) == (date(2026, 5, 6), {"effective_on": "2026-05-06"})


def test_an_approval_takes_effect_when_it_says_so() -> None:
    decided = made(Act.APPROVE, WITH_DM, effective_on=date(2026, 9, 1), conditions="Report in a year.")
    assert decided.fact.data == {"effective_on": "2026-09-01"}
    assert decided.fact.sealed == {"conditions": "Report in a year.", "reason": "Because."}


def test_a_deferral_waits_for_its_day_and_then_for_another_act() -> None:
    deferred = build.in_state("deferred")
    back = deferred.decided(Act.BRING_BACK, at=deferred.now + timedelta(days=8)).after
    assert deferred.submission.deferred_to == date(2026, 5, 12)
    assert back.deferred_to is None
    assert [(s.step, s.act) for s in back.live_sign_offs()] == [(CE, "sign"), (CFO, "sign")]


def test_a_deferred_paper_can_be_decided_when_it_is_back() -> None:
    deferred = build.in_state("deferred")
    back = deferred.do(Act.BRING_BACK, at=deferred.now + timedelta(days=8))
    after = back.do(Act.APPROVE).submission
    assert [(s.step, s.act) for s in after.live_sign_offs()] == [(CE, "sign"), (CFO, "sign"), (DM, "approve")]


def test_a_withdrawn_deferral_comes_back_no_more() -> None:
    assert made(Act.WITHDRAW, "deferred").after.deferred_to is None


@pytest.mark.parametrize("bars", [True, False])
def test_only_a_conflict_bars(bars: bool) -> None:
    decided = made(Act.DECLARE_INTEREST, WITH_CE, by=f"p_{CFO}", bars=bars)
    assert decided.after.barred == ({f"p_{CFO}"} if bars else set())
    assert decided.fact.data == {"bars": bars}


def test_a_paused_clock_is_noted_and_moves_nothing() -> None:
    walk = build.in_state(WITH_CE)
    paused = walk.decided(Act.PAUSE).after
    assert paused == replace(walk.submission, paused=True)


def test_a_resumed_clock_leaves_the_submission_as_before_the_pause() -> None:
    walk = build.in_state(WITH_CE)
    assert walk.do(Act.PAUSE).decided(Act.RESUME).after == walk.submission


def test_a_publication_lists_what_is_public_and_what_is_held() -> None:
    published = build.publication(build.in_state("approved").submission, held=(HELD,))
    fact = made(Act.PUBLISH, "approved", publication=published).fact
    assert fact.data == {
        "parts": ["subject"],
        "held": [{"part": "financial.1", "ground": "FOIA s.43", "review_on": "2026-05-05"}],
        "notice": "0" * 64,
    }
    assert fact.sealed["public"] == {
        "details": {"kind": "other", "public_interest": "no"},
        "held": {"financial.1": {"reason": "Prices.", "opinion": "Monitor", "shown": None}},
    }


@pytest.mark.parametrize(("first", "second"), [(CE, CFO), (CFO, CE)])
def test_side_by_side_either_officer_signs_first(first: str, second: str) -> None:
    begun = build.submitted(PARALLEL)
    one = begun.decided(Act.SIGN, step=first)
    both = begun.do(Act.SIGN, step=first).decided(Act.SIGN, step=second)
    assert (begun.submission.state, one.after.state, both.after.state) == (BOTH, f"with:{second}", WITH_DM)
    assert (keys(one), keys(both)) == (([], [first]), ([DM], [second]))


def test_sending_back_closes_the_step_beside() -> None:
    assert keys(build.submitted(PARALLEL).decided(Act.SEND_BACK, step=CFO)) == ([], [CE, CFO])


CONDITIONAL = build.BOARD.replace(
    "certificate = true\n", "certificate = true\nwhen = { amount_from = 1000000 }\n"
)


@pytest.mark.parametrize(("pence", "state"), [(999_999, "with:board"), (1_000_000, "with:money")])
def test_a_step_that_the_paper_does_not_need_is_passed_by(pence: int, state: str) -> None:
    route = build.route_of(CONDITIONAL)
    steps = applicable_steps(route, submitted_to=None, pence=pence, kind="grant")
    walk = build.a_draft("board-decision").but(route=route).do(Act.SUBMIT, steps=steps)
    assert walk.submission.state == state


def test_a_resubmission_may_need_other_steps_than_before() -> None:
    route = build.route_of(CONDITIONAL)
    cheap = applicable_steps(route, submitted_to=None, pence=1, kind="grant")
    sent_back = build.a_draft("board-decision").but(route=route).do(Act.SUBMIT, steps=cheap).do(Act.SEND_BACK)
    after = sent_back.do(Act.RESUBMIT, steps=route.steps).do(Act.SIGN).submission
    assert after.state == "with:board"


def test_a_refusal_carries_every_finding_that_stands_against_the_act() -> None:
    refused = build.in_state(WITH_CE).refused(Act.SEND_BACK, by=build.STRANGER, seen=None, reason=" ")
    assert [finding.rule for finding in refused.findings] == [
        "stale-content",
        "not-in-post",
        "reason-missing",
    ]
    assert str(refused) == " ".join(finding.message for finding in refused.findings)


def test_a_refusal_carries_no_warnings() -> None:
    saturday = datetime(2026, 5, 9, 9, tzinfo=UTC)
    refused = build.in_state(WITH_CE).refused(Act.SIGN, at=saturday, seen=None)
    assert [finding.rule for finding in refused.findings] == ["stale-content"]


def test_what_is_out_of_turn_is_not_asked_for_what_it_lacks() -> None:
    refused = build.in_state(WITH_CE).refused(Act.DEFER, step=DM, reason=None, back_on=None)
    assert [finding.rule for finding in refused.findings] == ["out-of-turn"]


def test_warnings_are_kept_with_the_act() -> None:
    saturday = datetime(2026, 5, 9, 9, tzinfo=UTC)
    decided = made(Act.SIGN, WITH_CE, at=saturday, by=build.person(f"p_{CE}", proof=Proof.LINK))
    assert [finding.rule for finding in decided.warnings] == ["non-working-day", "link-only"]


def test_a_refused_act_says_so_to_every_caller() -> None:
    with pytest.raises(Refused, match="changed since you opened it"):
        made(Act.SIGN, WITH_CE, seen=build.digest(9))


def test_every_fact_about_a_submission_but_the_systems_own_comes_from_an_act() -> None:
    facts: list[Fact] = [made(act, state).fact for act, state in EVERY_FACT]
    signed = build.ink(f"p_{CE}")
    facts += [build.a_draft().history[0].fact, made(Act.SIGN, WITH_CE, by=build.GOVERNANCE, ink=signed).fact]
    facts += [made(Act.APPROVE, "with:board", "board-decision").fact]
    others = {FactName.REMINDED, FactName.IMPORTED, FactName.TURNED_AWAY}
    about = {name for name, form in FORMS.items() if form.about == "submission"}
    assert {fact.name for fact in facts} == about - others
