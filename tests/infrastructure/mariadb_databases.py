"""MariaDB for the tests: databases that the migrations made, emptied after each test and used again.

MariaDB copies no database, and making a dozen tables takes longer than most tests.
"""

from __future__ import annotations

import itertools
import os
from contextlib import ExitStack, suppress
from typing import Any

import asyncmy
from anyio.from_thread import BlockingPortal, start_blocking_portal
from asyncmy.errors import OperationalError
from sqlalchemy.engine import make_url

from api.db.migrating import migrate
from api.tables import metadata
from tests.infrastructure.databases import Place
from tests.infrastructure.servers import Server, find_mariadb

TABLES = tuple(table.name for table in metadata.sorted_tables)


class MariadbHost:
    """Finds or starts the server and migrates the template; `close` undoes both."""

    def __init__(self) -> None:
        self.server: Server = find_mariadb()
        template = f"outlay_template_{os.getpid()}"
        self.place = Place(self.server.url, template, self.server.origin)
        with MariadbCopies(self.place) as copies:
            copies.run(f"CREATE DATABASE {template}")
        migrate(self.place.database_url(template))

    def close(self) -> None:
        """Remove the template, stop the server if it was started here."""
        with MariadbCopies(self.place) as copies:
            copies.run(f"DROP DATABASE IF EXISTS {self.place.template}")
        self.server.stop()


class MariadbCopies:
    """Databases like the template, made over one connection that is kept in a thread of its own."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._numbers = itertools.count(1)
        self._exits = ExitStack()
        self._clean: list[str] = []
        self._seeded: list[str] | None = None

    def __enter__(self) -> MariadbCopies:
        self._portal: BlockingPortal = self._exits.enter_context(start_blocking_portal())
        self._connection: Any = self._portal.call(mariadb_connection, self.place.url)
        self._exits.callback(self._portal.call, self._connection.ensure_closed)
        return self

    def __exit__(self, *_: object) -> None:
        while self._clean:
            self.run(f"DROP DATABASE {self._clean.pop()}")
        self._exits.close()

    def run(self, *statements: str) -> list[tuple[Any, ...]]:
        """Run administrative statements; the rows of the last."""
        rows: list[tuple[Any, ...]] = self._portal.call(_run, self._connection, statements)
        return rows

    def create(self, *, empty: bool = False) -> str:
        """The name of a fresh database: one like the template, or one without any table."""
        if self._clean and not empty:
            return self._clean.pop()
        name = f"outlay_test_{os.getpid()}_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name}")
        if not empty:
            template = self.place.template
            made = [self.run(f"SHOW CREATE TABLE {template}.{table}")[0][1] for table in TABLES]
            version = f"CREATE TABLE alembic_version LIKE {template}.alembic_version"
            self.run(f"USE {name}", *made, version, *self._seeds(), f"USE {template}")
        return name

    def drop(self, name: str) -> None:
        """Take a database back, whoever is still connected: emptied, where its tables are as they were."""
        others = f"SELECT id FROM information_schema.processlist WHERE db = '{name}'"
        for (process,) in self.run(f"{others} AND id <> CONNECTION_ID()"):
            with suppress(OperationalError):  # it may have gone by itself since
                self.run(f"KILL {process}")
        shape, template = self._shape(name), self._shape(self.place.template)
        if any(shape.get(table) != columns for table, columns in template.items()):
            self.run(f"DROP DATABASE {name}")
            return
        self.run(
            f"USE {name}",
            "SET foreign_key_checks = 0",
            *(f"DROP TABLE {table}" for table in shape.keys() - template.keys()),
            *(f"DELETE FROM {table}" for table in template),
            *self._seeds(),
            "SET foreign_key_checks = 1",
            # Who counts the connections of the next test must not find this one.
            f"USE {self.place.template}",
        )
        self._clean.append(name)

    def _seeds(self) -> list[str]:
        """What puts the rows back that the migrations wrote."""
        template = self.place.template
        if self._seeded is None:
            tables = [*TABLES, "alembic_version"]
            self._seeded = [name for name in tables if self.run(f"SELECT 1 FROM {template}.{name} LIMIT 1")]
        return [f"INSERT INTO {name} SELECT * FROM {template}.{name}" for name in self._seeded]

    def _shape(self, name: str) -> dict[str, list[tuple[Any, ...]]]:
        """The columns of each table."""
        shape: dict[str, list[tuple[Any, ...]]] = {}
        for table, *column in self.run(
            "SELECT table_name, column_name, column_type FROM information_schema.columns"
            f" WHERE table_schema = '{name}' ORDER BY table_name, ordinal_position"
        ):
            shape.setdefault(table, []).append(tuple(column))
        return shape


async def mariadb_connection(url: str) -> Any:
    """A connection that is none of the layer's, in the database that the address names."""
    parts = make_url(url)
    return await asyncmy.connect(
        host=parts.host, port=parts.port or 3306, user=parts.username, password=parts.password or "",
        database=parts.database, autocommit=True,
    )  # fmt: skip


async def _run(connection: Any, statements: tuple[str, ...]) -> list[tuple[Any, ...]]:
    async with connection.cursor() as cursor:
        for statement in statements:
            await cursor.execute(statement)
        return list(await cursor.fetchall() or ())
