"""What every decision shares: its outcome for a supplier's mail, and its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MailOutcome(StrEnum):
    """What became of a supplier's mail."""

    ACCEPTED = "accepted"
    EXCEPTION = "exception"
    REVIEW = "review"
    NO_ACTION = "no_action"
    STORED = "stored"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason: a stable code to branch on, a sentence for people, the text it stands on."""

    code: str
    text: str
    evidence: str | None = None
