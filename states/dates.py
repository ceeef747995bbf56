"""Days as people write them: read exactly or not at all, and written in the form's two ways."""

import re
from datetime import date

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _numbered(names: tuple[str, ...], *, first: int) -> dict[str, int]:
    """The number of each name, by its lower-case full spelling and its first three letters."""
    return {
        spelling: number
        for number, name in enumerate(names, start=first)
        for spelling in (name.lower(), name[:3].lower())
    }


_MONTH_NUMBERS = _numbered(_MONTHS, first=1)
_WEEKDAY_NUMBERS = _numbered(_WEEKDAYS, first=0)

_WEEKDAY = f"(?:(?P<weekday>{'|'.join(_WEEKDAY_NUMBERS)}) )?"
_FORMS = tuple(
    re.compile(_WEEKDAY + form, re.IGNORECASE | re.ASCII)
    for form in (
        r"(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})",
        r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{'|'.join(_MONTH_NUMBERS)}) (?P<year>\d{{4}})",
    )
)


def valid_date(written: str) -> date | None:
    """The day that was written, if it is a valid date; None for all else, because nobody guesses.

    Valid are d/m/yyyy (also with dots or hyphens), yyyy-mm-dd and d Month yyyy, with an agreeing weekday or
    none before it, for a real day of the years 2000 to 2099 and nothing around it. Source: the rules,
    "Words below", *Valid date*.
    """
    matches = (form.fullmatch(written) for form in _FORMS)
    match = next((match for match in matches if match), None)
    if match is None:
        return None
    month = match["month"].lower()
    year, day = int(match["year"]), int(match["day"])
    if not 2000 <= year <= 2099:
        return None
    try:
        found = date(year, _MONTH_NUMBERS.get(month) or int(month), day)
    except ValueError:
        return None
    weekday = match["weekday"]
    if weekday and found.weekday() != _WEEKDAY_NUMBERS[weekday.lower()]:
        return None
    return found


def as_words(day: date) -> str:
    """The day in words: `16 September 2025`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def as_form(day: date) -> str:
    """The day as the form writes it: `16/09/2025`."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"
