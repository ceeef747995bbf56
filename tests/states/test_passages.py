"""The running text that rules read, and where each part of it stands."""

from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.rules.passages import Passage, letters_and_digits, passages_of
from states.submission import Content, Item
from tests.states import builders as build

LEAD_IN = build.FORM.emissions.lead_in


def read(**content: Any) -> tuple[Passage, ...]:
    return passages_of(Content(**content), build.FORM)


def section(key: str, *items: Item) -> dict[str, Any]:
    return {"sections": MappingProxyType({key: items})}


NUMBERED = {
    "6.1 Radios": "Radios",
    "12.10. Radios": "Radios",
    "3. Radios": "Radios",
    "3) Radios": "Radios",
    "a. Radios": "Radios",
    "b) Radios": "Radios",
    "B) Radios": "Radios",
    "iv. Radios": "Radios",
    "6.1\tRadios": "Radios",
    "6.1 a. Radios": "a. Radios",
    "2025 Radios": "2025 Radios",
    "100. Radios": "100. Radios",
    "A. Radios": "A. Radios",
    "6.1Radios": "6.1Radios",
    "mix. Radios": "mix. Radios",
}


@pytest.mark.parametrize(("written", "text"), NUMBERED.items(), ids=NUMBERED)
def test_a_sections_item_is_read_without_its_printed_number(written: str, text: str) -> None:
    (passage,) = read(**section("financial", Item(written, "6.1")))
    assert passage == Passage("financial", "financial 6.1", text)


def test_the_paper_is_read_in_its_order() -> None:
    passages = read(
        subject="Radios",
        summary=(Item("One.", "1"), Item("Two.", "2")),
        recommendation=(Item("Approve."),),
        sections=MappingProxyType({"options": (Item("4.1 None.", "4.1"),), "objective": (Item("Talk."),)}),
    )
    assert passages == (
        Passage("subject", "subject", "Radios"),
        Passage("summary", "summary 1", "One."),
        Passage("summary", "summary 2", "Two."),
        Passage("recommendation", "recommendation", "Approve."),
        Passage("options", "options 4.1", "None."),
        Passage("objective", "objective", "Talk."),
    )


EMPTY = {
    "nothing": {},
    "no subject": {"subject": ""},
    "a subject of spaces": {"subject": " \n"},
    "an item of spaces": {"summary": (Item(" "),)},
    "an item of its number alone": section("options", Item("4.1", "4.1")),
    "the lead-in": section("environmental", Item(LEAD_IN, "7.1")),
    "the lead-in without its number": section("environmental", Item(LEAD_IN.removeprefix("7.1 "), "7.1")),
    "the lead-in in capitals without its colon": section("environmental", Item(LEAD_IN.upper()[:-1], "7.1")),
}


@pytest.mark.parametrize("content", EMPTY.values(), ids=EMPTY)
def test_what_says_nothing_and_what_the_form_prints_is_no_text(content: dict[str, Any]) -> None:
    assert read(**content) == ()


def test_the_lead_in_with_an_answer_in_it_is_text() -> None:
    (passage,) = read(**section("environmental", Item(f"{LEAD_IN} Two trips.", "7.1")))
    assert passage.text.endswith("Two trips.")


def test_only_letters_and_digits_are_compared() -> None:
    assert letters_and_digits("7.1 The Strasse’s – £5 ½") == letters_and_digits("71 THE STRAßES 5½")


@given(st.text())
def test_case_changes_nothing_in_what_is_compared(text: str) -> None:
    assert letters_and_digits(text.casefold()) == letters_and_digits(text)
