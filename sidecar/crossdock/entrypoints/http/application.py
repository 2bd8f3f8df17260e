"""The Flask application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_openapi3.models.info import Info

from crossdock import __version__
from crossdock.entrypoints.http import context, docs_page, problems, state
from crossdock.entrypoints.http.json_text import JsonText
from crossdock.entrypoints.http.openapi import CrossdockApi
from crossdock.entrypoints.http.routes import caller, events, exceptions, health, operations, supplier_mails

if TYPE_CHECKING:
    from crossdock.entrypoints.http.state import HttpState

_ABOUT = """Facts come in, are stored, read, decided, recorded and delivered.

Every answer has `outcome` (a closed list per route), `correlation_id` and `reasons`. Errors are
`application/problem+json` with a stable `code`. Numbers are plain JSON numbers, to be read as decimals;
times are UTC.

### Idempotency-Key

Two requests need this header, since they bring a new fact: a raw mail to `POST /v1/supplier-mails`, and
`POST /v1/exceptions`. Without it they are refused (400 `idempotency_key_missing`). No other request needs
one: an `inbox_id` names its fact itself, a URL its subscription, and fetches, sweeps, deliveries and
replays may be repeated as they are.

Send a name of the *fact* that is the same whenever you send it again, as the mail's Message-ID or
`PO00042/ack/3`; never one of the attempt, as a workflow run's id or a random number. It has 1 to 255
visible ASCII characters, and belongs to your API key and the route. The same key again is answered:

- with the same body: what was answered first, with the header `Idempotent-Replay: true`; where that was
  `stored`, how the fact stands now;
- with another body: 422 `idempotency_key_reused`, and nothing is done;
- while the first request still runs: 409 `request_running` with `Retry-After`;
- after the first was answered with a problem (4xx or 5xx), or with nothing: as if it were the first, also
  where its fact was stored before that.

A fact is known by itself too: the same mail under another key is answered `duplicate`.
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
    app.url_map.merge_slashes = False  # it would answer a redirect in HTML
    state.keep(app.extensions, http_state)
    context.register(app)
    problems.register(app)
    for resource in (supplier_mails, exceptions, operations, events, caller, health):
        app.register_api(resource.bp)
    docs_page.register(app)
    return app
