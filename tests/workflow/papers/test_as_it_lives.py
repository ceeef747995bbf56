"""The two published papers after all that happens to papers: the same fields, or null, and nothing else."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.workflow.papers.build import ROUTE
from tests.workflow.papers.damage import ALL, GROUPS, damaged, meant
from workflow.papers import paper_json, read_paper

_COMBINATIONS = 120
_SHARE_OF_GROUPS = 0.3
_CHANGES_NOTHING = {("39", "tabs"), ("05", "straight-quotes"), ("39", "straight-quotes")}
"""Damage that the published papers have already, each checked to change nothing else."""


def _text(papers: Path, number: str) -> str:
    return (papers / f"decision-{number}-2025.txt").read_text(encoding="utf-8")


def _expected(papers: Path, number: str) -> dict[str, Any]:
    text = (papers / "expected" / f"decision-{number}-2025.json").read_text(encoding="utf-8")
    paper: dict[str, Any] = json.loads(text)["paper"]
    return paper | {"marking": None}


def _read(text: str) -> dict[str, Any]:
    return paper_json(read_paper(text.encode(), name="paper.txt", form=ROUTE.form, steps=ROUTE.steps))


@pytest.mark.parametrize("number", ["05", "39"])
@pytest.mark.parametrize("name", ALL)
def test_damaged_paper_has_the_same_fields(papers: Path, number: str, name: str) -> None:
    text = _text(papers, number)
    changed = damaged(text, [ALL[name]])
    assert (changed == text) == ((number, name) in _CHANGES_NOTHING)

    assert _read(changed) == meant(_expected(papers, number), [ALL[name]])


@pytest.mark.parametrize("number", ["05", "39"])
@pytest.mark.parametrize("seed", range(_COMBINATIONS))
def test_paper_damaged_in_many_ways_has_the_same_fields(papers: Path, number: str, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # the same damage in every run
    names = [chance.choice(list(group)) for group in GROUPS if chance.random() < _SHARE_OF_GROUPS]
    damages = [ALL[name] for name in names]

    read = _read(damaged(_text(papers, number), damages))

    assert read == meant(_expected(papers, number), damages), names


def test_paper_without_empty_lines_has_the_same_fields(papers: Path) -> None:
    text = _text(papers, "39")

    assert _read("\n".join(line for line in text.split("\n") if line)) == _expected(papers, "39")


_LIMBS = ("a) ", "b) ", "c) ", "d) ", "Or", "And")


@pytest.mark.parametrize("number", ["05", "39"])
def test_lost_line_makes_no_other_date_answer_or_tick(papers: Path, number: str) -> None:
    expected, lines = _expected(papers, number), _text(papers, number).split("\n")
    # To delete a limb is to settle the certificate, so those lines stay.
    lost = [place for place, line in enumerate(lines) if line.strip() and not line.startswith(_LIMBS)]

    guessed = {
        lines[place]: guesses
        for place in lost
        if (guesses := _guesses(_read("\n".join(lines[:place] + lines[place + 1 :])), expected))
    }

    assert guessed == {}


@pytest.mark.parametrize("number", ["05", "39"])
def test_file_that_breaks_off_makes_no_other_date_answer_or_tick(papers: Path, number: str) -> None:
    expected, text = _expected(papers, number), _text(papers, number)
    ends = range(text.index("4. Other options"), len(text), 23)

    guessed = {
        text[end - 40 : end]: guesses
        for end in ends
        if (guesses := _guesses(_read(text[:end]), expected) - {"number"})
    }

    assert guessed == {}


@pytest.mark.parametrize("number", ["05", "39"])
@pytest.mark.parametrize("mark", ["?", "~", "l", "@", "€"])
def test_misread_character_makes_no_date_or_answer(papers: Path, number: str, mark: str) -> None:
    expected, text = _expected(papers, number), _text(papers, number)
    for written in {sign_off["written"] for sign_off in expected["sign_offs"]}:
        text = text.replace(f"Date: {written}", f"Date: {written[:4]}{mark}{written[5:]}")
    text = (
        text.replace("| Yes |", f"| Y{mark}s |")
        .replace("\tYes", f"\tY{mark}s")
        .replace("\nNo\n", f"\nN{mark}\n")
    )

    read = _read(text)

    assert {sign_off["date"] for sign_off in read["sign_offs"]} == {None}
    assert {answer["answer"] for answer in read["checklist"]} == {"no", None}
    assert read["confidential"] is None


def _guesses(read: dict[str, Any], expected: dict[str, Any]) -> set[str]:
    """What was read otherwise than it is, and is not null either."""
    return {
        key for key, value in _facts(read).items() if value is not None and value != _facts(expected)[key]
    }


def _facts(paper: dict[str, Any]) -> dict[str, Any]:
    return {
        **{key: paper[key] for key in ("number", "outcome", "confidential", "marking")},
        **{sign_off["office"]: sign_off["date"] for sign_off in paper["sign_offs"]},
        **{answer["key"]: answer["answer"] for answer in paper["checklist"]},
        **paper["certificate"],
    }
