"""Runs one throw-away PostgreSQL server until its standard input closes. Standard library only.

A process of its own, because the pipe to it closes however the tests end: also when they are
killed, the server stops and its files are removed. The first line of output is JSON: url and
version, or a refusal.
"""

from __future__ import annotations

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

START_SECONDS = 30

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


class Refusal(Exception):
    """This machine cannot run these binaries; the message says why."""


def main() -> None:
    """Start, announce, wait for the end of the input, stop, remove."""
    # The terminal's Ctrl-C reaches the whole group; the end of the input is what counts here.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    binaries = Path(sys.argv[1])
    folder = Path(tempfile.mkdtemp(prefix="outlay-postgres-", dir="/tmp" if _is_root() else None))
    server: subprocess.Popen[bytes] | None = None
    try:
        try:
            server, announcement = _start(binaries, folder)
        except Refusal as refusal:
            announcement = {"refusal": str(refusal)}
        sys.stdout.write(json.dumps(announcement) + "\n")
        sys.stdout.flush()
        sys.stdin.read()
    finally:
        if server is not None:
            server.send_signal(signal.SIGQUIT)
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _start(binaries: Path, folder: Path) -> tuple[subprocess.Popen[bytes], dict[str, str]]:
    prefix: list[str] = []
    if _is_root():
        # The server refuses to run as root; initdb needs a user that has a name.
        prefix = _become_nobody()
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        binaries = _reachable(binaries, folder, prefix)
    cluster = folder / "cluster"
    initdb = [str(binaries / "initdb"), "-D", str(cluster), "-U", "postgres", "--auth=trust"]
    made = subprocess.run(
        [*prefix, *initdb, "--no-sync", "-E", "UTF8", "--no-locale"],
        capture_output=True,
        text=True,
        cwd=folder,
    )
    if made.returncode != 0:
        raise Refusal(f"initdb failed: {_last_line(made.stderr)}")
    port = _free_port()
    options = [f"-c{name}={value}" for name, value in SERVER_OPTIONS.items()]
    log = folder / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*prefix, str(binaries / "postgres"), "-D", str(cluster), f"-p{port}", *options],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=folder,
            start_new_session=True,
        )
    _wait_until_ready(server, log)
    version = (cluster / "PG_VERSION").read_text().strip()
    url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
    return server, {"url": url, "version": f"PostgreSQL {version}"}


def _is_root() -> bool:
    return os.geteuid() == 0


def _become_nobody() -> list[str]:
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise Refusal("PostgreSQL does not run as root, and there is no setpriv to leave it with")
    group = pwd.getpwnam("nobody").pw_gid
    return [setpriv, "--reuid=nobody", f"--regid={group}", "--clear-groups"]


def _reachable(binaries: Path, folder: Path, prefix: list[str]) -> Path:
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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        written = log.read_text(errors="replace")
        if "database system is ready to accept connections" in written:
            return
        if server.poll() is not None:
            raise Refusal(f"the server ended at once: {_last_line(written)}")
        time.sleep(0.02)
    server.kill()
    raise Refusal(f"the server was not ready after {START_SECONDS} s")


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "no output"


if __name__ == "__main__":
    main()
