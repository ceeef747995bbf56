"""Working days, and the London day of an instant."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from states.calendar import (
    Calendar,
    add_working_days,
    day_kind,
    is_working_day,
    london_day,
    working_days_between,
)

CHRISTMAS = frozenset({date(2025, 12, 25), date(2025, 12, 26), date(2026, 1, 1), date(2025, 12, 27)})
CALENDAR = Calendar(CHRISTMAS, date(2026, 12, 31))

DAYS = {
    "an ordinary Monday": (date(2025, 12, 22), None),
    "an ordinary Friday": (date(2025, 12, 19), None),
    "Saturday": (date(2025, 12, 20), "a Saturday"),
    "Sunday": (date(2025, 12, 21), "a Sunday"),
    "Christmas Day": (date(2025, 12, 25), "a bank holiday or closure day"),
    "a holiday on a Saturday": (date(2025, 12, 27), "a Saturday"),
    "leap day": (date(2024, 2, 29), None),
}


@pytest.mark.parametrize(("day", "kind"), DAYS.values(), ids=DAYS)
def test_a_day_is_named_by_what_keeps_it_from_being_worked(day: date, kind: str | None) -> None:
    assert day_kind(CALENDAR, day) == kind


@pytest.mark.parametrize(("day", "kind"), DAYS.values(), ids=DAYS)
def test_a_day_without_such_a_name_is_a_working_day(day: date, kind: str | None) -> None:
    assert is_working_day(CALENDAR, day) is (kind is None)


SPANS = {
    "the same day": (date(2025, 12, 22), date(2025, 12, 22), 0),
    "Monday to Tuesday": (date(2025, 12, 22), date(2025, 12, 23), 1),
    "Friday to Monday": (date(2025, 12, 19), date(2025, 12, 22), 1),
    "Friday to Sunday": (date(2025, 12, 19), date(2025, 12, 21), 0),
    "Saturday to Monday": (date(2025, 12, 20), date(2025, 12, 22), 1),
    "over Christmas": (date(2025, 12, 24), date(2026, 1, 2), 4),
    "one week": (date(2025, 11, 3), date(2025, 11, 10), 5),
    "backwards": (date(2025, 12, 23), date(2025, 12, 22), 0),
    "over leap day": (date(2024, 2, 28), date(2024, 3, 1), 2),
}


@pytest.mark.parametrize(("start", "end", "count"), SPANS.values(), ids=SPANS)
def test_working_days_are_counted_after_the_first_up_to_the_last(start: date, end: date, count: int) -> None:
    assert working_days_between(CALENDAR, start, end) == count


ADDED = {
    "none from a working day": (date(2025, 12, 22), 0, date(2025, 12, 22)),
    "none from a Saturday": (date(2025, 12, 20), 0, date(2025, 12, 20)),
    "one from Friday": (date(2025, 12, 19), 1, date(2025, 12, 22)),
    "one from Saturday": (date(2025, 12, 20), 1, date(2025, 12, 22)),
    "one from Christmas Eve": (date(2025, 12, 24), 1, date(2025, 12, 29)),
    "five over New Year": (date(2025, 12, 24), 5, date(2026, 1, 5)),
}


@pytest.mark.parametrize(("day", "n", "then"), ADDED.values(), ids=ADDED)
def test_added_days_end_on_a_working_day(day: date, n: int, then: date) -> None:
    assert add_working_days(CALENDAR, day, n) == then


@pytest.mark.parametrize("n", range(1, 30))
def test_adding_and_counting_agree(n: int) -> None:
    start = date(2025, 12, 13)
    assert working_days_between(CALENDAR, start, add_working_days(CALENDAR, start, n)) == n


def test_days_cannot_be_taken_off() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        add_working_days(CALENDAR, date(2025, 12, 22), -1)


def test_after_the_known_holidays_only_weekends_are_no_working_days() -> None:
    assert is_working_day(CALENDAR, date(2028, 12, 25))


INSTANTS = {
    "winter, last minute": (datetime(2025, 1, 25, 23, 59, 59, tzinfo=UTC), date(2025, 1, 25)),
    "winter, midnight": (datetime(2025, 1, 26, 0, 0, tzinfo=UTC), date(2025, 1, 26)),
    "summer, an hour before": (datetime(2025, 7, 1, 22, 59, 59, tzinfo=UTC), date(2025, 7, 1)),
    "summer, past midnight": (datetime(2025, 7, 1, 23, 0, tzinfo=UTC), date(2025, 7, 2)),
    "clocks go back": (datetime(2025, 10, 26, 0, 30, tzinfo=UTC), date(2025, 10, 26)),
    "the night after": (datetime(2025, 10, 26, 23, 30, tzinfo=UTC), date(2025, 10, 26)),
    "written far east": (
        datetime(2025, 1, 26, 8, 0, tzinfo=timezone(timedelta(hours=9))),
        date(2025, 1, 25),
    ),
}


@pytest.mark.parametrize(("instant", "day"), INSTANTS.values(), ids=INSTANTS)
def test_an_instant_has_the_day_it_is_in_london(instant: datetime, day: date) -> None:
    assert london_day(instant) == day


def test_a_time_without_a_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="time zone"):
        london_day(datetime(2025, 1, 25, 12, 0))  # noqa: DTZ001  # a naive time is the case
