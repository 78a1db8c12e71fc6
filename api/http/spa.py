"""The built browser app under `/app/`. Its own router knows the paths below, so they all get its page."""

from __future__ import annotations

import os
from pathlib import Path

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import PathLike, StaticFiles
from starlette.types import Scope

from api.errors import OutlayError

HASHED = "assets/"
"""Where the build puts files whose name has a hash of their content."""


class AppNotBuilt(OutlayError):
    """The API runs, but nobody has built the browser app."""

    status = 503
    code = "app_not_built"
    title = "The browser app is not built"
    default_detail = (
        "The API works, but the browser app has not been built yet: start Outlay with `make run`, "
        "or run `npm ci && npm run build` in the folder `web`."
    )


class BrowserApp(StaticFiles):
    """The files of the build; every other path below gets `index.html`.

    Beside each text the build lays a copy packed with brotli, a seventh smaller than with gzip.
    """

    def __init__(self, folder: Path) -> None:
        # The folder is looked at by each request: a build may come after the start.
        super().__init__(directory=folder, check_dir=False)
        self._index = folder / "index.html"

    async def check_config(self) -> None:
        """AppNotBuilt until there is a build."""
        if not self._index.is_file():
            raise AppNotBuilt
        await super().check_config()

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, or the page of the app where there is none."""
        if path in {"", "."}:
            path = "index.html"
        try:
            response = await super().get_response(path, scope)
        except HTTPException as error:
            # A missing script must not be answered with a page: it would fail where nobody looks.
            if error.status_code != 404 or path.startswith(HASHED):
                raise
            path = "index.html"
            response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = (
            "public, max-age=31536000, immutable" if path.startswith(HASHED) else "no-cache"
        )
        return response

    def file_response(
        self, full_path: PathLike, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """The file, or its packed copy for those who take it."""
        packed = Path(f"{full_path}.br")
        offered = [coding.strip() for coding in Headers(scope=scope).get("accept-encoding", "").split(",")]
        if "br" not in offered or not packed.is_file():
            return super().file_response(full_path, stat_result, scope, status_code)
        response = super().file_response(packed, packed.stat(), scope, status_code)
        response.headers["Content-Type"] = FileResponse(full_path).headers["content-type"]
        response.headers["Content-Encoding"] = "br"
        response.headers.add_vary_header("Accept-Encoding")
        return response


async def _to_app(_request: Request) -> Response:
    return RedirectResponse("/app/")


def add_spa(app: FastAPI, folder: Path) -> None:
    """Serves the build in `folder` under `/app/`; `/` leads there."""
    app.router.routes += [
        Route("/", _to_app),
        Route("/app", _to_app),
        Mount("/app", BrowserApp(folder)),
    ]
