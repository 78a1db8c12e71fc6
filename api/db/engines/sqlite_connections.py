"""SQLite's connections: kept open, bounded, their pragmas set once.

`databases` opens a connection and a thread for every acquire and leaves the pragmas at their
defaults. Here it keeps its URL, backend and connection classes, over a pool that is kept open.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from contextlib import AsyncExitStack
from pathlib import Path
from typing import ClassVar, Literal

import aiosqlite
import databases
from databases.backends.sqlite import SQLiteBackend, SQLiteConnection, SQLitePool

from api.db.integrity import is_busy
from api.errors import Busy

BUSY_TIMEOUT_MS = 5_000
CHECKPOINT_PAGES = 4_000
"""Pages of the WAL at which the writer folds it in: as many as one block of the WAL's index holds.

An expense in a large wallet changes more pages than in a small one. With SQLite's own 1,000 the folding made
itself felt there; now more of the pages that are written over and over are folded in once.
"""


class KeptConnections(SQLitePool):
    """A bounded pool of open connections, each with its pragmas set once and a thread of its own.

    Who waits is served in order: a connection that is given back goes to the first of them.
    """

    def __init__(
        self, path: Path, *, size: int, wait_s: float, synchronous: str, writable: bool, on_loop: bool = False
    ) -> None:
        self._path = path
        self._size = size
        self._wait_s = wait_s
        # SQLite itself lets any thread in; a connection of the loop's is asked by the loop alone.
        self._own_thread = not on_loop
        self._pragmas = [
            # Nobody waits in SQLite for longer than a caller waits for us.
            f"PRAGMA busy_timeout = {min(BUSY_TIMEOUT_MS, round(wait_s * 1000))}",
            "PRAGMA journal_mode = WAL",
            f"PRAGMA synchronous = {synchronous}",
            "PRAGMA foreign_keys = ON",
            "PRAGMA trusted_schema = OFF",
            f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}",
            f"PRAGMA query_only = {'OFF' if writable else 'ON'}",
        ]
        self._idle: list[aiosqlite.Connection] = []
        self._waiting: deque[asyncio.Future[aiosqlite.Connection]] = deque()
        self._open: list[aiosqlite.Connection] = []

    async def open(self) -> None:
        """Opens all connections; closes those it opened if one fails."""
        try:
            for _ in range(self._size):
                connection = await aiosqlite.connect(
                    self._path,
                    isolation_level=None,
                    cached_statements=512,
                    check_same_thread=self._own_thread,
                )
                self._open.append(connection)
                await self._set_up(connection)
                connection.row_factory = sqlite3.Row
        except BaseException:
            await self._close_all()
            raise
        self._idle.extend(self._open)

    async def _set_up(self, connection: aiosqlite.Connection) -> None:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + BUSY_TIMEOUT_MS / 1000
        for pragma in self._pragmas:
            # Whoever switches a new file to WAL needs it alone, and SQLite does not wait for that by itself.
            while True:
                try:
                    await connection.execute_fetchall(pragma)
                    break
                except sqlite3.OperationalError as error:
                    if not is_busy(error) or loop.time() > deadline:
                        raise
                    await asyncio.sleep(0.02)

    async def close(self) -> None:
        """Waits for every connection to be given back, then closes them all."""
        try:
            for _ in range(len(self._open)):
                await self._take()
        finally:
            await self._close_all()

    @property
    def raw(self) -> sqlite3.Connection:
        """The driver's own connection, the first one."""
        return self._open[0]._conn

    async def _close_all(self) -> None:
        self._idle.clear()
        while self._open:
            await self._open.pop().close()

    async def acquire(self) -> aiosqlite.Connection:
        """An idle connection, or Busy where none comes free in time."""
        if self._idle:
            return self._idle.pop()
        return await self._take(self._wait_s)

    async def _take(self, wait_s: float | None = None) -> aiosqlite.Connection:
        if self._idle:
            return self._idle.pop()
        loop = asyncio.get_running_loop()
        mine: asyncio.Future[aiosqlite.Connection] = loop.create_future()
        self._waiting.append(mine)
        patience = None if wait_s is None else loop.call_later(wait_s, _give_up, mine)
        try:
            return await mine
        except asyncio.CancelledError:
            # It may have been handed over just before the caller went away.
            if mine.done() and not mine.cancelled() and mine.exception() is None:
                self.give_back(mine.result())
            raise
        finally:
            if patience is not None:
                patience.cancel()

    async def release(self, connection: aiosqlite.Connection) -> None:
        """Gives a connection back, rolling back what a caller may have left open."""
        try:
            await connection.rollback()
        finally:
            self.give_back(connection)

    def give_back(self, connection: aiosqlite.Connection) -> None:
        """Hands a connection whose work is over to the first who waits."""
        while self._waiting:
            first = self._waiting.popleft()
            if not first.done():
                first.set_result(connection)
                return
        self._idle.append(connection)


def _give_up(waiting: asyncio.Future[aiosqlite.Connection]) -> None:
    if not waiting.done():
        waiting.set_exception(Busy())


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
        # The pool of the base is never used, and would make a file named after the URL's options.
        super().__init__("sqlite:///:memory:")
        path = Path(url.database)
        self.readers = KeptConnections(
            path, size=pool_size, wait_s=wait_s, synchronous=synchronous, writable=False
        )
        # It never waits for a lock: the event loop would stand still.
        self.brief = KeptConnections(
            path, size=1, wait_s=0, synchronous=synchronous, writable=False, on_loop=True
        )
        self.writers = KeptConnections(path, size=1, wait_s=wait_s, synchronous=synchronous, writable=True)

    async def connect(self) -> None:
        """Opens the writer first, which makes the file and its WAL, then the readers."""
        async with AsyncExitStack() as opened:
            for pool in (self.writers, self.readers, self.brief):
                await pool.open()
                opened.push_async_callback(pool.close)
            opened.pop_all()

    async def disconnect(self) -> None:
        """Closes the readers, whatever fails, then the writer, whose last close folds the WAL in."""
        async with AsyncExitStack() as closing:
            for pool in (self.writers, self.readers, self.brief):
                closing.push_async_callback(pool.close)

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
