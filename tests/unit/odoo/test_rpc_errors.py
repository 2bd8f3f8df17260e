"""What a failure of the RPC session means to the caller: repeat, wait, or give up."""

from __future__ import annotations

import http.client
import urllib.error
from email.message import Message
from typing import TYPE_CHECKING

import pytest

from crossdock.adapters.odoo import rpc_errors
from crossdock.adapters.odoo.rpc_errors import (
    OdooBusy,
    OdooLoginRefused,
    OdooRefused,
    OdooUnknown,
    OdooUnreachable,
)

if TYPE_CHECKING:
    from crossdock.domain.errors import ErpRefused, ErpUnavailable


def _status(code: int) -> urllib.error.HTTPError:
    return urllib.error.HTTPError("http://odoo/jsonrpc", code, "said so", Message(), None)


@pytest.mark.parametrize(
    ("_case", "error", "kind"),
    [
        ("port closed", urllib.error.URLError(ConnectionRefusedError(111, "refused")), OdooUnreachable),
        ("slow", TimeoutError("timed out"), OdooUnknown),
        ("cut", http.client.RemoteDisconnected("closed"), OdooUnknown),
        ("reset", ConnectionResetError(104, "reset"), OdooUnknown),
        ("gateway timed out", _status(504), OdooUnknown),
        ("down for maintenance", _status(503), OdooUnreachable),
        ("too many requests", _status(429), OdooUnreachable),
    ],
)
def test_a_transport_failure_is_unknown_where_odoo_may_have_acted(
    _case: str, error: BaseException, kind: type[ErpUnavailable]
) -> None:
    assert type(rpc_errors.of_transport(error)) is kind


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("odoo.exceptions.UserError", "no", OdooRefused),
        ("odoo.exceptions.AccessError", "no", OdooRefused),
        ("builtins.ValueError", "Invalid field", OdooRefused),
        ("odoo.exceptions.AccessDenied", "Access Denied", OdooLoginRefused),
        ("psycopg2.errors.SerializationFailure", "could not serialize access", OdooBusy),
        ("psycopg2.errors.InFailedSqlTransaction", "aborted", OdooBusy),
        ("psycopg2.OperationalError", "database does not exist", OdooUnreachable),
        ("psycopg2.errors.NumericValueOutOfRange", "integer out of range", OdooRefused),
    ],
)
def test_a_server_exception_is_refused_only_by_its_content(
    name: str, text: str, kind: type[ErpUnavailable | ErpRefused]
) -> None:
    assert type(rpc_errors.of_server(name, text)) is kind


def test_a_refusal_names_the_exception() -> None:
    refused = rpc_errors.of_server("odoo.exceptions.AccessError", "You may not")

    assert isinstance(refused, OdooRefused)
    assert (refused.kind, refused.message) == ("AccessError", "You may not")
