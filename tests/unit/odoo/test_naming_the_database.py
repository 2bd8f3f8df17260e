"""Odoo 14 and 15 are told which database is meant: at the login, and anew each hour for the cookie's sake."""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from crossdock.adapters.odoo.session import OdooSession, _Login

if TYPE_CHECKING:
    import urllib.request


class Answering(OdooSession):
    """An Odoo of some version that answers everything; `opened` are the pages that were asked for."""

    def __init__(self, version: str) -> None:
        super().__init__("https://odoo.example", "sales & more", "login", "secret")
        self.answers_as = version
        self.opened: list[str] = []

    def _reach(self) -> _Login:
        client = SimpleNamespace(version=self.answers_as, json=self._answer)
        opener: Any = SimpleNamespace(open=self._open)
        return _Login(client, opener)

    def _answer(self, _path: str, params: dict[str, Any]) -> dict[str, Any]:
        return {"result": 7 if params["method"] == "login" else {}}

    def _open(self, address: str, timeout: float) -> urllib.request._UrlopenRet:
        self.opened.append(address)
        return SimpleNamespace(close=lambda: None)


@pytest.mark.parametrize("version", ["14.0", "15.0"])
def test_the_database_is_named_once_however_often_odoo_is_asked(version: str) -> None:
    session = Answering(version)

    session.ping()
    session.ping()

    assert session.opened == ["https://odoo.example:443/web/login?db=sales+%26+more"]


def test_it_is_named_anew_after_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    session = Answering("14.0")
    session.ping()
    now = time.monotonic()

    for minutes in (59, 61, 62):
        monkeypatch.setattr(time, "monotonic", lambda minutes=minutes: now + minutes * 60)
        session.ping()

    assert len(session.opened) == 2


@pytest.mark.parametrize("version", ["16.0", "saas~17.2", "19.0"])
def test_a_later_odoo_is_asked_for_no_page(version: str) -> None:
    session = Answering(version)

    session.ping()

    assert session.opened == []
