"""What can go wrong between a bare machine and running components."""

from __future__ import annotations


class StackError(Exception):
    """A component did not do what it was asked to."""


class CannotInstall(StackError):
    """A component cannot be had on this machine."""

    WORDS = "cannot install"

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"{self.WORDS} {what}: {why}")
        self.what = what
        self.why = why


class CommandFailed(StackError):
    """A `crossdock` command refused, in words that say what to do."""


class NotReady(StackError):
    """A component was started but did not answer in time, or ended by itself."""
