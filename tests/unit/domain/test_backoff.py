"""When a failed delivery is tried again."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from crossdock.domain.backoff import SCHEDULE_S, wait_after

KEYS = st.text(max_size=40)


@given(key=KEYS)
def test_a_bad_day_is_outlived(key: str) -> None:
    waits = [wait for attempt in range(1, 50) if (wait := wait_after(attempt, key)) is not None]

    assert sum(waits, timedelta()) >= timedelta(hours=24)


@given(key=KEYS)
def test_there_are_enough_tries_and_an_end(key: str) -> None:
    tries = 1
    while wait_after(tries, key) is not None:
        tries += 1

    assert 8 <= tries <= 20


@given(key=KEYS, attempt=st.integers(1, len(SCHEDULE_S)))
def test_jitter_adds_at_most_a_fifth_and_never_shortens(key: str, attempt: int) -> None:
    wait = wait_after(attempt, key)

    assert wait is not None
    assert 1 <= wait / timedelta(seconds=SCHEDULE_S[attempt - 1]) <= 1.2


@given(key=KEYS, attempt=st.integers(1, len(SCHEDULE_S)))
def test_the_same_attempt_of_the_same_effect_always_waits_alike(key: str, attempt: int) -> None:
    assert wait_after(attempt, key) == wait_after(attempt, key)


def test_a_crowd_that_failed_together_does_not_come_back_together() -> None:
    waits = {wait_after(3, f"effect-{number}") for number in range(100)}

    assert len(waits) > 50


def test_the_first_retry_comes_within_seconds() -> None:
    wait = wait_after(1, "effect")

    assert wait is not None
    assert wait < timedelta(seconds=5)
