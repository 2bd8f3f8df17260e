"""What people did in Odoo: the event rows of our buttons and rules, and what only polling can find."""

from __future__ import annotations

import json
import logging
from collections import Counter
from typing import TYPE_CHECKING, Any

from crossdock.adapters.odoo import names
from crossdock.adapters.odoo.agreed import AGREED_FIELDS, agreed_date
from crossdock.adapters.odoo.cursor import Cursor, from_text, start_at
from crossdock.adapters.odoo.snapshot import CONFIRMED
from crossdock.adapters.odoo.values import label, one, to_decimal, to_local_day, to_time
from crossdock.domain.exception_case import CaseState
from crossdock.ports.erp import CaseStanding, ChangePage, ErpChange, ErpChangeKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from crossdock.adapters.odoo.session import OdooSession
    from crossdock.ports.json_types import JsonObject

    Row = dict[str, Any]
    Source = Callable[[Cursor, int], tuple[list[ErpChange], Cursor, bool]]

log = logging.getLogger(__name__)

STATE = names.RECORD_FIELDS["state"]
CASE_KEY = names.RECORD_FIELDS["case_key"]
COMPANY = names.RECORD_FIELDS["company_id"]
OCCURRENCES = names.RECORD_FIELDS["occurrence_count"]
OWNER = names.RECORD_FIELDS["user_id"]
LINE = names.RECORD_FIELDS["purchase_line_id"]
EXCEPTION_FIELDS = (CASE_KEY, STATE, COMPANY, LINE, names.RESOLUTION_CODE, "write_date", "write_uid")
LINE_FIELDS = (
    "company_id",
    "product_qty",
    "price_unit",
    *AGREED_FIELDS,
    "write_date",
    "write_uid",
)
MESSAGE_FIELDS = ("res_id", "create_uid", "create_date")
NEVER = "1970-01-01 00:00:00"
_MOST_MESSAGES = 2000


class ChangeReader:
    """Reads pages of changes. What our own login wrote is left out.

    Events tell all where automation rules write them (17 on); before, only our buttons do. The states of
    exceptions are polled on every version, since a rule may be switched off; the lines only without rules.
    """

    def __init__(self, session: OdooSession, *, polls_lines: bool, zone: str | None) -> None:
        self._session = session
        self._zone = zone
        self._sources: tuple[Source, ...] = (self.events, self.exceptions)
        if polls_lines:
            self._sources = (*self._sources, self.lines)

    def read(self, text: str | None, *, limit: int) -> ChangePage:
        """Return the next page; a cursor of None starts now."""
        if text is None:
            return ChangePage(changes=(), cursor=start_at(self._newest()).to_text())
        cursor = from_text(text)
        changes: list[ErpChange] = []
        while True:
            found, cursor, is_cut = self._sources[cursor.source](cursor, limit - len(changes))
            changes += found
            if is_cut:
                break
            cursor = cursor.next_source(len(self._sources))
            if cursor.source == 0 or len(changes) >= limit:
                break
        more = cursor.source != 0 or cursor.after != 0
        return ChangePage(
            changes=tuple(sorted(changes, key=lambda change: change.at)), cursor=cursor.to_text(), more=more
        )

    def events(self, cursor: Cursor, limit: int) -> tuple[list[ErpChange], Cursor, bool]:
        """Read the append-only event rows: who pressed what is their `create_uid`."""
        rows = self._page(names.EVENT, names.EVENT_FIELDS, cursor, limit, stamp="create")
        changes = []
        for row in rows:
            cursor = cursor.see(row["create_date"], row["id"])
            if (change := _event(row)) is not None:
                changes.append(change)
        return changes, cursor, len(rows) == limit

    def exceptions(self, cursor: Cursor, limit: int) -> tuple[list[ErpChange], Cursor, bool]:
        """Read the states of exceptions that people changed, and of those where only the chatter tells.

        When we write after a person, `write_uid` is ours: the tracking message still names the person.
        """
        messages = self._session.search_read(
            "mail.message",
            [
                ("model", "=", names.EXCEPTION),
                ("message_type", "=", "notification"),
                ("create_uid", "!=", self._session.uid),
                ("create_date", ">=", cursor.since),
            ],
            MESSAGE_FIELDS,
            limit=_MOST_MESSAGES,
            order="id desc",
        )
        people = {row["res_id"]: row["create_uid"] for row in reversed(messages)}
        times = Counter((row["res_id"], row["create_date"]) for row in messages)
        also = ["|", ("id", "in", sorted(people)), "&"]
        rows = self._page(names.EXCEPTION, EXCEPTION_FIELDS, cursor, limit, stamp="write", also=also)
        changes = []
        for row in rows:
            cursor = cursor.see(row["write_date"], row["id"])
            is_ours = one(row["write_uid"]) == self._session.uid
            user = people[row["id"]] if is_ours else row["write_uid"]
            changes.append(_state(row, user, times[row["id"], row["write_date"]]))
        return changes, cursor, len(rows) == limit

    def lines(self, cursor: Cursor, limit: int) -> tuple[list[ErpChange], Cursor, bool]:
        """Read purchase lines that people wrote; confirming an order does so too, which is harmless."""
        confirmed = [("state", "in", CONFIRMED)]
        rows = self._page("purchase.order.line", LINE_FIELDS, cursor, limit, stamp="write", also=confirmed)
        changes = []
        for row in rows:
            cursor = cursor.see(row["write_date"], row["id"])
            changes.append(_line(row, self._zone))
        return changes, cursor, len(rows) == limit

    def _page(
        self,
        model: str,
        fields: tuple[str, ...],
        cursor: Cursor,
        limit: int,
        *,
        stamp: str,
        also: list[Any] | None = None,
    ) -> list[Row]:
        """Read one page by id: a row that changes meanwhile comes again in the next sweep's window."""
        domain = [
            ("id", ">", cursor.after),
            *(also or []),
            (f"{stamp}_date", ">=", cursor.since),
            (f"{stamp}_uid", "!=", self._session.uid),
        ]
        return self._session.search_read(model, domain, fields, limit=limit, order="id")

    def _newest(self) -> str:
        """Return the newest time that any source has now."""
        stamps = [NEVER]
        for model, stamp in (
            (names.EVENT, "create_date"),
            (names.EXCEPTION, "write_date"),
            ("purchase.order.line", "write_date"),
        ):
            rows = self._session.search_read(model, [], (stamp,), limit=1, order=f"{stamp} desc")
            stamps += [row[stamp] for row in rows if row[stamp]]
        return max(stamps)


def standing(session: OdooSession, case_key: str) -> CaseStanding | None:
    """Return how the exception of a case stands now."""
    fields = (STATE, names.RESOLUTION_CODE, OCCURRENCES, OWNER)
    rows = session.search_read(names.EXCEPTION, [(CASE_KEY, "=", case_key)], fields, limit=1)
    if not rows:
        return None
    return CaseStanding(
        state=CaseState(rows[0][STATE]),
        resolution_code=rows[0][names.RESOLUTION_CODE] or "",
        occurrence_count=rows[0][OCCURRENCES],
        user_id=one(rows[0][OWNER]),
    )


def _event(row: Row) -> ErpChange | None:
    """Return the change, None for a row that no action of ours wrote: it must not stop those behind it."""
    try:
        kind, values = ErpChangeKind(row[names.EVENT_KIND]), json.loads(row[names.EVENT_VALUES] or "{}")
    except ValueError:
        log.critical("an event in Odoo is none of ours", extra={"event_id": row["id"]})
        return None
    return ErpChange(
        key=f"event:{row['id']}",
        kind=kind,
        company_id=one(row[names.EVENT_COMPANY]) or 0,
        at=_at(row["create_date"]),
        user_id=one(row["create_uid"]),
        user_name=label(row["create_uid"]),
        case_key=row[names.EVENT_CASE_KEY] or None,
        purchase_line_id=row[names.EVENT_LINE] or None,
        values=_new_values(values),
    )


def _new_values(values: JsonObject) -> JsonObject:
    """Return the new side of `{field: {old, new}}`; for a state, the state itself is `new`."""
    flat = {
        name: change["new"] if isinstance(change, dict) and "new" in change else change
        for name, change in values.items()
    }
    if "state" in flat:
        flat["new"] = flat.pop("state")
    return flat


def _state(row: Row, user: Any, times: int) -> ErpChange:
    """Return the change; `times` is how often people changed the exception in the second of `write_date`.

    Odoo tells times to the second. A state that was left and set again within the second of an earlier sweep
    is another change, yet state and time are the same: each change by people has a tracking message of the
    same transaction, and their number tells them apart. Another field's change counts too: the flow sees that
    the state is none that is new.
    """
    values: JsonObject = {"new": row[STATE]}
    if row[names.RESOLUTION_CODE]:
        values["resolution_code"] = row[names.RESOLUTION_CODE]
    return ErpChange(
        key=f"state:{row['id']}:{row[STATE]}:{row['write_date']}" + (f":{times}" if times > 1 else ""),
        kind=ErpChangeKind.STATE_CHANGED,
        company_id=one(row[COMPANY]) or 0,
        at=_at(row["write_date"]),
        user_id=one(user),
        user_name=label(user),
        case_key=row[CASE_KEY] or None,
        purchase_line_id=one(row[LINE]),
        values=values,
        was_looked_up=True,
    )


def _line(row: Row, zone: str | None) -> ErpChange:
    """Return the change. A second edit within the second of a sweep has the same key and is not told.

    Nothing hangs on it: an edit is for the journal, and decisions look at the line itself (decision 0004).
    """
    values: JsonObject = {
        "quantity": str(to_decimal(row["product_qty"])),
        "price": str(to_decimal(row["price_unit"])),
    }
    if row["date_planned"]:
        values["date"] = to_local_day(row["date_planned"], zone).isoformat()
    agreed = agreed_date(row)
    if agreed is not None:
        values["agreed_date"] = agreed.isoformat()
    return ErpChange(
        key=f"line:{row['id']}:{row['write_date']}",
        kind=ErpChangeKind.LINE_EDITED,
        company_id=one(row["company_id"]) or 0,
        at=_at(row["write_date"]),
        user_id=one(row["write_uid"]),
        user_name=label(row["write_uid"]),
        purchase_line_id=row["id"],
        values=values,
    )


def _at(stamp: str) -> datetime:
    return to_time(stamp)
