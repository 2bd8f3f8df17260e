"""`/openapi.json` and `/docs`: the API's own documentation, from bundled files, without a CDN."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from flask import Response, current_app, send_from_directory

from crossdock.entrypoints.http.auth import open_to_all
from crossdock.entrypoints.http.json_text import encode

if TYPE_CHECKING:
    from crossdock.entrypoints.http.openapi import CrossdockApi

_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Crossdock API</title>
<link rel="icon" href="/docs/assets/images/swagger.svg">
<link rel="stylesheet" href="/docs/assets/css/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/docs/assets/js/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
"""
_START = """SwaggerUIBundle({
  url: "/openapi.json", dom_id: "#swagger-ui", deepLinking: true, persistAuthorization: true,
  validatorUrl: null
});
"""


def register(app: CrossdockApi) -> None:
    """Serve the document and the page."""

    @open_to_all
    def openapi_document() -> Response:
        return Response(encode(app.api_doc), content_type="application/json")

    app.add_url_rule("/openapi.json", view_func=openapi_document)
    app.add_url_rule("/", view_func=_front)
    app.add_url_rule("/docs", view_func=_page)
    app.add_url_rule("/docs/start.js", view_func=_start)
    app.add_url_rule("/docs/assets/<path:name>", view_func=_asset)


@open_to_all
def _front() -> Response:
    """Lead who opens the bare address to the page that says what is here."""
    return Response(status=302, headers={"Location": "/docs"})


@open_to_all
def _page() -> Response:
    return Response(
        _PAGE, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": _POLICY}
    )


@open_to_all
def _start() -> Response:
    return Response(_START, content_type="text/javascript; charset=utf-8")


@open_to_all
def _asset(name: str) -> Response:
    folder = files("flask_openapi3_swagger").joinpath("templates", "swagger")
    response = send_from_directory(str(folder), name, max_age=86400)
    response.headers["Cache-Control"] = "public, max-age=86400"
    current_app.logger.debug("asset served")
    return response
