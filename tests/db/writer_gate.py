"""Holds SQLite's writer, so that those who queue meanwhile make one group; and watches its COMMITs."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from api.db.database import Database
from api.db.transactions import WriteTransaction
from tests.db.units import raw_of


@asynccontextmanager
async def writer_held(database: Database) -> AsyncIterator[None]:
    """Inside, nothing is committed; afterwards whoever queued by then is."""
    entered, go = threading.Event(), threading.Event()

    async def hold(tx: WriteTransaction) -> None:
        entered.set()
        assert go.wait(30)
        tx.discard()

    holding = asyncio.create_task(database.write_alone(hold))
    assert await asyncio.to_thread(entered.wait, 30)
    try:
        yield
        await asyncio.sleep(0)  # those who were started reach the queue
    finally:
        go.set()
        await holding


async def watch_statements(database: Database) -> list[str]:
    """What the writer executes from here on."""
    seen: list[str] = []

    async def begin(tx: WriteTransaction) -> None:
        tx.discard()
        raw_of(tx).set_trace_callback(seen.append)

    await database.write_alone(begin)
    seen.clear()
    return seen


def groups_in(statements: list[str]) -> list[int]:
    """How many units each transaction held that was committed."""
    groups: list[int] = []
    units = 0
    for statement in statements:
        if statement == "BEGIN IMMEDIATE":
            units = 0
        elif statement == "SAVEPOINT unit":
            units += 1
        elif statement == "COMMIT":
            groups.append(units)
    return groups
