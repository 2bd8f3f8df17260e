"""Who may do what with an exception: real people on real Odoo, over RPC as in the browser."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

import pytest
from buying import LINE, Desk

from crossdock.adapters.odoo import names, provision
from crossdock.adapters.odoo.rpc_errors import OdooRefused
from crossdock.adapters.odoo.session import OdooSession

if TYPE_CHECKING:
    from odoo_world import OdooWorld

pytestmark = pytest.mark.timeout(300)

BUTTONS = (names.ACTION_APPLY, names.ACTION_APPLY_MESSAGE, names.ACTION_REJECT, names.ACTION_RECHECK)
CUSTOMER_ORDERS = "x_sale_order_ids"
READER = ("base.group_user", names.GROUP_USER)
_people: dict[tuple[str, ...], OdooSession] = {}
IDENTITY = {
    "x_case_key": "another",
    "x_dedup_key": "another",
    "x_fingerprint": "another",
    "x_requested_date": "2020-01-01",
    "x_correlation_id": "another",
    "x_evidence": "another",
    "x_occurrence_count": 7,
    "x_said_at": "2020-01-01 00:00:00",
    "x_purchase_line_id": False,
    "x_purchase_order_id": False,
    "x_company_id": False,
}


@pytest.fixture
def desk(real_world: OdooWorld) -> Desk:
    """Return a fresh order line on a provisioned server."""
    return Desk(real_world)


def _person(desk: Desk, *groups: str) -> OdooSession:
    """Return the login of somebody with these rights; each kind of person is made once per server."""
    world = desk.world
    kind = (world.url, world.database, *groups)
    if kind not in _people:
        _people[kind] = _new_person(desk, *groups)
    return _people[kind]


def _new_person(desk: Desk, *groups: str) -> OdooSession:
    """Make a user; Odoo 19 then hashes everybody's password anew, which takes half a second each."""
    login, world = f"person-{secrets.token_hex(4)}", desk.world
    provision.create_user(desk.admin, login, world.secret, "Somebody", groups or ("base.group_user",))
    return OdooSession(world.url, world.database, login, world.secret)


def _values(desk: Desk, case: int) -> dict[str, Any]:
    [row] = desk.admin.search_read(names.EXCEPTION, [("id", "=", case)], [*IDENTITY, "x_state"])
    return row


def _other_company(desk: Desk) -> int:
    made = desk.admin.call("res.company", "create", [{"name": f"Other {secrets.token_hex(4)}"}])
    return int(made[0]) if isinstance(made, list) else int(made)


@pytest.mark.parametrize("button", BUTTONS)
def test_who_may_not_change_orders_answers_no_supplier_and_is_told_whom_to_ask(
    desk: Desk, button: str
) -> None:
    case = desk.case(x_proposed_date="2026-12-18")
    before = _values(desk, case)

    with pytest.raises(OdooRefused, match=r"you may not change purchase orders.*Purchase / User"):
        desk.press(button, case, _person(desk, *READER))

    assert _values(desk, case) == before
    assert desk.open_moves() == [(40.0, "2026-12-10")]
    assert desk.events() == []


def test_what_is_about_no_order_every_user_of_ours_may_reject(desk: Desk) -> None:
    case = desk.case(x_purchase_line_id=False, x_purchase_order_id=False)

    desk.press(names.ACTION_REJECT, case, _person(desk, *READER))

    assert desk.state(case) == ("resolved", "rejected")


def test_who_may_not_change_orders_works_a_case_and_does_not_close_it_by_hand(desk: Desk) -> None:
    case, reader = desk.case(x_proposed_date="2026-12-18"), _person(desk, *READER)

    reader.call(names.EXCEPTION, "write", [case], {"x_state": "on_hold", "x_note": "asked Karl"})
    for state in ("resolved", "cancelled"):
        with pytest.raises(OdooRefused) as refused:
            reader.call(names.EXCEPTION, "write", [case], {"x_state": state})
        assert refused.value.kind == "AccessError"

    assert desk.state(case)[0] == "on_hold"


@pytest.mark.parametrize("close", ["button", "hand"])
def test_who_may_not_change_orders_takes_no_answer_back(desk: Desk, close: str) -> None:
    case, reader = desk.case(x_proposed_date="2026-12-18"), _person(desk, *READER)
    if close == "button":
        desk.press(names.ACTION_APPLY, case)
    else:
        desk.buyer.call(names.EXCEPTION, "write", [case], {"x_state": "resolved"})
    before = desk.state(case)

    for state in ("new", "in_progress", "on_hold", "cancelled"):
        for more in ({}, {"x_guard_closing": True}, {names.RESOLUTION_CODE: False}):
            with pytest.raises(OdooRefused) as refused:
                reader.call(names.EXCEPTION, "write", [case], {"x_state": state, **more})
            assert refused.value.kind == "AccessError"
    reader.call(names.EXCEPTION, "write", [case], {"x_note": "is this right?"})

    assert desk.state(case) == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (names.RESOLUTION_CODE, "rejected"),
        (names.RESOLVED_AT, "2020-01-01 00:00:00"),
        (names.RESOLVED_BY, 1),
        (names.WHAT_CHANGED, "nothing at all"),
    ],
)
def test_who_may_not_change_orders_does_not_rewrite_how_one_was_answered(
    desk: Desk, field: str, value: Any
) -> None:
    applied, is_open = desk.case(x_proposed_date="2026-12-18"), desk.case(x_proposed_date="2026-12-19")
    desk.press(names.ACTION_APPLY, applied)
    reader = _person(desk, *READER)

    for case in (applied, is_open):
        with pytest.raises(OdooRefused) as refused:
            reader.call(names.EXCEPTION, "write", [case], {field: value})
        assert refused.value.kind == "AccessError"


def test_a_buyer_takes_an_answer_back_and_anybody_of_ours_works_it_on(desk: Desk) -> None:
    case = desk.case(x_proposed_date="2026-12-18")
    desk.press(names.ACTION_APPLY, case)

    desk.buyer.call(names.EXCEPTION, "write", [case], {"x_state": "in_progress"})
    _person(desk, *READER).call(names.EXCEPTION, "write", [case], {"x_state": "on_hold"})

    assert desk.state(case)[0] == "on_hold"


def test_a_buyer_edits_the_proposal_and_closes_by_hand(desk: Desk) -> None:
    case = desk.case(x_proposed_date="2026-12-18")

    desk.buyer.call(names.EXCEPTION, "write", [case], {"x_proposed_date": "2026-12-20", "x_priority": "3"})
    desk.buyer.call(names.EXCEPTION, "write", [case], {"x_state": "resolved"})

    assert desk.state(case)[0] == "resolved"


@pytest.mark.parametrize("field", IDENTITY)
def test_people_do_not_change_what_an_exception_is(desk: Desk, field: str) -> None:
    case = desk.case(x_proposed_date="2026-12-18", x_evidence="as written")
    before = _values(desk, case)
    manager = _person(desk, "purchase.group_purchase_manager", names.GROUP_MANAGER)

    for session in (desk.buyer, manager, desk.admin):
        for context in ({}, {"crossdock_applying": True}):
            with pytest.raises(OdooRefused) as refused:
                session.call(names.EXCEPTION, "write", [case], {field: IDENTITY[field]}, context=context)
            assert refused.value.kind == "AccessError"

    assert _values(desk, case) == before


def test_no_detour_leads_around_the_guard(desk: Desk) -> None:
    case = desk.case(x_proposed_date="2026-12-18")
    before = _values(desk, case)

    desk.buyer.call(names.EXCEPTION, "write", [case], {"x_guard_identity": False})
    detours: list[tuple[str, tuple[Any, ...]]] = [
        ("write", ([case], {"x_guard_identity": True, "x_case_key": "another"})),
        ("write", ([case], {"x_case_key": "another", "write_uid": 1})),
        ("write", ([case], {"x_note": "harmless", "x_company_id": _other_company(desk)})),
        ("load", (["." + "id", "x_case_key"], [[str(case), "another"]])),
        ("create", ({"x_title": "mine", "x_case_key": "another"},)),
        ("copy", (case,)),
    ]
    for method, arguments in detours:
        try:
            answer = desk.buyer.call(names.EXCEPTION, method, *arguments)
        except OdooRefused:
            continue
        assert isinstance(answer, dict), method
        assert answer["messages"], method

    assert _values(desk, case) == before
    assert desk.admin.search_read(names.EXCEPTION, [("x_case_key", "=", "another")], ("id",)) == []


def test_the_buttons_keep_what_only_the_service_may_write(desk: Desk) -> None:
    case = desk.case(x_proposed_price=13.0)
    other = desk.case(x_proposed_date="2026-12-18")
    desk.buyer.call(LINE, "write", [desk.line_id], {"product_qty": 45.0, "price_unit": 12.35})

    desk.press(names.ACTION_RECHECK, case)
    desk.press(names.ACTION_RECHECK, other)
    desk.press(names.ACTION_APPLY, case)

    assert _values(desk, other)["x_fingerprint"] == desk.fingerprint()
    [row] = desk.admin.search_read(names.EXCEPTION, [("id", "=", case)], ("write_uid",))
    assert row["write_uid"][0] == desk.world.buyer_id


def test_our_service_changes_and_closes_what_it_opened(desk: Desk) -> None:
    case = desk.case(x_proposed_date="2026-12-18")

    desk.technical.call(names.EXCEPTION, "write", [case], {"x_fingerprint": "newer", "x_evidence": "newer"})
    desk.technical.call(names.EXCEPTION, "write", [case], {"x_state": "resolved"})

    assert _values(desk, case)["x_fingerprint"] == "newer"
    assert desk.state(case)[0] == "resolved"


def test_whoever_may_not_read_customers_orders_reads_an_exception_by_naming_fields(desk: Desk) -> None:
    case, reader = desk.case(), _person(desk, *READER)
    every = reader.call(names.EXCEPTION, "fields_get", [], ["help"])
    others = sorted(set(every) - {CUSTOMER_ORDERS})

    [row] = reader.search_read(names.EXCEPTION, [("id", "=", case)], others)

    assert set(others) <= set(row)
    assert "right to read sales orders" in every[CUSTOMER_ORDERS]["help"]
    everything = (names.EXCEPTION, "search_read", [("id", "=", case)])
    if reader.version < 19:  # bare ids, no more
        assert reader.call(*everything)[0][CUSTOMER_ORDERS] == []
    else:
        with pytest.raises(OdooRefused, match=f"Failed to read field.*{CUSTOMER_ORDERS}"):
            reader.call(*everything)


def test_who_is_no_user_of_ours_sees_and_presses_nothing(desk: Desk) -> None:
    case, outsider = desk.case(x_proposed_date="2026-12-18"), _person(desk)

    for button in BUTTONS:
        with pytest.raises(OdooRefused) as refused:
            desk.press(button, case, outsider)
        assert refused.value.kind == "AccessError"
    for model in names.OUR_MODELS:
        with pytest.raises(OdooRefused):
            outsider.search_read(model, [], ("id",))


def test_a_buyer_of_another_company_sees_and_presses_nothing(desk: Desk) -> None:
    case, company = desk.case(x_proposed_date="2026-12-18"), _other_company(desk)
    stranger = _new_person(desk, "purchase.group_purchase_user")
    only_theirs = {"company_ids": [(6, 0, [company])], "company_id": company}
    desk.admin.call("res.users", "write", [stranger.uid], only_theirs)

    assert stranger.search_read(names.EXCEPTION, [("id", "=", case)], ("id",)) == []
    for button in BUTTONS:
        with pytest.raises(OdooRefused):
            desk.press(button, case, stranger)
    with pytest.raises(OdooRefused):
        stranger.call(names.EXCEPTION, "write", [case], {"x_note": "mine"})

    assert desk.state(case)[0] == "new"
    assert desk.open_moves() == [(40.0, "2026-12-10")]


def test_an_order_that_is_deleted_leaves_its_cases_behind(desk: Desk) -> None:
    case = desk.case(x_proposed_date="2026-12-18")
    desk.buyer.call("purchase.order", "button_cancel", [desk.order_id])
    manager = _person(desk, "purchase.group_purchase_manager", "stock.group_stock_manager")

    manager.call("purchase.order", "unlink", [desk.order_id])

    assert _values(desk, case)["x_purchase_line_id"] is False


def test_a_guard_that_comes_later_lets_be_what_people_did_before(desk: Desk) -> None:
    case = desk.case(x_proposed_date="2026-12-18")
    desk.buyer.call(names.EXCEPTION, "write", [case], {"x_state": "resolved"})
    guards = [("model", "=", names.EXCEPTION), ("name", "like", "x_guard_")]
    found = desk.admin.search_read("ir.model.fields", guards, ("id",))
    desk.admin.call("ir.model.fields", "unlink", [row["id"] for row in found])

    provision.apply(desk.admin)

    with pytest.raises(OdooRefused):
        desk.buyer.call(names.EXCEPTION, "write", [case], {"x_case_key": "another"})
    assert provision.check(desk.admin) == []
