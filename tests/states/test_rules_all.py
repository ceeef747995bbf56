"""Every rule that guards an act is shown at work in one of the rules' tables."""

import pytest

from states.moves import BY_ACT, MOVES
from states.rules import CATALOGUE, CONTENT, Rule
from states.vocabulary import Act
from tests.states import (
    test_rules_acts,
    test_rules_board,
    test_rules_dates,
    test_rules_duties,
    test_rules_fields,
    test_rules_people,
    test_rules_publication,
)

ROWS = [
    judged
    for module in (
        test_rules_acts,
        test_rules_board,
        test_rules_dates,
        test_rules_duties,
        test_rules_fields,
        test_rules_people,
        test_rules_publication,
    )
    for judged in module.ROWS.values()
]
SAID = {(said.rule, said.severity) for judged in ROWS for said in judged.said}
GUARDS = sorted(
    {rule for move in MOVES for rule in (*move.recorded, *move.rules)},
    key=lambda rule: (rule.name, rule.demands),
)


@pytest.mark.parametrize("rule", GUARDS, ids=[rule.name for rule in GUARDS])
def test_every_guard_is_in_the_catalogue(rule: Rule) -> None:
    assert rule in CATALOGUE[rule.name]


@pytest.mark.parametrize("rule", GUARDS, ids=[rule.name for rule in GUARDS])
def test_every_guard_has_a_case_in_which_it_speaks(rule: Rule) -> None:
    assert (rule.name, rule.severity) in SAID


@pytest.mark.parametrize("act", [Act.SUBMIT, Act.RESUBMIT])
def test_content_is_judged_at_every_submission(act: Act) -> None:
    assert set(CONTENT) <= set(BY_ACT[act].rules)


SIGN_OFF = """date-invalid date-future date-order recorded-later scan-missing minute-missing out-of-turn
    stale-content not-in-post not-in-post self-approval same-person-twice interest-declared quorum-not-met
    reason-missing non-working-day link-only"""
DECISION = f"{SIGN_OFF} reserved-to-holder decision-same-day"
PUBLICATION = """not-in-post date-order stale-content sign-off-missing confidential-reasons-missing
    marking-contradicts publication-fields-missing withheld-without-ground withheld-text-shown
    contract-threshold"""
SUBMISSION = """not-originator field-missing section-missing hidden-characters emissions-not-numbers
    checklist-unanswered checklist-answer-invalid confidential-reasons-missing marking-contradicts
    contract-threshold"""
CLOCK = "not-in-post reason-missing clock-not-running"

GUARDED_BY = {
    Act.SUBMIT: SUBMISSION,
    Act.RESUBMIT: SUBMISSION,
    Act.SIGN: f"{SIGN_OFF} reserved-to-holder certificate-limb certificate-no-cost-with-amount",
    Act.SEND_BACK: SIGN_OFF,
    Act.APPROVE: f"{DECISION} effective-before-decision",
    Act.REFUSE: DECISION,
    Act.DEFER: f"{DECISION} defer-date-missing",
    Act.BRING_BACK: "not-the-clock not-yet-due",
    Act.WITHDRAW: "not-originator reason-missing",
    Act.DECLARE_INTEREST: "no-part-in-it interest-missing",
    Act.PAUSE: CLOCK,
    Act.RESUME: CLOCK,
    Act.PUBLISH: f"{PUBLICATION} published-late",
    Act.CORRECT: f"{PUBLICATION} reason-missing",
    Act.WITHHOLD: f"{PUBLICATION} reason-missing",
}
"""Which rules guard which act; not-in-post twice where ink has both a signer and a recorder."""


@pytest.mark.parametrize(("act", "rules"), GUARDED_BY.items(), ids=GUARDED_BY)
def test_an_act_is_guarded_by_these_rules(act: Act, rules: str) -> None:
    row = BY_ACT[act]
    assert sorted(rule.name for rule in (*row.recorded, *row.rules)) == sorted(rules.split())


def test_the_list_of_guards_names_every_act() -> None:
    assert set(GUARDED_BY) == set(Act)
