"""Where the parts of the service meet. Nothing happens at import."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware import Middleware

from api import __version__
from api.clock import Clock, SystemClock
from api.db.database import Database
from api.http import openapi
from api.http.direct import DirectRoutes
from api.http.docs import add_docs
from api.http.kept_answers import KeptAnswers
from api.http.middleware import edge_middleware
from api.http.problems import add_problem_handlers
from api.http.spa import add_spa
from api.ops.daily_backup import keeping_backups
from api.ops.observing import Observing
from api.routes import ROUTERS
from api.security.passwords import Passwords
from api.security.secret import load_secret
from api.security.tokens import Tokens
from api.settings import Settings

SECONDS_A_DAY = 86_400
BYTES_A_MIB = 1_048_576


def create_app(settings: Settings, clock: Clock | None = None) -> FastAPI:
    """The service with these settings; its database opens with the lifespan.

    Raises SecretRefused for a weak signing secret and UnknownDatabase for a URL it does not speak.
    """
    clock = clock or SystemClock()
    observing = Observing(settings, clock)
    app = FastAPI(
        title=openapi.TITLE,
        description=openapi.DESCRIPTION,
        version=__version__,
        docs_url=None,
        redoc_url=None,
        # A redirect would name whatever host the client wrote.
        redirect_slashes=False,
        lifespan=_lifespan,
        # Its spans would carry the query, and with it what somebody searched for.
        telemetry={"tracing": False, "metrics": False, "logs": False},
        middleware=[*observing.middleware(), *edge_middleware(settings), _direct_routes()],
    )
    app.state.settings = settings
    app.state.stopping = False
    app.state.clock = clock
    app.state.observing = observing
    app.state.tokens = Tokens(
        load_secret(settings.secret_key, settings.data_dir), settings.token_days * SECONDS_A_DAY
    )
    app.state.database = open_database(settings)
    observing.watch(app.state.database)
    app.state.kept_answers = KeptAnswers(settings.kept_answers_mib * BYTES_A_MIB)
    for router in ROUTERS:
        app.include_router(router)
    add_problem_handlers(app)
    add_docs(app)
    observing.add_route(app)
    add_spa(app, settings.web_dir)
    openapi.describe(app)
    return app


def _direct_routes() -> Middleware:
    return Middleware(DirectRoutes, routes=[route for router in ROUTERS for route in router.routes])


def open_database(settings: Settings) -> Database:
    """The database that the settings name; it still has to be connected."""
    return Database(
        settings.effective_database_url,
        pool_size=settings.database_pool_size,
        wait_s=settings.database_wait_seconds,
        synchronous=settings.sqlite_synchronous,
    )


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    database: Database = app.state.database
    app.state.passwords = Passwords(memory_kib=settings.password_memory_kib, rounds=settings.password_rounds)
    await database.connect()
    try:
        async with app.state.observing.running(), keeping_backups(settings, database, app.state.clock):
            yield
    finally:
        await database.disconnect()
        app.state.passwords.close()
