"""The design's names: whoever knows one name of a business flow knows the route, the flow and the rule.

The design page is no part of a clone, so what is built of its table and lists stands here as a copy. A name
that changes on purpose is changed here too, with a decision in `docs/decisions/`.
"""

from __future__ import annotations

import importlib.util
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from crossdock.adapters.odoo.provision.exception_fields import model_fields, relations
from crossdock.adapters.sql.tables import metadata
from crossdock.domain.decision import MailOutcome
from crossdock.domain.exception_case import CaseState
from crossdock.domain.policy import Mode
from crossdock.ports import OutboxState
from tests.http.conftest import World

if TYPE_CHECKING:
    from enum import StrEnum
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One business flow of the design's table."""

    routes: str
    flows: str
    domain: str = ""


TABLE = {
    "supplier mail": Row(
        routes="POST /v1/mailboxes/{name}/fetches, POST /v1/supplier-mails",
        flows="fetch_mailbox read_supplier_mail",
        domain="acknowledgement",
    ),
    "exceptions": Row(
        routes="GET /v1/exceptions, POST /v1/exceptions, GET /v1/exceptions/{id}",
        flows="work_exception open_exception",
        domain="exception_case",
    ),
    "Odoo changes": Row(routes="POST /v1/odoo-change-sweeps", flows="follow_odoo"),
    "delivery": Row(
        routes="POST /v1/outbox-deliveries, POST /v1/inbox-sweeps, GET /v1/dead-letters, "
        "POST /v1/dead-letters/{id}/replays, POST /v1/dead-letters/replays",
        flows="deliver_outbox sweep_inbox",
        domain="effect",
    ),
    "events out": Row(
        routes="GET /v1/event-subscriptions, POST /v1/event-subscriptions, DELETE /v1/event-subscriptions",
        flows="subscribe tell_subscribers",
        domain="events",
    ),
    "clients": Row(routes="GET /v1/caller, GET /v1/mailboxes", flows=""),
    "figures": Row(routes="GET /v1/journal", flows="read_journal"),
}
LISTS: list[tuple[type[StrEnum], str]] = [
    (CaseState, "new in_progress on_hold resolved cancelled"),
    (MailOutcome, "accepted exception review no_action stored duplicate"),
    (Mode, "off observe propose act"),
    (OutboxState, "pending leased sent failed dead superseded"),  # the last: decision 0009
]
TABLES = "inbox journal blobs cases outbox policy_versions facts"
OF_A_COMPANY = "event_subscriptions inbox journal cases baselines outbox facts"
EXCEPTION_FIELDS = """
    name dedup_key occurrence_count first_seen_at last_seen_at parent_id company_id
    category sub_category reason_code raw_code responsible_party source source_ref correlation_id
    purchase_line_id sale_order_id picking_id product_id partner_id carrier_id tracking_ref
    expected_quantity proposed_quantity unit expected_date proposed_date expected_price proposed_price
    currency impact urgency priority value_at_risk affected_order_count sale_order_ids
    state hold_reason hold_until team_id user_id escalation_level
    response_due_at response_warn_at response_met_at response_state response_paused
    resolution_due_at resolution_warn_at resolution_met_at resolution_state resolution_paused
    resolution_code note root_cause blocks_confirm blocks_allocate blocks_pick blocks_ship blocks_invoice
    waiver_reason waiver_by waiver_until waiver_fingerprint
    extraction_source confidence evidence recommended_action
"""


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE.keys())
def test_flow_and_rule_have_the_names_of_the_table(row: Row) -> None:
    modules = [f"crossdock.flows.{name}" for name in row.flows.split()]
    modules += [f"crossdock.domain.{name}" for name in row.domain.split()]

    assert [name for name in modules if importlib.util.find_spec(name) is None] == []


def test_the_routes_are_those_of_the_table_and_no_others(tmp_path: Path) -> None:
    world = World(tmp_path)
    parameter = re.compile(r"<(?:\w+:)?(\w+)>")
    served = {
        method + " " + parameter.sub(r"{\1}", rule.rule)
        for rule in world.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/v1/")
    }
    world.ledger.close()

    assert served == {route for row in TABLE.values() for route in row.routes.split(", ")}


@pytest.mark.parametrize(("closed", "values"), LISTS, ids=[kind.__name__ for kind, _ in LISTS])
def test_closed_lists_hold_the_values_that_others_branch_on(closed: type[StrEnum], values: str) -> None:
    assert sorted(closed) == sorted(values.split())


def test_the_ledger_has_its_tables_and_their_rows_a_company() -> None:
    with_company = {table.name for table in metadata.sorted_tables if "company_id" in table.c}

    assert set(TABLES.split()) <= metadata.tables.keys()
    assert with_company == set(OF_A_COMPANY.split())


def test_the_exception_in_odoo_has_all_fields_of_the_design() -> None:
    made = {item.values["name"] for item in (*model_fields(), *relations(has_carriers=True))}

    assert {f"x_{name}" for name in EXCEPTION_FIELDS.split()} - made == set()
