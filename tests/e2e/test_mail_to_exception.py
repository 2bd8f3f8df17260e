"""A supplier's mail becomes a worked exception in real Odoo 19: IMAP → sidecar → Odoo → back."""

from __future__ import annotations

import base64
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests.e2e.supplier_mail import delay_mail
from tests.e2e.world import eventually

if TYPE_CHECKING:
    from tests.e2e.world import SidecarUnderTest, World

pytestmark = [pytest.mark.real, pytest.mark.timeout(3600)]

FIELDS = (
    "x_name",
    "x_title",
    "x_category",
    "x_sub_category",
    "x_expected_date",
    "x_proposed_date",
    "x_date_gap_days",
    "x_evidence",
    "x_recommended_action",
    "x_user_id",
    "x_occurrence_count",
)


def test_a_delay_mail_in_the_inbox_becomes_an_exception_with_line_dates_evidence_and_mail(
    world: World, sidecar: SidecarUnderTest
) -> None:
    [order] = world.new_orders(1)
    raw = delay_mail(order, order.later(12))

    sidecar.drop([raw])

    [found] = eventually(lambda: world.exceptions([order], *FIELDS), what="the exception in Odoo")
    assert found["x_purchase_line_id"][0] == order.line_id
    assert (found["x_category"], found["x_sub_category"]) == ("supply", "supplier_delay")
    assert found["x_expected_date"] == order.date.isoformat()
    assert found["x_proposed_date"] == order.later(12).isoformat()
    assert found["x_date_gap_days"] == 12
    assert "will be delivered on" in found["x_evidence"]
    assert "Apply" in found["x_recommended_action"]
    assert found["x_user_id"][0] == world.people["buyer"]


def test_the_mail_is_attached_once_and_the_owner_is_told_once(
    world: World, sidecar: SidecarUnderTest
) -> None:
    [order] = world.new_orders(1)
    raw = delay_mail(order, order.later(9))

    sidecar.drop([raw])

    ids = [row["id"] for row in eventually(lambda: world.exceptions([order]), what="the exception")]
    done = {"attachments": 1, "activities": 1, "notes": 1}
    eventually(lambda: world.counts(ids) == done, what="mail, to-do and note, once each")
    [kept] = world.admin.search_read(
        "ir.attachment",
        [("res_model", "=", "x_crossdock_exception"), ("res_id", "in", ids)],
        ["datas", "name"],
    )
    assert kept["name"].endswith(".eml")
    assert base64.b64decode(kept["datas"]) == raw.replace(b"\n", b"\r\n")  # as IMAP keeps lines


def test_the_same_mail_again_makes_no_second_exception(world: World, sidecar: SidecarUnderTest) -> None:
    order, marker = world.new_orders(2)
    raw = delay_mail(order, order.later(8), message_id="<twice@lindenau.example>")
    rerouted = b"Received: from elsewhere.example\r\nX-Spam-Score: 0.1\r\n" + raw

    sidecar.drop([raw, raw, rerouted])
    sidecar.drop([delay_mail(marker, marker.later(8))])

    eventually(lambda: world.exceptions([marker]), what="the mail behind the repeated ones")
    eventually(lambda: world.marked(sidecar.folder) == 4, what="all four marked as taken")
    eventually(lambda: sidecar.undelivered() == 0, what="an outbox with nothing left to send")
    [only] = world.exceptions([order], "x_occurrence_count")
    assert only["x_occurrence_count"] == 1
    assert world.counts([only["id"]])["attachments"] == 1


def test_the_same_mail_in_two_folders_makes_one_exception_and_is_marked_in_both(world: World) -> None:
    second = "Orders" + world.database[-6:]
    world.dovecot.create_folder(second, user="purchasing")
    under_test = world.sidecar("two_folders")
    under_test.variables["CROSSDOCK_MAILBOX__PURCHASING__FOLDERS"] = f"{under_test.folder},{second}"
    under_test.process.variables.update(under_test.variables)
    [order] = world.new_orders(1)
    raw = delay_mail(order, order.later(8))
    under_test.drop([raw])
    under_test.drop([raw], folder=second)

    with under_test.process:
        eventually(lambda: world.exceptions([order]), what="the exception")
        eventually(
            lambda: world.marked(under_test.folder) == 1 and world.marked(second) == 1,
            what="both copies marked",
        )

    assert len(world.exceptions([order])) == 1


def test_ten_mails_at_once_make_ten_exceptions(world: World, sidecar: SidecarUnderTest) -> None:
    orders = world.new_orders(10)

    sidecar.drop(delay_mail(order, order.later(10)) for order in orders)

    eventually(lambda: world.arrived_once(orders), what="ten exceptions")
    eventually(lambda: world.marked(sidecar.folder) == 10, what="ten mails marked as taken")
    eventually(lambda: sidecar.undelivered() == 0, what="an outbox with nothing left to send")
    assert world.arrived_once(orders)


def test_ten_mails_pushed_in_parallel_some_of_them_twice_make_each_exception_once(
    world: World, sidecar: SidecarUnderTest
) -> None:
    orders = world.new_orders(10)
    mails = [delay_mail(order, order.later(10)) for order in orders]
    twice = mails[:3]
    pushed = [*twice, *mails]  # the first three by two callers each, who know nothing of one another
    outcomes: dict[bytes, list[str]] = {raw: [] for raw in mails}

    def push(number: int) -> None:
        answer = sidecar.client.send_mail(pushed[number], key=f"parallel-{number}")
        outcomes[pushed[number]].append(answer["outcome"])

    with ThreadPoolExecutor(len(pushed)) as pool:
        list(pool.map(push, range(len(pushed))))

    eventually(lambda: world.arrived_once(orders), what="ten exceptions")
    eventually(lambda: sidecar.undelivered() == 0, what="an outbox with nothing left to send")
    assert world.arrived_once(orders)
    assert {outcome for told in outcomes.values() for outcome in told} <= {"exception", "stored", "duplicate"}
    assert [told for told in outcomes.values() if told.count("exception") > 1] == []
    assert sidecar.count("inbox") == 10


def test_seen_stays_as_people_left_it(world: World, sidecar: SidecarUnderTest) -> None:
    [order] = world.new_orders(1)

    sidecar.drop([delay_mail(order, order.later(10))])

    eventually(lambda: world.marked(sidecar.folder) == 1, what="the mail marked as taken")
    with world.dovecot.login("purchasing") as imap:
        imap.select(sidecar.folder, readonly=True)
        _, [seen] = imap.uid("search", "SEEN")
    assert seen == b""


def test_a_confirmed_line_keeps_its_promise_and_leaves_the_requested_date(
    world: World, sidecar: SidecarUnderTest
) -> None:
    [order] = world.new_orders(1)

    sidecar.drop([delay_mail(order, order.later(1))])

    promised = order.later(1).isoformat()
    eventually(
        lambda: world.read_line(order, "x_crossdock_promised_date")["x_crossdock_promised_date"] == promised,
        what="the promise on the order line",
    )
    line = world.read_line(order, "date_planned", "x_crossdock_requested_date", "x_crossdock_promise_basis")
    assert line["date_planned"].startswith(order.date.isoformat())
    assert line["x_crossdock_requested_date"] == order.date.isoformat()
    assert line["x_crossdock_promise_basis"] == "arrival"
    assert world.move_days(order) == {promised}
    assert world.exceptions([order]) == []
