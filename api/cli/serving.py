"""`outlay serve`: the API and the browser app, until it is told to stop."""

from __future__ import annotations

import errno
import os
import socket

import click
import uvicorn
from fastapi import FastAPI

from api.app import create_app
from api.cli.refusals import Refusal
from api.cli.startup import bring_to_newest, load_settings, require_newest, unknown_variables
from api.http.logs import configure_logging
from api.settings import Settings

STOP_SECONDS = 10
"""How long running requests may take to end after the signal to stop."""


class AnnouncingServer(uvicorn.Server):
    """Says where to open Outlay once it really answers."""

    def __init__(self, config: uvicorn.Config, announcement: str) -> None:
        super().__init__(config)
        self._announcement = announcement

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to answer, then say so."""
        await super().startup(sockets=sockets)
        if self.started and not self.should_exit:
            click.echo(self._announcement)


@click.command()
@click.option("--migrate", is_flag=True, help="Bring the database to the newest schema first.")
@click.option("--reload", is_flag=True, help="For development: start anew whenever the code changes.")
def serve(migrate: bool, reload: bool) -> None:
    """Serve the API and the browser app.

    Listens on OUTLAY_HOST and OUTLAY_PORT (http://127.0.0.1:8000 unless set) until Ctrl-C or SIGTERM;
    running requests are answered first. Log lines are JSON on standard error, from OUTLAY_LOG_LEVEL
    (debug, info, warning, error) upwards.
    """
    settings = load_settings()
    unknown = unknown_variables(os.environ)
    if unknown:
        click.echo(f"outlay: there is no such setting, see the README: {', '.join(unknown)}.", err=True)
    if migrate:
        bring_to_newest(settings)
    else:
        require_newest(settings)
    configure_logging(settings.log_level)
    if reload:
        _serve_reloading(settings)
        return
    app = create_app(settings)
    listener = _listen(settings)
    server = AnnouncingServer(_config(app), _announcement(settings))
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        # Ctrl-C is how one ends it; the server has already finished its requests.
        click.echo("Stopped.")
    finally:
        listener.close()
    if not server.started:
        raise Refusal("Outlay could not start: see the lines above.")


def app_from_environment() -> FastAPI:
    """The app of a reloading server, which makes it anew after each change."""
    settings = load_settings()
    configure_logging(settings.log_level)
    return create_app(settings)


def _config(app: FastAPI) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        # Whose forwarded headers are believed is decided by OUTLAY_TRUSTED_PROXIES alone.
        proxy_headers=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )


def _serve_reloading(settings: Settings) -> None:
    _listen(settings).close()
    click.echo(_announcement(settings))
    uvicorn.run(
        "api.cli.serving:app_from_environment",
        factory=True,
        host=settings.host,
        port=settings.port,
        reload=True,
        reload_dirs=["api"],
        log_config=None,
        access_log=False,
        proxy_headers=False,
    )


def _listen(settings: Settings) -> socket.socket:
    """The listening socket: bound before anything else starts, so that a taken port is one sentence."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except socket.gaierror:
        raise Refusal(f"OUTLAY_HOST names no address of this machine: {settings.host}.") from None
    listener = socket.socket(family, kind, protocol)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
    except OSError as error:
        listener.close()
        raise Refusal(_unbindable(settings, error)) from None
    listener.set_inheritable(True)
    return listener


def _unbindable(settings: Settings, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {settings.port} is taken by another program: choose another one, for example with "
            "`make run PORT=8123` or OUTLAY_PORT=8123."
        )
    return f"Outlay cannot listen on {settings.host}, port {settings.port}: {error.strerror}."


def _announcement(settings: Settings) -> str:
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - to show it, not to bind it
    host = everywhere.get(settings.host, settings.host)
    address = f"http://{host}:{settings.port}"
    return f"Outlay is running. Open {address}/app/ (the API is described at {address}/docs)."
