"""The carbon table, the checklist and the confidential answer, in every layout that the contract names."""

import pytest

from states.submission import Emission
from tests.workflow.papers.build import CHECKLIST, PAPER, QUESTIONS, changed, content, read, texts
from workflow.papers.tables import yes_or_no

HEATING, TRANSPORT, ELECTRICITY = (
    "Scope 1 – Fuel – Building Heating",
    "Scope 1 – Fuel – Transport",
    "Scope 2 – Electricity",
)
_TABLE = PAPER[PAPER.index("Emission Categories:") : PAPER.index("\n\nEnvironmental Implications")]


def _emissions(table: str) -> tuple[Emission, ...]:
    return content((_TABLE, table)).emissions


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(_TABLE, id="tabs"),
        pytest.param(
            f"""| Emission Categories: | Increase in tCO2 | Saving in tCO2 |
|---|--:|:-:|
| {HEATING} | 0 | 1,250.5 |
| {TRANSPORT} | 2 | 0 |
| {ELECTRICITY} | 0 | 0 |""",
            id="pipes",
        ),
        pytest.param(
            f"""Emission Categories: | Increase in tCO2 | Saving in tCO2
{HEATING} | 0 | 1,250.5
{TRANSPORT} | 2 | 0
{ELECTRICITY} | 0 | 0""",
            id="inner-pipes",
        ),
        pytest.param(
            f"""  Emission Categories:                 Increase in tCO2   Saving in tCO2

  {HEATING}    0                  1,250.5
  {TRANSPORT}           2                  0
  {ELECTRICITY}                0                  0""",
            id="columns",
        ),
        pytest.param(
            f"""Emission Categories:       Increase in    Saving in
                           tCO2           tCO2
Scope 1 – Fuel – Building  0              1,250.5
Heating
{TRANSPORT} 	2 	0
scope 2 - electricity  0  0""",
            id="run-over-lines",
        ),
    ],
)
def test_carbon_table_is_read_in_any_layout(table: str) -> None:
    assert _emissions(table) == (
        Emission(HEATING, "0", "1250.5"),
        Emission(TRANSPORT, "2", "0"),
        Emission(ELECTRICITY, "0", "0"),
    )


@pytest.mark.parametrize(
    ("row", "increase", "saving"),
    [
        pytest.param(f"{ELECTRICITY}\t\t3", None, "3", id="first-cell-empty"),
        pytest.param(f"{ELECTRICITY}\t3\t", "3", None, id="second-cell-empty"),
        pytest.param(ELECTRICITY, None, None, id="both-empty"),
        pytest.param(f"| {ELECTRICITY} | | 3 |", None, "3", id="first-piped-cell-empty"),
        pytest.param(f"{ELECTRICITY}\t\t3\t", None, "3", id="empty-cell-at-the-end"),
        pytest.param(f"{ELECTRICITY} 0 1.5", "0", "1.5", id="single-spaces"),
        pytest.param(
            f"{ELECTRICITY[:18]}\t\t3\n{ELECTRICITY[18:]}", None, "3", id="run-over-first-cell-empty"
        ),
        pytest.param(f"{ELECTRICITY}\tTBC\tnot assessed", "TBC", "not assessed", id="words"),
        pytest.param(f"{ELECTRICITY}\t1,234,567\t1,2", "1234567", "1,2", id="separators"),
    ],
)
def test_carbon_cells_are_kept_as_written(row: str, increase: str | None, saving: str | None) -> None:
    table = _TABLE.replace(f"{ELECTRICITY}\t0\t0", row)

    assert _emissions(table)[-1] == Emission(ELECTRICITY, increase, saving)


def test_lone_cell_in_columns_belongs_to_the_nearer_heading() -> None:
    table = f"""Emission Categories:                 Increase in tCO2   Saving in tCO2
{HEATING}                       3
{TRANSPORT}           4"""

    assert _emissions(table) == (Emission(HEATING, None, "3"), Emission(TRANSPORT, "4", None))


def test_lone_cell_of_a_row_run_over_belongs_to_the_nearer_heading() -> None:
    table = f"""Emission Categories:                 Increase in tCO2   Saving in tCO2
{HEATING[:24]}                                  3
{HEATING[24:]}"""

    assert _emissions(table) == (Emission(HEATING, None, "3"),)


def test_lone_cell_below_no_headings_is_nobodys() -> None:
    assert _emissions(f"{TRANSPORT}        4") == (Emission(TRANSPORT, None, None),)


def test_missing_row_has_no_entry() -> None:
    rows = _emissions(_TABLE.replace(f"{TRANSPORT}\t2\t0\n", ""))

    assert [row.category for row in rows] == [HEATING, ELECTRICITY]


def test_table_and_sub_headings_are_no_items() -> None:
    assert texts("environmental") == [
        "7.1 The estimated impact on our carbon emissions that must be reported under current statute from"
        " this proposal is:",
        "7.2 Leather.",
    ]


def test_item_right_below_the_table_is_an_item() -> None:
    found = texts(
        "environmental", (f"{ELECTRICITY}\t0\t0\n\nEnvironmental Implications\n", f"{ELECTRICITY}\t0\t0")
    )

    assert found[-1] == "7.2 Leather."


def _answer(cell: str, *, question: int = 0) -> tuple[str | None, str | None, str | None]:
    row = f"{QUESTIONS[question]}\tYes"
    answer = content((row, f"{QUESTIONS[question]}\t{cell}")).checklist[question]
    return answer.answer, answer.written, answer.reason


@pytest.mark.parametrize(
    ("cell", "answer", "reason"),
    [
        ("Yes", "yes", None),
        ("NO", "no", None),
        ("y", "yes", None),
        ("N", "no", None),
        ("No.", "no", None),
        ("No – not needed", "no", "not needed"),
        ("No, not needed", "no", "not needed"),
        ("No because it is small", "no", "because it is small"),
        ("N: small", "no", "small"),
        ("Yes/No", None, None),
        ("No-one", None, None),
        ("N/A", None, None),
        ("TBC", None, None),
        ("Nothing", None, None),
        ("☒ Yes ☐ No", "yes", None),
        ("☐ Yes ☑ No – too small for no", "no", "too small for no"),
        ("Yes ☐ No ☒", "no", None),
        ("Yes ✓ No", "yes", None),
        ("Yes No ✓ too small", "no", "too small"),
        ("✓ No / Yes", "no", None),
        ("✓ No no need", "no", "no need"),
        ("[x] Yes [ ] No", "yes", None),
        ("Yes ( ) No (X) none needed", "no", "none needed"),
        ("☐ Yes ☐ No", None, None),
        ("☒ Yes ☒ No", None, None),
        ("☒", None, None),
    ],
)
def test_answer_is_the_first_word_or_the_marked_one(
    cell: str, answer: str | None, reason: str | None
) -> None:
    assert _answer(cell) == (answer, cell, reason)


def test_empty_cell_is_no_answer() -> None:
    assert _answer("") == (None, None, None)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("\n".join(f"| {q} | Yes |" for q in QUESTIONS), id="pipes"),
        pytest.param("\n".join(f"|---|---|\n| {q.upper()} | y |" for q in QUESTIONS), id="ruled-pipes"),
        pytest.param("\n".join(f"{q}   Yes" for q in QUESTIONS), id="columns"),
        pytest.param("\n\n".join(f"{q}\nYes" for q in QUESTIONS), id="answers-below"),
        pytest.param("\n".join(f"{q[:30]}    Yes\n{q[30:]}" for q in QUESTIONS), id="answer-within"),
        pytest.param("\n".join(f"| {q[:30]} | |\n| {q[30:]} | Yes |" for q in QUESTIONS), id="answer-after"),
        pytest.param("\n".join(f"{q[:30]}\n{q[30:]}\tYes" for q in QUESTIONS), id="question-run-over"),
        pytest.param("\n".join(f"{q}\t☒ Yes\t☐ No" for q in reversed(QUESTIONS)), id="box-cells-backwards"),
    ],
)
def test_checklist_is_read_in_any_layout(rows: str) -> None:
    answers = content((CHECKLIST, rows)).checklist

    assert [answer.question for answer in answers] == list(QUESTIONS)
    assert [answer.answer for answer in answers] == ["yes"] * 9


def test_checklist_has_nine_answers_whatever_the_file_has() -> None:
    answers = content((CHECKLIST, "")).checklist

    assert [(answer.answer, answer.written) for answer in answers] == [(None, None)] * 9


def test_reason_run_over_lines_is_whole() -> None:
    rows = CHECKLIST.replace(f"{QUESTIONS[0]}\tYes", f"{QUESTIONS[0]}   No – not needed\n        this time")

    assert content((CHECKLIST, rows)).checklist[0].reason == "not needed this time"


@pytest.mark.parametrize(
    ("layout", "answer"),
    [
        ("Decision?\n\nYes\n", "yes"),
        ("Decision? Yes\n", "yes"),
        ("Decision?\tno\n", "no"),
        ("Decision?\n\n☐ Yes ☒ No\n", "no"),
        ("Decision?\n\nPerhaps\n", None),
        ("Decision?\n\n", None),
    ],
)
def test_confidential_answer_is_read_like_the_others(layout: str, answer: str | None) -> None:
    assert content(("Decision?\n\nNo\n", layout)).confidential == answer


_REASONS = "having referred to the PCC Decision Making Policy"


@pytest.mark.parametrize(
    ("written", "reasons"),
    [
        pytest.param(_REASONS, None, id="none"),
        pytest.param(
            f"{_REASONS}\n\nIt names\na victim.\n\nAnd a price.", "It names a victim.\nAnd a price.", id="two"
        ),
        pytest.param(
            "having referred to the <u>PCCDecision Making Policy</u>\n-", "-", id="policy-run-together"
        ),
        pytest.param(f"{_REASONS}: N/A", "N/A", id="same-line"),
        pytest.param("having referred to the policy of the day\n\nA price.", "A price.", id="other-policy"),
    ],
)
def test_confidential_reasons_stand_between_their_label_and_the_approval(
    written: str, reasons: str | None
) -> None:
    assert content((_REASONS, written)).confidential_reasons == reasons


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("submissions to the PCC).", "submissions to the PCQ)."),
        ("submissions to the PCC).", "submissions to\nthe PCC)."),
        ("submissions to the PCC).", "submissions to the Board)."),
    ],
)
def test_damaged_approval_note_still_ends_the_reasons(printed: str, written: str) -> None:
    paper = read(changed((printed, written)))

    assert paper.content.confidential_reasons is None
    assert paper.sign_offs == read(PAPER).sign_offs


def test_words_with_a_yes_in_them_are_no_answer() -> None:
    assert yes_or_no("Yesterday") == (None, None)
