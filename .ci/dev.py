"""Runs the API with reload and Vite's development server together, until Ctrl-C. Standard library only."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STOP_SECONDS = 10


def start(command: list[str], folder: Path, **environment: str) -> subprocess.Popen[bytes]:
    """Start a program that Ctrl-C does not reach: it is told to stop once, and by us."""
    return subprocess.Popen(command, cwd=folder, env={**os.environ, **environment}, start_new_session=True)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask a program and all that it started to end, and insist after a while."""
    if process.poll() is None:
        # npm does not tell Vite, so the whole group is asked.
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def main() -> None:
    """Start both; when one ends, end the other."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGINT, lambda *_: sys.exit(0))
    # The pages come from Vite and must find the API where the settings put it.
    api = f"http://localhost:{os.environ.get('OUTLAY_PORT', '8000')}"
    processes = [
        start([".venv/bin/outlay", "serve", "--migrate", "--reload"], ROOT),
        start(["npm", "run", "--silent", "dev"], ROOT / "web", VITE_API_URL=api),
    ]
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.3)
    finally:
        for process in processes:
            stop(process)


if __name__ == "__main__":
    main()
