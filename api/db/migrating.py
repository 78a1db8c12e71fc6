"""Brings a database to the newest schema, and says how far it is.

Everything here blocks, and starts an event loop of its own for servers: call it from none. Alembic and
what it brings along are loaded only where there is something to migrate, which most starts find not to be.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from sqlalchemy import Connection, column, inspect, select, table
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from api.db.database import UnknownDatabase, kind_of
from api.db.schema import NEWEST, STORED_REVISION

if TYPE_CHECKING:
    from alembic.config import Config

SCRIPTS = Path(__file__).resolve().parents[2] / "migrations"

Answer = TypeVar("Answer")


class NotEmpty(Exception):
    """What may only be done to an empty database was asked of one with users."""


@dataclass(frozen=True)
class SchemaState:
    """How far a database is: `revision` is None when it was never migrated."""

    revision: str | None
    newest: str
    verdict: Literal["current", "behind", "ahead"]


def migrate(database_url: str) -> SchemaState:
    """Run every missing migration in one transaction, where the engine knows that; the state afterwards.

    A database ahead of this program is left alone: its verdict says so.
    """

    def upgrade(connection: Connection) -> SchemaState:
        state = _state(connection)
        if state.verdict != "behind":
            return state
        from alembic import command

        command.upgrade(_config(connection), "head")
        return _state(connection)

    return _with_connection(database_url, upgrade, alone=True)


def bring_to(database_url: str, revision: str) -> None:
    """Bring a database without users to one of `revisions`, upwards or downwards.

    NotEmpty where it has users and would have to go back: rows of newer tables would be lost.
    """

    def change(connection: Connection) -> None:
        from alembic import command

        history = revisions()
        present = _stored_revision(connection)
        if present is None or history.index(present) <= history.index(revision):
            command.upgrade(_config(connection), revision)
            return
        if connection.execute(select(column("id")).select_from(table("users")).limit(1)).first() is not None:
            raise NotEmpty("A database that holds rows is not brought to an older schema.")
        command.downgrade(_config(connection), revision)

    _with_connection(database_url, change, alone=True)


def revisions() -> list[str]:
    """Every schema that this program knows, the oldest first."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(_config())
    return [script.revision for script in scripts.walk_revisions()][::-1]


def schema_state(database_url: str) -> SchemaState:
    """Compare a database with the newest migration of this program; nothing is changed."""
    return _with_connection(database_url, _state, alone=False)


def _state(connection: Connection) -> SchemaState:
    revision = _stored_revision(connection)
    if revision == NEWEST:
        return SchemaState(revision, NEWEST, "current")
    verdict: Literal["behind", "ahead"] = "behind" if revision is None or revision in revisions() else "ahead"
    return SchemaState(revision, NEWEST, verdict)


def _stored_revision(connection: Connection) -> str | None:
    """What Alembic wrote down; None where it never ran."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    stored: str | None = connection.scalar(STORED_REVISION.clause)
    return stored


def _config(connection: Connection | None = None) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _with_connection(database_url: str, work: Callable[[Connection], Answer], *, alone: bool) -> Answer:
    """Run `work` on one connection; `alone` keeps every other migration out meanwhile."""
    try:
        url = make_url(database_url)
    except ArgumentError:
        raise UnknownDatabase("OUTLAY_DATABASE_URL is not an address of a database") from None
    return _run(kind_of(database_url), url, work, alone)


def _run(kind: str, url: URL, work: Callable[[Connection], Answer], alone: bool) -> Answer:
    """As each kind of database runs migrations, and keeps those of other servers waiting meanwhile."""
    if kind == "sqlite":
        from api.db.engines.sqlite_migrations import in_one_transaction as run
    elif kind == "postgresql":
        from api.db.engines.postgresql_migrations import in_one_transaction as run
    else:
        from api.db.engines.mysql_migrations import under_one_lock as run
    return run(url, work, alone=alone)
