"""`outlay serve`: the API and the browser app, until it is told to stop."""

from __future__ import annotations

import errno
import os
import signal
import socket
from collections.abc import Callable
from types import FrameType

import click
import uvicorn
from fastapi import FastAPI

from api.app import create_app
from api.cli.refusals import Refusal
from api.cli.server import DrainingServer
from api.cli.startup import bring_to_newest, load_settings, require_newest, unknown_variables
from api.cli.workers import NeverServed, Workers
from api.http.logs import configure_logging
from api.settings import MOST_WORKERS, Settings

COULD_NOT_START = "Outlay could not start: see the lines above."


@click.command()
@click.option("--migrate", is_flag=True, help="Bring the database to the newest schema first.")
@click.option("--reload", is_flag=True, help="For development: start anew whenever the code changes.")
@click.option(
    "--workers",
    type=click.IntRange(1, MOST_WORKERS),
    help="How many processes serve (OUTLAY_WORKERS, 1 unless set).",
)
def serve(migrate: bool, reload: bool, workers: int | None) -> None:
    """Serve the API and the browser app.

    Listens on OUTLAY_HOST and OUTLAY_PORT (http://127.0.0.1:8000 unless set) until Ctrl-C or SIGTERM.
    After SIGTERM it is not ready any more, answers on for OUTLAY_DRAIN_SECONDS and lets running requests
    end. Log lines are JSON on standard error, from OUTLAY_LOG_LEVEL (debug, info, warning, error) upwards.
    """
    settings = load_settings()
    if workers is not None:
        settings = settings.model_copy(update={"workers": workers})
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
    _require_metrics_port(settings)
    listener = _listen(settings)
    # The server sends itself the signal that it ended by, once all is done: this is a good end.
    signal.signal(signal.SIGTERM, _end_well)
    try:
        if settings.workers == 1:
            _serve_alone(app, settings, listener)
        else:
            _serve_together(app, settings, listener)
    except KeyboardInterrupt:
        # Ctrl-C is how one ends it; the server has already finished its requests.
        click.echo("Stopped.")
    finally:
        listener.close()


def _serve_alone(app: FastAPI, settings: Settings, listener: socket.socket) -> None:
    server = _server(app, settings, lambda: _announce(settings))
    server.run(sockets=[listener])
    if not server.started:
        raise Refusal(COULD_NOT_START)


def _serve_together(app: FastAPI, settings: Settings, listener: socket.socket) -> None:
    if not hasattr(os, "fork"):
        raise Refusal("OUTLAY_WORKERS above 1 needs Linux, macOS or another system that can fork.")

    def work(lifeline: int, is_first: Callable[[], bool]) -> None:
        def announce_once() -> None:
            if is_first():
                _announce(settings)

        _server(app, settings, announce_once, lifeline).run(sockets=[listener])

    workers = Workers(settings.workers, work, settings.drain_seconds + settings.stop_seconds)
    try:
        reason = workers.run(on_stop=listener.close)
    except NeverServed:
        raise Refusal(COULD_NOT_START) from None
    if reason == signal.SIGINT:
        click.echo("Stopped.")


def _server(
    app: FastAPI, settings: Settings, on_start: Callable[[], None], lifeline: int | None = None
) -> DrainingServer:
    return DrainingServer(
        app,
        drain_s=settings.drain_seconds,
        stop_s=settings.stop_seconds,
        on_start=on_start,
        lifeline=lifeline,
    )


def _end_well(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def app_from_environment() -> FastAPI:
    """The app of a reloading server, which makes it anew after each change."""
    settings = load_settings()
    configure_logging(settings.log_level)
    return create_app(settings)


def _serve_reloading(settings: Settings) -> None:
    _listen(settings).close()
    _announce(settings)
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


def _require_metrics_port(settings: Settings) -> None:
    """Refusal where the port for metrics cannot be had; the processes take it themselves, each for itself."""
    port = settings.metrics_port
    if port is None:
        return
    refusal = Refusal(f"Port {port} for the metrics is taken: choose another one with OUTLAY_METRICS_PORT.")
    if port == settings.port:
        raise refusal
    try:
        _listen(settings.model_copy(update={"port": port})).close()
    except Refusal:
        raise refusal from None


def _unbindable(settings: Settings, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {settings.port} is taken by another program: choose another one, for example with "
            "`make run PORT=8123` or OUTLAY_PORT=8123."
        )
    return f"Outlay cannot listen on {settings.host}, port {settings.port}: {error.strerror}."


def _announce(settings: Settings) -> None:
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - to show it, not to bind it
    host = everywhere.get(settings.host, settings.host)
    address = f"http://{host}:{settings.port}"
    click.echo(f"Outlay is running. Open {address}/app/ (the API is described at {address}/docs).")
