"""How the connections are set up: durable by default, foreign keys on, readers that cannot write."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, text

from api.db.database import Database, UnknownDatabase
from api.db.engines.postgresql import BEGIN_READ, BEGIN_WRITE
from api.db.integrity import IntegrityViolation
from api.db.statements import query
from api.db.transactions import ReadTransaction, WriteTransaction
from api.errors import StorageFailed
from tests.db.conftest import OpenDatabase
from tests.db.tables import entries
from tests.db.units import INSERT_REMARK, add, raw_of, stored_ids

READ_ONLY = r"readonly database|read-only transaction|READ ONLY transaction"
DISGUISED_INSERT = query("test.disguised", text("INSERT INTO entries (id, word) VALUES (1, '')"))

SESSION = ("transaction_isolation", "transaction_read_only")


async def pragma(tx: Any, name: str) -> Any:
    return raw_of(tx).execute(f"PRAGMA {name}").fetchone()[0]


class TestSQLite:
    @pytest.mark.parametrize(("door", "brief_reads"), [("read", True), ("read", False), ("write", True)])
    async def test_every_connection_is_set_up(
        self, sqlite_url: str, open_database: OpenDatabase, door: str, brief_reads: bool
    ) -> None:
        database = await open_database(sqlite_url, brief_reads=brief_reads)

        async def look(tx: Any) -> dict[str, Any]:
            names = ("journal_mode", "foreign_keys", "busy_timeout", "query_only", "trusted_schema")
            raw = raw_of(tx)
            return {name: raw.execute(f"PRAGMA {name}").fetchone()[0] for name in names}

        # The event loop waits for no lock.
        on_loop = door == "read" and brief_reads
        assert await getattr(database, door)(look) == {
            "journal_mode": "wal",
            "foreign_keys": 1,
            "busy_timeout": 0 if on_loop else 5000,
            "query_only": int(door == "read"),
            "trusted_schema": 0,
        }

    async def test_a_commit_waits_for_the_disk_unless_told_otherwise(
        self, sqlite_url: str, open_database: OpenDatabase
    ) -> None:
        default = Database(sqlite_url)
        await default.connect()
        assert await default.write(pragma, "synchronous") == 2
        await default.disconnect()
        normal = await open_database(sqlite_url, synchronous="NORMAL")
        assert await normal.write(pragma, "synchronous") == 1

    async def test_nobody_waits_for_a_lock_longer_than_for_us(
        self, sqlite_url: str, open_database: OpenDatabase
    ) -> None:
        hasty = await open_database(sqlite_url, wait_s=0.25)
        assert await hasty.write(pragma, "busy_timeout") == 250

    async def test_the_tables_are_strict(self, sqlite_db: Database) -> None:
        async def words_for_a_number(tx: WriteTransaction) -> None:
            raw_of(tx).execute("INSERT INTO counters (id, number) VALUES (9, 'many')")

        with pytest.raises(StorageFailed):
            await sqlite_db.write(words_for_a_number)

    async def test_url_options_are_no_part_of_the_file_name(self, sqlite_url: str) -> None:
        """As shipped they are appended to it, and a file of that name is made."""
        database = Database(sqlite_url + "?cache=shared")
        await database.connect()
        assert await stored_ids(database) == []
        await database.disconnect()


class TestPostgreSQL:
    async def test_readers_see_one_snapshot_and_writers_the_newest_rows(
        self, postgresql_db: Database
    ) -> None:
        engine: Any = postgresql_db._engine
        pool = engine.database.backend.pool
        found = []
        for begin in (BEGIN_READ, BEGIN_WRITE):
            async with pool.acquire() as connection:
                await connection.execute(begin)
                found.append([await connection.fetchval(f"SHOW {name}") for name in SESSION])
                await connection.execute("ROLLBACK")
        assert found == [["repeatable read", "on"], ["read committed", "off"]]


class TestReadersCannotWrite:
    async def test_there_is_no_method_for_it(self, db: Database) -> None:
        async def unit(tx: Any) -> None:
            await add(tx, 1)

        with pytest.raises(AttributeError, match="run"):
            await db.read(unit)
        assert await stored_ids(db) == []

    async def test_the_engine_refuses_what_slipped_through(self, db: Database) -> None:
        async def unit(tx: ReadTransaction) -> Any:
            return await tx.value(DISGUISED_INSERT)

        with pytest.raises(Exception, match=READ_ONLY):
            await db.read(unit)
        assert await stored_ids(db) == []

    async def test_writes_of_an_earlier_refusal_are_not_left_behind(self, db: Database) -> None:
        async def unit(tx: ReadTransaction) -> str:
            try:
                await tx.value(DISGUISED_INSERT)
            except Exception:
                return "as if it had written"
            return "unreachable"

        with pytest.raises(Exception, match=READ_ONLY):
            await db.read(unit)
        assert await db.write(add, 1) == 1


class TestForeignKeys:
    async def test_they_are_enforced(self, db: Database) -> None:
        async def orphan(tx: WriteTransaction) -> None:
            await tx.run(INSERT_REMARK, {"id": 1, "entry_id": 404})

        for door in (db.write, db.write_alone):
            with pytest.raises(IntegrityViolation):
                await door(orphan)


class TestAddresses:
    @pytest.mark.parametrize("url", ["oracle://localhost/outlay", "outlay.db", ""])
    def test_an_unknown_kind_of_database_is_refused_by_name(self, url: str) -> None:
        with pytest.raises(UnknownDatabase, match="OUTLAY_DATABASE_URL must begin with"):
            Database(url)

    @pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
    async def test_both_names_of_postgresql_are_known(self, postgresql_url: str, scheme: str) -> None:
        database = Database(postgresql_url.replace("postgresql", scheme, 1))
        await database.connect()
        assert await stored_ids(database) == []
        await database.disconnect()

    async def test_an_unreachable_database_fails_at_connect_and_leaves_nothing(self, db: Database) -> None:
        missing = (
            "sqlite:////nowhere/at/all/outlay.db"
            if db.url.startswith("sqlite")
            else "postgresql://nobody@127.0.0.1:1/outlay"
        )
        database = Database(missing)
        with pytest.raises(Exception, match=r"unable to open|[Cc]onnect"):
            await database.connect()
        await database.disconnect()
        for door in (database.read, database.write):
            with pytest.raises(RuntimeError, match="not connected"):
                await door(_nothing)


async def _nothing(tx: ReadTransaction) -> None:
    await tx.all(query("test.nothing", select(entries.c.id)))
