"""Runs one throw-away database server until the standard input closes. Standard library only.

A supervisor is a process of its own, because the pipe to it closes however the tests end: also when
they are killed, the server stops and its files are removed. The first line of output is JSON: url and
version, or a refusal.
"""

from __future__ import annotations

import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 30


class Refusal(Exception):
    """This machine cannot run these binaries; the message says why."""


@dataclass
class Started:
    """A server that is ready, what to tell the tests about it, and the signal that ends it at once."""

    process: subprocess.Popen[bytes]
    url: str
    version: str
    farewell: signal.Signals


@dataclass
class Supervised:
    """A supervisor's server, as the tests see it."""

    url: str
    version: str
    supervisor: subprocess.Popen[str]

    def stop(self) -> None:
        """Stop the server and remove its files."""
        _end(self.supervisor)


def supervised(module: str, binaries: Path) -> Supervised:
    """Start a supervisor and its server; Refusal with the reason when there is none."""
    supervisor = subprocess.Popen(
        [sys.executable, "-m", module, str(binaries)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert supervisor.stdout is not None
    line = supervisor.stdout.readline()
    answer = json.loads(line) if line else {"refusal": "its supervisor died"}
    if "refusal" in answer:
        _end(supervisor)
        raise Refusal(answer["refusal"])
    return Supervised(answer["url"], answer["version"], supervisor)


def _end(supervisor: subprocess.Popen[str]) -> None:
    if supervisor.stdin is not None:
        supervisor.stdin.close()
    supervisor.wait(timeout=30)
    if supervisor.stdout is not None:
        supervisor.stdout.close()


def supervise(name: str, start: Callable[[Path, Path], Started]) -> None:
    """Start, announce, wait for the end of the input, stop, remove."""
    # Ctrl-C and `timeout` reach the whole group; the end of the input is what counts here.
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, signal.SIG_IGN)
    binaries = Path(sys.argv[1])
    folder = Path(tempfile.mkdtemp(prefix=f"outlay-{name}-", dir="/tmp" if is_root() else None))
    server: Started | None = None
    try:
        try:
            server = start(binaries, folder)
            announcement = {"url": server.url, "version": server.version}
        except Refusal as refusal:
            announcement = {"refusal": str(refusal)}
        sys.stdout.write(json.dumps(announcement) + "\n")
        sys.stdout.flush()
        sys.stdin.read()
    finally:
        if server is not None:
            server.process.send_signal(server.farewell)
            server.process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def launched(command: list[str], folder: Path, ready: str) -> subprocess.Popen[bytes]:
    """Start a server and return when its log says that it is `ready`; Refusal where it never does."""
    log = folder / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=folder,
            start_new_session=True,
        )
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        written = log.read_text(errors="replace")
        if ready in written:
            return server
        if server.poll() is not None:
            raise Refusal(f"the server ended at once: {last_line(written)}")
        time.sleep(0.02)
    server.kill()
    raise Refusal(f"the server was not ready after {START_SECONDS} s")


def is_root() -> bool:
    """Whether the supervisor must become somebody else: no server runs as root."""
    return os.geteuid() == 0


def unprivileged(folder: Path) -> list[str]:
    """What goes before a command so that it runs as nobody, to whom the folder is given; only for root."""
    if not is_root():
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise Refusal("the server does not run as root, and there is no setpriv to leave it with")
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return [setpriv, "--reuid=nobody", f"--regid={nobody.pw_gid}", "--clear-groups"]


def last_line(text: str) -> str:
    """The last line that says anything."""
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "no output"
