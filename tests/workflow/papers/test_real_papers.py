"""The two published papers read as the contract says, and small changes to them as its table says."""

import json
import textwrap
from pathlib import Path
from typing import Any

import pytest

from states.submission import Paper
from tests.workflow.papers.build import ROUTE
from workflow.papers import paper_json, read_paper


def _text(papers: Path, number: str) -> str:
    return (papers / f"decision-{number}-2025.txt").read_text(encoding="utf-8")


def _read(text: str, *, encoding: str = "utf-8") -> Paper:
    return read_paper(text.encode(encoding), name="paper.txt", form=ROUTE.form, steps=ROUTE.steps)


def _expected(papers: Path, number: str) -> dict[str, Any]:
    text = (papers / "expected" / f"decision-{number}-2025.json").read_text(encoding="utf-8")
    paper: dict[str, Any] = json.loads(text)["paper"]
    return paper


def _changed(papers: Path, number: str, *changes: tuple[str, str]) -> dict[str, Any]:
    text = _text(papers, number)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return paper_json(_read(text))


@pytest.mark.parametrize("number", ["05", "39"])
def test_real_paper_reads_as_expected(papers: Path, number: str) -> None:
    expected = _expected(papers, number)

    read = paper_json(_read(_text(papers, number)))

    assert read == expected | {"marking": None}
    assert list(read) == [*expected, "marking"]


@pytest.mark.parametrize("number", ["05", "39"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_encoding_of_the_file_changes_nothing(papers: Path, number: str, encoding: str) -> None:
    assert _read(_text(papers, number), encoding=encoding) == _read(_text(papers, number))


@pytest.mark.parametrize("number", ["05", "39"])
@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\u2028"], ids=["windows", "old-mac", "unicode"])
def test_line_ends_of_the_file_change_nothing(papers: Path, number: str, line_end: str) -> None:
    text = _text(papers, number)

    assert _read(text.replace("\n", line_end)) == _read(text)


@pytest.mark.parametrize("number", ["05", "39"])
def test_long_lines_may_be_broken_anywhere(papers: Path, number: str) -> None:
    text = _text(papers, number)
    broken = "\n".join(
        line if "|" in line or "\t" in line else textwrap.fill(line, 70, break_on_hyphens=False)
        for line in text.split("\n")
    )

    assert _read(broken) == _read(text)


def test_tables_may_stand_in_columns(papers: Path) -> None:
    text = _text(papers, "39")

    assert _read("\n".join(_in_columns(line) for line in text.split("\n"))) == _read(text)


def _in_columns(line: str) -> str:
    first, *cells = line.split("\t")
    if not cells:
        return line
    start, *more = textwrap.wrap(first, 60)
    return "\n".join(["   ".join([start.ljust(60), *cells]), *more])


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("24/01/2025", "2025-01-24"),
        ("19/02/2025", "2025-02-19"),
        ("19/01/2025", "2025-01-19"),
        ("19/02/205", None),
    ],
)
def test_officer_date_is_read_or_left_as_written(papers: Path, written: str, date: str | None) -> None:
    read = _changed(papers, "05", ("19/02/205", written))

    assert read["sign_offs"][0] == {"office": "chief-executive", "date": date, "written": written}


def test_date_taken_away_is_empty(papers: Path) -> None:
    read = _changed(papers, "05", ("24/01/2025", ""))

    assert read["sign_offs"][1] == {"office": "chief-finance-officer", "date": None, "written": None}


def test_recommendation_that_names_a_sum_has_an_amount(papers: Path) -> None:
    read = _changed(papers, "05", ("to provide\n\ndata", "of £10,300.00 to provide\n\ndata"))

    assert read["amounts"] == [
        {"pence": 1003000, "where": "summary 5"},
        {"pence": 1030000, "where": "recommendation"},
        {"pence": 1003000, "where": "financial 6.1"},
    ]


@pytest.mark.parametrize("number", ["05/2023", "5/2025", "5-25"])
def test_number_is_kept_as_written(papers: Path, number: str) -> None:
    assert _changed(papers, "05", ("05/2025\n\nReason", f"{number}\n\nReason"))["number"] == number


def test_first_line_that_is_a_marking_is_the_marking(papers: Path) -> None:
    text = "OFFICIAL\n" + _text(papers, "39")

    assert paper_json(_read(text)) == _expected(papers, "39") | {"marking": "OFFICIAL"}


@pytest.mark.parametrize(
    ("changes", "limb", "regulations"),
    [
        pytest.param([("\nb) ", "\n[x] b) "), ("\nd) ", "\n[x] d) ")], "b", True, id="b-and-d-marked"),
        pytest.param([("\na) ", "\n[x] a) "), ("\nd) ", "\n[x] d) ")], "a", True, id="a-and-d-marked"),
        pytest.param(
            [
                ("a) there are no financial consequences as a result of this decision,\n\nOr\n\n", ""),
                ("Or\n\nc) the costs identified in this report can be financed from reserves\n\n", ""),
            ],
            "b",
            True,
            id="a-and-c-deleted",
        ),
    ],
)
def test_certificate_is_settled_by_marks_or_deletions(
    papers: Path, changes: list[tuple[str, str]], limb: str, regulations: bool
) -> None:
    assert _changed(papers, "39", *changes)["certificate"] == {"limb": limb, "regulations": regulations}


def test_paper_without_dates_has_no_outcome(papers: Path) -> None:
    read = _changed(papers, "39", ("15/09/2025", ""), ("16/09/2025", ""))

    assert read["outcome"] is None
    assert [sign_off["written"] for sign_off in read["sign_offs"]] == [None, None, None]
