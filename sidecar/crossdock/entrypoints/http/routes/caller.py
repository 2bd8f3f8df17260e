"""What a client asks before it works: who it is, and which mailboxes there are."""

from __future__ import annotations

from flask import Response, g
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag

from crossdock.entrypoints.http.api_keys import Scope
from crossdock.entrypoints.http.auth import any_key, needs
from crossdock.entrypoints.http.idempotency import json_response
from crossdock.entrypoints.http.json_text import encode
from crossdock.entrypoints.http.schemas.events import CallerAnswer, MailboxPage
from crossdock.entrypoints.http.state import correlation_id, services

bp = APIBlueprint("caller", __name__, abp_tags=[Tag(name="Caller")])


@bp.get("/v1/caller", responses={200: CallerAnswer})
@any_key
def get_caller() -> Response:
    """Tell whose key this is and what it may do: a test of credentials that changes nothing."""
    answer = CallerAnswer(
        outcome="found",
        correlation_id=correlation_id(),
        reasons=[],
        name=g.caller.name,
        scopes=sorted(g.caller.scopes),
        expires_at=g.caller.expires_at,
    )
    return json_response(encode(answer.model_dump()))


@bp.get("/v1/mailboxes", responses={200: MailboxPage})
@needs(Scope.MAILBOXES_FETCH)
def get_mailboxes() -> Response:
    """List the mailboxes that can be fetched."""
    answer = MailboxPage(
        outcome="listed", correlation_id=correlation_id(), reasons=[], mailboxes=sorted(services().mailboxes)
    )
    return json_response(encode(answer.model_dump()))
