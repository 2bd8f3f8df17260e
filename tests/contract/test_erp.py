"""One suite for every ERP: in memory, Odoo 19 and Odoo 14."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import erp_cases as cases
import pytest
from erp_cases import all_sent, statuses
from erp_world import COLLEAGUE_ADDRESS, SUPPLIER_ADDRESS, SeenActivity

from crossdock.domain.effect import ReceiptStatus
from crossdock.domain.exception_case import CaseState
from crossdock.domain.orders import OrderQuery
from crossdock.domain.reading import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from erp_world import World

    from crossdock.domain.effect import PlannedEffect, Receipt
    from crossdock.ports.erp import Erp

MAIL = b"From: sales@lindenau.example\r\nSubject: Terminverschiebung \xe4\r\n\r\nspaeter\r\n"
BLOBS = {"d1": MAIL, "d2": b"another"}
NEW_DAY = date(2026, 12, 24)


# reading
def test_named_orders_are_read_whole(world: World) -> None:
    order = world.new_order()

    snapshot = world.erp.purchase_snapshot(OrderQuery(references=("NOTHING", order.name)))

    [found] = snapshot.orders
    assert found == order
    first, second = found.lines
    assert (first.line, first.quantity, first.unit_price) == (1, Decimal("40"), Decimal("12.35"))
    assert (second.line, second.quantity, second.unit_price) == (2, Decimal("15"), Decimal("3.1"))
    assert first.date_planned == date(2026, 12, 10)
    assert (first.sku, first.supplier_sku, first.received) == ("A-1", "LIN-1", Decimal(0))
    assert first.fingerprint
    assert first.fingerprint != second.fingerprint
    assert found.is_open
    assert found.currency == "EUR"
    assert snapshot.buyers[world.buyer_id].usable
    assert snapshot.default_owner_id is not None
    assert snapshot.default_team_id is not None


@pytest.mark.parametrize("sender", [SUPPLIER_ADDRESS, SUPPLIER_ADDRESS.upper(), COLLEAGUE_ADDRESS])
def test_without_a_name_the_senders_open_orders_are_read(world: World, sender: str) -> None:
    order = world.new_order()

    snapshot = world.erp.purchase_snapshot(OrderQuery(sender=sender))

    assert order in snapshot.orders
    [supplier] = snapshot.suppliers
    assert supplier.id == order.supplier_id
    assert SUPPLIER_ADDRESS in supplier.emails
    assert supplier.domains == ("lindenau.example",)


@pytest.mark.parametrize("sender", ["", "%@lindenau.example", "sales_@lindenau.examples", "a@b.example"])
def test_an_unknown_sender_finds_no_supplier_and_no_order(world: World, sender: str) -> None:
    world.new_order()

    snapshot = world.erp.purchase_snapshot(OrderQuery(references=("P0815-NONE",), sender=sender))

    assert "sales_" not in sender or snapshot.suppliers == ()
    assert sender.startswith("%") or snapshot.orders == ()


def test_only_companies_that_are_there_are_known(world: World) -> None:
    order = world.new_order()

    assert [world.erp.has_company(number) for number in (order.company_id, 99_999)] == [True, False]


def test_lines_and_the_baseline_lead_to_the_same_order(world: World) -> None:
    order = world.new_order()

    by_line = world.erp.orders_of_lines([order.lines[1].purchase_line_id])

    assert by_line.orders == (order,)
    assert order in world.erp.open_orders().orders
    assert world.erp.orders_of_lines([]).orders == ()


# exceptions
@pytest.mark.parametrize("times", [1, 2, 100])
def test_an_exception_sent_many_times_is_one_record(world: World, times: int) -> None:
    case = cases.record(world.new_order())
    effect = cases.opening(case)

    ids = {world.erp.deliver([effect], {})[0].remote_id for _ in range(times)}

    [seen] = world.seen(case.case_key)
    assert ids == {seen.id}
    assert (seen.state, seen.name, seen.evidence) == ("new", case.name, case.evidence)
    assert seen.proposed_date == NEW_DAY


def test_six_parallel_senders_of_the_same_cases_make_one_record_each(world: World) -> None:
    order = world.new_order()
    opened = [cases.record(order) for _ in range(20)]
    effects = [cases.opening(case) for case in opened]

    with ThreadPoolExecutor(6) as pool:
        for result in list(pool.map(lambda _: _until_sent(world.another(), effects), range(6))):
            assert all_sent(result)

    assert [len(world.seen(case.case_key)) for case in opened] == [1] * 20


def test_one_bad_row_among_twenty_is_refused_alone(world: World) -> None:
    order = world.new_order()
    opened = [cases.record(order) for _ in range(20)]
    opened[7] = replace(opened[7], purchase_line_id=99_999_999)

    receipts = world.erp.deliver([cases.opening(case) for case in opened], {})

    assert statuses(receipts).count(ReceiptStatus.SENT) == 19
    assert receipts[7].status is ReceiptStatus.REFUSED
    assert receipts[7].error
    assert [len(world.seen(case.case_key)) for case in opened] == [int(n != 7) for n in range(20)]


def test_a_failure_stops_its_stream_and_no_other(world: World) -> None:
    order = world.new_order()
    bad, good = cases.record(order, purchase_line_id=99_999_999), cases.record(order)
    effects = [cases.opening(bad), cases.note(bad), cases.opening(good), cases.note(good)]

    receipts = world.erp.deliver(effects, {})

    sent, retry, refused = ReceiptStatus.SENT, ReceiptStatus.RETRY, ReceiptStatus.REFUSED
    assert statuses(receipts) == [refused, retry, sent, sent]
    assert [receipt.key for receipt in receipts] == [effect.key for effect in effects]


def test_a_split_keeps_its_parts(world: World) -> None:
    parts = (Part(quantity=Decimal("30"), date=NEW_DAY), Part(quantity=Decimal("10.5")))
    case = cases.record(world.new_order(), proposed_parts=parts, proposed_date=None)

    receipts = [world.erp.deliver([cases.opening(case)], {}) for _ in range(2)]

    assert all_sent([*receipts[0], *receipts[1]])
    [seen] = world.seen(case.case_key)
    assert seen.parts == ((Decimal("30"), NEW_DAY), (Decimal("10.5"), None))
    assert seen.proposed_date is None


def test_an_update_is_absolute_and_leaves_the_state_to_people(world: World) -> None:
    case = cases.record(world.new_order(), proposed_parts=(Part(quantity=Decimal(40), date=NEW_DAY),))
    world.erp.deliver([cases.opening(case)], {})
    world.set_state(case.case_key, CaseState.IN_PROGRESS)
    later = NEW_DAY + timedelta(days=7)
    changed = replace(
        case,
        proposed_date=later,
        occurrence_count=2,
        proposed_parts=(Part(quantity=Decimal(5), date=later), Part(quantity=Decimal(35))),
    )
    effect = cases.update(changed)

    receipts = [*world.erp.deliver([effect], {}), *world.erp.deliver([effect], {})]

    assert all_sent(receipts)
    [seen] = world.seen(case.case_key)
    assert (seen.state, seen.proposed_date, seen.occurrence_count) == ("in_progress", later, 2)
    assert seen.parts == ((Decimal(5), later), (Decimal(35), None))


def test_an_update_of_what_is_not_there_is_refused(world: World) -> None:
    case = cases.record(world.new_order())

    [receipt] = world.erp.deliver([cases.update(case)], {})

    assert receipt.status is ReceiptStatus.REFUSED
    assert case.case_key in receipt.error


# chatter, attachment, activity
def test_notes_are_posted_once_each_as_plain_text(world: World) -> None:
    case = cases.record(world.new_order())
    text = "First line\n<script>alert('x')</script> & more"
    first, second = cases.note(case, text), cases.note(case, "Second")
    world.erp.deliver([cases.opening(case)], {})

    receipts = [*world.erp.deliver([first, second], {}), *world.erp.deliver([first, second], {})]

    assert all_sent(receipts)
    [seen] = world.seen(case.case_key)
    assert seen.notes == (text, "Second")


def test_a_mail_is_attached_once(world: World) -> None:
    case = cases.record(world.new_order())
    effects = [cases.opening(case), cases.attachment(case)]

    receipts = [*world.erp.deliver(effects, BLOBS), *world.erp.deliver(effects, BLOBS)]

    assert all_sent(receipts)
    [seen] = world.seen(case.case_key)
    assert seen.attachments == (("supplier.eml", MAIL),)


def test_a_mail_whose_bytes_are_gone_is_refused(world: World) -> None:
    case = cases.record(world.new_order())

    receipts = world.erp.deliver([cases.opening(case), cases.attachment(case, "gone")], BLOBS)

    assert statuses(receipts) == [ReceiptStatus.SENT, ReceiptStatus.REFUSED]


def test_the_owner_has_one_activity_until_the_case_is_closed(world: World) -> None:
    case = cases.record(world.new_order())
    todo = cases.activity(case, world.buyer_id)
    all_sent(world.erp.deliver([cases.opening(case), todo], {}))
    all_sent(world.erp.deliver([todo], {}))
    [open_case] = world.seen(case.case_key)
    closing = cases.close(case)

    receipts = [*world.erp.deliver([closing], {}), *world.erp.deliver([closing], {})]

    assert all_sent(receipts)
    [seen] = world.seen(case.case_key)
    expected = SeenActivity(user_id=world.buyer_id, deadline=date(2026, 11, 25))
    assert (open_case.open_activities, seen.open_activities) == ((expected,), ())
    assert (seen.state, seen.resolution_code) == ("resolved", "confirmed")


@pytest.mark.parametrize(
    ("zone", "hour", "urgency", "day"),
    [
        ("Pacific/Auckland", 12, 3, date(2026, 11, 28)),
        ("Pacific/Auckland", 12, 1, date(2026, 11, 30)),
        ("America/Los_Angeles", 5, 3, date(2026, 11, 26)),
        ("America/Los_Angeles", 5, 1, date(2026, 11, 27)),
        ("", 23, 3, date(2026, 11, 27)),
    ],
)
def test_a_to_do_is_due_by_its_owners_calendar_and_told_twice_it_is_one(
    world: World, zone: str, hour: int, urgency: int, day: date
) -> None:
    case = cases.record(world.new_order())
    owner = world.owner_in(zone)
    friday = datetime(2026, 11, 27, hour, tzinfo=UTC)
    todo = cases.activity(case, owner, decided_at=friday, urgency=urgency)

    assert all_sent(world.erp.deliver([cases.opening(case), todo], {}))
    assert all_sent(world.another().deliver([todo], {}))

    [seen] = world.seen(case.case_key)
    assert seen.open_activities == (SeenActivity(user_id=owner, deadline=day),)


def test_to_dos_of_several_owners_in_one_delivery_are_each_due_by_their_own_calendar(world: World) -> None:
    order = world.new_order()
    owners = {world.owner_in("Pacific/Auckland"): 28, world.owner_in("America/Los_Angeles"): 27}
    opened = {owner: cases.record(order) for owner in owners}
    noon = datetime(2026, 11, 27, 12, tzinfo=UTC)
    todos = [cases.activity(case, owner, decided_at=noon) for owner, case in opened.items()]

    assert all_sent(world.erp.deliver([*map(cases.opening, opened.values()), *todos], {}))

    told = {owner: world.seen(case.case_key)[0].open_activities for owner, case in opened.items()}
    assert told == {
        owner: (SeenActivity(user_id=owner, deadline=date(2026, 11, day)),) for owner, day in owners.items()
    }


def test_no_activity_is_made_for_a_case_that_is_closed(world: World) -> None:
    case = cases.record(world.new_order())
    world.erp.deliver([cases.opening(case), cases.close(case)], {})

    assert all_sent(world.erp.deliver([cases.activity(case, world.buyer_id)], {}))

    [seen] = world.seen(case.case_key)
    assert seen.open_activities == ()


def _until_sent(erp: Erp, effects: Sequence[PlannedEffect]) -> list[Receipt]:
    """Send like the outbox: again while the ERP asks to come again."""
    for _ in range(20):
        receipts = erp.deliver(effects, {})
        if ReceiptStatus.RETRY not in statuses(receipts):
            return receipts
    return receipts
