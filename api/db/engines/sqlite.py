"""SQLite: one thread hop per unit, readers side by side, and writers that share a COMMIT."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, Literal

import aiosqlite
from sqlalchemy.dialects.sqlite import pysqlite

from api.db.engines.group_commit import GroupCommit
from api.db.engines.sqlite_connections import SQLiteDatabase
from api.db.integrity import from_sqlite, is_busy
from api.db.statements import Command, Params, Query
from api.db.transactions import NO_PARAMS, ReadTransaction, Row, TransactionUnusable, WriteTransaction
from api.db.units import Unit, drive
from api.errors import Busy

DIALECT = pysqlite.dialect(paramstyle="qmark")
MINIMUM_VERSION = (3, 37, 0)
"""STRICT tables came with 3.37 (sqlite.org/stricttables.html)."""


class SQLiteReader(ReadTransaction):
    """Reads on a raw connection, inside its thread: no method ever suspends."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw: sqlite3.Connection | None = raw

    def end(self) -> None:
        """From here on the transaction refuses every call."""
        self._raw = None

    def _execute(self, statement: Query | Command, params: Params) -> sqlite3.Cursor:
        raw = self._usable(statement)
        compiled = statement.compiled(DIALECT)
        return self._guarded(raw.execute, compiled.text, compiled.arguments(params))

    def _usable(self, statement: Query | Command) -> sqlite3.Connection:
        if self._raw is None:
            raise TransactionUnusable(f"{statement.name} was asked of a transaction that has ended")
        if self.failure is not None:
            raise TransactionUnusable(
                f"{statement.name} was asked after a statement failed"
            ) from self.failure
        return self._raw

    def _guarded(self, method: Callable[..., sqlite3.Cursor], text: str, arguments: Any) -> sqlite3.Cursor:
        try:
            return method(text, arguments)
        except sqlite3.IntegrityError as error:
            self.failure = from_sqlite(error)
            raise self.failure from error
        except Exception as error:
            self.failure = error
            raise

    async def all(self, query: Query, params: Params = NO_PARAMS) -> Sequence[Row]:
        rows: Sequence[Row] = self._fetch(self._execute(query, params).fetchall)
        return rows

    async def one(self, query: Query, params: Params = NO_PARAMS) -> Row | None:
        cursor = self._execute(query, params)
        try:
            row: Row | None = self._fetch(cursor.fetchone)
            return row
        finally:
            # An unfinished SELECT would keep its statement open and block the savepoint's release.
            cursor.close()

    def _fetch(self, fetch: Callable[[], Any]) -> Any:
        try:
            return fetch()
        except sqlite3.Error as error:
            self.failure = error
            raise


class SQLiteWriter(SQLiteReader, WriteTransaction):
    """Reads and writes on the writer's connection, inside its thread."""

    async def run(self, command: Command, params: Params = NO_PARAMS) -> int:
        return self._execute(command, params).rowcount

    async def many(self, command: Command, rows: Sequence[Params]) -> None:
        raw = self._usable(command)
        compiled = command.compiled(DIALECT)
        arguments = [compiled.arguments(row) for row in rows]
        self._guarded(raw.executemany, compiled.text, arguments).close()


class SQLiteEngine:
    """Runs units on SQLite: readers side by side, writers one after another, committed in groups."""

    def __init__(
        self, url: str, *, pool_size: int, wait_s: float, synchronous: Literal["FULL", "NORMAL"]
    ) -> None:
        self.database = SQLiteDatabase(url, pool_size=pool_size, wait_s=wait_s, synchronous=synchronous)
        self._wait_s = wait_s
        self._group: GroupCommit | None = None

    async def connect(self) -> None:
        """Opens the connections; RuntimeError where SQLite is too old for STRICT tables."""
        if sqlite3.sqlite_version_info < MINIMUM_VERSION:
            wanted = ".".join(map(str, MINIMUM_VERSION[:2]))
            raise RuntimeError(f"SQLite {sqlite3.sqlite_version} is too old: {wanted} is needed")
        await self.database.connect()
        self._writer = writer = await self.database.backend.writers.acquire()
        self._group = GroupCommit(
            hop=lambda function: _hop(writer, function),
            raw=writer._conn,
            transaction=SQLiteWriter,
            wait_s=self._wait_s,
        )

    async def disconnect(self) -> None:
        """Refuses what comes now, lets finish what came before, then closes every connection."""
        group, self._group = self._group, None
        try:
            if group is not None:
                await group.finish()
        finally:
            if group is not None:
                self.database.backend.writers.give_back(self._writer)
            await self.database.disconnect()

    async def read(self, unit: Unit) -> Any:
        """One hop: BEGIN, the whole function, and the end of the transaction."""
        if self._group is None:
            raise RuntimeError("the database is not connected")
        readers = self.database.backend.readers
        reader = await readers.acquire()
        try:
            answer = await _hop(reader, lambda: _read(reader._conn, unit))
        except asyncio.CancelledError:
            # The caller went away; its unit still runs, and ends before anybody else has the reader.
            behind = asyncio.ensure_future(_hop(reader, _nothing))
            behind.add_done_callback(lambda _: readers.give_back(reader))
            raise
        except BaseException:
            readers.give_back(reader)
            raise
        readers.give_back(reader)
        return answer

    async def write(self, unit: Unit, *, alone: bool) -> Any:
        """Queues the unit for the next group and answers once COMMIT has returned."""
        if self._group is None:
            raise RuntimeError("the database is not connected")
        return await self._group.submit(unit, alone=alone)


async def _hop(connection: aiosqlite.Connection, function: Callable[[], Any]) -> Any:
    """Runs a function in the connection's thread: the one use of what aiosqlite keeps private."""
    return await connection._execute(function)  # type: ignore[no-untyped-call]


def _nothing() -> None:
    """What is queued only to learn that everything before it is over."""


def _read(raw: sqlite3.Connection, unit: Unit) -> Any:
    transaction = SQLiteReader(raw)
    try:
        raw.execute("BEGIN")
        answer = drive(unit, transaction)
        transaction.check()
        return answer
    except sqlite3.OperationalError as error:
        if is_busy(error):
            raise Busy from error
        raise
    finally:
        transaction.end()
        if raw.in_transaction:
            raw.execute("ROLLBACK")
