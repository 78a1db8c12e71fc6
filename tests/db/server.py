"""What the tests ask of a server beside the layer: who is connected, and that it cut them off."""

from __future__ import annotations

from typing import Any

import asyncpg
from sqlalchemy import func, select, text

from api.db.database import Database, kind_of
from api.db.statements import Command, Query, command, query
from tests.db.tables import run_on_mariadb

_OTHERS = {
    "postgresql": "FROM pg_stat_activity WHERE datname = current_database()"
    " AND pid <> pg_backend_pid() AND backend_type = 'client backend'",
    "mariadb": "FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()",
}
_SERIALIZATION_FAILURE = {
    "postgresql": "DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$",
    "mariadb": "SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213, MESSAGE_TEXT = 'again'",
}
SERIALIZATION_FAILURE = {
    kind: command(f"test.serialization_failure_on_{kind}", text(words.replace(":", "\\:")))
    for kind, words in _SERIALIZATION_FAILURE.items()
}
WAIT = {
    "postgresql": query("test.wait_on_postgresql", select(func.pg_sleep(0.05))),
    "mariadb": query("test.wait_on_mariadb", select(func.sleep(text("0.05")))),
}


def serialization_failure(database: Database) -> Command:
    """A command that fails as if another transaction had come between."""
    return SERIALIZATION_FAILURE[kind_of(database.url)]


def waiting(database: Database) -> Query:
    """A query that takes a twentieth of a second."""
    return WAIT[kind_of(database.url)]


async def connected(url: str) -> int:
    """How many others are connected to the database."""
    rows = await _asked(url, f"SELECT count(*) {_OTHERS[kind_of(url)]}")
    return int(rows[0][0])


async def kill_all(url: str) -> int:
    """Ends every other connection to the database; how many there were."""
    if kind_of(url) == "postgresql":
        (row,) = await _asked(url, f"SELECT count(pg_terminate_backend(pid)) {_OTHERS['postgresql']}")
        return int(row[0])
    others = await _asked(url, f"SELECT id {_OTHERS['mariadb']}")
    await run_on_mariadb(url, [f"KILL {number}" for (number,) in others])
    return len(others)


async def _asked(url: str, question: str) -> list[Any]:
    if kind_of(url) == "mariadb":
        return list(await run_on_mariadb(url, [question]))
    connection = await asyncpg.connect(url)
    try:
        return list(await connection.fetch(question))
    finally:
        await connection.close()


def number_of(raw: Any) -> int:
    """The server's number of a driver's connection."""
    number: int = raw.get_server_pid() if hasattr(raw, "get_server_pid") else raw.thread_id()
    return number


def cut(raw: Any) -> None:
    """Ends a driver's connection from this side, at once."""
    if hasattr(raw, "terminate"):
        raw.terminate()
    else:
        raw.close()
