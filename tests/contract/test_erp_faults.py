"""What networks and Odoo's own troubles do to a delivery, on real servers behind a proxy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import erp_cases as cases
import pytest
from erp_cases import all_sent, statuses

from crossdock.adapters.odoo.erp import OdooErp
from crossdock.domain.effect import ReceiptStatus
from crossdock.domain.errors import ErpUnavailable
from crossdock.domain.orders import OrderQuery
from tests.tcp_proxy import Line, TcpProxy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from odoo_world import OdooWorld

SENT, UNKNOWN, UNREACHABLE, RETRY = (
    ReceiptStatus.SENT,
    ReceiptStatus.UNKNOWN,
    ReceiptStatus.UNREACHABLE,
    ReceiptStatus.RETRY,
)

PATIENCE_S = 10  # a busy machine logs in slowly; only the held line has to wait this long


@pytest.fixture
def proxy(real_world: OdooWorld) -> Iterator[TcpProxy]:
    """A line to Odoo that can be troubled."""
    with TcpProxy(real_world.url) as proxy:
        yield proxy


@pytest.mark.parametrize("line", [Line.HELD, Line.CUT])
def test_an_answer_that_is_lost_is_unknown_and_the_repeat_makes_no_second_record(
    real_world: OdooWorld, proxy: TcpProxy, line: Line
) -> None:
    order = real_world.new_order()
    opened = [cases.record(order) for _ in range(3)]
    effects = [cases.opening(case) for case in opened]
    erp = OdooErp(real_world.session(proxy.url, timeout_s=PATIENCE_S))
    erp.ping()
    proxy.line = line

    first = erp.deliver(effects, {})
    assert proxy.answered.acquire(timeout=60)
    proxy.line = Line.CLEAR
    second = erp.deliver(effects, {})

    assert statuses(first) == [UNKNOWN] * 3
    assert all_sent(second)
    assert [len(real_world.seen(case.case_key)) for case in opened] == [1, 1, 1]


def test_after_a_timeout_nothing_more_is_tried(real_world: OdooWorld, proxy: TcpProxy) -> None:
    order = real_world.new_order()
    case = cases.record(order)
    erp = OdooErp(real_world.session(proxy.url, timeout_s=PATIENCE_S))
    erp.ping()
    proxy.line = Line.HELD

    receipts = erp.deliver(
        [cases.opening(case), cases.note(case), cases.promise(order, order.lines[0].date_planned)], {}
    )

    assert statuses(receipts) == [UNKNOWN, RETRY, UNREACHABLE]


def test_odoo_away_is_unreachable_and_reads_say_so(real_world: OdooWorld, proxy: TcpProxy) -> None:
    order = real_world.new_order()
    first, second = cases.record(order), cases.record(order)
    known = OdooErp(real_world.session(proxy.url, timeout_s=PATIENCE_S))
    known.ping()
    proxy.close()

    for erp in (known, OdooErp(real_world.session(proxy.url, timeout_s=PATIENCE_S))):
        receipts = erp.deliver([cases.opening(first), cases.note(first), cases.opening(second)], {})

        assert statuses(receipts) == [UNREACHABLE, RETRY, UNREACHABLE]
        with pytest.raises(ErpUnavailable):
            erp.ping()
        with pytest.raises(ErpUnavailable):
            erp.purchase_snapshot(OrderQuery(references=(order.name,)))
        with pytest.raises(ErpUnavailable):
            erp.changes(None)


def test_parallel_writes_on_one_exception_all_arrive(real_world: OdooWorld) -> None:
    from concurrent.futures import ThreadPoolExecutor

    case = cases.record(real_world.new_order())
    all_sent(real_world.erp.deliver([cases.opening(case)], {}))
    erps = [real_world.another() for _ in range(6)]

    def send(erp: object) -> list[ReceiptStatus]:
        assert isinstance(erp, OdooErp)
        notes = [cases.note(case, f"note {number}") for number in range(5)]
        left = [cases.update(case), *notes]
        for _ in range(20):
            receipts = erp.deliver(left, {})
            left = [e for e, r in zip(left, receipts, strict=True) if r.status is not SENT]
            if not left:
                break
        return statuses(receipts)

    with ThreadPoolExecutor(6) as pool:
        results = list(pool.map(send, erps))

    assert {status for result in results for status in result} == {SENT}
    [seen] = real_world.seen(case.case_key)
    assert len(seen.notes) == 30
