"""When a letter is tried again: soon at first, then hourly, for at least four hours; a refusal ends it."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from notifications.retry import KEEP_TRYING, LEAST_ATTEMPTS, after_failure, next_attempt
from tests.notifications.letter_samples import NOON

MINUTE = timedelta(minutes=1)
NEARLY_ONE = 0.999999


def all_tries(jitter: float) -> list[datetime]:
    tries = [NOON]
    while due := next_attempt(len(tries), now=tries[-1], first_tried_at=NOON, jitter=jitter):
        tries.append(due)
    return tries


def test_waits_double_from_a_minute_to_an_hour() -> None:
    tries = all_tries(0.0)
    waits = [(later - earlier) / MINUTE for earlier, later in pairwise(tries)]
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]


@pytest.mark.parametrize("jitter", [0.0, 0.25, 0.5, NEARLY_ONE])
def test_letter_is_tried_for_at_least_four_hours(jitter: float) -> None:
    assert all_tries(jitter)[-1] - NOON >= KEEP_TRYING == timedelta(hours=4)


@pytest.mark.parametrize("jitter", [0.0, 0.25, 0.5, NEARLY_ONE])
def test_trying_ends_within_six_hours(jitter: float) -> None:
    assert all_tries(jitter)[-1] - NOON < timedelta(hours=6)


def test_jitter_lengthens_a_wait_by_up_to_half() -> None:
    due = next_attempt(4, now=NOON, first_tried_at=NOON, jitter=0.5)
    assert due == NOON + 10 * MINUTE


def test_machine_that_slept_still_owes_the_letter_its_tries() -> None:
    woken = NOON + timedelta(days=3)
    assert next_attempt(LEAST_ATTEMPTS - 1, now=woken, first_tried_at=NOON, jitter=0.0) is not None


def test_letter_has_failed_once_time_and_tries_are_spent() -> None:
    assert next_attempt(LEAST_ATTEMPTS, now=NOON + KEEP_TRYING, first_tried_at=NOON, jitter=0.0) is None


def test_clock_set_back_only_lengthens_the_trying() -> None:
    due = next_attempt(1000, now=NOON - timedelta(days=1), first_tried_at=NOON, jitter=0.0)
    assert due == NOON - timedelta(days=1) + timedelta(hours=1)


def test_permanent_refusal_is_never_tried_again() -> None:
    assert after_failure(False, attempts=1, now=NOON, first_tried_at=NOON, jitter=0.0) is None


def test_temporary_refusal_is_tried_again() -> None:
    assert after_failure(True, attempts=1, now=NOON, first_tried_at=NOON, jitter=0.0) == NOON + MINUTE


@pytest.mark.parametrize(("attempts", "jitter"), [(0, 0.5), (1, 1.0), (1, -0.1)])
def test_senseless_numbers_are_a_fault(attempts: int, jitter: float) -> None:
    with pytest.raises(ValueError, match="jitter must be in"):
        next_attempt(attempts, now=NOON, first_tried_at=NOON, jitter=jitter)
