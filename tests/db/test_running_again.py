"""A unit that a server had to stop runs again, until it is Busy's turn."""

from __future__ import annotations

import asyncio
from contextvars import ContextVar
from typing import Any

import pytest
from sqlalchemy import text

from api.db.database import Database, kind_of
from api.db.engines.pooled import ATTEMPTS
from api.db.integrity import IntegrityViolation
from api.db.statements import query
from api.db.transactions import ReadTransaction, WriteTransaction
from api.errors import Busy, NotFound
from tests.db.server import serialization_failure, waiting
from tests.db.tables import run_script
from tests.db.units import Remembered, add, count_on, counter, stored_ids

EVERYTHING = query("test.everything", text("SELECT * FROM entries"))

NOTICE_DEADLOCKS_SOON = (
    "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET deadlock_timeout = 50', current_database()); END $$"
)

tries: ContextVar[int] = ContextVar("tries", default=0)


class TestDeadlocks:
    async def test_two_units_that_lock_in_opposite_order_both_succeed(
        self, server_db: Database, open_database: Any
    ) -> None:
        if kind_of(server_db.url) == "postgresql":
            await run_script(server_db.url, [NOTICE_DEADLOCKS_SOON])
        database = await open_database(server_db.url)
        runs: list[int] = []
        # Both hold their first lock before either asks for its second.
        holding = {1: asyncio.Event(), 2: asyncio.Event()}

        async def opposite(tx: WriteTransaction, first: int, second: int) -> tuple[int, int]:
            runs.append(first)
            one = await count_on(tx, first)
            holding[first].set()
            while not holding[second].is_set():
                await tx.all(waiting(server_db))
            return one, await count_on(tx, second)

        answers = await asyncio.gather(database.write(opposite, 1, 2), database.write(opposite, 2, 1))
        assert len(runs) >= 3
        assert sorted(answers) == [(1, 1), (2, 2)]
        assert [await database.read(counter, which) for which in (1, 2)] == [2, 2]


class TestSerializationFailures:
    @pytest.mark.parametrize("failures", [1, ATTEMPTS - 1])
    async def test_a_unit_runs_again_from_its_function(self, server_db: Database, failures: int) -> None:
        runs: list[int] = []

        async def unit(tx: WriteTransaction) -> int:
            runs.append(tries.get())
            tries.set(tries.get() + 1)
            await add(tx, len(runs))
            if len(runs) <= failures:
                await tx.run(serialization_failure(server_db))
            return len(runs)

        assert await server_db.write(unit) == failures + 1
        # Each run has its caller's context and nothing of the run before.
        assert runs == [0] * (failures + 1)
        assert await stored_ids(server_db) == [failures + 1]

    @pytest.mark.parametrize("door", ["read", "write", "write_alone"])
    async def test_after_the_last_attempt_it_is_busy(self, server_db: Database, door: str) -> None:
        runs: list[int] = []

        async def unit(tx: Any) -> None:
            runs.append(1)
            await tx.all(serialization_failure(server_db))

        with pytest.raises(Busy) as refused:
            await getattr(server_db, door)(unit)
        assert "Retry-After" in refused.value.headers
        assert len(runs) == ATTEMPTS
        assert await stored_ids(server_db) == []

    @pytest.mark.parametrize("ends_with", [None, NotFound, Remembered, ValueError])
    async def test_what_a_unit_makes_of_the_failure_does_not_count(
        self, server_db: Database, ends_with: Any
    ) -> None:
        runs: list[int] = []

        async def unit(tx: WriteTransaction) -> str:
            runs.append(1)
            await add(tx, len(runs))
            if len(runs) == 1:
                try:
                    await tx.run(serialization_failure(server_db))
                except Exception as error:
                    if ends_with is not None:
                        raise ends_with from error
            return "stored"

        assert await server_db.write(unit) == "stored"
        assert await stored_ids(server_db) == [2]

    async def test_other_errors_are_raised_at_once(self, server_db: Database) -> None:
        runs: list[int] = []

        async def unit(tx: WriteTransaction) -> None:
            runs.append(1)
            await add(tx, 1)
            await add(tx, 1)

        with pytest.raises(IntegrityViolation):
            await server_db.write(unit)
        assert runs == [1]


class TestChangedSchema:
    async def test_a_statement_that_was_planned_for_another_table_is_planned_anew(
        self, server_db: Database, server_url: str
    ) -> None:
        async def look(tx: ReadTransaction) -> list[tuple[Any, ...]]:
            return [tuple(row) for row in await tx.all(EVERYTHING)]

        await server_db.write(add, 1)
        for _ in range(3):
            assert await server_db.read(look) == [(1, "word 1")]
        await run_script(server_url, ["ALTER TABLE entries ADD COLUMN later bigint NOT NULL DEFAULT 7"])
        assert await server_db.read(look) == [(1, "word 1", 7)]
