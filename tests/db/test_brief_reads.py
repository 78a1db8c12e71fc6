"""On SQLite a read runs on the event loop itself while it is brief, and in a thread once it is not."""

from __future__ import annotations

import asyncio
import sqlite3
import threading

import pytest
from sqlalchemy import func, literal, select

from api.db.database import Database
from api.db.statements import query
from api.db.transactions import ReadTransaction
from api.errors import Conflict
from tests.db.gate import Gate, hold
from tests.db.units import COUNT_ENTRIES, add, counter, entry_ids, raw_of

_numbers = select(literal(1).label("n")).cte("numbers", recursive=True)
_numbers = _numbers.union_all(select(_numbers.c.n + 1).where(_numbers.c.n < 2_000_000))
COUNT_FAR = query("test.count_far", select(func.count()).select_from(_numbers))


class TestWhereAReadRuns:
    async def test_a_brief_one_runs_at_once_without_a_thread(self, sqlite_db: Database) -> None:
        async def whereabouts(tx: ReadTransaction) -> int:
            await tx.value(COUNT_ENTRIES)
            return threading.get_ident()

        assert await sqlite_db.read(whereabouts) == threading.get_ident()

    async def test_a_long_statement_is_interrupted_and_answered_by_a_thread(
        self, sqlite_db: Database
    ) -> None:
        tried: list[int] = []

        async def count_far(tx: ReadTransaction) -> int:
            tried.append(threading.get_ident())
            found: int = await tx.value(COUNT_FAR)
            return found

        counting = asyncio.create_task(sqlite_db.read(count_far))
        await asyncio.sleep(0)
        assert not counting.done()
        assert await sqlite_db.read(counter) == 0
        assert await counting == 2_000_000
        assert tried[0] == threading.get_ident()
        assert len(tried) == len(set(tried)) == 2

    async def test_a_unit_that_is_long_by_many_statements_leaves_the_loop_too(
        self, sqlite_db: Database
    ) -> None:
        gate = Gate()
        holding = asyncio.create_task(sqlite_db.read(hold, gate))
        await gate.wait_for_unit()
        assert await sqlite_db.read(counter) == 0
        assert not holding.done()
        gate.opened.set()
        await holding

    async def test_what_a_unit_makes_of_the_interruption_does_not_matter(self, sqlite_db: Database) -> None:
        async def count_quietly(tx: ReadTransaction) -> int:
            try:
                found: int = await tx.value(COUNT_FAR)
            except Exception:
                raise Conflict from None
            return found

        assert await sqlite_db.read(count_quietly) == 2_000_000


class TestWhatItSees:
    async def test_one_view_though_another_process_writes_meanwhile(
        self, sqlite_db: Database, sqlite_url: str
    ) -> None:
        path = sqlite_url.removeprefix("sqlite:///")
        # On a slow machine the unit may run again in a thread.
        other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)

        async def look_twice(tx: ReadTransaction) -> list[int]:
            first = await tx.value(COUNT_ENTRIES)
            other.execute("INSERT OR IGNORE INTO entries (id, word) VALUES (7, 'meanwhile')")
            return [first, await tx.value(COUNT_ENTRIES)]

        try:
            first, second = await sqlite_db.read(look_twice)
            assert first == second
        finally:
            other.close()
        assert await sqlite_db.read(entry_ids) == [7]

    async def test_what_was_written_before(self, sqlite_db: Database) -> None:
        for number in range(20):
            await sqlite_db.write(add, number)
            assert await sqlite_db.read(entry_ids) == list(range(number + 1))


class TestWhatIsLeft:
    async def test_a_refusal_leaves_no_transaction_open(self, sqlite_db: Database) -> None:
        seen: list[sqlite3.Connection] = []

        async def refuse(tx: ReadTransaction) -> None:
            await tx.value(COUNT_ENTRIES)
            seen.append(raw_of(tx))
            raise Conflict

        with pytest.raises(Conflict):
            await sqlite_db.read(refuse)
        assert not seen[0].in_transaction
        assert await sqlite_db.read(counter) == 0

    async def test_it_cannot_write(self, sqlite_db: Database) -> None:
        async def write_through_the_back_door(tx: ReadTransaction) -> None:
            await tx.value(COUNT_ENTRIES)
            raw_of(tx).execute("INSERT INTO entries (id, word) VALUES (1, 'never')")

        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            await sqlite_db.read(write_through_the_back_door)
        assert await sqlite_db.read(entry_ids) == []
