"""Migrating: from nothing, twice, at the same time twice, and never backwards by accident."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

from api.db import migrating
from api.db.database import kind_of
from api.db.migrating import SCRIPTS, migrate, schema_state
from api.tables import metadata

ADA, HOME, FOOD, COFFEE = (f"018f0000-0000-7000-8000-00000000000{n}" for n in range(1, 5))
FIRST_ROWS: dict[str, dict[str, object]] = {
    "users": {
        "id": ADA, "username": "Ada", "username_key": "ada", "email": None, "email_key": None,
        "password_hash": "hash", "display_name": "Ada", "locale": "de-AT", "own_wallet_id": HOME,
        "created_at": 1_790_000_000_000, "disabled_at": None,
    },
    "wallets": {
        "id": HOME, "name": "Personal", "currency": "EUR", "time_zone": "UTC", "revision": 3,
        "total_minor": 350, "expense_count": 1, "created_at": 1_790_000_000_000,
    },
    "categories": {
        "wallet_id": HOME, "id": FOOD, "name": "Food", "key": "food", "search_text": "food",
        "colour": "green", "icon": "basket", "position": 0, "created_at": 1_790_000_000_000,
        "updated_at": 1_790_000_000_000, "archived_at": None, "revision": 1,
    },
    "budgets": {
        "wallet_id": HOME, "category_id": FOOD, "starts_on": 202610, "amount_minor": 25_000,
        "updated_at": 1_790_000_000_000, "revision": 2,
    },
    "expenses": {
        "wallet_id": HOME, "id": COFFEE, "date": "2026-10-01", "month": 202610, "category_id": FOOD,
        "amount_minor": 350, "description": "Coffee", "search_text": "coffee", "created_by": ADA,
        "created_at": 1_790_000_000_000, "updated_at": 1_790_000_000_000, "deleted_at": 0,
        "created_revision": 3, "position": 0, "revision": 3,
    },
}  # fmt: skip
"""Somebody's rows as the first release wrote them, in an order that foreign keys allow."""
ADDED: dict[str, dict[str, object]] = {
    "users": {"language": None, "date_format": None, "first_day_of_week": None},
    "wallets": {"sample_revision": None},
    "expenses": {"search_head": "coffee"},
}
"""The columns that came later, by table, with what those rows have there."""


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config)


class TestHistory:
    def test_is_one_line_with_one_head(self) -> None:
        assert len(scripts().get_heads()) == 1
        assert len(scripts().get_bases()) == 1


class TestMigrate:
    def test_makes_every_table_of_an_empty_database(self, empty_database_url: str) -> None:
        assert schema_state(empty_database_url).verdict == "behind"
        assert migrate(empty_database_url).verdict == "current"
        assert schema_state(empty_database_url).verdict == "current"

    def test_changes_nothing_the_second_time(self, database_url: str) -> None:
        before = schema_state(database_url)
        assert migrate(database_url) == before

    def test_may_run_in_several_servers_at_once(self, empty_database_url: str) -> None:
        with ThreadPoolExecutor(3) as servers:
            states = list(servers.map(migrate, [empty_database_url] * 3))
        assert {state.verdict for state in states} == {"current"}

    def test_leaves_the_schema_that_the_tables_describe(self, database_url: str) -> None:
        def differences(connection: Connection) -> list[object]:
            context = MigrationContext.configure(
                connection, opts={"compare_type": True, "compare_server_default": True}
            )
            return list(compare_metadata(context, metadata))

        assert migrating._with_connection(database_url, differences, alone=False) == []

    def test_leaves_nothing_of_a_migration_that_fails(
        self, empty_database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        broken = tmp_path / "migrations"
        (broken / "versions").mkdir(parents=True)
        (broken / "env.py").write_text((SCRIPTS / "env.py").read_text())
        (broken / "versions" / "0001_broken.py").write_text(
            "from alembic import op\n"
            "import sqlalchemy as sa\n"
            "revision = '0001'\ndown_revision = None\n"
            "def upgrade():\n"
            "    op.create_table('half_done', sa.Column('id', sa.Integer, primary_key=True))\n"
            "    op.execute('INSERT INTO no_such_table VALUES (1)')\n"
        )
        monkeypatch.setattr(migrating, "SCRIPTS", broken)
        with pytest.raises(Exception, match="no_such_table"):
            migrate(empty_database_url)

        def tables(connection: Connection) -> set[str]:
            return set(connection.dialect.get_table_names(connection))

        # MariaDB commits at each change of a table: there it stays half done, and is not called done.
        left = {"half_done", "alembic_version"} if kind_of(empty_database_url) == "mariadb" else set()
        assert migrating._with_connection(empty_database_url, tables, alone=False) == left
        assert schema_state(empty_database_url).revision is None


class TestADatabaseOfTheFirstSchema:
    def test_keeps_every_row_and_chooses_nothing_for_anybody(self, empty_database_url: str) -> None:
        migrating._with_connection(empty_database_url, _first_schema_with_rows, alone=True)
        assert schema_state(empty_database_url).verdict == "behind"
        before = migrating._with_connection(empty_database_url, _rows, alone=False)
        assert migrate(empty_database_url).verdict == "current"
        after = migrating._with_connection(empty_database_url, _rows, alone=False)
        assert {table: len(rows) for table, rows in after.items()} == dict.fromkeys(FIRST_ROWS, 1)
        for table, (row,) in before.items():
            assert after[table] == [row | ADDED.get(table, {})]

    def test_goes_back_and_forth(self, empty_database_url: str) -> None:
        migrating._with_connection(empty_database_url, _first_schema_with_rows, alone=True)
        before = migrating._with_connection(empty_database_url, _rows, alone=False)
        migrate(empty_database_url)

        def downgrade(connection: Connection) -> None:
            command.downgrade(migrating._config(connection), "0001")

        migrating._with_connection(empty_database_url, downgrade, alone=True)
        assert migrating._with_connection(empty_database_url, _rows, alone=False) == before
        assert migrate(empty_database_url).verdict == "current"


def _first_schema_with_rows(connection: Connection) -> None:
    """A database as the first release left it, with somebody's wallet in it."""
    command.upgrade(migrating._config(connection), "0001")
    for table, row in FIRST_ROWS.items():
        # As literals, for the drivers want different Python types for a day.
        values = ", ".join("NULL" if value is None else repr(value) for value in row.values())
        names = ", ".join(map(connection.dialect.identifier_preparer.quote, row))
        connection.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({values})")


def _rows(connection: Connection) -> dict[str, list[dict[str, object]]]:
    """The rows of every table that has any at first, as they are now."""
    return {
        table: [dict(row) for row in connection.execute(text(f"SELECT * FROM {table}")).mappings()]
        for table in FIRST_ROWS
    }


class TestADatabaseOfANewerOutlay:
    def test_is_recognised_and_left_alone(self, tmp_path: Path) -> None:
        file = tmp_path / "newer.db"
        url = f"sqlite:///{file}"
        migrate(url)
        with sqlite3.connect(file) as connection:
            connection.execute("UPDATE alembic_version SET version_num = 'from_the_future'")
        connection.close()
        assert schema_state(url).verdict == "ahead"
        state = migrate(url)
        assert (state.verdict, state.revision) == ("ahead", "from_the_future")


class TestSchemaState:
    def test_does_not_make_a_file_that_is_missing(self, tmp_path: Path) -> None:
        file = tmp_path / "missing.db"
        assert schema_state(f"sqlite:///{file}").verdict == "behind"
        assert not file.exists()

    def test_makes_strict_tables_on_sqlite(self, tmp_path: Path) -> None:
        file = tmp_path / "outlay.db"
        migrate(f"sqlite:///{file}")
        engine = create_engine(f"sqlite:///{file}")
        with engine.connect() as connection:
            lax = connection.exec_driver_sql(
                "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 "
                "AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
            ).fetchall()
        engine.dispose()
        assert lax == []
