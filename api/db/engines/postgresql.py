"""PostgreSQL: a unit is awaited on one pooled connection, and runs again after a deadlock.

`databases` loses a pooled connection when COMMIT fails or a request is cancelled. Here a unit runs in
a task of its own that its caller's cancellation does not reach, and always gives its connection back.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from typing import Any, ClassVar

import asyncpg
import databases
from databases.backends.postgres import PostgresBackend
from sqlalchemy.dialects.postgresql import asyncpg as asyncpg_dialect

from api.db.integrity import from_postgresql
from api.db.statements import Command, Params, Query
from api.db.transactions import NO_PARAMS, Row, WriteTransaction
from api.db.units import Unit, watch
from api.errors import Busy, OutlayError, StorageFailed

DIALECT = asyncpg_dialect.dialect()  # type: ignore[no-untyped-call]
ATTEMPTS = 8
BEGIN_READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
BEGIN_WRITE = "BEGIN ISOLATION LEVEL READ COMMITTED"
RUN_AGAIN = (asyncpg.SerializationError, asyncpg.DeadlockDetectedError)


class PostgreSQLBackend(PostgresBackend):
    """The backend of `databases`, whose connections speak text for ids and days."""

    @property
    def pool(self) -> asyncpg.Pool:
        """The open pool; RuntimeError before `connect`."""
        pool: asyncpg.Pool | None = self._pool
        if pool is None:
            raise RuntimeError("the database is not connected")
        return pool


class PostgreSQLDatabase(databases.Database):
    """`databases` with our backend for every name of PostgreSQL."""

    SUPPORTED_BACKENDS: ClassVar[dict[str, str]] = {  # type: ignore[misc]  # a class variable in all but name
        **databases.Database.SUPPORTED_BACKENDS,
        "postgresql": f"{__name__}:{PostgreSQLBackend.__name__}",
        "postgres": f"{__name__}:{PostgreSQLBackend.__name__}",
    }

    @property
    def backend(self) -> PostgreSQLBackend:
        """The backend behind this database."""
        assert isinstance(self._backend, PostgreSQLBackend)
        return self._backend


class PostgreSQLTransaction(WriteTransaction):
    """Runs statements on one connection. `is_asking` is true while the driver is awaited."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._ended = False
        self.is_asking = False

    def end(self) -> None:
        """From here on the transaction refuses every call."""
        self._ended = True

    async def all(self, query: Query, params: Params = NO_PARAMS) -> Sequence[Row]:
        rows: Sequence[Row] = await self._ask(self._raw.fetch, query, params)
        return rows

    async def one(self, query: Query, params: Params = NO_PARAMS) -> Row | None:
        row: Row | None = await self._ask(self._raw.fetchrow, query, params)
        return row

    async def run(self, command: Command, params: Params = NO_PARAMS) -> int:
        # The status reads like "UPDATE 3" or "INSERT 0 1": its last word is the count.
        status: str = await self._ask(self._raw.execute, command, params)
        return int(status.rpartition(" ")[2])

    async def many(self, command: Command, rows: Sequence[Params]) -> None:
        compiled = command.compiled(DIALECT)
        arguments = [compiled.arguments(row) for row in rows]
        await self._await(command, self._raw.executemany(compiled.text, arguments))

    async def _ask(self, method: Any, statement: Query | Command, params: Params) -> Any:
        compiled = statement.compiled(DIALECT)
        return await self._await(statement, method(compiled.text, *compiled.arguments(params)))

    async def _await(self, statement: Query | Command, call: Any) -> Any:
        if self._ended or self.is_asking:
            call.close()
            raise RuntimeError(f"{statement.name} was asked of a transaction that is not free")
        self.is_asking = True
        try:
            return await call
        except asyncpg.IntegrityConstraintViolationError as error:
            raise from_postgresql(error) from error
        finally:
            self.is_asking = False


class PostgreSQLEngine:
    """Runs units on a pool of connections."""

    def __init__(self, url: str, *, pool_size: int, wait_s: float) -> None:
        self.database = PostgreSQLDatabase(
            url, min_size=1, max_size=pool_size, init=_speak_text, reset=_keep_session
        )
        self._wait_s = wait_s
        self._running: set[asyncio.Task[Any]] = set()

    async def connect(self) -> None:
        """Opens the pool."""
        await self.database.connect()

    async def disconnect(self) -> None:
        """Waits for the units that run, then closes the pool."""
        while self._running:
            await asyncio.wait(self._running)
        await self.database.disconnect()

    async def read(self, unit: Unit) -> Any:
        """Runs a unit on one read-only snapshot."""
        return await self._start(unit, BEGIN_READ)

    async def write(self, unit: Unit, *, alone: bool) -> Any:  # noqa: ARG002 - SQLite's affair
        """Runs a unit and commits it; long units need no care here, each has its own connection."""
        return await self._start(unit, BEGIN_WRITE)

    async def _start(self, unit: Unit, begin: str) -> Any:
        task = asyncio.create_task(self._run(unit, begin))
        self._running.add(task)
        task.add_done_callback(self._ended)
        return await asyncio.shield(task)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # marks it as seen where the caller went away

    async def _run(self, unit: Unit, begin: str) -> Any:
        pool = self.database.backend.pool
        for attempt in range(ATTEMPTS):
            try:
                connection = await pool.acquire(timeout=self._wait_s)
            except (TimeoutError, OSError, asyncpg.PostgresConnectionError) as error:
                raise Busy from error
            try:
                return await _attempt(connection, unit, begin)
            except RUN_AGAIN:
                if attempt == ATTEMPTS - 1:
                    raise Busy from None
            finally:
                await pool.release(connection)
            await asyncio.sleep(random.uniform(0, 0.005 * 2**attempt))  # noqa: S311 - no secret, only a jitter
        raise Busy


async def _attempt(connection: Any, unit: Unit, begin: str) -> Any:
    await connection.execute(begin)
    transaction = PostgreSQLTransaction(connection)
    keep = False
    try:
        coroutine = unit.function(transaction, *unit.args)
        answer = await watch(unit, coroutine, lambda: transaction.is_asking)
        keep = begin == BEGIN_WRITE and not transaction.discarded
    except OutlayError as refusal:
        keep = begin == BEGIN_WRITE and refusal.persists
        raise
    finally:
        transaction.end()
        await _finish(connection, keep=keep)
    return answer


async def _finish(connection: Any, *, keep: bool) -> None:
    if not keep:
        await connection.execute("ROLLBACK")
        return
    try:
        await connection.execute("COMMIT")
    except RUN_AGAIN:
        raise
    except asyncpg.PostgresError as error:
        raise StorageFailed from error


async def _speak_text(connection: asyncpg.Connection) -> None:
    for name in ("uuid", "date"):
        await connection.set_type_codec(name, schema="pg_catalog", encoder=str, decoder=str, format="text")


async def _keep_session(connection: asyncpg.Connection) -> None:
    """No session state is ever set, so the RESET query at each release is saved.

    asyncpg itself rolls back what a transaction may have left open.
    """
