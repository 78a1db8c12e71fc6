"""MariaDB's connections: the pool of `databases`, with values as text and integers.

What is said here MySQL 8 also understands; only MariaDB is tested.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

import asyncmy
import databases
from asyncmy.constants import CLIENT, FIELD_TYPE
from asyncmy.converters import conversions
from asyncmy.cursors import Cursor
from databases.backends.asyncmy import AsyncMyBackend

OLDEST_MARIADB = (10, 6)
OLDEST_MYSQL = (8, 0, 17)
"""The first with a collation that is binary and keeps trailing spaces (utf8mb4_0900_bin)."""

SESSION = (
    # Literals compare as columns do: by code point, with every space. Each server has its own name for it
    # and passes over the comment that is meant for the other.
    "SET NAMES utf8mb4 /*M! COLLATE utf8mb4_nopad_bin */ /*!80017 COLLATE utf8mb4_0900_bin */;"
    # What does not fit is refused, and a backslash escapes as the driver believes.
    "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO',"
    " default_storage_engine = InnoDB, innodb_lock_wait_timeout = {lock_wait_s};"
    "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ"
)

# Days stay text; sums, which the server makes decimals, become integers.
CONVERSIONS: dict[Any, Any] = {
    **conversions,
    FIELD_TYPE.DATE: str,
    FIELD_TYPE.DECIMAL: int,
    FIELD_TYPE.NEWDECIMAL: int,
}


class QuietCursor(Cursor):
    """Fetches no warnings: in strict mode what matters is an error."""

    async def _show_warnings(self, conn: Any) -> None:
        """Saves a round trip, and the log a line for each."""


class MySQLBackend(AsyncMyBackend):
    """The backend of `databases`, whose connections speak text for ids and days."""

    @property
    def pool(self) -> asyncmy.Pool:
        """The open pool; RuntimeError before `connect`."""
        pool: asyncmy.Pool | None = self._pool
        if pool is None:
            raise RuntimeError("the database is not connected")
        return pool


class MySQLDatabase(databases.Database):
    """`databases` with our backend for both names of the protocol."""

    SUPPORTED_BACKENDS: ClassVar[dict[str, str]] = {  # type: ignore[misc]  # a class variable in all but name
        **databases.Database.SUPPORTED_BACKENDS,
        "mysql": f"{__name__}:{MySQLBackend.__name__}",
        "mariadb": f"{__name__}:{MySQLBackend.__name__}",
    }

    @property
    def backend(self) -> MySQLBackend:
        """The backend behind this database."""
        assert isinstance(self._backend, MySQLBackend)
        return self._backend


def connection_options(lock_wait_s: int) -> dict[str, Any]:
    """What each connection is opened with; it waits `lock_wait_s` seconds for a row's lock."""
    return {
        "client_flag": CLIENT.FOUND_ROWS,  # rows matched are what a command touched, as on other engines
        "conv": CONVERSIONS,
        "cursor_cls": QuietCursor,
        "init_command": SESSION.format(lock_wait_s=lock_wait_s),
    }


def require_known_version(told: str) -> None:
    """RuntimeError where the server is older than what Outlay's SQL needs; `told` is its own word."""
    is_mariadb = "mariadb" in told.lower()
    # MariaDB may put the version before its own that old clients of replication expect.
    number = re.search(r"(\d+)\.(\d+)\.(\d+)", told.removeprefix("5.5.5-"))
    version = tuple(map(int, number.groups())) if number else (0,)
    oldest = OLDEST_MARIADB if is_mariadb else OLDEST_MYSQL
    if version < oldest:
        name = "MariaDB" if is_mariadb else "MySQL"
        raise RuntimeError(f"{name} {told} is too old: {'.'.join(map(str, oldest))} is needed")
