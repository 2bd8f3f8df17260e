"""One suite for every ERP, fourth part: what it refuses to be asked, alone or altogether."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crossdock.adapters.odoo.erp import OdooErp
from crossdock.adapters.odoo.provision import create_user
from crossdock.adapters.odoo.session import OdooSession
from crossdock.domain.errors import ErpRefused
from crossdock.domain.orders import OrderQuery

if TYPE_CHECKING:
    from erp_world import World
    from odoo_world import OdooWorld

PASSWORD = "nobody-2026"


@pytest.mark.parametrize(
    "query", [OrderQuery(references=("P\x000815",)), OrderQuery(sender="sa\x00les@lindenau.example")]
)
def test_a_value_that_is_refused_is_told_and_any_other_order_is_read(world: World, query: OrderQuery) -> None:
    order = world.new_order()

    with pytest.raises(ErpRefused):
        world.erp.purchase_snapshot(query)

    world.erp.read_any_order()
    assert world.erp.purchase_snapshot(OrderQuery(references=(order.name,))).orders == (order,)


def test_without_rights_no_order_is_read(real_world: OdooWorld) -> None:
    login = "nobody"
    create_user(real_world.admin, name="Nobody", login=login, password=PASSWORD, groups=("base.group_user",))
    session = OdooSession(real_world.url, real_world.admin.database, login, PASSWORD)
    erp = OdooErp(session)
    erp.ping()

    with pytest.raises(ErpRefused):
        erp.read_any_order()
