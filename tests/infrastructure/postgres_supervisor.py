"""Runs one throw-away PostgreSQL server; see `supervising`."""

from __future__ import annotations

import shutil
import signal
import subprocess
from pathlib import Path

from tests.infrastructure.ports import free_port
from tests.infrastructure.supervising import (
    Refusal,
    Started,
    is_root,
    last_line,
    launched,
    supervise,
    unprivileged,
)

# Nothing in these databases outlives the tests, so nothing is forced to the disk.
SERVER_OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "autovacuum": "off",
}


def start(binaries: Path, folder: Path) -> Started:
    """Make a cluster in the folder and start its server."""
    # Also initdb refuses to be root, and needs a user that has a name.
    prefix = unprivileged(folder)
    if is_root():
        binaries = reachable(binaries, folder, prefix)
    cluster = folder / "cluster"
    initdb = [str(binaries / "initdb"), "-D", str(cluster), "-U", "postgres", "--auth=trust"]
    made = subprocess.run(
        [*prefix, *initdb, "--no-sync", "-E", "UTF8", "--no-locale"],
        capture_output=True,
        text=True,
        cwd=folder,
    )
    if made.returncode != 0:
        raise Refusal(f"initdb failed: {last_line(made.stderr)}")
    port = free_port()
    options = [f"-c{name}={value}" for name, value in SERVER_OPTIONS.items()]
    server = launched(
        [*prefix, str(binaries / "postgres"), "-D", str(cluster), f"-p{port}", *options],
        folder,
        "database system is ready to accept connections",
    )
    version = (cluster / "PG_VERSION").read_text().strip()
    url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
    return Started(server, url, f"PostgreSQL {version}", signal.SIGQUIT)


def reachable(binaries: Path, folder: Path, prefix: list[str]) -> Path:
    """The binaries, or a copy where an unprivileged user reaches them: root's folders are shut."""
    # Asked by a shell: setpriv itself still has root's rights when it starts a program.
    question = [*prefix, "/bin/sh", "-c", 'exec "$0" --version', str(binaries / "initdb")]
    tried = subprocess.run(question, capture_output=True, cwd="/")
    if tried.returncode == 0:
        return binaries
    package = binaries.parents[1]
    copy = folder / package.name / binaries.parent.name
    shutil.copytree(binaries.parent, copy, symlinks=True)
    # A wheel keeps the libraries it brings beside its package, and its programs look for them there.
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    return copy / "bin"


if __name__ == "__main__":
    supervise("postgres", start)
