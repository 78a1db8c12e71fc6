"""Databases without any table, to restore and to move into."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.infrastructure.databases import sqlite_url
from tests.infrastructure.engines_plugin import ENGINES, server_database


@pytest.fixture(params=ENGINES)
def empty_target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any table on each engine, whatever the test's own is on."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "empty-target.db")
        return
    with server_database(request, request.param, empty=True) as url:
        yield url
