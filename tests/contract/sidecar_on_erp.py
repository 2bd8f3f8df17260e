"""What a sidecar needs besides the ERP under test: a clock and policies."""

from __future__ import annotations

from datetime import UTC, datetime

from crossdock.domain.policy import Mode, ModeRule, PolicySet, ToleranceRule


class Today:
    """A clock that stands on the day after the mails."""

    def now(self) -> datetime:
        """Return the time."""
        return datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class ActWithinTwoDays:
    """Policies without files."""

    def active(self) -> PolicySet:
        """Return the set."""
        rule = ToleranceRule(name="two days", days_late=2, days_early=2)
        return PolicySet(version="v1", modes=(ModeRule(name="all act", mode=Mode.ACT),), tolerances=(rule,))
