"""What starts an item, what continues one, and what of its mark is kept."""

import pytest

from states.submission import Item
from workflow.papers.items import read_items


def _texts(*lines: str, keeps_marks: bool = True) -> list[str]:
    return [item.text for item in read_items([lines], keeps_marks=keeps_marks)]


@pytest.mark.parametrize(
    ("line", "in_section", "in_summary"),
    [
        ("- Victims", "Victims", "Victims"),
        ("• Victims", "Victims", "Victims"),
        ("* Victims", "Victims", "Victims"),
        ("\uf0b7 Victims", "Victims", "Victims"),
        ("▪\tVictims", "Victims", "Victims"),
        ("- o Victims", "Victims", "Victims"),
        (" - 1. Victims", "1. Victims", "Victims"),
        ("12. Victims", "12. Victims", "Victims"),
        ("1.1 Victims", "1.1 Victims", "Victims"),
        ("1.1\tVictims", "1.1 Victims", "Victims"),
        ("a. Victims", "a. Victims", "Victims"),
        ("a) Victims", "a) Victims", "Victims"),
        ("ii. Victims", "ii. Victims", "Victims"),
    ],
)
def test_mark_starts_an_item(line: str, in_section: str, in_summary: str) -> None:
    assert _texts("Before", line) == ["Before", in_section]
    assert _texts("Before", line, keeps_marks=False) == ["Before", in_summary]


@pytest.mark.parametrize(
    "line", ["and more", "More", "2025. More", "100. More", "£5. More", "e.g. more", "-5"]
)
def test_line_without_a_mark_continues_the_line_above(line: str) -> None:
    assert _texts("Before", line) == [f"Before {line}"]


@pytest.mark.parametrize(
    ("before", "after", "is_joined"),
    [
        ("- to provide", "data", True),
        ("- to provide,", "data", True),
        ("- to provide.", "data", False),
        ("- to provide:", "data", False),
        ("- to provide;", "data", False),
        ("- to provide?", "data", False),
        ("- to provide!", "data", False),
        ("- to provide", "Data", False),
        ("- to provide", "- data", False),
    ],
)
def test_sentence_cut_by_a_page_end_is_joined(before: str, after: str, is_joined: bool) -> None:
    assert len(_texts(before, "", "", after)) == (1 if is_joined else 2)


def test_mark_alone_takes_its_text_from_the_next_line() -> None:
    assert _texts("1.", "Victims", keeps_marks=False) == ["Victims"]


def test_empty_lines_and_empty_bullets_are_no_items() -> None:
    assert _texts("", "- ", "", "•", "") == []


def test_section_item_is_named_by_the_last_number_with_a_dot_in_it() -> None:
    items = read_items([["None yet", "6.1 One", "- Two", "1. Three"], ["6.2. Four"]], keeps_marks=True)

    assert items == (
        Item("None yet", None),
        Item("6.1 One", "6.1"),
        Item("Two", "6.1"),
        Item("1. Three", "6.1"),
        Item("6.2. Four", "6.2"),
    )


def test_summary_item_is_named_by_its_own_number_or_the_last_before_it() -> None:
    items = read_items([["- None yet", "1. One", "- Two", "a) Three", "4. Four"]], keeps_marks=False)

    assert items == (
        Item("None yet", None),
        Item("One", "1"),
        Item("Two", "1"),
        Item("Three", "1"),
        Item("Four", "4"),
    )
