"""How migrations run on SQLite: in one transaction, DDL included, under the lock of the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool

# Long enough for the largest migration of another server, which those that start meanwhile wait for.
BUSY_TIMEOUT_MS = 600_000

Answer = TypeVar("Answer")


def in_one_transaction(url: URL, work: Callable[[Connection], Answer], *, alone: bool) -> Answer:
    """Runs `work` on a connection of its own; `alone` waits for the file and then keeps all others out."""
    file = url.set(query={})
    if not alone and not Path(file.database or "").exists():
        # Opening a missing file would make it; an empty database in memory answers the same.
        file = file.set(database=":memory:")
    engine = create_engine(file, poolclass=NullPool)
    # The driver begins transactions too late, and never before DDL: it is told to leave them to us.
    event.listen(engine, "connect", _leave_transactions_to_us)
    event.listen(engine, "begin", _begin_immediate if alone else _begin)
    try:
        with engine.begin() as connection:
            return work(connection)
    finally:
        engine.dispose()


def _leave_transactions_to_us(driver_connection: Any, _record: object) -> None:
    driver_connection.isolation_level = None
    driver_connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
