"""What Alembic runs: the migrations of `versions/` on the connection that `api.db.migrating` hands over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic import context

from api.tables import metadata

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


def run_migrations(connection: Connection) -> None:
    """Run what is missing in one transaction: a migration that fails leaves the schema as it was.

    MariaDB and MySQL commit at each change of a table, so there a migration that fails stays half done.
    """
    context.configure(
        connection=connection,
        target_metadata=metadata,
        transactional_ddl=connection.dialect.name not in {"mariadb", "mysql"},
        render_as_batch=connection.dialect.name == "sqlite",
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run_migrations(context.config.attributes["connection"])
