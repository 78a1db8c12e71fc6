"""The three servers that are compared, each a process with one worker and a fresh SQLite database."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

START_SECONDS = 30


@dataclass(frozen=True)
class Server:
    """A running server: where it listens, its process, and how long it took to its first answer."""

    name: str
    port: int
    pid: int
    started_s: float

    def memory_mib(self) -> float:
        """What the process holds in memory now (VmRSS of proc(5), so Linux alone)."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        kib = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(kib) / 1024


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(name: str, port: int, arguments: list[str], environment: Mapping[str, str]) -> Iterator[Server]:
    """The server from its first answer to the end of the block. RuntimeError when it does not start."""
    begun = time.monotonic()
    # An installation is compiled, so what is measured is too, whatever this shell forbids.
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", **environment}
    process = subprocess.Popen([sys.executable, "-m", *arguments], env=environment)
    try:
        _wait_for(process, port, name)
        yield Server(name, port, process.pid, time.monotonic() - begun)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(process: subprocess.Popen[bytes], port: int, name: str) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        # A listening socket alone says nothing: it is open before the server is.
        with suppress(httpx.TransportError):
            httpx.get(f"http://127.0.0.1:{port}/health/live", timeout=START_SECONDS)
            return
        time.sleep(0.01)
    raise RuntimeError(f"the server {name} did not start")


@contextmanager
def outlay(folder: Path, **settings: object) -> Iterator[Server]:
    """Outlay as it is installed, with its own defaults but for `settings`."""
    port = free_port()
    environment = {
        "OUTLAY_DATA_DIR": str(folder / "outlay"),
        "OUTLAY_PORT": str(port),
        "OUTLAY_LOG_LEVEL": "warning",
        **{f"OUTLAY_{name.upper()}": str(value) for name, value in settings.items()},
    }
    with running("Outlay", port, ["api.cli", "serve", "--migrate"], environment) as server:
        yield server


@contextmanager
def plain_way(database_url: str) -> Iterator[Server]:
    """The reference of `tests/bench/plain_way.py`."""
    environment = {
        "PLAIN_DATABASE_URL": database_url,
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
