"""A shutdown waits for the units that run, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from api.db.database import Database
from api.db.engines.sqlite_connections import PooledSQLiteBackend
from api.db.transactions import ReadTransaction, WriteTransaction
from tests.db.gate import Gate, hold
from tests.db.server import connected
from tests.db.units import COUNT_ENTRIES, add, stored_ids
from tests.db.writer_gate import writer_held

ROOT = Path(__file__).parents[2]

PROGRAM = """
import asyncio, sys, threading
from api.db.database import Database
from tests.db.server import connected
from tests.db.units import add, entry_ids

async def main():
    database = Database(sys.argv[1])
    await database.connect()
    await asyncio.gather(*(database.write(add, n) for n in range(20)))
    await asyncio.gather(*(database.read(entry_ids) for _ in range(20)))
    leaving = asyncio.create_task(database.write(add, 99))
    await asyncio.sleep(0)
    leaving.cancel()
    await database.disconnect()

asyncio.run(main())
for thread in threading.enumerate():
    if thread is not threading.main_thread():
        thread.join(30)
print(len(threading.enumerate()))
"""


class TestWaiting:
    @pytest.mark.parametrize("door", ["read", "write", "write_alone"])
    async def test_it_waits_for_units_that_run_and_for_those_that_came_before(
        self, url: str, database: Database, door: str
    ) -> None:
        db = Database(url, pool_size=1, wait_s=60, synchronous="NORMAL")
        await db.connect()
        gate = Gate()

        async def slow(tx: ReadTransaction) -> str:
            await hold(tx, gate)
            return "whole"

        async def quick(tx: ReadTransaction) -> str:
            await tx.value(COUNT_ENTRIES)
            return "served"

        running = asyncio.create_task(getattr(db, door)(slow))
        await gate.wait_for_unit()
        waiting = [asyncio.create_task(getattr(db, door)(quick)) for _ in range(3)]
        await asyncio.sleep(0.01)
        closing = asyncio.create_task(db.disconnect())
        await asyncio.sleep(0.01)
        assert not closing.done()
        with pytest.raises(RuntimeError, match="not connected"):
            await getattr(db, door)(quick)
        gate.opened.set()
        await closing
        assert await running == "whole"
        assert await asyncio.gather(*waiting) == ["served"] * 3
        assert await stored_ids(database) == []

    async def test_writers_in_the_queue_are_committed_before_it_returns(
        self, sqlite_url: str, sqlite_db: Database
    ) -> None:
        db = Database(sqlite_url, wait_s=60)
        await db.connect()
        async with writer_held(db):
            units = [asyncio.create_task(db.write(add, n)) for n in range(10)]
            await asyncio.sleep(0)
            closing = asyncio.create_task(db.disconnect())
            await asyncio.sleep(0)
        await closing
        assert await asyncio.gather(*units) == list(range(10))
        assert await stored_ids(sqlite_db) == list(range(10))

    async def test_one_that_is_given_up_can_be_repeated(self, url: str) -> None:
        db = Database(url, pool_size=2, wait_s=60, synchronous="NORMAL")
        await db.connect()
        gate = Gate()

        async def slow(tx: WriteTransaction) -> None:
            await hold(tx, gate)

        running = asyncio.create_task(db.write(slow))
        await gate.wait_for_unit()
        closing = asyncio.create_task(db.disconnect())
        await asyncio.sleep(0.01)
        closing.cancel()
        await asyncio.sleep(0.01)
        gate.opened.set()
        await asyncio.gather(closing, running, return_exceptions=True)
        await asyncio.wait_for(db.disconnect(), 30)


class TestNothingIsLeft:
    async def test_the_process_ends_by_itself(self, url: str) -> None:
        ended = await asyncio.to_thread(
            subprocess.run,
            [sys.executable, "-W", "error", "-c", PROGRAM, url],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert ended.stdout.strip() == "1"
        assert ended.stderr == ""
        assert ended.returncode == 0

    async def test_no_connection_is_left_on_the_server(self, server_url: str) -> None:
        db = Database(server_url, pool_size=4)
        await db.connect()
        await asyncio.gather(*(db.write(add, n) for n in range(20)))
        await db.disconnect()
        left = 4
        for _ in range(200):  # the server notices a moment later
            left = await connected(server_url)
            if left == 0:
                break
            await asyncio.sleep(0.05)
        assert left == 0

    async def test_the_last_to_close_folds_the_log_into_the_file(self, sqlite_url: str) -> None:
        db = Database(sqlite_url)
        await db.connect()
        await db.write(add, 1)
        assert _has_log(sqlite_url)
        await db.disconnect()
        assert not _has_log(sqlite_url)

    @pytest.mark.parametrize("given_up_at", ["brief", "readers", "writers"])
    async def test_one_that_is_given_up_closes_all_the_same(self, sqlite_url: str, given_up_at: str) -> None:
        backend = PooledSQLiteBackend(sqlite_url, pool_size=2, wait_s=60, synchronous="NORMAL")
        await backend.connect()
        await getattr(backend, given_up_at).acquire()
        closing = asyncio.create_task(backend.disconnect())
        await asyncio.sleep(0.01)
        assert not closing.done()
        closing.cancel()
        try:
            with pytest.raises(asyncio.CancelledError):
                await closing
            # SQLite removes it with the last connection.
            assert not _has_log(sqlite_url)
        finally:
            # The thread of a connection that is left keeps the process from ending.
            await backend.disconnect()


def _has_log(url: str) -> bool:
    return Path(url.removeprefix("sqlite:///") + "-wal").exists()
