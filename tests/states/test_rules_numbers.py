"""Missing numbers: each unbroken run of a year, and nothing that is held."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.rules.numbers import gaps, number_gap
from tests.states.asked import AskedRecord
from tests.states.tables import Row, heard, row, warns


def register(*numbers: str) -> AskedRecord:
    return AskedRecord(rule=number_gap, numbers=numbers)


ROWS = {
    "no numbers": row(register()),
    "none missing": row(register("01/2025", "02/2025", "03/2025")),
    "none missing, in another order": row(register("03/2025", "01/2025", "02/2025", "02/2025")),
    "a run": row(
        register("01/2025", "04/2025"), warns("number-gap", "number 02/2025–03/2025", "2 missing", "papers")
    ),
    "one": row(
        register("01/2025", "03/2025"), warns("number-gap", "number 02/2025", "1 missing", "the paper.")
    ),
    "before the first": row(
        register("05/2025", "39/2025"),
        warns("number-gap", "number 01/2025–04/2025", "4 missing"),
        warns("number-gap", "number 06/2025–38/2025", "33 missing"),
    ),
    "of two years, each by itself": row(
        register("02/2026", "03/2025", "01/2025"),
        warns("number-gap", "number 02/2025"),
        warns("number-gap", "number 01/2026"),
    ),
    "wide numbers": row(register("099/2025", "001/2025"), warns("number-gap", "number 002/2025–098/2025")),
    "past a hundred": row(
        register("01/2025", "101/2025"), warns("number-gap", "number 02/2025–100/2025", "99 missing")
    ),
    "of another pattern": row(register("PCC/D/007", "5-25", "7/2025", "07/25", "")),
}


@pytest.mark.parametrize("judged", ROWS.values(), ids=ROWS)
def test_missing_numbers_are_told_run_by_run(judged: Row) -> None:
    assert heard(judged) == judged.said


@given(st.sets(st.integers(1, 60), min_size=1))
def test_what_is_held_and_what_is_missing_make_the_whole_year(held: set[int]) -> None:
    runs = gaps(f"{number:02}/2025" for number in held)
    missing = [
        n
        for run in runs
        for n in range(int(run.first.partition("/")[0]), int(run.last.partition("/")[0]) + 1)
    ]
    assert sorted([*held, *missing]) == list(range(1, max(held) + 1))
    assert sum(run.missing for run in runs) == len(missing)
