"""The server goes away: refusals that say what is known, and no lasting harm."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from api.db.database import Database
from api.db.transactions import ReadTransaction, WriteTransaction
from api.errors import Busy, OutcomeUnknown
from tests.db.broken_wire import CutAt, Wire, wire_to
from tests.db.conftest import OpenDatabase
from tests.db.server import cut, kill_all
from tests.db.units import COUNT_ENTRIES, ENTRIES, Remembered, add, counter, raw_of, stored_ids


@pytest.fixture
async def wire(server_url: str) -> AsyncIterator[Wire]:
    async with wire_to(server_url) as opened:
        yield opened


@pytest.fixture
async def wired(wire: Wire, open_database: OpenDatabase) -> Database:
    """A database behind a wire that can be cut."""
    return await open_database(wire.url, pool_size=2, wait_s=20)


class TestKilledConnections:
    async def test_those_that_were_idle_are_replaced_unnoticed(self, server_db: Database) -> None:
        await asyncio.gather(*(server_db.write(add, n) for n in range(10)))
        assert await kill_all(server_db.url) >= 1
        assert await asyncio.gather(*(server_db.write(add, n) for n in range(10, 20))) == list(range(10, 20))
        assert await kill_all(server_db.url) >= 1
        assert await asyncio.gather(*(server_db.read(counter) for _ in range(10))) == [0] * 10

    @pytest.mark.parametrize("swallows", [False, True])
    async def test_a_unit_whose_connection_is_killed_is_refused_and_nothing_of_it_stored(
        self, server_db: Database, swallows: bool
    ) -> None:
        entered = asyncio.Event()
        go = asyncio.Event()

        async def unit(tx: WriteTransaction) -> str:
            await add(tx, 1)
            entered.set()
            try:
                while not go.is_set():
                    await tx.value(COUNT_ENTRIES)
                for _ in range(1000):
                    await tx.all(ENTRIES)
            except Exception as error:
                if not swallows:
                    raise
                raise Remembered from error
            return "as if it were stored"

        writing = asyncio.create_task(server_db.write(unit))
        await entered.wait()
        assert await kill_all(server_db.url) >= 1
        go.set()
        with pytest.raises(Busy):
            await writing
        assert await stored_ids(server_db) == []
        assert await server_db.write(add, 2) == 2

    async def test_a_reading_unit_is_refused_too(self, server_db: Database) -> None:
        entered = asyncio.Event()

        async def unit(tx: ReadTransaction) -> None:
            while True:
                await tx.value(COUNT_ENTRIES)
                entered.set()

        reading = asyncio.create_task(server_db.read(unit))
        await entered.wait()
        await kill_all(server_db.url)
        with pytest.raises(Busy):
            await reading
        assert await server_db.read(counter) == 0

    async def test_a_read_goes_to_another_where_its_first_statement_finds_out(
        self, wired: Database, wire: Wire
    ) -> None:
        assert await wired.read(counter) == 0
        wire.cut_word, wire.cut_at = b"", "before"  # whatever is sent next
        assert await wired.read(counter) == 0
        assert wire.cut_at is None

    async def test_a_refusal_of_the_units_own_stays_what_it_is(self, server_db: Database) -> None:
        """It was decided before the connection broke, and needs nothing stored."""

        async def unit(tx: WriteTransaction) -> None:
            await add(tx, 1)
            cut(raw_of(tx))
            raise LookupError("decided")

        with pytest.raises(LookupError, match="decided"):
            await server_db.write(unit)
        assert await stored_ids(server_db) == []

    async def test_a_connection_known_to_be_lost_before_commit_is_a_plain_refusal(
        self, server_db: Database
    ) -> None:
        async def unit(tx: WriteTransaction) -> str:
            await add(tx, 1)
            cut(raw_of(tx))
            return "as if it were stored"

        with pytest.raises(Busy):
            await server_db.write(unit)
        assert await stored_ids(server_db) == []


class TestLostInCommit:
    @pytest.mark.parametrize("cut_at", ["before", "after"])
    async def test_nobody_knows_and_the_answer_says_so(
        self, wired: Database, wire: Wire, database_beside: Database, cut_at: CutAt
    ) -> None:
        wire.cut_at = cut_at
        with pytest.raises(OutcomeUnknown) as refused:
            await wired.write(add, 1)
        refusal = refused.value
        assert (refusal.status, refusal.code) == (503, "outcome_unknown")
        assert "Idempotency-Key" in refusal.detail
        assert "othing was changed" not in refusal.detail
        assert "Retry-After" in refusal.headers
        # Both happen, and the two cannot be told apart from here.
        assert await stored_ids(database_beside) == ([1] if cut_at == "after" else [])
        assert await wired.write(add, 2) == 2

    async def test_a_refusal_that_should_persist_is_as_unknown(self, wired: Database, wire: Wire) -> None:
        async def unit(tx: WriteTransaction) -> None:
            await add(tx, 1)
            raise Remembered

        wire.cut_at = "before"
        with pytest.raises(OutcomeUnknown):
            await wired.write(unit)

    async def test_what_needed_no_commit_is_answered_all_the_same(self, wired: Database, wire: Wire) -> None:
        async def replay(tx: WriteTransaction) -> str:
            await add(tx, 1)
            tx.discard()
            return "the first answer"

        wire.cut_word = wire.word_for("ROLLBACK")
        for unit in (wired.write(replay), wired.read(counter)):
            wire.cut_at = "before"
            assert await unit in {"the first answer", 0}
        assert await stored_ids(wired) == []


@pytest.fixture
async def database_beside(server_url: str, open_database: OpenDatabase) -> Database:
    """Another way to the same rows."""
    return await open_database(server_url, pool_size=1)


class TestServerGone:
    async def test_units_are_refused_while_it_is_gone_and_served_when_it_is_back(
        self, wired: Database, wire: Wire
    ) -> None:
        assert await wired.write(add, 1) == 1
        await wire.close()
        for door in (wired.write, wired.write_alone):
            with pytest.raises(Busy):
                await door(add, 2)
        with pytest.raises(Busy):
            await wired.read(counter)
        await wire.open(wire.port)
        assert await wired.write(add, 3) == 3
        assert await stored_ids(wired) == [1, 3]

    async def test_connections_cut_between_units_are_replaced(self, wired: Database, wire: Wire) -> None:
        for number in range(5):
            await asyncio.gather(wired.read(counter), wired.write(add, number))
            await wire.cut()
        assert await stored_ids(wired) == [0, 1, 2, 3, 4]

    async def test_a_disconnect_ends_though_the_server_is_gone(self, wired: Database, wire: Wire) -> None:
        await wired.read(counter)
        await wire.close()
        await asyncio.wait_for(wired.disconnect(), 30)
        await wire.open(wire.port)
