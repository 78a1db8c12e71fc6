"""A client that goes away tears nothing: its unit ends whole or was never started."""

from __future__ import annotations

import asyncio
import gc
import random
import threading
import warnings
from typing import Any

import pytest

from api.db.database import Database
from api.db.transactions import ReadTransaction, WriteTransaction
from tests.db.conftest import OpenDatabase
from tests.db.gate import Gate, hold
from tests.db.units import COUNT_ENTRIES, INSERT_ENTRY, add, stored_ids
from tests.db.writer_gate import writer_held

STORM = 150


class TestStorm:
    @pytest.mark.parametrize("seed", range(3))
    async def test_150_callers_leave_at_random_points_and_the_pool_is_whole(
        self, url: str, open_database: OpenDatabase, seed: int
    ) -> None:
        chance = random.Random(seed)
        before = set(threading.enumerate())
        database = await open_database(url, pool_size=4, wait_s=60, brief_reads=False)
        answered: list[int] = []
        started: set[int] = set()

        async def triple(tx: WriteTransaction, number: int) -> int:
            started.add(number)
            for part in range(3):
                await tx.run(INSERT_ENTRY, {"id": 10 * number + part, "word": "part"})
            return number

        async def look(tx: ReadTransaction) -> int:
            first = await tx.value(COUNT_ENTRIES)
            assert await tx.value(COUNT_ENTRIES) == first
            assert first % 3 == 0
            return -1

        async def caller(number: int) -> None:
            kinds: list[Any] = [
                lambda: database.write(triple, number),
                lambda: database.write_alone(triple, number),
                lambda: database.read(look),
            ]
            answered.append(await kinds[number % 3]())

        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            tasks = [asyncio.create_task(caller(number)) for number in range(STORM)]
            for task in chance.sample(tasks, STORM):
                for _ in range(chance.randrange(4)):
                    await asyncio.sleep(0)
                if chance.random() < 0.1:
                    await asyncio.sleep(chance.random() / 200)
                task.cancel()
            ends = await asyncio.gather(*tasks, return_exceptions=True)
            assert {type(end) for end in ends} <= {type(None), asyncio.CancelledError}

            # The pool is whole: as many at once as there are connections, several times over.
            fresh = [database.write(triple, 1000 + n) for n in range(20)]
            assert sorted(await asyncio.gather(*fresh)) == [1000 + n for n in range(20)]
            assert await asyncio.gather(*(database.read(look) for _ in range(40))) == [-1] * 40
            await database.disconnect()
            gc.collect()
        assert [str(warning.message) for warning in seen] == []
        await _threads_end(before)

        await database.connect()
        stored = await stored_ids(database)
        whole = {number // 10 for number in stored}
        assert len(stored) == 3 * len(whole)
        assert whole <= started
        assert {number for number in answered if number >= 0} <= whole

    async def test_some_of_the_storm_is_started_and_some_is_not(self, sqlite_db: Database) -> None:
        """Else the test above would prove nothing; here the point is no chance."""
        ran: list[int] = []

        async def note(tx: WriteTransaction, number: int) -> None:
            ran.append(number)
            await add(tx, number)

        async with writer_held(sqlite_db):
            tasks = [asyncio.create_task(sqlite_db.write(note, n)) for n in range(10)]
            await asyncio.sleep(0)
            for task in tasks[::2]:
                task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert ran == [1, 3, 5, 7, 9]
        assert await stored_ids(sqlite_db) == ran


class TestLeaving:
    async def test_a_unit_that_had_begun_ends_whole_though_nobody_waits(self, db: Database) -> None:
        gate = Gate()

        async def two(tx: WriteTransaction) -> None:
            await add(tx, 1)
            await hold(tx, gate)
            await add(tx, 2)

        leaving = asyncio.create_task(db.write(two))
        await gate.wait_for_unit()
        leaving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leaving
        assert await stored_ids(db) == []
        gate.opened.set()
        assert await db.write(add, 3) == 3
        await db.disconnect()
        await db.connect()
        assert await stored_ids(db) == [1, 2, 3]

    @pytest.mark.parametrize("door", ["read", "write", "write_alone"])
    async def test_a_unit_that_was_withdrawn_while_it_waited_never_runs(
        self, url: str, open_database: OpenDatabase, door: str
    ) -> None:
        database = await open_database(url, pool_size=1, wait_s=60, brief_reads=False)
        gate = Gate()
        ran: list[int] = []

        async def note(tx: ReadTransaction, number: int) -> None:
            ran.append(number)
            await tx.value(COUNT_ENTRIES)

        holding = asyncio.create_task(getattr(database, door)(hold, gate))
        await gate.wait_for_unit()
        waiting = [asyncio.create_task(getattr(database, door)(note, n)) for n in range(5)]
        await asyncio.sleep(0.01)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        gate.opened.set()
        await holding
        await getattr(database, door)(note, 7)
        await database.disconnect()
        assert ran == [7]

    async def test_a_caller_that_leaves_in_the_moment_of_the_handover_loses_no_connection(
        self, url: str, open_database: OpenDatabase
    ) -> None:
        database = await open_database(url, pool_size=1, wait_s=60, brief_reads=False)

        async def look(tx: ReadTransaction) -> int:
            found: int = await tx.value(COUNT_ENTRIES)
            return found

        async def look_and_send_away(other: list[asyncio.Task[int]]) -> int:
            found = await database.read(look)
            other[0].cancel()  # it has been handed the connection, and not gone on yet
            return found

        for _ in range(3):
            others: list[asyncio.Task[int]] = []
            first = asyncio.create_task(look_and_send_away(others))
            await asyncio.sleep(0)
            others.append(asyncio.create_task(database.read(look)))
            await asyncio.sleep(0)
            assert await first == 0
            await asyncio.wait(others)
            if not others[0].cancelled():
                assert not url.startswith("sqlite"), "only a server may have answered it by then"
                assert others[0].result() == 0
        assert await asyncio.wait_for(database.read(look), 30) == 0

    async def test_an_error_that_nobody_hears_is_not_complained_about(self, db: Database) -> None:
        complaints: list[Any] = []
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: complaints.append(context))

        async def fails(tx: ReadTransaction) -> None:
            await tx.value(COUNT_ENTRIES)
            raise LookupError

        try:
            for spins in range(30):
                tasks = [asyncio.create_task(door(fails)) for door in (db.read, db.write, db.write_alone)]
                for _ in range(spins):
                    await asyncio.sleep(0)
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
            await db.disconnect()
            gc.collect()
            await asyncio.sleep(0)
        finally:
            loop.set_exception_handler(None)
        assert complaints == []


async def _threads_end(before: set[threading.Thread]) -> None:
    """Each thread that was started since ends by itself."""
    for thread in set(threading.enumerate()) - before:
        if not thread.name.startswith("asyncio_"):
            await asyncio.to_thread(thread.join, 30)
            assert not thread.is_alive()
