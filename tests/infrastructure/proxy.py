"""HAProxy before two servers, with the configuration that is shipped."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.infrastructure.ports import free_port

CONFIGURATION = Path(__file__).parents[2] / "docs" / "haproxy.cfg"
START_SECONDS = 30


def haproxy() -> str | None:
    """The program, where this machine has it."""
    return shutil.which("haproxy", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@contextmanager
def proxied(program: str, ports: tuple[int, int], log: Path) -> Iterator[str]:
    """The address that leads to both servers."""
    port = free_port()
    environment = {
        **os.environ,
        "OUTLAY_PROXY": f"127.0.0.1:{port}",
        "OUTLAY_ONE": f"127.0.0.1:{ports[0]}",
        "OUTLAY_TWO": f"127.0.0.1:{ports[1]}",
    }
    with log.open("ab") as output:
        process = subprocess.Popen(
            [program, "-db", "-f", CONFIGURATION], env=environment, stdout=output, stderr=output
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(url, process, log)
        yield url
    finally:
        process.terminate()
        process.wait(START_SECONDS)


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{url}/health/live").is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise AssertionError(log.read_text())
