"""The three servers that are compared, each a process with one worker and a fresh SQLite database."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 30


@dataclass(frozen=True)
class Server:
    """A running server and the port that it listens on."""

    name: str
    port: int


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(name: str, port: int, arguments: list[str], environment: Mapping[str, str]) -> Iterator[Server]:
    """The server from its first connection to the end of the block. RuntimeError when it does not start."""
    process = subprocess.Popen([sys.executable, "-m", *arguments], env={**os.environ, **environment})
    try:
        _wait_for(process, port, name)
        yield Server(name, port)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(process: subprocess.Popen[bytes], port: int, name: str) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"the server {name} did not start")


@contextmanager
def outlay(folder: Path) -> Iterator[Server]:
    """Outlay as it is installed, with its own defaults."""
    port = free_port()
    environment = {
        "OUTLAY_DATA_DIR": str(folder / "outlay"),
        "OUTLAY_PORT": str(port),
        "OUTLAY_LOG_LEVEL": "warning",
    }
    with running("Outlay", port, ["api.cli", "serve", "--migrate"], environment) as server:
        yield server


@contextmanager
def plain_way(folder: Path) -> Iterator[Server]:
    """The reference of `tests/bench/plain_way.py`."""
    environment = {
        "PLAIN_DATABASE_URL": f"sqlite:///{folder / 'plain.db'}",
        "PLAIN_SECRET": secrets.token_hex(32),
    }
    with _uvicorn("plain way", "tests.bench.plain_way:app", environment) as server:
        yield server


@contextmanager
def noop() -> Iterator[Server]:
    """A route that does nothing."""
    with _uvicorn("no-op", "tests.bench.noop:app", {}) as server:
        yield server


@contextmanager
def _uvicorn(name: str, app: str, environment: Mapping[str, str]) -> Iterator[Server]:
    port = free_port()
    arguments = ["uvicorn", app, "--port", str(port), "--log-level", "warning", "--no-access-log"]
    with running(name, port, arguments, environment) as server:
        yield server
