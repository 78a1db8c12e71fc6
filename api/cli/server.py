"""One process that serves: it says so once it answers, and is drained before it ends."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import time
from collections.abc import Callable
from types import FrameType

import uvicorn
from fastapi import FastAPI

log = logging.getLogger("outlay.server")


class DrainingServer(uvicorn.Server):
    """Serves until it is told to stop; then it is not ready any more, but answers on for `drain_s` seconds.

    That is the time in which a proxy that asks for its readiness takes it out. Then it stops listening,
    and what still runs may take `stop_s` seconds to end. `on_start` is called once
    it really answers. A `lifeline` is a pipe whose other end the parent process holds: this process ends
    with it.
    """

    def __init__(
        self,
        app: FastAPI,
        *,
        drain_s: float,
        stop_s: int,
        on_start: Callable[[], None],
        lifeline: int | None = None,
    ) -> None:
        super().__init__(_config(app, stop_s))
        self._app_state = app.state
        self._drain_s = drain_s
        self._on_start = on_start
        self._lifeline = lifeline

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to answer, then say so."""
        if self._lifeline is not None:
            asyncio.get_running_loop().add_reader(self._lifeline, self._lose_parent)
        await super().startup(sockets=sockets)
        if self.started and not self.should_exit:
            self._on_start()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """From here on the readiness says no. Whoever presses Ctrl-C waits for no proxy."""
        if not self._app_state.stopping:
            # Kept connections are left by their clients after their next answer, so that hardly one is
            # still open when they are closed: a request that is on its way just then would be reset.
            self.server_state.default_headers.append((b"connection", b"close"))
        self._app_state.stopping = True
        if sig == signal.SIGINT:
            self._drain_s = 0
        super().handle_exit(sig, frame)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Drain, close the listener, finish the running requests, close the database."""
        await self._drain()
        await super().shutdown(sockets=sockets)

    async def _drain(self) -> None:
        until = time.monotonic() + self._drain_s
        while time.monotonic() < until and not self.force_exit:  # noqa: ASYNC110 - a signal sets it
            await asyncio.sleep(0.05)

    def _lose_parent(self) -> None:
        assert self._lifeline is not None
        asyncio.get_running_loop().remove_reader(self._lifeline)
        log.warning("the parent process is gone, so this one ends, too")
        os.kill(os.getpid(), signal.SIGTERM)


def _config(app: FastAPI, stop_s: int) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        # Whose forwarded headers are believed is decided by OUTLAY_TRUSTED_PROXIES alone.
        proxy_headers=False,
        timeout_graceful_shutdown=stop_s,
    )
