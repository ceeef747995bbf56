"""The bank holidays of England and Wales, for papers of no office in particular."""

from datetime import date

import pytest

from states.calendar import is_working_day
from workflow.bank_holidays import bank_holidays, calendar_without_office

TODAY = date(2025, 11, 3)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        pytest.param(date(2025, 4, 18), False, id="Good Friday"),
        pytest.param(date(2025, 8, 25), False, id="the summer bank holiday"),
        pytest.param(date(2021, 12, 28), False, id="the substitute for Boxing Day on a Sunday"),
        pytest.param(date(2023, 1, 2), False, id="the substitute for New Year's Day on a Sunday"),
        pytest.param(date(2022, 9, 19), False, id="the day of a state funeral"),
        pytest.param(date(2025, 8, 4), True, id="Scotland's summer bank holiday"),
        pytest.param(date(2025, 3, 17), True, id="Northern Ireland's St Patrick's Day"),
        pytest.param(date(2025, 9, 16), True, id="a common Tuesday"),
        pytest.param(date(2025, 1, 25), False, id="a Saturday"),
    ],
)
def test_offices_of_england_and_wales_work_on_their_own_working_days(day: date, works: bool) -> None:
    assert is_working_day(calendar_without_office([day], today=TODAY), day) is works


def test_a_year_by_itself_has_the_same_days_as_among_others() -> None:
    together = bank_holidays(range(2000, 2031))
    assert {day for year in range(2000, 2031) for day in bank_holidays([year])} == together


def test_nothing_is_known_five_years_on_and_later() -> None:
    known = calendar_without_office([date(2031, 12, 25)], today=TODAY)
    assert (known.holidays, known.covers_to) == (frozenset(), date(2030, 12, 31))


def test_the_fifth_year_is_known() -> None:
    assert date(2030, 12, 25) in calendar_without_office([date(2030, 1, 4)], today=TODAY).holidays


def test_years_in_which_nothing_happened_are_not_looked_up() -> None:
    known = calendar_without_office([date(2025, 9, 16)], today=TODAY).holidays
    assert {day.year for day in known} == {2025}
