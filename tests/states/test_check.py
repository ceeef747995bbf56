"""A paper is judged by the rules of its place in life, and again by those alone that a change concerns."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.check import check_draft, check_paper, recheck
from states.money import amounts_of
from states.refusals import Finding
from states.rules import DRAFT
from states.rules.case import ANYTHING
from states.rules.passages import passages_of
from states.rules.register import Earlier, Register
from states.rules.reuse import runs_of
from states.submission import Content, Emission, Item, Paper
from states.vocabulary import SECTIONS
from tests.states import builders as build
from tests.states.asked import NOW, STEPS, old_paper

FILLED = build.filled()
REGISTER = Register(
    earlier=(Earlier("04/2026", runs_of(passages_of(FILLED, build.FORM))),),
    recipients=frozenset({"Future Projects"}),
)

AROUND: dict[str, Any] = {"form": build.FORM, "calendar": build.CALENDAR, "now": NOW}


def judged(paper: Paper, **around: Any) -> tuple[Finding, ...]:
    return check_paper(paper, steps=STEPS, **AROUND, **around)


def test_a_paper_with_a_date_is_judged_as_an_old_one() -> None:
    found = judged(old_paper("05/05/2026", None, None, outcome=None))
    assert [finding.rule for finding in found] == ["sign-off-missing", "sign-off-missing"]


def test_a_paper_without_dates_is_judged_as_a_draft() -> None:
    assert judged(old_paper(None, None, None, number=None, outcome=None)) == ()


def test_a_paper_is_an_old_one_where_that_is_said() -> None:
    assert len(judged(old_paper(None, None, None), signed=True)) == len(STEPS)


def test_a_place_is_told_once_by_each_rule() -> None:
    twice = replace(FILLED, checklist=(*FILLED.checklist, *ANSWERS[1][:1], *ANSWERS[1][:1]))
    found = judged(old_paper(content=twice))
    assert [(finding.rule, finding.where) for finding in found] == [
        ("checklist-no-unexplained", "checklist legal-advice")
    ]


def test_no_rules_find_nothing() -> None:
    assert judged(old_paper(content=Content()), rules=()) == ()


def test_a_paper_is_compared_with_no_other_without_a_register() -> None:
    paper = old_paper(content=build.filled(subject="Other radios"))
    held = Register(holding=FILLED)
    assert [finding.rule for finding in judged(paper, register=held)] == ["number-taken"]
    assert judged(paper) == ()


TEXTS = (
    "Text.",
    "",
    "Do nothing would be possible.",
    "A grant of £20,000 to Future Projects (FP).",
    "A grant of £12,000 to the Futures Project as described above; see SVDuty.",
    "This varies decision 01/2026.",
    "An invisible\u200bcharacter.",
    "Buy new radios. Approve the purchase. Text. Text. Text. Do nothing. Repair the old radios.",
)
WORDS = ("subject", "originator", "submitted_to", "recipient", "varies", "funding_source")
ANSWERS = tuple(
    (replace(FILLED.checklist[0], answer=answer, written=written), *FILLED.checklist[1:])
    for answer, written in (("yes", "Yes"), ("no", "No"), (None, None), (None, "TBC"))
)
UNSUSTAINABLE = tuple(
    replace(answer, answer="no") if answer.key == "sustainability" else answer for answer in FILLED.checklist
)
NUMBERED = tuple(Emission(row.category, "0", "1") for row in FILLED.emissions)
OTHERS: Mapping[str, tuple[Any, ...]] = MappingProxyType(
    {
        "confidential": ("yes", "no", None),
        "confidential_reasons": ("A person's health.", "None", None),
        "marking": ("Official", "Restricted", None),
        "kind": ("grant", "contract", None),
        "emissions": (FILLED.emissions, NUMBERED, NUMBERED[1:]),
        "checklist": (FILLED.checklist, *ANSWERS, UNSUSTAINABLE),
    }
)


def items(texts: list[str]) -> tuple[Item, ...]:
    return tuple(Item(text, str(number)) for number, text in enumerate(texts, start=1))


LISTS = st.lists(st.sampled_from(TEXTS), max_size=3).map(items)
EDIT = st.one_of(
    st.tuples(st.sampled_from(WORDS), st.sampled_from((None, *TEXTS))),
    st.tuples(st.sampled_from(("summary", "recommendation", *SECTIONS)), LISTS),
    *(st.tuples(st.just(key), st.sampled_from(values)) for key, values in OTHERS.items()),
)


def edited(content: Content, key: str, value: Any) -> Content:
    """The content with one key changed, and the sums that its text then has."""
    if key in SECTIONS:
        changes: dict[str, Any] = {"sections": MappingProxyType({**content.sections, key: value})}
    else:
        changes = {key: value}
    new = replace(content, **changes)
    return replace(new, amounts=amounts_of(new))


@given(st.lists(st.lists(EDIT, min_size=1, max_size=3), max_size=5))
def test_checking_what_changed_finds_what_checking_everything_finds(
    saves: list[list[tuple[str, Any]]],
) -> None:
    around: dict[str, Any] = {
        "form": build.FORM,
        "calendar": build.CALENDAR,
        "now": NOW,
        "register": REGISTER,
    }
    content, found = FILLED, check_draft(FILLED, **around)
    for edits in saves:
        for key, value in edits:
            content = edited(content, key, value)
        found = recheck(found, content, changed={key for key, _ in edits}, **around)
        assert found == check_draft(content, **around)


@pytest.mark.parametrize("key", ["sections", "amounts", "sumary"])
def test_a_key_that_no_content_has_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=key):
        recheck((), FILLED, changed={key}, **AROUND)


def test_what_did_not_change_is_not_asked_again() -> None:
    before = (Finding("marking-missing", DRAFT[0].severity, "marking", "Kept."),)

    found = recheck(before, FILLED, changed={"confidential"}, **AROUND)

    assert found == before


def test_every_key_of_a_content_concerns_some_rule() -> None:
    assert frozenset().union(*(rule.reads for rule in DRAFT)) == ANYTHING


def test_some_rules_are_concerned_by_few_keys() -> None:
    few = [rule.name for rule in DRAFT if len(rule.reads) < 4]
    assert {"marking-missing", "checklist-unanswered", "emissions-not-numbers"} <= set(few)
