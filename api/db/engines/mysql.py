"""MariaDB and MySQL, through asyncmy. How units are run is `pooled`'s."""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any, ClassVar

from asyncmy.errors import InterfaceError, InternalError, MySQLError

from api.db.engines.mysql_connections import MySQLDatabase, connection_options, require_known_version
from api.db.engines.mysql_dialect import DIALECT
from api.db.engines.pooled import ATTEMPTS, PooledEngine
from api.db.engines.pooled_reader import PooledReader
from api.db.integrity import from_mysql, is_full
from api.db.statements import Command, Compiled, Params, Query
from api.db.transactions import NO_PARAMS, Row, WriteTransaction
from api.errors import Busy, StorageFull

BEGIN_READ = "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"
# One round trip for both: the level is the next transaction's alone.
BEGIN_WRITE = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; START TRANSACTION"
RUN_AGAIN = frozenset(
    {
        1205,  # waited too long for a lock
        1213,  # deadlock
        1020,  # the row has changed since the snapshot
        1412,  # a migration changed the table since the snapshot
    }
)
LOST = frozenset({1053, 1152, 1158, 1159, 1160, 1161, 1927, 4031})
"""Farewells of the server. From 2000 to 2999 are what the driver says of a broken connection."""
BROKEN = (OSError, InterfaceError, InternalError)
"""What the driver raises where the answers no longer fit what was asked."""

log = logging.getLogger(__name__)


class MySQLRow(tuple[Any, ...]):
    """A row: values by column name or position. Each shape of row has a class that knows its names."""

    __slots__ = ()
    _places: ClassVar[dict[str, int]] = {}

    def __getitem__(self, key: Any, /) -> Any:
        return tuple.__getitem__(self, self._places[key] if type(key) is str else key)

    def keys(self) -> Iterator[str]:
        """The names of the columns, in order."""
        return iter(self._places)


@lru_cache(maxsize=1024)
def _row_class(names: tuple[str, ...]) -> type[MySQLRow]:
    places = {name: place for place, name in enumerate(names)}
    return type("Row", (MySQLRow,), {"__slots__": (), "_places": places})


class MySQLReader(PooledReader):
    """Reads on one connection."""

    async def all(self, query: Query, params: Params = NO_PARAMS) -> Sequence[Row]:
        compiled = query.compiled(DIALECT)
        rows: list[Row] = await self._await(query, self._fetch, compiled.text, _arguments(compiled, params))
        return rows

    async def one(self, query: Query, params: Params = NO_PARAMS) -> Row | None:
        rows = await self.all(query, params)
        return rows[0] if rows else None

    async def _fetch(self, text: str, arguments: tuple[Any, ...]) -> list[MySQLRow]:
        async with self._raw.cursor() as cursor:
            await cursor.execute(text, arguments)
            row = _row_class(tuple([column[0] for column in cursor.description]))
            return [row(values) for values in await cursor.fetchall()]

    def _read_error(self, error: Exception) -> Exception:
        violation = from_mysql(error) if isinstance(error, MySQLError) else None
        return violation or (StorageFull() if is_full(error) else error)


class MySQLWriter(MySQLReader, WriteTransaction):
    """Reads and writes on one connection."""

    async def run(self, command: Command, params: Params = NO_PARAMS) -> int:
        compiled = command.compiled(DIALECT)
        arguments = _arguments(compiled, params)
        touched: int = await self._await(command, self._execute, compiled.text, arguments)
        return touched

    async def many(self, command: Command, rows: Sequence[Params]) -> None:
        compiled = command.compiled(DIALECT)
        arguments = [_arguments(compiled, row) for row in rows]
        await self._await(command, self._execute_many, compiled.text, arguments)

    async def _execute(self, text: str, arguments: tuple[Any, ...]) -> int:
        async with self._raw.cursor() as cursor:
            await cursor.execute(text, arguments)
            return int(cursor.rowcount)

    async def _execute_many(self, text: str, arguments: list[tuple[Any, ...]]) -> None:
        async with self._raw.cursor() as cursor:
            await cursor.executemany(text, arguments)


def _arguments(compiled: Compiled, params: Params) -> tuple[Any, ...]:
    arguments = compiled.arguments(params)
    for place in compiled.integers:
        # The server would round '12.50' and say nothing.
        if isinstance(arguments[place], str):
            raise TypeError(f"{compiled.name} was given text for the integer {compiled.order[place]!r}")
    return arguments


class MySQLEngine(PooledEngine):
    """Runs units on a pool of asyncmy's connections."""

    def __init__(self, url: str, *, pool_size: int, wait_s: float) -> None:
        # Who waits for a lock is run again; all its waits together are what a caller waits for us.
        lock_wait_s = max(1, math.ceil(wait_s / ATTEMPTS))
        self._kept = MySQLDatabase(url, min_size=1, max_size=pool_size, **connection_options(lock_wait_s))
        super().__init__(self._kept, wait_s=wait_s)

    async def connect(self) -> None:
        """Opens the pool; RuntimeError where the server is too old."""
        await super().connect()
        connection = await self._take()
        try:
            require_known_version(connection.get_server_info())
        except RuntimeError:
            self._cut(connection)
            await self._give_back(connection)
            await self.disconnect()
            raise
        await self._give_back(connection)

    async def _take(self) -> Any:
        try:
            async with asyncio.timeout(self._wait_s):
                return await self._kept.backend.pool.acquire()
        except (TimeoutError, OSError, MySQLError) as error:
            log.warning("no connection to the database: %s", str(error) or type(error).__name__)
            raise Busy from error

    async def _give_back(self, connection: Any) -> None:
        await self._kept.backend.pool.release(connection)

    def _reader(self, connection: Any, begin: Callable[[], Awaitable[None]] | None) -> PooledReader:
        return MySQLReader(connection, begin)

    def _writer(self, connection: Any) -> PooledReader:
        return MySQLWriter(connection)

    async def _begin(self, connection: Any, *, writes: bool) -> None:
        async with connection.cursor() as cursor:
            await cursor.execute(BEGIN_WRITE if writes else BEGIN_READ)
            while await cursor.nextset():
                """The answers of both statements are read before anything else is asked."""

    async def _send_commit(self, connection: Any) -> None:
        await connection.commit()

    async def _send_rollback(self, connection: Any) -> None:
        await connection.rollback()

    def _runs_again(self, error: Exception) -> bool:
        return _code(error) in RUN_AGAIN

    def _is_lost(self, connection: Any, error: Exception) -> bool:
        code = _code(error)
        lost = isinstance(error, BROKEN) or code in LOST or 2000 <= code < 3000
        return lost or self._is_closed(connection)

    def _is_answer(self, error: Exception) -> bool:
        code = _code(error)
        return code >= 1000 and not 2000 <= code < 3000

    def _is_closed(self, connection: Any) -> bool:
        return not connection.connected or bool(connection._stream_broken)

    def _cut(self, connection: Any) -> None:
        connection.close()


def _code(error: Exception) -> int:
    """The number of the server's or the driver's error; 0 for any other."""
    code = error.args[0] if isinstance(error, MySQLError) and error.args else 0
    return code if isinstance(code, int) else 0
