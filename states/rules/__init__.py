"""Every rule once, by name: a pure check on a paper or an act that yields findings or nothing."""

from collections.abc import Mapping
from types import MappingProxyType

from states.rules import (
    acts,
    certificate,
    checklist,
    dates,
    decider,
    fields,
    numbers,
    publication,
    recorded,
    reuse,
    spelling,
    wording,
)
from states.rules.case import At, Case, Rule

__all__ = ["CATALOGUE", "DRAFT", "GROUPS", "OLD_PAPER", "At", "Case", "Rule", "rules_at"]

GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Fields": (
            "field-missing",
            "section-missing",
            "number-invalid",
            "number-taken",
            "number-year",
            "hidden-characters",
            "statement-altered",
            "marking-missing",
            "marking-contradicts",
            "emissions-not-numbers",
        ),
        "Checklist and confidentiality": (
            "checklist-unanswered",
            "checklist-answer-invalid",
            "checklist-no-unexplained",
            "sustainability-contradiction",
            "confidential-reasons-missing",
            "confidential-reasons-unneeded",
        ),
        "Sign-offs and dates": (
            "sign-off-missing",
            "date-invalid",
            "date-order",
            "date-future",
            "decision-same-day",
            "non-working-day",
            "recorded-later",
            "effective-before-decision",
        ),
        "Certificate and decision": (
            "certificate-limb",
            "certificate-no-cost-with-amount",
            "decider-differs",
            "recommendation-without-amount",
            "recommendation-by-reference",
            "amounts-differ",
            "single-option",
            "do-nothing-not-negative",
            "variation-without-parent",
            "recipient-name-varies",
            "undefined-abbreviation",
            "text-reused",
            "contract-threshold",
        ),
        "Who may act": (
            "out-of-turn",
            "stale-content",
            "not-in-post",
            "self-approval",
            "same-person-twice",
            "reserved-to-holder",
            "reason-missing",
            "defer-date-missing",
            "link-only",
        ),
        "Publication": (
            "publication-fields-missing",
            "withheld-without-ground",
            "withheld-text-shown",
            "published-late",
            "number-gap",
        ),
    }
)
"""The names of the listed rules in the order in which they are shown, under the headings of that list."""

_MODULES = (
    fields,
    numbers,
    checklist,
    dates,
    certificate,
    decider,
    wording,
    spelling,
    reuse,
    publication,
    acts,
    recorded,
)

_ALL = tuple(rule for module in _MODULES for rule in vars(module).values() if isinstance(rule, Rule))

_LISTED = tuple(name for names in GROUPS.values() for name in names)

CATALOGUE: Mapping[str, tuple[Rule, ...]] = MappingProxyType(
    {
        name: tuple(rule for rule in dict.fromkeys(_ALL) if rule.name == name)
        for name in dict.fromkeys((*_LISTED, *(rule.name for rule in _ALL)))
    }
)
"""All rules by name, the listed ones in their order, then the machine's own guards.

A name has two checks where it guards two kinds of act.
"""


def rules_at(place: At) -> tuple[Rule, ...]:
    """The rules that speak at a place, in the catalogue's order."""
    return tuple(rule for rules in CATALOGUE.values() for rule in rules if place in rule.at)


DRAFT = rules_at(At.DRAFT)
"""What is asked of a paper before it is submitted."""

OLD_PAPER = rules_at(At.OLD_PAPER)
"""What is asked of a paper that was signed on paper."""
