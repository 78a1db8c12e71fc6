"""How migrations run on PostgreSQL: in one transaction, DDL included, under an advisory lock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import Connection, text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

# Any number that nothing else locks: servers that start together migrate one after the other.
LOCK = 7_021_985_310
OF_THE_WAY = {"ssl", "host", "target_session_attrs"}

Answer = TypeVar("Answer")


def in_one_transaction(url: URL, work: Callable[[Connection], Answer], *, alone: bool) -> Answer:
    """Runs `work` on a connection of its own; `alone` waits until no other server migrates."""
    return asyncio.run(_in_one_transaction(url, work, alone=alone))


def _without_kept_statements() -> dict[str, Any]:
    """For a pooler that shares connections: a name that another client took there would be refused."""
    return {
        "statement_cache_size": 0,
        "prepared_statement_cache_size": 0,
        "prepared_statement_name_func": lambda: f"outlay_{uuid4().hex}",
    }


async def _in_one_transaction(url: URL, work: Callable[[Connection], Answer], *, alone: bool) -> Answer:
    # The options that the address may carry are the connection pool's, except how to get to the server.
    way = {key: value for key, value in url.query.items() if key in OF_THE_WAY}
    engine = create_async_engine(
        url.set(drivername="postgresql+asyncpg", query=way),
        poolclass=NullPool,
        connect_args=_without_kept_statements() if url.query.get("statement_cache_size") == "0" else {},
    )
    try:
        async with engine.begin() as connection:
            if alone:
                await connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": LOCK})
            return await connection.run_sync(work)
    finally:
        await engine.dispose()
