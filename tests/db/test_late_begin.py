"""A read of one statement is one round trip; one of several sees one snapshot all the same."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest
from sqlalchemy import insert, select, text

from api.db.database import Database
from api.db.statements import Query, query
from api.db.transactions import ReadTransaction
from tests.db.conftest import OpenDatabase
from tests.db.tables import entries
from tests.db.units import COUNTER, ENTRIES, LOCK_COUNTER, NONSENSE, add, counter, stored_ids


def watch_begins(db: Database, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each transaction that begins from here on is one that writes."""
    engine: Any = db._engine
    begin = engine._begin
    begun: list[bool] = []

    async def noted(connection: Any, *, writes: bool) -> None:
        begun.append(writes)
        await begin(connection, writes=writes)

    monkeypatch.setattr(engine, "_begin", noted)
    return begun


def add_elsewhere(url: str, number: int) -> None:
    """Stores an entry through another database, and returns when it is there."""

    async def store() -> None:
        other = Database(url)
        await other.connect()
        await other.write(add, number)
        await other.disconnect()

    # A unit may await nothing but its transaction, so this happens beside the event loop.
    thread = threading.Thread(target=lambda: asyncio.run(store()))
    thread.start()
    thread.join()


async def test_one_statement_begins_no_transaction(
    server_db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = watch_begins(server_db, monkeypatch)
    assert await server_db.read(counter) == 0
    assert begun == []


async def test_several_statements_are_one_snapshot(
    server_db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unit(tx: ReadTransaction) -> tuple[Any, Any]:
        return await tx.value(COUNTER, {"id": 1}), await tx.all(ENTRIES)

    begun = watch_begins(server_db, monkeypatch)
    assert await server_db.read(unit) == (0, [])
    assert begun == [False]


async def test_what_changes_behind_the_first_statement_is_seen_by_both_or_by_none(
    server_url: str, open_database: OpenDatabase
) -> None:
    db = await open_database(server_url)
    runs = 0

    async def unit(tx: ReadTransaction) -> tuple[list[int], list[int]]:
        nonlocal runs
        runs += 1
        before = [row["id"] for row in await tx.all(ENTRIES)]
        if runs == 1:
            add_elsewhere(server_url, 7)
        return before, [row["id"] for row in await tx.all(ENTRIES)]

    assert await db.read(unit) == ([7], [7])
    assert runs == 2


async def test_a_unit_that_catches_everything_is_not_believed(
    server_url: str, open_database: OpenDatabase
) -> None:
    db = await open_database(server_url)
    runs = 0

    async def unit(tx: ReadTransaction) -> str:
        nonlocal runs
        runs += 1
        await tx.all(ENTRIES)
        if runs == 1:
            add_elsewhere(server_url, 7)
        try:
            return f"{len(await tx.all(ENTRIES))} seen"
        except Exception:
            return "as if nothing had been"

    assert await db.read(unit) == "1 seen"


async def test_a_connection_that_was_cut_is_replaced(server_db: Database) -> None:
    engine: Any = server_db._engine
    connection = await engine._take()
    engine._cut(connection)
    await engine._give_back(connection)
    assert await server_db.read(counter) == 0
    assert await stored_ids(server_db) == []


@pytest.mark.parametrize(
    ("asked", "is_plain"),
    [
        (COUNTER, True),
        (ENTRIES, True),
        (LOCK_COUNTER, False),
        (NONSENSE, False),
        (query("test.suffix", select(entries.c.id).suffix_with("FOR UPDATE")), False),
        (Query("test.otherwise", select(entries.c.id), {"mysql": text("DELETE FROM entries")}), False),
        (query("test.writes", select(insert(entries).values(id=1).returning(entries.c.id).cte())), False),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_only_what_is_a_select_through_and_through_goes_without(asked: Query, is_plain: bool) -> None:
    assert asked.is_plain is is_plain
