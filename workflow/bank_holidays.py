"""Bank holidays of England and Wales, for papers of no office in particular. Needs no database."""

from collections.abc import Iterable
from datetime import date
from functools import cache

import holidays

from states.calendar import Calendar

SOURCE = "England and Wales bank holidays"

_FIRST_YEAR = 2000
"""Of valid dates. Source: the rules, "Words below", *Valid date*."""

_YEARS_AHEAD = 5
"""For so many years after this one the bank holidays are taken to be known."""


def bank_holidays(years: Iterable[int]) -> frozenset[date]:
    """The bank holidays of England and Wales in these years; some of them may be weekend days."""
    return frozenset[date]().union(*(_in_year(year) for year in set(years)))


def calendar_without_office(days: Iterable[date], *, today: date) -> Calendar:
    """What is known of the years in which `days` lie: bank holidays, and nobody's closure days.

    Only those years are looked up, from 2000 to five years after `today`; beyond, only weekends are known.
    """
    last = today.year + _YEARS_AHEAD
    known = bank_holidays(day.year for day in days if _FIRST_YEAR <= day.year <= last)
    return Calendar(holidays=known, covers_to=date(last, 12, 31))


@cache
def _in_year(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))
