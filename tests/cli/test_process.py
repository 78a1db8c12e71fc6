"""The `outlay` command as a process of its own: its files, its environment, its module."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def outlay(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs `python -m api.cli …` under the umask that most machines have."""
    return subprocess.run(
        [sys.executable, "-m", "api.cli", *arguments],
        env={**os.environ, "OUTLAY_DATA_DIR": str(folder), **environment},
        umask=0o022,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX's")
def test_nobody_else_may_read_what_it_writes(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert outlay(folder, "migrate").returncode == 0
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o077 for path in folder.iterdir()} == {0}


def test_a_variable_that_is_no_setting_is_named(tmp_path: Path) -> None:
    ended = outlay(tmp_path, "serve", OUTLAY_PROT="8123", outlay_port="8124")
    warning, refusal = ended.stderr.splitlines()
    assert "OUTLAY_PROT" in warning
    assert "port" not in warning
    assert "outlay migrate" in refusal


def test_the_description_goes_nowhere_in_one_sentence(tmp_path: Path) -> None:
    ended = outlay(tmp_path, "openapi", "--output", str(tmp_path / "nowhere" / "openapi.json"))
    assert ended.returncode == 1
    (refusal,) = ended.stderr.splitlines()
    assert refusal.startswith("outlay: ")
    assert "cannot be written" in refusal


def test_a_proxy_may_be_named_with_its_network(tmp_path: Path) -> None:
    ended = outlay(tmp_path, "serve", OUTLAY_TRUSTED_PROXIES="10.0.0.1/8")
    assert "outlay migrate" in ended.stderr
