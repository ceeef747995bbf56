"""Dates are read exactly or not at all, and written as the form and as people write them."""

from collections.abc import Callable
from datetime import date

import pytest

from states.dates import as_form, as_words, valid_date

SIXTEENTH = date(2025, 9, 16)


@pytest.mark.parametrize(
    "written",
    [
        "16/09/2025",
        "16/9/2025",
        "16.09.2025",
        "16-9-2025",
        "2025-09-16",
        "16 September 2025",
        "16 Sep 2025",
        "16 SEPTEMBER 2025",
        "16th September 2025",
        "16st sep 2025",
        "16nd Sep 2025",
        "16rd Sep 2025",
        "Tuesday 16 September 2025",
        "Tue 16 Sep 2025",
        "tuesday 16/09/2025",
        "TUE 2025-09-16",
    ],
)
def test_valid_date_is_read(written: str) -> None:
    assert valid_date(written) == SIXTEENTH


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("", id="empty"),
        pytest.param("19/02/205", id="three-digit-year"),
        pytest.param("16/09/25", id="two-digit-year"),
        pytest.param("16/09", id="no-year"),
        pytest.param("16/09.2025", id="two-separators"),
        pytest.param("16/09-2025", id="two-separators-again"),
        pytest.param("16 09 2025", id="spaces"),
        pytest.param("16 / 09 / 2025", id="spaced-separators"),
        pytest.param("016/09/2025", id="three-digit-day"),
        pytest.param("31/02/2025", id="no-such-day"),
        pytest.param("29/02/2025", id="no-leap-year"),
        pytest.param("0/09/2025", id="day-nought"),
        pytest.param("09/16/2025", id="month-sixteen"),
        pytest.param("16/09/1999", id="before-2000"),
        pytest.param("16/09/2100", id="after-2099"),
        pytest.param("2025-9-16", id="iso-short-month"),
        pytest.param("2025-09-6", id="iso-short-day"),
        pytest.param("2025/09/16", id="iso-slashes"),
        pytest.param("20250916", id="iso-basic"),
        pytest.param("16 Sept 2025", id="four-letters"),
        pytest.param("16-Sep-2025", id="hyphens-between-words"),
        pytest.param("16 September, 2025", id="comma"),
        pytest.param("Tuesday, 16 September 2025", id="comma-after-weekday"),
        pytest.param("16  September 2025", id="two-spaces"),
        pytest.param("16 th September 2025", id="parted-ending"),
        pytest.param("16th of September 2025", id="of"),
        pytest.param("September 16 2025", id="month-first"),
        pytest.param("Monday 16 September 2025", id="other-weekday"),
        pytest.param("Tues 16 September 2025", id="four-letter-weekday"),
        pytest.param("16/09/2025.", id="full-stop-after"),
        pytest.param("16/09/2025 (agreed)", id="words-after"),
        pytest.param("16/09/2025\n", id="line-end-after"),
        pytest.param(" 16/09/2025", id="space-before"),
        pytest.param("١٦/٠٩/٢٠٢٥", id="other-digits"),
    ],
)
def test_anything_else_is_no_date(written: str) -> None:
    assert valid_date(written) is None


@pytest.mark.parametrize("year", [2000, 2024, 2099])
def test_first_and_last_years_count(year: int) -> None:
    assert valid_date(f"28/02/{year}") == date(year, 2, 28)


def test_leap_day_is_a_day() -> None:
    assert valid_date("29/02/2024") == date(2024, 2, 29)


def test_day_in_words() -> None:
    assert as_words(SIXTEENTH) == "16 September 2025"
    assert as_words(date(2025, 5, 1)) == "1 May 2025"


def test_day_as_the_form_writes_it() -> None:
    assert as_form(SIXTEENTH) == "16/09/2025"
    assert as_form(date(2025, 5, 1)) == "01/05/2025"


@pytest.mark.parametrize("write", [as_words, as_form])
@pytest.mark.parametrize("month", range(1, 13))
def test_what_is_written_can_be_read_again(write: Callable[[date], str], month: int) -> None:
    day = date(2031, month, 28)

    assert valid_date(write(day)) == day
