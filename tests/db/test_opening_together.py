"""Servers that open one new SQLite file at the same moment: each of them can."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from pathlib import Path

import pytest

from api.db.database import Database
from api.db.transactions import ReadTransaction
from tests.db.units import raw_of

pytestmark = pytest.mark.anyio


async def mode(tx: ReadTransaction) -> str:
    found: str = raw_of(tx).execute("PRAGMA journal_mode").fetchone()[0]
    return found


async def test_a_file_that_somebody_holds_while_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    holder = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    holder.execute("CREATE TABLE things (id INTEGER)")
    holder.execute("BEGIN IMMEDIATE")
    let_go = threading.Timer(0.3, lambda: holder.execute("COMMIT"))
    database = Database(f"sqlite:///{path}", pool_size=2)
    let_go.start()
    try:
        await asyncio.wait_for(database.connect(), 30)
        assert await database.read(mode) == "wal"
    finally:
        let_go.join()
        await database.disconnect()
        holder.close()
