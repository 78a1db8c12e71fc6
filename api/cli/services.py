"""The parts of Outlay for sub-commands that work on the database without serving it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from api.app import create_app, open_database
from api.auth.deps import Services
from api.cli.startup import load_settings, require_newest
from api.db.database import Database
from api.settings import Settings

Answer = TypeVar("Answer")


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Services]:
    """The services of an app that is started for nobody else: it makes no backups and tells no metrics."""
    quiet = {"backup_dir": None, "metrics_port": None, "metrics_token": None}
    app = create_app(settings.model_copy(update=quiet))
    async with app.router.lifespan_context(app):
        state = app.state
        yield Services(state.settings, state.clock, state.database, state.tokens, state.passwords)


def with_services(work: Callable[[Services], Awaitable[Answer]], settings: Settings | None = None) -> Answer:
    """Run `work` on the migrated database that the environment names."""
    chosen = settings or load_settings()
    require_newest(chosen)

    async def run() -> Answer:
        async with opened(chosen) as services:
            return await work(services)

    return asyncio.run(run())


def with_database(settings: Settings, work: Callable[[Database], Awaitable[Answer]]) -> Answer:
    """Run `work` on the database alone, whatever its schema."""

    async def run() -> Answer:
        database = open_database(settings)
        await database.connect()
        try:
            return await work(database)
        finally:
            await database.disconnect()

    return asyncio.run(run())
