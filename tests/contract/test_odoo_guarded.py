"""The service's guarded actions, and what automation rules note, on real Odoo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from buying import LINE, Desk

from crossdock.adapters.odoo import names
from crossdock.adapters.odoo.rpc_errors import OdooRefused

if TYPE_CHECKING:
    from odoo_world import OdooWorld

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def desk(real_world: OdooWorld) -> Desk:
    """Return a fresh order line on a provisioned server."""
    return Desk(real_world)


def _promise(desk: Desk, **values: Any) -> dict[str, Any]:
    return {
        "key": "k",
        "line_id": desk.line_id,
        "promised_date": "2026-12-15",
        "basis": "arrival",
        "requested_date": "2026-12-10",
        "said_at": "2026-11-20 08:00:00",
        "fingerprint": desk.fingerprint(),
        **values,
    }


def _write(desk: Desk, *items: dict[str, Any]) -> list[str]:
    infos = desk.technical.run_action(names.ACTION_WRITE_PROMISE, crossdock_items=list(items))
    return [item["status"] for item in infos["items"]]


def test_a_promise_moves_the_forecast_and_no_agreed_or_planned_date(desk: Desk) -> None:
    planned = desk.line()["date_planned"]

    assert _write(desk, _promise(desk)) == ["done"]

    line = desk.line()
    assert line[names.LINE_PROMISED_DATE] == "2026-12-15"
    assert line[names.LINE_REQUESTED_DATE] == "2026-12-10"
    assert (line["date_planned"], line[names.LINE_AGREED_DATE]) == (planned, False)
    assert desk.open_moves() == [(40.0, "2026-12-15")]
    assert desk.events() == []


@pytest.mark.parametrize("meanwhile", ["nothing", "edited", "cancelled"])
def test_a_promise_is_repeated_without_harm(desk: Desk, meanwhile: str) -> None:
    promise = _promise(desk)
    first = _write(desk, promise)
    if meanwhile == "edited":
        desk.buyer.call(LINE, "write", [desk.line_id], {"date_planned": "2026-12-30 11:00:00"})
    if meanwhile == "cancelled":
        desk.buyer.call("purchase.order", "button_cancel", [desk.order_id])
    moves = desk.open_moves()

    assert [first, _write(desk, promise)] == [["done"], ["done"]]
    assert desk.open_moves() == moves


def test_the_first_requested_date_stays(desk: Desk) -> None:
    _write(desk, _promise(desk))
    _write(desk, _promise(desk, requested_date="2027-01-01", said_at="2026-11-21 08:00:00"))

    assert desk.line()[names.LINE_REQUESTED_DATE] == "2026-12-10"


def test_an_arrival_day_of_a_ship_promise_is_the_forecast(desk: Desk) -> None:
    _write(desk, _promise(desk, basis="ship", arrival_date="2026-12-19"))

    assert desk.line()[names.LINE_PROMISED_DATE] == "2026-12-15"
    assert desk.open_moves() == [(40.0, "2026-12-19")]


def test_one_bad_promise_does_not_hold_up_the_others(desk: Desk) -> None:
    statuses = _write(
        desk,
        _promise(desk, fingerprint="qty=1", promised_date="2026-12-16"),
        _promise(desk, line_id=999_999_999),
        _promise(desk),
        _promise(desk, promised_date="2026-12-30", said_at="2026-11-19 08:00:00"),
    )

    assert statuses == ["stale", "missing", "done", "older"]
    assert desk.line()[names.LINE_PROMISED_DATE] == "2026-12-15"


def test_a_promise_for_a_cancelled_order_says_so(desk: Desk) -> None:
    fingerprint = desk.fingerprint()
    desk.buyer.call("purchase.order", "button_cancel", [desk.order_id])

    assert _write(desk, _promise(desk, fingerprint=fingerprint)) == ["closed"]


def test_people_may_not_run_the_services_actions(desk: Desk) -> None:
    for action in (names.ACTION_WRITE_PROMISE, names.ACTION_CLOSE_EXCEPTION, names.ACTION_UPDATE_EXCEPTION):
        with pytest.raises(OdooRefused) as refused:
            desk.buyer.run_action(action, crossdock_items=[])
        assert refused.value.kind == "AccessError"


def test_the_service_closes_a_case_with_its_activity(desk: Desk) -> None:
    case = desk.case(x_proposed_date="2026-12-18")
    desk.technical.call(
        names.EXCEPTION,
        "activity_schedule",
        [case],
        "mail.mail_activity_data_todo",
        user_id=desk.world.buyer_id,
    )
    item = {"key": "c", "exception_id": case, "state": "resolved", "resolution_code": "superseded"}

    statuses = [
        desk.technical.run_action(names.ACTION_CLOSE_EXCEPTION, crossdock_items=[item])["items"][0]["status"]
        for _ in range(2)
    ]

    assert statuses == ["done", "already"]
    assert desk.state(case) == ("resolved", "superseded")
    held = [("res_model", "=", names.EXCEPTION), ("res_id", "=", case)]
    assert desk.admin.search_read("mail.activity", held, ("id",)) == []


def test_an_edit_by_hand_is_noted_once_where_rules_are_made(desk: Desk) -> None:
    desk.buyer.call(LINE, "write", [desk.line_id], {"price_unit": 13.5})
    desk.buyer.call(LINE, "write", [desk.line_id], {"price_unit": 13.5})
    desk.buyer.call(
        "purchase.order", "write", [desk.order_id], {"order_line": [(1, desk.line_id, {"product_qty": 44})]}
    )

    noted = [(event["create_uid"][0], event["values"]) for event in desk.events(kind="line_edited")]

    if desk.admin.version < 17:
        assert noted == []
    else:
        prices = [values["price"] for _, values in noted if "price" in values]
        quantities = [values["quantity"] for _, values in noted if "quantity" in values]
        assert prices[0] == {"old": "12.35", "new": "13.5"}
        assert quantities == [{"old": "40", "new": "44"}]
        assert {user for user, _ in noted} == {desk.world.buyer_id}


def test_a_case_moved_by_hand_is_noted_once_and_by_the_service_never(desk: Desk) -> None:
    case = desk.case(x_proposed_date="2026-12-18")
    desk.buyer.call(names.EXCEPTION, "write", [case], {"x_state": "in_progress"})
    desk.technical.call(names.EXCEPTION, "write", [case], {"x_state": "on_hold"})
    desk.buyer.call(names.EXCEPTION, "write", [case], {"x_note": "thinking"})

    values = [event["values"] for event in desk.events(kind="state_changed")]

    expected = [{"state": {"old": "new", "new": "in_progress"}}] if desk.admin.version >= 17 else []
    assert values == expected


def test_apply_is_noted_as_applied_and_not_as_an_edit(desk: Desk) -> None:
    case = desk.case(x_proposed_quantity=30, x_proposed_price=13.0)

    desk.press(names.ACTION_APPLY, case)

    assert [event[names.EVENT_KIND] for event in desk.events()] == ["applied"]
