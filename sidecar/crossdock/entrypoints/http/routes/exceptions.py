"""`/v1/exceptions`: cases that a human works."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, g, request
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag

from crossdock.entrypoints.http.api_keys import Scope
from crossdock.entrypoints.http.auth import needs
from crossdock.entrypoints.http.context import JSON, takes
from crossdock.entrypoints.http.idempotency import json_response, keyed, once, require_key
from crossdock.entrypoints.http.json_text import encode
from crossdock.entrypoints.http.schemas.exceptions import (
    EXAMPLE,
    ExceptionAnswer,
    ExceptionPage,
    ExceptionPath,
    ExceptionQuery,
    OpenException,
    item_of,
)
from crossdock.entrypoints.http.state import correlation_id, services, services_in_time
from crossdock.flows.answers import OpenExceptionCommand
from crossdock.flows.open_exception import open_exception
from crossdock.flows.work_exception import get_exception, list_exceptions

if TYPE_CHECKING:
    from crossdock.flows import answers

bp = APIBlueprint("exceptions", __name__, abp_tags=[Tag(name="Exception")])


@bp.get("/v1/exceptions", responses={200: ExceptionPage})
@needs(Scope.EXCEPTIONS_READ)
def get_many_exceptions(query: ExceptionQuery) -> Response:
    """List cases, newest first."""
    page = list_exceptions(
        services(),
        correlation_id=correlation_id(),
        company_id=query.company_id,
        state=query.state,
        category=query.category,
        before_id=query.before_id,
        limit=query.limit,
    )
    body = ExceptionPage.model_validate(
        {
            "outcome": page.outcome,
            "correlation_id": page.correlation_id,
            "reasons": page.reasons,
            "exceptions": [item_of(case) for case in page.cases],
            "next_before_id": page.next_before_id,
        }
    )
    return json_response(encode(body.model_dump()))


@bp.post("/v1/exceptions", responses={200: ExceptionAnswer})
@takes(JSON, example=EXAMPLE)
@keyed()
@needs(Scope.EXCEPTIONS_WRITE)
def open_an_exception(body: OpenException) -> Response:
    """Open a case for a human, or add to the open one of the same subject and category."""
    command = OpenExceptionCommand(
        **{
            **body.model_dump(),
            "fact_key": body.fact_key or f"{g.caller.name}:{require_key()}",
            "company_id": body.company_id or services().company_id,
        }
    )

    def work() -> dict[str, Any]:
        return _shown(open_exception(services_in_time(), command, correlation_id=correlation_id()))

    # the same fact again is the same case, so asking the flow once more tells how it stands now
    return once(request.get_data(), work, present=lambda _stored: work())


@bp.get("/v1/exceptions/<id>", responses={200: ExceptionAnswer})
@needs(Scope.EXCEPTIONS_READ)
def get_one_exception(path: ExceptionPath) -> Response:
    """Return one case by its id."""
    answer = get_exception(services(), path.id, correlation_id=correlation_id())
    return json_response(encode(_shown(answer)))


def _shown(answer: answers.ExceptionAnswer) -> dict[str, Any]:
    body = ExceptionAnswer.model_validate(
        {
            "outcome": answer.outcome,
            "correlation_id": answer.correlation_id,
            "reasons": answer.reasons,
            "exception": item_of(answer.case) if answer.case is not None else None,
        }
    )
    return body.model_dump()
