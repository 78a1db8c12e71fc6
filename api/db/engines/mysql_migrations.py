"""How migrations run on MariaDB and MySQL: under a named lock, as these commit at each DDL statement."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

import asyncmy
from sqlalchemy import Connection, text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from api.db.engines.mysql_connections import SESSION, QuietCursor, require_known_version

# Long enough for the largest migration of another server, which those that start meanwhile wait for.
PATIENCE_S = 600
# Locks are the server's: the name says which database is meant.
LOCK = text("SELECT GET_LOCK(CONCAT('outlay migrates ', MD5(DATABASE())), :patience)")

Answer = TypeVar("Answer")


class StillMigrating(RuntimeError):
    """Another server migrates the same database, and does not come to an end."""


def under_one_lock(url: URL, work: Callable[[Connection], Answer], *, alone: bool) -> Answer:
    """Runs `work` on a connection of its own; `alone` waits until no other server migrates."""
    return asyncio.run(_under_one_lock(url, work, alone=alone))


async def _under_one_lock(url: URL, work: Callable[[Connection], Answer], *, alone: bool) -> Answer:
    options: dict[str, Any] = {
        "cursor_cls": QuietCursor,
        "init_command": SESSION.format(lock_wait_s=PATIENCE_S),
    }
    if url.query.get("ssl") == "true":
        options["ssl"] = True
    if "unix_socket" in url.query:
        options["unix_socket"] = url.query["unix_socket"]
    # The options that the address may carry are the connection pool's, except those.
    plain = url.set(query={})
    dialect = await _dialect_of_server(plain, options)
    engine = create_async_engine(
        plain.set(drivername=f"{dialect}+asyncmy"), connect_args=options, poolclass=NullPool
    )
    try:
        async with engine.begin() as connection:
            if alone:
                await _lock(connection)
            return await connection.run_sync(work)
    finally:
        await engine.dispose()


async def _lock(connection: AsyncConnection) -> None:
    """Taken until the connection ends, however that comes."""
    if (await connection.execute(LOCK, {"patience": PATIENCE_S})).scalar() != 1:
        raise StillMigrating("Another server has been migrating this database for ten minutes")


async def _dialect_of_server(url: URL, options: dict[str, Any]) -> str:
    """`mariadb` or `mysql`: what the server is, whatever the address calls it."""
    connection = await asyncmy.connect(
        host=url.host, port=url.port or 3306, user=url.username, password=url.password or "",
        database=url.database, **options,
    )  # fmt: skip
    try:
        told: str = connection.get_server_info()
    finally:
        await connection.ensure_closed()
    require_known_version(told)
    return "mariadb" if "mariadb" in told.lower() else "mysql"
