"""SQLite: kept connections, one thread hop per unit, and writers that share a COMMIT.

`databases` opens a connection and a thread for every acquire and leaves the pragmas at their
defaults. Here it keeps its URL, backend and connection classes, over a pool that is kept open.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar, Literal

import aiosqlite
import databases
from databases.backends.sqlite import SQLiteBackend, SQLiteConnection, SQLitePool
from sqlalchemy.dialects.sqlite import pysqlite

from api.db.engines.group_commit import GroupCommit
from api.db.integrity import from_sqlite
from api.db.statements import Command, Params, Query
from api.db.transactions import NO_PARAMS, ReadTransaction, Row, WriteTransaction
from api.db.units import Unit, drive
from api.errors import Busy

DIALECT = pysqlite.dialect(paramstyle="qmark")
BUSY_TIMEOUT_MS = 5_000
MINIMUM_VERSION = (3, 37, 0)
"""STRICT tables came with 3.37 (sqlite.org/stricttables.html)."""


class KeptConnections(SQLitePool):
    """A bounded pool of open connections, each with its pragmas set once and a thread of its own.

    A connection may be given back while its thread still works for a caller that went away: what
    comes next queues behind it, and every unit ends its transaction in the same hop.
    """

    def __init__(self, path: Path, *, size: int, wait_s: float, synchronous: str, writable: bool) -> None:
        self._path = path
        self._size = size
        self._wait_s = wait_s
        self._pragmas = [
            f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
            "PRAGMA journal_mode = WAL",
            f"PRAGMA synchronous = {synchronous}",
            "PRAGMA foreign_keys = ON",
            "PRAGMA trusted_schema = OFF",
            f"PRAGMA query_only = {'OFF' if writable else 'ON'}",
        ]
        self._idle: asyncio.LifoQueue[aiosqlite.Connection] = asyncio.LifoQueue()
        self._open: list[aiosqlite.Connection] = []

    async def open(self) -> None:
        """Opens all connections; closes those it opened if one fails."""
        try:
            for _ in range(self._size):
                connection = await aiosqlite.connect(self._path, isolation_level=None, cached_statements=512)
                self._open.append(connection)
                for pragma in self._pragmas:
                    await connection.execute_fetchall(pragma)
                connection.row_factory = sqlite3.Row
                self._idle.put_nowait(connection)
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """Closes each connection behind the work that is queued on it."""
        while self._open:
            await self._open.pop().close()

    async def acquire(self) -> aiosqlite.Connection:
        """An idle connection, or Busy where none comes free in time."""
        if not self._idle.empty():
            return self._idle.get_nowait()
        try:
            async with asyncio.timeout(self._wait_s):
                return await self._idle.get()
        except TimeoutError:
            raise Busy from None

    async def release(self, connection: aiosqlite.Connection) -> None:
        """Gives a connection back, rolling back what a caller may have left open."""
        try:
            await connection.rollback()
        finally:
            self.give_back(connection)

    def give_back(self, connection: aiosqlite.Connection) -> None:
        """Gives back a connection whose hop ends its own transaction."""
        self._idle.put_nowait(connection)


class PooledSQLiteBackend(SQLiteBackend):
    """The backend of `databases` over kept connections: readers, and one writer."""

    def __init__(
        self,
        database_url: databases.DatabaseURL | str,
        *,
        pool_size: int,
        wait_s: float,
        synchronous: Literal["FULL", "NORMAL"],
    ) -> None:
        url = databases.DatabaseURL(database_url)
        super().__init__(url.replace(database=":memory:"))
        path = Path(url.database)
        self.readers = KeptConnections(
            path, size=pool_size, wait_s=wait_s, synchronous=synchronous, writable=False
        )
        self.writers = KeptConnections(path, size=1, wait_s=wait_s, synchronous=synchronous, writable=True)

    async def connect(self) -> None:
        """Opens the writer first, which makes the file and its WAL, then the readers."""
        await self.writers.open()
        try:
            await self.readers.open()
        except BaseException:
            await self.writers.close()
            raise

    async def disconnect(self) -> None:
        """Closes the readers, then the writer, whose last close folds the WAL in."""
        await self.readers.close()
        await self.writers.close()

    def connection(self) -> SQLiteConnection:
        """A reader for plain statements of `databases`."""
        return SQLiteConnection(self.readers, self._dialect)


class SQLiteDatabase(databases.Database):
    """`databases` with the pooled backend in the place of its own."""

    SUPPORTED_BACKENDS: ClassVar[dict[str, str]] = {  # type: ignore[misc]  # a class variable in all but name
        **databases.Database.SUPPORTED_BACKENDS,
        "sqlite": f"{__name__}:{PooledSQLiteBackend.__name__}",
    }

    @property
    def backend(self) -> PooledSQLiteBackend:
        """The backend behind this database."""
        assert isinstance(self._backend, PooledSQLiteBackend)
        return self._backend


class SQLiteReader(ReadTransaction):
    """Reads on a raw connection, inside its thread: no method ever suspends."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw: sqlite3.Connection | None = raw

    def end(self) -> None:
        """From here on the transaction refuses every call."""
        self._raw = None

    def _execute(self, statement: Query | Command, params: Params) -> sqlite3.Cursor:
        if self._raw is None:
            raise RuntimeError(f"{statement.name} was asked of a transaction that has ended")
        compiled = statement.compiled(DIALECT)
        try:
            return self._raw.execute(compiled.text, compiled.arguments(params))
        except sqlite3.IntegrityError as error:
            raise from_sqlite(error) from error

    async def all(self, query: Query, params: Params = NO_PARAMS) -> Sequence[Row]:
        return self._execute(query, params).fetchall()

    async def one(self, query: Query, params: Params = NO_PARAMS) -> Row | None:
        cursor = self._execute(query, params)
        try:
            row: Row | None = cursor.fetchone()
            return row
        finally:
            # An unfinished SELECT would keep its statement open and block the savepoint's release.
            cursor.close()


class SQLiteWriter(SQLiteReader, WriteTransaction):
    """Reads and writes on the writer's connection, inside its thread."""

    async def run(self, command: Command, params: Params = NO_PARAMS) -> int:
        return self._execute(command, params).rowcount

    async def many(self, command: Command, rows: Sequence[Params]) -> None:
        for row in rows:
            self._execute(command, row)


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
        writer = await self.database.backend.writers.acquire()
        self._group = GroupCommit(
            hop=lambda function: _hop(writer, function),
            raw=writer._conn,
            transaction=SQLiteWriter,
            wait_s=self._wait_s,
        )

    async def disconnect(self) -> None:
        """Lets the writers that wait finish, then closes every connection."""
        if self._group is not None:
            await self._group.finish()
            self._group = None
        await self.database.disconnect()

    async def read(self, unit: Unit) -> Any:
        """One hop: BEGIN, the whole function, and the end of the transaction."""
        readers = self.database.backend.readers
        reader = await readers.acquire()
        try:
            return await _hop(reader, lambda: _read(reader._conn, unit))
        finally:
            readers.give_back(reader)

    async def write(self, unit: Unit, *, alone: bool) -> Any:
        """Queues the unit for the next group and answers once COMMIT has returned."""
        if self._group is None:
            raise RuntimeError("the database is not connected")
        return await self._group.submit(unit, alone=alone)


async def _hop(connection: aiosqlite.Connection, function: Callable[[], Any]) -> Any:
    """Runs a function in the connection's thread: the one use of what aiosqlite keeps private."""
    return await connection._execute(function)  # type: ignore[no-untyped-call]


def _read(raw: sqlite3.Connection, unit: Unit) -> Any:
    transaction = SQLiteReader(raw)
    raw.execute("BEGIN")
    try:
        return drive(unit, transaction)
    finally:
        transaction.end()
        if raw.in_transaction:
            raw.execute("ROLLBACK")
