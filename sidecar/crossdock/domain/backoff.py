"""When a failed delivery is tried again, and when it is given up."""

from __future__ import annotations

import hashlib
from datetime import timedelta

SCHEDULE_S = (2, 10, 30, 120, 600, 1800, 3600, 7200, 14400, 21600, 28800, 36000)
"""Waits between attempts in seconds; together over 32 hours, so a bad day in Odoo is outlived."""

UNREACHABLE_WAIT = timedelta(seconds=10)
"""Pause while a target is away; such attempts do not count."""


def wait_after(attempts: int, key: str) -> timedelta | None:
    """Return how long to wait after the `attempts`-th counted failure (from 1); None: give up.

    Jitter of up to 20 % comes from the key and the attempt, so that it needs no random source and a crowd
    that failed together does not come back together.
    """
    if attempts > len(SCHEDULE_S):
        return None
    share = hashlib.sha256(f"{key}:{attempts}".encode()).digest()[0] / 255
    return timedelta(seconds=SCHEDULE_S[attempts - 1] * (1 + 0.2 * share))
