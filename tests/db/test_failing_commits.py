"""A COMMIT that fails is an error for its unit, and for no other."""

from __future__ import annotations

import asyncio
from typing import Any

import asyncpg
import pytest

from api.db.database import Database
from api.db.engines.postgresql import PostgreSQLEngine
from api.db.transactions import WriteTransaction
from api.errors import StorageFailed
from tests.db.broken_wire import wire_to
from tests.db.conftest import OpenDatabase
from tests.db.units import DELETE_ENTRIES, INSERT_PROMISE, Remembered, add, break_promise, stored_ids


@pytest.fixture
async def promising(deferring_url: str, open_database: OpenDatabase) -> Database:
    """The small tables on an engine that checks some constraints at COMMIT."""
    return await open_database(deferring_url)


@pytest.fixture
async def database_beside(deferring_url: str, open_database: OpenDatabase) -> Database:
    """Another way to the same rows."""
    return await open_database(deferring_url, pool_size=1)


class TestFailingCommit:
    @pytest.mark.parametrize("door", ["write", "write_alone"])
    async def test_nine_of_them_are_nine_refusals_and_the_pool_is_whole(
        self, promising: Database, database_beside: Database, door: str
    ) -> None:
        for number in range(9):
            with pytest.raises(StorageFailed) as refused:
                await getattr(promising, door)(break_promise, number)
            assert refused.value.status == 503
            assert "Retry-After" in refused.value.headers
        assert await stored_ids(database_beside) == []
        await _every_connection_works(promising)

    async def test_nine_at_once_harm_none_of_those_beside_them(
        self, promising: Database, database_beside: Database
    ) -> None:
        units = [promising.write(break_promise if n % 3 == 0 else add, n) for n in range(27)]
        answers = await asyncio.gather(*units, return_exceptions=True)
        for number, answer in enumerate(answers):
            if number % 3 == 0:
                assert isinstance(answer, StorageFailed)
            else:
                assert answer == number
        assert await stored_ids(database_beside) == [n for n in range(27) if n % 3]
        await _every_connection_works(promising)

    async def test_a_promise_that_is_kept_by_then_commits(
        self, promising: Database, database_beside: Database
    ) -> None:
        async def keep(tx: WriteTransaction) -> None:
            await tx.run(INSERT_PROMISE, {"id": 1, "entry_id": 5})
            await add(tx, 5)

        await promising.write(keep)
        assert await stored_ids(database_beside) == [5]

    async def test_a_refusal_that_could_not_be_remembered_is_not_raised_as_if_it_were(
        self, promising: Database, database_beside: Database
    ) -> None:
        async def unit(tx: WriteTransaction) -> None:
            await break_promise(tx, 1)
            raise Remembered

        with pytest.raises(StorageFailed):
            await promising.write(unit)
        assert await stored_ids(database_beside) == []


class TestCommitThatMariaDBRefuses:
    """It checks every constraint at once, so the refusal comes in over the wire."""

    async def test_is_a_refusal_and_the_connection_is_as_good_as_before(
        self, mariadb_url: str, open_database: OpenDatabase
    ) -> None:
        async with wire_to(mariadb_url) as wire:
            db = await open_database(wire.url, pool_size=2, wait_s=20)

            async def unit(tx: WriteTransaction, number: int) -> None:
                await add(tx, number)
                wire.cut_at = "refused"

            for number in range(9):
                with pytest.raises(StorageFailed):
                    await db.write(unit, number)
            assert await stored_ids(db) == []
            await _every_connection_works(db)
            await db.disconnect()


class TestCommitOfAnAbortedTransaction:
    async def test_the_server_calls_it_no_error_and_we_do(self, postgresql_url: str) -> None:
        """The last line: no unit comes here with a failed statement, whatever it catches."""
        connection = await asyncpg.connect(postgresql_url)
        await connection.execute("BEGIN")
        with pytest.raises(asyncpg.UndefinedTableError):
            await connection.execute("SELECT nothing FROM nowhere")
        with pytest.raises(StorageFailed):
            await PostgreSQLEngine(postgresql_url, pool_size=1, wait_s=1)._commit(connection)
        await connection.close()


async def _every_connection_works(db: Database) -> None:
    more: list[Any] = [db.write(add, 1000 + n) for n in range(20)]
    assert await asyncio.gather(*more) == [1000 + n for n in range(20)]
    await asyncio.gather(*(stored_ids(db) for _ in range(20)))

    async def remove(tx: WriteTransaction) -> None:
        await tx.run(DELETE_ENTRIES, {"from_id": 1000})

    await db.write(remove)
