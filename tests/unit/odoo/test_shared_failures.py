"""Who waits while the login fails, or while the database is named anew, shares that failure."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from crossdock.adapters.odoo.rpc_errors import OdooUnreachable
from crossdock.adapters.odoo.session import OdooSession


class Away(OdooSession):
    """An Odoo 14 that goes away; `tried` counts the looks, each of which lasts until all are waiting."""

    def __init__(self, *, is_logged_in: bool) -> None:
        super().__init__("http://127.0.0.1:1", "db", "login", "secret")
        self.tried = 0
        self.waiting = threading.Barrier(4)
        if is_logged_in:
            self._state: Any = object()

    def ask(self) -> None:
        """Need the login, together with the others."""
        self.waiting.wait(30)
        self._connected()

    def _must_name_database(self, _state: Any) -> bool:
        return True

    def _connect(self) -> Any:
        self._fail()

    def _name_database(self, _state: Any) -> None:
        self._fail()

    def _fail(self) -> None:
        self.tried += 1
        threading.Event().wait(0.3)
        raise OdooUnreachable("timed out")


@pytest.mark.parametrize("is_logged_in", [False, True], ids=["login", "naming"])
def test_of_four_who_ask_together_one_waits_for_the_time_out(is_logged_in: bool) -> None:
    session = Away(is_logged_in=is_logged_in)

    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(session.ask) for _ in range(4)]

    assert all(isinstance(one.exception(), OdooUnreachable) for one in asked)
    assert session.tried == 1
