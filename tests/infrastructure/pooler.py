"""PgBouncer before a cluster, pooling by transaction: every transaction may meet another connection."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.infrastructure.ports import free_port
from tests.infrastructure.supervising import unprivileged

START_SECONDS = 30


def pgbouncer() -> str | None:
    """The program, where this machine has it."""
    return shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@contextmanager
def pooled(program: str, port_behind: int, folder: Path, *, connections: int) -> Iterator[str]:
    """The address of the database of Outlay through the pooler, which keeps so few connections to it."""
    port = free_port()
    configuration = folder / "pgbouncer.ini"
    configuration.write_text(
        f"""
[databases]
outlay = host=127.0.0.1 port={port_behind} dbname=outlay user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = {connections}
"""
    )
    own = folder / "pooler"
    own.mkdir()
    prefix = unprivileged(own)
    log = folder / "pgbouncer.log"
    with log.open("wb") as output, configuration.open("rb") as readable:
        # Read from here: the folder of a test may be shut to the user that it runs as.
        process = subprocess.Popen(
            [*prefix, program, "/dev/stdin"], stdin=readable, stdout=output, stderr=output, cwd="/"
        )
    try:
        _wait_for(port, process, log)
        yield f"postgresql://postgres@127.0.0.1:{port}/outlay?statement_cache_size=0"
    finally:
        process.terminate()
        process.wait(START_SECONDS)


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(log.read_text())
