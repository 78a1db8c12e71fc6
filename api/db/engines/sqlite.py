"""SQLite: one thread hop per unit, readers side by side, and writers that share a COMMIT."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Literal

import aiosqlite

from api.db.engines.brief_reads import BriefReads, TookTooLong
from api.db.engines.group_commit import GroupCommit
from api.db.engines.sqlite_connections import SQLiteDatabase
from api.db.engines.sqlite_reader import SQLiteReader, SQLiteWriter
from api.db.integrity import is_busy
from api.db.units import Unit, drive
from api.errors import Busy

MINIMUM_VERSION = (3, 37, 0)
"""STRICT tables came with 3.37 (sqlite.org/stricttables.html)."""


class SQLiteEngine:
    """Runs units on SQLite: readers side by side, writers one after another, committed in groups."""

    def __init__(
        self,
        url: str,
        *,
        pool_size: int,
        wait_s: float,
        synchronous: Literal["FULL", "NORMAL"],
        brief_reads: bool,
    ) -> None:
        self.database = SQLiteDatabase(url, pool_size=pool_size, wait_s=wait_s, synchronous=synchronous)
        self._wait_s = wait_s
        self._group: GroupCommit | None = None
        self._reads_briefly = brief_reads
        self._brief: BriefReads | None = None

    async def connect(self) -> None:
        """Opens the connections; RuntimeError where SQLite is too old for STRICT tables."""
        if sqlite3.sqlite_version_info < MINIMUM_VERSION:
            wanted = ".".join(map(str, MINIMUM_VERSION[:2]))
            raise RuntimeError(f"SQLite {sqlite3.sqlite_version} is too old: {wanted} is needed")
        await self.database.connect()
        if self._reads_briefly:
            self._brief = BriefReads(self.database.backend.brief.raw)
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
        """Runs the unit at once, or in one hop where that takes too long."""
        if self._group is None:
            raise RuntimeError("the database is not connected")
        if self._brief is not None:
            with suppress(TookTooLong):
                return self._brief.run(unit)
        return await self._read_in_thread(unit)

    async def _read_in_thread(self, unit: Unit) -> Any:
        """One hop: BEGIN, the whole function, and the end of the transaction."""
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
