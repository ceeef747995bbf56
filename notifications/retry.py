"""When a letter that was not accepted is tried again, and when it counts as failed. Pure."""

from datetime import datetime, timedelta

KEEP_TRYING = timedelta(hours=4)
"""No letter counts as failed for a temporary reason before this long after its first try."""

LEAST_ATTEMPTS = 5
"""A machine that slept through the four hours still owes the letter these tries."""

_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=1)


def after_failure(
    temporary: bool, *, attempts: int, now: datetime, first_tried_at: datetime, jitter: float
) -> datetime | None:
    """When to try again after a refusal; None = failed. A permanent refusal is never tried again."""
    if not temporary:
        return None
    return next_attempt(attempts, now=now, first_tried_at=first_tried_at, jitter=jitter)


def next_attempt(attempts: int, *, now: datetime, first_tried_at: datetime, jitter: float) -> datetime | None:
    """When to try again after `attempts` tries in vain, or None once it has been tried long enough.

    Waits double from a minute up to an hour, each lengthened by up to half; `jitter` from 0 up to, not
    including, 1 says by how much. Raises ValueError for a jitter outside that or fewer than one attempt.
    """
    if not 0 <= jitter < 1 or attempts < 1:
        raise ValueError("jitter must be in [0, 1) and attempts at least 1")
    if attempts >= LEAST_ATTEMPTS and now - first_tried_at >= KEEP_TRYING:
        return None
    # The doublings are bounded: many more would not fit a time span.
    wait = min(_FIRST_WAIT * (1 << min(attempts - 1, 10)), _LONGEST_WAIT)
    return now + wait * (1 + jitter / 2)
