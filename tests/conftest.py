"""What every test may ask for: its own migrated database, the app on it, a client, a still clock."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from api.app import create_app
from api.db.database import Database
from api.settings import Settings
from tests.infrastructure.frozen_clock import FrozenClock

pytest_plugins = ["tests.infrastructure.engines_plugin"]

# The tests decide about every setting themselves, whatever the developer's shell says.
for name in [name for name in os.environ if name.startswith("OUTLAY_")]:
    del os.environ[name]


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """The one event loop that the drivers know."""
    return "asyncio"


@pytest.fixture
def clock() -> FrozenClock:
    """The app's clock: it stands still until the test moves it."""
    return FrozenClock()


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings on this test's own database, with the cheapest password hashes that are allowed."""
    return Settings(
        database_url=database_url,
        data_dir=tmp_path,
        secret_key=SecretStr("only-for-tests-" + "k" * 32),
        sqlite_synchronous="NORMAL",
        password_memory_kib=8,
        password_rounds=1,
        web_dir=tmp_path / "no-pages",
    )


@pytest.fixture
async def app(settings: Settings, clock: FrozenClock) -> AsyncIterator[FastAPI]:
    """The started app; it is shut down when the test is over."""
    app = create_app(settings, clock=clock)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client that nobody is signed in with."""
    transport = httpx.ASGITransport(app=app, client=("127.0.0.1", 50_000))
    async with httpx.AsyncClient(transport=transport, base_url="http://outlay.test") as client:
        yield client


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A second way into the app's database, to arrange rows and to look at what was stored."""
    database = Database(database_url, pool_size=1, synchronous="NORMAL")
    await database.connect()
    yield database
    await database.disconnect()
