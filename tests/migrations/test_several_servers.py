"""Servers that start together on one database: one migrates, the others wait, and all of them serve."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest
from alembic import command
from fastapi import FastAPI
from sqlalchemy import Connection, text

from api.db import migrating, schema
from api.db.migrating import migrate, schema_state
from tests.infrastructure.ports import free_port

SERVERS = 4


@contextmanager
def starting(database_url: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """`outlay serve --migrate` in a process of its own."""
    environment = {
        **os.environ,
        "OUTLAY_DATABASE_URL": database_url,
        "OUTLAY_DATA_DIR": str(folder),
        "OUTLAY_PORT": str(free_port()),
        "OUTLAY_LOG_LEVEL": "warning",
    }
    program = [sys.executable, "-m", "api.cli", "serve", "--migrate"]
    with subprocess.Popen(
        program, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(30)


def announced(process: subprocess.Popen[str]) -> str:
    """The address that the server says it answers at."""
    assert process.stdout is not None
    assert process.stderr is not None
    line = process.stdout.readline()
    assert "Outlay is running" in line, process.stderr.read()
    return line.partition("Open ")[2].partition("/app/")[0]


class TestServersThatStartTogether:
    def test_all_serve_what_one_of_them_migrated(self, empty_database_url: str, tmp_path: Path) -> None:
        with ExitStack() as exits:
            processes = [
                exits.enter_context(starting(empty_database_url, tmp_path / f"server-{number}"))
                for number in range(SERVERS)
            ]
            addresses = [announced(process) for process in processes]
            assert [httpx.get(f"{url}/health/ready").status_code for url in addresses] == [200] * SERVERS
        assert schema_state(empty_database_url).verdict == "current"

    def test_wait_while_another_migrates(self, empty_database_url: str, tmp_path: Path) -> None:
        migrates, may_end = threading.Event(), threading.Event()

        def slowly(connection: Connection) -> None:
            command.upgrade(migrating._config(connection), "0001")
            migrates.set()
            assert may_end.wait(60)

        other = threading.Thread(
            target=lambda: migrating._with_connection(empty_database_url, slowly, alone=True)
        )
        other.start()
        try:
            assert migrates.wait(30)
            with starting(empty_database_url, tmp_path / "server") as process:
                with pytest.raises(subprocess.TimeoutExpired):
                    process.wait(3)
                may_end.set()
                assert httpx.get(f"{announced(process)}/health/ready").status_code == 200
        finally:
            may_end.set()
            other.join()
        assert schema_state(empty_database_url).verdict == "current"


class TestASchemaThatIsNewer:
    def test_is_known_by_its_number_without_the_migrations(self, database_url: str) -> None:
        assert schema_state(database_url).newest == schema.NEWEST

    def test_is_refused_in_one_sentence_and_left_alone(self, database_url: str, tmp_path: Path) -> None:
        _come_from_the_future(database_url)
        with starting(database_url, tmp_path) as process:
            _, errors = process.communicate(timeout=60)
        assert process.returncode == 1
        (sentence,) = errors.splitlines()
        assert "from_the_future" in sentence
        assert "newer version" in sentence
        assert migrate(database_url).revision == "from_the_future"

    @pytest.mark.anyio
    async def test_takes_a_running_server_out_of_service(
        self, client: httpx.AsyncClient, app: FastAPI, database_url: str
    ) -> None:
        assert (await client.get("/health/ready")).status_code == 200
        # A thread of its own: what migrates brings its own event loop.
        changing = threading.Thread(target=_come_from_the_future, args=[database_url])
        changing.start()
        changing.join()
        answer = await client.get("/health/ready")
        assert (answer.status_code, answer.json()["code"]) == (503, "schema_unknown")
        assert (await client.get("/health/live")).status_code == 200


def _come_from_the_future(database_url: str) -> None:
    def change(connection: Connection) -> None:
        connection.execute(text("UPDATE alembic_version SET version_num = 'from_the_future'"))

    migrating._with_connection(database_url, change, alone=True)
