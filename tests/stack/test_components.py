"""The real components start, answer, and survive what the other tests do to them."""

from __future__ import annotations

import imaplib
from typing import TYPE_CHECKING

import odoorpc
import psycopg
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from stack.dovecot import Dovecot
    from stack.odoo import Odoo
    from stack.postgres import Postgres

pytestmark = pytest.mark.real


def installed_modules(odoo: Odoo, db: str) -> set[str]:
    client = odoorpc.ODOO("127.0.0.1", port=odoo.port)
    client.login(db, odoo.admin_login, odoo.admin_password)
    rows = client.execute_kw(
        "ir.module.module", "search_read", [[("state", "=", "installed")]], {"fields": ["name"]}
    )
    return {row["name"] for row in rows}


def test_a_fresh_postgres_database_takes_connections(postgres_url: str) -> None:
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_odoo_19_has_the_modules_in_a_copy_of_its_own(odoo19: Odoo, odoo_copy: Callable[[Odoo], str]) -> None:
    name = odoo_copy(odoo19)

    assert {"purchase", "sale_management", "stock", "stock_delivery"} <= installed_modules(odoo19, name)


def test_odoo_14_has_the_modules_in_a_copy_of_its_own(odoo14: Odoo, odoo_copy: Callable[[Odoo], str]) -> None:
    name = odoo_copy(odoo14)

    assert {"purchase", "sale_management", "stock", "delivery"} <= installed_modules(odoo14, name)


def test_odoo_comes_back_on_its_port_after_an_outage(odoo19: Odoo) -> None:
    url = odoo19.url

    odoo19.kill()
    assert not odoo19.is_ready()
    odoo19.start()

    assert odoo19.url == url
    assert odoo19.is_ready()


def test_dovecot_keeps_mail_over_a_crash_and_can_change_uidvalidity(dovecot: Dovecot) -> None:
    dovecot.append(b"From: a@example.com\r\nSubject: kept\r\n\r\ntext\r\n", folder="Orders")
    before = dovecot.uid_validity("Orders")

    dovecot.kill()
    dovecot.start()

    assert dovecot.uid_validity("Orders") == before
    assert dovecot.change_uid_validity("Orders") != before
    with dovecot.login() as imap:
        assert imap.select("Orders") == ("OK", [b"1"])


def test_dovecot_offers_what_a_shared_mailbox_needs(dovecot: Dovecot) -> None:
    with dovecot.login() as imap:
        _, answer = imap.capability()

        assert {"MOVE", "IDLE", "CONDSTORE", "UIDPLUS"} <= set(answer[0].decode().split())


def test_dovecot_refuses_a_wrong_password(dovecot: Dovecot) -> None:
    with imaplib.IMAP4("127.0.0.1", dovecot.port) as imap, pytest.raises(imaplib.IMAP4.error):
        imap.login("purchasing", "wrong")


def test_postgres_keeps_its_port_and_data_over_a_restart(postgres: Postgres) -> None:
    port = postgres.port
    postgres.create_database("kept")

    postgres.restart()

    assert postgres.port == port
    assert "kept" in postgres.databases()
