"""Every rule alone makes its findings: where it is switched off, nobody hears of them."""

from functools import cache

import pytest

from states.refusals import Finding
from states.rules import CATALOGUE, At, Rule
from tests.states.all_rows import ASKED
from tests.states.asked import Asked, AskedAct

EACH_AT = [(rule, place) for rules in CATALOGUE.values() for rule in rules for place in rule.at]
IDS = [f"{rule.name} at {place}" for rule, place in EACH_AT]


@cache
def speaking(rule: Rule, place: At) -> tuple[tuple[Asked, tuple[Finding, ...]], ...]:
    """What is asked in the rules' tables at a place and makes the rule speak, with what it says."""
    asked = (asked for asked in _AT[place] if rule in asked.rules)
    return tuple((one, said) for one in asked if (said := one.says((rule,))))


_AT = {place: [asked for asked in ASKED if place in asked.at] for place in At}


@pytest.mark.parametrize(("rule", "place"), EACH_AT, ids=IDS)
def test_a_rule_switched_off_is_missed(rule: Rule, place: At) -> None:
    assert speaking(rule, place)
    for asked, said in speaking(rule, place):
        with_it = asked.says(asked.rules)
        without_it = asked.says(tuple(other for other in asked.rules if other is not rule))
        assert set(said) <= set(with_it)
        assert not set(said) & set(without_it)


REACHED = [asked for asked in ASKED if not (isinstance(asked, AskedAct) and asked.only)]


def test_the_product_makes_of_a_case_what_its_rules_say() -> None:
    for asked in REACHED:
        said = asked.says(asked.rules)
        blocking = tuple(finding for finding in said if finding.blocks)
        made = asked()
        is_refused = isinstance(asked, AskedAct) and blocking
        # An act that the state does not know is refused before its rules are asked.
        assert made == (blocking if is_refused else said) or made[0].rule == "out-of-turn"
