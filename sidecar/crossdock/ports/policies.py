"""The policies port."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crossdock.domain.policy import PolicySet


class Policies(Protocol):
    """Where policies come from: files of the operations people."""

    def load(self) -> tuple[PolicySet, Mapping[str, str]]:
        """Read and validate all files, run their examples; return the set and the files' text."""

    def parse(self, content: Mapping[str, str]) -> PolicySet:
        """Validate stored text and return the set."""


class PolicySource(Protocol):
    """The active policies, as decisions use them."""

    def active(self) -> PolicySet:
        """Return the active set; it is the one whose version a decision records."""
