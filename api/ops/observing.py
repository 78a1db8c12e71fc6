"""What is watched of a running server, as far as the settings ask for it."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from api.clock import Clock
from api.db.database import Database
from api.db.watching import DatabaseUse, begin_spending
from api.errors import Unauthenticated
from api.http.measuring import Measuring, Traffic
from api.ops.counts import CONTENT_TYPE, Shared, shared_folder
from api.ops.metrics_port import serve_metrics
from api.settings import Settings


class Observing:
    """The counts of one process, and whoever is told them."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._has_metrics = settings.metrics_port is not None or settings.metrics_token is not None
        # Made before the processes are forked, so that all of them have the same.
        together = self._has_metrics and settings.workers > 1
        self._shared = Shared(Traffic(), DatabaseUse(), shared_folder() if together else None)

    def middleware(self) -> list[Middleware]:
        """What stands around every request, the outermost; nothing where nothing is asked for."""
        if not self._has_metrics and not self._settings.server_timing:
            return []
        spend = begin_spending if self._settings.server_timing else None
        return [Middleware(Measuring, traffic=self._shared.traffic, spend=spend)]

    def watch(self, database: Database) -> None:
        """Watches the database of the server."""
        self._database = database
        slow_s = self._settings.slow_statement_ms / 1000
        if self._has_metrics or self._settings.server_timing or slow_s:
            database.watch(self._shared.use, slow_s)

    def add_route(self, app: FastAPI) -> None:
        """`GET /metrics`, where a token protects it."""
        token = self._settings.metrics_token
        if token is None:
            return
        expected = f"Bearer {token.get_secret_value()}".encode()

        async def metrics(request: Request) -> Response:
            given = request.headers.get("authorization", "").encode("latin-1")
            if not hmac.compare_digest(given, expected):
                raise Unauthenticated("The metrics need the token of OUTLAY_METRICS_TOKEN.")
            return Response(await self._exposition(), media_type=CONTENT_TYPE)

        app.add_route("/metrics", metrics, include_in_schema=False)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Tells siblings and, on its own port, Prometheus, while the server runs."""
        writing = asyncio.create_task(self._shared.keep_writing())
        port = self._settings.metrics_port
        try:
            if port is None:
                yield
            else:
                async with serve_metrics(self._settings.host, port, self._exposition):
                    yield
        finally:
            writing.cancel()
            with suppress(asyncio.CancelledError):
                await writing

    async def _exposition(self) -> bytes:
        # What renders metrics is loaded, 1.4 MiB of it, where somebody asks for them.
        from api.ops.metrics import exposition

        return await exposition(
            await asyncio.to_thread(self._shared.all),
            self._database,
            self._settings.database_pool_size,
            self._clock.now_ms(),
        )
