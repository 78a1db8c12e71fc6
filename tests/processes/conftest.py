"""Servers of one database, each a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.infrastructure.outlay_server import OutlayServer

StartServer = Callable[..., OutlayServer]


@pytest.fixture
def start_server(database_url: str, tmp_path: Path) -> Iterator[StartServer]:
    """Starts servers on this test's database; all of them end with the test. They start side by side."""
    with ExitStack() as exits:

        def start(*options: str, **settings: object) -> OutlayServer:
            server = OutlayServer(database_url, tmp_path, **settings)
            server.start(*options)
            exits.callback(server.end)
            return server

        yield start
