"""Working days, and the London day of an instant. The holidays are given; none are known here."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

_LONDON = ZoneInfo("Europe/London")
_ONE_DAY = timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6


@dataclass(frozen=True, slots=True)
class Calendar:
    """An office's bank holidays and closure days. After `covers_to` only weekends are known."""

    holidays: frozenset[date]
    covers_to: date


def is_working_day(calendar: Calendar, day: date) -> bool:
    """Whether the office works that day: no weekend, bank holiday or closure day."""
    return day.weekday() < _SATURDAY and day not in calendar.holidays


def day_kind(calendar: Calendar, day: date) -> str | None:
    """What keeps a day from being a working day, in words that follow "is"; None for a working day."""
    if day.weekday() == _SATURDAY:
        return "a Saturday"
    if day.weekday() == _SUNDAY:
        return "a Sunday"
    return "a bank holiday or closure day" if day in calendar.holidays else None


def working_days_between(calendar: Calendar, start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; 0 on the same day or if `end` is earlier."""
    days = (end - start).days
    return sum(is_working_day(calendar, start + timedelta(days=n)) for n in range(1, days + 1))


def add_working_days(calendar: Calendar, day: date, n: int) -> date:
    """The `n`th working day after `day`; for 0 the day itself. ValueError if `n` is negative."""
    if n < 0:
        raise ValueError(f"n must be 0 or more, not {n}")
    while n:
        day += _ONE_DAY
        n -= is_working_day(calendar, day)
    return day


def london_day(instant: datetime) -> date:
    """The day it is in London at an instant. ValueError for a time without a zone."""
    if instant.utcoffset() is None:
        raise ValueError("the instant must have a time zone")
    return instant.astimezone(_LONDON).date()
