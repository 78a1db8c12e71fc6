"""A server holds what it needs: drivers of other engines and Alembic would be a quarter of its memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SERVED = """
import json, sys
from api.app import create_app
from api.cli import main, serving
from api.cli.startup import bring_to_newest
from api.settings import Settings

settings = Settings()
if settings.effective_database_url.startswith("sqlite"):
    bring_to_newest(settings)
create_app(settings)
print(json.dumps(sorted(sys.modules)))
"""
DRIVERS = {"asyncpg", "asyncmy"}
ONLY_FOR_MIGRATIONS = {"alembic", "mako", "sqlalchemy.orm", "sqlalchemy.ext.asyncio"}
DIALECTS = {"sqlalchemy.dialects.postgresql", "sqlalchemy.dialects.mysql"}


def loaded(folder: Path, url: str = "") -> set[str]:
    """The modules of a server that is about to serve."""
    environment = {"OUTLAY_DATA_DIR": str(folder), "OUTLAY_DATABASE_URL": url}
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SERVED], env=environment, capture_output=True, text=True
    )
    assert told.returncode == 0, told.stderr
    return set(json.loads(told.stdout.splitlines()[-1]))


def test_on_sqlite_it_is_no_other_driver_and_nothing_for_migrations(tmp_path: Path) -> None:
    assert ONLY_FOR_MIGRATIONS & loaded(tmp_path) != set()  # the first start had tables to make
    of_second_start = loaded(tmp_path)
    assert of_second_start & (DRIVERS | DIALECTS | ONLY_FOR_MIGRATIONS) == set()
    assert "aiosqlite" in of_second_start


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("postgresql://somebody@127.0.0.1/outlay", "asyncpg"),
        ("mariadb://somebody@127.0.0.1/outlay", "asyncmy"),
    ],
)
def test_elsewhere_it_is_the_driver_of_that_engine(tmp_path: Path, url: str, driver: str) -> None:
    assert loaded(tmp_path, url) & {*DRIVERS, "aiosqlite"} == {driver}
