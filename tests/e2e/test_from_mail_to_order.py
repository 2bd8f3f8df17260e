"""The whole way: a mail in the inbox, an exception in Odoo, Apply in Chromium, the order, the ledger."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from crossdock.adapters.odoo import names
from tests.e2e.odoo_site import Site
from tests.e2e.supplier_mail import delay_mail
from tests.e2e.test_apply_closes_the_case import ledger_states
from tests.e2e.world import eventually

if TYPE_CHECKING:
    from pathlib import Path

    from stack.browser import LaunchOptions
    from tests.e2e.world import Ordered, SidecarUnderTest, World

pytestmark = [pytest.mark.real, pytest.mark.timeout(3600)]


def _exception_of_a_mail(world: World, sidecar: SidecarUnderTest, order: Ordered) -> int:
    """Append a delay mail to the inbox; return the exception once it is in Odoo with mail, note and to-do."""
    mail = delay_mail(order, order.later(12))
    # the attachment is called after the subject, and the picture has little room for it
    sidecar.drop([mail.replace(b"Subject: Delay of your order", b"Subject: Delay")])
    [found] = eventually(lambda: world.exceptions([order]), what="the exception in Odoo")
    done = {"attachments": 1, "activities": 1, "notes": 1}
    eventually(lambda: world.counts([found["id"]]) == done, what="its mail, note and to-do")
    return int(found["id"])


def test_a_delay_mail_is_applied_by_a_buyer_and_order_and_ledger_follow(
    world: World, sidecar: SidecarUnderTest, chromium: LaunchOptions, images: Path
) -> None:
    [order] = world.new_orders(1)
    exception = _exception_of_a_mail(world, sidecar, order)
    site = Site(world.odoo, world.database, world.admin)

    with site.browser(chromium, "buyer", height=880) as odoo:
        odoo.open_case(exception)
        odoo.show_attachments()
        odoo.page.wait_for_timeout(1500)  # fonts and avatars; nothing depends on it
        odoo.page.screenshot(path=images / "odoo-exception-form.png")
        shown = odoo.page.locator("body").inner_text()
        odoo.button("Apply").click()
        odoo.wait_for_state("Resolved")
    pressed = time.monotonic()

    assert "will be delivered on" in shown
    assert ".eml" in shown
    assert world.move_days(order) == {order.later(12).isoformat()}
    eventually(
        lambda: ledger_states(sidecar, order) == ["resolved"], what="the ledger's case closed", within=15
    )
    assert time.monotonic() - pressed < 15
    line = world.read_line(order, "date_planned", names.LINE_AGREED_DATE)
    assert line[names.LINE_AGREED_DATE] == order.later(12).isoformat()
    assert line["date_planned"].startswith(order.date.isoformat())


def test_who_has_no_purchase_rights_presses_in_vain(
    world: World, sidecar: SidecarUnderTest, chromium: LaunchOptions
) -> None:
    [order] = world.new_orders(1)
    exception = _exception_of_a_mail(world, sidecar, order)
    site = Site(world.odoo, world.database, world.admin)

    with site.browser(chromium, "viewer") as odoo:
        odoo.open_case(exception)
        odoo.button("Apply").click()
        odoo.page.wait_for_selector(".modal, .o_notification")
        told = odoo.page.locator(".modal, .o_notification").first.inner_text()

    assert "you may not change purchase orders" in told
    assert world.exceptions([order])[0]["x_state"] == "new"
    assert world.move_days(order) == {order.date.isoformat()}
