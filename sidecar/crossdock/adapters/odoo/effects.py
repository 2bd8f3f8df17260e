"""What every kind of effect needs: the session, the blobs, and the exceptions that the effects name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crossdock.adapters.odoo import names
from crossdock.adapters.odoo.session import OdooSession
from crossdock.domain.effect import OpenException, Receipt, ReceiptStatus, UpdateException, WritePromise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crossdock.domain.effect import AnyEffect, PlannedEffect

STATE = names.RECORD_FIELDS["state"]
CASE_KEY = names.RECORD_FIELDS["case_key"]
USER = names.RECORD_FIELDS["user_id"]
LOOKUP_FIELDS = (CASE_KEY, STATE)


@dataclass(slots=True)
class Desk:
    """The means of one delivery. `known` are exceptions by case key; asked for once, in one call."""

    session: OdooSession
    blobs: Mapping[str, bytes]
    known: dict[str, dict[str, Any]] = field(default_factory=dict)

    def look_up(self, effects: Iterable[PlannedEffect]) -> None:
        """Read the exceptions of these effects that are not known yet."""
        keys = {case_key(effect.body) for effect in effects} - {None} - self.known.keys()
        if not keys:
            return
        rows = self.session.search_read(
            names.EXCEPTION, [(CASE_KEY, "in", sorted(map(str, keys)))], LOOKUP_FIELDS
        )
        self.known.update({row[CASE_KEY]: row for row in rows})

    def exception_id(self, effect: PlannedEffect) -> int | None:
        """Return the id of the exception that an effect is about."""
        row = self.known.get(case_key(effect.body) or "")
        return int(row["id"]) if row else None

    def state(self, effect: PlannedEffect) -> str:
        """Return the state that this exception had when it was looked up."""
        return str(self.known[case_key(effect.body) or ""][STATE])

    def remember(self, key: str, exception_id: int, state: str) -> None:
        """Keep what was just written, so that the next wave need not ask."""
        self.known[key] = {"id": exception_id, CASE_KEY: key, STATE: state}


def case_key(body: AnyEffect) -> str | None:
    """Return the case that an effect is about, None for one about something else."""
    if isinstance(body, OpenException | UpdateException):
        return body.record.case_key
    if isinstance(body, WritePromise):
        return None
    return getattr(body, "case_key", None)


def sent(effect: PlannedEffect, remote_id: int | None = None) -> Receipt:
    """Return the receipt of an effect that was carried out."""
    return Receipt(key=effect.key, status=ReceiptStatus.SENT, remote_id=remote_id)


def refused(effect: PlannedEffect, error: str) -> Receipt:
    """Return the receipt of an effect that can never be carried out as it is."""
    return Receipt(key=effect.key, status=ReceiptStatus.REFUSED, error=error)


def no_exception(effect: PlannedEffect) -> Receipt:
    """Return the refusal of an effect on an exception that is not there."""
    return refused(effect, f"there is no exception with case key {case_key(effect.body)}")


def run_guarded(desk: Desk, action: str, items: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    """Run a guarded action over the items in one transaction; return its answer per item's key."""
    infos = desk.session.run_action(action, crossdock_items=items)
    return {item["key"]: item for item in infos.get("items", [])}
