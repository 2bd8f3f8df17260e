"""Two companies in one Odoo, a mailbox each: orders of the same name, and nobody sees the other's cases."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from crossdock.adapters.odoo import names
from crossdock.adapters.odoo.provision import create_technical_user, create_user
from crossdock.adapters.odoo.session import OdooSession
from stack.dovecot import USERS
from stack.up import AUTHSERV_ID, TECHNICAL
from tests.e2e.supplier_mail import delay_mail
from tests.e2e.world import PASSWORD, eventually

if TYPE_CHECKING:
    from tests.e2e.world import SidecarUnderTest, World

pytestmark = [pytest.mark.real, pytest.mark.timeout(3600)]

SECRET = uuid.uuid4().hex
BUYER = ("purchase.group_purchase_user", names.GROUP_USER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A company with a buyer who may see nothing but it, and the folder of its mailbox."""

    id: int
    buyer: OdooSession
    folder: str


@pytest.fixture(scope="module")
def companies(world: World) -> tuple[Company, Company]:
    """Return the database's first company and a second one, with a default team each."""
    [second] = world.admin.call("res.company", "create", [{"name": "Weser Süd GmbH"}])
    warehouse = {"name": "Süd", "code": "SUED", "company_id": second}
    world.admin.call("stock.warehouse", "create", [warehouse])
    create_technical_user(world.admin, TECHNICAL, PASSWORD)  # again: in all companies
    return _company(world, 1, "north"), _company(world, second, "south")


def _company(world: World, company_id: int, name: str) -> Company:
    user = create_user(world.admin, f"buyer-{name}", SECRET, f"Buyer {name}", BUYER)
    only = {"company_id": company_id, "company_ids": [(6, 0, [company_id])]}
    world.admin.call("res.users", "write", [user], only)
    team = {
        "x_name": f"Purchasing {name}",
        "x_is_default": True,
        "x_lead_id": user,
        "x_company_id": company_id,
    }
    world.admin.call(names.TEAM, "create", [team])
    session = OdooSession(world.odoo.url, world.database, f"buyer-{name}", SECRET, timeout_s=120)
    return Company(id=company_id, buyer=session, folder=f"{name}{uuid.uuid4().hex[:6]}")


@pytest.fixture
def both(world: World, companies: tuple[Company, Company]) -> SidecarUnderTest:
    """Return a sidecar (not started) that reads a mailbox of each company."""
    north, south = companies
    under_test = world.sidecar("companies")
    for company, login in ((north, "purchasing"), (south, "warehouse")):
        world.dovecot.create_folder(company.folder, user=login)
    box = "CROSSDOCK_MAILBOX__SOUTH__"
    ours = "CROSSDOCK_MAILBOX__PURCHASING__"
    under_test.process.variables |= {
        f"{ours}FOLDERS": north.folder,
        f"{ours}COMPANY_ID": str(north.id),
        f"{box}HOST": "127.0.0.1",
        f"{box}PORT": str(world.dovecot.port),
        f"{box}TLS": "none",
        f"{box}LOGIN": "warehouse",
        f"{box}PASSWORD": USERS["warehouse"],
        f"{box}AUTHSERV_ID": AUTHSERV_ID,
        f"{box}FOLDERS": south.folder,
        f"{box}COMPANY_ID": str(south.id),
    }
    return under_test


def test_each_companys_mail_works_on_its_own_order_of_the_same_name(
    world: World, companies: tuple[Company, Company], both: SidecarUnderTest
) -> None:
    north, south = companies
    name = f"PSAME{uuid.uuid4().hex[:4].upper()}"
    in_north, in_south = (world.new_order(name, company_id=company.id) for company in companies)
    alone = world.new_order(f"{name}N", company_id=north.id)
    before = world.last_exception_id()
    world.dovecot.append(delay_mail(in_south, in_south.later(10)), folder=south.folder, user="warehouse")
    world.dovecot.append(delay_mail(alone, alone.later(10)), folder=south.folder, user="warehouse")
    world.dovecot.append(delay_mail(in_north, in_north.later(12)), folder=north.folder, user="purchasing")

    with both.process:
        eventually(lambda: world.arrived_once([in_north, in_south]), what="a case of each company")
        [unmatched] = eventually(
            lambda: world.opened_since(before, "unmatched_message", "x_company_id", "x_team_id"),
            what="a case for the order that only the other company has",
        )
        eventually(lambda: both.undelivered() == 0, what="an outbox with nothing left to repeat")

    assert _seen_by(north, before) == {(in_north.line_id, north.id)}
    assert _seen_by(south, before) == {(in_south.line_id, south.id), (None, south.id)}
    assert unmatched["x_company_id"][0] == south.id
    assert unmatched["x_team_id"][1] == "Purchasing south"
    assert world.exceptions([alone]) == []


def _seen_by(company: Company, before: int) -> set[tuple[int | None, int]]:
    """Return line and company of every case that the company's buyer sees."""
    rows = company.buyer.search_read(
        names.EXCEPTION, [("id", ">", before)], ["x_purchase_line_id", "x_company_id"]
    )
    return {
        (row["x_purchase_line_id"][0] if row["x_purchase_line_id"] else None, row["x_company_id"][0])
        for row in rows
    }
