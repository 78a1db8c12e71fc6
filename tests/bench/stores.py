"""Where the servers that are compared keep their rows: two new SQLite files, or two new databases."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg


@dataclass(frozen=True)
class Stores:
    """The database URLs of the two, and what they run on."""

    engine: str
    outlay: str
    plain: str


def in_folder(folder: Path) -> Stores:
    """Two SQLite files."""
    return Stores("SQLite", f"sqlite:///{folder / 'outlay.db'}", f"sqlite:///{folder / 'plain.db'}")


@contextmanager
def on_postgresql(url: str) -> Iterator[Stores]:
    """Two new databases of a PostgreSQL server, dropped at the end; `url` names one to connect to."""
    mark = secrets.token_hex(4)
    names = (f"bench_{mark}_outlay", f"bench_{mark}_plain")
    try:
        for name in names:
            asyncio.run(_administer(url, f"CREATE DATABASE {name}"))
        outlay, plain = (urlsplit(url)._replace(path=f"/{name}").geturl() for name in names)
        yield Stores("PostgreSQL", outlay, plain)
    finally:
        for name in names:
            asyncio.run(_administer(url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))


async def settled(stores: Stores) -> None:
    """Returns when what was filled in a hurry is as if it had grown: on the disk, counted by PostgreSQL."""
    if stores.engine == "PostgreSQL":
        await _administer(stores.outlay, "VACUUM ANALYZE")
        await _administer(stores.outlay, "CHECKPOINT")
    os.sync()


def read_through(stores: Stores) -> None:
    """Reads SQLite's file once, so that the system's cache holds it.

    A machine whose memory is lent to it may take that cache away within a minute, and what is then measured
    is its disk.
    """
    if stores.engine == "SQLite":
        with Path(urlsplit(stores.outlay).path).open("rb", buffering=0) as file:
            while file.read(1 << 22):
                pass


async def _administer(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
