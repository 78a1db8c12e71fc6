"""Brings a database to the newest schema, and says how far it is.

Everything here blocks, and starts an event loop of its own for PostgreSQL: call it from none.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from api.db.database import UnknownDatabase

SCRIPTS = Path(__file__).resolve().parents[2] / "migrations"

# Any number that nothing else locks: two servers that start together migrate one after the other.
POSTGRESQL_LOCK = 7_021_985_310

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class SchemaState:
    """How far a database is: `revision` is None when it was never migrated."""

    revision: str | None
    newest: str
    verdict: Literal["current", "behind", "ahead"]


def migrate(database_url: str) -> SchemaState:
    """Run every missing migration in one transaction; the state afterwards.

    A database ahead of this program is left alone: its verdict says so.
    """

    def upgrade(connection: Connection) -> SchemaState:
        state = _state(connection)
        if state.verdict != "behind":
            return state
        command.upgrade(_config(connection), "head")
        return _state(connection)

    return _with_connection(database_url, upgrade, alone=True)


def schema_state(database_url: str) -> SchemaState:
    """Compare a database with the newest migration of this program; nothing is changed."""
    return _with_connection(database_url, _state, alone=False)


def _state(connection: Connection) -> SchemaState:
    scripts = ScriptDirectory.from_config(_config(connection))
    newest = scripts.get_current_head()
    if newest is None:
        raise RuntimeError(f"No migrations in {SCRIPTS}")
    revision = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in scripts.walk_revisions()}
    if revision == newest:
        return SchemaState(revision, newest, "current")
    verdict: Literal["behind", "ahead"] = "behind" if revision in known | {None} else "ahead"
    return SchemaState(revision, newest, verdict)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _with_connection(database_url: str, work: Callable[[Connection], Answer], *, alone: bool) -> Answer:
    """Run `work` in one transaction; `alone` keeps every other migration out meanwhile."""
    url = _url(database_url)
    if url.drivername == "sqlite":
        return _with_sqlite(url, work, alone=alone)
    return asyncio.run(_with_postgresql(url, work, alone=alone))


def _url(database_url: str) -> URL:
    try:
        url = make_url(database_url)
    except ArgumentError:
        raise UnknownDatabase("OUTLAY_DATABASE_URL is not an address of a database") from None
    if url.drivername not in {"sqlite", "postgresql", "postgres"}:
        raise UnknownDatabase(
            f"OUTLAY_DATABASE_URL must begin with sqlite:// or postgresql://, not {url.drivername}://"
        )
    return url


def _with_sqlite(url: URL, work: Callable[[Connection], Answer], *, alone: bool) -> Answer:
    file = url.set(query={})
    if not alone and not Path(file.database or "").exists():
        # Opening a missing file would make it; an empty database in memory answers the same.
        file = file.set(database=":memory:")
    engine = create_engine(file, poolclass=NullPool)
    # The driver begins transactions too late, and never before DDL: it is told to leave them to us.
    event.listen(engine, "connect", _leave_transactions_to_us)
    event.listen(engine, "begin", _begin_immediate if alone else _begin)
    try:
        with engine.begin() as connection:
            return work(connection)
    finally:
        engine.dispose()


def _leave_transactions_to_us(driver_connection: Any, _record: object) -> None:
    driver_connection.isolation_level = None
    driver_connection.execute("PRAGMA busy_timeout = 30000")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


async def _with_postgresql(url: URL, work: Callable[[Connection], Answer], *, alone: bool) -> Answer:
    # The options that the address may carry are the connection pool's, except how to encrypt.
    encryption = {key: value for key, value in url.query.items() if key == "ssl"}
    engine = create_async_engine(
        url.set(drivername="postgresql+asyncpg", query=encryption), poolclass=NullPool
    )
    try:
        async with engine.begin() as connection:
            if alone:
                await connection.execute(
                    text("SELECT pg_advisory_xact_lock(:number)"), {"number": POSTGRESQL_LOCK}
                )
            return await connection.run_sync(work)
    finally:
        await engine.dispose()
