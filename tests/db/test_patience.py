"""Who waits too long is refused and never started; who comes later is served."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import Any

import pytest

from api.db.database import Database
from api.db.transactions import ReadTransaction, WriteTransaction
from api.errors import Busy
from tests.db.conftest import OpenDatabase
from tests.db.gate import Gate, hold
from tests.db.units import COUNT_ENTRIES, add, counter, stored_ids
from tests.db.writer_gate import writer_held


async def is_refused(unit: Any) -> None:
    with pytest.raises(Busy) as refused:
        await unit
    assert refused.value.status == 503
    assert int(refused.value.headers["Retry-After"]) > 0


class TestTheWriter:
    async def test_who_waits_too_long_for_it_is_never_started(
        self, sqlite_url: str, open_database: OpenDatabase
    ) -> None:
        database = await open_database(sqlite_url, wait_s=0.2)
        ran: list[int] = []

        async def note(tx: WriteTransaction, number: int) -> None:
            ran.append(number)
            await add(tx, number)

        async with writer_held(database):
            await asyncio.gather(*(is_refused(database.write(note, n)) for n in range(5)))
            await is_refused(database.write_alone(note, 6))
        await database.write(note, 7)
        assert ran == [7]
        assert await stored_ids(database) == [7]

    async def test_a_lock_of_another_process_refuses_and_passes(
        self, sqlite_url: str, open_database: OpenDatabase
    ) -> None:
        database = await open_database(sqlite_url, wait_s=0.2)
        other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
        try:
            other.execute("BEGIN IMMEDIATE")
            await asyncio.gather(*(is_refused(database.write(add, n)) for n in range(3)))
            await is_refused(database.write_alone(add, 4))
            assert await stored_ids(database) == []
            other.execute("ROLLBACK")
        finally:
            other.close()
        # The writer's thread may still be waiting for the lock on behalf of those who were refused.
        patient = await open_database(sqlite_url, wait_s=30)
        assert await patient.write(add, 5) == 5
        assert await database.write(add, 6) == 6
        assert await stored_ids(database) == [5, 6]

    async def test_sqlite_itself_refuses_where_the_lock_does_not_pass(
        self, sqlite_url: str, open_database: OpenDatabase, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("api.db.engines.sqlite_connections.BUSY_TIMEOUT_MS", 50)
        database = await open_database(sqlite_url, wait_s=60)
        other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
        try:
            other.execute("BEGIN IMMEDIATE")
            await asyncio.gather(*(is_refused(database.write(add, n)) for n in range(3)))
            other.execute("ROLLBACK")
        finally:
            other.close()
        assert await database.write(add, 5) == 5

    async def test_a_log_that_another_process_recovers_refuses_readers(
        self, sqlite_db: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("api.db.engines.brief_reads.drive", locked_out)
        monkeypatch.setattr("api.db.engines.sqlite.drive", locked_out)
        for _ in range(10):
            await is_refused(sqlite_db.read(counter))
        monkeypatch.undo()
        assert await sqlite_db.read(counter) == 0


def locked_out(*_: object) -> None:
    """What SQLite says while another process recovers the write-ahead log."""
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY_RECOVERY
    raise error


class TestThePool:
    async def test_who_waits_too_long_for_a_connection_is_never_started(
        self, url: str, open_database: OpenDatabase
    ) -> None:
        database = await open_database(url, pool_size=1, wait_s=0.2, brief_reads=False)
        gate = Gate()
        ran: list[int] = []

        async def note(tx: ReadTransaction, number: int) -> None:
            ran.append(number)
            await tx.value(COUNT_ENTRIES)

        holding = asyncio.create_task(database.read(hold, gate))
        await gate.wait_for_unit()
        await asyncio.gather(*(is_refused(database.read(note, n)) for n in range(5)))
        gate.opened.set()
        await holding
        await database.read(note, 7)
        assert ran == [7]


class TestConnecting:
    async def test_units_before_connect_and_after_disconnect_are_refused_at_once(self, url: str) -> None:
        database = Database(url, wait_s=60)
        doors: list[Any] = [database.read, database.write, database.write_alone]

        async def all_are_refused() -> None:
            for door in doors:
                with pytest.raises(RuntimeError, match="not connected"):
                    await asyncio.wait_for(door(counter), 20)

        await all_are_refused()
        await database.connect()
        assert await database.read(counter) == 0
        await database.disconnect()
        await all_are_refused()
        await database.connect()
        assert await database.write(add, 1) == 1
        await database.disconnect()
        await database.disconnect()
