"""PostgreSQL's connections: the pool of `databases`, with values as text and integers."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import asyncpg
import databases
from databases.backends.postgres import PostgresBackend

DEFAULT_PORT = 5432


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


def connection_options(url: str) -> dict[str, Any]:
    """What an address may say beyond one host, as the driver wants it.

    Several hosts are named as `?host=one:5432&host=two:5432`, which SQLAlchemy reads in the migrations as
    well; `target_session_attrs=read-write` has the one of them taken that is no standby, and
    `statement_cache_size=0` keeps no prepared statements, for a pooler that shares connections.
    """
    query = parse_qs(urlsplit(url).query)
    # The longest statements, which look up many values one by one, are kept like all others.
    options: dict[str, Any] = {"max_cacheable_statement_size": 131_072}
    if "host" in query:
        places = [host.rpartition(":") for host in query["host"]]
        options["host"] = [host or port for host, _, port in places]
        options["port"] = [int(port) if host else DEFAULT_PORT for host, _, port in places]
    if "target_session_attrs" in query:
        options["target_session_attrs"] = query["target_session_attrs"][-1]
    if "statement_cache_size" in query:
        options["statement_cache_size"] = int(query["statement_cache_size"][-1])
    return options


async def speak_plainly(connection: asyncpg.Connection) -> None:
    """Python sees ids and days as text; sums, which PostgreSQL makes numeric, as integers."""
    for name, decoder in (("uuid", str), ("date", str), ("numeric", int)):
        await connection.set_type_codec(
            name, schema="pg_catalog", encoder=str, decoder=decoder, format="text"
        )


async def keep_session(connection: asyncpg.Connection) -> None:
    """No session state is ever set, so the RESET query at each release is saved.

    asyncpg itself rolls back what a transaction may have left open.
    """
