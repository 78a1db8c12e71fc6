"""A server killed in the middle loses nothing it acknowledged, and a retry doubles nothing."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest


def _row(number: int) -> dict[str, str]:
    # Every tenth row is a real twin of the one before: the same content under another key.
    content = number - 1 if number % 10 == 9 else number
    return {
        "date": f"2026-{1 + content % 11:02d}-{1 + content % 28:02d}",
        "category": f"Category {content % 7}",
        "amount": f"{1 + content}.25",
        "description": f"Row {content}",
    }


ROWS = [_row(number) for number in range(240)]


class Server:
    """`outlay serve` in a process of its own."""

    def __init__(self, database_url: str, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.log = folder / "server.log"
        self.environment = {
            **os.environ,
            "OUTLAY_DATABASE_URL": database_url,
            "OUTLAY_DATA_DIR": str(folder),
            "OUTLAY_PORT": str(port),
            "OUTLAY_LOG_LEVEL": "warning",
        }

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[bytes]]:
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [Path(sys.executable).with_name("outlay"), "serve"],
                env=self.environment,
                stdout=log,
                stderr=log,
            )
            try:
                self._wait_until_ready(process)
                yield process
            finally:
                process.terminate()
                process.wait(30)

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None:
            try:
                if httpx.get(f"{self.url}/health/ready").is_success:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError(self.log.read_text())


async def _post_all(url: str, token: str, victim: subprocess.Popen[bytes] | None) -> dict[int, str]:
    """Posts every row under its own key; kills the victim after a third. What was acknowledged, by row."""
    acknowledged: dict[int, str] = {}
    turns = asyncio.Semaphore(8)
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=url, headers=headers, timeout=30) as client:

        async def post(number: int, row: dict[str, str]) -> None:
            async with turns:
                try:
                    answer = await client.post(
                        "/expenses", json=row, headers={"Idempotency-Key": f"row-{number}"}
                    )
                except httpx.TransportError:
                    return
                assert answer.status_code in {200, 201}, answer.text
                acknowledged[number] = answer.json()["id"]
                if victim is not None and len(acknowledged) == len(ROWS) // 3:
                    victim.send_signal(signal.SIGKILL)

        await asyncio.gather(*(post(number, row) for number, row in enumerate(ROWS)))
    return acknowledged


def _all_rows(url: str, token: str) -> tuple[list[dict[str, Any]], httpx.Headers]:
    answer = httpx.get(f"{url}/expenses?limit=1000", headers={"Authorization": f"Bearer {token}"}, timeout=30)
    rows: list[dict[str, Any]] = answer.json()
    return rows, answer.headers


@pytest.fixture
def server(database_url: str, tmp_path: Path) -> Server:
    return Server(database_url, tmp_path)


def test_nothing_acknowledged_is_missing_and_nothing_is_doubled(server: Server) -> None:
    """SIGKILL under load, a new start, and everything sent again."""
    with server.running() as first:
        registered = httpx.post(
            f"{server.url}/register", json={"username": "ada", "password": "correct horse"}, timeout=30
        )
        token = registered.json()["access_token"]
        acknowledged = asyncio.run(_post_all(server.url, token, first))
        assert first.wait(30) == -signal.SIGKILL
    assert len(ROWS) // 3 <= len(acknowledged) < len(ROWS)

    with server.running():
        stored, _ = _all_rows(server.url, token)
        assert set(acknowledged.values()) <= {row["id"] for row in stored}
        again = asyncio.run(_post_all(server.url, token, None))
        assert len(again) == len(ROWS)
        assert {number: again[number] for number in acknowledged} == acknowledged
        everything, headers = _all_rows(server.url, token)

    assert sorted(row["id"] for row in everything) == sorted(again.values())
    assert headers["X-Total-Count"] == str(len(ROWS))
    hundredths = sum(int(row["amount"].replace(".", "")) for row in ROWS)
    assert headers["X-Total-Amount"] == f"{hundredths // 100}.{hundredths % 100:02d}"
    checked = subprocess.run(
        [Path(sys.executable).with_name("outlay"), "doctor"],
        env=server.environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout + checked.stderr
