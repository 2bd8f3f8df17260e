"""Cases asked for about an order, a line or a company that is not known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from crossdock.domain.errors import ErpRefused, InvalidRequest
from crossdock.flows.sweep_inbox import sweep_inbox
from tests.unit.flows.breaking import Breaking
from tests.unit.flows.flow_world import codes
from tests.unit.flows.test_asked_for_cases import FAILED, ON_LINE, ask

if TYPE_CHECKING:
    from tests.unit.flows.flow_world import World

IN_NO_COMPANY = replace(ON_LINE, fact_key=FAILED.fact_key, company_id=99)


@pytest.mark.parametrize(
    ("named", "code", "about_order"),
    [
        ({"purchase_order": "P99999", "line": 7}, "order_not_found", False),
        ({"purchase_order": "P00012", "line": 77}, "line_not_found", True),
    ],
)
def test_an_order_or_line_that_is_not_known_is_told(
    world: World, named: dict[str, Any], code: str, about_order: bool
) -> None:
    answer = ask(world, replace(ON_LINE, **named))
    again = ask(world, replace(ON_LINE, **named))
    world.deliver()

    held = world.only_exception()
    assert (answer.outcome, codes(answer)) == ("opened", ["asked_for", code])
    assert again == answer
    assert (held.record.purchase_line_id, held.record.purchase_order_id is not None) == (None, about_order)
    assert answer.reasons[1].text in held.record.evidence


def test_a_company_that_odoo_does_not_have_is_refused_and_nothing_is_stored(world: World) -> None:
    with pytest.raises(InvalidRequest, match="no company 99") as refused:
        ask(world, IN_NO_COMPANY)

    assert refused.value.code == "company_not_found"
    assert world.ledger.inbox_entry(1) is None
    assert ask(world).outcome == "opened"  # so its fact key is as good as new


def test_a_company_that_turns_out_unknown_later_leaves_the_case_in_the_configured_one(world: World) -> None:
    world.erp.away = True
    answer = ask(world, IN_NO_COMPANY)
    world.erp.away = False
    world.settle()

    held = world.only_exception()
    assert (answer.outcome, codes(answer)) == ("stored", ["erp_unavailable"])
    assert (held.record.company_id, held.record.purchase_order_id) == (1, None)
    assert "Odoo has no company 99" in held.record.evidence
    assert codes(ask(world, IN_NO_COMPANY)) == ["asked_for", "company_not_found"]
    assert world.ledger.dead_letters() == []


@pytest.mark.parametrize("fails", ["purchase_snapshot", "has_company"])
@pytest.mark.parametrize("error", [RuntimeError("poison"), ErpRefused("no such thing")])
def test_so_it_does_where_each_look_at_odoo_fails(world: World, fails: str, error: Exception) -> None:
    world.erp.away = True
    ask(world, IN_NO_COMPANY)
    world.erp.away = False
    services = world.with_ports(erp=Breaking(world.erp, fails, error, times=99))
    for _ in range(8):
        world.clock.forward(minutes=5)
        sweep_inbox(services, correlation_id="sweep")
    world.deliver()

    held = world.only_exception()
    assert (held.record.company_id, held.record.purchase_order_id) == (1, None)
    assert "company_not_found" in codes(ask(world, IN_NO_COMPANY))
    assert world.ledger.dead_letters() == []
