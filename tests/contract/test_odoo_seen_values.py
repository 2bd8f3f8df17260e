"""Who presses a button decides on what the form showed; a newer word of the supplier is looked at first."""

from __future__ import annotations

import re
import time
from html import unescape
from typing import TYPE_CHECKING

import pytest
from buying import Desk

from crossdock.adapters.odoo import names
from crossdock.adapters.odoo.rpc_errors import OdooRefused

if TYPE_CHECKING:
    from odoo_world import OdooWorld

pytestmark = pytest.mark.timeout(300)

BUTTONS = (names.ACTION_APPLY, names.ACTION_APPLY_MESSAGE, names.ACTION_REJECT)


@pytest.fixture
def desk(real_world: OdooWorld) -> Desk:
    """Return a fresh order line on a provisioned server."""
    return Desk(real_world)


def _chatter(desk: Desk, case: int) -> str:
    about = [("model", "=", names.EXCEPTION), ("res_id", "=", case)]
    rows = desk.admin.search_read("mail.message", about, ("body",), order="id")
    return "\n".join(unescape(re.sub(r"<[^>]+>", "", row["body"])) for row in rows)


@pytest.mark.parametrize("button", BUTTONS)
def test_a_form_from_before_the_newest_message_decides_nothing(desk: Desk, button: str) -> None:
    case = desk.case(x_proposed_date="2026-12-18")
    desk.update(case, x_proposed_date="2026-12-29")

    with pytest.raises(OdooRefused, match="supplier has written again"):
        desk.press(button, case, seen=1)

    assert desk.state(case) == ("new", False)
    assert desk.open_moves() == [(40.0, "2026-12-10")]
    assert desk.events() == []


@pytest.mark.parametrize("button", BUTTONS)
def test_a_form_that_shows_the_newest_message_decides(desk: Desk, button: str) -> None:
    case = desk.case(x_proposed_date="2026-12-18")
    desk.update(case, x_proposed_date="2026-12-29")

    desk.press(button, case, seen=2)

    assert desk.state(case)[0] == "resolved"


def test_what_a_form_saves_with_the_press_was_not_looked_at_where_the_supplier_wrote_again(
    desk: Desk,
) -> None:
    case = desk.case(x_proposed_date="2026-12-18")
    desk.update(case, x_proposed_date="2026-12-29")
    desk.buyer.call(names.EXCEPTION, "write", [case], {"x_note": "agreed by phone"})

    with pytest.raises(OdooRefused, match="look at all of them, then press again"):
        desk.press(names.ACTION_APPLY, case, seen=2)

    _press_until_done(desk, case, seen=2)
    assert desk.open_moves() == [(40.0, "2026-12-29")]


def _press_until_done(desk: Desk, case: int, *, seen: int) -> None:
    deadline = time.monotonic() + 30
    while desk.state(case)[0] == "new":
        try:
            desk.press(names.ACTION_APPLY, case, seen=seen)
        except OdooRefused:
            assert time.monotonic() < deadline
            time.sleep(0.5)


def test_a_note_saved_with_the_press_is_no_hindrance_where_the_supplier_wrote_once(desk: Desk) -> None:
    case = desk.case(x_proposed_date="2026-12-18")
    desk.buyer.call(names.EXCEPTION, "write", [case], {"x_note": "agreed by phone"})

    desk.press(names.ACTION_APPLY, case, seen=1)

    assert desk.state(case) == ("resolved", "applied")


def test_a_caller_without_a_form_acts_on_what_stands(desk: Desk) -> None:
    case = desk.case(x_proposed_date="2026-12-18")
    desk.update(case, x_proposed_date="2026-12-29")

    desk.press(names.ACTION_APPLY, case)

    assert desk.open_moves() == [(40.0, "2026-12-29")]


def test_the_forms_buttons_tell_what_they_showed(desk: Desk) -> None:
    [view] = desk.admin.search_read("ir.ui.view", [("name", "=", "crossdock.exception_form")], ("arch_db",))

    told = [
        tag
        for tag in re.findall(r"<button[^>]*>", view["arch_db"])
        if any(f'string="{label}"' in tag for label in ("Apply", "Apply All of This Message", "Reject"))
    ]

    assert len(told) == 3
    assert all("'crossdock_seen': x_occurrence_count" in unescape(tag) for tag in told)


def test_what_a_buyer_corrected_stays_readable_when_a_newer_message_replaces_it(desk: Desk) -> None:
    case = desk.case(x_proposed_date="2026-12-18")
    desk.buyer.call(names.EXCEPTION, "write", [case], {"x_proposed_date": "2026-12-21"})

    desk.update(case, x_proposed_date="2026-12-29")

    assert "Proposed until the newest message came: 2026-12-21" in _chatter(desk, case)


def test_parts_that_a_newer_message_replaces_stay_readable(desk: Desk) -> None:
    case = desk.with_parts((25, "2026-12-12"), (15, "2026-12-20"))

    desk.update(case, x_part_ids=[(5, 0, 0), (0, 0, {"x_quantity": 40, "x_date": "2026-12-22"})])

    assert "25 on 2026-12-12, 15 on 2026-12-20" in _chatter(desk, case)


def test_a_message_that_proposes_the_same_tells_nothing_of_before(desk: Desk) -> None:
    case = desk.case(x_proposed_date="2026-12-18")

    desk.update(case, x_proposed_date="2026-12-18")

    assert "Proposed until" not in _chatter(desk, case)
