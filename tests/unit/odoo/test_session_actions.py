"""Buttons' actions are found by name: their ids may change under a service that runs."""

from __future__ import annotations

from typing import Any

import pytest

from crossdock.adapters.odoo import names
from crossdock.adapters.odoo.rpc_errors import OdooRefused
from crossdock.adapters.odoo.session import OdooSession


class Provisioned(OdooSession):
    """An Odoo that knows one action by the id `present`, and refuses every other."""

    def __init__(self) -> None:
        super().__init__("http://127.0.0.1:1", "db", "login", "secret")
        self.present, self.refuses = 7, False
        self.ran: list[int] = []

    def call(self, model: str, method: str, *args: Any, **_: Any) -> Any:
        """Look the id up, or run it."""
        if model == names.SETTING:
            return [{names.SETTING_VALUE: str(self.present)}]
        assert (model, method) == ("ir.actions.server", "run")
        self.ran.append(args[0][0])
        if self.refuses or args[0][0] != self.present:
            raise OdooRefused("Record does not exist or has been deleted.")
        return {"infos": {"done": True}}


def test_an_action_that_was_provisioned_anew_is_looked_up_once_more() -> None:
    session = Provisioned()
    session.run_action("crossdock.action_apply")
    session.present = 8

    assert session.run_action("crossdock.action_apply") == {"done": True}
    assert session.ran == [7, 7, 8]


def test_a_refusal_of_the_action_itself_is_told_and_not_repeated() -> None:
    session = Provisioned()
    session.run_action("crossdock.action_apply")
    session.refuses = True

    with pytest.raises(OdooRefused):
        session.run_action("crossdock.action_apply")
    assert session.ran == [7, 7]
