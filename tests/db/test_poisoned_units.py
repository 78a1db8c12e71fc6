"""What reading a unit could not find poisons it when it runs, and a transaction ends with its unit."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from api.db.database import Database
from api.db.transactions import ReadTransaction, TransactionUnusable, WriteTransaction
from api.db.units import ForeignAwait
from tests.db.units import ENTRIES, INSERT_ENTRY, add, entry_ids, stored_ids


class Suspends:
    def __await__(self) -> Any:
        yield


async def suspends(tx: WriteTransaction) -> None:
    await Suspends()


async def replaced(tx: WriteTransaction) -> None:
    """Innocent, until a test replaces it."""


async def replaced_calls_nothing(tx: WriteTransaction) -> None:
    await replaced(tx)


def believes(_function: object) -> None:
    """In the place of the reading."""


class TestAtRunTime:
    """The second line: what could not be read suspends, and poisons its unit."""

    @pytest.mark.parametrize("swallow", [False, True])
    async def test_a_suspension_that_the_transaction_did_not_ask_for(
        self, db: Database, monkeypatch: pytest.MonkeyPatch, swallow: bool
    ) -> None:
        async def unit(tx: WriteTransaction) -> str:
            await add(tx, 1)
            try:
                await replaced(tx)
            except Exception:
                if not swallow:
                    raise
            return "as if it were stored"

        await db.write(replaced_calls_nothing)
        monkeypatch.setitem(globals(), "replaced", suspends)
        # The source of `replaced` was read as that of an innocent function before.
        monkeypatch.setattr("api.db.database.verify", believes)
        with pytest.raises(ForeignAwait, match=r"unit awaited .* is not its transaction"):
            await db.write(unit)
        assert await stored_ids(db) == []

    async def test_a_unit_that_awaits_for_ever_is_left(
        self, db: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def unit(tx: WriteTransaction) -> None:
            await add(tx, 1)
            for _ in range(1000):
                try:
                    await suspends(tx)
                except ForeignAwait:
                    continue

        monkeypatch.setattr("api.db.database.verify", believes)
        with pytest.raises(ForeignAwait):
            await db.write(unit)
        assert await stored_ids(db) == []

    async def test_a_transaction_used_after_its_unit_ended(self, db: Database) -> None:
        smuggled: list[WriteTransaction] = []

        async def unit(tx: WriteTransaction) -> Any:
            smuggled.append(tx)
            await add(tx, 1)
            return tx.all(ENTRIES)

        late = await db.write(unit)
        with pytest.raises(
            TransactionUnusable, match=r"test\.entries was asked of a transaction that has ended"
        ):
            await late
        for call in (smuggled[0].all(ENTRIES), smuggled[0].one(ENTRIES), add(smuggled[0], 2)):
            with pytest.raises(TransactionUnusable, match="has ended"):
                await call
        with pytest.raises(TransactionUnusable, match="has ended"):
            await smuggled[0].many(INSERT_ENTRY, [{"id": 3, "word": ""}])
        assert await stored_ids(db) == [1]

    async def test_a_transaction_used_after_its_unit_failed(self, db: Database) -> None:
        smuggled: list[ReadTransaction] = []

        async def unit(tx: ReadTransaction) -> None:
            smuggled.append(tx)
            raise LookupError

        with pytest.raises(LookupError):
            await db.read(unit)
        with pytest.raises(TransactionUnusable, match="has ended"):
            await smuggled[0].all(ENTRIES)

    async def test_two_statements_at_once_on_one_transaction(self, server_db: Database) -> None:
        others: list[asyncio.Task[Any]] = []

        async def unit(tx: WriteTransaction) -> list[int]:
            others.append(asyncio.get_running_loop().create_task(entry_ids(tx)))
            return await entry_ids(tx)

        assert await server_db.write(unit) == []
        with pytest.raises(TransactionUnusable, match="while another statement was running"):
            await others[0]
