"""Swagger UI at `/docs`, from our own server and without any inline script.

Its assets come with the package `fastapi-swagger`, so they work offline and follow our
Content-Security-Policy; FastAPI's own page would load them from a foreign host.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Outlay: the REST API</title>
<link rel="icon" type="image/png" href="/docs/assets/favicon-32x32.png">
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<noscript>
This page needs JavaScript. The document itself is at <a href="/openapi.json">/openapi.json</a>.
</noscript>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
"""
_START = """\
SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIBundle.SwaggerUIStandalonePreset],
  validatorUrl: null,
});
"""
_REVALIDATED = {"Cache-Control": "no-cache"}


async def _page(_request: Request) -> Response:
    return Response(_PAGE, headers=_REVALIDATED, media_type="text/html")


async def _start(_request: Request) -> Response:
    return Response(_START, headers=_REVALIDATED, media_type="text/javascript")


def _asset_folder() -> Path:
    # Found without an import: the package's module would patch applications, which nobody wants here.
    spec = find_spec("fastapi_swagger")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("The package fastapi-swagger is missing; install Outlay again.")
    return Path(spec.origin).parent / "resources"


def add_docs(app: FastAPI) -> None:
    """Serves `/docs`; `app` itself is made with `docs_url=None, redoc_url=None`."""
    assets = StaticFiles(directory=_asset_folder())
    app.router.routes += [
        Route("/docs", _page),
        Route("/docs/start.js", _start),
        Mount("/docs/assets", assets),
    ]
