"""`/v1/supplier-mails`, `/v1/mailboxes/{name}/fetches`: mail comes in and is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, g, request
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from pydantic import ValidationError

from crossdock.domain.errors import InvalidRequest
from crossdock.entrypoints.http.api_keys import Scope
from crossdock.entrypoints.http.auth import needs
from crossdock.entrypoints.http.context import JSON, MAIL, takes
from crossdock.entrypoints.http.idempotency import claimed_key, json_response, keyed, once, sent_key
from crossdock.entrypoints.http.json_text import encode
from crossdock.entrypoints.http.problems import refuse_invalid
from crossdock.entrypoints.http.schemas.common import present
from crossdock.entrypoints.http.schemas.mails import (
    FetchAnswer,
    FetchQuery,
    MailboxPath,
    StoredMail,
    SupplierMailAnswer,
)
from crossdock.entrypoints.http.state import correlation_id, services, services_in_time, state
from crossdock.flows.fetch_mailbox import fetch_mailbox
from crossdock.flows.read_supplier_mail import decide_mail, read_mail, receive_mail

if TYPE_CHECKING:
    from crossdock.ports import JsonObject

bp = APIBlueprint("supplier_mails", __name__, abp_tags=[Tag(name="Supplier Mail")])

_EXAMPLE = (
    "Message-ID: <a1@supplier.example>\r\nFrom: Sales <sales@supplier.example>\r\nTo: buy@example.com\r\n"
    "Date: Mon, 02 Mar 2026 09:00:00 +0100\r\nSubject: P00042\r\n\r\n"
    "Line 1 of P00042 will be a week late: 2026-03-20.\r\n"
)
_BY_ID = {"inbox_id": 17}
_BODY = {
    "required": True,
    "content": {
        MAIL: {"schema": {"type": "string", "format": "binary"}, "example": _EXAMPLE},
        JSON: {"schema": {"$ref": "#/components/schemas/StoredMail"}, "example": _BY_ID},
    },
}

_READER = (
    f"Needed with a raw mail (`{MAIL}`): without it 400. With an `inbox_id` it may be left out: that row is "
    "the key. Where it is sent beside one it names who reads, as a run of a workflow: what became of the "
    "mail is told to the first, and to that one again; to any other it is `duplicate`. With a raw mail it is:"
)


@bp.post(
    "/v1/supplier-mails",
    responses={200: SupplierMailAnswer},
    openapi_extensions={"requestBody": _BODY},
)
@takes(MAIL, JSON, example=_BY_ID)
@keyed(unless=JSON, note=_READER)
@needs(Scope.MAILS_WRITE)
def read_supplier_mail() -> Response:
    """Read a supplier's mail and decide.

    Push the raw mail as `message/rfc822` with an Idempotency-Key, or name a fetched one by `inbox_id`. With
    Odoo away or slow the outcome is `stored`; the decision follows by itself. Over the size limit: 413.
    """
    if request.mimetype == JSON:
        return json_response(encode(_read(_stored_mail().inbox_id)))
    raw = request.get_data()
    if not raw.strip():
        raise InvalidRequest("The body is empty; send the raw mail as it was received.", code="not_a_mail")
    return once(raw, lambda: _receive(raw), present=lambda body: _decide(int(body["inbox_id"])))


@bp.post("/v1/mailboxes/<name>/fetches", responses={200: FetchAnswer})
@needs(Scope.MAILBOXES_FETCH)
def fetch_new_mails(path: MailboxPath, query: FetchQuery) -> Response:
    """Store a mailbox's new mails and answer those that wait for a decision.

    Oldest first; loop over `mails` with `POST /v1/supplier-mails`.
    """
    with state().patience.seat():
        answer = fetch_mailbox(services(), path.name, correlation_id=correlation_id(), limit=query.limit)
    return json_response(encode(present(FetchAnswer, answer)))


def _receive(raw: bytes) -> JsonObject:
    answer = receive_mail(services_in_time(), raw, correlation_id=correlation_id(), brought_by=claimed_key())
    return present(SupplierMailAnswer, answer)


def _read(inbox_id: int) -> JsonObject:
    key = sent_key()
    reader = None if key is None else f"{g.caller.key_id}:{key}"
    return present(SupplierMailAnswer, read_mail(services_in_time(), inbox_id, reader=reader))


def _decide(inbox_id: int) -> JsonObject:
    return present(SupplierMailAnswer, decide_mail(services_in_time(), inbox_id))


def _stored_mail() -> StoredMail:
    try:
        return StoredMail.model_validate(request.get_json())
    except ValidationError as error:
        refuse_invalid(error)
