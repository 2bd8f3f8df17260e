"""The Flask application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_openapi3.models.info import Info

from crossdock import __version__
from crossdock.entrypoints.http import context, docs_page, problems, state
from crossdock.entrypoints.http.json_text import JsonText
from crossdock.entrypoints.http.openapi import CrossdockApi
from crossdock.entrypoints.http.routes import exceptions, health, operations, supplier_mails

if TYPE_CHECKING:
    from crossdock.entrypoints.http.state import HttpState

_ABOUT = """Facts come in, are stored, read, decided, recorded and delivered.

Every answer has `outcome` (a closed list per route), `correlation_id` and `reasons`. Errors are
`application/problem+json` with a stable `code`. Numbers are plain JSON numbers, to be read as decimals;
times are UTC. Facts and commands need an `Idempotency-Key`: a repeat is answered from store with
`Idempotent-Replay: true`; a failed request frees its key.
"""


class _Api(CrossdockApi):
    json_provider_class = JsonText


def create_app(http_state: HttpState) -> CrossdockApi:
    """Return the WSGI application over these services."""
    app = _Api(
        "crossdock",
        info=Info(title="Crossdock", version=__version__, description=_ABOUT),
        doc_ui=False,
        static_folder=None,
        operation_id_callback=lambda *, name, **_: name,
        validation_error_callback=problems.refuse_invalid,
    )
    app.url_map.strict_slashes = False
    state.keep(app.extensions, http_state)
    context.register(app)
    problems.register(app)
    for resource in (supplier_mails, exceptions, operations, health):
        app.register_api(resource.bp)
    docs_page.register(app)
    return app
