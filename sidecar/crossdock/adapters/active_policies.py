"""The active policies, followed by every process: the `PolicySource` port."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from crossdock.domain.errors import PolicyInvalid

if TYPE_CHECKING:
    from collections.abc import Callable

    from crossdock.domain.policy import PolicySet
    from crossdock.ports import Clock, Ledger, Policies

log = logging.getLogger(__name__)


class ActivePolicies:
    """The ledger's active policy version, looked up again after `reload_s` seconds at the latest."""

    def __init__(
        self,
        policies: Policies,
        ledger: Ledger,
        *,
        reload_s: float = 3,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._policies = policies
        self._ledger = ledger
        self._reload_s = reload_s
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._stored_version = ""
        self._set: PolicySet | None = None
        self._looked_at = float("-inf")

    def active(self) -> PolicySet:
        """Return the active set. Raises `PolicyInvalid` when none is active."""
        with self._lock:
            if self._set is None or self._monotonic() - self._looked_at > self._reload_s:
                self._set = self._look()
                self._looked_at = self._monotonic()
            return self._set

    def _look(self) -> PolicySet:
        stored = self._ledger.active_policy()
        if stored is None:
            raise PolicyInvalid("No policy version is active; run `crossdock policy activate`.")
        if self._set is not None and stored.version == self._stored_version:
            return self._set
        found = self._policies.parse(stored.content)
        self._stored_version = stored.version
        log.info("policy version in force", extra={"policy_version": stored.version})
        return found


def activate_first(policies: Policies, ledger: Ledger, clock: Clock) -> None:
    """Activate the policy files where no version is active yet; a later change is a deliberate act."""
    if ledger.active_policy() is None:
        found, content = policies.load()
        ledger.activate_policy(found.version, content, clock.now())
