"""Crossdock's names in Odoo: models, fields, external ids and the closed lists of values."""

from __future__ import annotations

from typing import Final

MODULE: Final = "crossdock"
"""The module name of our external ids; no such module is installed, so no upgrade touches them."""

EXCEPTION: Final = "x_crossdock_exception"
PART: Final = "x_crossdock_exception_part"
EVENT: Final = "x_crossdock_event"
TEAM: Final = "x_crossdock_team"
SETTING: Final = "x_crossdock_setting"
"""What our logins must find without rights on Odoo's own tables: database ids of our server actions."""

OUR_MODELS: Final = (EXCEPTION, PART, EVENT, TEAM, SETTING)


def xml_id(name: str) -> str:
    """Return the full external id of one of our own names."""
    return f"{MODULE}.{name}"


# --- The exception: `ExceptionRecord.foo` is `x_foo`, with these differences ---------------------------

_RECORD_NAMES: Final = (
    "case_key name title dedup_key company_id category sub_category state reason_code raw_code "
    "responsible_party source source_ref correlation_id occurrence_count first_seen_at last_seen_at said_at "
    "purchase_order_id purchase_line_id product_id partner_id sale_order_ids tracking_ref unit currency "
    "expected_quantity proposed_quantity expected_date proposed_date date_gap_days expected_price "
    "proposed_price proposed_product_code is_cancellation fingerprint requested_date impact "
    "urgency priority value_at_risk affected_order_count team_id user_id extraction_source confidence "
    "evidence claims recommended_action"
)
RECORD_FIELDS: Final[dict[str, str]] = {name: f"x_{name}" for name in _RECORD_NAMES.split()}
"""Fields of `ExceptionRecord` that are one Odoo field each (`proposed_parts` are rows of PART)."""

MANY2ONE_FIELDS: Final = frozenset(
    {"company_id", "purchase_order_id", "purchase_line_id", "product_id", "partner_id", "team_id", "user_id"}
)
"""Record fields that hold a database id: their column in `load` is `x_foo/.id`."""

MANY2MANY_FIELDS: Final = frozenset({"sale_order_ids"})
"""Column in `load`: `x_sale_order_ids/.id`, ids joined by commas."""

PART_EXCEPTION: Final = "x_exception_id"
PART_SEQUENCE: Final = "x_sequence"
PART_QUANTITY: Final = "x_quantity"
PART_DATE: Final = "x_date"
EXCEPTION_PARTS: Final = "x_part_ids"

CHANGE_REQUESTED_DATE: Final = "x_change_requested_date"
RESOLUTION_CODE: Final = "x_resolution_code"
NOTE: Final = "x_note"
ROOT_CAUSE: Final = "x_root_cause"
RESOLVED_AT: Final = "x_resolved_at"
RESOLVED_BY: Final = "x_resolved_by"
WHAT_CHANGED: Final = "x_what_changed"
"""What *Apply* or *Reject* did, in a person's words; our button writes it."""

# --- The purchase order line ---------------------------------------------------------------------------

LINE_REQUESTED_DATE: Final = "x_crossdock_requested_date"
LINE_AGREED_DATE: Final = "x_crossdock_agreed_date"
LINE_AGREED_PARTS: Final = "x_crossdock_agreed_parts"
"""`5 received, 25 on 2026-12-10, 10 on 2026-12-20`: all of the line, in its unit; empty for one day."""
LINE_AGREED_PLANNED: Final = "x_crossdock_agreed_planned"
"""The `date_planned` that stood when date and parts were agreed; they count only while it still stands."""
LINE_PROMISED_DATE: Final = "x_crossdock_promised_date"
LINE_PROMISE_BASIS: Final = "x_crossdock_promise_basis"
LINE_PROMISE_SAID_AT: Final = "x_crossdock_promise_said_at"

# --- The event (append-only; written by our actions and automations only) ------------------------------

EVENT_KIND: Final = "x_kind"
EVENT_CASE_KEY: Final = "x_case_key"
EVENT_LINE: Final = "x_line_id"
"""The purchase line's database id, as a plain integer: the event outlives the line."""
EVENT_COMPANY: Final = "x_company_id"
EVENT_VALUES: Final = "x_values"
"""JSON text: `{"date": {"old": "2026-12-01", "new": "2026-12-08"}, …}`; days and numbers as text."""
EVENT_KINDS: Final = ("applied", "rejected", "state_changed", "line_edited")
EVENT_FIELDS: Final = (
    "id",
    EVENT_KIND,
    EVENT_CASE_KEY,
    EVENT_LINE,
    EVENT_COMPANY,
    EVENT_VALUES,
    "create_date",
    "create_uid",
)

# --- The team ------------------------------------------------------------------------------------------

TEAM_LEAD: Final = "x_lead_id"
TEAM_MANAGER: Final = "x_manager_id"
TEAM_MEMBERS: Final = "x_member_ids"
TEAM_CALENDAR: Final = "x_calendar_id"
TEAM_COMPANY: Final = "x_company_id"
TEAM_IS_DEFAULT: Final = "x_is_default"

# --- The setting ---------------------------------------------------------------------------------------

SETTING_NAME: Final = "x_name"
SETTING_VALUE: Final = "x_value"

# --- External ids that other parts use -----------------------------------------------------------------

GROUP_USER: Final = xml_id("group_user")
GROUP_MANAGER: Final = xml_id("group_manager")
GROUP_TECHNICAL: Final = xml_id("group_technical")
ACTION_WRITE_PROMISE: Final = xml_id("action_write_promise")
"""Context `crossdock_items`: list of `{key, line_id, promised_date, basis, requested_date, said_at,
fingerprint[, arrival_date]}` (days `YYYY-MM-DD`, `said_at` UTC `YYYY-MM-DD HH:MM:SS`). Its infos:
`{"items": [{"key", "status", "text"}]}`, status `done` (now, or it stood already), `older` (a later promise
stands), `stale` (the line changed), `missing` (no such line) or `closed` (order cancelled)."""
ACTION_CLOSE_EXCEPTION: Final = xml_id("action_close_exception")
"""Context `crossdock_items`: list of `{key, exception_id, resolution_code[, state, note]}`. Closes the
exception with its open activities; of one that people closed it takes our to-do and notes who closed it.
Infos as above, status `done`, `already` (closed before), `missing`, or `open` where no `state` is wanted."""
ACTION_UPDATE_EXCEPTION: Final = xml_id("action_update_exception")
"""Context `crossdock_items`: list of `{key, exception_id, values, reopen}`, `values` as for `write`. Infos as
above with `state`, the case's afterwards; status `done` (now, or before somebody closed it), `closed` (people
closed it without having seen these values, nothing is written; where `reopen` and it was not applied it is
reopened instead) or `missing`."""
ACTION_APPLY: Final = xml_id("action_apply")
"""This, *Apply All* and *Reject* take from the form, in the context's `crossdock_seen`, the occurrence count
that it showed, and refuse where the case holds another; without it they act on what stands."""
ACTION_APPLY_MESSAGE: Final = xml_id("action_apply_message")
ACTION_REJECT: Final = xml_id("action_reject")
ACTION_RECHECK: Final = xml_id("action_recheck")
