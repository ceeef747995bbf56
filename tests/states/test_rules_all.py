"""The catalogue of rules is the one that people were promised, and each of its rules is shown at work."""

import re

import pytest

from states.moves import BY_ACT, MOVES
from states.rules import CATALOGUE, DRAFT, GROUPS, OLD_PAPER, At, Rule, rules_at
from states.vocabulary import Act, Severity
from tests.states.all_rows import ASKED, ROWS

PLACES = {
    "D": At.DRAFT,
    "S": At.SIGN_OFF,
    "X": At.DECISION,
    "P": At.PUBLICATION,
    "O": At.OLD_PAPER,
    "T": At.TIMELINE,
    "A": At.OTHER_ACT,
}
PROMISED = """
Fields
    field-missing                   blocks D O
    section-missing                 blocks D O
    number-invalid                  blocks O
    number-taken                    blocks O       rec
    number-year                     warns  O
    hidden-characters               blocks D O
    statement-altered               warns  O
    marking-missing                 warns  D O
    marking-contradicts             warns  D P O
    emissions-not-numbers           blocks D O
Checklist and confidentiality
    checklist-unanswered            blocks D O
    checklist-answer-invalid        blocks D O
    checklist-no-unexplained        warns  D O
    sustainability-contradiction    warns  D O
    confidential-reasons-missing    blocks D P O
    confidential-reasons-unneeded   warns  D O
Sign-offs and dates
    sign-off-missing                blocks P O
    date-invalid                    blocks S X O
    date-order                      blocks S X P O
    date-future                     blocks S X O
    decision-same-day               warns  X O
    non-working-day                 warns  S X O
    recorded-later                  warns  S X T   rec
    effective-before-decision       warns  X T     rec
Certificate and decision
    certificate-limb                blocks S O
    certificate-no-cost-with-amount warns  S O     ≈
    decider-differs                 warns  O
    recommendation-without-amount   warns  D O     ≈
    recommendation-by-reference     warns  D O     ≈
    amounts-differ                  warns  D O     ≈
    single-option                   warns  D O
    do-nothing-not-negative         warns  D O     ≈
    variation-without-parent        warns  D O     ≈
    recipient-name-varies           warns  D O     ≈
    undefined-abbreviation          warns  D O     ≈
    text-reused                     warns  D O     ≈ rec
    contract-threshold              warns  D P O   ≈
Who may act
    out-of-turn                     blocks S X     rec
    stale-content                   blocks S X P   rec
    not-in-post                     blocks S X P A rec
    self-approval                   blocks S X     rec
    same-person-twice               blocks S X     rec
    reserved-to-holder              blocks X       rec
    reason-missing                  blocks S X P A rec
    defer-date-missing              blocks X       rec
    link-only                       warns  S X T   rec
Publication
    publication-fields-missing      blocks P       rec
    withheld-without-ground         blocks P       rec
    withheld-text-shown             blocks P       rec
    published-late                  warns  P T     rec
    number-gap                      warns  T       rec
"""
"""Name, severity and places of every listed rule: names that never change, in the order of the list.

Places: D draft, S sign-off, X decision, P publication, O old paper, T timeline, A any other act. A rule
marked ≈ reads free text, and one marked rec compares with the office's records.
"""


Line = tuple[str, str, frozenset[At], frozenset[str]]
"""Name, severity, places and marks of a rule."""


def promised() -> dict[str, list[Line]]:
    groups: dict[str, list[Line]] = {}
    for line in PROMISED.strip().splitlines():
        if not line.startswith(" "):
            lines = groups.setdefault(line, [])
            continue
        name, severity, *rest = line.split()
        places = frozenset(PLACES[word] for word in rest if word in PLACES)
        lines.append((name, severity, places, frozenset(word for word in rest if word not in PLACES)))
    return groups


def line_of(name: str) -> Line:
    rules = CATALOGUE[name]
    places = frozenset(place for rule in rules for place in rule.at)
    marks = {"≈": rules[0].reads_text, "rec": rules[0].needs_records}
    return name, rules[0].severity.value, places, frozenset(mark for mark, is_so in marks.items() if is_so)


def test_the_catalogue_is_the_one_promised() -> None:
    assert {heading: [line_of(name) for name in names] for heading, names in GROUPS.items()} == promised()


def test_the_catalogue_has_the_listed_rules_in_their_order_and_then_the_others() -> None:
    names = [name for names in GROUPS.values() for name in names]
    assert list(CATALOGUE)[: len(names)] == names


ALL = [rule for rules in CATALOGUE.values() for rule in rules]
LISTED = [rule for rule in ALL if rule.listed]
EACH = pytest.mark.parametrize("rule", ALL, ids=[rule.name for rule in ALL])


def test_exactly_the_listed_rules_stand_in_the_groups() -> None:
    assert {rule.name for rule in LISTED} == {name for names in GROUPS.values() for name in names}


def test_two_rules_of_one_name_agree() -> None:
    twice = [rules for rules in CATALOGUE.values() if len(rules) > 1]
    assert [[rule.severity for rule in rules] for rules in twice] == [[Severity.BLOCKS] * 2]


@EACH
def test_a_rule_says_in_sentences_what_it_is_about(rule: Rule) -> None:
    assert re.fullmatch(r"Fires .+\.", rule.about)
    assert "`" not in rule.about


@EACH
def test_a_rules_source_can_be_looked_up(rule: Rule) -> None:
    assert re.search(
        r"\b(the form|the route|papers?|good practice|Act [0-9]{4}|SI [0-9]{4}/[0-9]+)", rule.source
    )
    assert not re.search(r"design|domain|threat|\.md", rule.source)


GUARDS = sorted(
    {rule for move in MOVES for rule in (*move.recorded, *move.rules)},
    key=lambda rule: (rule.name, rule.demands),
)


@pytest.mark.parametrize("rule", GUARDS, ids=[rule.name for rule in GUARDS])
def test_every_guard_is_in_the_catalogue(rule: Rule) -> None:
    assert rule in CATALOGUE[rule.name]


SAID = {(said.rule, said.severity) for judged in ROWS for said in judged.said}


@EACH
def test_every_rule_has_a_case_in_which_it_speaks(rule: Rule) -> None:
    assert (rule.name, rule.severity) in SAID


@EACH
def test_every_rule_has_a_case_in_which_it_is_silent(rule: Rule) -> None:
    assert any(rule in asked.rules and not asked.says((rule,)) for asked in ASKED)


@pytest.mark.parametrize("act", [Act.SUBMIT, Act.RESUBMIT])
def test_content_is_judged_at_every_submission(act: Act) -> None:
    assert set(DRAFT) <= set(BY_ACT[act].rules)


def test_an_old_paper_is_asked_what_a_draft_is_asked() -> None:
    assert set(DRAFT) <= set(OLD_PAPER)


ACTS_AT = {
    At.DRAFT: (Act.SUBMIT, Act.RESUBMIT),
    At.SIGN_OFF: (Act.SIGN, Act.SEND_BACK),
    At.DECISION: (Act.APPROVE, Act.REFUSE, Act.DEFER),
    At.PUBLICATION: (Act.PUBLISH, Act.CORRECT, Act.WITHHOLD),
}


@pytest.mark.parametrize("place", ACTS_AT)
def test_a_rule_guards_an_act_at_each_place_where_it_speaks(place: At) -> None:
    rows = [BY_ACT[act] for act in ACTS_AT[place]]
    guards = {rule for row in rows for rule in (*row.recorded, *row.rules)}
    assert set(rules_at(place)) <= guards


SIGN_OFF = """date-invalid date-future date-order recorded-later scan-missing minute-missing out-of-turn
    stale-content not-in-post not-in-post self-approval same-person-twice interest-declared quorum-not-met
    reason-missing non-working-day link-only"""
DECISION = f"{SIGN_OFF} reserved-to-holder decision-same-day"
PUBLICATION = """not-in-post date-order stale-content sign-off-missing confidential-reasons-missing
    marking-contradicts publication-fields-missing withheld-without-ground withheld-text-shown
    contract-threshold"""
SUBMISSION = """not-originator field-missing section-missing hidden-characters marking-missing
    marking-contradicts emissions-not-numbers checklist-unanswered checklist-answer-invalid
    checklist-no-unexplained sustainability-contradiction confidential-reasons-missing
    confidential-reasons-unneeded recommendation-without-amount recommendation-by-reference amounts-differ
    single-option do-nothing-not-negative variation-without-parent recipient-name-varies
    undefined-abbreviation text-reused contract-threshold"""
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
