"""PostgreSQL, through asyncpg. How units are run is `pooled`'s."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import asyncpg
from sqlalchemy.dialects.postgresql import asyncpg as asyncpg_dialect

from api.db.engines.pooled import PooledEngine
from api.db.engines.pooled_reader import PooledReader
from api.db.engines.postgresql_connections import (
    PostgreSQLDatabase,
    connection_options,
    keep_session,
    speak_plainly,
)
from api.db.integrity import from_postgresql, is_full
from api.db.statements import Command, Params, Query
from api.db.transactions import NO_PARAMS, Row, WriteTransaction
from api.errors import Busy, StorageFailed, StorageFull

DIALECT = asyncpg_dialect.dialect()  # type: ignore[no-untyped-call]
BEGIN_READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
BEGIN_WRITE = "BEGIN ISOLATION LEVEL READ COMMITTED"
RUN_AGAIN = (
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
    # A migration changed what a kept statement was planned for; asyncpg has forgotten the plan by now.
    asyncpg.InvalidCachedStatementError,
    asyncpg.OutdatedSchemaCacheError,
)
# Where the server's farewell arrives between two statements, asyncpg takes it for a mistake of its own.
# It is also how asyncpg says that none of several hosts is the one that was asked for.
LOST = (OSError, asyncpg.PostgresConnectionError, asyncpg.InternalClientError)

log = logging.getLogger(__name__)


class PostgreSQLReader(PooledReader):
    """Reads on one connection."""

    async def all(self, query: Query, params: Params = NO_PARAMS) -> Sequence[Row]:
        rows: Sequence[Row] = await self._ask(self._raw.fetch, query, params)
        return rows

    async def one(self, query: Query, params: Params = NO_PARAMS) -> Row | None:
        row: Row | None = await self._ask(self._raw.fetchrow, query, params)
        return row

    async def _ask(self, method: Any, statement: Query | Command, params: Params) -> Any:
        compiled = statement.compiled(DIALECT)
        return await self._await(statement, method, compiled.text, *compiled.arguments(params))

    def _read_error(self, error: Exception) -> Exception:
        if isinstance(error, asyncpg.IntegrityConstraintViolationError):
            return from_postgresql(error)
        return StorageFull() if is_full(error) else error


class PostgreSQLWriter(PostgreSQLReader, WriteTransaction):
    """Reads and writes on one connection."""

    async def run(self, command: Command, params: Params = NO_PARAMS) -> int:
        # The status reads like "UPDATE 3" or "INSERT 0 1": its last word is the count.
        status: str = await self._ask(self._raw.execute, command, params)
        return int(status.rpartition(" ")[2])

    async def many(self, command: Command, rows: Sequence[Params]) -> None:
        compiled = command.compiled(DIALECT)
        arguments = [compiled.arguments(row) for row in rows]
        await self._await(command, self._raw.executemany, compiled.text, arguments)


class PostgreSQLEngine(PooledEngine):
    """Runs units on a pool of asyncpg's connections."""

    def __init__(self, url: str, *, pool_size: int, wait_s: float) -> None:
        self._kept = PostgreSQLDatabase(
            url,
            min_size=1,
            max_size=pool_size,
            init=speak_plainly,
            reset=keep_session,
            **connection_options(url),
        )
        super().__init__(self._kept, wait_s=wait_s)
        # The pool's own queue lets somebody who comes at the right moment in before those who wait.
        self._turns = asyncio.Semaphore(pool_size)

    async def _take(self) -> Any:
        try:
            async with asyncio.timeout(self._wait_s):
                await self._turns.acquire()
                try:
                    return await self._kept.backend.pool.acquire()
                except BaseException:
                    self._turns.release()
                    raise
        except (*LOST, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            log.warning("no connection to the database: %s", error or type(error).__name__)
            raise Busy from error

    async def _give_back(self, connection: Any) -> None:
        try:
            await self._kept.backend.pool.release(connection)
        finally:
            self._turns.release()

    def _reader(self, connection: Any, begin: Callable[[], Awaitable[None]] | None) -> PooledReader:
        return PostgreSQLReader(connection, begin)

    def _writer(self, connection: Any) -> PooledReader:
        return PostgreSQLWriter(connection)

    async def _begin(self, connection: Any, *, writes: bool) -> None:
        await connection.execute(BEGIN_WRITE if writes else BEGIN_READ)

    async def _send_commit(self, connection: Any) -> None:
        if await connection.execute("COMMIT") != "COMMIT":
            # The server rolls back an aborted transaction at COMMIT and calls that no error.
            raise StorageFailed

    async def _send_rollback(self, connection: Any) -> None:
        await connection.execute("ROLLBACK")

    def _runs_again(self, error: Exception) -> bool:
        return isinstance(error, RUN_AGAIN)

    def _is_lost(self, connection: Any, error: Exception) -> bool:
        fatal = getattr(error, "severity_en", None) in {"FATAL", "PANIC"}
        return fatal or isinstance(error, LOST) or self._is_closed(connection)

    def _is_answer(self, error: Exception) -> bool:
        return isinstance(error, asyncpg.PostgresError)

    def _is_closed(self, connection: Any) -> bool:
        try:
            closed: bool = connection.is_closed()
        except asyncpg.InterfaceError:
            # The pool has taken the broken connection away from us already.
            return True
        return closed

    def _cut(self, connection: Any) -> None:
        connection.terminate()
