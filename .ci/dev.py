"""Runs the API with reload and Vite's development server together, until Ctrl-C. Standard library only."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Start both; when one ends, end the other."""
    processes = [
        subprocess.Popen([".venv/bin/outlay", "serve", "--migrate", "--reload"], cwd=ROOT),
        subprocess.Popen(["npm", "run", "--silent", "dev"], cwd=ROOT / "web"),
    ]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.3)
    except KeyboardInterrupt:
        pass
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()


if __name__ == "__main__":
    main()
