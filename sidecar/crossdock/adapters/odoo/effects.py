"""What every kind of effect needs: the session, the blobs, and the exceptions that the effects name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from crossdock.adapters.odoo import names
from crossdock.adapters.odoo.session import OdooSession
from crossdock.adapters.odoo.values import to_zone
from crossdock.domain.effect import OpenException, Receipt, ReceiptStatus, UpdateException, WritePromise
from crossdock.domain.exception_case import OPEN_STATES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crossdock.domain.effect import AnyEffect, PlannedEffect

STATE = names.RECORD_FIELDS["state"]
CASE_KEY = names.RECORD_FIELDS["case_key"]
LOOKUP_FIELDS = (CASE_KEY, STATE)


@dataclass(slots=True)
class Desk:
    """The means of one delivery, and what it knows: `ids` and `states` by case key, `zones` by user."""

    session: OdooSession
    blobs: Mapping[str, bytes]
    ids: dict[str, int] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    zones: dict[int, ZoneInfo] = field(default_factory=dict)

    def look_up(self, effects: Iterable[PlannedEffect], *, with_state: bool = False) -> None:
        """Read the exceptions of these effects that are not known yet: all in one call."""
        known = self.states if with_state else self.ids
        keys = {key for effect in effects if (key := case_key(effect.body)) is not None} - known.keys()
        if not keys:
            return
        rows = self.session.search_read(names.EXCEPTION, [(CASE_KEY, "in", sorted(keys))], LOOKUP_FIELDS)
        self.ids.update({row[CASE_KEY]: row["id"] for row in rows})
        self.states.update({row[CASE_KEY]: row[STATE] for row in rows})

    def look_up_zones(self, user_ids: Iterable[int]) -> None:
        """Read the zones of these users that are not known yet: all in one call."""
        unknown = set(user_ids) - self.zones.keys()
        if not unknown:
            return
        rows = self.session.search_read(
            "res.users", [("id", "in", sorted(unknown))], ("tz",), context={"active_test": False}
        )
        self.zones.update({row["id"]: to_zone(row["tz"]) for row in rows})

    def exception_id(self, effect: PlannedEffect) -> int | None:
        """Return the id of the exception that an effect is about."""
        return self.ids.get(case_key(effect.body) or "")

    def is_open(self, effect: PlannedEffect) -> bool:
        """Return whether this exception was open when it was looked up with its state."""
        return self.states.get(case_key(effect.body) or "") in OPEN_STATES


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
