"""Many at once: no lost update, one view per reader, bounded connections, nobody starved."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from typing import Any

from api.db.database import Database
from api.db.transactions import ReadTransaction, WriteTransaction
from tests.db.conftest import OpenDatabase
from tests.db.server import connected, number_of
from tests.db.units import COUNT_ENTRIES, COUNT_ON, add, count_on, counter, entry_ids, stored_ids


class TestWriters:
    async def test_all_of_8_concurrent_read_modify_writes_succeed_and_add_up(
        self, db: Database, database: Database
    ) -> None:
        answers = await asyncio.gather(*(db.write(count_on) for _ in range(8)))
        assert sorted(answers) == list(range(1, 9))
        assert await database.read(counter) == 8

    async def test_200_of_them_from_two_servers_too(self, db: Database, database: Database) -> None:
        """`database` stands for another process on the same database."""
        units = [(db if n % 2 else database).write(count_on) for n in range(200)]
        assert sorted(await asyncio.gather(*units)) == list(range(1, 201))
        assert await database.read(counter) == 200


class TestReaders:
    async def test_a_unit_sees_one_view_while_writers_commit_in_between(
        self, url: str, open_database: OpenDatabase, database: Database
    ) -> None:
        # A brief read would begin on the event loop, and anew in a thread with a later view.
        db = await open_database(url, brief_reads=False)
        looked, written = threading.Event(), threading.Event()

        async def look_twice(tx: ReadTransaction) -> list[list[int]]:
            first = await entry_ids(tx)
            looked.set()
            # On PostgreSQL the loop that runs this unit has to go on, so it asks until it is so.
            while not written.is_set():
                assert await tx.value(COUNT_ENTRIES) == len(first)
            return [first, await entry_ids(tx)]

        await db.write(add, 1)
        reading = asyncio.create_task(db.read(look_twice))
        assert await asyncio.to_thread(looked.wait, 30)
        # That these end shows too that a reader stops no writer.
        for number in (2, 3):
            await database.write(add, number)
            await db.write(add, number + 10)
        written.set()
        assert await reading == [[1], [1]]
        assert await stored_ids(db) == [1, 2, 3, 12, 13]

    async def test_a_writer_stops_no_reader_and_shows_it_nothing(
        self, db: Database, database: Database
    ) -> None:
        wrote, read = threading.Event(), threading.Event()

        async def write_slowly(tx: WriteTransaction) -> int:
            await add(tx, 1)
            wrote.set()
            while not read.is_set():
                await tx.value(COUNT_ENTRIES)
            return await add(tx, 2)

        writing = asyncio.create_task(db.write(write_slowly))
        assert await asyncio.to_thread(wrote.wait, 30)
        for door in (db, database, db):
            assert await stored_ids(door) == []
        read.set()
        assert await writing == 2
        assert await stored_ids(database) == [1, 2]


class TestBounds:
    async def test_200_concurrent_reads_use_no_more_than_the_pool(
        self, url: str, open_database: OpenDatabase
    ) -> None:
        before = set(threading.enumerate())
        database = await open_database(url, pool_size=4, wait_s=60, brief_reads=False)
        seen: set[Any] = set()

        async def look(tx: Any) -> int:
            raw = tx._raw
            seen.add(id(raw) if isinstance(raw, sqlite3.Connection) else number_of(raw))
            seen.add(threading.get_ident())
            found: int = await tx.value(COUNT_ENTRIES)
            return found

        assert await asyncio.gather(*(database.read(look) for _ in range(200))) == [0] * 200
        assert len(seen) <= 2 * 4
        # The readers' threads, the writer's and that of the event loop's connection.
        assert len(set(threading.enumerate()) - before) <= 4 + 2

    async def test_the_server_sees_no_more_connections_than_the_pool(
        self, server_url: str, open_database: OpenDatabase
    ) -> None:
        database = await open_database(server_url, pool_size=3, wait_s=60)
        await asyncio.gather(*(database.write(count_on) for _ in range(100)))
        assert 1 <= await connected(server_url) <= 3


class TestFairness:
    async def test_who_waits_for_a_reader_gets_the_next_one(
        self, url: str, open_database: OpenDatabase
    ) -> None:
        """Units that come again and again must not starve one that waits."""
        database = await open_database(url, pool_size=1, wait_s=60)
        rounds = 0
        busy, done = asyncio.Event(), asyncio.Event()

        async def greedy() -> None:
            nonlocal rounds
            while not done.is_set() and rounds < 2000:
                rounds += 1
                if rounds == 10:
                    busy.set()
                await database.read(counter)

        hogs = [asyncio.create_task(greedy()) for _ in range(2)]
        await busy.wait()
        before = rounds
        await database.read(counter)
        waited = rounds - before
        done.set()
        await asyncio.gather(*hogs)
        assert waited < 50

    async def test_a_caller_who_left_does_not_keep_others_from_an_idle_reader(
        self, sqlite_url: str, open_database: OpenDatabase
    ) -> None:
        database = await open_database(sqlite_url, pool_size=2, wait_s=60)
        entered, go = threading.Event(), threading.Event()

        async def long_read(tx: ReadTransaction) -> None:
            entered.set()
            assert go.wait(30)

        leaving = asyncio.create_task(database.read(long_read))
        assert await asyncio.to_thread(entered.wait, 30)
        leaving.cancel()
        await asyncio.gather(leaving, return_exceptions=True)
        try:
            # The reader of the long unit is still at work; the other answers all of these.
            for _ in range(5):
                assert await asyncio.wait_for(database.read(counter), 20) == 0
        finally:
            go.set()


class TestCounting:
    async def test_increments_in_sql_add_up_too(self, db: Database) -> None:
        async def on(tx: WriteTransaction) -> int:
            return await tx.run(COUNT_ON, {"which": 2})

        assert await asyncio.gather(*(db.write(on) for _ in range(50))) == [1] * 50

        async def second(tx: ReadTransaction) -> int:
            return await counter(tx, 2)

        assert await db.read(second) == 50
