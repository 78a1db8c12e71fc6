"""The one door to the database: `read` and `write` run a unit of work (see `units`)."""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine, Hashable, Sequence
from typing import Any, Literal, TypeVar, TypeVarTuple
from urllib.parse import urlsplit

from api.db.engines import Engine
from api.db.joining import Joining, Joint
from api.db.transactions import ReadTransaction, WriteTransaction
from api.db.units import Unit
from api.db.verification import verify
from api.db.watching import DatabaseUse, WatchedEngine, spend
from api.errors import OutlayError

Args = TypeVarTuple("Args")
Answer = TypeVar("Answer")
Request = TypeVar("Request")


class UnknownDatabase(ValueError):
    """A database URL of a kind that Outlay does not speak."""


class Database:
    """Runs units of work on the engine that the URL names.

    `pool_size` connections are kept; a unit that cannot start within `wait_s` seconds is refused with
    `Busy`. `synchronous` is SQLite's durability; without `brief_reads` each of its reads takes a thread.
    """

    def __init__(
        self,
        url: str,
        *,
        pool_size: int = 4,
        wait_s: float = 10.0,
        synchronous: Literal["FULL", "NORMAL"] = "FULL",
        brief_reads: bool = True,
    ) -> None:
        self.url = url
        if is_sqlite(url):
            self._engine = _sqlite_engine(url, pool_size, wait_s, synchronous, brief_reads)
        else:
            self._engine = _server_engine(url, pool_size, wait_s)
        self._wait_s = wait_s
        self._use: DatabaseUse | None = None
        self._joining = self._new_joining()

    def watch(self, use: DatabaseUse, slow_s: float) -> None:
        """Counts into `use` from here on, and logs statements that take `slow_s` or longer; 0 logs none."""
        self._use = use
        self._engine = WatchedEngine(self._engine, use, slow_s)

    async def connect(self) -> None:
        """Opens the pool; raises the driver's error when the database cannot be reached."""
        await self._engine.connect()
        self._joining = self._new_joining()

    async def disconnect(self) -> None:
        """Lets running units end, then closes every connection."""
        try:
            await self._joining.finish()
        finally:
            await self._engine.disconnect()

    async def read(
        self,
        function: Callable[[ReadTransaction, *Args], Coroutine[Any, Any, Answer]],
        *args: *Args,
    ) -> Answer:
        """Runs a unit that only reads, on one consistent view of the database."""
        verify(function)
        answer: Answer = await self._engine.read(Unit(function, args))
        return answer

    async def write(
        self,
        function: Callable[[WriteTransaction, *Args], Coroutine[Any, Any, Answer]],
        *args: *Args,
    ) -> Answer:
        """Runs a unit that may write and answers after its COMMIT.

        The unit may run more than once: ids and the time are arguments, and what reaches outside the
        database is returned and done afterwards.
        """
        verify(function)
        answer: Answer = await self._engine.write(Unit(function, args), alone=False)
        return answer

    async def write_jointly(
        self,
        function: Callable[
            [WriteTransaction, Joint[Request]], Coroutine[Any, Any, Sequence[Answer | OutlayError]]
        ],
        group: Hashable,
        request: Request,
    ) -> Answer:
        """Like `write`, for a unit that answers several requests, each with its answer or its refusal.

        Requests of one `group` that wait for each other are handed to one unit, in the order they came.
        """
        verify(function)
        started = time.perf_counter()
        try:
            answer: Answer = await self._joining.submit(function, group, request)
        finally:
            spend(started)
        return answer

    def _new_joining(self) -> Joining:
        def refused(number: int) -> None:
            if self._use is not None:
                self._use.busy += number

        return Joining(
            lambda unit: self._engine.write(unit, alone=False), wait_s=self._wait_s, refused=refused
        )

    async def write_alone(
        self,
        function: Callable[[WriteTransaction, *Args], Coroutine[Any, Any, Answer]],
        *args: *Args,
    ) -> Answer:
        """Like `write`, for a long unit: it shares its transaction with no other."""
        verify(function)
        answer: Answer = await self._engine.write(Unit(function, args), alone=True)
        return answer


KINDS = {
    "sqlite": "sqlite",
    "postgresql": "postgresql",
    "postgres": "postgresql",
    "mariadb": "mariadb",
    "mysql": "mariadb",
}
"""Which engine each name of a database URL asks for."""


def kind_of(url: str) -> str:
    """The engine that a URL names: `sqlite`, `postgresql` or `mariadb`; UnknownDatabase for any other."""
    scheme = urlsplit(url).scheme
    if scheme not in KINDS:
        raise UnknownDatabase(
            "OUTLAY_DATABASE_URL must begin with sqlite://, postgresql:// or mariadb://,"
            f" not {scheme or 'that'}://"
        )
    return KINDS[scheme]


def is_sqlite(url: str) -> bool:
    """Whether the URL names a SQLite file."""
    return urlsplit(url).scheme == "sqlite"


# An engine is loaded when a URL asks for it: the drivers and dialects of all of them would be a sixth of the
# memory of a server, and a tenth of the time of its start.


def _sqlite_engine(
    url: str, pool_size: int, wait_s: float, synchronous: Literal["FULL", "NORMAL"], brief_reads: bool
) -> Engine:
    from api.db.engines.sqlite import SQLiteEngine

    return SQLiteEngine(
        url, pool_size=pool_size, wait_s=wait_s, synchronous=synchronous, brief_reads=brief_reads
    )


def _server_engine(url: str, pool_size: int, wait_s: float) -> Engine:
    if kind_of(url) == "postgresql":
        from api.db.engines.postgresql import PostgreSQLEngine

        return PostgreSQLEngine(url, pool_size=pool_size, wait_s=wait_s)
    from api.db.engines.mysql import MySQLEngine

    return MySQLEngine(url, pool_size=pool_size, wait_s=wait_s)
