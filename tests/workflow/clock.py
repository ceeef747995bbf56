"""Time as a test has it: London days and hours, moved by hand."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
START = datetime(2026, 5, 5, 9, tzinfo=LONDON)
"""A Tuesday on which the office works; London is an hour ahead of UTC."""


@dataclass
class Clock:
    """Time as the test has it."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def move_to(self, day: date, hour: int = 9, minute: int = 0, second: int = 0) -> None:
        """Let it be this London time."""
        self.now = datetime.combine(day, time(hour, minute, second), tzinfo=LONDON)

    def wait(self, **span: float) -> None:
        """Let some time pass: `days=1`, `hours=2`. Days are of 24 hours."""
        self.now = (self.now.astimezone(UTC) + timedelta(**span)).astimezone(LONDON)
