"""PostgreSQL for the tests: a migrated template, made once, and a copy of it for each test that asks."""

from __future__ import annotations

import itertools
import os
from contextlib import ExitStack
from typing import Any

import asyncpg
from anyio.from_thread import BlockingPortal, start_blocking_portal

from api.db.migrating import migrate
from tests.infrastructure.databases import Place
from tests.infrastructure.servers import Server, find_postgres


class PostgresHost:
    """Finds or starts the server and migrates the template; `close` undoes both."""

    def __init__(self) -> None:
        self.server: Server = find_postgres()
        template = f"outlay_template_{os.getpid()}"
        self.place = Place(self.server.url, template, self.server.origin)
        with PostgresCopies(self.place) as copies:
            copies.run(f"CREATE DATABASE {template}")
        migrate(self.place.database_url(template))

    def close(self) -> None:
        """Remove the template, stop the server if it was started here."""
        with PostgresCopies(self.place) as copies:
            copies.run(f"DROP DATABASE IF EXISTS {self.place.template} WITH (FORCE)")
        self.server.stop()


class PostgresCopies:
    """Copies of the template, made over one connection that is kept in a thread of its own.

    The tests' event loops come and go; asyncpg's connections belong to the loop that made them.
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        self._numbers = itertools.count(1)
        self._exits = ExitStack()

    def __enter__(self) -> PostgresCopies:
        self._portal: BlockingPortal = self._exits.enter_context(start_blocking_portal())
        self._connection: Any = self._portal.call(asyncpg.connect, self.place.url)
        self._exits.callback(self._portal.call, self._connection.close)
        return self

    def __exit__(self, *_: object) -> None:
        self._exits.close()

    def run(self, statement: str) -> None:
        """Run one administrative statement."""
        self._portal.call(self._connection.execute, statement)

    def create(self, *, empty: bool = False) -> str:
        """The name of a fresh database: a copy of the template, or one without any table."""
        name = f"outlay_test_{os.getpid()}_{next(self._numbers)}"
        template = "template0" if empty else self.place.template
        # Copying files is faster than logging each page, where the server knows the difference.
        modern = self._connection.get_server_version().major >= 15
        strategy = " STRATEGY FILE_COPY" if modern else ""
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}{strategy}")
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected."""
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
